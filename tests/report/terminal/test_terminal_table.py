from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.report.terminal.histogram import histogram
from analyzer.report.terminal.lines import Line
from analyzer.report.terminal.panels import heading, panel_lines, panels
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.table import table

PATHS = (Column("path", Kind.TEXT), Column("requests", Kind.COUNT), Column("first", Kind.PLACE))


def _texts(lines: list[Line]) -> list[str]:
    return ["".join(part.text for part in line).rstrip() for line in lines]


def _paths(*rows: tuple[str, int, str]) -> Panel:
    return Panel("paths", "Paths", "All.", PATHS, tuple(map(Row, rows)), share=1, total=2000)


def test_wide_characters_keep_their_columns() -> None:
    panel = _paths(
        ("/", 1000, "a.log:1"), ("/産品/カタログ", 500, "a.log:2"), ("/🚀", 1, "a.log:3")
    )
    assert _texts(table(panel, Screen(80))) == [
        "  path            requests          first",
        "  /                  1,000  50.0 %  a.log:1  ████████████████████████",
        "  /産品/カタログ       500  25.0 %  a.log:2  ████████████",
        "  /🚀                    1  <0.1 %  a.log:3  ▏",
    ]


def test_long_paths_lose_their_middle_and_places_their_beginning() -> None:
    panel = _paths(("/segment" * 20, 1000, "logs/2026/access.log:1234"))
    assert _texts(table(panel, Screen(80))) == [
        "  path                           requests          first",
        "  /segment/segme…egment/segment     1,000  50.0 %  …ccess.log:1234  ████████████",
    ]


def test_titles_wider_than_their_values_stand_on_two_lines() -> None:
    columns = (Column("path", Kind.TEXT), Column("client fault", Kind.COUNT))
    panel = Panel("paths", "", "", columns, (Row(("/", 12)),))
    assert _texts(table(panel, Screen(80))) == [
        "        client",
        "  path   fault",
        "  /         12",
    ]


def test_unknown_is_said_and_is_not_zero() -> None:
    columns = (Column("path", Kind.TEXT), Column("sent", Kind.SIZE))
    panel = Panel("paths", "", "", columns, (Row((None, 0)), Row(("/", None))))
    assert _texts(table(panel, Screen(80)))[1:] == ["  unknown      0 B", "  /        unknown"]


def test_ten_rows_are_shown_and_the_others_counted() -> None:
    rows = tuple(Row((f"/{number}", 1, None)) for number in range(15))
    panel = Panel("paths", "Paths", "All.", PATHS, rows, more=1000, note="About half.")
    shown = _texts(panel_lines(panel, Screen(80)))
    assert shown[:2] == ["", "Paths  All."]
    assert len(shown) == 2 + 1 + 10 + 2
    assert shown[-2:] == ["  and 1,005 more", "  About half."]


def test_a_panel_without_rows_takes_no_room() -> None:
    assert panels([_paths()], Screen(80)) == []
    assert panels([_paths()], Screen(160)) == []


def test_the_next_panel_goes_where_there_is_room() -> None:
    long = _paths(*((f"/{number}", 1, "a:1") for number in range(5)))
    short = _paths(("/", 1, "a:1"))
    shown = _texts(panels([long, short, short], Screen(120)))
    half = (120 - 4) // 2
    assert [line[:5] for line in shown if line[:1] == "P"] == ["Paths"]
    assert [line[half + 4 :][:5] for line in shown].count("Paths") == 2


def test_a_heading_without_words_is_its_title() -> None:
    assert _texts(heading("Paths", "", Screen(80))) == ["Paths"]


def _histogram(*amounts: int, log: bool = False) -> list[str]:
    columns = (Column("up to", Kind.SIZE), Column("responses", Kind.COUNT))
    rows = tuple(Row((10**at, amount)) for at, amount in enumerate(amounts))
    chart = Chart(ChartKind.COLUMNS, 0, (1,), ("neutral",) * len(rows), log=log)
    panel = Panel("sizes", "Sizes", "", columns, rows, chart=chart)
    return _texts(histogram(panel, chart, Screen(50)))


def test_a_histogram_is_three_lines_high() -> None:
    assert _histogram(0, 1, 8, 16, 24, 12, 24, 24, 0, 0, 0) == [
        "                  ███     ███ ███",
        "              ███ ███ ▄▄▄ ███ ███",
        "      ▁▁▁ ███ ███ ███ ███ ███ ███",
        "  up to 1 B                     up to 10.0 GB",
        "  most 24 up to 10.0 kB",
    ]


def test_a_logarithmic_histogram_says_so() -> None:
    assert _histogram(1, 10, 100, 1000, log=True)[-1].endswith("logarithmic scale")


def test_more_columns_than_cells_are_put_together() -> None:
    shown = _histogram(*[1] * 200)
    assert shown[0] == "  " + "█" * 40
