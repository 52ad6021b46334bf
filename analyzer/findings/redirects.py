"""Redirects that lead in circles, take too many steps, or are not what they seem to be."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.vocabulary import Outcome
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.relate.changes import Change
from analyzer.relate.relation import Relation
from analyzer.relate.walks import AGAIN, TRAIL
from analyzer.summary import Summary
from analyzer.summary.condition import having
from analyzer.units import counted, duration

CHAINS_LEAST = 2
"""A chain that was walked once may be a stray visitor."""

KEPT_LEAST = 50
"""Requests for an address that has moved for good, of clients that ask for it again and again."""

KEPT_EACH = 5
"""That many of one client are again and again."""

STEADY_LEAST, STEADY_CLIENTS = 100, 10
"""Answers, to as many clients at least, all of them a temporary redirect; fewer are no habit."""

STEADY_FOR = timedelta(hours=12)
"""What lasts no longer may be a campaign, or the repair of a page."""

DOWNGRADES_LEAST = 3
"""Steps from https to http; fewer may be one visitor with an old link."""


def redirect_loops(summary: Summary) -> Iterator[Finding]:
    """Chains that come back to where they have been."""
    loops = _trails(summary, pl.col("loop"))
    lost = pl.col("trail").str.ends_with(AGAIN)
    for row in _worst(loops.filter(lost) if loops.filter(lost).height else loops):
        led = row["trail"].endswith(AGAIN)
        yield Finding(
            id="redirect-loop",
            severity="warning" if led else "note",
            title="redirect loop",
            text=f"{counted(row['n'], 'time')} a client was led in circles"
            f"{'' if led else ' before it arrived'}: {row['trail']}.{_others(loops)}",
            basis=_basis(loops),
            evidence=places(summary, loops.filter(pl.col("trail") == row["trail"])),
            where=f"outcome = '{Outcome.REDIRECT_LOOP}'",
            next="Follow the first URL with curl -IL; two rules that undo each other are the "
            "usual cause, or a cookie that is never accepted."
            if led
            else "A cookie that is set and looked for on the way is the usual cause: ask for it "
            "without a detour, or let the last URL be linked at once.",
            entries=_of_outcome(summary, Outcome.REDIRECT_LOOP),
            clients=different(loops["callers"]) or None,
        )


def redirect_chains(summary: Summary) -> Iterator[Finding]:
    """Chains of two or more hops that were walked again and again."""
    chains = _trails(summary, ~pl.col("loop") & (pl.col("hops") > 1))
    for row in _worst(chains.filter(pl.col("n") >= CHAINS_LEAST)):
        yield Finding(
            id="redirect-chain",
            severity="note",
            title="redirect chain",
            text=f"{counted(row['n'], 'time')} a client walked {row['hops']} redirects: "
            f"{row['trail']}.{_needless(row['trail'])}{_others(chains)}",
            basis=_basis(chains),
            evidence=places(summary, chains),
            where=f"outcome = '{Outcome.REDIRECT_CHAIN}'",
            next="Let the first URL point to the last one, and mend the links that lead to it.",
            entries=_of_outcome(summary, Outcome.REDIRECT_CHAIN),
            clients=different(chains["callers"]) or None,
        )


_SPELLINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("goes to https", lambda url: url.replace("http://", "https://", 1)),
    ("adds www. or takes it away", lambda url: re.sub(r"^(https?://)?www\.", r"\1", url)),
    ("changes the slash", lambda url: url.rstrip("/")),
    ("changes upper and lower case", str.lower),
)
"""What makes one of two URLs that are the same but for how they are written."""


def _needless(trail: str) -> str:
    """The hops of a chain that only change how the same address is written."""
    return "".join(
        f" The hop {one} → {other} only {does}."
        for one, other in pairwise(trail.split(TRAIL))
        for does in [next((words for words, same in _SPELLINGS if same(one) == same(other)), None)]
        if does and one != other
    )


def dead_ends(summary: Summary) -> Iterator[Finding]:
    """Redirects that lead to an error."""
    ended = _trails(summary, pl.col("ends").is_not_null(), rest=True)
    for _, ends in ended.group_by("ends", maintain_order=True):
        for row in _worst(ends.filter(~pl.col("rest"), pl.col("n") >= CHAINS_LEAST)):
            n = int(ends["n"].sum())
            most = f", most often ({counted(row['n'], 'time')})" if row["n"] < n else ""
            yield Finding(
                id="dead-end",
                severity="note",
                title="dead end",
                text=f"{counted(n, 'time')} a redirect led to {lookup(row['ends']).title}{most}: "
                f"{row['trail']}.",
                basis=_basis(ends),
                evidence=places(summary, ends),
                where=f"relation = '{Relation.REDIRECTED}' and status = {row['ends']}",
                next="Let the redirect point to a page that is there, or answer 404 or 410 at once.",
                entries=n,
                clients=different(ends["callers"]) or None,
            )


def _trails(summary: Summary, which: pl.Expr, *, rest: bool = False) -> pl.DataFrame:
    """Trails, the one that was walked most first."""
    trails = summary.tables["trail"].filter(which)
    kept = trails if rest else trails.filter(~pl.col("rest"))
    return kept.sort(
        "n", "trail", "exact", "first", descending=[True, False, True, False], nulls_last=True
    )


def _worst(trails: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The first row, if there is one."""
    yield from trails.head(1).iter_rows(named=True)


