"""The headers of all entries at once: masked, named in lower case, and those that others read."""

import polars as pl

from analyzer.entry import HEADERS
from analyzer.formats.har.fields import Json
from analyzer.formats.har.secrets import mask_header

READ = {
    "request": ("user-agent", "referer", "host", ":authority"),
    "response": (
        "age",
        "cache-status",
        "cf-cache-status",
        "content-encoding",
        "content-length",
        "content-type",
        "location",
        "x-cache",
    ),
}
"""Headers that become columns, `user-agent` of the request as `request:user-agent`."""


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
    flat = _masked(_flat(entries, lists))
    grouped = flat.group_by("row", maintain_order=True).agg(
        pl.struct("name", "value").alias("headers")
    )
    columns = entries.join(grouped, on="row", how="left", maintain_order="left").select(
        "row",
        pl.when(pl.col("recorded"))
        .then(pl.col("headers").fill_null(pl.lit([], HEADERS)))
        .alias(f"{side}_headers"),
    )
    for name in READ[side]:
        first = flat.filter(name=name).unique("row", keep="first").select("row", "value")
        first = first.rename({"value": f"{side}:{name}"})
        columns = columns.join(first, on="row", how="left", maintain_order="left")
    return columns.drop("row")


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


def _masked(flat: pl.DataFrame) -> pl.DataFrame:
    """The same headers without their secrets; each distinct one is looked at once."""
    name, value = pl.col("name"), pl.col("value")
    distinct = flat.select("name", "value").unique()
    distinct = distinct.with_columns(kept=mask_header(name, value))
    return flat.join(
        distinct, on=["name", "value"], how="left", nulls_equal=True, maintain_order="left"
    ).select("row", "name", value="kept")
