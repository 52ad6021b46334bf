"""Which format some bytes are in: each format says how sure it is, and the surest wins."""

from dataclasses import dataclass

from analyzer.errors import FormatError, OptionError
from analyzer.formats.format import Format
from analyzer.formats.registry import FORMATS


@dataclass(frozen=True, slots=True)
class Detection:
    """A choice, and what spoke for it.

    Args:
        format: the surest.
        claim: how sure it is, from 0 to 1.
    """

    format: Format
    claim: float


def detect(name: str, head: bytes, only: Format | None = None) -> Detection:
    """Choose the format of a source.

    Args:
        name: the source, for the error.
        head: its first bytes.
        only: the format that the user asked for; it must fit.

    Raises:
        FormatError: no format claims the bytes, or `only` does not.
    """
    claims = [Detection(each, each.claim(head)) for each in FORMATS]
    surest = max(claims, key=lambda detection: detection.claim)
    if only is not None:
        asked = next(each for each in claims if each.format is only)
        if asked.claim:
            return asked
        other = f"it looks like {surest.format.name}" if surest.claim else "no line of it fits"
        raise FormatError(f"{name} is not in the format {only.name}: {other}", "drop --format")
    if not surest.claim:
        raise FormatError(
            f"{name} is no access log or HAR that statscan knows",
            "see what is understood: statscan formats",
        )
    return surest


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        OptionError: there is none.
    """
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise OptionError(f"there is no format called {name!r}", f"use one of {known}")
