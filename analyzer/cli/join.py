"""statscan join HAR LOG."""

from typing import Any

import click

from analyzer.cli.reading import SETTINGS, options, traffic
from analyzer.cli.writing import note, placed, renders
from analyzer.completion import File
from analyzer.errors import OptionError
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import Kind
from analyzer.output.outputs import Outputs
from analyzer.run import joined

_READ_AS = {"format_", "log_format", "server_config", "quiet", "no_color"}


@click.command(context_settings=SETTINGS)
@click.argument("har", type=File(), metavar="HAR")
@click.argument("log", type=File(), metavar="LOG")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=File(),
    metavar="PATH",
    help="Write to PATH, which ends in .json; - is standard output.",
)
@click.option(
    "--to",
    type=click.Choice([Kind.TERMINAL.value, Kind.JSON.value]),
    help="What standard output gets.",
)
@options(*_READ_AS)
def join(  # noqa: PLR0913 - one for each option that is used here
    *,
    har: str,
    log: str,
    outputs: tuple[str, ...],
    to: str | None,
    quiet: bool,
    no_color: bool,
    **reading: Any,
) -> int:
    """Match the entries of a HAR with the lines of the server's LOG, one to one.

    Says which never reached the server, which the browser got with another status, and how much of
    the waiting was the server's, where LOG has durations.
    """
    places = placed(outputs, to, None, quiet=quiet)
    if other := [place for place in places if place.kind not in {Kind.TERMINAL, Kind.JSON}]:
        raise OptionError(f"--output {other[0].path}: a join is written as JSON", "use .json")
    refuse_inputs([place.path for place in places], [har, log])
    browser = traffic((har,), (None, None), {})
    server = traffic((log,), (None, None), reading)
    with Outputs(places, renders("join", no_color=no_color)) as opened:
        read = joined(browser, server, opened, progress=not quiet)
        note(*browser.problems, *server.problems)
        if not read:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0
