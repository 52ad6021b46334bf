"""Where the fold runs. On this machine: some blocks at once, in order, within bounded memory."""

from analyzer.engines.local import CORES, Workers

__all__ = ["CORES", "Workers"]
