"""Drives Debian's Firefox over Marionette, and has its own developer tools build the HAR.

The export is the one behind "Copy all as HAR" and behind the auto-export preference. That
preference itself writes one file for each page load, and each begins anew; the log that is kept
over page loads is what a user would save.
"""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sample_logs.record import servers
from sample_logs.record.hosts import SERVER

PATIENCE = 60.0  # seconds for a start or for any one answer
PREFERENCES: dict[str, bool | int | str] = {
    "browser.chrome.site_icons": False,  # no request that no page made
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "devtools.netmonitor.persistlog": True,
    "devtools.toolbox.host": "window",
    "devtools.toolbox.selectedTool": "netmonitor",
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,
    "network.http.speculative-parallel-limit": 0,
    "services.settings.server": "http://127.0.0.1:9/",
}
OPEN = """
const {require} = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
const {gDevTools} = require("devtools/client/framework/devtools");
const done = arguments[arguments.length - 1];
gDevTools.showToolboxForTab(gBrowser.selectedTab, {toolId: "netmonitor"})
    .then(toolbox => { window.recorded = toolbox; done(true); }, error => done(String(error)));
"""
SAVE = """
const done = arguments[arguments.length - 1];
window.recorded.getHARFromNetMonitor()
    .then(log => done(JSON.stringify({log}, null, 1)), error => done("failed: " + error));
"""


class Marionette:
    """Firefox's remote protocol: JSON arrays, each with its length before it."""

    def __init__(self, line: socket.socket) -> None:
        """Greet, and start a session."""
        self._line = line
        self._calls = 0
        self._read()
        self.call("WebDriver:NewSession", pageLoadStrategy="normal")
        self.call("WebDriver:SetTimeouts", script=60_000, pageLoad=30_000)

    def call(self, command: str, **parameters: object) -> Any:
        """Send a command and wait for its result."""
        self._calls += 1
        message = json.dumps([0, self._calls, command, parameters])
        self._line.sendall(f"{len(message)}:{message}".encode())
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._line.recv(1)
        left, message = int(length[:-1]), b""
        while len(message) < left:
            message += self._line.recv(left - len(message))
        return json.loads(message)


class Firefox:
    """The one tab, with the developer tools open on its network monitor."""

    name = "firefox"
    last_hop_hidden = False

    def __init__(self, marionette: Marionette) -> None:
        """Open the tools before anything is visited."""
        self._marionette = marionette
        marionette.call("WebDriver:Navigate", url="about:blank")
        opened = self._privileged(OPEN)
        if opened is not True:
            raise RuntimeError(f"the developer tools did not open: {opened}")

    def visit(self, url: str) -> None:
        """Go to a page; a page that cannot be shown is not an error here."""
        try:
            self._marionette.call("WebDriver:Navigate", url=url)
        except RuntimeError as error:
            if "about:neterror" not in str(error):
                raise

    def run(self, script: str) -> Any:
        """Run the body of an asynchronous function in the page."""
        done = "arguments[arguments.length - 1]"
        wrapped = (
            f"const done = {done}; (async () => {{ {script} }})().then(done, e => done('' + e))"
        )
        return self._marionette.call("WebDriver:ExecuteAsyncScript", script=wrapped, args=[])

    def har(self) -> str:
        """Copy all as HAR."""
        return str(self._privileged(SAVE))

    def _privileged(self, script: str) -> Any:
        """Run a script in the browser itself."""
        self._marionette.call("Marionette:SetContext", value="chrome")
        try:
            return self._marionette.call("WebDriver:ExecuteAsyncScript", script=script, args=[])
        finally:
            self._marionette.call("Marionette:SetContext", value="content")


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Run Firefox with a fresh profile."""
    port = servers.free_port()
    with tempfile.TemporaryDirectory(prefix="samples-", ignore_cleanup_errors=True) as profile:
        preferences = PREFERENCES | {"marionette.port": port}
        lines = (
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in preferences.items()
        )
        (Path(profile) / "user.js").write_text("".join(lines))
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile]
        process = subprocess.Popen(
            [*command, "-marionette", "-remote-allow-system-access"],
            env={"PATH": os.environ.get("PATH", ""), "HOME": profile, "TZ": "Asia/Kolkata"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            with connect(process, port) as line:
                yield Firefox(Marionette(line))
        finally:
            servers.end(process)


def connect(process: subprocess.Popen[bytes], port: int) -> socket.socket:
    """Wait for Marionette to listen."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return socket.create_connection((SERVER, port), PATIENCE)
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"Firefox did not start: exit code {process.poll()}")
