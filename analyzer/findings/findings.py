"""FINDINGS, in one place. A new finding is one function in `rules`, and its name here."""

from collections.abc import Callable, Iterator

from analyzer.findings import rules
from analyzer.findings.clients import (
    attacks,
    confirmed_copies,
    early_retries,
    guessing,
    kept_addresses,
    refused_users,
)
from analyzer.findings.conformance import broken_demands
from analyzer.findings.finding import Finding
from analyzer.findings.keeping import fetched_again, silent_resources
from analyzer.findings.outages import outages
from analyzer.summary import Summary

FINDINGS: tuple[Callable[[Summary], Iterator[Finding]], ...] = (
    outages,
    rules.server_faults,
    rules.redirect_loops,
    rules.redirect_chains,
    rules.dead_ends,
    rules.broken_links,
    rules.rejected_lines,
    broken_demands,
    guessing,
    attacks,
    refused_users,
    kept_addresses,
    early_retries,
    confirmed_copies,
    fetched_again,
    silent_resources,
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
