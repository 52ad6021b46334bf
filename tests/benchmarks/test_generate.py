"""The generator against an independent recount of what it wrote."""

import io
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.append(str(BENCHMARKS))

from generate import Truth, generate  # noqa: E402
from line_formats import FORMATS  # noqa: E402

LINES = 4_000
COMBINED = re.compile(
    r'^(\S+) - \S+ \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "([A-Z]+) (?:[^"\\]|\\.)* HTTP/[12]\.[01]"'
    r' (\d{3}) (\d+) "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"$'
)
SHAPES = {
    "combined": COMBINED.pattern,
    "common": r'^[0-9a-f.:]+ - \S+ \[[^\]]{26}\] "[A-Z]+ (?:[^"\\]|\\.)+" \d{3} \d+$',
    "main": r'^[0-9a-f.:]+ - \S+ \[[^\]]{26}\] "[A-Z]+ .* \d{3} \d+ ".*" ".+" "[0-9a-f.:-]+"$',
    "w3c": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: \S+){13}$",
    "cloudfront": r"^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d(?:\t\S+){31}$",
    "alb": r'^https \S+Z \S+ \S+:\d+ \S+:80 [\d. ]+ \d{3} \d{3} 225 \d+ "[A-Z]+ https:[^"]+" "[^"]+" ',
}


def written(name: str, seed: int = 1) -> tuple[list[str], Truth]:
    out = io.BytesIO()
    truth = generate(out, FORMATS[name], LINES, seed)
    return out.getvalue().decode().splitlines(), truth


@pytest.fixture(scope="module")
def combined() -> tuple[list[str], Truth]:
    return written("combined")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    combined: tuple[list[str], Truth],
) -> None:
    assert written("combined")[0] == combined[0]
    assert written("combined", seed=2)[0] != combined[0]


def test_the_truth_equals_a_recount(combined: tuple[list[str], Truth]) -> None:
    lines, truth = combined
    entries = [found for found in map(COMBINED.match, lines) if found]
    assert truth.as_json() | {"first": 0, "last": 0} == {
        "lines": LINES,
        "entries": len(entries),
        "malformed": LINES - len(entries),
        "ignored": 0,
        "bytes": sum(int(entry[4]) for entry in entries),
        "clients": len({entry[1] for entry in entries}),
        "status": dict(sorted(Counter(entry[3] for entry in entries).items())),
        "method": dict(sorted(Counter(entry[2] for entry in entries).items())),
        "first": 0,
        "last": 0,
    }
    assert truth.malformed > 0


def test_a_log_looks_like_traffic(combined: tuple[list[str], Truth]) -> None:
    lines, truth = combined
    assert 245 < sum(map(len, lines)) / LINES < 262
    assert 0.015 < sum('\\"' in line for line in lines) / LINES < 0.035
    assert {200, 301, 304, 401, 404, 499} <= set(truth.status)
    assert any(line.startswith("2001:db8:") for line in lines)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_lines_of_its_shape(name: str) -> None:
    lines, truth = written(name)
    body = lines[len(FORMATS[name].header) :]
    assert len(lines) == truth.lines == LINES
    if name in SHAPES:
        fits = sum(bool(re.match(SHAPES[name], line)) for line in body)
    else:
        fits = sum(line.endswith("}") and isinstance(json.loads(line), dict) for line in body)
    assert fits == truth.lines - truth.ignored - truth.malformed
