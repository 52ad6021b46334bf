"""What a text must hold for a regular expression to match it: of many expressions, most can be left out.

To compile the hundreds of expressions that tell agents apart takes longer than all else that is done for
a short log, and of those none but a few can match what it holds.
"""

import re
from collections.abc import Iterable, Iterator

Needed = list[tuple[str, ...]]
"""Of each of these, one is in all that matches; empty where there is no telling."""

FEW = 100
"""Texts of which only some expressions are got ready: of more, nearly all of these would be needed."""

_OTHER_GROUP = re.compile(r"\(\?[^:]")
"""Flags and assertions: they may let anything match, so nothing is said of such an expression."""

_TOKEN = re.compile(
    r"(\((?:\?:)?|\)(?:[?*]|\{[^}]*\})?|\||[\w /;:,!\-]+(?![?*{]))"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^}]*\}|.",
    re.DOTALL,
)
"""Brackets, bars and plain text; then what is passed over: escapes, classes, counts."""


def needed(expression: str) -> Needed:
    """What an expression, in the syntax that Python and Rust share, cannot match without."""
    if _OTHER_GROUP.search(expression):
        return []
    return _branches(filter(None, _TOKEN.findall(expression)))[0]


def _branches(tokens: Iterator[str]) -> tuple[Needed, str]:
    """Of all branches up to the bracket that closes them; and that bracket, with its quantifier."""
    branches, branch, end = list[Needed](), Needed(), ""
    for token in tokens:
        first = token[0]
        if first == "|":
            branches.append(branch)
            branch = []
        elif first == ")":
            end = token
            break
        elif first != "(":
            branch.append((token,))
        else:
            inner, closing = _branches(tokens)
            if closing == ")":  # and is neither repeated nor left out
                branch += inner
    if not branches:
        return branch, end
    branches.append(branch)
    if not all(branches):
        return [], end
    return [tuple(text for branch in branches for text in max(branch, key=_worth))], end


def _worth(texts: tuple[str, ...]) -> int:
    return min(map(len, texts))


def fitting(needs: Iterable[Needed], texts: Iterable[str]) -> list[bool]:
    """Whether an expression that needs this may match any of the texts; an answer each."""
    together = "\n".join(texts)
    return [all(any(text in together for text in some) for some in need) for need in needs]
