"""Labelled entries as text: one JSON object a line, or a row of a spreadsheet."""

import polars as pl

from analyzer.enrich import ENRICHED
from analyzer.entry import TIMINGS
from analyzer.output.kinds import Kind
from analyzer.output.target import Target

COLUMNS = [
    name
    for name in ENRICHED
    if name not in {"reject", "raw", "loading", "repairs", "walk", "disclosed"}
]
"""What is written of an entry: all of ENRICHED but what only a rejected line has, and what is said of
a HAR or of a chain rather than of its entry."""

_TEXTS = [name for name in COLUMNS if ENRICHED[name] == pl.String]
_HEADERS = ["request_headers", "response_headers"]
_PHASES = [field.name for field in TIMINGS.fields]

_FORMULA = r"^[=+\-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]"
"""How a cell begins that a spreadsheet may take for a formula, and run; the last four are full-width."""

_CONTROL = {chr(code): f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_CONTROLS = "[\x00-\x1f\x7f-\x9f]"


class Lines:
    """Appends entries to an output, frame by frame.

    Args:
        target: the output.
        kind: CSV or NDJSON.
    """

    def __init__(self, target: Target, kind: Kind) -> None:
        """Nothing is written before the first frame."""
        self._target = target
        self._head = csv_names() if kind is Kind.CSV else b""
        self._lines = csv if kind is Kind.CSV else ndjson

    def add(self, frame: pl.DataFrame) -> None:
        """Write entries.

        Args:
            frame: ENRICHED.
        """
        self._target.write(self._head + self._lines(frame))
        self._head = b""

    def finish(self) -> None:
        """The names of the columns are there even where no entry is."""
        self._target.write(self._head)


def ndjson(frame: pl.DataFrame) -> bytes:
    """Entries as JSON, one a line.

    Times are ISO 8601 in UTC, durations seconds. `visitor` is text: few readers of JSON keep all
    digits of so large a number.

    Args:
        frame: ENRICHED.
    """
    return _ndjson(frame).write_ndjson().encode()


def _ndjson(frame: pl.DataFrame) -> pl.DataFrame:
    timings = pl.col("timings").struct
    phases = pl.struct(_seconds(timings.field(phase)).alias(phase) for phase in _PHASES)
    return frame.select(COLUMNS).with_columns(
        _seconds(pl.col("duration", "upstream")),
        pl.col("visitor").cast(pl.String),
        pl.when(pl.col("timings").is_not_null()).then(phases).alias("timings"),
    )


def csv(frame: pl.DataFrame) -> bytes:
    r"""Entries as rows for a spreadsheet, without the row of names; see `csv_names`.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, and control
    characters are written out (`\x1b`), so that each entry is one line. Signals and changes are
    parted by spaces; headers are a JSON list of `name: value`; times are ISO 8601 with offset (UTC),
    durations seconds.

    Args:
        frame: ENRICHED.
    """
    flat = _flat(frame)
    return flat.write_csv(include_header=False, float_scientific=False).encode()


def csv_names() -> bytes:
    """The row of names."""
    return _flat(pl.DataFrame(schema=ENRICHED)).write_csv().encode()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    timings = pl.col("timings").struct
    phases = [_seconds(timings.field(name)).alias(f"timings.{name}") for name in _PHASES]
    return frame.select(
        column for name in COLUMNS for column in (phases if name == "timings" else [_cell(name)])
    ).with_columns(_without_controls(frame))


def _cell(name: str) -> pl.Expr:
    column = pl.col(name)
    if ENRICHED[name] == ENRICHED["time"]:
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.f%:z")
    if name in {"signals", "changed"}:
        return column.cast(pl.List(pl.String)).list.join(" ")
    if name in _HEADERS:
        return _headers(column).alias(name)
    if ENRICHED[name] == pl.Duration("us"):
        return _seconds(column)
    if ENRICHED[name] == pl.String:
        guarded = pl.when(column.str.contains(_FORMULA)).then(pl.lit("'") + column)
        return guarded.otherwise(column).alias(name)
    return column


def _without_controls(frame: pl.DataFrame) -> list[pl.Expr]:
    """For the columns that hold any: to look is cheap, to replace is not."""
    held = frame.select(pl.col(_TEXTS).str.contains(_CONTROLS).any())
    return [
        pl.col(name).str.replace_many(list(_CONTROL), list(_CONTROL.values()))
        for name in _TEXTS
        if held[name].item()
    ]


def _headers(column: pl.Expr) -> pl.Expr:
    """`["accept: */*"]`: JSON, as polars writes it for a struct with this one field."""
    header = pl.element().struct
    line = pl.concat_str(header.field("name"), pl.lit(": "), header.field("value").fill_null(""))
    text = pl.struct(column.list.eval(line).alias("h")).struct.json_encode()
    return pl.when(column.is_not_null()).then(text.str.slice(5).str.head(-1))


def _seconds(duration: pl.Expr) -> pl.Expr:
    return duration.dt.total_microseconds() / 1_000_000
