"""FORMATS: one value for each format of traffic, and the detection that chooses among them."""

from analyzer.formats.asked import asked
from analyzer.formats.detect import Detection, detect, named
from analyzer.formats.format import Format
from analyzer.formats.registry import FORMATS

__all__ = ["FORMATS", "Detection", "Format", "asked", "detect", "named"]
