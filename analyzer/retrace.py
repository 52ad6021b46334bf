"""What `statscan explain access.log:17` says: how a line was read, how it was labelled, and why."""

from datetime import datetime, timedelta, timezone
from typing import Any

import polars as pl

from analyzer.classify.classify import classify
from analyzer.classify.codes import lookup
from analyzer.classify.facts import with_facts
from analyzer.classify.labels import LABELS
from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES
from analyzer.classify.signals import SIGNALS
from analyzer.entry import ENTRY, conform
from analyzer.errors import OptionError
from analyzer.formats import Format
from analyzer.pipeline import Traffic
from analyzer.relate.window import LINES
from analyzer.report.terminal.lines import Line, padded, paragraph, piece, printed
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.section import section
from analyzer.units import duration

_LEAST, _WIDEST = 40, 100
_INDENT = 2
_LONGEST = 400
"""Characters of a value."""

_BEYOND = 1 << 62
"""No file has so many lines, and no larger number fits."""

_SHOWN = 20
"""Neighbours."""

_MEANT = {
    "redirected": "where the redirect before it led",
    "post_redirect_get": "the page that a form's answer led to, as it should be",
    "confirmed": "the full response that this 304 confirms came before",
    "refetched": "sent in full once more, though the copy before could still be used without asking",
    "sent_again": "sent in full once more, though this client had it and it has not changed",
    "updated": "sent in full once more: it has changed since",
    "linked": "this page led to what is not there",
    "challenge_answered": "the answer to the challenge before it",
    "refused_again": "refused once more after the refusal before it",
    "retried": "another try after the refusal before it",
    "retried_early": "another try, before the time that Retry-After had named",
    "resumed": "a further part after the part before it",
    "continued": "the final response after the 100 before it",
    "preflight": "asks leave, as a browser does by itself, for the request that it names",
    "preflighted": "the request that the preflight before it let through",
    "preflight_refused": "the request that the preflight before it did not let through",
}
"""How an entry goes on with its `prior`, by the words of Relation."""


def retrace(  # noqa: PLR0913 - one for each option
    path: str,
    line: int,
    *,
    format: Format | tuple[Format, ...] | None = None,  # noqa: A002 - the word for it
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word for it
) -> str:
    """Explain one line of a log, or entry of a HAR.

    Args:
        path: the file.
        line: counted from 1.
        format: the only one to be accepted, or those of which the surest is taken; None to recognise it.
        width: cells in a line; 100 at most are used.
        colour: with colours, as SGR sequences.
        ascii: the terminal can show nothing else.

    Raises:
        OptionError: there is no such line.
        StatscanError: the file cannot be read.
    """
    screen = Screen(max(_LEAST, min(width, _WIDEST)), plain=ascii)
    traffic = Traffic(path, format)
    format_, row = _found(traffic, path, line)
    place = screen.cut(screen.text(f"{row['source']}:{line}"), screen.width - 2 - len(format_))
    lines: list[Line] = [[piece(place, "title"), piece(f"  {format_}", "quiet")]]
    if row["reject"] is not None:
        lines += section("Why it is no entry", f"{row['reject']}.", screen)
        lines += section("What it holds", row["raw"][:_LONGEST], screen)
        return printed(lines, screen.width, colour=colour)
    lines += _read(row, screen)
    lines += _labelled(row, screen)
    lines += _neighbours(_around(Traffic(path, format), row), row, screen)
    return printed(lines, screen.width, colour=colour)


def _found(traffic: Traffic, path: str, line: int) -> tuple[str, dict[str, Any]]:
    last = 0
    for frame in traffic.frames(()):
        those = frame.filter(pl.col("line") == min(line, _BEYOND))
        if those.height:
            row = those.row(0, named=True)
            return row["format"] or traffic.formats[row["source"]].name, row
        last = int(frame["line"].max() or last)  # type: ignore[arg-type]
    if traffic.problems:
        raise traffic.problems[0]
    raise OptionError(f"{path} has no line {line:,}", f"its last is line {last:,}")


def _around(traffic: Traffic, row: dict[str, Any]) -> pl.DataFrame:
    """The entry, those that it goes on with, those that go on with it, and its chain."""
    related = pl.col("line").is_in([row["line"], *([row["prior"]] if row["prior"] else [])]) | (
        pl.col("prior") == row["line"]
    )
    if row["chain"] is not None:
        related |= pl.col("chain") == row["chain"]
    found = []
    for frame in traffic.frames(()):
        found.append(frame.filter(pl.col("source") == row["source"], related))
        if int(frame["line"].max() or 0) > row["line"] + LINES:  # type: ignore[arg-type]
            break
    return pl.concat(found).sort("line")


