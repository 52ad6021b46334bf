"""Which entries are wanted: a SQL expression over the columns, and a span of time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import polars as pl
from msgspec import Struct

from analyzer.enrich import ENRICHED, GAINED
from analyzer.errors import OptionError


class Selection(Struct, frozen=True):
    """A filter on entries; lines that are no entries are accounted for all the same.

    Args:
        where: SQL over the columns of ENRICHED, `status >= 500 and path like '/api/%'`.
        since: entries from this moment on.
        until: entries before this moment.
    """

    where: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def predicate(self) -> pl.Expr | None:
        """The filter as one expression; None for everything.

        Raises:
            OptionError: `where` is no expression over the columns that gives true or false.
        """
        parts = [
            *([] if self.where is None else [_parsed(self.where)]),
            *([] if self.since is None else [pl.col("time") >= pl.lit(self.since)]),
            *([] if self.until is None else [pl.col("time") < pl.lit(self.until)]),
        ]
        return pl.all_horizontal(parts) if parts else None

    @property
    def gained(self) -> set[str]:
        """Which columns of GAINED the filter looks at."""
        return GAINED.keys() & set(
            [] if self.where is None else _parsed(self.where).meta.root_names()
        )

    @contextmanager
    def evaluating(self) -> Iterator[None]:
        """Within, a value that `where` cannot work with is the fault of `where`.

        Raises:
            OptionError: a cast or a date that one of the entries does not allow.
        """
        try:
            yield
        except (pl.exceptions.InvalidOperationError, pl.exceptions.ComputeError) as error:
            if self.where is None:
                raise
            raise OptionError(
                f"--where {self.where!r} does not fit every entry: {str(error).splitlines()[0]}",
                _cure(pl.sql_expr(self.where))
                or "for a value that may not convert write try_cast(... as ...)",
            ) from error


def _parsed(where: str) -> pl.Expr:
    expression = None
    try:
        expression = pl.sql_expr(where)
        pl.DataFrame(schema=ENRICHED).filter(expression)
    except pl.exceptions.ColumnNotFoundError as error:
        missing = str(error).split('"')[1] if '"' in str(error) else where
        raise OptionError(f"--where: there is no column {missing!r}", _columns(missing)) from error
    except pl.exceptions.PolarsError as error:
        raise OptionError(
            f"--where {where!r} is no condition: {str(error).splitlines()[0]}",
            _cure(expression)
            or "write SQL such as \"status >= 500 and path like '/api/%'\"; "
            "for times use --since and --until",
        ) from error
    if _looks_around(expression):
        raise OptionError(
            f"--where {where!r} looks at more than the entry it decides on",
            "compare with a value; sums, counts, averages and OVER have no place here",
        )
    _refuse_typos(expression)
    _refuse_bare_durations(expression, where)
    return expression


def _columns(missing: str) -> str:
    """What may have been meant; a text in double quotes is a column to SQL."""
    from difflib import get_close_matches

    if near := get_close_matches(missing, ENRICHED, 2):
        return f"did you mean {' or '.join(near)}?"
    return f"texts stand in single quotes; columns are {', '.join(ENRICHED)}"


_WRITTEN = {
    pl.List: "of a list write array_contains({}, 'a_word')",
    pl.Duration: "write a duration as {} > interval '250 milliseconds'",
    pl.Datetime: "write a time as {} >= timestamptz '2026-11-22 10:15:30Z', or use --since and --until",
}
"""How to compare with columns whose values look like no text and no number."""


def _cure(expression: pl.Expr | None) -> str | None:
    """How to write a condition on such a column, where there is one in it."""
    for name in [] if expression is None else expression.meta.root_names():
        for kind, words in _WRITTEN.items():
            if isinstance(ENRICHED[name], kind):
                return words.format(name)
    return None


def _refuse_bare_durations(expression: pl.Expr, where: str) -> None:
    """A number beside a duration would count as microseconds: `duration > 1` would hold for all."""
    if expression.meta.is_literal() or expression.meta.is_column():
        return
    parts = expression.meta.pop(schema=ENRICHED)
    columns = (part.meta.output_name() for part in parts if part.meta.is_column())
    durations = [name for name in columns if isinstance(ENRICHED[name], pl.Duration)]
    # Twice a duration is one; only what gives true or false compares.
    decides = pl.LazyFrame(schema=ENRICHED).select(expression).collect_schema().dtypes()
    if durations and decides == [pl.Boolean]:
        values = [pl.select(part).to_series() for part in parts if part.meta.is_literal()]
        if any(value.dtype.is_numeric() or value.dtype == pl.String for value in values):
            raise OptionError(
                f"--where {where!r} compares a duration with a mere number or text",
                _WRITTEN[pl.Duration].format(durations[0]),
            )
    for part in parts:
        _refuse_bare_durations(part, where)


def _refuse_typos(expression: pl.Expr) -> None:
    """A word that a vocabulary has not would hold for no entry, and so pass for good news."""
    if expression.meta.is_literal() or expression.meta.is_column():
        return
    parts = expression.meta.pop(schema=ENRICHED)
    words = [word for part in parts for word in _words(part)]
    for column in (part.meta.output_name() for part in parts if part.meta.is_column()):
        known = _vocabulary(column)
        wrong = [word for word in words if known and word not in known]
        if wrong:
            raise OptionError(f"--where: {column} is never {wrong[0]!r}", f"use {', '.join(known)}")
    for part in parts:
        _refuse_typos(part)


def _vocabulary(column: str) -> list[str]:
    """The only words that a column, or a list in it, can hold; none where it holds any text."""
    kind = ENRICHED[column]
    inner = kind.inner if isinstance(kind, pl.List) else kind
    return inner.categories.to_list() if isinstance(inner, pl.Enum) else []


def _words(part: pl.Expr) -> list[str]:
    """The words that a literal, or a list of them, holds."""
    if not part.meta.is_literal():
        return []
    values = pl.select(part).to_series()
    values = values.explode() if isinstance(values.dtype, pl.List) else values
    return values.drop_nulls().to_list() if values.dtype == pl.String else []


def _looks_around(expression: pl.Expr) -> bool:
    """Whether an entry's answer rests on other entries, and so on where its block was cut."""
    if expression.meta.is_literal():
        return False
    try:
        alone = expression.meta.is_row_separable()
    except pl.exceptions.ColumnNotFoundError:
        alone = True  # of `in` and `%` polars cannot say it without the columns' types
    return not alone or any(map(_looks_around, expression.meta.pop(schema=ENRICHED)))
