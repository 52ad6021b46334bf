"""The headers of all entries at once: masked, named in lower case, and those that others read."""

import polars as pl

from analyzer.entry import HEADERS
from analyzer.formats.har.fields import Json
from analyzer.formats.secrets import mask_header

READ = {
    "request": ("user-agent", "referer", "host", ":authority"),
    "response": (
        "age",
        "cache-control",
        "cache-status",
        "cf-cache-status",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "expires",
        "last-modified",
        "location",
        "pragma",
        "vary",
        "x-cache",
        "x-cache-status",
        "x-proxy-cache",
    ),
}
"""Headers that become columns, `user-agent` of the request as `request:user-agent`."""

_LISTS = ("cache-control", "vary")
"""Several of these say together what one would; of the others the first is believed."""


def header_columns(side: str, lists: list[list[Json] | None]) -> pl.DataFrame:
    """A row for each entry: its headers, and each of READ's.

    Args:
        side: `request` or `response`.
        lists: the headers of each entry; None where they were not recorded.
    """
    entries = pl.DataFrame(
        {"recorded": [headers is not None for headers in lists]}
        | {"count": [len(headers or ()) for headers in lists]},
        schema={"recorded": pl.Boolean, "count": pl.UInt32},
    ).with_row_index("row")
    flat = _masked(_flat(entries, lists).lazy()).collect()
    grouped = flat.group_by("row", maintain_order=True).agg(
        pl.struct("name", "value").alias("headers")
    )
    listed = pl.when(pl.col("recorded")).then(pl.col("headers").fill_null(pl.lit([], HEADERS)))
    return (
        entries.join(grouped, on="row", how="left", maintain_order="left")
        .select(listed.alias(f"{side}_headers"))
        .with_columns(_first_of_each(side, flat, entries.height))
    )


def _first_of_each(side: str, flat: pl.DataFrame, entries: int) -> list[pl.Series]:
    """A column for each of READ's headers, a row for each entry.

    Header by header, which takes a quarter of the time of all headers of an entry at once.
    """
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, entries)
    found = flat.filter(pl.col("name").is_in(READ[side])).partition_by("name", as_dict=True)
    columns = []
    for name in READ[side]:
        column = nothing.alias(f"{side}:{name}")
        if (those := found.get((name,))) is not None:
            those = _together(those) if name in _LISTS else those
            those = those.filter(pl.col("row").is_first_distinct())
            column = column.scatter(those["row"], those["value"])
        columns.append(column)
    return columns


def _together(those: pl.DataFrame) -> pl.DataFrame:
    return those.group_by("row", maintain_order=True).agg(pl.col("value").str.join(", "))


def _flat(entries: pl.DataFrame, lists: list[list[Json] | None]) -> pl.DataFrame:
    """A row for each header, with the row of its entry."""
    named = {
        key: [header[key] for headers in lists for header in headers or ()]
        for key in ("name", "value")
    }
    rows = entries.filter(pl.col("count") > 0).select(
        pl.col("row").repeat_by("count").explode(empty_as_null=False)
    )
    flat = pl.DataFrame(named, schema={"name": pl.String, "value": pl.String})
    return flat.with_columns(pl.col("name").str.to_lowercase(), rows.to_series())


def _masked(flat: pl.LazyFrame) -> pl.LazyFrame:
    """The same headers without their secrets; each distinct one is looked at once."""
    name, value = pl.col("name"), pl.col("value")
    distinct = flat.select("name", "value").unique()
    distinct = distinct.with_columns(kept=mask_header(name, value))
    return flat.join(
        distinct, on=["name", "value"], how="left", nulls_equal=True, maintain_order="left"
    ).select("row", "name", value="kept")
