"""What `statscan explain` prints: a code, a label, a signal or a finding, worth reading by itself."""

import re
from typing import NamedTuple

from rich.cells import cell_len

from analyzer.classify.codes import CODES, NO_STATUS, Code, Evidence, Where, lookup
from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES, Meaning
from analyzer.classify.vocabulary import Class
from analyzer.errors import OptionError
from analyzer.report.terminal.lines import Line, flow, padded, paragraph, piece, printed
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.section import INDENT, quoted, section
from analyzer.report.text import visible

_WIDEST = 100
"""Longer lines are hard to read."""

_EVERY = (*CODES, *NO_STATUS)
_LEAST = 40
_ASK = (
    "ask for a code (404), a class (4xx), an outcome (redirect-chain), a fault (server), a signal "
    "(probed-path), a failure (cors), a finding (outage) or a line (access.log:17)"
)
_NO_CODE = "No code says this by itself; the headers or the entries around it do."
_WHERE = {
    Where.REQUEST: "in the request",
    Where.RESPONSE: "in the response",
    Where.FOLLOWUP: "in what follows",
}
_HUNDREDS = {f"{digit}xx": klass for digit, klass in enumerate(list(Class)[:5], start=1)}


class _Word(NamedTuple):
    """A label that can be asked for."""

    kind: str
    meaning: Meaning
    codes: list[Code]


def explain(
    topic: str,
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word for it
) -> str:
    """What is known of a topic, as text for a terminal.

    Args:
        topic: a code (`404`), a class (`4xx`), or the name of a class, outcome, fault, signal,
            finding or code.
        width: cells in a line; 100 at most are used.
        colour: with colours, as SGR sequences.
        ascii: the terminal can show nothing else.

    Raises:
        OptionError: nothing has that name.
    """
    screen = Screen(max(_LEAST, min(width, _WIDEST)), plain=ascii)
    name = _plain(topic)
    words = _words()
    sections = [_code(code, screen) for code in _codes(name, words)]
    sections = sections or [_word(word, screen) for word in words.get(name, [])]
    if not name.strip("_").isdigit():
        from analyzer.report.patterns import patterns  # the rules are what is slow to import

        sections += patterns(name, screen)
    if not sections:
        raise OptionError(f"nothing here is called '{visible(topic)}'", _cure(name, words))
    lines = [line for section in sections for line in ([], *section)]
    return printed(lines[1:], screen.width, colour=colour)


def _plain(name: str) -> str:
    """`Redirect Chain`, `redirect-chain` and `redirect_chain` are one name."""
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def _words() -> dict[str, list[_Word]]:
    """Every class, outcome and fault by its names; some names belong to two of them."""
    words: dict[str, list[_Word]] = {}
    for klass, meaning in CLASSES.items():
        codes = [code for code in _EVERY if code.klass is klass]
        names = {klass.value, meaning.title, *(key for key, at in _HUNDREDS.items() if at is klass)}
        _enter(words, names, _Word("class", meaning, codes))
    for outcome, meaning in OUTCOMES.items():
        codes = [code for code in _EVERY if code.outcome is outcome]
        _enter(words, {outcome.value, meaning.title}, _Word("outcome", meaning, codes))
    for fault, meaning in FAULTS.items():
        codes = [code for code in _EVERY if code.fault is fault]
        _enter(words, {fault.value, meaning.title}, _Word("fault", meaning, codes))
    return words


def _enter(words: dict[str, list[_Word]], names: set[str], word: _Word) -> None:
    for name in {_plain(name) for name in names}:
        words.setdefault(name, []).append(word)


def _codes(name: str, words: dict[str, list[_Word]]) -> list[Code]:
    """The code of this number, or those of this name where it is not the name of a label too."""
    if re.fullmatch(r"_?[0-9]{1,4}", name):
        return [lookup(int(name.replace("_", "-")))]
    if name == "_":
        return [lookup(0)]
    return [code for code in CODES if _plain(code.name) == name and name not in words]


