"""`python -m sample_logs.record`: plays the traffic, writes the logs and the expected figures."""

import json
import re
import signal
from typing import Any

from sample_logs.record import hars, journey, logs, servers
from sample_logs.record.chromium import chromium
from sample_logs.record.firefox import firefox
from sample_logs.record.hosts import SAMPLES

PROGRAMS = {
    "nginx": "nginx",
    "apache2": "apache2",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
}


LONGEST = 600  # seconds; a recording takes about a hundred


def main() -> None:
    """Record everything, then write what was expected of it."""
    servers.require(PROGRAMS)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    traffic = logs.record_nginx() | logs.record_apache()
    traffic |= {
        "chromium": hars.record_har("chromium", chromium(), journey.WALK),
        "chromium-loop": hars.record_har("chromium-loop", chromium(), journey.LOOP),
        "firefox": hars.record_har("firefox", firefox(), journey.WALK + journey.LOOP),
    }
    expected = {"recorded_with": servers.versions(), "traffic": traffic}
    (SAMPLES / "expected.json").write_text(laid_out(expected))
    for name, figures in traffic.items():
        print(f"{name}: {', '.join(figures['files'])}")


def stop(number: int, _: object) -> None:
    """Leave by way of every `finally`, so that no server and no browser is left behind."""
    raise SystemExit(f"stopped by {signal.Signals(number).name}")


def laid_out(figures: dict[str, Any]) -> str:
    """Indented JSON, but with a list of plain values on one line."""
    text = json.dumps(figures, indent=1)
    plain = re.compile(r"\[\s+([^\[\]{}]+?)\s+\]")
    return plain.sub(lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


if __name__ == "__main__":
    main()
