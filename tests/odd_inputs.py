"""Inputs that each broke some known tool, by name, and what is in them.

What the numbers must be was counted by eye: entries, rejected, ignored; and what a reader of the
line would say that it holds.
"""

from dataclasses import dataclass, field

PLAIN = {
    "client": "192.0.2.7",
    "time": "22/Nov/2026:10:00:00 +0000",
    "request": "GET /a HTTP/1.1",
    "status": "200",
    "size": "12",
    "referrer": "-",
    "agent": "x/1",
}


def line(**fields: str) -> bytes:
    """A combined line but for these fields."""
    text = '{client} - - [{time}] "{request}" {status} {size} "{referrer}" "{agent}"\n'
    return text.format(**PLAIN | fields).encode()


def raw(before: bytes, odd: bytes) -> bytes:
    """A line in which these bytes stand for the word ODD."""
    return before.replace(b"ODD", odd)


GOOD = line()
JSON = b'{"time_iso8601":"2026-11-22T10:00:00Z","request":"GET /j HTTP/1.1","status":200}\n'


@dataclass(frozen=True)
class Case:
    """An input, and what is in it.

    Args:
        data: the file.
        account: entries, rejected and ignored lines.
        holds: columns of its first entry.
        moments: when its first entries were, in UTC.
        because: the reason of what is rejected.
    """

    data: bytes
    account: tuple[int, int, int] = (1, 0, 0)
    holds: dict[str, object] = field(default_factory=dict)
    moments: tuple[str, ...] = ("2026-11-22T10:00:00",)
    because: str | None = None

    @property
    def lines(self) -> int:
        """Physical ones, as `wc -l` counts them, and one that has no newline."""
        text = self.data.rstrip(b"\0")  # UTF-16 may have half of its last newline there
        return text.count(b"\n") + (not text.endswith(b"\n"))


CUT, JUNK, NO_DATE = "line is cut short", "no format matches", "time is not a date"
TOO_LONG = "line is too long"

