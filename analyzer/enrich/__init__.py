"""What an entry gains beside its labels: the software behind it, and the route of its path.

Worked out only where somebody asks for it, since each column costs.
"""

from analyzer.enrich.enrich import ENRICHED, GAINED, enrich
from analyzer.enrich.routes import Routes

__all__ = ["ENRICHED", "GAINED", "Routes", "enrich"]
