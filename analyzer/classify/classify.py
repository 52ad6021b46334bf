"""The stage `classify`: class, outcome, fault and signals of each entry, by columns."""

from collections.abc import Iterable
from functools import cache

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.conformance import CONCERNED, CONFORMANCE, HEADERS
from analyzer.classify.facts import presences, with_facts
from analyzer.classify.failure import FAILURE
from analyzer.classify.labels import LABELS, MAY_LABEL
from analyzer.classify.signal import Signal, SignalRule
from analyzer.classify.signals import MAY_REMARK, REMARKS
from analyzer.classify.spelled import spelled
from analyzer.classify.vocabulary import Class, Fault, Outcome
from analyzer.entry import ENTRY

CLASS = pl.Enum([each.value for each in Class])
OUTCOME = pl.Enum([each.value for each in Outcome])
FAULT = pl.Enum([each.value for each in Fault])
SIGNAL = pl.Enum([each.value for each in Signal])

LABELLED: dict[str, pl.DataType] = {
    **ENTRY,
    "class": CLASS,
    "outcome": OUTCOME,
    "fault": FAULT,
    "failure": FAILURE,  # why no response came, as far as a HAR records it
    "signals": pl.List(SIGNAL),
}
"""ENTRY and what this stage adds; null for rejected lines, whose signals are none."""

_ENTRY = pl.col("reject").is_null()
_SIGNALS = [signal.value for signal in Signal]
_RULES = 600  # labels are numbered from here, behind all numbers that a status can be


@cache
def _meanings() -> pl.DataFrame:
    """A row for each number that a status can be, then one for each of LABELS."""
    codes = [lookup(number) for number in range(_RULES)]
    rows = [
        *((code.klass, code.outcome, code.fault) for code in codes),
        *((None, label.outcome, label.fault) for label in LABELS),
    ]
    return pl.DataFrame(
        rows, schema={"class": CLASS, "outcome": OUTCOME, "fault": FAULT}, orient="row"
    )


def classify(entries: pl.DataFrame) -> pl.DataFrame:
    """Say of each entry what it meant, as far as it alone can tell.

    Args:
        entries: ENTRY.

    Returns:
        LABELLED: class from the status alone, outcome and fault from the first rule of LABELS that
        holds or else from the status, signals from all rules of SIGNALS that hold.
    """
    # Most rows are what their status says, and the rules are put only to those that any of them may
    # hold for. They give the number of a meaning, and three gathers give that meaning's words.
    # Rows that are no entry have no number, and so no words.
    facts = with_facts(entries)
    rows = facts.select(pl.arg_where(~_ENTRY | MAY_LABEL | MAY_REMARK)).to_series()
    few = facts[rows, _asked()]
    held = few.select(_numbered())
    known = entries["status"].scatter(rows, held.drop_in_place("status"))
    meanings, meaning = _meanings(), known.clone()
    for rule in reversed(held.get_columns()):  # the first that holds is written last
        meaning.scatter(rows.filter(rule), int(rule.name))
    bits = pl.Series([0], dtype=pl.UInt64).new_from_index(0, entries.height)
    return entries.hstack(
        [
            meanings["class"][known],
            meanings["outcome"][meaning],
            meanings["fault"][meaning],
            facts["failure"],
            _signals(_with_breaches(entries, _marked(bits, rows, few, REMARKS))),
        ]
    )


@cache
def _asked() -> list[str]:
    """The columns that the rules look at."""
    rules = (*(label.rule for label in LABELS), *(remark.rule for remark in REMARKS), _ENTRY)
    return sorted({name for rule in rules for name in rule.meta.root_names()})


@cache
def _numbered() -> list[pl.Expr]:
    """What the status says by itself; and whether each of LABELS holds, by its number."""
    return [
        pl.when(_ENTRY).then(pl.col("status").fill_null(0)),
        *((_ENTRY & label.rule).alias(str(number)) for number, label in enumerate(LABELS, _RULES)),
    ]


def _marked(
    bits: pl.Series, rows: pl.Series, few: pl.DataFrame, rules: Iterable[SignalRule]
) -> pl.Series:
    """All signals of an entry in one number, a bit each; with those of these rules.

    Args:
        bits: of all entries.
        rows: those that the rules are put to.
        few: these rows, with the columns that the rules look at.
        rules: what to add.
    """
    for held in few.select(rule.rule.alias(rule.signal) for rule in rules):
        if held.any():
            given = rows.filter(held)
            bits = bits.scatter(given, bits[given] | 1 << _SIGNALS.index(held.name))
    return bits


def _with_breaches(entries: pl.DataFrame, bits: pl.Series) -> pl.Series:
    """The rules of HTTP are put to the few rows that any of them may hold for."""
    sides = [entries[f"{side}_headers"] for side in HEADERS]
    if all(side.null_count() == entries.height for side in sides):
        return bits
    known = pl.any_horizontal(pl.col(f"{side}_headers").is_not_null() for side in HEADERS)
    rows = entries.select(pl.arg_where(known & CONCERNED)).to_series()
    few = entries[rows]
    return _marked(bits, rows, few.with_columns(presences(few, HEADERS)), CONFORMANCE)


def _signals(bits: pl.Series) -> pl.Series:
    """The numbers as lists: of the few rows that have any, and one list for all that have none."""
    rows = pl.int_range(len(bits), dtype=pl.UInt32, eager=True).filter(bits > 0)
    few = pl.Series("signals", [0], dtype=pl.UInt64).extend(bits[rows])
    where = pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(bits))
    where.scatter(rows, pl.int_range(1, len(few), dtype=pl.UInt32, eager=True))
    return spelled(few, _SIGNALS, pl.List(SIGNAL))[where]
