"""Entries, rejected and ignored lines add up to the physical lines, whatever a file holds."""

import os
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzer.formats import named
from analyzer.pipeline import Traffic
from analyzer.report.account import Account

COMBINED = b'192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 12 "-" "x/1"'
LINES = [
    *(
        COMBINED,
        COMBINED,
        COMBINED[:-2],
        COMBINED + b" tail",
        b"# comment",
        b"",
        b"junk",
        b"\0" * 40,
    ),
    *(COMBINED.replace(b"10/Oct", b"32/Oct"), COMBINED.replace(b" 200 ", b" abc "), b'"', b"x\x01"),
    *(COMBINED.replace(b" 200 ", b" 999 "), COMBINED.replace(b"GET /", b"\xff"), COMBINED + b"\r"),
]


def beside() -> Path:
    path = Path(__file__).parents[1] / ".." / "shared" / "corpora"
    path = Path(os.environ.get("STATSCAN_CORPORA", path))
    if not path.is_dir():
        pytest.skip("the corpora of real captures are not here (STATSCAN_CORPORA names them)")
    return path / "logs"


def check(path: Path, lines: int, traffic: Traffic) -> pl.DataFrame:
    """Hold the rows, and the summary's own counts, against the lines."""
    frame = pl.concat(traffic.frames())
    assert frame["line"].to_list() == list(range(1, lines + 1))
    account = Account(Traffic(path, format=traffic.format).summary())
    assert account.lines == lines
    assert account.entries + account.rejected + account.ignored == lines
    assert account.entries == frame["reject"].null_count()
    return frame


@settings(max_examples=25)
@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.binary(max_size=30)), max_size=40),
    st.sampled_from([b"", b"\n"]),
)
@example([b"x\x01", COMBINED], b"")
@example([b"\xef\xbb\xbf", b"\xff\xfe\0"], b"\n")
def test_every_line_of_any_log_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], end: bytes
) -> None:
    data = b"\n".join([COMBINED, *lines]) + end
    path = tmp_path_factory.mktemp("any") / "access.log"
    path.write_bytes(data)
    physical = data.count(b"\n") + (not data.endswith(b"\n"))
    check(path, physical, Traffic(path, format=named("combined")))


def test_each_reason_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(b"\n".join(LINES))
    frame = check(path, len(LINES), Traffic(path))
    assert Counter(frame["reject"].to_list()) == {
        None: 6,  # whole, whole, with a tail, 999, binary, with a carriage return
        "line is cut short": 1,
        "comment": 1,
        "blank line": 2,
        "no format matches": 3,
        "time is not a date": 1,
        "status is not a number": 1,
    }


OURS = {  # format, lines, entries, ignored: counted with wc and by eye
    "awstats/testglobal.log": ("combined", 101, 56, 45),
    "awstats/testsmall.log": ("combined", 3, 3, 0),
    "elastic/apache_logs.log": ("combined", 10_000, 9_999, 0),
    "lnav/logfile_access_log.0": ("combined", 3, 3, 0),
    "lnav/logfile_bad_access_log.0": ("combined", 3, 2, 0),
    "lnav/logfile_regexp_access_log.0": ("vhost_combined", 2, 2, 0),
    "lnav/logfile_shop_access_log.0": ("main", 1_000, 1_000, 0),
    "lnav/playground_access_log.gz": ("combined", 2_492, 2_492, 0),
    "matomo/common.log": ("common", 1, 1, 0),
    "matomo/common.log.bz2": ("common", 1, 1, 0),
    "matomo/common_encoding_big5.log": ("vhost_combined", 1, 1, 0),
    "matomo/ncsa_extended.log": ("combined", 1, 1, 0),
    "matomo/logs_to_tests.log": ("combined", 6, 4, 2),
    "matomo/static_ignores.log": ("vhost_combined", 4, 4, 0),
}


@pytest.mark.parametrize("name", OURS)
def test_logs_of_other_projects_are_read_to_the_last_line(name: str) -> None:
    format_, lines, entries, ignored = OURS[name]
    traffic = Traffic(beside() / name)
    frame = check(beside() / name, lines, traffic)
    assert traffic.problems == []
    assert [account.format for account in traffic.accounts] == [format_]
    ignore = frame["reject"].is_in(["blank line", "comment"]).sum()
    assert (frame["reject"].null_count(), ignore) == (entries, ignored)
