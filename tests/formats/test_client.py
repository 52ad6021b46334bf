"""Addresses as logged, without brackets and ports."""

import polars as pl
import pytest

from analyzer.formats.client import bare


@pytest.mark.parametrize(
    ("logged", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:80", "192.0.2.1"),
        ("example.com:80", "example.com"),
        ("::1", "::1"),
        ("::", "::"),
        ("[::1]", "::1"),
        ("[::1]:443", "::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("[fe80::1%eth0]:443", "fe80::1%eth0"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("unix:", "unix:"),
        ("-", "-"),
        ("a:b", "a:b"),
        ("[", "["),
        (":80", ":80"),
        (None, None),
    ],
)
def test_each_kind(logged: str | None, client: str | None) -> None:
    assert bare(pl.Series([logged, "x"], dtype=pl.String)).to_list() == [client, "x"]
