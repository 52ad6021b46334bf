"""One run of the command: the traffic is read once, and everything asked for comes of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from analyzer.errors import FormatError, OptionError
from analyzer.failure import interruptible
from analyzer.output.outputs import Outputs
from analyzer.progress import shown

if TYPE_CHECKING:
    from analyzer.pipeline import Traffic
    from analyzer.report.model import Report
    from analyzer.summary import Summary


def prepared(  # noqa: PLR0913 - one for each kind of option
    paths: Iterable[str],
    formats: tuple[str | None, str | None, str | None],
    where: str | None,
    span: tuple[datetime | None, datetime | None],
    clients: tuple[str | None, tuple[str, ...], tuple[str, ...], str | None],
    *,
    routes: Iterable[str],
) -> "Traffic":
    """What the options ask to be read.

    Args:
        paths: files, directories, globs, `-`.
        formats: a name, a format string, a server's configuration; one of them at the most.
        where: SQL over the columns.
        span: of time: from, and up to.
        clients: the header that names them, whose word is taken for it, files that know
            where they are, and what of them is shown.
        routes: patterns of the user's own.

    Raises:
        OptionError: one of them cannot be used.
    """
    from analyzer import clients as who
    from analyzer.enrich import Routes
    from analyzer.formats import asked
    from analyzer.pipeline import Traffic
    from analyzer.selection import Selection

    interruptible()
    given = zip(("--format", "--log-format", "--server-config"), formats, strict=True)
    named = next(((option, text) for option, text in given if text is not None), ())
    return Traffic(
        paths, asked(*formats), Selection(where, *span), who.asked(*clients), Routes(routes), named
    )


def run(
    traffic: "Traffic", outputs: Outputs, *, zone: str | None, where: str | None, progress: bool
) -> bool:
    """Read, and write.

    Args:
        traffic: what to read; keeps what went wrong.
        outputs: opened; not finished where nothing could be read.
        zone: the time zone of the report.
        where: the selection in words for the reader of the report.
        progress: a bar may be shown.

    Returns:
        Whether anything could be read.
    """
    if outputs.wants_rejects:
        from analyzer.rejected import Rejected

        traffic.rejects = Rejected(outputs.add_rejects)
    with shown(traffic, wanted=progress):
        report = _read(traffic, outputs, zone, where)
    if traffic.accounts:
        outputs.finish(report)
    return bool(traffic.accounts)


def _read(
    traffic: "Traffic", outputs: Outputs, zone: str | None, where: str | None
) -> "Report | None":
    if not outputs.wants_report:
        for frame in traffic.entries():
            outputs.add(frame)
        return None
    from analyzer.again import again
    from analyzer.report.build import build
    from analyzer.report.model import Reading

    began = perf_counter()
    summary = traffic.summary(each=outputs.add if outputs.wants_entries else None)
    reading = Reading(perf_counter() - began, traffic.done)
    said = where and traffic.clients.said(where)
    return build(
        summary,
        zone=zone,
        where=said,
        reading=reading,
        options=traffic.options,
        again=again(traffic, summary),
    )


def saved(path: str, given: Sequence[str]) -> "Summary | None":
    """The summary that a file holds; None where it holds anything else.

    Args:
        path: of the file.
        given: options that say how entries are read, and which.

    Raises:
        OptionError: there are such options: what is counted already cannot be read anew.
        StateError: it is a summary of another version.
    """
    from analyzer.summary import is_saved, load

    if not is_saved(path):
        return None
    if given:
        raise OptionError(
            f"{path} is a saved summary, whose entries are counted already",
            f"leave out {', '.join(given)}, or name the log itself",
        )
    return load(path)


def compared(
    sides: Iterable["Traffic | Summary"],
    outputs: Outputs,
    *,
    zone: str | None,
    where: str | None,
    progress: bool,
) -> bool:
    """Read both sides, and write what changed between them.

    Args:
        sides: before and after.
        outputs: opened; not finished where a side could not be read.
        zone: the time zone of the comparison.
        where: the selection in words for its reader.
        progress: a bar may be shown.

    Returns:
        Whether both sides could be read.
    """
    from analyzer.compare import diff
    from analyzer.summary import Summary

    summaries: list[Summary] = []
    said, options = where, tuple[str, ...]()
    for side in sides:
        if isinstance(side, Summary):
            summaries.append(side)
            continue
        with shown(side, wanted=progress):
            summaries.append(side.summary())
        if not side.accounts:
            return False
        said = where and side.clients.said(where)
        options = side.options
    before, after = summaries
    outputs.finish(diff(before, after, zone=zone, where=said, options=options))
    return True


def joined(har: "Traffic", log: "Traffic", outputs: Outputs, *, progress: bool) -> bool:
    """Read both, and write which line is which entry.

    Args:
        har: one or several, of one browser.
        log: of the server.
        outputs: opened; not finished where one of them could not be read.
        progress: a bar may be shown.

    Returns:
        Whether both could be read.

    Raises:
        FormatError: the first is no HAR.
    """
    import polars as pl

    from analyzer.join import join

    entries = list(har.frames(()))
    if not har.accounts:
        return False
    if others := [source.name for source in har.accounts if source.format != "har"]:
        raise FormatError(f"{others[0]} is no HAR", "name the HAR first, and then the log")
    with shown(log, wanted=progress):
        found = join(pl.concat(entries), log.frames(()))
    formats = {source.name: source.format for source in (*har.accounts, *log.accounts)}
    sources = (replace(each, format=formats.get(each.name, "")) for each in found.sources)
    if log.accounts:
        outputs.finish(replace(found, sources=tuple(sources)))
    return bool(log.accounts)
