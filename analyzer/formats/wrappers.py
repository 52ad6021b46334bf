r"""WRAPPERS: what others put around the lines of a log. A new one is one entry here, with its samples.

A container's runtime puts a name or a time before each line, syslog and the journal a head, a
collector an object around it, an export to CSV quotes.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import polars as pl
from msgspec import Struct

from analyzer.formats.block import Lines
from analyzer.formats.json_objects import objects, schema

Texts = Callable[[Lines], pl.Series]
"""From a block's lines to texts, a row for each line."""


class Sample(NamedTuple):
    """A line, what stands inside of it, and the time that stands outside, as written."""

    line: str
    bare: str
    time: str | None = None


class Wrapper(Struct, frozen=True):
    """One way to wrap a line.

    Args:
        title: as a clause behind a format's title.
        pattern: what a line that is wrapped looks like, by Python's regexes.
        bare: what stands inside; a line that is not wrapped, as it is.
        samples: its proof, around a line of any format.
        times: the moments that stand outside; None where there are none that say their year.
    """

    title: str
    pattern: str
    bare: Texts
    samples: tuple[Sample, ...]
    times: Texts | None = None

    def holds(self, line: str) -> bool:
        """Whether the line is wrapped in it."""
        return _compiled(self.pattern).match(line) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _series(lines: Lines) -> pl.Series:
    return pl.Series([line.decode() for line in lines.split()], dtype=pl.String)


def _before(title: str, head: str, *samples: Sample) -> Wrapper:
    """What stands before the line, with a group `time` for a moment in it."""
    return Wrapper(
        title,
        f"(?:{head})",
        lambda lines: _series(lines).str.replace(f"^(?:{head})", ""),
        samples,
        (lambda lines: _series(lines).str.extract(f"^(?:{head})")) if "?P<time>" in head else None,
    )


def _without_quotes(lines: Lines) -> pl.Series:
    r"""`""` for each quote in it, `\"` for each, or quotes as they are: told line by line."""
    line, inner = pl.col("line"), pl.col("inner")
    doubled, escaped = (_every_quote_is(mark) for mark in ('""', '\\"'))
    return (
        _series(lines).alias("line").to_frame()
        .with_columns(inner=line.str.extract(r'(?s)^"(.*)"$'))
        .select(
            pl.when(inner.is_null()).then(line)
            .when(doubled).then(inner.str.replace_all('""', '"', literal=True))
            .when(escaped).then(inner.str.replace_all(r'\\(["\\])', "$1"))
            .otherwise(inner)
        ).to_series()
    )  # fmt: skip


def _every_quote_is(mark: str) -> pl.Expr:
    inner = pl.col("inner")
    rest = inner.str.replace_all(mark, "", literal=True)
    return inner.str.contains(mark, literal=True) & ~rest.str.contains('"', literal=True)


_KEYS = {
    "log": "time",
    "MESSAGE": "__REALTIME_TIMESTAMP",
    "message": "@timestamp",
    "line": "timestamp",
}
"""Of Docker and Fluent Bit, journald, Filebeat, Loki: the key of the line, and that of its time."""


def _first_known(lines: Lines, keys: tuple[str, ...]) -> pl.Series:
    frame, _ = objects(lines, schema(keys, {}))
    return frame.select(pl.coalesce(keys)).to_series()


def _of_objects(lines: Lines) -> pl.Series:
    found = _first_known(lines, tuple(_KEYS)).str.strip_chars_end("\r\n")
    inner = found.str.replace_all("\n", r"\x0a", literal=True)  # a line stays one
    return inner.zip_with(inner.is_not_null(), _series(lines))


_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^ ]*"
_PAINT = r"(?:\x1b\[[0-9;]*m)*"
_PRIORITY = r"(?:<\d{1,3}>)?"
_PROGRAM = r"[^ :\[]+(?:\[\d+\])?: "

