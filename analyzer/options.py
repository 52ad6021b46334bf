"""Values of options: moments, time zones, and which entries are wanted."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

import click

from analyzer.errors import OptionError

_AGO = re.compile(r"([0-9]{1,6})(s|m|min|h|d|w)")
_UNITS = {
    "s": "seconds",
    "m": "minutes",
    "min": "minutes",
    "h": "hours",
    "d": "days",
    "w": "weeks",
}
_MIDNIGHTS = {"today": 0, "yesterday": 1}
_LOGGED = re.compile(r"\[?([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9:]{8})(?: ([+-][0-9]{4}))?\]?")
_OFFSET = re.compile(r"([+-])([01][0-9]):?([0-5][0-9])?")
_MOMENTS = (
    "write 2026-11-22, 2026-11-22T10:15, 2026-11-22T10:15:30+01:00, what stands in the log "
    "(22/Nov/2026:10:15:30 +0100), today, yesterday, or 2h (30s, 90min, 7d, 1w) before now"
)


class Zone(NamedTuple):
    """A time zone.

    Args:
        name: as reports take it: an IANA name or `+02:00`.
        rules: its offsets.
    """

    name: str
    rules: tzinfo


def zone(text: str) -> Zone:
    """The time zone that --tz names.

    Raises:
        OptionError: there is none of that name.
    """
    if text.upper() in {"Z", "UTC"}:
        return Zone("UTC", UTC)
    if offset := _OFFSET.fullmatch(text):
        return _fixed(text, -1 if offset[1] == "-" else 1, int(offset[2]), int(offset[3] or 0))
    from zoneinfo import ZoneInfo

    try:
        return Zone(text, ZoneInfo(text))
    except (KeyError, ValueError, OSError):
        raise OptionError(f"--tz: there is no time zone {text!r}", _nearest(text)) from None


def _fixed(text: str, sign: int, hours: int, minutes: int) -> Zone:
    offset = sign * timedelta(hours=hours, minutes=minutes)
    if not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        raise OptionError(f"--tz: no place on Earth is at {text}", "use -12:00 to +14:00")
    if not offset:
        return Zone("UTC", UTC)
    return Zone(f"{'+' if sign > 0 else '-'}{hours:02}:{minutes:02}", timezone(offset))


def _nearest(text: str) -> str:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    names = {name.lower(): name for name in available_timezones()}
    close = [names[name] for name in get_close_matches(text.lower(), sorted(names), 2)]
    return f"did you mean {' or '.join(close)}?" if close else "write Europe/Berlin or +02:00"


def moment(option: str, text: str, rules: tzinfo) -> datetime:
    """The moment that --since or --until names, in UTC.

    Args:
        option: for the error.
        text: an ISO 8601 date or date-time, one as access logs have it, a day by its name, or how
            long ago (`2h`).
        rules: the zone of a date-time that has none.

    Raises:
        OptionError: it is none of these.
    """
    try:
        if ago := _AGO.fullmatch(text):
            now = datetime.now(UTC).replace(microsecond=0)
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        if text in _MIDNIGHTS:
            midnight = datetime.now(rules).replace(hour=0, minute=0, second=0, microsecond=0)
            return (midnight - timedelta(_MIDNIGHTS[text])).astimezone(UTC)
        if logged := _LOGGED.fullmatch(text):
            text = f"{datetime.strptime(logged[1], '%d/%b/%Y:%H:%M:%S')}{logged[2] or ''}"
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=rules)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise OptionError(f"{option} {text!r} is no moment", _MOMENTS) from None


def text(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A value that goes on as text, which bytes that are no UTF-8 cannot.

    Raises:
        OptionError: it holds such bytes.
    """
    del ctx
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise OptionError(
            f"{param.opts[0]} {value!r} holds bytes that are no UTF-8",
            "write them as the log's entries show them: \\xff",
        ) from None
    return value


def condition(where: str | None, since: datetime | None, until: datetime | None) -> str | None:
    """The whole selection as one SQL expression, for the reader of a report."""
    parts = [
        *([] if since is None else [f"time >= timestamptz '{since:%Y-%m-%d %H:%M:%S.%f}Z'"]),
        *([] if until is None else [f"time < timestamptz '{until:%Y-%m-%d %H:%M:%S.%f}Z'"]),
    ]
    if where is not None:
        parts.insert(0, f"({where})" if parts else where)
    return " and ".join(part.replace(".000000Z", "Z") for part in parts) or None
