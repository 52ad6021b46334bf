"""Bytes that are no HTTP, and heads that never end."""

from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request

# The start of a TLS 1.2 ClientHello, as a browser sends it that was given https:// and this port.
CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(range(0x80, 0xA0)) + b"\r\n\r\n"


TAIL = b"\r\nHost: www.shop.example\r\nConnection: close\r\n\r\n"
NO_HOST = b"\r\nConnection: close\r\n\r\n"


def malformed_requests(stage: Stage) -> None:
    """Each of them is a 400 for a reason of its own."""
    for kind, raw in (("TLS on a plain port", CLIENT_HELLO), ("binary", b"\x00\x01\xfe\r\n\r\n")):
        nothing = Request(raw=raw, malformed=kind, method=None, target=None, version=None)
        stage.scanner.send(nothing, want=400)
    for kind, line in (
        ("space in the URL", b"GET /my file.html HTTP/1.1"),
        ("no version", b"GET / HTTP"),
    ):
        half = Request(raw=line + TAIL, malformed=kind, target=None, version=None)
        stage.scanner.send(half, want=400)
    for kind, target, tail in (
        ("no host", "/products/", NO_HOST),
        ("path above the root", "/../../etc/passwd", TAIL),
    ):
        raw = f"GET {target} HTTP/1.1".encode() + tail
        stage.scanner.send(Request(raw=raw, malformed=kind, target=target), want=400)


def head_never_ends(stage: Stage) -> None:
    """The head stops in the middle: 408, which nginx logs but does not say."""
    raw = b"GET /slow-head HTTP/1.1\r\nHost: www.shop.example\r\n"
    unfinished = Request(raw=raw, malformed="unfinished", target="/slow-head", silent=408)
    stage.scanner.send(unfinished, want=408)


SCENES: tuple[Scene, ...] = (malformed_requests, head_never_ends)
