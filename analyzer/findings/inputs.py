"""What unhandled errors have in common: a route, or a parameter, that successes do not have."""

import re
from collections import Counter
from collections.abc import Iterator
from math import exp, inf, lgamma

import polars as pl
from msgspec import Struct

from analyzer.enrich import enrich
from analyzer.findings.bursts import within_bursts
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.findings.rules import ELSEWHERE, FAULTY_LEAST, WORRYING
from analyzer.summary import Summary
from analyzer.summary.condition import among, having, quoted
from analyzer.summary.rows import SAMPLE
from analyzer.summary.summary import AUTOMATIC
from analyzer.units import counted

CHANCE = 1e-3
"""That any of all routes and parameters looked at is told by chance."""

COMMON = 0.5
"""Of the errors: what fewer have is not what they have in common."""

_ROUTES, _NAMES, _PATHS = 30, 30, 50
"""Routes, parameters of each, and paths in a filter: the most frequent."""


class _Shared(Struct, frozen=True):
    """How many errors and how many successes have something.

    Args:
        failed, failures: errors that have it, of how many.
        worked, successes: the same of (sampled) successes.
    """

    failed: int
    failures: int
    worked: int
    successes: int

    @property
    def telling(self) -> bool:
        """Most errors have it, and successes at most half as often; chance is another question."""
        often, otherwise = self.failed * self.successes, self.worked * self.failures
        most = self.failed >= max(FAULTY_LEAST, COMMON * self.failures)
        return most and self.successes >= FAULTY_LEAST and 2 * otherwise <= often

    @property
    def chance(self) -> float:
        """That so many errors have it if having it made no difference (Fisher's exact test)."""
        having_, all_ = self.failed + self.worked, self.failures + self.successes
        most = min(having_, self.failures)
        terms = (
            _choose(having_, n) + _choose(all_ - having_, self.failures - n)
            for n in range(self.failed, most + 1)
        )
        return min(1.0, sum(exp(term - _choose(all_, self.failures)) for term in terms))


def _choose(n: int, k: int) -> float:
    """The logarithm of the binomial coefficient."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else -inf


def failing_inputs(summary: Summary) -> Iterator[Finding]:
    """The route that responses with 500 are for, or the parameter that they have there."""
    failed = summary.tables["failed_input"].filter(~pl.col("rest"))
    failures = int(failed["n"].sum())
    if failures < FAULTY_LEAST:
        return
    failed = enrich(failed, ["route"], AUTOMATIC)
    worked = enrich(summary.tables["input_sample"], ["route"], AUTOMATIC)
    sampled = "sampled " if worked.height >= SAMPLE else ""
    routes = failed.group_by("host", "route").agg(pl.col("n").sum(), pl.col("first").min())
    routes = routes.sort("n", "first", descending=[True, False]).head(_ROUTES)
    looked: list[tuple[_Shared, str | None, pl.DataFrame]] = []
    for host, route, n, _ in routes.iter_rows():
        here = pl.col("host").eq_missing(pl.lit(host)) & pl.col("route").eq_missing(pl.lit(route))
        errors, successes = failed.filter(here), worked.filter(here)
        named, well = _named(errors), _named(successes)
        total = int(successes["n"].sum())
        for name, k in sorted(named.items(), key=lambda each: (-each[1], each[0]))[:_NAMES]:
            looked.append((_Shared(k, n, well[name], total), name, errors))
        looked.append((_Shared(n, failures, total, int(worked["n"].sum())), None, errors))
    told = within_bursts(summary)[500] > (1 - ELSEWHERE) * failures
    found = [
        (each.chance * len(looked), -each.failed, name or "", each, errors)
        for each, name, errors in looked
        if each.telling and not (told and name is None)
    ]
    found = [each for each in found if each[0] <= CHANCE]
    # A parameter says more than its route; of several the least likely one.
    for _, _, name, shared, errors in sorted(found, key=lambda each: (not each[2], *each[:3]))[:1]:
        yield _finding(summary, name, shared, errors, sampled)


def _finding(
    summary: Summary, name: str, shared: _Shared, errors: pl.DataFrame, sampled: str
) -> Finding:
    host, route = errors["host"][0], errors["route"][0]
    address, base = f"{host or ''}{route or '?'}", counted(shared.successes, "success", "successes")
    if name:
        errors = errors.filter(pl.col("names").str.split("&").list.contains(name))
        text = (
            f"{shared.failed:,} of {counted(shared.failures, 'request')} for {address} that met an unhandled "
            f"error (500) had the parameter {name}; of {sampled}{base} there {shared.worked:,} had."
        )
    else:
        text = (
            f"{shared.failed:,} of {counted(shared.failures, 'unhandled error')} (500) came of requests for "
            f"{address}; of {sampled}{base} {shared.worked:,} did."
        )
    paths = errors["path"].drop_nulls().unique().sort().to_list()
    of = among("path", paths) if 0 < len(paths) <= _PATHS else having("route", route)
    pattern = quoted(f"(?:^|&){re.escape(name)}(?:=|&|$)")
    total = int(summary.tables["meaning"]["n"].sum())
    return Finding(
        id="failing-input",
        severity="warning" if shared.failed >= WORRYING * total else "note",
        title="failing input",
        text=text,
        basis="exact",
        evidence=places(summary, errors.sort("n", "first", descending=[True, False])),
        where=" and ".join(
            ["status = 500", *([having("host", host)] if host else []), of]
            + ([f"query ~ {pattern}"] if name else [])
        ),
        next="Send one of these requests again, with one part changed at a time; the application's log has "
        "the error of each.",
        entries=shared.failed,
        clients=different(errors["callers"]) or None,
    )


def _named(inputs: pl.DataFrame) -> Counter[str]:
    """How many requests have each parameter."""
    found: Counter[str] = Counter()
    for names, n in inputs.select("names", "n").drop_nulls().iter_rows():
        for name in {*names.split("&")} - {""}:
            found[name] += n
    return found
