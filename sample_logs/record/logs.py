"""Records the access logs: the same traffic to nginx and to Apache, each writing several formats."""

import gzip
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sample_logs.record import scenes, servers
from sample_logs.record.application import Application
from sample_logs.record.figures import bytes_logged, figures
from sample_logs.record.hosts import APEX, API, CODES, SAMPLES, SERVER, WWW
from sample_logs.record.journal import Journal, wait_for_lines
from sample_logs.record.scenes import faults, outage
from sample_logs.record.scenes.cast import stage

# Each log with what its format writes for the size.
NGINX = {"nginx-combined.log": "$body_bytes_sent", "nginx-main.log": "$body_bytes_sent"}
APACHE = {
    "apache-common.log": "%b",
    "apache-combined.log": "%O",
    "apache-vhost_combined.log": "%O",
    "apache-combined-extra.log": "%b",
}
ROTATED = "nginx-combined.log.1"
OUTAGE = "nginx-outage.log"
APACHE_OUTAGE = "apache-outage.log"
UPSTREAMS = "nginx-upstreams.log"
ENDING = "apache-ending.log"
NAMES = {"apex": APEX, "www": WWW, "www_name": WWW, "api": API, "port_in_redirect": "off"}


def record_nginx() -> dict[str, Any]:
    """Play to nginx: first what ends in the rotated file, then what the two current files hold."""
    with rooms(NGINX) as (root, logs, application):
        port = servers.free_port()
        formats = (log.stem.removeprefix("nginx-") for log in logs)
        directives = (
            f"    access_log {log} {name};" for log, name in zip(logs, formats, strict=True)
        )
        values = {"logs": "\n".join(directives), "port": port, "application": application.port}
        values |= {"head_limit": "1k", "body_limit": "4k"}
        with servers.nginx(root, "nginx.conf", (SERVER, port), **NAMES, **values) as process:
            before, journal = Journal(*logs), Journal(*logs)
            scenes.rehearse(stage("nginx", (SERVER, port), before, application))
            rotate(logs, process)
            scenes.play(stage("nginx", (SERVER, port), journal, application))
        compress(root / ROTATED, SAMPLES / f"{ROTATED}.gz")
        keep(logs)
    check_codes(journal)
    return {
        "nginx-rotated": conclude("nginx-rotated", before, {f"{ROTATED}.gz": "$body_bytes_sent"}),
        "nginx": conclude("nginx", journal, NGINX),
    }


def record_outage() -> dict[str, Any]:
    """Play an outage to nginx that is long enough to be told from chance."""
    with rooms([OUTAGE]) as (root, logs, application):
        port, journal = servers.free_port(), Journal(*logs)
        values = {"logs": f"    access_log {logs[0]} main;", "port": port}
        values |= {"application": application.port, "head_limit": "1k", "body_limit": "4k"}
        with servers.nginx(root, "nginx.conf", (SERVER, port), **NAMES, **values):
            outage.found(stage("nginx", (SERVER, port), journal, application))
        keep(logs)
    return {"nginx-outage": conclude("nginx-outage", journal, {OUTAGE: "$body_bytes_sent"})}


def record_apache_outage() -> dict[str, Any]:
    """Play the same to Apache."""
    with rooms(["apache-combined.log"]) as (root, (log,), application):
        port, journal = servers.free_port(), Journal(log)
        with servers.apache(root, port=port, application=application.port, **NAMES):
            outage.found(stage("apache", (SERVER, port), journal, application))
        shutil.copyfile(log, SAMPLES / APACHE_OUTAGE)
    return {"apache-outage": conclude("apache-outage", journal, {APACHE_OUTAGE: "%O"})}


