"""Where a command's results go, and what makes a text of them."""

import sys
from contextlib import suppress
from functools import partial
from importlib import import_module

import click

from analyzer.output.kinds import STANDARD, Kind, Wanted, wanted
from analyzer.output.look import is_terminal, look
from analyzer.output.outputs import Render
from analyzer.output.target import Standard
from analyzer.report.text import visible


def renders(home: str, *, no_color: bool) -> dict[Kind, Render]:
    """What makes a text of what a run has found, imported by its use.

    Args:
        home: the package that holds a module and a function for each kind, of the kind's name.
        no_color: no colours on the terminal.
    """

    def render(kind: Kind, found: object) -> str:
        made = partial(getattr(import_module(f"analyzer.{home}.{kind}"), kind), found)
        return str(made(**look(no_color=no_color)) if kind is Kind.TERMINAL else made())

    return {kind: partial(render, kind) for kind in (Kind.TERMINAL, Kind.HTML, Kind.JSON)}


def placed(
    outputs: tuple[str, ...], to: str | None, rejects: str | None, *, quiet: bool
) -> list[Wanted]:
    """What was asked for; a person at the terminal gets the report too."""
    places = wanted(outputs, Kind(to) if to else None, rejects)
    free = all(place.path != STANDARD for place in places)
    if free and not quiet and (not outputs or is_terminal(sys.stdout)):
        places.append(Wanted(STANDARD, Kind.TERMINAL))
    return places


def printed(text: str) -> None:
    """Print a text as it is."""
    Standard(raw=True).write(text.encode("utf-8", "backslashreplace"))


def note(*lines: object) -> None:
    """Lines on standard error; nobody has to be there to read them."""
    with suppress(OSError):
        for line in lines:
            click.echo(f"statscan: {visible(str(line))}", err=True)
