"""Format strings as configurations have them: the quotes and escapes of nginx and Apache undone."""

import re
from collections.abc import Iterator

from msgspec import Struct

from analyzer.formats.strings.items import broken

_NGINX = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)|(?P<mark>[{};])"""
    r"""|"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'"""
    r"""|(?P<word>(?:[^\s;{}"'\\$]|\\.|\$\{[^}]*\}|\$)(?:[^\s;{}\\$]|\\.|\$\{[^}]*\}|\$)*)""",
    re.DOTALL,
)
_APACHE = re.compile(
    r"""\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<word>\S+))"""
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


class Statement(Struct, frozen=True):
    """A format string and what is said about it.

    Args:
        text: without quotes, its escapes undone.
        name: that the configuration gives it; empty where there is none.
        escape: nginx's way: `default`, `json`, `none`.
        server: whose it is.
        named: it is a whole statement, and no mere name.
    """

    text: str
    name: str = ""
    escape: str = "default"
    server: str = "the server"
    named: bool = False


def statement(text: str, option: str) -> Statement:
    """What a user took from a configuration, in whole or in part.

    Raises:
        OptionError: its quotes are not closed.
    """
    text = text.strip()
    word = text.split(maxsplit=1)[0].lower() if text else ""
    if word == "log_format" or text.startswith("'"):
        words = [each for each, kind in nginx_words(text, option) if kind != "mark"]
        return log_format(words[1:] if word == "log_format" else ["", *words])
    if word in {"logformat", "customlog", "transferlog"}:
        return log_format_apache(apache_words(text, option)[1:])
    if text.startswith('"') and '\\"' in text:
        return log_format_apache(apache_words(text, option))
    way = re.match(r"escape=(\w+)\s+", text)
    text = text[way.end() :] if way else text
    return Statement(unescaped(text.removesuffix("\\n")), escape=way[1] if way else "default")


def log_format(words: list[str]) -> Statement:
    """nginx's: a name, perhaps `escape=`, and pieces of text."""
    name, *pieces = words or [""]
    escape = "default"
    if pieces and pieces[0].startswith("escape="):
        escape = pieces.pop(0).removeprefix("escape=")
    return Statement("".join(pieces), name, escape, "nginx", named=bool(name))


def log_format_apache(words: list[str]) -> Statement:
    """Apache's: text, and perhaps a name."""
    text, name = (*words, "", "")[:2]
    return Statement(text.removesuffix("\n"), name, server="Apache", named=True)


def nginx_words(text: str, option: str = "") -> Iterator[tuple[str, str]]:
    """The words of a configuration of nginx, and what each is: a `mark` is one of `{};`.

    Args:
        text: of the configuration.
        option: for the error; where it is empty, what is no word is passed over.

    Raises:
        OptionError: a quote is not closed.
    """
    at = 0
    while at < len(text):
        match = _NGINX.match(text, at)
        if match is None:
            if option:
                raise broken(option, text, at, "a quote that is not closed")
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            yield unescaped(match[kind]), kind


def apache_words(text: str, option: str = "") -> list[str]:
    """The words of a line of Apache's configuration.

    Raises:
        OptionError: a quote is not closed.
    """
    words: list[str] = []
    at = 0
    text = text.rstrip()
    while at < len(text) and (match := _APACHE.match(text, at)):
        kind = match.lastgroup or ""
        word = match[kind]
        if kind == "word" and word[0] in "\"'" and option:
            raise broken(option, text, match.start(kind), "a quote that is not closed")
        words.append(unescaped(word))
        at = match.end()
    return words


def unescaped(text: str) -> str:
    r"""`\"`, `\t` and the like undone; any other backslash stays."""
    return _ESCAPE.sub(lambda match: _LETTERS.get(match[1], match[0]), text)
