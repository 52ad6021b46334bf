"""Which entries are wanted: a SQL expression over the columns, and a span of time."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from analyzer.errors import OptionError
from analyzer.relate import RELATED


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter on entries; lines that are no entries are accounted for all the same.

    Args:
        where: SQL over the columns of RELATED, `status >= 500 and path like '/api/%'`.
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


def _parsed(where: str) -> pl.Expr:
    try:
        expression = pl.sql_expr(where)
        pl.DataFrame(schema=RELATED).filter(expression)
    except pl.exceptions.ColumnNotFoundError as error:
        missing = str(error).split('"')[1] if '"' in str(error) else where
        raise OptionError(
            f"--where: there is no column {missing!r}", f"use {', '.join(RELATED)}"
        ) from error
    except pl.exceptions.PolarsError as error:
        raise OptionError(
            f"--where {where!r} is no condition: {str(error).splitlines()[0]}",
            "write SQL such as \"status >= 500 and path like '/api/%'\"; "
            "for times use --since and --until",
        ) from error
    return expression
