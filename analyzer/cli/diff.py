"""statscan diff BEFORE AFTER."""

from typing import Any

import click

from analyzer.cli.reading import SETTINGS, options, span, traffic
from analyzer.cli.writing import note, placed, renders
from analyzer.completion import File
from analyzer.errors import OptionError
from analyzer.options import condition
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import ROWS, STANDARD, STREAMED
from analyzer.output.outputs import Outputs
from analyzer.run import compared, saved


@click.command(context_settings=SETTINGS)
@click.argument("before", type=File(), metavar="BEFORE")
@click.argument("after", type=File(), metavar="AFTER")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=File(),
    metavar="PATH",
    help="Write the comparison to PATH, as its ending says: .html or .json; - is standard output. "
    "Repeatable.",
)
@click.option(
    "--to",
    type=click.Choice([kind.value for kind in STREAMED if kind not in ROWS]),
    help="What standard output gets, or a PATH without an ending.",
)
@options()
def diff(  # noqa: PLR0913 - one for each option that is used here
    *,
    before: str,
    after: str,
    outputs: tuple[str, ...],
    to: str | None,
    tz: str | None,
    quiet: bool,
    no_color: bool,
    **reading: Any,
) -> int:
    """Say what changed between two logs, directories of them, HARs or saved summaries.

    What appeared, vanished, and got slower, larger or broken from BEFORE to AFTER, by route and by
    label, and how likely that is by chance alone.
    """
    if before == after == STANDARD:
        raise OptionError("standard input can be read once", "name a file for BEFORE or AFTER")
    rules, begin, end = span(tz, reading["since"], reading["until"])
    places = placed(outputs, to, None, quiet=quiet)
    if rows := [place for place in places if place.kind in ROWS]:
        raise OptionError(
            f"--output {rows[0].path}: a comparison holds no entries", "use .html or .json"
        )
    refuse_inputs([place.path for place in places], [before, after, *reading["geo"]])
    given = [each.opts[0] for each in diff.params if reading.get(each.name or "")]
    sides = [
        saved(path, given) or traffic((path,), (begin, end), reading) for path in (before, after)
    ]
    with Outputs(places, renders("compare", no_color=no_color)) as opened:
        selection = condition(reading["where"], begin, end)
        zone_ = rules and rules.name
        read = compared(sides, opened, zone=zone_, where=selection, progress=not quiet)
        for side in sides:
            note(*getattr(side, "problems", ()))
        if not read:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0
