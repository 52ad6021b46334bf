"""The order of the stages: source, formats, classify, relate, summarise. No other file knows it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from pathlib import Path

import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from analyzer.clients import Clients
from analyzer.engines import Workers
from analyzer.enrich import GAINED, Routes, enrich
from analyzer.errors import FormatError, SourceError, StatscanError
from analyzer.formats import Format, detect
from analyzer.formats.format import Document, Noted
from analyzer.formats.mixed import mixed
from analyzer.labelled import Labelled, Opened, Read, document, labelled, lines
from analyzer.near import Near, Stretch, stretches
from analyzer.rejected import Rejected
from analyzer.relate import Context, relate, with_preflights
from analyzer.selection import Selection
from analyzer.source import Mark, Reader, Source, expand, fruitless, in_time, passed_over
from analyzer.summary import SourceAccount, Summary, at_once, fold, summarise, without_idle

Paths = str | Path | Iterable[str | Path]


class Traffic(Struct):
    """What the user asked to be read, and how far that has come.

    Args:
        paths: files, directories, globs, `-` for standard input.
        format: the only format to be accepted, or those of which the surest is taken; None to
            recognise each source's own.
        selection: which entries are wanted.
        clients: who the clients are, and what of them is shown.
        routes: what paths become.
        named: the option that names the format, as the user gave it.
        rejects: takes the rejected lines of each block, in order, byte for byte.
        near: lines that are far from these moments are passed over; None for all of them.
        related: entries of logs are related to each other; otherwise they are LABELLED alone.

    Attributes:
        accounts: a source each, as far as they were read.
        problems: what could not be read, or not to its end; a source each at the most.
        reader: the source that is being read.
        sources: all of them, once they are known.
        stretches: where in its log lies which time, as far as they were read.
        marks: of each log, by its name, where its blocks began, as far as it can be read from there.
        formats: of each source, by its name, as far as they are known.
        passed: bytes, as they lie in the files, of the sources before this one.
    """

    paths: Paths
    format: Format | tuple[Format, ...] | None = None
    selection: Selection = field(default_factory=Selection)
    clients: Clients = field(default_factory=Clients)
    routes: Routes = field(default_factory=Routes)
    named: tuple[str, ...] = ()
    rejects: Rejected | None = None
    near: Near | None = None
    related: bool = True
    accounts: list[SourceAccount] = field(default_factory=list)
    problems: list[StatscanError] = field(default_factory=list)
    reader: Reader | None = None
    sources: list[Source] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    passed: int = 0
    _names: tuple[str, ...] = ()
    _passed_over: list[Source] = field(default_factory=list)
    _failed: list[SourceAccount] = field(default_factory=list)

    @property
    def options(self) -> tuple[str, ...]:
        """Those that say how entries are read, for whoever wants to read the same once more."""
        return (*self.named, *self.clients.options, *self.routes.options)

    @property
    def done(self) -> int:
        """Bytes read so far, as they lie in the files."""
        reader = self.reader  # asked from another thread: it may go between two looks
        return self.passed + (reader.done if reader else 0)

    def frames(self, gained: Collection[str] = GAINED) -> Iterator[pl.DataFrame]:
        """Read everything, block by block; every physical line is one row, in order.

        Args:
            gained: columns of GAINED; those that the selection looks at come along.

        Returns:
            RELATED frames, and these columns. What cannot be read becomes a problem, and the next
            source is read.
        """
        gained = {*gained, *self.selection.gained}
        with Workers() as workers:
            for frame in self._frames(workers):
                yield enrich(frame, gained, self.routes)

    def summary(self, each: Callable[[pl.DataFrame], None] | None = None) -> Summary:
        """Read everything, and count it.

        Args:
            each: called with every frame of selected entries, in order.
        """
        predicate, gained = self.selection.predicate(), self.selection.gained

        def counts(frame: pl.DataFrame) -> Summary:
            return summarise(frame, names=self._names, where=predicate, routes=self.routes)

        with Workers() as workers:

            def watched() -> Iterator[pl.DataFrame]:
                for related in self._frames(workers):
                    frame = enrich(related, gained, self.routes)
                    if each is not None:
                        each(enrich(_selected(frame, predicate), GAINED, self.routes))
                    if frame.height:  # to count nothing takes as long as to count a little
                        yield frame

            with self.selection.evaluating():
                total = without_idle(fold(workers.beside(counts, at_once(watched()))))
        accounts = sorted([*self.accounts, *self._failed], key=lambda account: account.name)
        noted = {each.name: each.notes for each in self.formats.values() if isinstance(each, Noted)}
        notes = (*self.clients.notes(), *passed_over(self._passed_over), *chain(*noted.values()))
        return replace(total, sources=tuple(accounts), notes=notes)

    def entries(self, gained: Collection[str] = GAINED) -> Iterator[pl.DataFrame]:
        """Read everything, and give out the selected entries alone.

        Args:
            gained: columns of GAINED; those that the selection looks at come along.
        """
        predicate = self.selection.predicate()
        for frame in self.frames(()):
            with self.selection.evaluating():
                selected = _selected(frame, predicate)
            yield enrich(selected, gained, self.routes)

    def _frames(self, workers: Workers) -> Iterator[pl.DataFrame]:
        paths = [self.paths] if isinstance(self.paths, str | Path) else self.paths
        found, missing = expand(paths)
        self.sources = in_time(found)
        self._names = tuple(sorted({source.name for source in found}))
        self._miss(missing)
        work = partial(_worked, clients=self.clients, rejects=self.rejects is not None)
        # What stands between two sources keeps nobody waiting: the next one is read and parsed already.
        for opened, parts in groupby(workers.ahead(work, self._read()), lambda part: part.of):
            try:
                yield from map(self.clients.shown, self._related(opened, parts))
            except StatscanError as error:
                self._trouble(opened.source, error)
            else:
                self._account(opened)
        self._miss(fruitless(paths, self.sources, self._passed_over))

    def _miss(self, errors: Iterable[SourceError]) -> None:
        for error in errors:
            self.problems.append(error)
            self._failed.append(SourceAccount(error.source, "", str(error)))

    def _trouble(self, source: Source, error: StatscanError) -> None:
        if source.found and isinstance(error, FormatError):
            self._passed_over.append(source)
        else:
            self.problems.append(error)
            self._failed.append(SourceAccount(source.name, "", str(error)))

    def _read(self) -> Iterator[Read | Labelled]:
        """What is to be worked on, of one source after the other."""
        for source in self.sources:
            if self.near and source.name not in self.near.sources:
                continue
            opened = Opened(source, Reader(source))
            try:
                with opened.reader as self.reader:
                    opened.format = self._format(opened)
                    if isinstance(opened.format, Document):
                        yield document(opened, opened.format, self.clients)
                    else:
                        # What the user asks for is the only one.
                        of_lines = mixed(opened.format) if self.format is None else opened.format
                        yield from lines(
                            opened, of_lines, self.near, pieces=self.rejects is not None
                        )
            except StatscanError as error:
                yield Labelled(opened, error=error)
            self.passed, self.reader = self.done, None

    def _format(self, opened: Opened) -> Format:
        name, reader = opened.source.name, opened.reader
        if not reader.head:
            raise reader.problem or FormatError(f"{name} is empty", "there is nothing to read")
        if name not in self.formats:
            self.formats[name] = detect(name, reader.head, self.format).format
        return self.formats[name]

    def _related(self, opened: Opened, parts: Iterator[Labelled]) -> Iterator[pl.DataFrame]:
        context = Context()
        for part in parts:
            if part.error:
                raise part.error
            if self.rejects is not None and part.rejected:
                self.rejects.add(part.rejected, begins=part.frame is not None)
            if part.frame is None:
                continue
            if isinstance(opened.format, Document):
                yield _related_document(part)
                continue
            frame = part.frame
            self.stretches += stretches(frame)
            if not self.related:
                yield frame
                continue
            related, context = relate(frame, context, last=part.last)
            yield related
        if context.held.height:
            yield relate(context.held.clear(), context, last=True)[0]

    def _account(self, opened: Opened) -> None:
        problem = opened.reader.problem
        if problem:
            self.problems.append(problem)
        self.marks[opened.source.name] = [] if opened.explained else opened.reader.marks
        name = opened.format.name if opened.format else ""
        told = str(problem) if problem else None
        self.accounts.append(SourceAccount(opened.source.name, name, told))


def _worked(part: Read | Labelled, clients: Clients, *, rejects: bool) -> Labelled:
    return labelled(part, clients, rejects=rejects) if isinstance(part, Read) else part


def _related_document(part: Labelled) -> pl.DataFrame:
    """A HAR's entries are related in order of time, and given out in the order of the document."""
    assert part.frame is not None  # noqa: S101 - a document that holds nothing is an error
    related = relate(_in_order(part.frame, "time"), Context(), last=True)[0]
    part.frame = None  # it is large, and so is what follows
    return _in_order(with_preflights(related), "line")


def _in_order(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Sorted; most HARs are, and a copy of a large one is not small."""
    if not frame[column].null_count() and frame[column].is_sorted():
        return frame
    return frame.sort(column, maintain_order=True, nulls_last=True)


def _selected(frame: pl.DataFrame, predicate: pl.Expr | None) -> pl.DataFrame:
    entry = pl.col("reject").is_null()
    return frame.filter(entry if predicate is None else entry & predicate)
