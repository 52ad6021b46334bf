"""A report made by hand: every kind of value and chart, and everything an attacker may write."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from analyzer.findings.finding import Finding
from analyzer.report.model import (
    Chart,
    ChartKind,
    Column,
    Health,
    Kind,
    Panel,
    Reading,
    Report,
    Row,
    SourceLine,
)

ZONE = timezone(timedelta(hours=2))
FIRST = datetime(2026, 3, 14, 9, 26, 53, tzinfo=ZONE)
CLASSES = ("informational", "success", "redirection", "client_error", "server_error", "none")

SCRIPT = "/search?q=<script>window.pwned=1;document.title='pwned'</script>"
CLOSING = "</td></table></script></style></title><script>window.pwned=2</script>"
ATTRIBUTE = '"\' onmouseover=window.pwned=3 autofocus onfocus=window.pwned=3 x="'
COMMENT = "<!--<script>--><svg/onload=window.pwned=4><img src=x onerror=window.pwned=4>"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${window.pwned=5}"
SEPARATORS = "one\u2028two\u2029three\r\nfour\tfive\x00six"
TERMINAL = "\x1b[2J\x1b]0;owned\x07\x9b31m"
BIDI = "/invoice\u202efdp.exe\u2066\u200b"
MARKUP = "[bold red]not rich[/] $x^2$ & &lt; 100%"
LONG = "/static/" + "segment/" * 400 + "end.css"
SCHEME = "javascript:window.pwned=6"
WIDE = "/産品/каталог/עברית/🚀"
SURROGATE = "\ud800 alone"
STACKED = "z" + "\u0301" * 40 + "algo"
HOSTILE = (
    SCRIPT,
    CLOSING,
    ATTRIBUTE,
    COMMENT,
    TEMPLATE,
    SEPARATORS,
    TERMINAL,
    BIDI,
    MARKUP,
    LONG,
    SCHEME,
    WIDE,
    SURROGATE,
    STACKED,
)


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    """The strings of the fixture `report` that no renderer may hand on as they are."""
    return HOSTILE


@pytest.fixture(scope="session")
def report() -> Report:
    """A bad day on a busy server, under attack."""
    return Report(
        sources=(
            SourceLine("access.log", "combined", 1_200_345, 1_199_997, 337, 11, FIRST, _at(1430)),
            SourceLine("old/access.log.2.gz", "combined", 43, 40, 3, 0, FIRST, _at(5), "cut short"),
            SourceLine("evil\x1b[31m<b>.log", "common", 0, 0, 0, 0, None, None, SCRIPT),
        ),
        lines=1_200_388,
        entries=1_200_037,
        rejected=340,
        ignored=11,
        first=FIRST,
        last=_at(1430),
        bytes=48_123_456_789,
        bytes_unknown=1_204,
        clients=18_422,
        visitors=21_007,
        distinct_error=0.0163,
        health=_health(),
        findings=_findings(),
        panels=_panels(),
        reading=Reading(seconds=1.37, bytes=251_000_000),
    )


@pytest.fixture(scope="session")
def quiet() -> Report:
    """A healthy small day: nothing stands out, some panels are empty."""
    status = _status()
    return Report(
        sources=(SourceLine("access.log", "combined", 10, 10, 0, 0, FIRST, _at(3)),),
        lines=10,
        entries=10,
        rejected=0,
        ignored=0,
        first=FIRST,
        last=_at(3),
        bytes=None,
        bytes_unknown=10,
        clients=2,
        visitors=2,
        distinct_error=0.0163,
        health=(Health("success", "success", 10, 10, "success", "class = 'success'"),),
        findings=(),
        panels=(replace(status, rows=status.rows[:1], total=10), _empty()),
    )


@pytest.fixture(scope="session")
def nothing() -> Report:
    """Not one entry could be read: no time, no total, no row."""
    source = SourceLine("junk.bin", "combined", 3, 0, 3, 0, None, None, "no format matches")
    health = (Health("success", "success", 0, 0, "success", "class = 'success'"),)
    return Report(
        sources=(source,),
        lines=3,
        entries=0,
        rejected=3,
        ignored=0,
        first=None,
        last=None,
        bytes=None,
        bytes_unknown=0,
        clients=0,
        visitors=0,
        distinct_error=0.0163,
        health=health,
        findings=(),
        panels=(_empty(),),
        where="status >= 500 and path like '/<b>%'",
    )


def _at(minutes: int) -> datetime:
    return FIRST + timedelta(minutes=minutes)


def _health() -> tuple[Health, ...]:
    total = 1_200_037
    return (
        Health("success", "success", 1_012_346, total, "success", "class = 'success'"),
        Health("redirected", "redirected", 98_004, total, "redirection", "class = 'redirection'"),
        Health("cache", "from cache", 61_000, total, "neutral", "outcome = 'revalidated'"),
        Health("client_fault", "client fault", 89_344, total, "client", "fault = 'client'"),
        Health("server_fault", "server fault", 343, total, "server", "fault = 'server'"),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(
            id="outage",
            severity="alarm",
            title="outage",
            text="503 on /api/orders, 312 requests in 4 min 10 s from 2026-03-14 21:03:10; the "
            "application behind the server did not answer. Just before: POST /deploy by 10.0.0.7.",
            basis="exact",
            evidence=(("access.log", 801_223), ("access.log", 801_230), ("access.log", 801_231)),
            where="status = 503 and path like '/api/orders%'",
            next="Look at the application's own log around 21:03, and at what /deploy does.",
        ),
        Finding(
            id="redirects",
            severity="warning",
            title="redirects",
            text=f"37 of 213 visits walk 3 redirects to reach {SCRIPT}; the hop /a -> /a/ only "
            "adds a slash.",
            basis="inferred",
            evidence=(("old/access.log.2.gz", 12),),
            where=f"path = '{ATTRIBUTE}'",
            next=f"Link to {CLOSING} directly.",
        ),
        Finding(
            id="broken-link",
            severity="note",
            title="broken link",
            text=f"21 404s come from your own page {BIDI}.",
            basis="exact",
            evidence=(),
            where=None,
            next="Mend the link.",
        ),
    )


def _panels() -> tuple[Panel, ...]:
    return (
        _status(),
        _outcome(),
        _fault(),
        _over_time(),
        _paths(),
        _sizes(),
        _durations(),
        _redirects(),
        _rejected(),
        _empty(),
    )


def _status() -> Panel:
    rows = (
        ((200, "OK", "success", "none", 1_012_345), "success"),
        ((304, "Not Modified", "redirection", "none", 61_000), "redirection"),
        ((404, "Not Found", "client_error", "client", 88_123), "client_error"),
        ((301, "Moved Permanently", "redirection", "none", 37_004), "redirection"),
        ((499, "Client Closed Request", "client_error", "client", 1_221), "client_error"),
        ((503, "Service Unavailable", "server_error", "server", 312), "server_error"),
        ((502, "Bad Gateway", "server_error", "intermediary", 31), "server_error"),
        (("-", None, "none", "unknown", 1), "none"),
        ((TERMINAL, None, "none", "unknown", 0), "none"),
    )
    return Panel(
        id="status",
        title="Status",
        says="What the server answered to 1,200,037 requests.",
        columns=(
            Column("status", Kind.STATUS),
            Column("name", Kind.TEXT),
            Column("class", Kind.CLASS),
            Column("fault", Kind.FAULT),
            Column("requests", Kind.COUNT),
        ),
        rows=tuple(Row(values, where=f"status = {values[0]}") for values, _ in rows),
        share=4,
        total=1_200_037,
        chart=Chart(ChartKind.BARS, 0, (4,), tuple(colour for _, colour in rows), log=True),
    )


def _outcome() -> Panel:
    rows = (
        ("ok", 951_345, "success"),
        ("browser_cache", 61_000, "success"),
        ("redirect_chain", 37_004, "redirection"),
        ("broken_link", 88_123, "client_error"),
        ("unavailable", 312, "server_error"),
    )
    return Panel(
        id="outcome",
        title="Outcome",
        says="What each of 1,200,037 responses was, in its context.",
        columns=(Column("outcome", Kind.OUTCOME), Column("requests", Kind.COUNT)),
        rows=tuple(Row((word, number), f"outcome = '{word}'") for word, number, _ in rows),
        share=1,
        total=1_200_037,
        chart=Chart(ChartKind.BARS, 0, (1,), tuple(colour for _, _, colour in rows)),
    )


def _fault() -> Panel:
    rows = (("none", 1_110_350), ("client", 89_344), ("server", 312), ("intermediary", 31))
    return Panel(
        id="fault",
        title="Fault",
        says="Who has to change something, for 1,200,037 requests.",
        columns=(
            Column("fault", Kind.FAULT),
            Column("requests", Kind.COUNT),
            Column("of the entries", Kind.SHARE),
        ),
        rows=tuple(
            Row((word, number, number / 1_200_037), f"fault = '{word}'") for word, number in rows
        ),
        share=1,
        total=1_200_037,
        chart=Chart(ChartKind.BARS, 0, (1,), tuple(word for word, _ in rows)),
    )


def _over_time() -> Panel:
    rows = tuple(
        Row((_at(minute), 0, 700 + minute % 97, 80, 60 + minute % 13, 300 * (minute == 700), None))
        for minute in range(0, 1431, 5)
    )
    return Panel(
        id="time",
        title="Over time",
        says="Requests of each class, 5 minutes to a row.",
        columns=(
            Column("from", Kind.MOMENT),
            *(Column(word.replace("_", " "), Kind.COUNT) for word in CLASSES),
        ),
        rows=rows,
        chart=Chart(ChartKind.OVER_TIME, 0, (1, 2, 3, 4, 5, 6), CLASSES),
    )


def _paths() -> Panel:
    rows = tuple(
        Row(
            (text, 90_000 - 997 * rank, None if rank % 3 else 512_000 * rank, f"access.log:{rank}"),
            where=f"path = '{text}'",
        )
        for rank, text in enumerate(("/", *HOSTILE), start=1)
    )
    return Panel(
        id="paths",
        title="Paths",
        says="The paths asked for most, of 51,233 different ones.",
        columns=(
            Column("path", Kind.TEXT),
            Column("requests", Kind.COUNT),
            Column("sent", Kind.SIZE),
            Column("first at", Kind.PLACE),
        ),
        rows=rows,
        share=1,
        total=1_200_037,
        note="keeps the 100,000 heaviest; any count may be up to 12 too low",
        chart=Chart(ChartKind.BARS, 0, (1,), ("neutral",) * len(rows)),
        more=51_218,
    )


def _sizes() -> Panel:
    rows = tuple(Row((10**power, 10 ** (9 - power) + power)) for power in range(10))
    return Panel(
        id="sizes",
        title="Sizes",
        says="The size of 1,198,833 bodies; 1,204 do not say.",
        columns=(Column("up to", Kind.SIZE), Column("responses", Kind.COUNT)),
        rows=rows,
        share=1,
        total=1_111_111_155,
        chart=Chart(ChartKind.COLUMNS, 0, (1,), ("neutral",) * 10, log=True),
    )


def _durations() -> Panel:
    rows = tuple(
        Row((250 * 2**step, max(0, 900 - 3 * (step - 9) ** 4)), f"duration < {step}")
        for step in range(20)
    )
    return Panel(
        id="durations",
        title="Durations",
        says="How long 12,345 requests took.",
        columns=(Column("up to", Kind.DURATION), Column("requests", Kind.COUNT)),
        rows=rows,
        share=1,
        total=12_345,
        chart=Chart(ChartKind.COLUMNS, 0, (1,), ("neutral",) * 15 + ("server_error",) * 5),
    )


def _redirects() -> Panel:
    return Panel(
        id="redirects",
        title="Redirect chains",
        says="Where 2 chains lead, and how.",
        columns=(
            Column("chain", Kind.TEXT),
            Column("hops", Kind.COUNT),
            Column("last seen", Kind.MOMENT),
            Column("ends with", Kind.CLASS),
        ),
        rows=(
            Row(("/old -> /new -> /new/", 37, datetime(2026, 3, 14, tzinfo=UTC), "success")),
            Row((f"/a -> {COMMENT}", 2, None, None)),
        ),
    )


def _rejected() -> Panel:
    return Panel(
        id="rejected",
        title="Rejected",
        says="340 of 1,200,388 lines are no entries.",
        columns=(
            Column("reason", Kind.TEXT),
            Column("lines", Kind.COUNT),
            Column("first at", Kind.PLACE),
            Column("it says", Kind.TEXT),
        ),
        rows=(
            Row(("no format matches", 337, "access.log:17", SCRIPT + TERMINAL)),
            Row(("line is cut short", 3, "evil\x1b[31m<b>.log:9", SEPARATORS)),
        ),
        share=1,
        total=340,
    )


def _empty() -> Panel:
    return Panel(
        id="challenges",
        title="Challenges",
        says="No request was asked for credentials.",
        columns=(Column("host", Kind.TEXT), Column("requests", Kind.COUNT)),
        rows=(),
        share=1,
        total=0,
        chart=Chart(ChartKind.BARS, 0, (1,), ()),
    )
