"""Apache's directives, and its way to write a `LogFormat`."""

import re

from msgspec.structs import replace

from analyzer.formats.strings.items import Items, Variable, broken, joined

DIRECTIVES = {
    "a": "client",
    "h": "client",
    "{c}a": "client",
    "{c}h": "client",
    "l": "ident",
    "u": "user",
    "t": "time",
    "{sec}t": "epoch",
    "{msec}t": "epoch",
    "{usec}t": "epoch",
    "r": "request",
    "m": "method",
    "U": "path",
    "q": "query",
    "H": "protocol",
    ">s": "status",
    "s": "status",
    "b": "bytes",
    "B": "bytes",
    "O": "sent",  # headers included
    "I": "request_bytes",
    "D": "micros",
    "{us}T": "micros",
    "{ms}T": "millis",
    "T": "seconds",
    "{s}T": "seconds",
    "v": "host",
    "V": "host",
    "{host}i": "name",
    "p": "port",
    "{x-forwarded-proto}i": "scheme",
    "{referer}i": "referrer",
    "{user-agent}i": "agent",
    "{x-forwarded-for}i": "forwarded",
    "{cache-status}o": "cache",
    "{cf-cache-status}o": "cache",
    "{x-cache}o": "cache",
    "{x-cache-status}o": "cache",
    "{x-proxy-cache}o": "cache",
    "{age}o": "age",
    "{content-type}o": "media",
    "{location}o": "location",
    "{retry-after}o": "retry_after",
    "X": "ending",
    "{balancer_worker_name}e": "upstream_address",  # mod_proxy_balancer's
}
"""What each fills; of two that tell the same, the upper one is read. All others go to `extra`."""

_LETTERS = frozenset("aAbBcCdDefFhHiIkKlLmnoOpPqrRsStTuUvVxX")
"""Apache's, and of the servers that write its format: Tomcat's, lighttpd's, Varnish's. Those behind `^` are known."""

_RANKS = {name: rank for rank, name in enumerate(DIRECTIVES)}
_DIRECTIVE = re.compile(
    r"%(?P<when>!?[0-9,]*)(?P<which>[<>]?)(?:\{(?P<name>[^}]*)\})?(?P<after>[<>]?)"
    r"(?P<letter>\^[A-Za-z]{2}|[A-Za-z%])"
)
_FRACTIONS = {"msec_frac": "%3f", "usec_frac": "%6f"}
_DATE = re.compile(r"%(?:[sFDc]|[Yy].*%[jmbB]|[jmbBd].*%[Yy])")
_CLOCK = re.compile(r"%(?:[sTRc]|[HI].*%M)")


def items(text: str, option: str) -> Items:
    """Take a `LogFormat` apart.

    Args:
        text: as Apache has it, without the quotes of its configuration.
        option: for errors.

    Raises:
        OptionError: it is broken.
    """
    found: list[str | Variable] = []
    end = 0
    while (at := text.find("%", end)) >= 0:
        match = _DIRECTIVE.match(text, at)
        if match is None:
            raise broken(option, text, at, "no directive")
        found += (text[end:at], *_directive(match))
        end = match.end()
    found.append(text[end:])
    return joined(_whole_times([item for item in found if item != ""]))


def _directive(match: re.Match[str]) -> tuple[str | Variable, ...]:
    letter, name = match["letter"], match["name"]
    if letter == "%":
        return ("%",)
    if letter == "t":
        return _time(name)
    which = ">" if ">" in (match["which"], match["after"]) and letter == "s" else ""
    argument = "" if name is None else f"{{{name.lower()}}}"
    key = f"{which}{argument}{letter}"
    header = (name or "").lower() if letter in {"i", "o", "^ti", "^to"} else ""
    return (
        Variable(
            name if header and name else f"{argument and f'{{{name}}}'}{letter}",
            DIRECTIVES.get(key, ""),
            _RANKS.get(key, 0),
            "cookie" if letter == "C" else header,
            unknown=() if letter[-1] in _LETTERS or letter[0] == "^" else (match[0],),
        ),
    )


def _time(form: str | None) -> tuple[str | Variable, ...]:
    if form is None:
        return ("[", Variable("t", "time", _RANKS["t"]), "]")
    form = re.sub("^(?:begin|end):", "", form)
    kind = DIRECTIVES.get(f"{{{form}}}t", "")
    if kind:
        return (Variable(f"{{{form}}}t", kind, _RANKS["t"] + 1),)
    if form == "":
        return _time(None)
    return (Variable(f"{{{form}}}t", "", _RANKS["t"], time=_FRACTIONS.get(form, form)),)


def _whole_times(items: list[str | Variable]) -> list[str | Variable]:
    """A date and a time that are directives of their own become one; half a time is text."""
    out: list[str | Variable] = []
    for item in items:
        out.append(item)
        while (one := _one(out)) is not None:
            size, variable = one
            out[-size:] = [variable]
    return [_known(item) for item in out]


def _one(items: list[str | Variable]) -> tuple[int, Variable] | None:
    """The last two times as one, with what stands between them, if neither is whole without it."""
    if len(items) < 2 or not isinstance(items[-1], Variable):
        return None
    between = items[-2] if isinstance(items[-2], str) else ""
    size = 3 if between else 2
    first, second = items[-size] if len(items) >= size else "", items[-1]
    if not isinstance(first, Variable) or not second.time:
        return None
    if first.label == "{sec}t" and second.time in _FRACTIONS.values() and between in {"", "."}:
        return size, replace(first, label=first.label + between + second.label)
    if not first.time:
        return None
    if _whole(first.time) and _whole(second.time):
        return None
    time = first.time + between.replace("%", "%%") + second.time
    return size, Variable(first.label + between + second.label, "", first.rank, time=time)


def _known(item: str | Variable) -> str | Variable:
    if isinstance(item, Variable) and item.time:
        kind = "time" if _whole(item.time) else ""
        return Variable(item.label, kind, item.rank, time=item.time)
    return item


def _whole(time: str) -> bool:
    return bool(_DATE.search(time) and _CLOCK.search(time))
