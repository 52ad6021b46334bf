"""Formats that the user's own server defines: by nginx's `log_format`, by Apache's `LogFormat`."""

from analyzer.formats.strings.compiled import compiled
from analyzer.formats.strings.config import configured

__all__ = ["compiled", "configured"]
