"""The servers behind: one, several that were asked in turn, a group of which none could be asked."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analyzer.formats.parts import squid_peer, upstream_address

SERVER = some.one_of(
    some.ip_addresses(v=4).map(lambda each: f"{each}:80"),
    some.ip_addresses(v=6).map(lambda each: f"[{each}]:8080"),
    some.sampled_from(["unix:/run/app.sock", "app", "web.1", "a.example:443"]),
)


def read(text: str) -> tuple[str | None, str | None]:
    columns = upstream_address(pl.Series([text]))
    return columns["upstream_address"][0], columns["upstream_tried"][0]


@pytest.mark.parametrize(
    ("text", "address", "tried"),
    [
        ("-", None, None),
        ("", None, None),
        ("10.0.0.1:80", "10.0.0.1:80", None),
        ("tcp://10.0.0.1:80", "10.0.0.1:80", None),
        ("http://10.0.0.1:80, http://10.0.0.2:80", "10.0.0.2:80", "10.0.0.1:80"),
        ("10.0.0.1:80 : 10.0.0.2:80", "10.0.0.2:80", "10.0.0.1:80"),
        ("shop/<NOSRV>", "shop", None),
        ("shop/web1", "shop/web1", None),
        ("http://alice:not-a-secret@10.0.0.1:80", "***@10.0.0.1:80", None),
        ("any words at all", None, None),
        (", ", None, None),
    ],
)
def test_a_server_is_named(text: str, address: str | None, tried: str | None) -> None:
    assert read(text) == (address, tried)


@given(some.lists(SERVER, min_size=1, max_size=6), some.data())
def test_the_last_one_answered(servers: list[str], data: some.DataObject) -> None:
    text = servers[0]
    for server in servers[1:]:
        text += data.draw(some.sampled_from([", ", " : "])) + server
    before = text[: -len(servers[-1])].removesuffix(", ").removesuffix(" : ")
    assert read(text) == (servers[-1], before or None)


@given(some.text())
def test_any_text_is_read(text: str) -> None:
    address, tried = read(text)
    assert tried is None or address


def test_squid_says_how_it_chose() -> None:
    raw = pl.Series(["HIER_DIRECT/192.0.2.1", "FIRSTUP_PARENT/[2001:db8::1]", "HIER_NONE/-", "-"])
    found = squid_peer(raw)["upstream_address"].to_list()
    assert found == ["192.0.2.1", "[2001:db8::1]", None, None]