def _read(row: dict[str, Any], screen: Screen) -> list[Line]:
    """Every field that is known."""
    values = [
        pair
        for name in ENTRY
        if name not in {"source", "line", "format", "raw", "offset"}
        for pair in _values(name, row[name], row["offset"] or 0)
    ]
    widest = max(len(name) for name, _ in values) if values else 0
    lines: list[Line] = [[], [piece("How it was read", "title")]]
    for name, value in values:
        lead = [piece(" " * _INDENT + padded(screen.text(name), widest) + "  ", "quiet")]
        text = screen.text(value[:_LONGEST])
        lines += paragraph(text, screen, indent=_INDENT + widest + 2, lead=lead)
    return lines


def _values(name: str, value: object, offset: int) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, list) and value and isinstance(value[0], dict):  # headers, disclosures
        said, mark = name.removesuffix("_headers"), ": " if name.endswith("_headers") else ", "
        return [(said, mark.join(filter(None, each.values()))) for each in value]
    if isinstance(value, dict):
        return [pair for phase, took in value.items() for pair in _values(phase, took, offset)]
    if isinstance(value, timedelta):
        return [(name, duration(value / timedelta(microseconds=1)))]
    if isinstance(value, datetime):
        return [(name, value.astimezone(timezone(timedelta(seconds=offset))).isoformat(" "))]
    return [(name, str(value))]


def _labelled(row: dict[str, Any], screen: Screen) -> list[Line]:
    """Class, outcome and fault, each with its reason; and the signals."""
    code = lookup(row["status"] or 0)
    alone = classify(_one(row)).row(0, named=True)
    facts = with_facts(_one(row))
    rule = next(
        (each for each in LABELS if facts.select(pl.col("line").filter(each.rule)).height), None
    )
    why = f"{rule.says} ({rule.spec})" if rule else f"That is what {code.title} says by itself."
    if row["outcome"] != alone["outcome"]:
        why = f"{OUTCOMES[row['outcome']].says} The neighbours below decide that."
    said = [
        ("class", f"{CLASSES[row['class']].title}: the first digit of the status."),
        ("outcome", f"{OUTCOMES[row['outcome']].title}. {why}"),
        ("fault", f"{FAULTS[row['fault']].title}. {FAULTS[row['fault']].says}"),
        *(
            ("signal", f"{each.signal.replace('_', ' ')}. {each.says} ({each.spec})")
            for each in SIGNALS
            if each.signal in row["signals"]
        ),
    ]
    lines: list[Line] = [[], [piece("How it was labelled, and why", "title")]]
    for name, text in said:
        lead = [piece(" " * _INDENT + padded(name, 9), "strong")]
        lines += paragraph(screen.text(text), screen, indent=_INDENT + 9, lead=lead)
    more = f"statscan explain {code.number}"
    return [*lines, [piece(" " * _INDENT + "More: ", "quiet"), piece(more, "strong")]]


def _one(row: dict[str, Any]) -> pl.DataFrame:
    names = {name: [row[name]] for name in ENTRY}
    return conform(pl.DataFrame(names, schema=ENTRY))


def _neighbours(around: pl.DataFrame, row: dict[str, Any], screen: Screen) -> list[Line]:
    """The entries that this one is tied to, in order, and how."""
    lines: list[Line] = [[], [piece("Its neighbours", "title")]]
    if around.height < 2:
        return [*lines, *paragraph("None that it is tied to.", screen, indent=_INDENT)]
    for each in around.head(_SHOWN).iter_rows(named=True):
        target = f"{each['host'] or ''}{each['path'] or ''}"
        text = (
            f"{each['line']}: {each['method'] or '-'} {target[:_LONGEST]} {each['status'] or '-'}"
        )
        if each["relation"] is not None and each["prior"] in set(around["line"]):
            basis = each["basis"] or "inferred"
            text += f", {_MEANT[each['relation']]}, line {each['prior']} ({basis})"
        mark = "> " if each["line"] == row["line"] else "  "
        lead = [piece(f"  {mark}", "strong")]
        lines += paragraph(screen.text(text), screen, indent=_INDENT + 4, lead=lead)
    if around.height > _SHOWN:
        lines += [[piece(f"    and {around.height - _SHOWN:,} more", "quiet")]]
    how = (
        "Exact where a Location names the target; otherwise inferred from the client, its agent, the "
        f"URL or the referrer, and the time, within {LINES:,} lines."
    )
    return [*lines, *paragraph(how, screen, "quiet", indent=_INDENT)]
