"""statscan FILE..., which gives way to the other commands."""

import atexit
import gc
import os
import sys
import warnings
from typing import Any, NoReturn

import click

from analyzer import __version__
from analyzer.cli.diff import diff
from analyzer.cli.explain import explain
from analyzer.cli.formats import formats
from analyzer.cli.join import join
from analyzer.cli.reading import SETTINGS, options, span, traffic
from analyzer.cli.redact import redact
from analyzer.cli.writing import note, placed, renders
from analyzer.completion import File
from analyzer.errors import OptionError
from analyzer.failure import Kept, debugging, ending, failure, leave
from analyzer.options import condition
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import STANDARD, STREAMED
from analyzer.output.look import shows_rows
from analyzer.output.outputs import Outputs
from analyzer.output.target import Standard, failed
from analyzer.run import run

COMMANDS: dict[str, click.Command] = {
    "explain": explain,
    "formats": formats,
    "redact": redact,
    "diff": diff,
    "join": join,
}
_BARE = (["explain"], ["redact"], ["diff"], ["join"])
"""Words that ask for more: alone, they may be files."""

_GARBAGE = 200_000
"""New objects after which Python looks for garbage: columns are few objects, and hold no cycles."""

EPILOG = """\b
Commands:
  statscan explain TOPIC   what a code, label, signal or finding means, or
                           how a line (access.log:17) was read
  statscan formats         the formats that are understood
  statscan redact FILE     a HAR without its secrets, to be shared
  statscan diff OLD NEW    what changed between two logs, HARs or saved summaries
  statscan join HAR LOG    the same requests seen by a browser and by the server
A file that has such a name is read as ./explain.

\b
Completion of files, options, formats and topics, by this line in the shell's own file:
  bash  eval "$(_STATSCAN_COMPLETE=bash_source statscan)"
  zsh   eval "$(_STATSCAN_COMPLETE=zsh_source statscan)"
  fish  _STATSCAN_COMPLETE=fish_source statscan | source

\b
Exit codes: 0 something was read, 1 nothing could be read, 2 a wrong option."""


class Statscan(click.Command):
    """The command, which gives way to those of COMMANDS, and the one way out of it."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of the command that the first word names, or of this one."""
        command = COMMANDS.get(args[0]) if args else None
        try:
            if command is None or (args in _BARE and os.path.exists(args[0])):
                return super().make_context(info_name, args, parent, **extra)
            # As a command's parent, this one's own FILE... would stand in the usage.
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        except BrokenPipeError as error:
            raise Kept(error) from error
        except OSError as error:  # of --help and --version, which click writes
            raise failed(Standard.path, error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the context is of."""
        try:
            return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
        except (KeyboardInterrupt, OSError) as error:
            raise Kept(error) from error

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and leave: every failure is one line, every end has its code."""
        extra["standalone_mode"] = False
        # polars' allocator keeps four pools of freed memory for each core, and one is as fast for two.
        # And it keeps what was freed for ever. To give it back at once costs a tenth of a run, since
        # the next stage wants it again; so it is kept for as long as a stage takes. Read when polars
        # is imported, so set here.
        kept = f"narenas:{(os.cpu_count() or 1) // 2 or 1},dirty_decay_ms:200,muzzy_decay_ms:0"
        os.environ.setdefault("_RJEM_MALLOC_CONF", kept)
        # Imports make a hundred thousand objects that stay. To look through them for garbage again
        # and again, and once more as Python ends, takes longer than to read a short log.
        gc.set_threshold(_GARBAGE)
        atexit.register(gc.freeze)
        with ending(), warnings.catch_warnings():
            warnings.simplefilter("default" if debugging() else "ignore")
            try:
                code = super().main(*args, **extra)
            except BaseException as error:  # polars' own panics are no Exceptions
                if debugging() and not isinstance(error, SystemExit):
                    raise
                code, line = failure(error)
                note(*([line] if line else []))
        leave(code)


@click.command(cls=Statscan, epilog=EPILOG, context_settings=SETTINGS)
@click.argument("files", nargs=-1, type=File(*COMMANDS), metavar="FILE...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=File(),
    metavar="PATH",
    help="Write to PATH what its ending says: the report as .html or .json, the labelled entries "
    "as .csv, .ndjson or .parquet; - is standard output. Repeatable.",
)
@click.option(
    "--to",
    type=click.Choice([kind.value for kind in STREAMED]),
    help="What standard output gets, or a PATH without an ending.",
)
@click.option(
    "--rejects",
    type=File(),
    metavar="PATH",
    help="Write the rejected lines of access logs to PATH byte for byte, with nothing in them masked "
    "or made anonymous; - is standard output.",
)
@options()
@click.version_option(__version__, message="statscan %(version)s")
@click.pass_context
def main(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    outputs: tuple[str, ...],
    to: str | None,
    rejects: str | None,
    tz: str | None,
    quiet: bool,
    no_color: bool,
    **reading: Any,
) -> int:
    """Say what happened in access logs and HAR files.

    FILE is a log, a HAR, a directory of them, a pattern such as 'logs/*.gz', or - for standard
    input, which is also read where no FILE is named. Formats and compression are recognised.
    """
    paths = files or _standard_input(ctx)
    rules, begin, end = span(tz, reading["since"], reading["until"])
    if rejects and reading["anonymize"]:
        raise OptionError(
            "--rejects writes lines as they are, which --anonymize is there to prevent",
            "use one without the other",
        )
    places = placed(outputs, to, rejects, quiet=quiet)
    refuse_inputs([place.path for place in places], [*paths, *reading["geo"]])
    read = traffic(paths, (begin, end), reading)
    with Outputs(places, renders("report", no_color=no_color)) as opened:
        progress = not quiet and not shows_rows(places)
        selection = condition(reading["where"], begin, end)
        zone = rules and rules.name
        done = run(read, opened, zone=zone, where=selection, progress=progress)
        note(*read.problems)
        if not done:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0


def _standard_input(ctx: click.Context) -> tuple[str, ...]:
    if sys.stdin is not None and not sys.stdin.isatty():
        return (STANDARD,)
    raise click.UsageError(f"name a FILE, or send a log to standard input ({ctx.get_usage()})")
