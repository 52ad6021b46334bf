"""The command line: options become values, values one call, and its result is written."""

import os
import sys
import warnings
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from analyzer import __version__
from analyzer.completion import File, FormatName, Topic
from analyzer.errors import OptionError
from analyzer.failure import Kept, debugging, ending, failure
from analyzer.options import Zone, condition, moment, text, zone
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import ROWS, STANDARD, STREAMED, Kind, Wanted, wanted
from analyzer.output.look import is_terminal, look, shows_rows
from analyzer.output.outputs import Outputs, Render
from analyzer.output.target import Standard
from analyzer.report.text import visible
from analyzer.run import compared, joined, prepared, run, saved

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

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


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
        if command is None or (args in _BARE and os.path.exists(args[0])):
            return super().make_context(info_name, args, parent, **extra)
        # As a command's parent, this one's own FILE... would stand in the usage.
        return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the context is of."""
        try:
            return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
        except (KeyboardInterrupt, OSError) as error:
            raise Kept(error) from error

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and leave: every failure is one line, every end has its code."""
        extra["standalone_mode"] = False
        # polars' allocator keeps four pools of freed memory for each core; one is as fast, and a
        # million lines peak at 350 MB instead of 390. Read when polars is imported, so set here.
        os.environ.setdefault("_RJEM_MALLOC_CONF", f"narenas:{os.cpu_count() or 1}")
        with ending(), warnings.catch_warnings():
            warnings.simplefilter("default" if debugging() else "ignore")
            try:
                code = super().main(*args, **extra)
            except BaseException as error:  # polars' own panics are no Exceptions
                if debugging() and not isinstance(error, SystemExit):
                    raise
                code, line = failure(error)
                _note(*([line] if line else []))
        sys.exit(code)


@click.command(cls=Statscan, epilog=EPILOG, context_settings=SETTINGS)
@click.argument(
    "files", nargs=-1, type=File("explain", "formats", "redact", "diff", "join"), metavar="FILE..."
)
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
@click.option(
    "--format",
    "format_",
    type=FormatName(),
    metavar="NAME",
    help="Take every FILE for this format; see: statscan formats.",
)
@click.option(
    "--log-format",
    metavar="STRING",
    callback=text,
    help="Take every FILE for this log_format of nginx or LogFormat of Apache, as its configuration has it.",
)
@click.option(
    "--server-config",
    type=File(),
    metavar="PATH",
    help="Find FILE's format among those of this nginx.conf or httpd.conf and what it includes.",
)
@click.option(
    "--where",
    metavar="EXPR",
    callback=text,
    help="Only entries for which this holds, in SQL: \"status >= 500 and path like '/api/%'\".",
)
@click.option(
    "--since",
    metavar="MOMENT",
    help="Only entries from MOMENT on: 2026-11-22, 2026-11-22T10:15+01:00; or 90min, 2h, 7d, 1w "
    "before now.",
)
@click.option("--until", metavar="MOMENT", help="Only entries before MOMENT.")
@click.option(
    "--client-from",
    metavar="HEADER",
    help="The client is whom this header names: x-forwarded-for, forwarded, x-real-ip ...; where "
    "the log holds it, and only on the word of proxies that are trusted.",
)
@click.option(
    "--trusted",
    multiple=True,
    metavar="NETWORK",
    help="Trust proxies in NETWORK (203.0.113.0/24, 2001:db8::/32, unix:). Repeatable. Otherwise "
    "this machine and private networks are trusted.",
)
@click.option(
    "--geo",
    multiple=True,
    type=File(),
    metavar="PATH",
    help="Say which country and network clients are in, as this file in MaxMind's format (.mmdb) "
    "has it. Repeatable.",
)
@click.option(
    "--anonymize",
    type=click.Choice(["network", "pseudonym", "remove"]),
    help="Leave out who the clients were, in all that is written: of their addresses the network is "
    "left, or a pseudonym of this run, or nothing.",
)
@click.option(
    "--tz",
    metavar="ZONE",
    help="Time zone of the report, and of a MOMENT without one: Europe/Berlin, +02:00. "
    "Otherwise the log's own for the report, and UTC for a MOMENT.",
)
@click.option(
    "--route",
    "routes",
    multiple=True,
    metavar="PATTERN",
    help="Paths that count as one route: /shop/{category}/{item}. Others are folded by themselves: "
    "/api/dog/1111 is /api/dog/{id}. Repeatable; the first that fits counts.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what --to asks for, and errors.")