def _others(trails: pl.DataFrame) -> str:
    """How many other ways there are: the report's table has them."""
    more = trails.height - 1
    return f" {counted(more, 'other way', 'other ways')} in the table." if more else ""


def _basis(trails: pl.DataFrame) -> str:
    return "exact" if trails["exact"].drop_nulls().all() else "inferred"


def _of_outcome(summary: Summary, outcome: Outcome) -> int:
    return int(summary.tables["meaning"].filter(pl.col("outcome") == outcome)["n"].sum())


def downgrades(summary: Summary) -> Iterator[Finding]:
    """Redirects that give up encryption."""
    change = summary.tables["change"].filter(
        pl.col("change") == Change.TO_HTTP, pl.col("n") >= DOWNGRADES_LEAST
    )
    for n, callers in change.select("n", "callers").iter_rows():
        yield Finding(
            id="downgrade",
            severity="note",
            title="no encryption",
            text=f"{counted(n, 'redirect')} led from https back to http, where anybody on the way can "
            "read along.",
            basis="exact",
            evidence=places(summary, change),
            where=f"array_contains(changed, '{Change.TO_HTTP}')",
            next="Let the redirect name https, or no scheme at all; an application behind a proxy often "
            "does not know that its visitors came by https.",
            entries=n,
            clients=callers.bit_count() or None,
        )


def kept_addresses(summary: Summary) -> Iterator[Finding]:
    """Addresses that have moved for good, and that clients keep asking for."""
    again = pl.col("n") >= KEPT_EACH
    kept = (
        summary.tables["moved"]
        .filter(~pl.col("rest"))
        .group_by("host", "path")
        .agg(
            pl.col("n").sum(),
            pl.col("n").filter(again).sum().alias("kept"),
            again.sum().alias("keepers"),
            pl.len().alias("clients"),
            pl.col("first").min(),
        )
        .filter(pl.col("kept") >= KEPT_LEAST)
        .sort("kept", "host", "path", descending=[True, False, False], nulls_last=True)
        .head(3)
    )
    for number, row in enumerate(kept.iter_rows(named=True)):
        host = [having("host", row["host"])] if row["host"] else []
        rest = f", {row['kept']:,} times" if row["kept"] < row["n"] else ""
        yield Finding(
            id="kept-redirect",
            severity="note",
            title="kept redirect",
            text=f"{row['host'] or ''}{row['path']} has moved for good, and was asked for "
            f"{counted(row['n'], 'time')} all the same{rest} by {counted(row['keepers'], 'client')} that asked "
            f"{KEPT_EACH} times or more each.",
            basis="exact",
            evidence=places(summary, kept[number]),
            where=" and ".join(["status in (301, 308)", *host, having("path", row["path"])]),
            next="Mend the links, feeds and programs that hold the old address; each of these requests "
            "takes two.",
            entries=row["n"],
            clients=row["clients"],
        )


def steady_redirects(summary: Summary) -> Iterator[Finding]:
    """Temporary redirects that were the only answer of an address, and never led elsewhere."""
    goal = pl.col("least_goal")
    all_answers = summary.tables["path"].filter(~pl.col("rest")).select("host", "path", total="n")
    steady = (
        summary.tables["temporary"]
        .filter(
            ~pl.col("rest"),
            pl.col("n") >= STEADY_LEAST,
            pl.col("callers").bitwise_count_ones() >= STEADY_CLIENTS,
            pl.col("until") - pl.col("since") >= STEADY_FOR,
            goal.eq_missing(pl.col("most_goal")),
        )
        .join(all_answers, on=["host", "path"], nulls_equal=True)
        .filter(pl.col("n") == pl.col("total"))
        .sort("n", "host", "path", descending=[True, False, False], nulls_last=True)
        .head(3)
    )
    for number, row in enumerate(steady.iter_rows(named=True)):
        host = [having("host", row["host"])] if row["host"] else []
        lasted = duration((row["until"] - row["since"]) / timedelta(microseconds=1))
        yield Finding(
            id="steady-redirect",
            severity="note",
            title="steady redirect",
            text=f"{row['host'] or ''}{row['path']} was asked for {counted(row['n'], 'time')} in {lasted}, and "
            "never answered but with a temporary redirect"
            + (f", always to {row['least_goal']}." if row["least_goal"] else "."),
            basis="exact",
            evidence=places(summary, steady[number]),
            where=" and ".join(["status in (302, 303, 307)", *host, having("path", row["path"])]),
            next="If it is meant to stay, a 301 or 308 lets browsers and search engines keep the new "
            "address. If it hangs on a cookie, a language or a login, it is right as it is.",
            entries=row["n"],
            clients=different(steady[number]["callers"]),
        )
