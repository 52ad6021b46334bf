"""The first lines: what was read, what could not be, and whether it is healthy."""

from rich.cells import cell_len

from analyzer import units
from analyzer.report.model import Health, Report, SourceLine
from analyzer.report.terminal.lines import Line, flow, padded, paragraph, piece
from analyzer.report.terminal.screen import Screen

_PROBLEMS = 3
_INDENT = 2
_LONGEST_BAR = 40


def header(report: Report, screen: Screen) -> list[Line]:
    """What the numbers rest on: sources, lines, span, speed, and what went wrong in reading."""
    return [*_read(report, screen), *_problems(report.sources, screen)]


def _read(report: Report, screen: Screen) -> list[Line]:
    """What belongs together stays on one line where that fits."""
    name = [piece(_name(report, screen), "strong")]
    words = ([_formats(report, screen), _account(report)], _time(report), _volume(report))
    first, *others = [[[piece(screen.text(word))] for word in group if word] for group in words]
    groups = [flow(group, screen.width) for group in ([name, *first], *others)]
    lines = flow([line for group in groups for line in group], screen.width)
    if report.where:
        number = report.selected
        many = "only entries" if number is None else units.counted(number, "entry", "entries")
        text = screen.text(f"{many} where {report.where}")
        lines += paragraph(text, screen, "strong")
    for note in report.notes:
        lines += paragraph(screen.text(note), screen, "quiet")
    return lines


def _name(report: Report, screen: Screen) -> str:
    if len(report.sources) == 1:
        return screen.cut(screen.text(report.sources[0].name), screen.width // 2)
    return units.counted(len(report.sources), "source")


def _formats(report: Report, screen: Screen) -> str:
    names = dict.fromkeys(screen.text(source.read_as) for source in report.sources if source.format)
    return screen.cut(", ".join(names), screen.width)


def _account(report: Report) -> str:
    return f"{report.read_in_all}, {units.count(report.rejected)} rejected"


def _time(report: Report) -> list[str]:
    """When it was, how long, and how long the reading took."""
    words = []
    if report.first is not None and report.last is not None:
        words.append(units.period(report.first, report.last))
        if report.first < report.last:
            words.append(f"({units.span(report.first, report.last)})")
    if report.reading is not None:
        speed = units.speed(report.reading.bytes, report.reading.seconds)
        took = f"read in {units.duration(report.reading.seconds * 1_000_000)}"
        words.append(f"{took} ({speed})" if speed else took)
    return words


def _volume(report: Report) -> list[str]:
    """Who came and how much was sent; estimates say so."""
    words = []
    visits = report.sessions
    people = {
        "client": report.clients,
        "visitor": report.visitors,
        "session": visits.count if visits else None,
    }
    if who := ", ".join(units.counted(number, name) for name, number in people.items() if number):
        estimated = report.distinct_error or (visits and visits.error)
        words.append(f"about {who}" if estimated else who)
    if crawled := sum(report.counts.get("crawlers", {}).values()):
        total = report.entries if report.selected is None else report.selected
        words.append(f"{units.share(crawled, total)} from crawlers")
    if report.bytes is not None:
        words.append(f"{units.size(report.bytes)} sent")
    if report.bytes is not None and report.bytes_unknown:
        unknown = units.counted(report.bytes_unknown, "entry", "entries")
        words[-1] += f" ({unknown} without a size)"
    return words


def _problems(sources: tuple[SourceLine, ...], screen: Screen) -> list[Line]:
    bad = [source for source in sources if source.problem]
    lines = []
    for source in bad[:_PROBLEMS]:
        name = screen.cut(screen.text(source.name), screen.width // 2)
        lead = [piece("! "), piece(name, "strong"), piece(": ")]
        said = (source.problem or "").removeprefix(f"cannot read {source.name}: ")
        text = screen.text(said.removeprefix(f"{source.name}: "))
        lines += paragraph(text, screen, indent=cell_len(name) + 4, lead=lead)
    if len(bad) > _PROBLEMS:
        lines.append([piece(f"! and {units.counted(len(bad) - _PROBLEMS, 'source')} more")])
    return lines


def health(report: Report, screen: Screen) -> list[Line]:
    """One bar for each share, all to the same scale: the whole width is everything."""
    shown = [one for one in report.health if one.total]
    if not shown:
        return [[], [piece("No entries.")]]
    titles = [screen.text(one.title) for one in shown]
    numbers = [_numbers(one) for one in shown]
    beside = max(map(cell_len, titles)), max(len(share) for share, _ in numbers)
    room = screen.width - _INDENT - sum(beside) - max(len(base) for _, base in numbers) - 6
    bar = max(4, min(_LONGEST_BAR, room))
    lines: list[Line] = [[]]
    said = 0
    for one, title, (share, base) in zip(shown, titles, numbers, strict=True):
        drawn = padded(screen.bar(one.count / one.total, bar), bar)
        lines.append(
            [
                piece(" " * _INDENT + padded(title, beside[0]) + "  ", one.colour),
                piece(padded(share, beside[1], right=True), "strong"),
                piece(f"  {drawn}  ", one.colour),
                piece(base if one.total != said else base.partition(" of ")[0]),
            ]
        )
        said = one.total
    return lines


def _numbers(one: Health) -> tuple[str, str]:
    total, number = units.count(one.total), units.count(one.count)
    return units.share(one.count, one.total), f"{number:>{len(total)}} of {total}"
