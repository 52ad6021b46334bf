"""Drives Debian's Chromium over a pipe, and has its own DevTools write the HAR.

DevTools' front end, which Chromium itself serves, is opened in a second tab and connected to the
first. What "Save all as HAR" does is then one call of the front end's own modules, so that the
file is what a user would have saved.
"""

import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sample_logs.record import servers
from sample_logs.record.hosts import SERVER

PATIENCE = 30.0  # seconds for any one answer
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
    "--remote-allow-origins=*",
)
PRESERVE = """Promise.all([import('./core/common/common.js'), import('./core/sdk/sdk.js')]).then(
    ([{Settings}, {SDKSettings}]) => Settings.Settings.instance()
        .resolve(SDKSettings.preserveNetworkLogSettingDescriptor).set(true))"""
SAVE = """Promise.all([import('./models/har/har.js'), import('./models/logs/logs.js'),
                       import('./core/common/common.js')]).then(
    ([{Writer}, {NetworkLog}, {Progress}]) => Writer.Writer.harStringForRequests(
        NetworkLog.NetworkLog.instance().requests(), {sanitize: false},
        new Progress.CompositeProgress(new Progress.Progress())))"""


class Pipe:
    """Chromium's end of the DevTools protocol: JSON messages with a zero byte after each."""

    def __init__(self, reader: int, writer: int) -> None:
        """Speak over these two file descriptors."""
        self._reader, self._writer = reader, writer
        self._received = b""
        self._calls = 0

    def call(self, method: str, session: str | None = None, **parameters: object) -> dict[str, Any]:
        """Call a method and wait for its answer; events are not needed here."""
        self._calls += 1
        message: dict[str, Any] = {"id": self._calls, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._writer, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            answer = self._next(deadline - time.monotonic())
            if answer.get("id") == self._calls:
                return self._result(method, answer)
        raise RuntimeError(f"Chromium did not answer {method}")

    def _next(self, patience: float) -> dict[str, Any]:
        while b"\0" not in self._received:
            if not select.select([self._reader], [], [], patience)[0]:
                return {}
            self._received += os.read(self._reader, 65536)
        message, _, self._received = self._received.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _result(self, method: str, answer: dict[str, Any]) -> dict[str, Any]:
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result


class Tab:
    """One tab of the browser."""

    def __init__(self, pipe: Pipe, url: str = "about:blank") -> None:
        """Open the tab and attach to it."""
        self._pipe = pipe
        self.target = pipe.call("Target.createTarget", url=url)["targetId"]
        attached = pipe.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self._session = attached["sessionId"]

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call one method of the protocol for this tab."""
        return self._pipe.call(method, self._session, **parameters)

    def run(self, expression: str) -> Any:
        """Evaluate an expression, await what it promises, return its value."""
        how = {"awaitPromise": True, "returnByValue": True}
        answer = self.call("Runtime.evaluate", expression=expression, **how)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression[:80]!r}: {answer['exceptionDetails']}")
        return answer["result"].get("value")


class Chromium:
    """The visited tab and the DevTools that watch it."""

    name = "chromium"
    last_hop_hidden = True  # where it gives up a loop, the last answer is shown as status 0

    def __init__(self, pipe: Pipe, port: int) -> None:
        """Open DevTools before anything is visited, and have them keep the log."""
        self._tab = Tab(pipe)
        front = f"http://{SERVER}:{port}/devtools/inspector.html"
        self._tools = Tab(pipe, f"{front}?ws={SERVER}:{port}/devtools/page/{self._tab.target}")
        deadline = time.monotonic() + PATIENCE
        while not self._preserves() and time.monotonic() < deadline:
            time.sleep(0.5)
        time.sleep(2)  # the front end enables its network model

    def _preserves(self) -> bool:
        """Have the log kept; not before the front end has got its settings."""
        with suppress(RuntimeError):
            self._tools.run(PRESERVE)
            return True
        return False

    def visit(self, url: str) -> None:
        """Go to a page; a page that cannot be shown is not an error here."""
        self._tab.call("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """Run the body of an asynchronous function in the page."""
        return self._tab.run(f"(async () => {{ {script} }})()")

    def har(self) -> str:
        """Save all as HAR."""
        return str(self._tools.run(SAVE))


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Run Chromium with a fresh profile and two pipes, on the file descriptors it expects."""
    port = servers.free_port()
    to_browser, from_browser = os.pipe(), os.pipe()
    script = f'exec "$0" "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
    with tempfile.TemporaryDirectory(prefix="samples-", ignore_cleanup_errors=True) as profile:
        fresh = (f"--remote-debugging-port={port}", f"--user-data-dir={profile}")
        process = subprocess.Popen(
            ["bash", "-c", script, "chromium", *FLAGS, *fresh, "about:blank"],
            pass_fds=(to_browser[0], from_browser[1]),
            env={"PATH": os.environ.get("PATH", ""), "HOME": profile, "TZ": "UTC"},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield Chromium(Pipe(from_browser[0], to_browser[1]), port)
        finally:
            servers.end(process)
            for descriptor in (*to_browser, *from_browser):
                os.close(descriptor)
