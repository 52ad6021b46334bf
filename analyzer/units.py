"""How numbers are written for people: one place, the same on the terminal, the page and in pictures."""

from datetime import datetime, timedelta

_SIZES = ("B", "kB", "MB", "GB", "TB", "PB")


def count(number: float) -> str:
    """`1,234,567`."""
    return f"{number:,}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """`1 line`, `2 lines`, `1,000 entries`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def at_least(number: int, most: int, singular: str, plural: str | None = None) -> str:
    """`at least 3 clients`; of what cannot be more than `most`, so many are all: `3 clients`."""
    words = counted(number, singular, plural)
    return words if number >= most else f"at least {words}"


def unsaid(number: int) -> str:
    """The end of a sentence: `; 2 do not say.`, or the stop alone where all do."""
    return f"; {number:,} {'does' if number == 1 else 'do'} not say." if number else "."


def _three(number: float) -> str:
    """Three significant digits, never in exponent form."""
    digits = 2 if number < 9.995 else 1 if number < 99.95 else 0
    return f"{number:,.{digits}f}"


def size(number: float) -> str:
    """Bytes in decimal units: `512 B`, `1.50 kB`, `23.4 MB`."""
    for unit in _SIZES:
        if number < 999.5 or unit == _SIZES[-1]:
            return f"{number:.0f} B" if unit == "B" else f"{_three(number)} {unit}"
        number /= 1000
    raise AssertionError


def speed(amount: float, seconds: float) -> str | None:
    """`183 MB/s`; None where no time passed that could be measured."""
    return f"{size(amount / seconds)}/s" if seconds > 0 else None


def duration(microseconds: float) -> str:
    """`850 µs`, `12.3 ms`, `4.56 s`, `3 min 20 s`, `5 h 12 min`, `3 d 4 h`."""
    if microseconds < 999.5:
        return f"{microseconds:.0f} µs"
    if microseconds < 999_500:
        return f"{_three(microseconds / 1_000)} ms"
    if microseconds < 59_950_000:
        return f"{_three(microseconds / 1_000_000)} s"
    return _long(round(microseconds / 1_000_000))


def _long(seconds: int) -> str:
    """The largest unit and the next one, what is smaller cut off."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s"))
    begin = next(number for number, (amount, _) in enumerate(parts) if amount)
    return " ".join(f"{amount:,} {unit}" for amount, unit in parts[begin : begin + 2] if amount)


def span(first: datetime, last: datetime) -> str:
    """The time between two moments, as `duration` writes it."""
    return duration((last - first) / timedelta(microseconds=1))


def share(part: float, total: float) -> str:
    """`12.3 %`; `<0.1 %` for what is there but rounds to nothing; `-` of nothing."""
    if not total:
        return "-"
    percent = 100 * part / total
    if 0 < percent < 0.1:
        return "<0.1 %"
    if 99.9 < percent < 100:
        return ">99.9 %"
    return f"{percent:.0f} %" if percent in {0, 100} else f"{percent:.1f} %"


def moment(when: datetime) -> str:
    """`2026-11-22 10:15:30+00:00` without what a reader does not need: `2026-11-22 10:15:30`."""
    return when.isoformat(" ", "seconds")[:19]


def zone(when: datetime) -> str:
    """`UTC`, `+02:00`; nothing where the moment has no zone."""
    offset = when.utcoffset()
    if offset is None:
        return ""
    return when.isoformat()[-6:] if offset else "UTC"


def period(first: datetime, last: datetime) -> str:
    """`2026-11-22 10:15:30 to 11:02:03 UTC`; the second date where it is another one."""
    end = moment(last)
    if first.date() == last.date():
        end = end[11:]
    return f"{moment(first)} to {end} {zone(last)}".rstrip()
