"""The command that lists the entries behind a number, ready to be pasted into a shell."""

import shlex

from analyzer.report.model import Report

_MOST = 4
"""More sources than these are not repeated in every command."""

OTHERS = frozenset({"explain", "formats", "redact", "diff", "join"})
"""First words that are no files to `statscan`: the commands of analyzer/cli."""

_SPECIAL = frozenset('"$`\\!')
"""What a shell reads within double quotes."""


def command(report: Report, where: str) -> str:
    """`statscan access.log --where 'status = 503'`, within the filter of the report itself."""
    both = f"({report.where}) and ({where})" if report.where else where
    options = "".join(f"{quoted(word)} " for word in report.options)
    return f"statscan {_sources(report)} {options}--where {quoted(both)}"


def _sources(report: Report) -> str:
    names = [source.name for source in report.sources]
    if not 0 < len(names) <= _MOST:
        return "FILE..."
    return " ".join(map(as_file, names))


def as_file(name: str) -> str:
    """The name as a shell has to be told it, so that it is taken for neither an option nor a command."""
    return quoted(f"./{name}" if name[:1] == "-" != name or name in OTHERS else name)


def quoted(text: str) -> str:
    r"""One word for a shell; `$'\x1b'`, as bash and zsh read it, where it holds odd characters."""
    if not text.isprintable() or not (text.isascii() or text.isalnum()):
        return "$'" + "".join(map(_escaped, text)) + "'"
    # An expression of SQL is full of single quotes: double ones around it are easier to read.
    return f'"{text}"' if "'" in text and not _SPECIAL & set(text) else shlex.quote(text)


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character.isascii():
        return character if character.isprintable() else f"\\x{ord(character):02x}"
    # Letters of any script stay readable; marks, spaces and controls could hide what is run.
    return character if character.isalnum() else f"\\U{ord(character):08x}"
