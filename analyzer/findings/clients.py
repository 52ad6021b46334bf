"""What single clients did again and again: guess, probe, ask for what has moved. All by ATTACKS and thresholds."""

from collections.abc import Iterator

import polars as pl
from msgspec import Struct

from analyzer.classify.signal import Signal
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.relate.relation import Relation
from analyzer.summary import Summary
from analyzer.summary.condition import among, giving
from analyzer.units import at_least, counted, size

GUESSES_LEAST = 10
"""Refusals of one client that no success answered; people mistype a password a few times."""

GUESSES_PER_SUCCESS = 5
"""Some clients are refused once or twice before each success, as their protocol has it (NTLM)."""

USERS_REFUSED_LEAST = 5
"""A 403 to somebody known may be a slip; several are a right that is missing."""

EARLY_LEAST = 5
"""Retries before the time that Retry-After had named."""

CLIENTS_MOST = 50
"""Clients that one finding speaks of, the most active: its `--where` names each of them."""


class Attack(Struct, frozen=True):
    """Signals of one client that are many enough to be a search for weak spots.

    Args:
        signal: what is counted.
        least: how many of one client.
        targets: at how many different addresses.
        title: two words.
        says: what they did, after "2 clients".
        next: what to check.
    """

    signal: Signal
    least: int
    targets: int
    title: str
    says: str
    next: str


ATTACKS: tuple[Attack, ...] = (
    Attack(
        Signal.PROBED_PATH, 5, 5, "scanner sweep", "swept through well-known weak spots",
        "Make sure that what they look for (.env, .git, admin pages) can be had nowhere on the server; "
        "these requests are no broken links.",
    ),
    Attack(
        Signal.PROBED_METHOD, 3, 1, "method probing", "tried methods that change or reveal something",
        "See what the same addresses answer to PUT, DELETE and TRACE elsewhere, and refuse them there too.",
    ),
    Attack(
        Signal.TRAVERSAL_ATTEMPT, 3, 1, "path traversal", "tried to climb out of the site's files",
        "Look at those that were answered with success: sizes that differ from the usual page's are a leak.",
    ),
    Attack(
        Signal.INJECTION_ATTEMPT, 3, 1, "injection", "sent pieces of SQL, scripts or commands",
        "Look at those that were answered with success or with a 500: the application may have run them.",
    ),
    Attack(
        Signal.OVERSIZED_REQUEST, 5, 1, "overflow probing", "sent requests that are too long",
        "See whether it is an upload that needs a higher limit, or one client with ever longer requests; "
        "then see what the longest accepted one did.",
    ),
)  # fmt: skip


def attacks(summary: Summary) -> Iterator[Finding]:
    """Clients that look for weak spots. On a public server that is every day's weather: a note."""
    suspects = summary.tables["suspect"].filter(~pl.col("rest"), pl.col("client").is_not_null())
    several = pl.col("targets").bitwise_count_ones()
    for attack in ATTACKS:
        those = suspects.filter(
            pl.col("signal") == attack.signal,
            pl.col("n") >= attack.least,
            several >= attack.targets,
        ).sort("n", "client", descending=[True, False])
        if not those.height:
            continue
        who, those = _who(those), those.head(CLIENTS_MOST)
        n, won = int(those["n"].sum()), int(those["succeeded"].sum())
        yield Finding(
            id=attack.signal.value.replace("_", "-"),
            severity="note",
            title=attack.title,
            text=f"{who} {attack.says}: {counted(n, 'request')} for "
            f"{at_least(different(those['targets']), n, 'address', 'addresses')}; {_won(won)}."
            + (_sizes(summary, those) if attack.signal is Signal.OVERSIZED_REQUEST else ""),
            basis="exact",
            evidence=places(summary, those),
            where=f"{giving(attack.signal)} and {among('client', those['client'])}",
            next=attack.next,
            entries=n,
            clients=those.height,
            every_client=True,
        )


def _who(those: pl.DataFrame) -> str:
    """The client, or how many there are and the worst of them."""
    worst, many = those["client"][0], f"{those.height:,} clients"
    if those.height > CLIENTS_MOST:
        many = f"The {CLIENTS_MOST} most active of {many}"
    return worst if those.height == 1 else f"{many}, most of all {worst},"


