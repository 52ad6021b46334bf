"""Logs of which every line is written here."""

from collections.abc import Callable

import analyzer

Log = Callable[..., analyzer.Summary]
LINE = (
    '10.0.0.{client} - {user} [22/Nov/2026:{clock} +0000] "{method} {path} HTTP/1.1" {status} {bytes} '
    '"{referrer}" "curl/8"\n'
)
BLOG = "http://blog.example/"


def line(  # noqa: PLR0913 - a line has so many fields
    path: str = "/",
    status: int = 200,
    *,
    client: int = 1,
    second: int = 0,
    referrer: str = "-",
    method: str = "GET",
    user: str = "-",
    bytes_: int = 5,
) -> str:
    """A request; so many seconds after the hour of eleven."""
    clock = f"{11 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return LINE.format(
        path=path, status=status, client=client, clock=clock, referrer=referrer, method=method,
        user=user, bytes=bytes_,
    )  # fmt: skip
