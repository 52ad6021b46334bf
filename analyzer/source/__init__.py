"""Bytes: from what the user names to blocks of whole lines. Knows nothing of polars or formats."""

from analyzer.source.chronology import in_time
from analyzer.source.container import CONTAINERS
from analyzer.source.expand import expand, fruitless
from analyzer.source.prefetch import prefetch
from analyzer.source.reader import BLOCK_SIZE, MAX_LINE, Reader
from analyzer.source.source import Block, Mark, Source
from analyzer.source.trouble import passed_over

__all__ = [
    "BLOCK_SIZE",
    "CONTAINERS",
    "MAX_LINE",
    "Block",
    "Mark",
    "Reader",
    "Source",
    "expand",
    "fruitless",
    "in_time",
    "passed_over",
    "prefetch",
]
