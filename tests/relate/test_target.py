"""Where Location points: RFC 3986, section 5.4, and what attackers write."""

import polars as pl
import pytest

from analyzer.relate.target import with_target

TO = ("to_scheme", "to_host", "to_path", "to_query")


def target(
    location: str | None, host: str | None = "a", path: str | None = "/b/c/d;p"
) -> tuple[str | None, ...]:
    row = {"scheme": "http" if host else None, "host": host, "path": path, "location": location}
    schema = dict.fromkeys(row, pl.String)
    return with_target(pl.DataFrame([row], schema=schema)).select(TO).row(0)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("g", ("http", "a", "/b/c/g", None)),
        ("./g", ("http", "a", "/b/c/g", None)),
        ("g/", ("http", "a", "/b/c/g/", None)),
        ("/g", ("http", "a", "/g", None)),
        ("//g", ("http", "g", "/", None)),
        ("?y", ("http", "a", "/b/c/d;p", "y")),
        ("g?y#s", ("http", "a", "/b/c/g", "y")),
        ("../g", ("http", "a", "/b/g", None)),
        ("../../../g", ("http", "a", "/g", None)),
        ("https://WWW.Example:8443/x", ("https", "www.example", "/x", None)),
        ("http://user:pw@h/x", ("http", "h", "/x", None)),
        ("http://[::1]:80/x", ("http", "::1", "/x", None)),
        ("http://h", ("http", "h", "/", None)),
    ],
)
def test_references_are_resolved(location: str, expected: tuple[str | None, ...]) -> None:
    assert target(location) == expected


def test_without_a_host_only_the_path_is_known() -> None:
    assert target("/g?y", host=None) == (None, None, "/g", "y")
    assert target("g", host=None) == (None, None, "/b/c/g", None)
    assert target("http://h/g", host=None) == ("http", "h", "/g", None)


def test_a_scheme_that_nobody_names_is_unknown() -> None:
    row = {"scheme": None, "host": "a", "path": "/b/c", "location": "../g"}
    frame = pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))
    assert with_target(frame).select(TO).row(0) == (None, "a", "/g", None)


@pytest.mark.parametrize("location", [None, "", "http://[foo", "http://[foo]/x]"])
def test_what_cannot_be_resolved_is_unknown(location: str | None) -> None:
    assert target(location) == (None, None, None, None)


@pytest.mark.parametrize("location", ["\0", "javascript:alert(1)", "http:///", "////", "\u2028"])
def test_nothing_raises(location: str) -> None:
    assert len(target(location)) == 4
