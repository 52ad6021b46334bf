"""How wide each column of a table may be."""

from msgspec import Struct

GAP = 2


class Track(Struct, frozen=True):
    """What a column would like to have.

    Args:
        natural: cells of its widest value.
        least: cells below which it is of no use.
        keep: the table makes no sense without it.
    """

    natural: int
    least: int
    keep: bool = False


def fit(tracks: list[Track], room: int, spare: int = 0) -> list[int]:
    """The width of each column, 0 for one that has no room and is left out.

    Columns are left out from the right; those that are kept share the room so that the narrow ones
    get all they need and the wide ones the same each.

    Args:
        tracks: the columns.
        room: cells that they and the gaps between them have.
        spare: cells that are left free as long as no column is left out for it.
    """
    shown = _shown(tracks, room)
    widths = [track.least if position in shown else 0 for position, track in enumerate(tracks)]
    left = room - spare - sum(widths) - GAP * (len(shown) - 1)
    while left > 0 and (growing := [at for at in shown if widths[at] < tracks[at].natural]):
        least = min(growing, key=lambda at: widths[at])
        widths[least] += 1
        left -= 1
    return widths


def _shown(tracks: list[Track], room: int) -> list[int]:
    shown = list(range(len(tracks)))
    for position in reversed(range(len(tracks))):
        if sum(tracks[at].least + GAP for at in shown) - GAP <= room:
            break
        if not tracks[position].keep:
            shown.remove(position)
    return shown
