"""Bytes that are no HTTP, and heads that never end."""

from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request

# The start of a TLS 1.2 ClientHello, as a browser sends it that was given https:// and this port.
CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(range(0x80, 0xA0)) + b"\r\n\r\n"


def malformed_requests(stage: Stage) -> None:
    """Each of them is a 400 for a reason of its own."""
    tail = b"\r\nHost: www.shop.example\r\nConnection: close\r\n\r\n"
    for kind, raw in (
        ("space in the URL", b"GET /my file.html HTTP/1.1" + tail),
        ("TLS on a plain port", CLIENT_HELLO),
        ("binary", b"\x00\x01\x02\xff\xfe\r\n\r\n"),
        ("no version number", b"GET / HTTP" + tail),
        ("no host", b"GET /products/ HTTP/1.1\r\nConnection: close\r\n\r\n"),
        ("path above the root", b"GET /../../etc/passwd HTTP/1.1" + tail),
    ):
        stage.scanner.send(Request(raw=raw, malformed=kind), want=400)


def head_never_ends(stage: Stage) -> None:
    """The head stops in the middle: 408, which nginx logs but does not say."""
    raw = b"GET /slow-head HTTP/1.1\r\nHost: www.shop.example\r\n"
    stage.scanner.send(Request(raw=raw, malformed="unfinished", silent=408), want=408)


SCENES: tuple[Scene, ...] = (malformed_requests, head_never_ends)
