"""Lines of keys with values: LTSV (`status:200`, parted by tabs) and logfmt (`status=200`)."""

import re
from collections.abc import Iterator, Mapping

import polars as pl
from msgspec import Struct

from analyzer.formats.block import Lines
from analyzer.formats.compose import compose
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.format import Samples
from analyzer.formats.samples import pairs as samples
from analyzer.rows import cleared, where

_SAMPLE = 200  # lines of a head that are looked at to recognise the format

_LTSV_KEYS = {
    "time": "moment",
    "host": "client",
    "remote_addr": "client",
    "forwardedfor": "forwarded",
    "user": "user",
    "req": "request",
    "method": "method",
    "uri": "target",
    "path": "target",
    "protocol": "protocol",
    "scheme": "scheme",
    "vhost": "host",
    "status": "status",
    "size": "bytes",
    "reqsize": "request_bytes",
    "referer": "referrer",
    "ua": "agent",
    "reqtime_microsec": "micros",
    "reqtime": "seconds",
    "apptime": "upstream_seconds",
    "runtime": "upstream_seconds",
    "upstream_addr": "upstream_address",
    "backend": "upstream_address",
    "cache": "cache",
}
_LOGFMT_KEYS = {
    "time": "moment",
    "ts": "moment",
    "timestamp": "moment",
    "remote_addr": "client",
    "client_ip": "client",
    "client": "client",
    "ip": "client",
    "fwd": "client",
    "user": "user",
    "request": "request",
    "method": "method",
    "uri": "target",
    "path": "target",
    "url": "target",
    "protocol": "protocol",
    "proto": "protocol",
    "host": "host",
    "status": "status",
    "status_code": "status",
    "bytes": "bytes",
    "size": "bytes",
    "duration": "seconds",
    "service": "seconds",
    "dyno": "upstream_address",
    "referer": "referrer",
    "referrer": "referrer",
    "user_agent": "agent",
}


class PairsFormat(Struct, frozen=True, dict=True):
    """A format whose lines name each value.

    Args:
        name: how users name it.
        title: one line about it.
        keys: from keys to fields; the first that a line has is taken.
        pattern: how a pair is written, with `KEY` for its key and a group for its value.
        samples: its proof.
        begins: what a line begins with, where its first pair would otherwise be missed.
    """

    name: str
    title: str
    keys: Mapping[str, str]
    pattern: str
    samples: Samples
    begins: str = ""
    document: bool = False

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that name a time, a status and a request."""
        texts = Lines(head).sample(_SAMPLE)
        return sum(map(self._fits, texts)) / max(1, len(texts))

    def _fits(self, text: str) -> bool:
        return (
            re.match(self.begins, text) is not None
            and all(
                any(
                    self._regex(key).search(text)
                    for key, field in self.keys.items()
                    if field in group
                )
                for group in ({"status"}, {"request", "target"})
            )
            and (
                _LEADING.match(text) is not None
                or any(
                    self._regex(key).search(text) for key in self.keys if self.keys[key] == "moment"
                )
            )
        )

    def _regex(self, key: str) -> re.Pattern[str]:
        return re.compile(self.pattern.replace("KEY", re.escape(key)))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        texts = pl.Series([line.decode() for line in lines.split()], dtype=pl.String)
        fields = compose(self._values(texts), len(texts))
        reject = fine(len(texts))
        missed = fields["status"].is_null()
        if missed.any():
            rows = where(missed)
            odd = texts[rows].to_frame("line").select(_WHY).to_series()
            reject = reject.scatter(rows, odd)
            fields = cleared(fields, rows)
        return entries(fields, reject, lines)

    def _values(self, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
        for key, field in self.keys.items():
            value = texts.str.extract(self.pattern.replace("KEY", re.escape(key)))
            yield field, value.str.strip_prefix('"').str.strip_suffix('"')
        yield "moment", texts.str.extract(_LEADING.pattern)


_WHY = why(pl.lit(value=False))
_LEADING = re.compile(r"^(\d{4}-\d\d-\d\dT[^ ]+)")
"""What platforms such as Heroku put before each line."""

LTSV = PairsFormat(
    "ltsv",
    "LTSV: labelled values, parted by tabs",
    _LTSV_KEYS,
    r"(?:^|\t)KEY:([^\t]*)",
    samples.LTSV,
    r"[A-Za-z_][\w-]*:",
)
LOGFMT = PairsFormat(
    "logfmt",
    "logfmt: key=value, also of Heroku's router",
    _LOGFMT_KEYS,
    r'(?:^| )KEY=("(?:[^"\\]|\\.)*"|[^ "]*)(?: |$)',
    samples.LOGFMT,
)