def record_upstreams() -> dict[str, Any]:
    """Play to nginx before two servers, one of which goes away for a while."""
    with rooms([UPSTREAMS]) as (root, logs, dying), Application() as steady:
        port, journal = servers.free_port(), Journal(*logs)
        values = {"port": port, "log": logs[0], "dying": dying.port, "steady": steady.port}
        with servers.nginx(root, "upstreams.conf", (SERVER, port), api=API, **values):
            outage.one_of_two(stage("nginx", (SERVER, port), journal, dying))
        keep(logs)
    behind = {
        name: {"address": f"{SERVER}:{each.port}", "answered": each.answered}
        for name, each in (("dying", dying), ("steady", steady))
    }
    figures = conclude("nginx-upstreams", journal, {UPSTREAMS: "$body_bytes_sent"})
    return {"nginx-upstreams": {**figures, "upstreams": behind}}


def record_apache() -> dict[str, Any]:
    """Play to Apache, which writes its four formats at once."""
    with rooms(APACHE) as (root, logs, application):
        port, journal = servers.free_port(), Journal(*logs)
        values = {"port": port, "application": application.port}
        with servers.apache(root, **NAMES, **values):
            scenes.play(stage("apache", (SERVER, port), journal, application))
        keep(logs)
    check_codes(journal)
    return {"apache": conclude("apache", journal, APACHE)}


def record_ending() -> dict[str, Any]:
    """Play downloads to Apache that are left in the middle: `%X` says which."""
    with rooms([ENDING]) as (root, logs, application):
        port, journal = servers.free_port(), Journal(*logs)
        (root / "site" / faults.LARGE.lstrip("/")).write_bytes(bytes(32 << 20))
        with (
            servers.apache(root, port=port, application=application.port, **NAMES),
            journal.scene("download left"),
        ):
            faults.download_left(stage("apache", (SERVER, port), journal, application))
        keep(logs)
    return {"apache-ending": conclude("apache-ending", journal, {ENDING: None})}


@contextmanager
def rooms(names: Iterable[str]) -> Iterator[tuple[Path, list[Path], Application]]:
    """A furnished directory that goes away, the logs in it, and the application."""
    with (
        tempfile.TemporaryDirectory(prefix="samples-", ignore_cleanup_errors=True) as name,
        Application() as application,
    ):
        root = Path(name)
        servers.furnish(root)
        yield root, [root / log for log in names], application


def rotate(logs: Sequence[Path], process: subprocess.Popen[bytes]) -> None:
    """Rotate as logrotate does: rename, then have nginx open its files anew."""
    for log in logs:
        log.rename(f"{log}.1")
    process.send_signal(signal.SIGUSR1)
    for log in logs:
        wait_for_lines(log, 0, "the rotation")


def compress(log: Path, target: Path) -> None:
    """Compress without a time and a name in the header: the same log gives the same bytes."""
    target.write_bytes(gzip.compress(log.read_bytes(), mtime=0))


def keep(logs: Sequence[Path]) -> None:
    """Put the logs in their place."""
    for log in logs:
        shutil.copyfile(log, SAMPLES / log.name)


def check_codes(journal: Journal) -> None:
    """Each of the fifteen codes must have been seen by the driver itself."""
    seen = {one.status for one in journal.sent if one.answered}
    missing = CODES - seen
    if missing or not any(100 in one.interim for one in journal.sent):
        raise RuntimeError(f"not every code was provoked: {sorted(missing) or 100} is missing")


def conclude(traffic: str, journal: Journal, columns: Mapping[str, str | None]) -> dict[str, Any]:
    """Write the driver's record and give its figures, once the files hold as many lines."""
    for name in columns:
        check_lines(SAMPLES / name, len(journal.sent))
    journal.write(SAMPLES / f"{traffic}.sent.ndjson")
    files = {
        name: {"size_column": column, "bytes_logged": bytes_logged(journal.sent, column)}
        if column
        else {}  # who goes away does not see how much was sent
        for name, column in columns.items()
    }
    return {"files": files, "sent": f"{traffic}.sent.ndjson", **figures(journal.sent)}


def check_lines(file: Path, count: int) -> None:
    """What was kept must have a line for each request: no more and no less."""
    content = file.read_bytes()
    lines = (gzip.decompress(content) if file.suffix == ".gz" else content).count(b"\n")
    if lines != count:
        raise RuntimeError(f"{file.name} holds {lines} lines for {count} requests")
