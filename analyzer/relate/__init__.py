"""What only neighbours can tell: which request followed a redirect, which response a 304 confirms."""

from analyzer.relate.relate import RELATED, Basis, Context, relate

__all__ = ["RELATED", "Basis", "Context", "relate"]
