"""Starts Debian's nginx and Apache with a configuration of their own, and always stops them."""

import base64
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sample_logs.record import site
from sample_logs.record.hosts import SERVER, Address

HERE = Path(__file__).parent
PATIENCE = 10.0  # seconds for a server to start or to stop
APACHE_MODULES = Path("/usr/lib/apache2/modules")
MODULES = [
    "mpm_event",
    "authn_core",
    "authn_file",
    "authz_core",
    "authz_user",
    "auth_basic",
    "dir",
    "mime",
    "alias",
    "rewrite",
    "headers",
    "dav",
    "dav_fs",
    "proxy",
    "proxy_http",
    "reqtimeout",
]


def require(programs: Mapping[str, str]) -> None:
    """Name the Debian packages that are missing, and stop."""
    missing = sorted({package for name, package in programs.items() if not find(name)})
    if missing:
        raise SystemExit(f"Missing: apt-get install {' '.join(missing)}")


def find(program: str) -> str | None:
    """Servers live in sbin, which is not on everybody's path."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def versions() -> dict[str, str]:
    """Which nginx, Apache, Chromium and Firefox these are, in their own words."""
    asked = {"nginx": "-v", "apache2": "-v", "chromium": "--version", "firefox-esr": "--version"}
    return {name: _first_line([str(find(name)), option]) for name, option in asked.items()}


def _first_line(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    return (said.stdout or said.stderr).splitlines()[0].strip()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server((SERVER, 0)) as probe:
        return int(probe.getsockname()[1])


def furnish(root: Path, *, icon: str = "/favicon.ico") -> None:
    """Prepare a server's directory: the site, the one user, room for what it writes."""
    root.chmod(0o755)
    site.write(root / "site", icon=icon)
    (root / "tmp").mkdir()
    (root / "tmp").chmod(0o777)
    digest = hashlib.sha1(b"not-a-secret", usedforsecurity=False).digest()
    (root / "users").write_text(f"alice:{{SHA}}{base64.b64encode(digest).decode()}\n")


def configure(name: str, root: Path, values: Mapping[str, object]) -> Path:
    """Fill in the configuration; every `@name@` must have its value."""
    text = (HERE / name).read_text()
    for key, value in {"root": root, **values}.items():
        text = text.replace(f"@{key}@", str(value))
    path = root / name
    path.write_text(text)
    return path


@contextmanager
def nginx(
    root: Path, name: str, address: Address, **values: object
) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx with the configuration of this name, until it listens at this address."""
    config = configure(name, root, values)
    command = [find("nginx"), "-p", root, "-c", config, "-e", root / "nginx-error.log"]
    with running(command, {"TZ": "UTC"}, address) as process:
        yield process


@contextmanager
def apache(root: Path, **values: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run Apache, half an hour off the full hour from UTC, so that zones are not all alike."""
    modules = (f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in MODULES)
    identity = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    values = {**values, "modules": "\n".join(modules), "identity": identity}
    config = configure("apache.conf", root, values)
    command = [find("apache2"), "-d", root, "-f", config, "-DFOREGROUND"]
    with running(command, {"TZ": "IST-5:30"}, (SERVER, int(str(values["port"])))) as process:
        yield process


@contextmanager
def running(
    command: Sequence[object], environment: Mapping[str, str], address: Address
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends, in a session of its own so that all of it can be ended."""
    process = subprocess.Popen(
        [str(part) for part in command],
        env={"PATH": os.environ.get("PATH", ""), **environment},
        start_new_session=True,
    )
    try:
        _await_listener(process, address)
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process and its children to stop, then insist."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(PATIENCE)
        except (subprocess.TimeoutExpired, ProcessLookupError):
            continue
    process.wait(PATIENCE)


def _await_listener(process: subprocess.Popen[bytes], address: Address) -> None:
    """Wait until the server accepts connections; an empty connection leaves no line in a log."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(address, 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args!r} did not start: exit code {process.poll()}")
