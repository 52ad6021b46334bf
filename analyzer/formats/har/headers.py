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
    flat = _masked(_flat(entries, lists).lazy())
    grouped = flat.group_by("row", maintain_order=True).agg(
        pl.struct("name", "value").alias("headers")
    )
    listed = pl.when(pl.col("recorded")).then(pl.col("headers").fill_null(pl.lit([], HEADERS)))
    return (
        entries.lazy()
        .join(grouped, on="row", how="left", maintain_order="left")
        .join(_first_of_each(side, flat), on="row", how="left", maintain_order="left")
        .select(listed.alias(f"{side}_headers"), pl.col(rf"^{side}:.*$"))
        .collect()
    )


def _first_of_each(side: str, flat: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each entry that has any of READ's headers, and a column for each of them."""
    names = READ[side]
    value, name = pl.col("value"), pl.col("name")
    return (
        flat.filter(name.is_in(names))
        .group_by("row")
        .agg(_read(value.filter(name == read), read).alias(f"{side}:{read}") for read in names)
    )


def _read(values: pl.Expr, name: str) -> pl.Expr:
    if name not in _LISTS:
        return values.first()
    return pl.when(values.len() > 0).then(values.str.join(", "))


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
