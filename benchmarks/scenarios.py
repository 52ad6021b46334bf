"""SCENARIOS: what is compared with what, and what this project asks of itself. One entry adds one."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contestants import CONTESTANTS, GOACCESS, STATSCAN, Contestant
from hars import HARS, HUGE
from hostile import HOSTILE
from line_formats import FORMATS
from measure import Case, Figures
from work import Log, Work

Results = Mapping[str, Figures]
Entrants = Mapping[str, Contestant]


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio (or a figure) that is to stay on one side of a limit.

    Args:
        says: what is asked, in words.
        measured: the figure, from the results; a KeyError where one is missing or failed.
        limit: the figure asked for.
        at_least: the figure is to be the limit or more; else the limit or less.
        unit: printed behind both.
    """

    says: str
    measured: Callable[[Results], float]
    limit: float
    at_least: bool = False
    unit: str = "x"

    def met(self, figure: float) -> bool:
        """Whether the figure is on the right side."""
        return figure >= self.limit if self.at_least else figure <= self.limit


MEMORY = 334
"""MiB that any access log may take: 350 MB."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A set of commands run in turns, the first of which the others are compared with."""

    name: str
    title: str
    cases: Callable[[Work, Entrants], list[Case]]
    targets: tuple[Target, ...]


def _case(work: Work, who: Contestant, log: Log, name: str = "", form: str = "combined") -> Case:
    name = name or who.name
    out = work.out(name)
    argv = who.command(log.path, out, form)
    return Case(name, argv, log.size, out, who.entries, log.entries)


def _wall(one: str, other: str) -> Callable[[Results], float]:
    return lambda results: results[one].wall / results[other].wall


def _peak(one: str, other: str) -> Callable[[Results], float]:
    return lambda results: results[one].together / results[other].together


def _memory(name: str) -> Callable[[Results], float]:
    return lambda results: results[name].together


def _pace(one: str, other: str) -> Callable[[Results], float]:
    """Time per byte of one against that of the other."""

    def ratio(results: Results) -> float:
        first, second = results[one], results[other]
        return first.wall / first.case.size / (second.wall / second.case.size)

    return ratio


def _million(work: Work, entrants: Entrants) -> list[Case]:
    log = work.log(work.million)
    return [_case(work, who, log) for who in entrants.values()]


BIG_ENOUGH = ("statscan", "duckdb", "chdb split", "wc -l")


def _ten_million(work: Work, entrants: Entrants) -> list[Case]:
    """GoAccess is left out: it would take half an hour and say nothing new."""
    one, ten = work.log(work.million), work.log(10 * work.million)
    able = [entrants[name] for name in BIG_ENOUGH if name in entrants]
    pairs = ((_case(work, w, one), _case(work, w, ten, f"{w.name}, ten times")) for w in able)
    return [case for pair in pairs for case in pair]


def _gzip(work: Work, entrants: Entrants) -> list[Case]:
    log, who = work.log(work.million), entrants["statscan"]
    return [_case(work, who, log, "plain"), _case(work, who, work.zipped(log), "gzip")]


PARTS = {"files of 25,000 lines": 25_000, "files of 2,000 lines": 2_000}


def _files(work: Work, entrants: Entrants) -> list[Case]:
    log, who = work.log(work.million), entrants["statscan"]
    parts = [_case(work, who, work.parted(log, lines), name) for name, lines in PARTS.items()]
    return [_case(work, who, log, "one file"), *parts]


def _startup(work: Work, entrants: Entrants) -> list[Case]:
    log, page = work.log(10), work.out("startup", ".html")
    to_page = entrants["statscan"].command(log.path, page, "combined")
    to_terminal = to_page[: to_page.index("-o")]
    return [
        Case("import polars", [sys.executable, "-c", "import polars"]),
        Case("statscan to the terminal", to_terminal, log.size),
        Case("statscan to HTML", to_page, log.size, page),
    ]


def _formats(work: Work, entrants: Entrants) -> list[Case]:
    able = [entrants[name] for name in ("statscan", "goaccess") if name in entrants]
    return [
        _case(work, who, work.log(work.million, form), f"{who.name} {form}", form)
        for form in FORMATS
        for who in able
        if form in who.reads
    ]


def _pathological(work: Work, entrants: Entrants) -> list[Case]:
    who = entrants["statscan"]
    hostile = [_case(work, who, work.hostile(name), name) for name in HOSTILE]
    nothing_read = [replace(case, accepts=(0, 1)) for case in hostile]
    return [_case(work, who, work.log(work.million), "ordinary"), *nothing_read]


def _har(work: Work, entrants: Entrants) -> list[Case]:
    """Each HAR by statscan, and what only to parse it takes."""
    cases = []
    for name in HARS:
        har, out = work.har(name), work.out(name)
        load = f"import json; json.load(open({str(har.path)!r}))"
        report = [*entrants["statscan"].command(har.path, out, "har")]
        cases += [
            Case(name, report, har.size, out),
            Case(f"json.load, {name}", [sys.executable, "-c", load], har.size),
        ]
    return cases


