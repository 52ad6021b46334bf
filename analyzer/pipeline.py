"""The order of the stages: source, formats, classify, relate, summarise. No other file knows it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from analyzer.classify.classify import classify
from analyzer.clients import Clients
from analyzer.engines import WORKERS, in_order
from analyzer.enrich import GAINED, Routes, enrich
from analyzer.entry import Reject, conform
from analyzer.errors import FormatError, SourceError, StatscanError
from analyzer.formats import Format, detect
from analyzer.formats.format import Document, Headed
from analyzer.formats.mixed import mixed
from analyzer.near import Near, Stretch, stretch
from analyzer.rejected import Rejected, rejected_of
from analyzer.relate import Context, relate, with_preflights
from analyzer.selection import Selection
from analyzer.source import Block, Reader, Source, expand, fruitless, in_time, passed_over, prefetch
from analyzer.summary import SourceAccount, Summary, fold, summarise

Paths = str | Path | Iterable[str | Path]

LARGEST_DOCUMENT = 4 << 30
"""Bytes of a HAR, unpacked, above which it is not read."""

_EXCERPT = 4 << 10  # bytes of an overlong line that are shown


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

    Attributes:
        accounts: a source each, as far as they were read.
        problems: what could not be read, or not to its end; a source each at the most.
        reader: the source that is being read.
        sources: all of them, once they are known.
        stretches: where in its log lies which time, as far as they were read.
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
    accounts: list[SourceAccount] = field(default_factory=list)
    problems: list[StatscanError] = field(default_factory=list)
    reader: Reader | None = None
    sources: list[Source] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    passed: int = 0
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
        with ThreadPoolExecutor(WORKERS) as pool:
            for frame in self._frames(pool):
                yield enrich(frame, gained, self.routes)

    def summary(self, each: Callable[[pl.DataFrame], None] | None = None) -> Summary:
        """Read everything, and count it.

        Args:
            each: called with every frame of selected entries, in order.
        """
        predicate, gained = self.selection.predicate(), self.selection.gained
        with ThreadPoolExecutor(WORKERS) as pool:

            def watched() -> Iterator[pl.DataFrame]:
                for related in self._frames(pool):
                    frame = enrich(related, gained, self.routes)
                    if each is not None:
                        each(enrich(_selected(frame, predicate), GAINED, self.routes))
                    if frame.height:  # to count nothing takes as long as to count a little
                        yield frame

            counted = in_order(
                pool,
                lambda frame: summarise(frame, where=predicate, routes=self.routes),
                watched(),
            )
            with self.selection.evaluating():
                total = fold(counted)
        accounts = sorted([*self.accounts, *self._failed], key=lambda account: account.name)
        notes = (*self.clients.notes(), *passed_over(self._passed_over))
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

    def _frames(self, pool: Executor) -> Iterator[pl.DataFrame]:
        paths = [self.paths] if isinstance(self.paths, str | Path) else self.paths
        found, missing = expand(paths)
        self.sources = in_time(found)
        self._miss(missing)
        for source in self.sources:
            if self.near and source.name not in self.near.sources:
                continue
            try:
                with Reader(source) as self.reader:
                    yield from self._source(source, self.reader, pool)
            except StatscanError as error:
                self._trouble(source, error)
            self.passed, self.reader = self.done, None
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

    def _source(self, source: Source, reader: Reader, pool: Executor) -> Iterator[pl.DataFrame]:
        if not reader.head:
            raise reader.problem or FormatError(
                f"{source.name} is empty", "there is nothing to read"
            )
        format_ = detect(source.name, reader.head, self.format).format
        if isinstance(format_, Document):
            frames = _document(reader, format_, self.clients)
        else:
            # What the user asks for is the only one.
            lines = mixed(format_) if self.format is None else format_
            frames = _lines(reader, lines, pool, self)
        yield from map(self.clients.shown, frames)
        if reader.problem:
            self.problems.append(reader.problem)
        problem = str(reader.problem) if reader.problem else None
        self.accounts.append(SourceAccount(source.name, format_.name, problem))


def _lines(
    reader: Reader, format_: Format, pool: Executor, traffic: Traffic
) -> Iterator[pl.DataFrame]:
    """Parse and classify blocks side by side; relate them one after the other."""

    def labelled(explained: tuple[Block, Format]) -> tuple[pl.DataFrame | None, bytes]:
        block, format_ = explained
        if not block.lines:  # of a line that is rejected already
            return None, block.data
        frame = _overlong(block) if block.overlong else format_.parse(block.data)
        if frame.height != block.lines:  # never seen; to lose lines in silence would be worse
            raise FormatError(
                f"{reader.source.name}: {block.lines} lines from line {block.line} on were read "
                f"as {frame.height}",
                "please report this, with that part of the log",
            )
        bad = b"" if rejects is None else rejected_of(block, frame["reject"])
        placed = _placed(frame, reader.source, block.line, format_.name)
        return classify(traffic.clients.known(placed)), bad

    context, rejects = Context(), traffic.rejects
    blocks: Iterable[Block] = prefetch(reader)
    if rejects is None:
        blocks = (block for block in blocks if block.lines)
    explained = _explained(blocks, format_)
    if traffic.near:
        explained = traffic.near.blocks(reader.source.name, explained)
    for frame, bad in in_order(pool, labelled, explained):
        if rejects is not None and bad:
            rejects.add(bad, begins=frame is not None)
        if frame is None:
            continue
        traffic.stretches.append(stretch(frame))
        related, context = relate(frame, context)
        yield related
    if context.held.height:
        yield relate(context.held.clear(), context, last=True)[0]


def _explained(blocks: Iterable[Block], format_: Format) -> Iterator[tuple[Block, Format]]:
    """Each block with its format, as the lines before it have explained it."""
    for block in blocks:
        yield block, format_
        if isinstance(format_, Headed) and not block.overlong:
            format_ = format_.after(block.data)


def _document(reader: Reader, format_: Document, clients: Clients) -> Iterator[pl.DataFrame]:
    """A HAR's entries are related in order of time, and given out in the order of the document."""
    name = reader.source.name
    try:
        frame = format_.read(reader.pieces(LARGEST_DOCUMENT))
    except FormatError as error:
        raise FormatError(f"{name}: {error.what}", error.cure) from error
    labelled = classify(clients.known(_placed(frame, reader.source, 1, format_.name)))
    del frame
    related = relate(_in_order(labelled, "time"), Context(), last=True)[0]
    del labelled
    yield _in_order(with_preflights(related), "line")


def _in_order(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Sorted; most HARs are, and a copy of a large one is not small."""
    if not frame[column].null_count() and frame[column].is_sorted():
        return frame
    return frame.sort(column, maintain_order=True, nulls_last=True)


def _placed(frame: pl.DataFrame, source: Source, line: int, format_: str) -> pl.DataFrame:
    """Where each row is from, and in which format it was read: the file's, where it names no other."""
    entry = pl.col("reject").is_null()
    return conform(frame).with_columns(
        source=pl.lit(source.name),
        line=pl.int_range(line, line + frame.height, dtype=pl.UInt64),
        format=pl.when(entry).then(pl.coalesce("format", pl.lit(format_))),
    )


def _overlong(block: Block) -> pl.DataFrame:
    text = block.data[:_EXCERPT].decode("utf-8", "backslashreplace")
    return pl.DataFrame({"reject": [Reject.TOO_LONG], "raw": [text]})


def _selected(frame: pl.DataFrame, predicate: pl.Expr | None) -> pl.DataFrame:
    entry = pl.col("reject").is_null()
    return frame.filter(entry if predicate is None else entry & predicate)
