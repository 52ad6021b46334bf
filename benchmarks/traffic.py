"""Requests as rows of indices and numbers, chunk by chunk: what happened, whatever the format."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from population import CLIENTS, PATHS, QUOTED_TARGETS, Kind, Numbers, Population, Shares, draw

CHUNK = 200_000
DAYS = 5
START = 1_772_323_200  # Sunday, 1 March 2026, 00:00 UTC
DAY = 86_400

STATUS: dict[Kind, dict[int, int]] = {
    Kind.PAGE: {200: 905, 304: 40, 404: 20, 410: 3, 499: 12, 500: 6, 206: 4, 302: 10},
    Kind.STATIC: {200: 690, 304: 270, 206: 15, 404: 15, 499: 8, 416: 2},
    Kind.API: {
        200: 830,
        201: 50,
        204: 40,
        400: 20,
        401: 15,
        403: 8,
        404: 10,
        409: 4,
        422: 8,
        429: 15,
    },
    Kind.MOVED: {301: 900, 308: 100},
    Kind.PROBE: {404: 900, 403: 80, 405: 10, 400: 10},
    Kind.PRIVATE: {401: 350, 200: 550, 302: 60, 403: 40},
}
"""How a path of each kind is answered, in thousandths."""

TROUBLE = (502, 502, 502, 503, 504, 500)
NO_BODY = (204, 304, 499)
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")
METHOD_SHARES = np.cumsum([0.955, 0.025, 0.015, 0.0, 0.0, 0.005])
API_SHARES = np.cumsum([0.62, 0.24, 0.01, 0.06, 0.04, 0.03])
MEDIAN_BYTES = {
    Kind.PAGE: 14_000, Kind.STATIC: 22_000, Kind.API: 1_800,
    Kind.MOVED: 162, Kind.PROBE: 550, Kind.PRIVATE: 6_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incident:
    """A stretch of time, in seconds from the start, in which a third of the requests fail."""

    first: float
    last: float


def chunks(people: Population, lines: int, rng: np.random.Generator) -> Iterator[pl.DataFrame]:
    """The requests of a log of so many lines, in order, CHUNK at a time."""
    incidents = _incidents(rng)
    for begin in range(0, lines, CHUNK):
        positions = np.arange(begin, min(begin + CHUNK, lines)) / lines
        yield _chunk(people, positions, incidents, rng)


def _incidents(rng: np.random.Generator) -> list[Incident]:
    begins = np.sort(rng.random(6)) * DAYS * DAY
    return [
        Incident(first, first + length)
        for first, length in zip(begins, rng.random(6) * 900 + 120, strict=True)
    ]


def _chunk(
    people: Population, positions: Shares, incidents: list[Incident], rng: np.random.Generator
) -> pl.DataFrame:
    count = len(positions)
    seconds = _seconds(positions)
    client = (CLIENTS * rng.random(count) ** 1.5).astype(np.int64)
    target = draw(rng, people.popular, count)
    quoted = rng.random(count) < 0.005
    target[quoted] = PATHS + rng.integers(0, QUOTED_TARGETS, quoted.sum())
    agent = people.agent_of[np.where(rng.random(count) < 0.1, (client * 7 + 1) % CLIENTS, client)]
    referrer = draw(rng, people.refer, count)
    _follow(people.moved_to, target, (client, agent, referrer), rng)
    kind = people.kinds[target]
    method = _methods(kind, rng)
    status = _statuses(kind, seconds, incidents, rng)
    return pl.DataFrame(
        {
            "second": START + seconds.astype(np.int64) - (rng.random(count) < 0.004),
            "micro": rng.integers(0, 1_000_000, count),
            "client": client,
            "agent": agent,
            "target": target,
            "referrer": referrer,
            "method": method,
            "status": status,
            "bytes": _bytes(kind, status, method, rng),
            "millis": np.minimum(np.exp(rng.normal(3.2, 1.4, count)).astype(np.int64) + 1, 60_000),
            "number": rng.integers(0, 2**32, count),
        }
    )


def _seconds(positions: Shares) -> Shares:
    """Ascending times, by the inverse of a curve that sleeps at night and works by day."""
    ticks = np.arange(DAYS * DAY // 60 + 1) * 60.0
    rate = 1.0 + 0.8 * np.sin((ticks / DAY - 0.375) * 2 * np.pi)
    grown = np.concatenate([[0.0], np.cumsum(rate[:-1])])
    return np.interp(positions, grown / grown[-1], ticks)


def _follow(
    moved_to: Numbers, target: Numbers, others: tuple[Numbers, ...], rng: np.random.Generator
) -> None:
    """Let four in five clients follow a redirect, a few lines later, up to four hops."""
    rows = np.flatnonzero(moved_to[target] >= 0)
    for _ in range(4):
        rows = rows[rng.random(len(rows)) < 0.8]
        after = rows + rng.integers(1, 5, len(rows))
        rows, after = rows[after < len(target)], after[after < len(target)]
        leads = moved_to[target[rows]]
        rows, after, leads = rows[leads >= 0], after[leads >= 0], leads[leads >= 0]
        target[after] = leads
        for column in others:
            column[after] = column[rows]
        rows = after[moved_to[target[after]] >= 0]


def _methods(kind: Numbers, rng: np.random.Generator) -> Numbers:
    pages, calls = (draw(rng, shares, len(kind)) for shares in (METHOD_SHARES, API_SHARES))
    pages[(kind == Kind.STATIC) | (kind == Kind.MOVED)] = 0
    return np.where(kind == Kind.API, calls, pages)


def _answers() -> Numbers:
    """A row for each kind, a thousand answers wide, to be drawn from evenly."""
    return np.array([np.repeat(list(STATUS[kind]), list(STATUS[kind].values())) for kind in Kind])


def _statuses(
    kind: Numbers, seconds: Shares, incidents: list[Incident], rng: np.random.Generator
) -> Numbers:
    status = _answers()[kind, rng.integers(0, 1_000, len(kind))]
    struck = (rng.random(len(kind)) < 1 / 3) & (kind != Kind.STATIC)
    within = np.zeros(len(kind), dtype=bool)
    for incident in incidents:
        within |= (seconds >= incident.first) & (seconds < incident.last)
    trouble = np.array(TROUBLE)[rng.integers(0, len(TROUBLE), len(kind))]
    return np.where(struck & within, trouble, status)


def _bytes(kind: Numbers, status: Numbers, method: Numbers, rng: np.random.Generator) -> Numbers:
    medians = np.array([MEDIAN_BYTES[each] for each in Kind])[kind]
    sizes = (medians * np.exp(rng.normal(0, 1.3, len(kind)))).astype(np.int64) + 20
    sizes = np.where(status >= 300, np.minimum(sizes, 900), sizes)
    return np.where(np.isin(status, NO_BODY) | (method == METHODS.index("HEAD")), 0, sizes)
