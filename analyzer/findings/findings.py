"""FINDINGS, in one place. A new finding is one function in a file beside this one, and its name here."""

from collections.abc import Callable, Iterator

from analyzer.findings import caches, clients, crawlers, endings, keeping, redirects, rules
from analyzer.findings.conformance import broken_demands
from analyzer.findings.finding import Finding
from analyzer.findings.outages import outages
from analyzer.summary import Summary

FINDINGS: tuple[Callable[[Summary], Iterator[Finding]], ...] = (
    outages,
    rules.server_faults,
    redirects.redirect_loops,
    redirects.redirect_chains,
    redirects.dead_ends,
    redirects.downgrades,
    redirects.kept_addresses,
    redirects.steady_redirects,
    rules.broken_links,
    rules.rejected_lines,
    broken_demands,
    clients.guessing,
    clients.attacks,
    clients.refused_users,
    clients.early_retries,
    crawlers.unasked_crawlers,
    crawlers.impostors,
    endings.given_up,
    endings.unfinished_uploads,
    caches.confirmed_copies,
    caches.sent_again,
    keeping.fetched_again,
    keeping.silent_resources,
)

SEVERITIES = ("alarm", "warning", "note")

MOST = 8
"""Findings that a reader is shown: the heaviest of them."""


def find(summary: Summary) -> tuple[Finding, ...]:
    """What deserves attention, the gravest first; the same for the same summary."""
    found = [finding for rule in FINDINGS for finding in rule(summary)]
    found.sort(
        key=lambda finding: (SEVERITIES.index(finding.severity), -finding.weight, finding.text)
    )
    return tuple(found[:MOST])
