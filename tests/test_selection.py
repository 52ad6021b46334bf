import polars as pl
import pytest

from analyzer.enrich import ENRICHED
from analyzer.errors import OptionError
from analyzer.selection import Selection


def refused(where: str) -> str:
    """What is said to a condition that cannot be used: on no entry, or on the first one."""
    with pytest.raises(OptionError) as caught:
        kept(where, pl.DataFrame({"signals": [["probed_path"]]}, {"signals": ENRICHED["signals"]}))
    return str(caught.value)


def kept(where: str, entries: pl.DataFrame) -> int:
    selection = Selection(where)
    predicate = selection.predicate()
    assert predicate is not None
    with selection.evaluating():
        return entries.filter(predicate).height


@pytest.mark.parametrize(
    ("where", "cure"),
    [
        ("sttus = 404", "did you mean status"),
        ('path = "zzz"', "single quotes"),
        ("time >= '2026-11-22 11:03:20'", "time >= timestamptz"),
        ("signals = 'probed_path'", "array_contains(signals, "),
        ("duration > 0.005", "duration > interval"),
        ("duration in (1, 2)", "duration > interval"),
    ],
)
def test_a_slip_is_answered_with_how_to_write_it(where: str, cure: str) -> None:
    assert cure in refused(where)


@pytest.mark.parametrize(
    "where",
    ["duration > 1", "1 < duration", "status = 200 and not (upstream between 1 and 5)",
     "duration > '5ms'"],
)  # fmt: skip
def test_a_duration_is_never_compared_with_a_mere_number(where: str) -> None:
    """It would count as microseconds, and `duration > 1` hold for every entry without a word."""
    assert "mere number" in refused(where)


@pytest.mark.parametrize(
    ("where", "many"),
    [
        ("duration > interval '1 second'", 1),
        ("duration * 2 > interval '1 second'", 2),
        ("cast(duration as bigint) > 5000", 2),
        ("duration is null", 1),
    ],
)
def test_durations_are_compared_with_durations(where: str, many: int) -> None:
    took = pl.DataFrame({"duration": [1_500_000, 700_000, None]}, {"duration": pl.Duration("us")})
    assert kept(where, took) == many