ENCODING = {
    "a byte order mark": Case(b"\xef\xbb\xbf" + GOOD, holds={"client": "192.0.2.7"}),
    "Latin-1 in the URL": Case(
        raw(line(request="GET /ODD HTTP/1.1"), b"caf\xe9"), holds={"path": r"/caf\xe9"}
    ),
    "invalid UTF-8": Case(
        raw(line(agent="ODD"), b"\xff\xfe\x80"), holds={"agent": r"\xff\xfe\x80"}
    ),
    "overlong forms": Case(raw(line(agent="ODD"), b"\xc0\xaf"), holds={"agent": r"\xc0\xaf"}),
    "a NUL in a line": Case(
        raw(line(agent="aODDb"), b"\0") + GOOD * 9, (10, 0, 0), {"agent": "a\0b"}
    ),
    "a hole of 4 KiB of NULs": Case(GOOD + b"\0" * 4096 + GOOD, (2, 0, 0)),
    "UTF-16": Case((GOOD * 2).decode().encode("utf-16"), (2, 0, 0), {"client": "192.0.2.7"}),
    "UTF-16 without a mark": Case((GOOD * 2).decode().encode("utf-16-be"), (2, 0, 0)),
}
QUOTING = {
    r"\" in the agent": Case(line(agent=r"a \"b\" c"), holds={"agent": 'a "b" c'}),
    "a raw quote in the agent": Case(line(agent='a "b" c'), holds={"agent": 'a "b" c'}),
    r"\" in the request": Case(line(request=r"GET /\"a HTTP/1.1"), holds={"path": '/"a'}),
    "a raw quote in the request": Case(line(request='GET /"a HTTP/1.1'), holds={"path": '/"a'}),
    r"nginx's \x22": Case(line(agent=r"\x22b\x22"), holds={"agent": '"b"'}),
    "the whole line in quotes": Case(
        b'"' + GOOD[:-1] + b'"\n', holds={"client": "192.0.2.7", "agent": "x/1"}
    ),
    "an unterminated agent": Case(GOOD * 8 + GOOD[:-2] + b"\n" + GOOD, (9, 1, 0), because=CUT),
}
SHAPE = {
    "blank lines": Case(b"\n \n" + GOOD + b"\n", (1, 0, 3)),
    "comments": Case(b"# a log\n" + GOOD + b"#end", (1, 0, 2)),
    "CRLF": Case(GOOD.replace(b"\n", b"\r\n") * 2, (2, 0, 0), {"agent": "x/1", "extra": None}),
    "a last line cut in the middle": Case(GOOD * 3 + GOOD[:50], (3, 1, 0), because=CUT),
    "one line of 10 MB": Case(GOOD + b"a" * 10_000_000 + b"\n" + GOOD, (2, 1, 0), because=TOO_LONG),
    "20 lines of junk first": Case(b"Lorem ipsum\n" * 20 + GOOD * 3, (3, 20, 0), because=JUNK),
    "half the lines junk": Case((b"Lorem ipsum dolor\n" + GOOD) * 100, (100, 100, 0), because=JUNK),
    "several formats in one file": Case(GOOD + JSON + GOOD, (3, 0, 0)),
    "missing fields": Case(
        GOOD * 8 + line().replace(b" 200 12", b"") + GOOD, (9, 1, 0), because=JUNK
    ),
    "extra fields": Case(GOOD[:-1] + b' 0.003 "-" HIT\n', holds={"extra": '0.003 "-" HIT'}),
}
CLIENT = {
    "IPv6": Case(line(client="2001:db8::1"), holds={"client": "2001:db8::1"}),
    "an IPv6 zone": Case(line(client="fe80::1%eth0"), holds={"client": "fe80::1%eth0"}),
    "an IPv6 port": Case(line(client="[::1]:443"), holds={"client": "::1"}),
    "an address and port": Case(line(client="192.0.2.1:80"), holds={"client": "192.0.2.1"}),
    "a host name": Case(
        line(client="www-b4.proxy.example"), holds={"client": "www-b4.proxy.example"}
    ),
    "a Unix socket": Case(line(client="unix:"), holds={"client": "unix:"}),
    "no client": Case(line(client="-"), holds={"client": None}),
    "a list of forwarding proxies": Case(
        line(client="203.0.113.9, 10.0.0.1"), holds={"client": "203.0.113.9, 10.0.0.1"}
    ),
}
REQUEST = {
    "no request": Case(line(request="-"), holds={"path": None, "defect": "empty request"}),
    "an empty request": Case(line(request=""), holds={"path": None, "defect": "empty request"}),
    "HTTP/0.9": Case(line(request="GET /"), holds={"path": "/", "protocol": None}),
    "a TLS hello, escaped": Case(
        line(request=r"\x16\x03\x01\x02"), holds={"defect": "TLS on a plain port"}
    ),
    "a TLS hello, raw": Case(
        raw(line(request="ODD"), b"\x16\x03\x01\x02\x00"), holds={"defect": "TLS on a plain port"}
    ),
    "CONNECT": Case(line(request="CONNECT a.example:443 HTTP/1.1"), holds={"host": "a.example"}),
    "an absolute URI": Case(
        line(request="GET http://a.example/x?y HTTP/1.1"),
        holds={"host": "a.example", "path": "/x", "query": "y"},
    ),
    "http://[foo": Case(line(request="GET http://[foo HTTP/1.1"), holds={"path": "http://[foo"}),
    "raw spaces": Case(line(request="GET /a b HTTP/1.1"), holds={"path": "/a b"}),
    "%ZZ": Case(line(request="GET /%ZZ HTTP/1.1"), holds={"path": "/%ZZ"}),
    "%00": Case(line(request="GET /%00 HTTP/1.1"), holds={"path": "/%00"}),
    "double encoding": Case(line(request="GET /%2561 HTTP/1.1"), holds={"path": "/%2561"}),
    "an unknown method": Case(line(request="BREW /pot HTTP/1.1"), holds={"method": "BREW"}),
    "a lower-case method": Case(line(request="get / HTTP/1.1"), holds={"method": "get"}),
    "a URI of 70 KB": Case(
        line(request=f"GET /{'a' * 70_000} HTTP/1.1"), holds={"path": "/" + "a" * 70_000}
    ),
}
STATUS = {
    **{
        f"status {status}": Case(
            line(status=status),
            holds={"status": int(status), "status_text": None}
            if status in {"444", "499"}
            else {"status": None, "status_text": status},
        )
        for status in ("000", "444", "499", "999", "1000", "-")
    },
    "a status that is a word": Case(
        GOOD + line(status="ok"), (1, 1, 0), because="status is not a number"
    ),
    "no size": Case(line(size="-"), holds={"bytes": None}),
    "a size of -5": Case(line(size="-5"), holds={"bytes": None}),
    "a size of 20 digits": Case(line(size="9" * 20), holds={"bytes": None}),
}
TIME = {
    "29 February 2023": Case(
        GOOD + line(time="29/Feb/2023:00:00:00 +0000"), (1, 1, 0), because=NO_DATE
    ),
    "32 May": Case(GOOD + line(time="32/May/2023:00:00:00 +0000"), (1, 1, 0), because=NO_DATE),
    "a leap second": Case(
        line(time="31/Dec/2016:23:59:60 +0000"), moments=("2017-01-01T00:00:00",)
    ),
    "a foreign month": Case(
        GOOD + line(time="10/août/2026:10:00:00 +0000"), (1, 1, 0), because=NO_DATE
    ),
    "mixed offsets": Case(
        line(time="22/Nov/2026:10:00:00 +0530") + line(time="22/Nov/2026:10:00:00 -0330"),
        (2, 0, 0),
        {"offset": 19_800},
        ("2026-11-22T04:30:00", "2026-11-22T13:30:00"),
    ),
    "the hour that DST repeats": Case(
        line(time="25/Oct/2026:02:30:00 +0200") + line(time="25/Oct/2026:02:30:00 +0100"),
        (2, 0, 0),
        {"offset": 7_200},
        ("2026-10-25T00:30:00", "2026-10-25T01:30:00"),
    ),
    "1970": Case(line(time="01/Jan/1970:00:00:00 +0000"), moments=("1970-01-01T00:00:00",)),
    "2099": Case(
        line(time="31/Dec/2099:23:59:59 +0000") + GOOD,
        (2, 0, 0),
        moments=("2099-12-31T23:59:59", "2026-11-22T10:00:00"),
    ),
    "descending": Case(
        b"".join(line(time=f"22/Nov/2026:{23 - hour:02}:00:00 +0000") for hour in range(24)),
        (24, 0, 0),
        {},
        ("2026-11-22T23:00:00", "2026-11-22T22:00:00"),
    ),
    "shuffled": Case(
        b"".join(line(time=f"22/Nov/2026:{hour * 7 % 24:02}:00:00 +0000") for hour in range(24)),
        (24, 0, 0),
        {},
        ("2026-11-22T00:00:00", "2026-11-22T07:00:00"),
    ),
}
KINDS = (ENCODING, QUOTING, SHAPE, CLIENT, REQUEST, STATUS, TIME)
