"""Who asks, for what, with what: the distinct values that every generated log draws from."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

PATHS = 50_000
CLIENTS = 200_000
AGENTS = 800
QUOTED_AGENTS = 16
QUOTED_TARGETS = 64
SITE = "https://www.example.com"

Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


class Kind(IntEnum):
    """What a path is, which decides what it is answered with."""

    PAGE = 0
    STATIC = 1
    API = 2
    MOVED = 3
    PROBE = 4
    PRIVATE = 5


KIND_SHARES = (0.33, 0.44, 0.14, 0.03, 0.03, 0.03)


@dataclass(frozen=True, slots=True)
class Population:
    """Distinct values by index; every generated line is a row of indices into them.

    Args:
        clients: addresses, none twice.
        agents: the last QUOTED_AGENTS of them hold double quotes.
        targets: path and query as requested; the last QUOTED_TARGETS hold double quotes.
        referrers: the first is `-`.
        kinds: the kind of each target.
        moved_to: the target that each target redirects to, -1 where it does not.
        agent_of: the agent of each client.
        popular: cumulative shares of the unquoted targets.
        refer: cumulative shares of the referrers.
    """

    clients: pl.Series
    agents: pl.Series
    targets: pl.Series
    referrers: pl.Series
    kinds: Numbers
    moved_to: Numbers
    agent_of: Numbers
    popular: Shares
    refer: Shares


def zipf(count: int, exponent: float = 1.0, flatten: float = 2.7) -> Shares:
    """Cumulative shares of `count` things of which the r-th is asked for 1/(r+flatten)^exponent."""
    weights = 1.0 / (np.arange(1, count + 1) + flatten) ** exponent
    return np.cumsum(weights) / weights.sum()


def draw(rng: np.random.Generator, cumulative: Shares, count: int) -> Numbers:
    """Draw `count` indices by their cumulative shares."""
    return np.minimum(np.searchsorted(cumulative, rng.random(count)), len(cumulative) - 1)


@lru_cache(maxsize=4)
def assemble(seed: int) -> Population:
    """Make them all; the same seed gives the same population, whatever the format and length."""
    rng = np.random.default_rng(seed)
    kinds = _kinds(rng)
    targets = _targets(kinds, rng)
    return Population(
        clients=pl.Series(_addresses(rng)),
        agents=pl.Series(_agents()),
        targets=pl.Series(targets + _quoted_targets()),
        referrers=pl.Series(_referrers(targets, kinds)),
        kinds=np.concatenate([kinds, np.full(QUOTED_TARGETS, Kind.PAGE)]),
        moved_to=_moves(rng, kinds),
        agent_of=_agent_of(rng),
        popular=zipf(PATHS),
        refer=_refer_shares(),
    )


def _kinds(rng: np.random.Generator) -> Numbers:
    kinds = draw(rng, np.cumsum(KIND_SHARES), PATHS)
    favourites = kinds[:200]
    favourites[(favourites == Kind.PROBE) | (favourites == Kind.PRIVATE)] = Kind.STATIC
    kinds[0] = Kind.PAGE
    return kinds


WORDS = ("catalog", "summer", "garden", "kitchen", "travel", "outdoor", "music", "health", "office")


TARGETS = {
    Kind.PAGE: "/{first}/{second}-{rank}",
    Kind.STATIC: "/static/{first}/{digest:08x}.{ending}",
    Kind.API: "/api/v2/{first}/{rank}?fields=name%2Cprice&lang=en",
    Kind.MOVED: "/old/{first}/{second}-{rank}.html",
    Kind.PROBE: "/{first}/wp-admin/setup-{rank}.php",
    Kind.PRIVATE: "/account/{first}/orders/{rank}",
}
LISTING = "/{first}/{second}?page={page}&sort=newest&ref={rank}"
ENDINGS = ("css", "js", "png", "jpg", "svg", "woff2")


def _target(kind: Kind, rank: int, first: str, second: str) -> str:
    template = LISTING if kind == Kind.PAGE and rank % 3 == 0 else TARGETS[kind]
    return template.format(
        first=first,
        second=second,
        rank=rank,
        page=rank % 40,
        digest=rank * 2654435761 % 2**32,
        ending=ENDINGS[rank % len(ENDINGS)],
    )


def _targets(kinds: Numbers, rng: np.random.Generator) -> list[str]:
    words = rng.integers(0, len(WORDS), (PATHS, 2)).tolist()
    named = [
        _target(Kind(kind), rank, WORDS[one], WORDS[other])
        for rank, (kind, (one, other)) in enumerate(zip(kinds.tolist(), words, strict=True))
    ]
    return ["/", *named[1:]]


def _quoted_targets() -> list[str]:
    return [f'/search?q="{WORDS[i % 9]}+{WORDS[i // 9]}"&page={i}' for i in range(QUOTED_TARGETS)]


def _moves(rng: np.random.Generator, kinds: Numbers) -> Numbers:
    """Each moved path leads to a page, one in seven to another moved path (a chain)."""
    moves = np.full(PATHS + QUOTED_TARGETS, -1)
    moved, pages = np.flatnonzero(kinds == Kind.MOVED), np.flatnonzero(kinds == Kind.PAGE)
    ends = rng.choice(pages, len(moved))
    again = rng.random(len(moved)) < 1 / 7
    moves[moved] = np.where(again, np.roll(moved, 1), ends)
    return moves


def _addresses(rng: np.random.Generator) -> list[str]:
    """Addresses of clients, none twice, one in eight of them IPv6."""
    many = CLIENTS // 8
    four = np.unique(rng.integers(11 << 24, 126 << 24, CLIENTS - many + 10_000))
    four = rng.permutation(four)[: CLIENTS - many]
    parts = np.stack([(four >> shift) & 255 for shift in (24, 16, 8, 0)], axis=1).tolist()
    plain = [f"{a}.{b}.{c}.{d}" for a, b, c, d in parts]
    groups = np.unique(rng.integers(1, 1 << 16, (many + 100, 4)), axis=0)[:many].tolist()
    six = [f"2001:db8::{a:x}:{b:x}:{c:x}:{d:x}" for a, b, c, d in groups]
    both = plain + six
    return [both[i] for i in rng.permutation(CLIENTS).tolist()]


def _agents() -> list[str]:
    plain = [_agent(i) for i in range(AGENTS - QUOTED_AGENTS)]
    return plain + [f'Feed "Reader {i}" {_agent(i)}' for i in range(QUOTED_AGENTS)]


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
SYSTEMS = (
    "Windows NT 10.0; Win64; x64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "X11; Linux x86_64",
    "Linux; Android 14; Pixel 8",
    "Linux; Android 13; SM-S918B",
)
BOTS = (
    "Googlebot/2.1",
    "bingbot/2.0",
    "GPTBot/1.2",
    "AhrefsBot/7.0",
    "ClaudeBot/1.0",
    "Applebot/0.1",
)
TOOLS = ("curl/8.{}.0", "python-requests/2.{}.0", "Go-http-client/1.{}", "okhttp/4.{}.0")


def _agent(i: int) -> str:
    system, version = SYSTEMS[i % 5], 90 + i // 10
    match i % 10:
        case 6:
            return f"Mozilla/5.0 ({system}; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"
        case 7:
            phone = f"iPhone; CPU iPhone OS 17_{i // 10} like Mac OS X"
            return f"Mozilla/5.0 ({phone}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.{i // 10} Mobile/15E148 Safari/604.1"
        case 8:
            bot = BOTS[i // 10 % 6]
            return f"Mozilla/5.0 (compatible; {bot}; +https://bots.example.net/about/{i}.html)"
        case 9 if i % 30 == 9:
            return TOOLS[i // 30 % 4].format(i // 10)
        case _:
            edge = f" Edg/{version}.0.{i}.0" if i % 4 == 1 else ""
            return f"Mozilla/5.0 ({system}) {WEBKIT} Chrome/{version}.0.{i}.0 Safari/537.36{edge}"


def _agent_of(rng: np.random.Generator) -> Numbers:
    """An agent for each client; 1.9 % of the clients have one that holds quotes."""
    agents = draw(rng, zipf(AGENTS - QUOTED_AGENTS, 0.9), CLIENTS)
    quoted = rng.random(CLIENTS) < 0.019
    strange = rng.integers(AGENTS - QUOTED_AGENTS, AGENTS, CLIENTS)
    return np.where(quoted, strange, agents)


OWN, FOREIGN = 3_000, 1_000


def _referrers(targets: list[str], kinds: Numbers) -> list[str]:
    pages = np.flatnonzero(kinds == Kind.PAGE)[:OWN].tolist()
    own = [SITE + targets[page] for page in pages]
    foreign = [_foreign(i) for i in range(FOREIGN)]
    return ["-", *own, *foreign]


def _foreign(i: int) -> str:
    if i % 3 == 0:
        return ("https://www.google.com/", "https://www.bing.com/", "https://duckduckgo.com/")[
            i % 9 // 3
        ]
    return (
        f"https://blog-{i}.example.org/posts/{WORDS[i % 9]}-and-{WORDS[i // 9 % 9]}?utm_source={i}"
    )


def _refer_shares() -> Shares:
    """None for a quarter of the requests, own pages for six in ten, other sites for the rest."""
    own, foreign = np.diff(zipf(OWN), prepend=0.0), np.diff(zipf(FOREIGN), prepend=0.0)
    return np.cumsum(np.concatenate([[0.25], own * 0.6, foreign * 0.15]))
