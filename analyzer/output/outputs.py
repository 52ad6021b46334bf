"""All that one run writes: places are opened before the reading and completed after it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from analyzer.output.kinds import STANDARD, Kind, Wanted
from analyzer.output.target import File, Standard, Target, target

if TYPE_CHECKING:
    import polars as pl

Render = Callable[[Any], str]
"""Makes a text of what a run has found: a report, or a comparison of two."""


class _Rows(Protocol):
    def add(self, frame: "pl.DataFrame") -> None: ...

    def finish(self) -> None: ...


class Outputs:
    """Opens what is wanted; takes entries as they come, and the report at the end.

    Left by an exception, no file has changed.

    Args:
        wanted: what goes where.
        renders: the text of each kind that is no table of entries.
    """

    def __init__(self, wanted: Sequence[Wanted], renders: Mapping[Kind, Render]) -> None:
        """Nothing is opened yet."""
        self._wanted = wanted
        self._renders = renders
        self._stack = ExitStack()
        self._rows: list[_Rows] = []
        self._reports: list[tuple[Kind, Target]] = []
        self._rejects: Target | None = None

    def __enter__(self) -> Self:
        """Open every place.

        Raises:
            OptionError: one cannot be written.
        """
        with ExitStack() as stack:
            for one in self._wanted:
                place = (
                    Standard(raw=one.kind is Kind.TERMINAL)
                    if one.path == STANDARD
                    else target(one.path)
                )
                self._open(one.kind, stack.enter_context(place), stack)
            self._stack = stack.pop_all()
        return self

    def _open(self, kind: Kind, place: Target, stack: ExitStack) -> None:
        if kind is Kind.PARQUET:
            from analyzer.output.parquet import Parquet

            beside = place.folder if isinstance(place, File) else None
            self._rows.append(stack.enter_context(Parquet(place, beside)))
        elif kind in {Kind.CSV, Kind.NDJSON}:
            from analyzer.output.entries import Lines

            self._rows.append(Lines(place, kind))
        elif kind is Kind.REJECTS:
            self._rejects = place
        else:
            self._reports.append((kind, place))

    @property
    def wants_entries(self) -> bool:
        """Whether entries go anywhere."""
        return bool(self._rows)

    @property
    def wants_report(self) -> bool:
        """Whether the report goes anywhere."""
        return bool(self._reports)

    @property
    def wants_rejects(self) -> bool:
        """Whether the rejected lines go anywhere."""
        return self._rejects is not None

    @property
    def files(self) -> list[str]:
        """The paths that are written, other than standard output."""
        return [one.path for one in self._wanted if one.path != STANDARD]

    def add(self, frame: "pl.DataFrame") -> None:
        """Write entries."""
        for rows in self._rows:
            rows.add(frame)

    def add_rejects(self, lines: bytes) -> None:
        """Write rejected lines."""
        assert self._rejects is not None  # noqa: S101 - see wants_rejects
        self._rejects.write(lines)

    def finish(self, report: object) -> None:
        """Write the report, and the end of everything else."""
        for rows in self._rows:
            rows.finish()
        if self._rejects is not None:
            self._rejects.write(b"")  # a pipe's reader waits for it to be opened
        for kind, place in self._reports:
            assert report is not None  # noqa: S101 - see wants_report
            place.write(self._renders[kind](report).encode("utf-8", "backslashreplace"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Complete every file, or none."""
        self._stack.__exit__(kind, error, traceback)
