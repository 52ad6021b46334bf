"""Two joined sides for machines: one JSON document, described in `join.schema.json`."""

from datetime import timedelta

from analyzer import __version__
from analyzer.join.join import Joined
from analyzer.report.json import Json, strict
from analyzer.report.text import encodable

SCHEMA = 1
"""Number of the document's form: it grows when a key changes its meaning or goes away."""


def json(joined: Joined) -> str:
    """Write every entry, and every line that none belongs to, as strict JSON in ASCII."""
    clocks = joined.clocks
    return strict(
        {
            "statscan": __version__,
            "join": SCHEMA,
            "skew": None if clocks.skew is None else clocks.skew / timedelta(seconds=1),
            "client": _value(clocks.client),
            "others": list(clocks.others),
            "matches": clocks.matches,
            "rival": clocks.rival,
            "sure": clocks.sure,
            "requests": [_request(row) for row in joined.table.iter_rows(named=True)],
        }
    )


def _request(row: dict[str, object]) -> Json:
    """The place as `source:line`, everything else as it is called in the table."""
    source, line = row.pop("source"), row.pop("line")
    place = None if line is None else f"{source}:{line}"
    return {name: _value(value) for name, value in (row | {"place": place}).items()}


def _value(value: object) -> Json:
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if value is None or isinstance(value, int):
        return value
    return encodable(str(value) if isinstance(value, str) else _moment(value))


def _moment(value: object) -> str:
    return str(value).replace(" ", "T")
