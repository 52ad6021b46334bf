"""How likely chance alone makes such a difference: two tests, and a correction for many of them.

Both tests take requests for independent of each other, which requests of one visitor are not: a
small chance is a reason to look, not a proof. Differences must also be large enough to matter.
"""

from math import erfc, sqrt

import polars as pl

LEAST_EXPECTED = 5
"""Requests of each kind that a side must be expected to have (Cochran's rule); no test below."""

LEAST_RANKED = 20
"""Durations that each side must have; below, the normal approximation of the ranks is off."""

_MIDDLE, _TAIL = 50, 95


def two_proportions(table: pl.DataFrame) -> pl.Series:
    """The chance of each row's two shares being that different, where they are in truth the same.

    Pooled, two-sided, with Yates' correction.

    Args:
        table: `k_before` of `of_before` requests, and `k_after` of `of_after`.

    Returns:
        The chances; null where there are too few requests to tell.
    """
    before, after = pl.col("of_before").cast(pl.Float64), pl.col("of_after").cast(pl.Float64)
    pooled = (pl.col("k_before") + pl.col("k_after")) / (before + after)
    weights = 1 / before + 1 / after
    gap = (pl.col("k_before") / before - pl.col("k_after") / after).abs() - weights / 2
    z = gap.clip(lower_bound=0) / (pooled * (1 - pooled) * weights).sqrt()
    total, of_kind = before + after, pl.col("k_before") + pl.col("k_after")
    # In whole numbers, so that the share and its complement are judged alike.
    rarer = pl.min_horizontal(of_kind, total - of_kind)
    enough = pl.min_horizontal(before, after) * rarer >= LEAST_EXPECTED * total
    return _two_sided(table.select(pl.when(enough).then(z)).to_series())


def ranked(table: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """What the buckets of each key say of its values before and after.

    Args:
        table: `bucket`, and how many values of a key are in it, `before` and `after`.
        keys: the columns that keys consist of.

    Returns:
        A row for each key: `before` and `after` as numbers of values; their medians and 95th
        percentiles as buckets (`p50_before` ...), by the nearest rank; `rank_chance`, of Mann and
        Whitney's test with the correction for ties; and how many values were among the slowest
        twentieth of both sides together, as nearly as buckets can be cut (`tail_before`,
        `tail_after`).
    """
    before, after = pl.col("before").cast(pl.Float64), pl.col("after").cast(pl.Float64)
    both = before + after
    ordered = table.sort("bucket").with_columns(
        _reached(before, "p50_before", _MIDDLE, keys),
        _reached(after, "p50_after", _MIDDLE, keys),
        _reached(before, "p95_before", _TAIL, keys),
        _reached(after, "p95_after", _TAIL, keys),
        _reached(both, "p95_both", _TAIL, keys),
        rank=both.cum_sum().over(keys) - (both - 1) / 2,
    )
    reached = pl.col("p95_both").cum_sum().over(keys) > 0
    known = ordered.with_columns(reached=reached, above=reached & ~pl.col("p95_both"))
    twentieth = (100 - _TAIL) / 100 * both.sum()
    too_many = both.filter("reached").sum() - twentieth
    too_few = twentieth - both.filter("above").sum()
    tail = pl.when(too_many <= too_few).then("reached").otherwise("above")
    known = known.with_columns(tail=tail.over(keys))
    percentiles = ("p50_before", "p50_after", "p95_before", "p95_after")
    found = known.group_by(keys, maintain_order=True).agg(
        pl.col("before", "after").sum(),
        *(pl.col("bucket").filter(pl.col(name)).first().alias(name) for name in percentiles),
        tail_before=pl.col("before").filter("tail").sum(),
        tail_after=pl.col("after").filter("tail").sum(),
        ranks=(pl.col("rank") * after).sum(),
        ties=(both**3 - both).sum(),
    )
    product, total = before * after, both
    gap = (pl.col("ranks") - after * (after + 1) / 2 - product / 2).abs() - 0.5
    spread = product / 12 * (total + 1 - pl.col("ties") / (total * (total - 1)))
    enough = (pl.min_horizontal(before, after) >= LEAST_RANKED) & (spread > 0)
    z = found.select(pl.when(enough).then(gap.clip(lower_bound=0) / spread.sqrt())).to_series()
    return found.with_columns(rank_chance=_two_sided(z)).drop("ranks", "ties")


def _reached(count: pl.Expr, name: str, percent: int, keys: list[str]) -> pl.Expr:
    """Marks the one bucket of each key in which the percentile lies."""
    cumulated = 100 * count.cum_sum().over(keys)
    wanted = percent * count.sum().over(keys)
    return ((cumulated >= wanted) & (cumulated - 100 * count < wanted)).alias(name)


def holm(chances: pl.Series) -> pl.Series:
    """Chances corrected for how many there are (Holm, 1979), in the same order; null stays null.

    Among all that fall below a level, the chance of even one false alarm is at most that level.
    """
    tested = chances.drop_nulls()
    table = pl.DataFrame({"chance": chances}).with_row_index("row")
    corrected = (
        table.drop_nulls()
        .sort("chance", "row")
        .with_columns(
            corrected=(pl.col("chance") * (len(tested) - pl.int_range(pl.len(), dtype=pl.Int64)))
            .cum_max()
            .clip(upper_bound=1.0)
        )
    )
    joined = table.join(corrected, on="row", how="left", maintain_order="left")
    return joined["corrected"].rename(chances.name)


def _two_sided(z: pl.Series) -> pl.Series:
    chances = [None if each is None else erfc(each / sqrt(2)) for each in z]
    return pl.Series("chance", chances, dtype=pl.Float64)
