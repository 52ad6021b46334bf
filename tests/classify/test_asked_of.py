"""classify puts its rules to some rows only: to all that any of them may hold for."""

from itertools import chain
from random import Random

import polars as pl
import pytest

from analyzer.classify.codes import CODES
from analyzer.classify.failure import FAILURE
from analyzer.classify.labels import LABELS, MAY_LABEL
from analyzer.classify.signals import MAY_REMARK, REMARKS
from analyzer.entry import ENTRY

TEXTS = {
    "status_text": ["000", "999", "abc"],
    "method": ["GET", "POST", "PUT", "DELETE", "TRACE", "CONNECT"],
    "scheme": ["http", "https", "ws", "wss"],
    "cache": ["memory", "disk", "service worker", "shared hit", "shared miss"],
    "media": ["text/html", "text/event-stream"],
    "location": ["/there"],
    "user": ["alice"],
}
TIMES = 500
"""Rows of each status."""


def kind(name: str) -> pl.DataType:
    if name in ENTRY:
        return ENTRY[name]
    return FAILURE if name == "failure" else pl.Boolean()


def values(name: str) -> list[object]:
    if isinstance(dtype := kind(name), pl.Enum):
        return dtype.categories.to_list()
    return TEXTS.get(name, [0, 5] if name == "bytes" else [True, False])


def facts(names: list[str]) -> pl.DataFrame:
    """Rows of all statuses with anything beside them, whether or not such an entry could be."""
    numbers = sorted({code.number for code in CODES})
    random = Random(9110)  # noqa: S311 - the same at each run
    statuses = list(chain.from_iterable([status] * TIMES for status in (None, *numbers)))
    drawn = {
        name: [random.choice([None, random.choice(values(name))]) for _ in statuses]
        for name in names
    }
    columns = {"status": statuses, **drawn}
    return pl.DataFrame(columns, schema={name: kind(name) for name in columns})


@pytest.mark.parametrize(
    ("rule", "may"),
    [*((each.rule, MAY_LABEL) for each in LABELS), *((each.rule, MAY_REMARK) for each in REMARKS)],
    ids=[each.says for each in (*LABELS, *REMARKS)],
)
def test_no_rule_holds_for_a_row_that_it_is_not_put_to(rule: pl.Expr, may: pl.Expr) -> None:
    """Nothing else is known of the rows that could have put them to it."""
    rows = facts(sorted({*rule.meta.root_names()} - {"status"}))
    unknown = {*may.meta.root_names()} - {*rows.columns}
    rows = rows.with_columns(pl.lit(None, kind(name)).alias(name) for name in unknown)
    put = rows.select(may.fill_null(value=False)).to_series()
    held = rows.select(rule.fill_null(value=False)).to_series()
    assert held.any()
    assert not put.all()
    assert rows.filter(held & ~put).is_empty()
