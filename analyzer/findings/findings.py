"""FINDINGS, in one place. A new finding is one function in a file beside this one, and its name here."""

from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo

from analyzer.findings import caches, clients, crawlers, endings, keeping, redirects, rules
from analyzer.findings.before import Again
from analyzer.findings.conformance import broken_demands
from analyzer.findings.disclosures import given_away
from analyzer.findings.failures import failed_requests, refused_preflights
from analyzer.findings.finding import Finding
from analyzer.findings.inputs import failing_inputs
from analyzer.findings.outages import outages
from analyzer.summary import Summary

FINDINGS: tuple[Callable[[Summary], Iterator[Finding]], ...] = (
    rules.server_faults,
    failing_inputs,
    given_away,
    rules.rejected_lines,
    redirects.redirect_loops,
    clients.guessing,
    rules.broken_links,
    redirects.dead_ends,
    redirects.downgrades,
    redirects.redirect_chains,
    redirects.kept_addresses,
    redirects.steady_redirects,
    refused_preflights,
    failed_requests,
    clients.refused_users,
    endings.given_up,
    endings.unfinished_uploads,
    clients.early_retries,
    clients.attacks,
    crawlers.impostors,
    crawlers.unasked_crawlers,
    broken_demands,
    caches.confirmed_copies,
    caches.sent_again,
    keeping.fetched_again,
    keeping.silent_resources,
)
"""In the order in which they matter to a reader, where they are as severe: what visitors suffer from,
then what only costs time, then what strangers try in vain, then what is good to know."""

SEVERITIES = ("alarm", "warning", "note")

MOST = 20
"""Findings that a reader is told: the first of them."""


def find(
    summary: Summary, *, local: tzinfo = UTC, again: Again | None = None
) -> tuple[Finding, ...]:
    """What deserves attention, the gravest first; the same for the same summary.

    Args:
        summary: of any traffic.
        local: the time zone that moments are told in.
        again: reads the same entries once more, for what came just before an outage; called only
            where there was one. None where that is not possible.
    """
    found = [(-1, each) for each in outages(summary, local, again)]
    found += [(rank, each) for rank, rule in enumerate(FINDINGS) for each in rule(summary)]
    found.sort(
        key=lambda pair: (
            SEVERITIES.index(pair[1].severity),
            pair[0],
            -(pair[1].entries or 0),
            pair[1].text,
        )
    )
    return tuple(each for _, each in found[:MOST])
