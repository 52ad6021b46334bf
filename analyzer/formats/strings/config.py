"""The formats of an nginx.conf or httpd.conf, with all that it includes."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from analyzer.errors import OptionError
from analyzer.formats.format import Format
from analyzer.formats.ncsa import COMBINED
from analyzer.formats.strings.compiled import composed, fits_anything
from analyzer.formats.strings.statement import (
    Statement,
    apache_words,
    log_format,
    log_format_apache,
    nginx_words,
)

OPTION = "--server-config"

_LARGEST = 8 << 20  # bytes of a file; a configuration is never that large
_MOST = 2000  # files; more are no configuration, but a directory included by mistake
_APACHE = re.compile(
    r"^\s*(?:<\w|(?:LogFormat|CustomLog|GlobalLog|ServerRoot|Define|Include|IncludeOptional|Listen)\s(?!.*;\s*$))",
    re.IGNORECASE | re.MULTILINE,
)

_SETTING = re.compile(r"(?:geo|map|set|set_\w+|\w+_set|split_clients|js_var|num_map|keyval)$|\$")
"""nginx's words that a variable of the user's own is defined by; in blocks it may come first."""

_CAPTURED = re.compile(r"\(\?P?<(\w+)>", re.ASCII)
_DEFINED = re.compile(r"\$\{(\w+)\}", re.ASCII)
_NGINX = frozenset(
    (
        "http",
        "server",
        "events",
        "location",
        "include",
        "log_format",
        "access_log",
        "user",
        "listen",
    )
)
"""What such a file holds one of; any text at all is words between marks."""


class _Configuration(Struct):
    """What was found so far.

    Args:
        main: the file that the user named.
        root: what relative names are relative to.
        seen: files that were read.
        statements: formats, in their order.
        nginx: something of nginx's was read.
        defined: Apache's variables, by name.
        own: nginx's that are not its own, `$name`.
    """

    main: Path
    root: Path
    seen: set[Path] = field(default_factory=set)
    statements: list[Statement] = field(default_factory=list)
    nginx: bool = False
    defined: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    def read(self, path: Path) -> None:
        """Read a file once, with what it includes."""
        real = path.resolve()
        if real in self.seen or len(self.seen) >= _MOST:
            return
        self.seen.add(real)
        text = _text(path)
        if text is None:
            return
        if _APACHE.search(text):
            self._apache(text, path)
        else:
            self._nginx(text, path)

    def _nginx(self, text: str, path: Path) -> None:
        words: list[str] = []
        self.own.update(f"${name.lower()}" for name in _CAPTURED.findall(text))
        for word, kind in nginx_words(text):
            if kind != "mark":
                words.append(word)
                continue
            self.nginx |= bool(_NGINX & set(words[:1]))
            if words[:1] == ["log_format"] and len(words) > 2:
                self.statements.append(log_format(words[1:]))
            elif words[:1] == ["include"] and len(words) == 2:
                self._include(words[1], path)
            elif _SETTING.match(words[0] if words else ""):
                self.own.update(each.lower() for each in words if each.startswith("$"))
            words = []

    def _apache(self, text: str, path: Path) -> None:
        for line in re.sub(r"\\\r?\n", "", text).splitlines():
            if line.lstrip().startswith("#"):
                continue
            directive, *words = apache_words(line) or [""]
            said = [
                _DEFINED.sub(lambda name: self.defined.get(name[1], name[0]), word)
                for word in words
            ]
            self._directive(directive.lower(), said, path)

    def _directive(self, directive: str, words: list[str], path: Path) -> None:
        if directive == "serverroot" and words and Path(words[0]).is_dir():
            self.root = Path(words[0])
        elif directive in {"include", "includeoptional"} and words:
            self._include(words[0], path)
        elif directive == "logformat" and words:
            self.statements.append(log_format_apache(words))
        elif directive in {"customlog", "globallog"} and len(words) > 1 and "%" in words[1]:
            self.statements.append(log_format_apache([words[1]]))
        elif directive == "define" and len(words) > 1:
            self.defined[words[0]] = words[1]

    def _include(self, name: str, path: Path) -> None:
        """Files that a name or pattern stands for; there may be none."""
        if "$" in name:  # a variable that only the server knows
            return
        # A copy of another machine's configuration names a root that this machine may have as well.
        own = self.main.resolve().is_relative_to(self.root.resolve())
        bases = (self.root, self.main.parent) if own else (self.main.parent, self.root)
        for base in dict.fromkeys((*bases, path.parent)):
            found = sorted(_files(base, name))
            if found:
                for each in found:
                    self.read(each)
                return


def configured(path: str | Path) -> tuple[Format, ...]:
    """The formats that a server's configuration defines, each under its name there.

    Args:
        path: of an nginx.conf or httpd.conf. Of other files only those are read that it includes.

    Raises:
        OptionError: it cannot be read, defines none, or one of them is broken.
    """
    main = Path(path)
    try:
        with main.open("rb"):
            configuration = _Configuration(main, main.parent)
            configuration.read(main)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OptionError(f"{OPTION}: cannot read {path}: {why}") from None
    formats: dict[str, Format] = {}
    for number, said in enumerate(configuration.statements, 1):
        name = said.name or f"custom{number}"
        if "$" in said.text or "%" in said.text:  # a text that is always the same is valid, too
            format_ = composed(said, name, f"{OPTION} {path}, {name}", configuration.own)
            if not fits_anything(format_):
                formats[name] = format_
    if configuration.nginx:
        formats.setdefault(COMBINED.name, COMBINED)  # nginx has it without a word
    if not formats:
        raise OptionError(
            f"{OPTION}: {path} defines no log format",
            "name the main file of nginx's or Apache's configuration",
        )
    return tuple(formats.values())


def _text(path: Path) -> str | None:
    """A file's text; None for what is no file that can be read."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _files(base: Path, name: str) -> Iterator[Path]:
    where = base / name
    if where.is_dir():
        yield from (each for each in where.rglob("*") if each.is_file())
        return
    try:
        anchor = Path(where.anchor) if where.is_absolute() else Path()
        pattern = where.relative_to(anchor).as_posix()
        yield from (each for each in anchor.glob(pattern) if each.is_file())
    except (OSError, ValueError, NotImplementedError):
        return
