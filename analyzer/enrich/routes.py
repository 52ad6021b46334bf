"""Paths folded into routes: `/api/dog/1111` is `/api/dog/{id}`. What it becomes rests on the path alone."""

import re
from collections.abc import Iterable

import polars as pl
from msgspec import Struct

from analyzer.errors import OptionError

LONGEST = 1024
"""Characters of a path that are looked at; a route says nothing of what is behind them."""


class Fold(Struct, frozen=True):
    """A kind of text that tells one object of a route from another.

    Args:
        name: what stands in its place, in braces.
        pattern: what it looks like between a delimiter and the end of a word.
        examples: paths, and what becomes of them.
    """

    name: str
    pattern: str
    examples: dict[str, str]


FOLDS = (
    Fold(
        "uuid",
        r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
        {"/cart/123e4567-e89b-12d3-a456-426614174000/items": "/cart/{uuid}/items"},
    ),
    Fold(
        "date",
        r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])-[0-3][0-9]|/(?:0[1-9]|1[0-2])(?:/[0-3][0-9])?)",
        {
            "/report/2026-11-22.pdf": "/report/{date}.pdf",
            "/blog/2026/11/22/kettles": "/blog/{date}/kettles",
            "/blog/2026/11/": "/blog/{date}/",
        },
    ),
    Fold(
        "id",
        r"[0-9]+(?:[._][0-9]+)*",
        {
            "/api/dog/1111": "/api/dog/{id}",
            "/1/2/3": "/{id}/{id}/{id}",
            "/kettle-12.html": "/kettle-{id}.html",
            "/jquery-3.6.0.min.js": "/jquery-{id}.min.js",
            "/IMG_20261122_1004.jpg": "/IMG_{id}.jpg",
        },
    ),
    Fold(
        "hash",
        r"[0-9a-fA-F]{8,}",
        {
            "/static/9e3779b1.css": "/static/{hash}.css",
            "/main.0cc175b9c0f1b6a831c399e269772661.js": "/main.{hash}.js",
        },
    ),
    Fold(
        "token",
        r"[A-Za-z]{0,19}[0-9][0-9A-Za-z]{16,}",
        {"/reset/Zx81mQ4tYw7Kp2LsVb9N": "/reset/{token}"},
    ),
)
"""In this order: a uuid begins like a hash, and a date like a number."""

_DELIMITER = "[/._=,;:~-]"
_WORD_ENDS = r"(?-u:\b)"  # of ASCII: as fast in any language

_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_PLACE = re.compile(rf"\{{{_NAME}\}}")


def _folded(paths: pl.Expr) -> pl.Expr:
    for fold in FOLDS:
        pattern = f"({_DELIMITER}){fold.pattern}{_WORD_ENDS}"
        paths = paths.str.replace_all(pattern, f"${{1}}{{{fold.name}}}")
    return paths


class Routes:
    """From paths to routes.

    Args:
        patterns: routes of the user's own, `/shop/{category}/{item}`, in which a name in braces stands
            for what may be there within a segment. The first that fits a whole path is its route;
            all other paths are folded by FOLDS.

    Raises:
        OptionError: a pattern is none.
    """

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        """Check the patterns."""
        self._own = {pattern: _compiled(pattern) for pattern in patterns}

    @property
    def options(self) -> tuple[str, ...]:
        """The words of the command that ask for them."""
        return tuple(word for pattern in self._own for word in ("--route", pattern))

    def __call__(self, paths: pl.Series) -> pl.Series:
        """The routes of paths; null of null."""
        # Folding takes as long as it would to remember what became of each path.
        short = paths.str.head(LONGEST).alias("path")
        return short.to_frame().select(self._route(pl.col("path")).alias("route")).to_series()

    def _route(self, path: pl.Expr) -> pl.Expr:
        own = (
            pl.when(path.str.contains(regex)).then(pl.lit(route))
            for route, regex in self._own.items()
        )
        return pl.coalesce(*own, _folded(path))


def _compiled(pattern: str) -> str:
    """A pattern as a regular expression; what is wrong with it is said in words."""
    parts = _PLACE.split(pattern)
    if not pattern.startswith("/"):
        wrong = "does not begin with a slash, as every path does"
    elif "?" in pattern:
        wrong = "has a question mark: a route is a path without its query"
    elif any(brace in part for part in parts for brace in "{}"):
        wrong = "has a brace without its partner, or a name in braces that is no name"
    elif "" in parts[1:-1]:
        wrong = "has two names side by side, with nothing that tells where the first one ends"
    else:
        return f"^{'[^/]+'.join(map(re.escape, parts))}$"
    raise OptionError(
        f"--route {pattern!r} {wrong}", "write a path such as /shop/{category}/{item}"
    )
