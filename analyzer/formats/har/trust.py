"""TRUST: which of the sizes and times that an exporter writes may be believed, and why.

The first row whose name and version fit decides. What the evidence of a single entry shows to be
wrong is `sizes`' to tell; here is only what holds for all that an exporter writes.
"""

import re
from enum import StrEnum

from msgspec import Struct


class Body(StrEnum):
    """What the response's `bodySize` counts."""

    SENT = "the body as it was sent"  # as HAR has it
    SENT_OR_BLANK = "the same, but 0 where it is not known"
    WITH_HEADERS = "headers and body, as they were sent"
    DECODED = "the body after it was decompressed"


class Trust(Struct, frozen=True):
    """What is believed of one exporter.

    Args:
        exporter: its name, for people.
        creator: what the creator's name looks like.
        why: the reason, as seen in its files or its source.
        before: it holds for versions below this one; None for all that come so far down.
        body: what `bodySize` counts.
        transfer: the column that holds what crossed the network, if not headers and body are added.
        content: `content.size` is the decoded length, as HAR has it.
        inside: TLS is counted inside connect, as HAR has it.
        time: `time` is the whole request; or else its phases are added.
        timeless: what came from the browser's own cache has no timings, or takes no time.
    """

    exporter: str
    creator: str
    why: str
    before: int | None = None
    body: Body = Body.SENT
    transfer: str = "transfer_size"
    content: bool = True
    inside: bool = True
    time: bool = True
    timeless: bool = False


TRUST: tuple[Trust, ...] = (
    Trust(
        "Chrome, Edge",
        r"^WebInspector",
        "_transferSize is the truth: HTTP/2 and 3 have no text of headers, so headersSize and bodySize "
        "are -1, and under HTTP/1.1 bodySize is their difference",
    ),
    Trust(
        "Safari",
        r"^WebKit",
        "_transferSize is the truth, for the same reason; what was cached has -1 and 0 throughout",
    ),
    Trust(
        "Firefox until 59",
        r"^Firefox",
        "bodySize is the body alone: 43 writes it so",
        before=60,  # 43 and 111 were seen; 60 lies between and is a guess
    ),
    Trust(
        "Firefox",
        r"^Firefox",
        "bodySize is what was transferred, headers included, and is filled in for 304s; "
        "cached entries have timings of {} or 0",
        body=Body.WITH_HEADERS,
        timeless=True,
    ),
    Trust(
        "Charles",
        r"\bCharles\b",
        "bodySize is the decoded length, and headersSize is 0",
        body=Body.DECODED,
    ),
    Trust(
        "mitmproxy",
        r"^mitmproxy",
        "content.size is the encoded length, _transferSize is always 0, and connect ends where TLS begins",
        content=False,
        inside=False,
    ),
    Trust(
        "WebPageTest",
        r"^WebPageTest",
        "bodySize is 0 where it is not known; _bytesIn is what came in",
        body=Body.SENT_OR_BLANK,
        transfer="wire_bytes",
    ),
    Trust(
        "Playwright",
        r"^Playwright",
        "time adds TLS to the connect that holds it, and leaves send out",
        time=False,
    ),
    Trust(
        "chrome-har, Browsertime",
        r"^(?:chrome-har|Browsertime|sitespeed)",
        "_transferSize is the truth; under HTTP/2 bodySize repeats it, headers included, which each "
        "entry shows by its headersSize of -1",
    ),
    Trust("any other", r"", "as HAR 1.2 has it, and -1 is unknown"),
)


def trust(creator: str, version: str) -> Trust:
    """What is believed of what this creator wrote."""
    major = re.match(r"\d{1,6}", version)
    return next(
        row
        for row in TRUST
        if re.search(row.creator, creator, re.I)
        and (row.before is None or (major is not None and int(major[0]) < row.before))
    )
