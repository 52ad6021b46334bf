"""Where the fold runs. On this machine: some blocks at once, in order, within bounded memory."""

from analyzer.engines.local import WORKERS, in_order

__all__ = ["WORKERS", "in_order"]
