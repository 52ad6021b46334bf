"""What had to be put right in a HAR before it could be read, counted by kind."""

from collections import Counter

from analyzer.entry import Repair

Repairs = Counter[Repair]

__all__ = ["Repair", "Repairs"]
