"""Two summaries side by side: what changed between them, and how likely by chance alone."""

from analyzer.compare.compare import diff
from analyzer.compare.model import Change, Comparison

__all__ = ["Change", "Comparison", "diff"]