def _huge_har(work: Work, entrants: Entrants) -> list[Case]:
    (name,) = HUGE
    har, out = work.har(name), work.out(name)
    return [Case(name, [*entrants["statscan"].command(har.path, out, "har")], har.size, out)]


def _diff(work: Work, entrants: Entrants) -> list[Case]:
    """Half of the lines as a day before: the logs themselves, and summaries of them that were saved."""
    before, after = work.log(work.million // 2), work.log(work.million)
    diff, out = [str(STATSCAN), "diff", "--quiet"], work.out("diff")
    saved = [work.saved(log) for log in (before, after)]
    size = before.size + after.size
    return [
        _case(work, entrants["statscan"], after, "report of the second log"),
        Case("diff of two logs", [*diff, str(before.path), str(after.path), "-o", str(out)], size),
        Case("diff of two saved summaries", [*diff, *map(str, saved), "-o", str(out)]),
        Case("import polars", [sys.executable, "-c", "import polars"]),
    ]


SCENARIOS: dict[str, Scenario] = {
    each.name: each
    for each in (
        Scenario(
            "million",
            "A million combined lines to the JSON summary",
            _million,
            (
                Target("GoAccess's time to ours", _wall("goaccess", "statscan"), 10, at_least=True),
                Target(
                    "the same, once every format is read",
                    _wall("goaccess", "statscan"),
                    20,
                    at_least=True,
                ),
                Target("our time to DuckDB's", _wall("statscan", "duckdb"), 1),
                Target("our time to ClickHouse's by split", _wall("statscan", "chdb split"), 1),
                Target("our memory", _memory("statscan"), MEMORY, unit=" MiB"),
            ),
        ),
        Scenario(
            "ten-million",
            "Ten times the lines: the same memory, ten times the time",
            _ten_million,
            (
                Target("time per line, ten to one", _pace("statscan, ten times", "statscan"), 1.15),
                Target("memory, ten to one", _peak("statscan, ten times", "statscan"), 1.25),
                Target("memory, ten times", _memory("statscan, ten times"), MEMORY, unit=" MiB"),
            ),
        ),
        Scenario(
            "gzip",
            "The same log, packed",
            _gzip,
            (Target("gzip's time to plain's", _wall("gzip", "plain"), 4 / 3),),
        ),
        Scenario(
            "files",
            "The same log in many files: all cores are busy whatever their sizes",
            _files,
            tuple(
                Target(f"time of {name} to one file's", _wall(name, "one file"), limit)
                for name, limit in zip(PARTS, (1.2, 4), strict=True)
            ),
        ),
        Scenario(
            "startup",
            "A log of ten lines: nothing heavy is imported that the run does not need",
            _startup,
            (
                Target(
                    "terminal report to the import",
                    _wall("statscan to the terminal", "import polars"),
                    2.2,
                ),
                Target("HTML report to the import", _wall("statscan to HTML", "import polars"), 9),
            ),
        ),
        Scenario(
            "har",
            "HARs of 200 MB: 2,000 entries with their bodies, and 32,000 without",
            _har,
            (
                Target("memory, bodies", _memory("har of bodies"), 300, unit=" MiB"),
                Target(
                    "time to json.load's, small entries",
                    _wall("har of small entries", "json.load, har of small entries"),
                    2,
                ),
                Target(
                    "memory to json.load's, small entries",
                    _peak("har of small entries", "json.load, har of small entries"),
                    0.5,
                ),
            ),
        ),
        Scenario(
            "diff",
            "What changed between half a million lines and a million",
            _diff,
            (
                Target(
                    "time per line, two logs to one report",
                    _pace("diff of two logs", "report of the second log"),
                    1.2,
                ),
                Target(
                    "two saved summaries to the import",
                    _wall("diff of two saved summaries", "import polars"),
                    6,
                ),
                Target("memory, two logs", _memory("diff of two logs"), 500, unit=" MiB"),
            ),
        ),
        Scenario(
            "huge-har",
            "A HAR of 2 GB: 20,000 entries with their bodies",
            _huge_har,
            (Target("memory", _memory("huge har"), 400, unit=" MiB"),),
        ),
        Scenario(
            "formats",
            "A million lines of each format",
            _formats,
            (
                *(
                    Target(
                        f"GoAccess's time to ours, {form}",
                        _wall(f"goaccess {form}", f"statscan {form}"),
                        10,
                        at_least=True,
                    )
                    for form in GOACCESS
                ),
                *(
                    Target(
                        f"time per line, {form} to combined",
                        _wall(f"statscan {form}", "statscan combined"),
                        3,
                    )
                    for form in ("nginx-json", "caddy")
                ),
            ),
        ),
        Scenario(
            "pathological",
            "Logs made to hurt, against an ordinary one",
            _pathological,
            tuple(
                target
                for name in HOSTILE
                for target in (
                    Target(f"time per byte, {name}", _pace(name, "ordinary"), 10),
                    Target(f"memory, {name}", _memory(name), MEMORY, unit=" MiB"),
                )
            ),
        ),
    )
}


def entrants(names: list[str] | None = None) -> Entrants:
    """The contestants that are installed, of those named."""
    return {
        name: who
        for name, who in CONTESTANTS.items()
        if (names is None or name in names) and who.version()
    }
