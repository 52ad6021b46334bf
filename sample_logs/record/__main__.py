"""`python -m sample_logs.record [PART...]`: plays the traffic, writes files and expected figures."""

import json
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

from sample_logs.record import hars, journey, logs, pair, servers
from sample_logs.record.chromium import chromium
from sample_logs.record.firefox import firefox
from sample_logs.record.hosts import SAMPLES

PROGRAMS = {
    "nginx": "nginx",
    "apache2": "apache2",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
}

LONGEST = 900  # seconds; a recording takes about five hundred

PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "nginx": logs.record_nginx,
    "outage": logs.record_outage,
    "apache-outage": logs.record_apache_outage,
    "upstreams": logs.record_upstreams,
    "apache": logs.record_apache,
    "ending": logs.record_ending,
    "chromium": lambda: {
        "chromium": hars.record_har("chromium", chromium(), journey.WALK),
        "chromium-loop": hars.record_har("chromium-loop", chromium(), journey.LOOP),
    },
    "trouble": lambda: {
        "chromium-probing": hars.record_har("chromium-probing", chromium(), journey.PROBING),
        "chromium-outage": hars.record_har("chromium-outage", chromium(), journey.OUTAGE),
    },
    "firefox": lambda: {
        "firefox": hars.record_har("firefox", firefox(), journey.WALK + journey.LOOP)
    },
    "pair": lambda: {
        "pair-chromium": pair.record_pair(chromium()),
        "pair-firefox": pair.record_pair(firefox()),
    },
}


def main() -> None:
    """Record these parts, or all, then write what was expected of them."""
    parts = sys.argv[1:] or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}")
    servers.require(PROGRAMS)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    file = SAMPLES / "expected.json"
    traffic = json.loads(file.read_text())["traffic"]
    for part in parts:
        traffic |= (recorded := PARTS[part]())
        for name, figures in recorded.items():
            print(f"{name}: {', '.join(figures['files'])}")
    expected = {"recorded_with": servers.versions(), "traffic": traffic}
    file.write_text(laid_out(expected))


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
