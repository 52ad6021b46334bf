"""Amazon's load balancers and buckets."""

import re

import polars as pl

from analyzer.formats.lines import LineFormat
from analyzer.formats.samples import aws as samples
from analyzer.formats.template import Template

_BALANCED = (
    "{iso} {skip1} {client} {upstream_address} {part_seconds1} {target_seconds} {part_seconds2} {status} "
    '{skip2} {request_bytes} {bytes} "{request}" "{agent}" {cipher} {secure}'
)

ALB = LineFormat(
    "alb",
    "AWS Application Load Balancer",
    Template("{scheme} " + _BALANCED),
    samples.ALB,
)
ELB = LineFormat(
    "elb",
    "AWS Classic Load Balancer",
    Template(_BALANCED),
    samples.ELB,
)


class _Bucket(LineFormat, frozen=True, dict=True):
    """S3's: what it did without a request of its own, such as each object of a batch, has no quotes."""

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that fit."""
        return super().claim(_quoted(head))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        return super().parse(_quoted(data))


_UNQUOTED = rb"^([^ ]+ [^ ]+ \[[^\]]+\](?: [^ ]+){5}) - ((?:[^ ]+ ){6})- -(?=[ \r]|$)"
_OPERATIONS = (b" BATCH.", b".COPY.", b" S3.")  # what S3 does without a request


def _quoted(data: bytes) -> bytes:
    if not any(each in data for each in _OPERATIONS):
        return data
    return b"\n".join(
        line if b'"' in line else re.sub(_UNQUOTED, rb'\1 "-" \2"-" "-"', line)
        for line in data.split(b"\n")
    )


S3 = _Bucket(
    "s3",
    "AWS S3 server access log",
    Template(
        '{skip1} {host} [{time}] {client} {user} {skip2} {skip3} {skip4} "{request}" {status} '
        '{skip5} {bytes} {skip6} {millis} {skip7} "{referrer}" "{agent}"'
    ),
    samples.S3,
)
