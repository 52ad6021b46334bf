"""`python -m sample_logs.record`: plays the traffic, writes the logs and the expected figures."""

import json
import re
from typing import Any

from sample_logs.record import logs, servers
from sample_logs.record.hosts import SAMPLES


def main() -> None:
    """Record everything, then write what was expected of it."""
    servers.require({"nginx": "nginx", "apache2": "apache2"})
    traffic = logs.record_nginx() | logs.record_apache()
    (SAMPLES / "expected.json").write_text(laid_out(traffic))
    for name, figures in traffic.items():
        print(f"{name}: {figures['lines']} requests in {', '.join(figures['files'])}")


def laid_out(figures: dict[str, Any]) -> str:
    """Indented JSON, but with a list of plain values on one line."""
    text = json.dumps(figures, indent=1)
    plain = re.compile(r"\[\s+([^\[\]{}]+?)\s+\]")
    return plain.sub(lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


if __name__ == "__main__":
    main()