@click.option("--no-color", is_flag=True, help="No colours; so does the variable NO_COLOR.")
@click.version_option(__version__, message="statscan %(version)s")
@click.pass_context
def main(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    outputs: tuple[str, ...],
    to: str | None,
    rejects: str | None,
    format_: str | None,
    log_format: str | None,
    server_config: str | None,
    where: str | None,
    since: str | None,
    until: str | None,
    client_from: str | None,
    trusted: tuple[str, ...],
    geo: tuple[str, ...],
    anonymize: str | None,
    tz: str | None,
    routes: tuple[str, ...],
    quiet: bool,
    no_color: bool,
) -> int:
    """Say what happened in access logs and HAR files.

    FILE is a log, a HAR, a directory of them, a pattern such as 'logs/*.gz', or - for standard
    input, which is also read where no FILE is named. Formats and compression are recognised.
    """
    paths = files or _standard_input(ctx)
    rules, begin, end = _span(tz, since, until)
    if rejects and anonymize:
        raise OptionError(
            "--rejects writes lines as they are, which --anonymize is there to prevent",
            "use one without the other",
        )
    places = _places(outputs, to, rejects, quiet=quiet)
    refuse_inputs([place.path for place in places], [*paths, *geo])
    traffic = prepared(
        paths,
        (format_, log_format, server_config),
        where,
        (begin, end),
        (client_from, trusted, geo, anonymize),
        routes=routes,
    )
    with Outputs(places, _renders("report", no_color=no_color)) as opened:
        progress = not quiet and not shows_rows(places)
        selection = condition(where, begin, end)
        read = run(traffic, opened, zone=rules and rules.name, where=selection, progress=progress)
        _note(*traffic.problems)
        if not read:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    _note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0


@click.command(context_settings=SETTINGS)
@click.argument("topic", nargs=-1, required=True, type=Topic(), metavar="TOPIC")
@click.option("--no-color", is_flag=True, help="No colours; so does the variable NO_COLOR.")
def explain(*, topic: tuple[str, ...], no_color: bool) -> int:
    """Say what TOPIC means, or how a line (access.log:17) was read and labelled, and why.

    TOPIC is a code (404), a class (4xx), an outcome (redirect-chain), a fault (server), a signal
    (probed-path) or a finding (outage).
    """
    name = " ".join(topic)
    file, _, line = name.rpartition(":")
    if file and line.isdecimal():
        from analyzer.retrace import retrace

        _print(retrace(file, int(line), **look(no_color=no_color)))
        return 0
    from analyzer.report.explain import explain as explained

    _print(explained(name, **look(no_color=no_color)))
    return 0


@click.command(context_settings=SETTINGS)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
def formats(*, file: str | None) -> int:
    """List the formats that are understood; of a FILE, say which it is in, and which lines are not."""
    if file is not None:
        from analyzer.recognise import recognise

        _print(recognise(file))
        return 0
    from analyzer.formats import FORMATS

    widest = max(len(each.name) for each in FORMATS)
    _print("".join(f"{each.name:{widest}}  {each.title}\n" for each in FORMATS))
    return 0


