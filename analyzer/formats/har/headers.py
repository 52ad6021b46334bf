"""The headers of all entries at once: masked, named in lower case, and those that others read."""

from collections.abc import Sequence
from itertools import chain
from types import NoneType
from typing import Any

import polars as pl

from analyzer.entry import HEADERS
from analyzer.formats.har.exchange import headers
from analyzer.formats.har.fields import LONGEST, Json
from analyzer.formats.har.repairs import Repairs
from analyzer.formats.hints import hint
from analyzer.formats.secrets import is_told, mask_header

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
        "retry-after",
        "vary",
        "x-cache",
        "x-cache-status",
        "x-proxy-cache",
    ),
}
"""Headers that become columns, `user-agent` of the request as `request:user-agent`."""

_LISTS = ("cache-control", "vary")
"""Several of these say together what one would; of the others the first is believed."""


def header_columns(
    side: str, recorded: Sequence[object], repairs: Sequence[Repairs]
) -> pl.DataFrame:
    """A row for each entry: its headers, and each of READ's.

    Args:
        side: `request` or `response`.
        recorded: the headers of each entry, in any shape; None where they were not recorded.
        repairs: of each entry; what is put right is added.
    """
    lists, names, values = _named(recorded, repairs)
    entries = pl.DataFrame(
        {"recorded": [headers is not None for headers in lists]}
        | {"count": [len(headers or ()) for headers in lists]},
        schema={"recorded": pl.Boolean, "count": pl.UInt32},
    ).with_row_index("row")
    flat = _masked(_flat(entries, names, values))
    grouped = flat.group_by("row", maintain_order=True).agg(
        pl.struct("name", "value").alias("headers")
    )
    listed = pl.when(pl.col("recorded")).then(pl.col("headers").fill_null(pl.lit([], HEADERS)))
    return (
        entries.join(grouped, on="row", how="left", maintain_order="left")
        .select(listed.alias(f"{side}_headers"))
        .with_columns(_first_of_each(side, flat, entries.height))
    )


def _named(
    recorded: Sequence[Any], repairs: Sequence[Repairs]
) -> tuple[Sequence[list[Json] | None], list[str], list[str | None]]:
    """The headers of each entry as HAR has them, and all their names and values.

    That nothing has to be put right, as is the rule, is seen in a few calls, not header by header.
    """
    try:
        names, values = (_each(key, recorded) for key in ("name", "value"))
        if set(map(type, recorded)) <= {list, NoneType} and _are_whole(names, values):
            return recorded, names, values
    except (KeyError, TypeError, UnicodeEncodeError):
        pass
    lists = [headers(each, own) for each, own in zip(recorded, repairs, strict=True)]
    return lists, _each("name", lists), _each("value", lists)


def _each(key: str, lists: Sequence[Any]) -> list[Any]:
    return [header[key] for headers in lists for header in headers or ()]


def _are_whole(names: list[str], values: list[str]) -> bool:
    """Nothing is to be put right in any of them, nor to be cut."""
    joined = "".join(chain(names, values))
    joined.encode()  # half of a character cannot be
    return "" not in names and "\n" not in joined and max(map(len, values), default=0) < LONGEST


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


def _flat(entries: pl.DataFrame, names: list[str], values: list[str | None]) -> pl.DataFrame:
    """A row for each header, with the row of its entry."""
    rows = entries.filter(pl.col("count") > 0).select(
        pl.col("row").repeat_by("count").explode(empty_as_null=False)
    )
    flat = pl.DataFrame(
        {"name": names, "value": values}, schema={"name": pl.String, "value": pl.String}
    )
    return flat.with_columns(pl.col("name").str.to_lowercase(), rows.to_series())


def _masked(flat: pl.DataFrame) -> pl.DataFrame:
    """The same headers without their secrets; each distinct one that may have one is looked at once."""
    name, value = pl.col("name"), pl.col("value")
    told = flat.select(name.unique()).filter(is_told(name))["name"]
    closely = name.is_in(told.implode()) | hint("value") | value.str.contains("^/|://")
    doubtful = flat.filter(closely).select(name, value).unique()
    if not doubtful.height:
        return flat
    masks = doubtful.with_columns(kept=mask_header(name, value), masked=True)
    return flat.join(
        masks, on=["name", "value"], how="left", nulls_equal=True, maintain_order="left"
    ).select("row", "name", value=pl.when("masked").then("kept").otherwise("value"))
