import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import matplotlib
import pytest
from msgspec.structs import replace

from analyzer.report.charts import MOST_BARS, draw
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Report, Row


def panel(report: Report, name: str) -> Panel:
    return next(panel for panel in report.panels if panel.id == name)


def read(svg: str) -> Xml.Element:
    return Xml.fromstring(svg)  # noqa: S314 - matplotlib's own


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in read(svg).iter("{http://www.w3.org/2000/svg}text")]


def histogram(*values: int, log: bool = False) -> Panel:
    columns = (Column("up to", Kind.SIZE), Column("requests", Kind.COUNT))
    rows = tuple(Row((10**power, value)) for power, value in enumerate(values))
    chart = Chart(ChartKind.COLUMNS, 0, (1,), ("neutral",) * len(rows), log=log)
    return Panel("sizes", "Sizes", "How large.", columns, rows, chart=chart)


def minutes(*values: int | None) -> Panel:
    start = datetime(2026, 3, 14, 9, 26)
    columns = (Column("from", Kind.MOMENT), Column("server error", Kind.COUNT))
    rows = tuple(
        Row((start + timedelta(minutes=minute), value)) for minute, value in enumerate(values)
    )
    chart = Chart(ChartKind.OVER_TIME, 0, (1,), ("server_error",))
    return Panel("time", "Over time", "Each minute.", columns, rows, chart=chart)


def test_every_panel_with_a_chart_and_rows_is_drawn(report: Report) -> None:
    for each in report.panels:
        svg = draw(each)
        assert bool(svg) == bool(each.chart and each.rows), each.id
        if svg:
            title, description = (child.text for child in list(read(svg))[:2])
            assert title == f"Chart: {each.title}"
            assert description == each.says


def test_a_strict_policy_has_nothing_to_refuse(report: Report) -> None:
    for svg in map(draw, report.panels):
        tags = "".join(re.findall(r"<[^<>]+>", svg))
        assert "style" not in tags
        assert "href" not in tags
        assert "url(" not in tags


def test_colours_are_the_classes_own(report: Report) -> None:
    svg = draw(panel(report, "status"))
    for name in ("success", "redirection", "client-error", "server-error", "none"):
        assert f'fill="var(--{name}, #' in svg
    without_fallback = re.sub(r"var\([^)]*\)", "", svg)
    assert not re.search(r"#[0-9a-f]{6}", without_fallback), "a colour that dark mode cannot change"


def test_bars_say_their_numbers(report: Report) -> None:
    said = texts(draw(panel(report, "status")))
    assert {"200", "1,012,345", "503", "312"} <= set(said)


def test_only_the_first_bars_are_drawn(report: Report) -> None:
    paths = panel(report, "paths")
    assert len(paths.rows) > MOST_BARS
    said = texts(draw(paths))
    assert len(said) == 2 * MOST_BARS
    assert "/" in said


def test_hostile_labels_are_visible_text(report: Report, hostile: tuple[str, ...]) -> None:
    for text in hostile:
        rows = (Row((text, 2)), Row((text, 1)))
        column = Column(text, Kind.TEXT)
        chart = Chart(ChartKind.BARS, 0, (1,), ("neutral",) * 2)
        for kind in (ChartKind.BARS, ChartKind.COLUMNS):
            svg = draw(
                Panel(
                    "paths",
                    text,
                    text,
                    (column, Column("n", Kind.COUNT)),
                    rows,
                    chart=replace(chart, kind=kind),
                )
            )
            assert svg.replace("\n", "").isprintable()
            assert all(said.isprintable() for said in texts(svg))


def test_a_small_series_is_seen_beside_a_large_one(report: Report) -> None:
    svg = draw(panel(report, "time"))
    said = texts(svg)
    assert {"success", "at most 796", "server error", "at most 300"} <= set(said)
    assert "informational" not in said, "a series without a value needs no strip"
    assert "from 2026-03-14 09:26, 5 min to a column" in said


def test_one_moment_has_no_course() -> None:
    assert draw(minutes(3)) == ""
    assert "at most 3" in texts(draw(minutes(3, None, 0)))


def test_a_day_of_nothing_is_drawn_all_the_same() -> None:
    assert draw(minutes(0, 0, None))
    assert draw(histogram(0, 0))
    assert draw(histogram(0, log=True))


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("top", [1, 3, 7, 99, 100, 101, 12_345, 10**12])
def test_an_axis_reaches_over_the_highest_column(top: int, *, log: bool) -> None:
    said = texts(draw(histogram(1, top, 0, log=log)))
    scale = [int(word.replace(",", "")) for word in said if re.fullmatch(r"[\d,]+", word)]
    assert 2 <= len(scale) <= 7
    assert max(scale) >= (top if not log else top // 10)


def test_stacked_values_are_drawn_on_each_other() -> None:
    two = histogram(1, 2)
    columns = (*two.columns, Column("more", Kind.COUNT))
    rows = tuple(Row((*row.values, 5)) for row in two.rows)
    assert two.chart is not None
    stacked = replace(two, columns=columns, rows=rows, chart=replace(two.chart, values=(1, 2)))
    assert 'opacity="0.8"' in draw(stacked)
    bars = replace(stacked, chart=replace(two.chart, kind=ChartKind.BARS, values=(1, 2)))
    assert {"6", "7"} <= set(texts(draw(bars)))


def test_fractions_are_written_in_their_unit() -> None:
    columns = (Column("path", Kind.TEXT), Column("median", Kind.DURATION))
    chart = Chart(ChartKind.BARS, 0, (1,), ("neutral",))
    slow = Panel("slow", "Slow", "Slow.", columns, (Row(("/", 12_345.6)),), chart=chart)
    assert "12.3 ms" in texts(draw(slow))


def test_the_same_panel_is_the_same_picture(report: Report) -> None:
    assert [draw(each) for each in report.panels] == [draw(each) for each in report.panels]


def test_a_users_own_settings_stay_out_and_stay(report: Report) -> None:
    status = panel(report, "status")
    plain = draw(status)
    with matplotlib.rc_context({"font.size": 30, "axes.spines.top": True, "text.color": "red"}):
        assert draw(status) == plain
        assert matplotlib.rcParams["font.size"] == 30


def test_an_unwritable_home_is_no_news(tmp_path: Path) -> None:
    program = (
        "from analyzer.report.charts import draw\n"
        "from analyzer.report.model import *\n"
        "column = Column('a', Kind.COUNT)\n"
        "chart = Chart(ChartKind.BARS, 0, (0,), ('neutral',))\n"
        "print(draw(Panel('a', 'A', 'A.', (column,), (Row((1,)),), chart=chart))[:4])\n"
    )
    nowhere = tmp_path / "file"
    nowhere.write_text("a file is no directory, not even for root")
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(nowhere / "home"))
    kept = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        env=kept | homes,
    )
    assert (result.stdout, result.stderr) == ("<svg\n", "")


def test_matplotlib_is_imported_only_to_draw() -> None:
    program = "import sys, analyzer.report.html\nsys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
