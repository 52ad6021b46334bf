"""Columns of ENTRY from what only HAProxy writes."""

import polars as pl

from analyzer.formats.durations import lasting
from analyzer.formats.escape import unescape
from analyzer.formats.look import Look
from analyzer.formats.parts import labelled
from analyzer.formats.secrets import mask_url, masked

_CAPTURED = r"(\{.*[^{}| ].*\})$"
"""Braces with something in them."""


def phases(raw: pl.Series) -> dict[str, pl.Series]:
    """HAProxy's `TR/Tw/Tc/Tr/Ta`, milliseconds: the server's answer, and the whole."""
    found = raw.str.extract_groups(r"/(?P<upstream>-?\d+)/\+?(?P<whole>-?\d+)$").struct.unnest()
    return lasting("upstream", "ms")(found["upstream"]) | lasting("duration", "ms")(found["whole"])


def termination(raw: pl.Series) -> dict[str, pl.Series]:
    """HAProxy's `CD--`: the client aborted (C) while data was sent (D), waited for (H) or queued.

    One that did not send all of its request (`CR--`) was not given an answer, and aborts none.
    """
    return {"aborted": raw.str.contains("^C[QCHDL]")}


def _captured(raw: pl.Series) -> dict[str, pl.Series]:
    values = unescape(raw.str.extract(_CAPTURED)).str.replace_all(r"([{|])", "$1 ")
    return labelled("captured", masked(values, mask_url).str.replace_all(r"([{|]) ", "$1"))


captured = Look(
    lambda _: {"extra": pl.lit(None, pl.String)},
    lambda raw: raw.str.contains(_CAPTURED),
    _captured,
)
"""Queues, `0/0 {shop.example|curl/8} {}`: what is behind them are the headers that it was told to capture. It does
not write their names; a space parts each from the next while secrets are looked for, as text does."""
