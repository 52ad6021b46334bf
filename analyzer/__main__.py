"""`python -m analyzer` is `statscan`."""

from analyzer.cli import main

main(prog_name="statscan")
