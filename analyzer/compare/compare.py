"""From two summaries to a comparison, as plain values."""

from collections.abc import Iterator

import polars as pl

from analyzer.compare.aspects import ASPECTS, COLUMNS, Aspect
from analyzer.compare.findings import findings
from analyzer.compare.model import Change, Comparison
from analyzer.compare.rows import APPEARED, VANISHED, key, place, selecting, whole
from analyzer.compare.sides import EVERYTHING, Sides
from analyzer.compare.significance import holm
from analyzer.findings.findings import SEVERITIES
from analyzer.report.build import build
from analyzer.report.heaviest import rest_note
from analyzer.report.model import Column, Health, Kind, Panel, Report, Row
from analyzer.summary import Summary

CHANCE = 0.05
"""Of even one false alarm in a whole comparison, where requests are independent."""

ROWS = 100
"""Changes of an aspect; the terminal shows fewer."""

_ALIKE, _TOO_FEW = "", "too few"


def diff(
    before: Summary,
    after: Summary,
    *,
    zone: str | None = None,
    where: str | None = None,
    options: tuple[str, ...] = (),
) -> Comparison:
    """What appeared, vanished, and got slower, larger or broken between two summaries.

    Args:
        before: of any traffic; merged or loaded ones are as good.
        after: the same.
        zone: time zone to show moments in: an IANA name, or `+02:00`; None for the logs' own.
        where: the filter that both were made with, for the reader.
        options: of the command that read them, which all commands in the comparison need too.

    Raises:
        OptionError: there is no such time zone.
    """
    sides = Sides(before, after, zone)
    frames = [aspect.compare(sides) for aspect in ASPECTS]
    raw = pl.concat([frame["chance"] for frame in frames])
    corrected = holm(raw)
    tables, begin = [], 0
    for aspect, frame in zip(ASPECTS, frames, strict=True):
        chance = corrected[begin : begin + frame.height]
        tables.append(_judged(aspect, sides, frame.with_columns(chance.alias("chance"))))
        begin += frame.height
    old, new = (build(one, zone=zone, where=where, options=options) for one in (before, after))
    both = list(zip(ASPECTS, tables, strict=True))
    found = [each for aspect, table in both for each in findings(aspect, sides, table)]
    found.sort(key=lambda each: (SEVERITIES.index(each.severity), -each.weight))
    return Comparison(
        old,
        new,
        findings=tuple(found),
        changes=tuple(each for aspect, table in both for each in _changes(aspect, sides, table)),
        panels=(
            _health(old, new),
            *(_panel(aspect, sides, table) for aspect, table in both if table.height),
        ),
        tests=raw.count(),
        same=all(map(_same, frames)),
        notes=tuple(dict.fromkeys((*old.notes, *new.notes, *_notes(sides)))),
    )


def _same(frame: pl.DataFrame) -> bool:
    """Whether each key has the same value of the same number of requests on both sides."""
    pairs = (("before", "after"), ("n_before", "n_after"))
    return bool(
        frame.select(
            pl.all_horizontal(pl.col(old).eq_missing(pl.col(new)) for old, new in pairs).all()
        ).item()
    )


