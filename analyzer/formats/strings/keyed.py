"""An object as a format string: a map of keys, for JSON lines that nothing recognises."""

import json
import re
from collections.abc import Iterator
from typing import Any

from analyzer.errors import OptionError
from analyzer.formats.fields import FIELDS
from analyzer.formats.format import Samples
from analyzer.formats.json_keys import NGINX
from analyzer.formats.json_lines import JsonFormat

_BARE = re.compile(r"(:\s*)(\$\w+)(?=\s*[,}])", re.ASCII)
_VARIABLE = re.compile(r"\$(\w+)", re.ASCII)
_UNITS = ("millis", "micros", "nanos")
_TELLING = ({"status", "request", "method", "target", "path"}, {"moment"})


def keyed(text: str, option: str) -> JsonFormat | None:
    """The format whose keys are this object's, in any order and among any others.

    Args:
        text: `{"when": "$time_iso8601", "http": {"code": $status}}`: what each key holds, as nginx
            names it, or as a duration in `$millis`, `$micros` or `$nanos`.
        option: where it comes from, for errors.

    Returns:
        None where it is no such object.

    Raises:
        OptionError: no column is for one of the variables, or there is nothing to be counted.
    """
    if not text.startswith("{"):
        return None
    try:
        found = list(_leaves(json.loads(_BARE.sub(r'\1"\2"', text))))
    except (ValueError, RecursionError):
        return None
    if not found or not all(
        isinstance(value, str) and _VARIABLE.fullmatch(value) for _, value in found
    ):
        return None
    keys = {path: _field(value[1:], option) for path, value in found}
    needs = tuple(
        tuple(path for path, field in keys.items() if field in wanted) for wanted in _TELLING
    )
    if not needs[0]:
        raise OptionError(
            f"{option} names neither a request nor a status",
            'say which keys hold them: {"code": "$status", "line": "$request"}',
        )
    return JsonFormat(
        "custom", f"JSON by its keys: {text}", keys, tuple(filter(None, needs)), Samples(())
    )


def _leaves(found: Any, outer: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that is no object, with its key, behind those that it is inside of."""
    for key, value in found.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{outer}{key}.")
        else:
            yield f"{outer}{key}", value


def _field(variable: str, option: str) -> str:
    field = variable if variable in _UNITS else NGINX.get(variable)
    if field not in FIELDS and field not in {"method", "target", "path", "query"}:
        raise OptionError(
            f"{option}: no column is for ${variable}", "leave it out, or use a variable of nginx's"
        )
    return str(field)
