"""The stage `classify`: class, outcome, fault and signals of each entry, by columns."""

from functools import cache, reduce

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.conformance import CONCERNED, CONFORMANCE, HEADERS
from analyzer.classify.facts import with_facts, with_headers
from analyzer.classify.failure import FAILURE
from analyzer.classify.labels import LABELS
from analyzer.classify.signal import Signal
from analyzer.classify.signals import REMARKS
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

_NUMBERS = {signal: number for number, signal in enumerate(Signal)}
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
    # Each rule is looked at once: it gives the number of a meaning, and three gathers give that
    # meaning's words. Rows that are no entry have no number, and so no words.
    facts = with_facts(entries)
    entry = pl.col("reject").is_null()
    numbers = facts.select(
        status=pl.col("status"),
        meaning=pl.when(entry).then(_first_rule()),
        entry=entry,
        signals=_bits(breaches=False),
    )
    meanings = _meanings()
    known = numbers["status"].fill_null(0).set(~numbers["entry"], None)
    return entries.with_columns(
        meanings["class"].gather(known).alias("class"),
        meanings["outcome"].gather(numbers["meaning"]).alias("outcome"),
        meanings["fault"].gather(numbers["meaning"]).alias("fault"),
        facts["failure"],
        _signals(_with_breaches(entries, numbers["signals"])),
    )


@cache
def _first_rule() -> pl.Expr:
    rules = [
        pl.when(label.rule.fill_null(value=False)).then(pl.lit(_RULES + number, pl.UInt16))
        for number, label in enumerate(LABELS)
    ]
    return pl.coalesce(*rules, pl.col("status"))


@cache
def _bits(*, breaches: bool) -> pl.Expr:
    """All signals of an entry in one number, a bit each."""
    bits = (
        rule.rule.fill_null(value=False).cast(pl.UInt64) * (1 << _NUMBERS[rule.signal])
        for rule in (CONFORMANCE if breaches else REMARKS)
    )
    return reduce(lambda left, right: left | right, bits)


def _with_breaches(entries: pl.DataFrame, bits: pl.Series) -> pl.Series:
    """The rules of HTTP are put to the few rows that any of them may hold for."""
    sides = [entries[f"{side}_headers"] for side in HEADERS]
    if all(side.null_count() == entries.height for side in sides):
        return bits
    known = sides[0].is_not_null() | sides[1].is_not_null()
    rows = (known & entries.select(CONCERNED.fill_null(value=False)).to_series()).arg_true()
    breaches = with_headers(entries[rows], HEADERS).select(_bits(breaches=True)).to_series()
    return bits.scatter(rows, bits.gather(rows) | breaches)


def _signals(bits: pl.Series) -> pl.Series:
    """The numbers as lists of signals: few are distinct, so each is spelled out once."""
    distinct = bits.unique().sort()
    spelled = pl.Series(
        "signals",
        [
            [signal for signal, number in _NUMBERS.items() if mask >> number & 1]
            for mask in distinct
        ],
        dtype=pl.List(SIGNAL),
    )
    if len(distinct) == 1:
        return spelled.new_from_index(0, len(bits))
    return spelled.gather(distinct.search_sorted(bits))
