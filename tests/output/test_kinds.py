import pytest

from analyzer.errors import OptionError
from analyzer.output.kinds import ENDINGS, STREAMED, Kind, Wanted, wanted


@pytest.mark.parametrize(
    ("paths", "to", "expected"),
    [
        ([], None, []),
        ([], Kind.JSON, [Wanted("-", Kind.JSON)]),
        (["a.html"], None, [Wanted("a.html", Kind.HTML)]),
        (["A.HTML"], None, [Wanted("A.HTML", Kind.HTML)]),
        (["a.csv"], Kind.JSON, [Wanted("a.csv", Kind.CSV), Wanted("-", Kind.JSON)]),
        (["-"], Kind.CSV, [Wanted("-", Kind.CSV)]),
        (["/dev/stdout"], Kind.CSV, [Wanted("-", Kind.CSV)]),
        (["/dev/null"], Kind.CSV, [Wanted("/dev/null", Kind.CSV)]),
        (["pipe", "-"], Kind.CSV, [Wanted("pipe", Kind.CSV), Wanted("-", Kind.CSV)]),
    ],
)
def test_what_is_wanted(paths: list[str], to: Kind | None, expected: list[Wanted]) -> None:
    assert wanted(paths, to) == expected


@pytest.mark.parametrize(
    ("paths", "to"),
    [(["a.txt"], None), (["a.txt"], Kind.CSV), (["a"], None), (["-"], None), ([".csv"], None),
     (["a.csv", "a.csv"], None), (["-", "/dev/stdout"], Kind.CSV)],
)  # fmt: skip
def test_what_cannot_be_meant(paths: list[str], to: Kind | None) -> None:
    with pytest.raises(OptionError, match="--output"):
        wanted(paths, to)


def test_every_kind_but_the_terminal_has_an_ending_and_every_kind_but_parquet_streams() -> None:
    named = set(Kind) - {Kind.REJECTS}  # which have an option of their own
    assert set(ENDINGS.values()) == named - {Kind.TERMINAL}
    assert set(STREAMED) == named - {Kind.PARQUET}


def test_rejects_go_where_nothing_else_goes() -> None:
    assert wanted(["a.csv"], None, "bad.csv") == [
        Wanted("a.csv", Kind.CSV),
        Wanted("bad.csv", Kind.REJECTS),
    ]
    with pytest.raises(OptionError, match="--rejects -"):
        wanted([], Kind.JSON, "/dev/stdout")
