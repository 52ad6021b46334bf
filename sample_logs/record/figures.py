"""Expected figures: sums over what the driver sent and saw. No log is read here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sample_logs.record.journal import Sent
from sample_logs.record.visitor import REDIRECTS

INTERIM_100 = "HTTP/1.1 100 Continue\r\n\r\n"


def figures(sent: Sequence[Sent]) -> dict[str, Any]:
    """Everything that a reader of the log should be able to find in it."""
    return {
        "lines": len(sent),
        "first": sent[0].sent_at,
        "last": sent[-1].sent_at,
        "by_status": counts(one.status for one in sent),
        "by_method": counts(one.method or "none" for one in sent),
        "by_host": counts(one.host for one in sent),
        "clients": counts(one.client for one in sent),
        "malformed": counts(one.malformed for one in sent if one.malformed),
        "interim_100": sum(100 in one.interim for one in sent),
        "not_answered": [one.line for one in sent if not one.answered],
        "body_bytes": sum(one.body_bytes for one in sent),
        "response_bytes": sum(one.response_bytes for one in sent),
        "redirects": redirects(sent),
        "scenarios": _scenarios(sent),
    }


def bytes_logged(sent: Sequence[Sent], column: str) -> int:
    """What the sizes in a log add up to, by what its format writes there.

    `%b` is the body; `%O` is all that was sent, heads and the 100 included; nginx's
    `$body_bytes_sent` is the body, but counts a 100 Continue before it in as well.
    """
    if column == "%O":
        return sum(one.response_bytes for one in sent)
    interim = len(INTERIM_100) if column == "$body_bytes_sent" else 0
    return sum(one.body_bytes + interim * len(one.interim) for one in sent)


def redirects(sent: Sequence[Sent]) -> dict[str, Any]:
    """Hops, and the walks that they belong to: a walk goes on while the visitor follows."""
    walks = [_described(walk) for walk in _walks(sent)]
    return {
        "hops": sum(_is_hop(one) for one in sent),
        "walks": len(walks),
        "chains": sum(walk["hops"] >= 2 and not walk["loop"] for walk in walks),
        "loops": sum(walk["loop"] for walk in walks),
        "each": walks,
    }


def _is_hop(one: Sent) -> bool:
    return one.status in REDIRECTS and one.location is not None


def _walks(sent: Sequence[Sent]) -> list[list[Sent]]:
    """The driver noted with each request which redirect made it send it."""
    walks: dict[int, list[Sent]] = {}
    for one in sent:
        if one.follows is not None:
            walks[one.line] = walks.pop(one.follows)
            walks[one.line].append(one)
        elif _is_hop(one):
            walks[one.line] = [one]
    return sorted(walks.values(), key=lambda walk: walk[0].line)


def _described(walk: Sequence[Sent]) -> dict[str, Any]:
    urls = [f"{one.host}{one.target}" for one in walk]
    followed = [one for one in walk if _is_hop(one)]
    return {
        "scenario": walk[0].scenario,
        "lines": [one.line for one in walk],
        "urls": urls,
        "statuses": [one.status for one in walk],
        "methods": [one.method for one in walk],
        "hops": len(followed),
        "loop": len(set(urls)) < len(urls),
        "ends_with": None if _is_hop(walk[-1]) else walk[-1].status,
    }


def _scenarios(sent: Sequence[Sent]) -> dict[str, Any]:
    return {
        name: {"lines": [one.line for one in group], "statuses": [one.status for one in group]}
        for name, group in ((name, list(ones)) for name, ones in groupby(sent, _scenario))
    }


def _scenario(one: Sent) -> str:
    return one.scenario


def counts(values: Iterable[object]) -> dict[str, int]:
    """How often each value occurs."""
    return {str(value): count for value, count in sorted(Counter(values).items(), key=str)}
