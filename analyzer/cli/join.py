"""statscan join HAR LOG."""

from typing import Any

import click

from analyzer.cli.reading import SETTINGS, options, traffic
from analyzer.cli.writing import note, placed, renders
from analyzer.completion import File
from analyzer.errors import OptionError
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import ROWS, STREAMED
from analyzer.output.outputs import Outputs
from analyzer.run import joined

_READ_AS = {
    "format_", "log_format", "server_config", "client_from", "trusted", "quiet", "no_color",
}  # fmt: skip


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
    help="Write to PATH what its ending says: .html or .json; - is standard output. Repeatable.",
)
@click.option(
    "--to",
    type=click.Choice([kind.value for kind in STREAMED if kind not in ROWS]),
    help="What standard output gets, or a PATH without an ending.",
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
    the waiting was the server's, where LOG has durations. The lines of the browser's own client are
    found by themselves: behind a proxy, name the header that has it (--client-from).
    """
    places = placed(outputs, to, None, quiet=quiet)
    if rows := [place for place in places if place.kind in ROWS]:
        raise OptionError(f"--output {rows[0].path}: a join holds no entries", "use .html or .json")
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
