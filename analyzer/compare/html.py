"""A comparison as one self-contained page, in the style of the report's."""

from msgspec.structs import replace

from analyzer.compare.model import Comparison
from analyzer.compare.terminal import said
from analyzer.report.html import page


def html(comparison: Comparison) -> str:
    """The page, complete: style and script are in it."""
    before, after = comparison.before, comparison.after
    return page(
        "comparison.html.j2",
        after,
        comparison=comparison,
        sides=(("Before", before), ("After", after)),
        together=replace(
            after,
            sources=(*before.sources, *after.sources),
            lines=before.lines + after.lines,
            entries=before.entries + after.entries,
            rejected=before.rejected + after.rejected,
            ignored=before.ignored + after.ignored,
        ),
        said=said(comparison),
    )
