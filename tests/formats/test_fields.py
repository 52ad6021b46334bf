"""What a field's raw text becomes."""

import polars as pl
import pytest

from analyzer.formats.fields import FIELDS, FORWARDED
from analyzer.formats.ncsa import COMBINED
from analyzer.formats.parts import absent


def column(field: str, name: str, raw: str | None) -> object:
    return FIELDS[field].columns(pl.Series([raw], dtype=pl.String))[name][0]


def test_absent_is_null() -> None:
    assert absent(pl.Series(["-", "", "a", None, "--"])).to_list() == [None, None, "a", None, "--"]


@pytest.mark.parametrize("name", [*COMBINED.template.fields, "forwarded", "host", "port", "extra"])
def test_every_field_takes_what_servers_write_for_nothing(name: str) -> None:
    for nothing in ("-", "", None):
        for values in FIELDS[name].columns(pl.Series([nothing], dtype=pl.String)).values():
            assert values.len() == 1


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        ("WWW.Example.com", "www.example.com"),
        ("[::1]", "::1"),
        ("-", None),
        ("_", "_"),
        ("a:8080", "a"),
        ("[::1]:80", "::1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_hosts(raw: str, host: str | None) -> None:
    assert column("host", "host", raw) == host


@pytest.mark.parametrize(
    ("raw", "size"),
    [("0", 0), ("-", None), ("-5", None), ("99999999999999999999", None), ("1e3", None)],
)
def test_sizes(raw: str, size: int | None) -> None:
    assert column("bytes", "bytes", raw) == size


@pytest.mark.parametrize(
    ("raw", "fits"),
    [
        ("-", True),
        ("203.0.113.9", True),
        ("203.0.113.9, 10.0.0.1", True),
        ("203.0.113.9,10.0.0.1:80", True),
        ("2001:db8::1", True),
        ("[2001:db8::1]:443, unknown", True),
        ("::ffff:192.0.2.1", True),
        ("0.003", False),
        ("12", False),
        ("a=1", False),
        ("12:30:05 PM", False),
        ("", False),
    ],
)
def test_what_x_forwarded_for_looks_like(raw: str, fits: bool) -> None:  # noqa: FBT001
    matched = pl.Series([raw]).str.contains(f"^{FORWARDED}$")[0]
    assert matched is fits
