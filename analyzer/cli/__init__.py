"""The command line: options become values, values one call, and its result is written."""

from analyzer.cli.command import main

__all__ = ["main"]