WRAPPERS: tuple[Wrapper, ...] = (
    Wrapper(
        "each line in quotes",
        r'(?s)".*"$',
        _without_quotes,
        (Sample('"GET /a b"', "GET /a b"), Sample('"a ""b"" c"', 'a "b" c'), Sample(r'"\"b\""', '"b"')),
    ),
    _before(
        "behind the name of a service, as Docker Compose writes it",
        rf"{_PAINT}[\w.|-]+ *\| {_PAINT}",
        Sample("web-1  | a", "a"),
        Sample("\x1b[36mweb-1  | \x1b[0ma", "a"),
        Sample("0|shop     | a", "a"),
    ),
    _before(
        "behind the stream's name, as container runtimes of Kubernetes write it",
        rf"(?P<time>{_MOMENT}) (?:stdout|stderr) [FP] ",
        Sample(
            "2026-11-22T10:00:00.123456789+01:00 stdout F a", "a", "2026-11-22T10:00:00.123456789+01:00"
        ),
    ),
    _before(
        "behind the name of a pod, as kubectl writes it",
        r"\[pod/[^\]]+\] ",
        Sample("[pod/shop-5d9c/nginx] a", "a"),
    ),
    _before(
        "behind the name of a logger, as Python's logging writes it",
        r"(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):[\w.]+:",
        Sample("INFO:werkzeug:a", "a"),
    ),
    Wrapper(
        "in colours, as applications paint them for terminals",
        r"\x1b\[[0-9;]*m",
        lambda lines: _series(lines).str.replace_all(r"\x1b\[[0-9;]*m", ""),
        (Sample("\x1b[32m\x1b[0ma", "a"),),
    ),
    _before(
        "behind the time, as docker logs and kubectl write it",
        rf"(?P<time>{_MOMENT}) ",
        Sample("2026-11-22T10:00:00.123456789Z a", "a", "2026-11-22T10:00:00.123456789Z"),
    ),
    _before(
        "behind the head of syslog",
        rf"{_PRIORITY}[A-Z][a-z]{{2}} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? (?:[^ ]*[^ :] )?{_PROGRAM}",
        Sample("Nov  2 10:00:00 web1 nginx[12]: a", "a"),
        Sample("<190>Nov 22 10:00:00 web1 nginx: a", "a"),
        Sample("<190>Nov 22 10:00:00 nginx: a", "a"),
    ),
    _before(
        "behind the head of syslog, with a full time",
        rf"{_PRIORITY}(?P<time>{_MOMENT}) [^ ]+ {_PROGRAM}",
        Sample("2026-11-22T10:00:00.5+0100 web1 nginx[12]: a", "a", "2026-11-22T10:00:00.5+0100"),
    ),
    _before(
        "behind the head of syslog, by RFC 5424",
        rf"<\d{{1,3}}>1 (?P<time>{_MOMENT}) (?:[^ ]+ ){{4}}(?:-|(?:\[(?:[^\]\\]|\\.)*\])+) ?\ufeff?",
        Sample("<190>1 2026-11-22T10:00:00.5Z web1 nginx 12 - - a", "a", "2026-11-22T10:00:00.5Z"),
        Sample(
            r'<190>1 2026-11-22T10:00:00Z web1 nginx - ID47 [x@1 a="\]"][y] a',
            "a",
            "2026-11-22T10:00:00Z",
        ),
    ),
    Wrapper(
        "each line in an object, as Docker, journald, Filebeat and Loki write it",
        rf'(?s)\s*\{{.*"(?:{"|".join(_KEYS)})"\s*:\s*"',
        _of_objects,
        (
            Sample(
                r'{"log":"a\n","stream":"stdout","time":"2026-11-22T10:00:00.5Z"}', "a", "2026-11-22T10:00:00.5Z"
            ),
            Sample(
                '{"__REALTIME_TIMESTAMP":"1795341600500000","MESSAGE":"a","PRIORITY":"6"}', "a", "1795341600500000"
            ),
            Sample('{"@timestamp":"2026-11-22T10:00:00.5Z","message":"a"}', "a", "2026-11-22T10:00:00.5Z"),
            Sample('{"labels":{"app":"x"},"line":"a","timestamp":"2026-11-22T10:00:00.5Z"}', "a", "2026-11-22T10:00:00.5Z"),
        ),
        lambda lines: _first_known(lines, tuple(_KEYS.values())),
    ),
)  # fmt: skip
