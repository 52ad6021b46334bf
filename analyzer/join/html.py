"""Two joined sides as one self-contained page, in the style of the report's."""

from analyzer.join.join import Joined
from analyzer.join.report import report
from analyzer.report.html import page


def html(joined: Joined) -> str:
    """The page, complete: style and script are in it."""
    return page("join.html.j2", report(joined), clocks=joined.clocks)
