from hypothesis import given
from hypothesis import strategies as st

from analyzer.report.terminal.fit import GAP, Track, fit

PATH = Track(100, 28, keep=True)
COUNT = Track(9, 9, keep=True)
SENT = Track(8, 8)
PLACE = Track(15, 12)


def test_the_wide_column_takes_what_the_others_leave() -> None:
    assert fit([PATH, COUNT, SENT], 80) == [80 - 9 - 8 - 2 * GAP, 9, 8]


def test_room_is_shared_from_the_narrow_to_the_wide() -> None:
    assert fit([Track(50, 5), Track(12, 5), Track(50, 5)], 54) == [19, 12, 19]


def test_columns_are_left_out_from_the_right() -> None:
    assert fit([PATH, COUNT, SENT, PLACE], 28 + 9 + 8 + 2 * GAP) == [28, 9, 8, 0]
    assert fit([PATH, COUNT, SENT, PLACE], 28 + 9 + GAP) == [28, 9, 0, 0]


def test_what_is_kept_is_kept_even_without_room() -> None:
    assert fit([PATH, SENT, COUNT], 10) == [28, 0, 9]


def test_spare_room_costs_no_column() -> None:
    assert fit([PATH, COUNT], 60, spare=10) == [60 - 10 - 9 - GAP, 9]
    assert fit([PATH, COUNT, SENT], 28 + 9 + 8 + 2 * GAP, spare=10) == [28, 9, 8]


tracks = st.builds(
    lambda natural, least, keep: Track(natural, min(natural, least), keep),
    st.integers(1, 200),
    st.integers(1, 40),
    st.booleans(),
)


@given(st.lists(tracks, min_size=1, max_size=8), st.integers(1, 200))
def test_a_table_is_never_wider_than_its_kept_columns_demand(
    columns: list[Track], room: int
) -> None:
    widths = fit(columns, room)
    shown = [width for width in widths if width]
    taken = sum(shown) + GAP * (len(shown) - 1)
    kept = [track for track in columns if track.keep]
    assert taken <= max(room, sum(track.least + GAP for track in kept) - GAP)
    for track, width in zip(columns, widths, strict=True):
        assert (width == 0 and not track.keep) or track.least <= width <= track.natural
