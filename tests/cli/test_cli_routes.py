"""What an entry gains, from the command line: --route, and the columns that --where may name."""

import json
from pathlib import Path

import pytest
from running import Run

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    seen = [("/dog/1", GOOGLE), ("/dog/2", FIREFOX), ("/shop/tea", "curl/8.5.0"), ("/about", "-")]
    path = tmp_path / "access.log"
    path.write_text(
        "".join(
            f'10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET {what} HTTP/1.1" 200 5 "-" "{agent}"\n'
            for what, agent in seen
        )
    )
    return path


@pytest.mark.parametrize(
    ("where", "paths"),
    [
        ("crawler_kind = 'search'", ["/dog/1"]),
        ("crawler_kind is null", ["/dog/2", "/about"]),
        ("crawler in ('curl', 'Googlebot') and status = 200", ["/dog/1", "/shop/tea"]),
        ("browser = 'Firefox' and system = 'Linux' and device = 'desktop'", ["/dog/2"]),
        ("route = '/dog/{id}'", ["/dog/1", "/dog/2"]),
    ],
)
@pytest.mark.parametrize("kind", ["ndjson", "json"])
def test_where(where: str, paths: list[str], kind: str, run: Run, log: Path) -> None:
    result = run(log, "--where", where, "--to", kind)
    assert result.exit_code == 0, result.stderr
    if kind == "json":
        assert json.loads(result.stdout)["selected"] == len(paths)
    else:
        assert [json.loads(text)["path"] for text in result.stdout.splitlines()] == paths


def test_the_columns_are_in_a_table(run: Run, log: Path) -> None:
    result = run(log, "--to", "csv", "--route", "/shop/{item}", "--route", "/{page}")
    head, *rows = (text.split(",")[-6:] for text in result.stdout.splitlines())
    assert head == ["browser", "system", "device", "crawler", "crawler_kind", "route"]
    assert rows == [
        ["", "", "", "Googlebot", "search", "/dog/{id}"],
        ["Firefox", "Linux", "desktop", "", "", "/dog/{id}"],
        ["", "", "", "curl", "tool", "/shop/{item}"],
        ["", "", "", "", "", "/{page}"],
    ]


@pytest.mark.parametrize("pattern", ["shop/{item}", "/shop/{", "/{a}{b}", "/shop?x={x}", ""])
def test_a_wrong_route_is_one_line_and_exit_code_2(pattern: str, run: Run, log: Path) -> None:
    result = run(log, "--route", pattern)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert f"--route {pattern!r}" in result.stderr


def test_the_next_command_knows_the_routes(run: Run, log: Path) -> None:
    result = run(log, "--route", "/shop/{item}", "--to", "html")
    assert "--route &#39;/shop/{item}&#39; --where" in result.stdout
