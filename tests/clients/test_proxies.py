from ipaddress import ip_address, ip_network

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from analyzer.clients.proxies import PRIVATE, Proxies
from analyzer.entry import conform
from analyzer.errors import OptionError


def clients(frame: dict[str, list], *trusted: str, by: str = "x-forwarded-for") -> list[str | None]:
    return Proxies(by, trusted).known(conform(pl.DataFrame(frame)))["client"].to_list()


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),  # the left one may be made up
        ("10.0.0.2", "10.0.0.7,10.0.0.1", "10.0.0.7"),
        ("10.0.0.2", None, "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("203.0.113.1", "198.51.100.1", "203.0.113.1"),
        ("proxy.example", "198.51.100.1", "proxy.example"),
        (None, "198.51.100.1", None),
        ("unix:", "198.51.100.1", "198.51.100.1"),
        ("::1", "2001:DB8::0:8", "2001:db8::8"),
        ("fe80::1%eth0", "[2001:db8::8]:443", "2001:db8::8"),
        ("::ffff:10.0.0.2", "::ffff:203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9:50123", "203.0.113.9"),
        ("10.0.0.2", '"203.0.113.9"', "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9, unknown", "10.0.0.2"),
        ("10.0.0.2", "203.0.113.9, unknown, 10.0.0.1", "10.0.0.1"),
        ("10.0.0.2", "203.0.113.9, 999.1.2.3", "10.0.0.2"),
        ("10.0.0.2", "203.0.113.9, host.example", "10.0.0.2"),
        ("10.0.0.2", "203.0.113.9, \x00\x1b[1m", "10.0.0.2"),
        ("10.0.0.2", ",,,", "10.0.0.2"),
    ],
)  # fmt: skip
def test_the_client_is_the_last_that_no_trusted_proxy_is(peer, said, client) -> None:
    assert clients({"client": [peer], "forwarded": [said]}) == [client]


def test_a_header_in_the_place_of_the_client_is_read_as_it() -> None:
    frame = {
        "client": ["198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9", "x, 203.0.113.9,10.0.0.3"]
    }
    assert clients(frame) == ["203.0.113.9"] * 3
    assert clients(frame, by="x-real-ip") == frame["client"]


def test_whoever_is_named_is_trusted_and_nobody_else() -> None:
    frame = {"client": ["203.0.113.1", "10.0.0.1"], "forwarded": ["198.51.100.1", "198.51.100.1"]}
    assert clients(frame, "203.0.113.0/24") == ["198.51.100.1", "10.0.0.1"]
    assert clients(frame, "203.0.113.1") == ["198.51.100.1", "10.0.0.1"]
    assert clients(frame, "unix:") == ["203.0.113.1", "10.0.0.1"]


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("for=203.0.113.9", "203.0.113.9"),
        ('For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
        ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
        ("for=192.0.2.43, for=198.51.100.17", "198.51.100.17"),
        ('for=192.0.2.43, for="10.0.0.3:80";by=x', "192.0.2.43"),
        ("for=192.0.2.43, for=_hidden", "10.0.0.2"),
        ("for=192.0.2.43, for=unknown", "10.0.0.2"),
        ("192.0.2.43", "10.0.0.2"),
        ("by=192.0.2.43", "10.0.0.2"),
        ("therefor=192.0.2.43", "10.0.0.2"),
    ],
)
def test_forwarded_is_read_as_rfc_7239_has_it(said: str, client: str) -> None:
    headers = [[{"name": "forwarded", "value": said}]]
    found = clients({"client": ["10.0.0.2"], "request_headers": headers}, by="Forwarded")
    assert found == [client]


def test_a_header_without_a_column_is_read_from_what_is_left_of_the_line() -> None:
    extra = [
        "upstream=a http_x_real_ip=203.0.113.9 rt=0.1",
        "X-Real-IP=203.0.113.9",
        "x_real_ip_hash=203.0.113.9",
        "X-Other=a http_x_real_ip=198.51.100.6 http_x_real_ip=203.0.113.9",
    ]
    found = clients({"client": ["10.0.0.2"] * 4, "extra": extra}, by="x-real-ip")
    assert found == ["203.0.113.9", "203.0.113.9", "10.0.0.2", "10.0.0.2"]


ADDRESS = some.ip_addresses() | some.sampled_from(
    [ip_address(each) for each in ("10.0.0.1", "10.0.0.2", "192.168.1.1", "::1", "fd00::1", "203.0.113.9")]
)  # fmt: skip
HOP = ADDRESS.map(str) | some.sampled_from(["unknown", "", "host", "[", "]:", "%", "1.2.3"])


@given(some.none() | ADDRESS, some.lists(HOP, max_size=6))
@example(ip_address("10.0.0.1"), ["203.0.113.9", "junk", "10.0.0.2"])
def test_nobody_is_believed_whom_nobody_trusted_vouches_for(peer, hops: list[str]) -> None:
    """Against the definition, with the standard library's addresses."""
    networks = [ip_network(each) for each in PRIVATE if each != "unix:"]

    def plain(address):
        return getattr(address, "ipv4_mapped", None) or address

    def trusted(address) -> bool:
        return any(plain(address) in network for network in networks)

    truth = peer
    if peer and trusted(peer):
        for hop in reversed(hops):
            try:
                truth = ip_address(hop)
            except ValueError:
                break
            if not trusted(truth):
                break
    (found,) = clients({"client": [peer and str(peer)], "forwarded": [", ".join(hops)]})
    assert (found and plain(ip_address(found))) == (truth and plain(truth))


def test_the_note_says_on_whose_word() -> None:
    proxies = Proxies("X-Forwarded-For", ["203.0.113.0/24"])
    assert proxies.note() == (
        "Clients are as logged: no entry that came from a trusted proxy (203.0.113.0/24) names "
        "another one in X-Forwarded-For."
    )
    proxies.known(conform(pl.DataFrame({"client": ["203.0.113.1"], "forwarded": ["192.0.2.1"]})))
    assert proxies.note() == (
        "The clients of 1 entry are those that X-Forwarded-For names, on the word of proxies in "
        "203.0.113.0/24; all others are as logged."
    )


@pytest.mark.parametrize(
    ("header", "networks"), [("x forwarded", ()), ("", ()), ("x-real-ip", ("10.0.0.0/33",))]
)
def test_what_is_no_header_or_network_is_refused(header: str, networks: tuple[str, ...]) -> None:
    with pytest.raises(OptionError, match=r"--client-from|--trusted"):
        Proxies(header, networks)