def _cure(name: str, words: dict[str, list[_Word]]) -> str:
    from difflib import get_close_matches

    from analyzer.classify.failure import Failure
    from analyzer.classify.signal import Signal
    from analyzer.findings.meanings import MEANINGS

    names = {*words, *map(_plain, (*Signal, *Failure, *MEANINGS, *(code.name for code in CODES)))}
    close = [near.replace("_", "-") for near in get_close_matches(name, sorted(names))]
    return f"did you mean {' or '.join(close)}? Or {_ASK}" if close else _ASK


def _code(code: Code, screen: Screen) -> list[Line]:
    """Everything about one code, under headings in plain words."""
    lines = [[piece(screen.text(code.title), "title")], *_facts(code, screen)]
    for title, text in (("What it says", code.says), ("Whose move it is", code.whose)):
        lines += section(title, text, screen)
    lines += _evidence(code.evidence, screen)
    for title, text in (
        ("How statscan recognises it", code.look_for),
        ("What to check next", code.check),
        ("What else it is called or means", code.also),
        ("Where it is defined", _origin(code)),
    ):
        lines += section(title, text, screen) if text else []
    return lines


def _facts(code: Code, screen: Screen) -> list[Line]:
    """Its labels, where nothing in the context says more."""
    facts = (
        ("class: ", CLASSES[code.klass].title, code.klass.value),
        ("outcome: ", OUTCOMES[code.outcome].title, None),
        ("fault: ", FAULTS[code.fault].title, None if code.fault == "none" else code.fault.value),
        ("cacheable by default: ", "yes" if code.cacheable else "no", None),
    )
    pieces = [[piece(title, "quiet"), piece(text, look)] for title, text, look in facts]
    return flow(pieces, screen.width, gap="   ")


def _origin(code: Code) -> str:
    if code.registered:
        return f"{code.spec}; registered with IANA."
    if code.spec.startswith(("RFC", "outside")):
        return f"{code.spec[0].upper()}{code.spec[1:]}; nobody has registered this number."
    return f"In no standard. Used by {code.spec}."


def _evidence(evidence: tuple[Evidence, ...], screen: Screen) -> list[Line]:
    """What comes with it: how strictly, where, and what."""
    if not evidence:
        return []
    lines: list[Line] = [[], [piece("What must come with it", "title")]]
    levels = [one.level.value.replace("_", " ") for one in evidence]
    wide = max(map(len, levels)), max(len(_WHERE[one.where]) for one in evidence)
    for one, level in zip(evidence, levels, strict=True):
        lead = [
            piece(" " * INDENT + padded(level, wide[0]), "strong"),
            piece(f"  {padded(_WHERE[one.where], wide[1])}  ", "quiet"),
        ]
        indent = sum(cell_len(part.text) for part in lead)
        lines += quoted(paragraph(screen.text(one.text), screen, indent=indent, lead=lead))
    return lines


def _word(word: _Word, screen: Screen) -> list[Line]:
    """A label's sentence and the codes that carry it."""
    lead = [piece(word.meaning.title, "title"), piece(f"  {word.kind}", "quiet")]
    lines: list[Line] = [lead, *paragraph(word.meaning.says, screen, indent=INDENT)]
    if not word.codes:
        return [*lines, *paragraph(_NO_CODE, screen, indent=INDENT)]
    lines.append([])
    widest = max(len(code.title) for code in word.codes)
    for code in word.codes:
        user = "" if code.registered else screen.text(code.spec)
        room = screen.width - INDENT - widest - 2
        beside = screen.cut(user, room) if room > 0 else ""
        title = screen.cut(padded(code.title, widest), screen.width - INDENT)
        lines.append([piece(" " * INDENT + title + "  ", code.klass.value), piece(beside, "quiet")])
    more = f"statscan explain {word.codes[0].number}"
    return [*lines, [], [piece("More: ", "quiet"), piece(more, "strong")]]
