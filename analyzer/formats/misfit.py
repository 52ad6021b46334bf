"""Where a line stops being one of a format's: for those who ask why it was rejected."""

import json
import re
from typing import NamedTuple

import polars as pl

from analyzer.entry import Reject
from analyzer.formats.format import Format
from analyzer.formats.json_lines import JsonFormat, has
from analyzer.formats.lines import LineFormat
from analyzer.formats.pairs import PairsFormat
from analyzer.formats.template import Template
from analyzer.formats.w3c import W3cFormat
from analyzer.formats.wrapped import Wrapped

_COLUMN_OF = {Reject.TIME: "time", Reject.STATUS: "status_text"}
"""The column that a field must fill, and did not."""


_LONGEST = 1 << 12
"""Characters of a line that is looked into: Python's regexes may take for ever over what is made to hurt."""


class Misfit(NamedTuple):
    """What is wrong, and where.

    Args:
        what: a clause behind the reason; empty where nothing more is known.
        column: where in the line, counted from 0.
    """

    what: str = ""
    column: int = 0


def misfit(format_: Format, line: str, reason: str) -> Misfit:
    """Explain why a line was rejected.

    Args:
        format_: as it was when it read the line: a W3C log's with its columns.
        line: its text, as the entry's `raw` has it.
        reason: see `Reject`.
    """
    match format_:
        case Wrapped():
            return misfit(format_.main, line, reason)
        case LineFormat():
            return _in_template(format_.template, line, reason)
        case JsonFormat():
            return _in_json(format_, line, reason)
        case W3cFormat():
            return _in_columns(format_, line, reason)
        case PairsFormat() if reason == Reject.NO_FORMAT:
            return Misfit("no status is named")
    return Misfit()


def _in_template(template: Template, line: str, reason: str) -> Misfit:
    if column := _COLUMN_OF.get(Reject(reason)):
        return _unreadable(template, line, column)
    if len(line) > _LONGEST:
        return Misfit()
    tokens = template.tokens
    end, at = _reach(template, line, len(tokens))
    stops = "ends" if at >= len(line) else "stops to fit"
    if end == len(tokens):
        return Misfit(f"goes on behind {{{tokens[-2]}}}, column {at + 1}", at)
    if end % 2 or end == 0:
        field = tokens[end or 1]
        return Misfit(f"{stops} at {{{field}}}, column {at + 1}", at)
    for part in range(len(tokens[end]) - 1, 0, -1):
        begun = re.match(template.opening(end, narrow=True) + re.escape(tokens[end][:part]), line)
        if begun:
            return Misfit(
                f"{stops} behind {{{tokens[end - 1]}}}, column {begun.end() + 1}", begun.end()
            )
    # Nothing of the literal is there, so the field before it is none, or does not end.
    at = _reach(template, line, end - 1)[1]
    return Misfit(f"{stops} at {{{tokens[end - 1]}}}, column {at + 1}", at)


def _reach(template: Template, line: str, most: int) -> tuple[int, int]:
    """How many tokens the line begins with, and where they end."""
    for end in range(most, 0, -1):
        if match := re.match(template.opening(end, narrow=True), line):
            return end, match.end()
    return 0, 0


def _unreadable(template: Template, line: str, column: str) -> Misfit:
    """The field is there, but what it holds is none."""
    found = re.match(template.pattern, line) or re.match(template.careless_pattern, line)
    for name in template.fields if found else ():
        if found and column in template.kinds[name].columns(pl.Series([found[name]])):
            at = found.start(name)
            return Misfit(f"at {{{name}}}, column {at + 1}", at)
    return Misfit()


def _in_json(format_: JsonFormat, line: str, reason: str) -> Misfit:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", None)
        return Misfit(
            "it is no JSON" if at is None else f"no JSON from column {at + 1} on", at or 0
        )
    if not isinstance(found, dict):
        return Misfit("it is no JSON object")
    fields = {Reject.TIME: {"moment", "date", "clock"}, Reject.STATUS: {"status"}}
    wanted = fields.get(Reject(reason), set())
    keys = [key for key, field in format_.keys.items() if field in wanted and key in found]
    if not wanted:
        return Misfit(_missing(format_, found))
    return Misfit(f'at "{keys[0]}"' if keys else "")


def _missing(format_: JsonFormat, found: dict[str, object]) -> str:
    """The key that is not there, where it is one that the format cannot do without."""
    lone = (group[0] for group in format_.needs if len(group) == 1)
    missing = next((key for key in lone if not has(found, key)), None)
    return f'it has no "{missing}"' if missing else "it names no status and no request"


def _in_columns(format_: W3cFormat, line: str, reason: str) -> Misfit:
    if reason not in {Reject.NO_FORMAT, Reject.CUT}:
        return Misfit()
    if not format_.columns:
        return Misfit("no #Fields before it")
    count = line.count("\t") + 1 if "\t" in line else len(line.split())
    return Misfit(f"{count} columns, #Fields names {len(format_.columns)}")
