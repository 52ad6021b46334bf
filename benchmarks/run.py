"""Measure statscan against its peers and against the limits, and print ratios from one run.

python benchmarks/run.py                      # every scenario; takes about an hour
python benchmarks/run.py million gzip         # two of them
python benchmarks/run.py million --lines 100000 --runs 3
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from contestants import CONTESTANTS, package
from measure import MIB, Figures, interleaved
from scenarios import SCENARIOS, Entrants, Scenario, Target, entrants
from work import Work

HERE = Path(__file__).parent
HEADINGS = ("what", "wall s", "from-to", "ratio", "CPU s", "MB/s", "peak MiB", "entries", "exit")


def machine(able: Entrants) -> list[str]:
    """What the figures were measured on and with."""
    processor = platform.processor() or "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / MIB / 1024
    cores = len(os.sched_getaffinity(0))
    have = {name: who.version() for name, who in able.items()} | {"polars": package("polars")()}
    missing = ", ".join(name for name in CONTESTANTS if name not in able)
    return [
        f"{processor}, {cores} cores, {memory:.0f} GiB, Python {platform.python_version()}",
        "; ".join(f"{name}: {version}" for name, version in have.items()),
        *([f"not installed or not asked for: {missing}"] if missing else []),
    ]


def rows(results: dict[str, Figures]) -> Iterator[tuple[str, ...]]:
    """The table's rows; the ratio is to the first."""
    base = next(iter(results.values())).wall
    for name, figures in results.items():
        walls = [sample.wall for sample in figures.samples]
        yield (
            name,
            f"{figures.wall:.2f}",
            f"{min(walls):.2f}-{max(walls):.2f}",
            f"{figures.wall / base:.2f}",
            f"{figures.cpu:.2f}",
            f"{figures.case.size / figures.wall / 1e6:.0f}" if figures.case.size > MIB else "",
            f"{figures.together:.0f}",
            _share(figures),
            str(figures.code),
        )


def _share(figures: Figures) -> str:
    """How many lines it understood, of how many there are."""
    if figures.entries is None:
        return ""
    truth = figures.case.truth
    return f"{figures.entries}" + (f" ({figures.entries / truth:.2%})" if truth else "")


def table(headings: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """A Markdown table, aligned."""
    widths = [max(map(len, column)) for column in zip(headings, *lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in (headings, rule, *lines)
    )


def verdicts(targets: tuple[Target, ...], results: dict[str, Figures]) -> Iterator[tuple[str, ...]]:
    """Each target beside what was measured; where a contestant is missing or failed, nothing was."""
    sound = {name: figures for name, figures in results.items() if not figures.failed}
    for target in targets:
        asked = f"{'≥' if target.at_least else '≤'} {target.limit:.3g}{target.unit}"
        try:
            figure = target.measured(sound)
        except KeyError:
            yield target.says, asked, "", "not measured"
            continue
        verdict = "met" if target.met(figure) else "missed"
        yield target.says, asked, f"{figure:.{2 if figure < 20 else 0}f}{target.unit}", verdict


def complaints(results: dict[str, Figures]) -> Iterator[str]:
    """What a command said last that did not end well."""
    for name, figures in results.items():
        if said := next((sample.said for sample in figures.samples if sample.said), ""):
            yield f"{name}, exit {figures.code}: {said}"


def perform(scenario: Scenario, work: Work, able: Entrants, runs: int) -> dict[str, Figures] | None:
    """Run one scenario and print it."""
    print(f"\n## {scenario.name}: {scenario.title}\n", flush=True)
    try:
        cases = scenario.cases(work, able)
    except KeyError as missing:
        print(f"left out: {missing} is not installed")
        return None
    results = interleaved(cases, runs, lambda text: print(text, file=sys.stderr))
    print(table(HEADINGS, list(rows(results))), *complaints(results), sep="\n", end="\n\n")
    print(
        table(("target", "asked", "measured", ""), list(verdicts(scenario.targets, results))),
        flush=True,
    )
    return results


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--runs", type=int, default=5, help="after one warm-up (default: 5)")
    parser.add_argument(
        "--lines", type=int, default=1_000_000, help="what a million is, to try things"
    )
    parser.add_argument("--contestants", help="only these, parted by commas")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where the logs are kept")
    parser.add_argument("--json", type=Path, help="write the raw figures here")
    args = parser.parse_args()
    if unknown := set(args.scenarios) - set(SCENARIOS):
        parser.error(f"no such scenario: {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    return args


def main() -> None:
    """Perform the scenarios asked for, all of them by default."""
    args = options()
    able = entrants(args.contestants.split(",") if args.contestants else None)
    head = machine(able)
    print("\n".join(head))
    work, raw = Work(args.work, args.lines), {}
    for name in args.scenarios or SCENARIOS:
        if results := perform(SCENARIOS[name], work, able, args.runs):
            raw[name] = [figures.as_json() for figures in results.values()]
    if args.json:
        args.json.write_text(json.dumps({"machine": head, "scenarios": raw}, indent=1) + "\n")


if __name__ == "__main__":
    main()