@click.command(context_settings=SETTINGS)
@click.argument("file", type=File(), metavar="FILE")
@click.option(
    "-o", "--output", default=STANDARD, type=File(), metavar="PATH", help="Write to PATH."
)
@click.option(
    "--keep",
    multiple=True,
    metavar="NAME",
    help="Leave values of this header, cookie, parameter or member alone. Repeatable.",
)
def redact(*, file: str, output: str, keep: tuple[str, ...]) -> int:
    """Write FILE, a HAR, without its secrets, so that it can be shared.

    Values of credentials, cookies and parameters, bodies, messages, and what else may be secret
    become placeholders: equal secrets have equal ones, so that a session can still be followed.
    """
    from analyzer.output.target import target
    from analyzer.redact import redact as redacted

    refuse_inputs([output], [file])
    clean, masked = redacted(file, keep)
    with Standard(raw=True) if output == STANDARD else target(output) as opened:
        opened.write(clean)
    if output != STANDARD:
        _note(f"wrote {output}")
    _note("masked " + (", ".join(f"{n:,} x {kind}" for kind, n in masked.items()) or "nothing"))
    return 0


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
    rules, begin, end = _span(tz, reading["since"], reading["until"])
    places = _places(outputs, to, None, quiet=quiet)
    if rows := [place for place in places if place.kind in ROWS]:
        raise OptionError(
            f"--output {rows[0].path}: a comparison holds no entries", "use .html or .json"
        )
    refuse_inputs([place.path for place in places], [before, after, *reading["geo"]])
    given = [each.opts[0] for each in diff.params if reading.get(each.name or "")]
    sides = [
        saved(path, given)
        or prepared(
            (path,),
            (reading["format_"], reading["log_format"], reading["server_config"]),
            reading["where"],
            (begin, end),
            (*(reading[name] for name in ("client_from", "trusted", "geo", "anonymize")),),
            routes=reading["routes"],
        )
        for path in (before, after)
    ]
    with Outputs(places, _renders("compare", no_color=no_color)) as opened:
        selection = condition(reading["where"], begin, end)
        zone_ = rules and rules.name
        read = compared(sides, opened, zone=zone_, where=selection, progress=not quiet)
        for side in sides:
            _note(*getattr(side, "problems", ()))
        if not read:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    _note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0


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
def join(  # noqa: PLR0913 - one for each option
    *,
    har: str,
    log: str,
    outputs: tuple[str, ...],
    to: str | None,
    format_: str | None,
    log_format: str | None,
    server_config: str | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """Match the entries of a HAR with the lines of the server's LOG, one to one.

    Says which never reached the server, which the browser got with another status, and how much of
    the waiting was the server's, where LOG has durations.
    """
    places = _places(outputs, to, None, quiet=quiet)
    if other := [place for place in places if place.kind not in {Kind.TERMINAL, Kind.JSON}]:
        raise OptionError(f"--output {other[0].path}: a join is written as JSON", "use .json")
    refuse_inputs([place.path for place in places], [har, log])
    formats = (format_, log_format, server_config)
    nobody = (None, (), (), None)
    browser, server = (
        prepared((path,), asked, None, (None, None), nobody, routes=())
        for path, asked in ((har, (None, None, None)), (log, formats))
    )
    with Outputs(places, _renders("join", no_color=no_color)) as opened:
        read = joined(browser, server, opened, progress=not quiet)
        _note(*browser.problems, *server.problems)
        if not read:
            raise click.exceptions.Exit(1)  # an exception, so that no output is left
    _note(*([] if quiet else (f"wrote {path}" for path in opened.files)))
    return 0


# The other options are those of the main command, one by one.
diff.params += [
    each
    for each in main.params
    if each.name not in {"files", "outputs", "to", "rejects", "version"}
]
_READ_AS = {"format_", "log_format", "server_config", "quiet", "no_color"}
join.params += [each for each in main.params if each.name in _READ_AS]

COMMANDS: dict[str, click.Command] = {
    "explain": explain,
    "formats": formats,
    "redact": redact,
    "diff": diff,
    "join": join,
}
_BARE = (["explain"], ["redact"], ["diff"], ["join"])
"""Words that ask for more: alone, they may be files."""


def _renders(home: str, *, no_color: bool) -> dict[Kind, Render]:
    """What makes a text of what a run has found, imported by its use.

    Args:
        home: the package that holds a module and a function for each kind, of the kind's name.
        no_color: no colours on the terminal.
    """

    def render(kind: Kind, found: object) -> str:
        made = partial(getattr(import_module(f"analyzer.{home}.{kind}"), kind), found)
        return str(made(**look(no_color=no_color)) if kind is Kind.TERMINAL else made())

    return {kind: partial(render, kind) for kind in (Kind.TERMINAL, Kind.HTML, Kind.JSON)}


def _span(
    tz: str | None, since: str | None, until: str | None
) -> tuple[Zone | None, datetime | None, datetime | None]:
    """The time zone, and the moments that entries lie between."""
    rules = None if tz is None else zone(tz)
    begin, end = (
        None if given is None else moment(option, given, rules.rules if rules else UTC)
        for option, given in (("--since", since), ("--until", until))
    )
    if begin and end and begin >= end:
        raise OptionError("--since is not before --until: that selects nothing", "swap them")
    return rules, begin, end


def _standard_input(ctx: click.Context) -> tuple[str, ...]:
    if sys.stdin is not None and not sys.stdin.isatty():
        return (STANDARD,)
    raise click.UsageError(f"name a FILE, or send a log to standard input ({ctx.get_usage()})")


def _places(
    outputs: tuple[str, ...], to: str | None, rejects: str | None, *, quiet: bool
) -> list[Wanted]:
    """What was asked for; a person at the terminal gets the report too."""
    places = wanted(outputs, Kind(to) if to else None, rejects)
    free = all(place.path != STANDARD for place in places)
    if free and not quiet and (not outputs or is_terminal(sys.stdout)):
        places.append(Wanted(STANDARD, Kind.TERMINAL))
    return places


def _print(text: str) -> None:
    Standard(raw=True).write(text.encode("utf-8", "backslashreplace"))


def _note(*lines: object) -> None:
    """Lines on standard error; nobody has to be there to read them."""
    with suppress(OSError):
        for line in lines:
            click.echo(f"statscan: {visible(str(line))}", err=True)
