"""What only neighbours can tell: which request followed a redirect, which response a 304 confirms."""

from analyzer.relate.preflights import with_preflights
from analyzer.relate.relate import RELATED, Context, relate
from analyzer.relate.walks import Basis

__all__ = ["RELATED", "Basis", "Context", "relate", "with_preflights"]
