"""What `statscan explain` prints of a signal, a failure or a finding."""

from analyzer.classify.failure import FailureRule
from analyzer.classify.failures import FAILURES
from analyzer.classify.outcomes import FAULTS
from analyzer.classify.signals import SIGNALS
from analyzer.findings.meanings import MEANINGS
from analyzer.report.terminal.lines import Line, paragraph, piece
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.section import INDENT, section


def patterns(name: str, screen: Screen) -> list[list[Line]]:
    """A section for each of them that has this name, in lower case with underscores."""
    sections = [
        _pattern(name, "signal", rule.says, screen)
        + section("Where it is defined", f"{rule.spec}.", screen)
        for rule in SIGNALS
        if rule.signal == name
    ]
    sections += [_failure(rule, screen) for rule in FAILURES if rule.failure == name]
    said = MEANINGS.get(name.replace("_", "-"))
    return sections + ([_pattern(name, "finding", said, screen)] if said else [])


def _pattern(name: str, kind: str, says: str, screen: Screen) -> list[Line]:
    lead = [piece(name.replace("_", " "), "title"), piece(f"  {kind}", "quiet")]
    return [lead, *paragraph(screen.text(says), screen, indent=INDENT)]


def _failure(rule: FailureRule, screen: Screen) -> list[Line]:
    """What happened, whose it is, what exporters record of it, and what to do."""
    texts = "; ".join(
        f"`{example['error']}`{' and headers that show it' if len(example) > 1 else ''}"
        for example in rule.examples
    )
    return [
        *_pattern(rule.failure.value, "failure", rule.says, screen),
        *section("Whose fault it is", FAULTS[rule.fault].says, screen),
        *section("How statscan recognises it", f"A HAR records, for example: {texts}.", screen),
        *section("What to check next", rule.check, screen),
    ]
