"""Where an axis of time is marked, and how: at moments that a clock or a calendar calls round."""

from datetime import datetime, timedelta

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * number for number in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * number for number in (1, 2, 3, 6, 12)),
    *(_DAY * number for number in (1, 2, 7, 14, 28, 91, 182, 364, 1820, 3640)),
)
_MONDAY = datetime(2001, 1, 1)  # every step that is counted from here begins where people expect it


def marks(start: datetime, seconds: float, most: int) -> list[tuple[float, str]]:
    """At most `most` seconds after `start`, with their words: `14:30`, `03-15`, `2026-03-15`."""
    step = next((step for step in _STEPS if seconds < step * most), None)
    if step is None:
        return [(0, f"{start:%Y}"), (seconds, f"{start + timedelta(seconds=seconds):%Y}")]
    behind = (start.replace(tzinfo=None) - _MONDAY).total_seconds() % step
    places = [step - behind + step * number for number in range(-1, most)]
    shown = [place for place in places if 0 <= place <= seconds]
    return [(place, _words(start + timedelta(seconds=place), step)) for place in shown]


def _words(moment: datetime, step: int) -> str:
    if step >= 91 * _DAY:
        return f"{moment:%Y-%m-%d}"
    if step >= _DAY or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return f"{moment:%m-%d}"
    return f"{moment:%H:%M}" if step >= _MINUTE else f"{moment:%H:%M:%S}"
