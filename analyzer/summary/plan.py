"""How a tally is counted, and how its tables are added: expressions, made once."""

from functools import cache

import polars as pl
from msgspec import Struct

from analyzer.summary.bounds import MISSED, REST
from analyzer.summary.measures import MEASURES
from analyzer.summary.tallies import TALLIES
from analyzer.summary.tally import Tally


def schema(tally: Tally) -> dict[str, pl.DataType]:
    """The columns of its table: keys, what its bound needs, measures."""
    extra = tally.bound.extra if tally.bound else {}
    measures = {name: MEASURES[name].dtype for name in tally.measures}
    return {**tally.types, **extra, **measures}


class Plan(Struct, frozen=True):
    """The expressions of a tally. Making them takes as long as counting a small block does."""

    keys: tuple[pl.Expr, ...]
    counts: tuple[pl.Expr, ...]
    counted: tuple[pl.Expr, ...]
    merged_keys: tuple[str, ...]
    sums: tuple[pl.Expr, ...]
    columns: tuple[str, ...]


@cache
def plan_of(name: str) -> Plan:
    """The plan of the tally of that name."""
    tally = next(tally for tally in TALLIES if tally.name == name)
    measures = [MEASURES[each] for each in tally.measures]
    extra = tally.bound.extra if tally.bound else {}
    begin = {REST: pl.lit(value=False), MISSED: pl.lit(0, pl.UInt64)}
    return Plan(
        keys=tuple(key.cast(tally.types[name]).alias(name) for name, key in tally.keys.items()),
        counts=tuple(each.of.cast(each.dtype).alias(each.name) for each in measures),
        counted=(
            *map(pl.col, tally.keys),
            *(begin[each].alias(each) for each in extra),
            *map(pl.col, tally.measures),
        ),
        merged_keys=(*tally.types, *([REST] if REST in extra else [])),
        sums=(
            *([pl.col(MISSED).sum()] if MISSED in extra else []),
            *(
                each.merged(pl.col(each.name)).cast(each.dtype).alias(each.name)
                for each in measures
            ),
        ),
        columns=tuple(schema(tally)),
    )
