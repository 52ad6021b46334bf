"""Speaks HTTP over a bare socket, so that malformed bytes can be sent and raw bytes be counted."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from sample_logs.record.hosts import Address

PATIENCE = 8.0  # seconds; longer than any timeout that the servers' configurations set


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response as it came off the socket; the status is None where no status line came."""

    interim: tuple[int, ...] = ()
    status: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    body_bytes: int = 0
    response_bytes: int = 0
    seconds: float = 0.0


def exchange(server: Address, client: str, head: bytes, body: bytes = b"") -> Answer:
    """Send one request and read until the server closes; the body waits for a 100 if asked to."""
    begun = time.monotonic()
    with socket.create_connection(server, PATIENCE, (client, 0)) as line:
        received = b""
        line.sendall(head)
        if b"\r\nexpect: 100-continue\r\n" in head.lower():
            received = line.recv(65536)
        if body and _may_send(received):
            line.sendall(body)
        received += _read_to_end(line)
    return _answer(received, time.monotonic() - begun)


def abandon(server: Address, client: str, head: bytes, *, after: float) -> Answer:
    """Send one request and go away before the answer comes."""
    with socket.create_connection(server, PATIENCE, (client, 0)) as line:
        line.sendall(head)
        time.sleep(after)
    return Answer(seconds=after)


def _may_send(received: bytes) -> bool:
    """A final status in place of the 100 means that the body is not wanted."""
    return not received or received.startswith(b"HTTP/1.1 100 ")


def _read_to_end(line: socket.socket) -> bytes:
    chunks = []
    try:
        while chunk := line.recv(65536):
            chunks.append(chunk)
    except ConnectionResetError:
        pass  # a server that refuses a body may close while some of it is still on its way
    return b"".join(chunks)


def _answer(received: bytes, seconds: float) -> Answer:
    """Take the interim responses off, then split the final one in head and body."""
    total, interim = len(received), []
    while received.startswith(b"HTTP/1.1 1"):
        head, _, received = received.partition(b"\r\n\r\n")
        interim.append(_status(head))
    if not received.startswith(b"HTTP/"):
        return Answer(body_bytes=len(received), response_bytes=total, seconds=seconds)
    head, _, body = received.partition(b"\r\n\r\n")
    fields = _fields(head)
    if "transfer-encoding" in fields:
        raise RuntimeError("a chunked response: its body cannot be counted by its bytes")
    return Answer(
        interim=tuple(interim),
        status=_status(head),
        fields=fields,
        body_bytes=len(body),
        response_bytes=total,
        seconds=seconds,
    )


def _status(head: bytes) -> int:
    return int(head.split(b" ", 2)[1])


def _fields(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.lower(): value.strip() for name, _, value in pairs}
