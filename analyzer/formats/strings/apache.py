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
_LETTER = re.compile(r"%[-_0^#]?[0-9]?([A-Za-z])")
_LONG = {"F": "Ymd", "D": "mdy", "T": "HMS", "R": "HM"}
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
    return _whole_times(joined(_run_together([item for item in found if item != ""])))


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


def _run_together(items: list[str | Variable]) -> list[str | Variable]:
    """Times with nothing between them become one; so do seconds and their fraction."""
    out: list[str | Variable] = []
    for item in items:
        out.append(item)
        match out:
            case [*_, Variable(label="{sec}t") as sec, ".", Variable(time="%3f" | "%6f") as part]:
                out[-3:] = [replace(sec, label=f"{sec.label}.{part.label}")]
            case [*_, Variable(label="{sec}t") as sec, Variable(time="%3f" | "%6f") as part]:
                out[-2:] = [replace(sec, label=sec.label + part.label)]
            case [*_, Variable() as one, Variable() as two] if one.time and two.time:
                label, time = one.label + two.label, one.time + two.time
                out[-2:] = [replace(one, label=label, time=time)]
    return out


def _whole_times(items: Items) -> Items:
    """A date and a time that are directives of their own are parts of one; half a time is text."""
    parts = _parts(items)
    apart = len(parts) > 1 and _whole(" ".join(part.time for part in parts))
    out: Items = []
    for item in items:
        if isinstance(item, Variable) and item.time:
            whole = "time" if _whole(item.time) else ""
            part = "part" if any(item is each for each in parts) else ""
            out.append(replace(item, kind=part if apart else whole))
        else:
            out.append(item)
    return out


def _parts(items: Items) -> list[Variable]:
    """The times of which each says what none before it does; none beside a time of another kind."""
    parts: list[Variable] = []
    said: set[str] = set()
    for item in items:
        if isinstance(item, Variable) and item.kind in {"time", "epoch"}:
            return []
        if isinstance(item, Variable) and item.time:
            says = {
                each for letter in _LETTER.findall(item.time) for each in _LONG.get(letter, letter)
            }
            parts += [] if says & said else [item]
            said |= says
    return parts


def _whole(time: str) -> bool:
    return bool(_DATE.search(time) and _CLOCK.search(time))