def _judged(aspect: Aspect, sides: Sides, frame: pl.DataFrame) -> pl.DataFrame:
    """With a word for each change, the ones that are certain first."""
    keys = aspect.keys(sides)
    up, down = aspect.words
    sure = pl.col("matters") & (pl.col("chance") < CHANCE)
    # Mean sizes cannot be tested: what is large enough is told, and that nothing was tested.
    untested = pl.col("matters") & (aspect.kind is Kind.SIZE)
    differs = (pl.col("before") != pl.col("after")) & (aspect.kind is not Kind.SIZE)
    word = (
        pl.when(pl.lit(aspect.comes_and_goes) & (pl.col("n_before") == 0)).then(pl.lit(APPEARED))
        .when(pl.lit(aspect.comes_and_goes) & (pl.col("n_after") == 0)).then(pl.lit(VANISHED))
        .when(sure | untested)
        .then(pl.when(pl.col("after") > pl.col("before")).then(pl.lit(up)).otherwise(pl.lit(down)))
        .when(pl.col("chance").is_null() & differs).then(pl.lit(_TOO_FEW))
        .otherwise(pl.lit(_ALIKE))
    )  # fmt: skip
    judged = frame.select(*keys, *COLUMNS, certain=sure.fill_null(value=False), word=word).filter(
        (pl.col("n_before").fill_null(1) > 0) | (pl.col("n_after").fill_null(1) > 0)
    )
    order = [
        pl.col("certain"),
        pl.col(EVERYTHING),
        ~pl.col("word").is_in([_ALIKE, _TOO_FEW]),
        pl.col("weight").fill_null(0),
        pl.col("n_after").fill_null(0),
    ]
    return judged.sort(*order, *keys, descending=[*(True for _ in order), *(False for _ in keys)])


def _changes(aspect: Aspect, sides: Sides, table: pl.DataFrame) -> Iterator[Change]:
    for row in table.head(ROWS).iter_rows(named=True):
        yield Change(
            aspect=aspect.id,
            key=None if row[EVERYTHING] else key(aspect, row),
            kind=aspect.kind,
            before=row["before"],
            after=row["after"],
            requests_before=whole(row["n_before"]),
            requests_after=whole(row["n_after"]),
            chance=row["chance"],
            word=row["word"],
            certain=row["certain"],
            where=selecting(aspect, sides, row),
        )


def _health(before: Report, after: Report) -> Panel:
    """The first numbers of both reports."""
    rows = tuple(
        Row((one.title, *_part(one), *_part(other)), one.where)
        for one, other in zip(before.health, after.health, strict=True)
    )
    return Panel(
        "health",
        "Health",
        "What share of the requests went which way; the parts do not overlap.",
        (
            Column("requests", Kind.TEXT),
            Column("before", Kind.SHARE),
            Column("requests before", Kind.COUNT),
            Column("after", Kind.SHARE),
            Column("requests after", Kind.COUNT),
        ),
        rows,
    )


def _part(one: Health) -> tuple[float | None, int]:
    return (one.count / one.total if one.total else None), one.count


def _panel(aspect: Aspect, sides: Sides, table: pl.DataFrame) -> Panel:
    rows = tuple(
        Row(
            (
                key(aspect, row),
                row["before"],
                row["after"],
                row["word"],
                whole(row["n_before"]),
                whole(row["n_after"]),
                *([] if aspect.kind is Kind.SIZE else [row["chance"]]),
                *([place(sides, row)] if aspect.comes_and_goes else []),
            ),
            selecting(aspect, sides, row) if row["n_after"] else None,
        )
        for row in table.head(ROWS).iter_rows(named=True)
    )
    return Panel(
        aspect.id,
        aspect.title,
        aspect.says,
        (
            Column("route" if aspect.key is Kind.TEXT else aspect.id, aspect.key),
            Column("before", aspect.kind),
            Column("after", aspect.kind),
            Column("change", Kind.TEXT),
            Column("requests before", Kind.COUNT),
            Column("requests after", Kind.COUNT),
            *([] if aspect.kind is Kind.SIZE else [Column("by chance", Kind.SHARE)]),
            *([Column("first", Kind.PLACE)] if aspect.comes_and_goes else []),
        ),
        rows,
        more=max(0, table.height - ROWS),
    )


def _notes(sides: Sides) -> Iterator[str]:
    """What limits the numbers."""
    if not sides.hosts and sides.named:
        yield "No host is on both sides: routes are compared without their hosts."
    for when, side in (("Before", sides.before), ("After", sides.after)):
        note = rest_note(side.table("route"))
        if note:
            yield f"{when}: {note} A route that is missing there is unknown, and has not appeared or vanished."
