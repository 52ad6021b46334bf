"""The library's front door: three verbs with the same options, for frames, a LazyFrame, a summary."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from analyzer import clients, summary
from analyzer.enrich import ENRICHED, GAINED, Routes, enrich
from analyzer.errors import OptionError, StatscanError
from analyzer.formats import Format, asked
from analyzer.lazy import lazy
from analyzer.pipeline import Paths, Traffic
from analyzer.selection import Selection
from analyzer.summary import Summary

Problems = list[StatscanError]


class _Raised(Problems):
    """Where nobody collects problems, the first one is raised."""

    def append(self, problem: StatscanError, /) -> None:
        raise problem

    def extend(self, problems: Iterable[StatscanError], /) -> None:
        for problem in problems:
            raise problem


def read(  # noqa: PLR0913 - each is an option of its own
    paths: Paths,
    *,
    format: str | None = None,  # noqa: A002 - the word that the command line has for it
    log_format: str | None = None,
    server_config: str | Path | None = None,
    where: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    client_from: str | None = None,
    trusted: Iterable[str] = (),
    geo: Iterable[str | Path] = (),
    anonymize: str | None = None,
    routes: Iterable[str] = (),
    rejects: bool = True,
    problems: Problems | None = None,
) -> Iterator[pl.DataFrame]:
    """Read traffic block by block, within bounded memory: every line is one row, in order.

    Args:
        paths: files, directories, globs, `-` for standard input; one or several.
        format: the only format to accept (`statscan formats`); None to recognise each file's own.
        log_format: the only format to accept, as nginx's `log_format` or Apache's `LogFormat`.
        server_config: an nginx.conf or httpd.conf; of its formats each file's is found.
        where: SQL over the columns, such as `status >= 500 and path like '/api/%'`.
        since: entries from this moment on; it needs a time zone.
        until: entries before this moment; it needs a time zone.
        client_from: the request header that names the client, such as `x-forwarded-for`.
        trusted: networks of the proxies whose word is taken for it; none for private ones.
        geo: files in MaxMind's format (.mmdb) that know where clients are.
        anonymize: what is left of addresses: `network`, `pseudonym` or `remove`.
        routes: your own, such as `/shop/{category}/{item}`; other paths are folded by themselves.
        rejects: give out the lines that are no entries, too; `reject` says why they are none. No
            filter applies to them.
        problems: a list that takes what could not be read, or not to its end, while all the rest
            is read; None to raise the first.

    Returns:
        Frames with the columns of ENRICHED.

    Raises:
        OptionError: a format, `where`, `since`, `until` or a route cannot be used.
        StatscanError: a source cannot be read, or not to its end, and `problems` is None. It comes
            after the rows that could be read.
    """
    formats = asked(format, log_format, server_config)
    chosen = _chosen(where, since, until)
    who = clients.asked(client_from, trusted, geo, anonymize)
    traffic = _traffic(paths, formats, chosen, who, Routes(routes), problems=problems)
    return _frames(traffic, GAINED, rejects=rejects)


def scan(  # noqa: PLR0913 - each is an option of its own
    paths: Paths,
    *,
    format: str | None = None,  # noqa: A002 - the word that the command line has for it
    log_format: str | None = None,
    server_config: str | Path | None = None,
    where: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    client_from: str | None = None,
    trusted: Iterable[str] = (),
    geo: Iterable[str | Path] = (),
    anonymize: str | None = None,
    routes: Iterable[str] = (),
    rejects: bool = False,
    problems: Problems | None = None,
) -> pl.LazyFrame:
    """Traffic as a LazyFrame of labelled entries; each `collect` reads the files anew.

    Filters, the choice of columns and `head` are applied block by block as the files are read, so
    a result may be far smaller than memory though the files are larger.

    Args:
        paths: files, directories, globs, `-` for standard input; one or several.
        format: the only format to accept (`statscan formats`); None to recognise each file's own.
        log_format: the only format to accept, as nginx's `log_format` or Apache's `LogFormat`.
        server_config: an nginx.conf or httpd.conf; of its formats each file's is found.
        where: SQL over the columns, such as `status >= 500 and path like '/api/%'`.
        since: entries from this moment on; it needs a time zone.
        until: entries before this moment; it needs a time zone.
        client_from: the request header that names the client, such as `x-forwarded-for`.
        trusted: networks of the proxies whose word is taken for it; none for private ones.
        geo: files in MaxMind's format (.mmdb) that know where clients are.
        anonymize: what is left of addresses: `network`, `pseudonym` or `remove`.
        routes: your own, such as `/shop/{category}/{item}`; other paths are folded by themselves.
        rejects: give out the lines that are no entries, too; `reject` says why they are none.
        problems: a list that takes what could not be read, or not to its end, at each `collect`;
            None to have `collect` raise the first.

    Raises:
        OptionError: a format, `where`, `since`, `until` or a route cannot be used.
    """
    again = paths if isinstance(paths, str | Path) else tuple(paths)
    chosen = _chosen(where, since, until)
    formats = asked(format, log_format, server_config)
    who = clients.asked(client_from, trusted, geo, anonymize)
    folded = Routes(routes)
    # A wrong filter fails here, not when collected.
    _traffic(again, formats, chosen, who, folded, problems=problems)
    return lazy(
        lambda columns: _frames(
            _traffic(again, formats, chosen, who, folded, problems=problems),
            GAINED.keys() & columns,
            rejects=rejects,
        ),
        ENRICHED,
        "statscan",
    )


def summarise(  # noqa: PLR0913 - each is an option of its own
    traffic: Paths | pl.DataFrame,
    *,
    format: str | None = None,  # noqa: A002 - the word that the command line has for it
    log_format: str | None = None,
    server_config: str | Path | None = None,
    where: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    client_from: str | None = None,
    trusted: Iterable[str] = (),
    geo: Iterable[str | Path] = (),
    anonymize: str | None = None,
    routes: Iterable[str] = (),
    problems: Problems | None = None,
) -> Summary:
    """Count traffic into a summary that can be merged, saved, and made a report of.

    Args:
        traffic: files, directories, globs, `-` for standard input, one or several; or a frame that
            `read` gave out, so that `merge(map(summarise, read(paths)))` equals `summarise(paths)`.
        format: the only format to accept (`statscan formats`); None to recognise each file's own.
        log_format: the only format to accept, as nginx's `log_format` or Apache's `LogFormat`.
        server_config: an nginx.conf or httpd.conf; of its formats each file's is found.
        where: which entries count: SQL over the columns. The account of lines is of all of them.
        since: entries from this moment on; it needs a time zone.
        until: entries before this moment; it needs a time zone.
        client_from: the request header that names the client, such as `x-forwarded-for`.
        trusted: networks of the proxies whose word is taken for it; none for private ones.
        geo: files in MaxMind's format (.mmdb) that know where clients are.
        anonymize: what is left of addresses: `network`, `pseudonym` or `remove`.
        routes: your own, such as `/shop/{category}/{item}`; other paths are folded by themselves.
        problems: a list that takes what could not be read, or not to its end, while all the rest
            is counted; None to raise the first.

    Raises:
        OptionError: a format, `where`, `since`, `until` or a route cannot be used.
        StatscanError: a source cannot be read, or not to its end, and `problems` is None.
    """
    chosen, folded = _chosen(where, since, until), Routes(routes)
    if isinstance(traffic, pl.DataFrame):
        if anonymize is not None:
            raise OptionError("these entries are read already", "give anonymize to analyzer.read")
        with chosen.evaluating():
            frame = enrich(traffic, chosen.gained, folded)
            return summary.summarise(frame, where=chosen.predicate(), routes=folded)
    formats = asked(format, log_format, server_config)
    who = clients.asked(client_from, trusted, geo, anonymize)
    return _traffic(traffic, formats, chosen, who, folded, problems=problems).summary()


def _traffic(  # noqa: PLR0913 - each is an option of its own
    paths: Paths,
    formats: Format | tuple[Format, ...] | None,
    selection: Selection,
    who: clients.Clients,
    routes: Routes,
    *,
    problems: Problems | None,
) -> Traffic:
    selection.predicate()
    kept = _Raised() if problems is None else problems
    return Traffic(paths, formats, selection, who, routes, problems=kept)


def _frames(traffic: Traffic, gained: Collection[str], *, rejects: bool) -> Iterator[pl.DataFrame]:
    if not rejects:
        return traffic.entries(gained)
    predicate = traffic.selection.predicate()
    if predicate is None:
        return traffic.frames(gained)
    wanted = pl.col("reject").is_not_null() | predicate
    return (frame.filter(wanted) for frame in traffic.frames(gained))


def _chosen(where: str | None, since: datetime | None, until: datetime | None) -> Selection:
    """The filter, as the types ask for it; a notebook has nobody to check them."""
    if not isinstance(where, str | None):
        raise OptionError(
            f"where takes SQL as a text, and no {type(where).__name__}",
            "give expressions of polars to .filter() of what scan returns",
        )
    return Selection(where, _zoned(since), _zoned(until))


def _zoned(moment: datetime | None) -> datetime | None:
    if not isinstance(moment, datetime | None):
        raise OptionError(
            f"a moment is a datetime, and no {type(moment).__name__}",
            "write datetime.fromisoformat('2026-11-22T10:15+01:00')",
        )
    if moment is not None and moment.utcoffset() is None:
        raise OptionError(
            f"the moment {moment} has no time zone", "give it one, such as datetime.UTC"
        )
    return moment
