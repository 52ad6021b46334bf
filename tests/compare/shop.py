"""Traffic made up line by line, so that every figure is known."""

from collections.abc import Callable, Iterable
from pathlib import Path

import analyzer
from analyzer import Summary

FORMAT = '$remote_addr [$time_local] $host "$request" $status $body_bytes_sent $request_time'

Made = Callable[..., Summary]


def maker(folder: Path) -> Made:
    """Makes summaries of lines that are put into files there."""

    def make(*parts: str | Iterable[str], name: str = "access.log", **options: object) -> Summary:
        path = folder / name
        path.write_text("".join("".join(part) for part in parts))
        return analyzer.summarise(path, log_format=FORMAT, **options)

    return make


def lines(  # noqa: PLR0913 - one for each field
    path: str = "/",
    n: int = 1,
    *,
    status: int = 200,
    size: int = 100,
    seconds: str = "-",
    host: str = "shop.example",
) -> str:
    """So many requests for a path, all alike."""
    one = f'192.0.2.1 [22/Nov/2026:10:00:00 +0000] {host} "GET {path} HTTP/1.1" {status} {size} {seconds}\n'
    return one * n
