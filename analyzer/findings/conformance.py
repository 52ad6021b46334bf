"""What HTTP demands and a response broke: the MUSTs; what it recommends is left to the panel."""

from collections.abc import Iterator

import polars as pl

from analyzer.classify.codes.code import Level
from analyzer.classify.conformance import DEMANDS
from analyzer.findings.evidence import places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.summary.condition import giving
from analyzer.units import counted

_STRICT = {rule.signal: rule for rule in DEMANDS if rule.level in {Level.MUST, Level.MUST_NOT}}


def broken_demands(summary: Summary) -> Iterator[Finding]:
    """Responses that HTTP does not allow; clients and caches may take them otherwise than meant."""
    broken = summary.tables["signal"].filter(pl.col("signal").is_in(list(_STRICT)))
    for signal, n, callers in broken.select("signal", "n", "callers").iter_rows():
        rule = _STRICT[signal]
        yield Finding(
            id="conformance",
            severity="note",
            title="HTTP conformance",
            text=f"{counted(n, 'response')} broke a rule of HTTP ({rule.spec}). {rule.says}",
            basis="exact",
            evidence=places(summary, broken.filter(pl.col("signal") == signal)),
            where=giving(signal),
            next="Look at the headers of the first one with curl -i, and mend the application or the "
            "proxy that sends it.",
            entries=n,
            clients=callers.bit_count() or None,
        )
