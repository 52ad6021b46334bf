"""Which texts are looked at closely."""

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.formats.hints import MAILED, glance, hint, is_hinted

PIECES = [
    *("TOKEN", "pass", "Key", "code", "eyJ", "%40", "%3", "otp", *MAILED),
    *("=", "%3D", ":", "@", " ", "+", "/", "?", "&", "x", "1", "é", "\u212a", "\n"),
    *("A1" * 10, "123456.654321", "/bot123456", "/services/T", "\u0661" * 6),
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), max_size=4))
@example(["/\u212aey=1"])  # no key, of ASCII's letters
def test_a_text_is_hinted_alone_as_among_others_and_never_missed_at_a_glance(
    texts: list[str],
) -> None:
    frame = pl.DataFrame({"text": [*texts, None]}, schema={"text": pl.String})

    hinted, seen = frame.select(hint("text"), glance(pl.col("text")).alias("seen"))

    assert hinted.to_list() == [*map(is_hinted, texts), False]
    assert not (hinted & ~seen).any()