def _sizes(summary: Summary, those: pl.DataFrame) -> str:
    """How long the requests of these clients were, as far as it is logged."""
    theirs = (
        summary.tables["oversized"]
        .filter(~pl.col("rest"), pl.col("largest").is_not_null())
        .join(those.select("client"), on="client", how="semi")
        .with_columns(url=pl.col("status") == 414)
        .group_by("url")
        .agg(pl.col("smallest").min(), pl.col("largest").max())
        .sort("url")
    )
    parts = [
        f"{'URLs' if url else 'requests'} of {size(least)}"
        + (f" to {size(most)}" if most > least else "")
        for url, least, most in theirs.iter_rows()
    ]
    return f" Refused were {' and '.join(parts)}." if parts else ""


def _won(won: int) -> str:
    return f"{won:,} of them had success" if won else "none had success"


def guessing(summary: Summary) -> Iterator[Finding]:
    """Clients that are refused again and again with whatever they try."""
    answered = pl.col("n") - pl.col("refused")
    those = (
        summary.tables["login"]
        .filter(
            ~pl.col("rest"),
            pl.col("refused") >= answered + GUESSES_LEAST,
            pl.col("refused") >= answered * GUESSES_PER_SUCCESS,
        )
        .with_columns(answered=answered)
        .sort("refused", "client", descending=[True, False])
    )
    if not those.height:
        return
    who, those = _who(those), those.head(CLIENTS_MOST)
    n, won = int(those["refused"].sum()), those.filter(pl.col("answered") > 0)
    users = different(those["users"])
    yield Finding(
        id="credential-guessing",
        severity="warning" if won.height else "note",
        title="guessing",
        text=f"{who} got 401 {counted(n, 'time')}"
        + (f", with {at_least(users, n, 'user name')}" if users else "")
        + (f"; {won.height:,} of them got in in the end." if won.height else "; none got in."),
        basis="inferred",
        evidence=places(summary, pl.concat([won, those])),
        where=f"status = 401 and {among('client', those['client'])}",
        next="A program with an old password looks the same: see whether the names are many, and slow down "
        "who guesses. Who was let in after many refusals should change the password.",
        entries=n,
        clients=those.height,
        every_client=True,
    )  # fmt: skip


def refused_users(summary: Summary) -> Iterator[Finding]:
    """People whom the server knows, and refuses."""
    signal = summary.tables["signal"].filter(
        pl.col("signal") == Signal.REFUSED_THOUGH_AUTHENTICATED, pl.col("n") >= USERS_REFUSED_LEAST
    )
    for n, callers in signal.select("n", "callers").iter_rows():
        yield Finding(
            id="refused-users",
            severity="note",
            title="refused users",
            text=f"{counted(n, 'request')} with credentials got 403: the server knows who asks, and refuses.",
            basis="exact",
            evidence=places(summary, signal),
            where=giving(Signal.REFUSED_THOUGH_AUTHENTICATED),
            next="See whether these people should have the right; if so, it is missing.",
            entries=n,
            clients=callers.bit_count() or None,
        )


def early_retries(summary: Summary) -> Iterator[Finding]:
    """Clients that do not wait for as long as they are told to."""
    table = summary.tables["relation"]
    early = table.filter(pl.col("relation") == Relation.RETRIED_EARLY, pl.col("n") >= EARLY_LEAST)
    kept = int(table.filter(pl.col("relation") == Relation.RETRIED)["n"].sum())
    for n, callers in early.select("n", "callers").iter_rows():
        yield Finding(
            id="early-retry",
            severity="note",
            title="early retry",
            text=f"{n:,} of {counted(n + kept, 'retry', 'retries')} after a 429 or 503 came before the time "
            "that Retry-After had named.",
            basis="inferred",
            evidence=places(summary, early),
            where=f"relation = '{Relation.RETRIED_EARLY}'",
            next="Find the program, and let it wait: retries at once keep an overloaded server down.",
            entries=n,
            clients=callers.bit_count() or None,
        )
