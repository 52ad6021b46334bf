"""statscan explain TOPIC."""

import click

from analyzer.cli.reading import SETTINGS
from analyzer.cli.writing import printed
from analyzer.completion import Topic
from analyzer.output.look import look


@click.command(context_settings=SETTINGS)
@click.argument("topic", nargs=-1, required=True, type=Topic(), metavar="TOPIC")
@click.option("--no-color", is_flag=True, help="No colours; so does the variable NO_COLOR.")
def explain(*, topic: tuple[str, ...], no_color: bool) -> int:
    """Say what TOPIC means, or how a line (access.log:17) was read and labelled, and why.

    TOPIC is a code (404), a class (4xx), an outcome (redirect-chain), a fault (server), a signal
    (probed-path) or a finding (outage).
    """
    name = " ".join(topic)
    file, _, line = name.rpartition(":")
    if file and line.isdecimal():
        from analyzer.retrace import retrace

        printed(retrace(file, int(line), **look(no_color=no_color)))
        return 0
    from analyzer.report.explain import explain as explained

    printed(explained(name, **look(no_color=no_color)))
    return 0
