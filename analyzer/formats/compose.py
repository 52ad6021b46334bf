"""From values by key to texts by field: what JSON lines and W3C logs have in common."""

from collections.abc import Iterable

import polars as pl

from analyzer.formats.escape import verbatim
from analyzer.formats.look import Look, looked_at
from analyzer.formats.parts import known
from analyzer.formats.rows import first_known

_PARTS = ("method", "target", "path", "query", "protocol")
_WHEN = ("date", "clock")

APART = frozenset((*_PARTS, *_WHEN))
"""Fields that make sense only together: a request, a moment."""


def _verbatim(look: Look) -> Look:
    return Look(
        look.columns,
        lambda raw: raw.str.contains("\\", literal=True) & pl.col("meant"),
        lambda raw: {"text": verbatim(raw)},
    )


_LOOKS = (Look(lambda raw: {"text": known(raw)}), Look(lambda raw: {"text": raw}))
"""At any text, and at a request, of which an empty one is one."""

_MEANT = tuple(map(_verbatim, _LOOKS))


def compose(
    values: Iterable[tuple[str, pl.Series]], height: int, meant: pl.Series | None = None
) -> pl.DataFrame:
    """A column for each field, with what was logged apart put together.

    Args:
        values: fields and their texts, the one to be preferred first. A field may come twice.
        height: how many lines there are.
        meant: in which lines a backslash is meant, for nobody has escaped anything; None where
            there is none.
    """
    named = {f"{field}:{at}": series for at, (field, series) in enumerate(values)}
    looks = _LOOKS if meant is None else _MEANT
    columns = named if meant is None else named | {"meant": meant}
    frame = pl.DataFrame([series.alias(name) for name, series in columns.items()])
    texts: dict[str, pl.Series] = {}
    taken = looked_at(frame, {name: looks[name.startswith("request:")] for name in named})
    for name, found in taken.items():
        field = name.partition(":")[0]
        texts[field] = first_known(texts.get(field), found["text"])
    apart = {field: texts.pop(field) for field in APART & texts.keys()}
    if "route" in texts:  # `GET /pets/{id}`, of which any path is better than the pattern
        pattern = texts.pop("route").str.extract(r"^\S+ (/.*)$")
        apart["target"] = first_known(apart.get("target"), pattern)
    if {"date", "clock"} <= apart.keys():
        moment = pl.select(pl.concat_str(apart["date"], apart["clock"], separator="T")).to_series()
        texts["moment"] = first_known(texts.get("moment"), moment)
    texts.setdefault("moment", pl.Series([None], dtype=pl.String).new_from_index(0, height))
    if not apart.keys().isdisjoint(_PARTS):
        texts["whole"] = _whole(apart, height)
    return pl.DataFrame([series.alias(field) for field, series in texts.items()])


def _whole(apart: dict[str, pl.Series], height: int) -> pl.Series:
    """Structs of the parts of a request, see `parts.whole`."""
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, height)
    parts = pl.DataFrame([apart.get(name, nothing).alias(name) for name in _PARTS])
    marked = pl.col("path").str.contains("?", literal=True).fill_null(value=False)
    local = pl.concat_str(
        pl.col("path").fill_null(""),
        pl.when(pl.col("query").is_not_null() & ~marked).then(
            pl.concat_str(pl.lit("?"), pl.col("query").str.strip_prefix("?"))
        ),
        ignore_nulls=True,
    )
    target = pl.coalesce(
        "target", pl.when((local != "") & (pl.col("path").is_not_null())).then(local)
    )
    return parts.select(pl.struct("method", target.alias("target"), "protocol")).to_series()
