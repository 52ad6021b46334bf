"""statscan explain TOPIC."""

import click

from analyzer.cli.reading import SETTINGS, options
from analyzer.cli.writing import printed
from analyzer.completion import Topic
from analyzer.errors import OptionError
from analyzer.output.look import look


# Not only options begin with a dash: Playwright writes -1 for no response.
@click.command(context_settings=SETTINGS | {"ignore_unknown_options": True})
@click.argument("topic", nargs=-1, required=True, type=Topic(), metavar="TOPIC")
@options("format_", "log_format", "server_config", "no_color")
def explain(*, topic: tuple[str, ...], no_color: bool, **named: str | None) -> int:
    """Say what TOPIC means, or how a line (access.log:17) was read and labelled, and why.

    TOPIC is a code (404), a class (4xx), an outcome (redirect-chain), a fault (server), a signal
    (probed-path) or a finding (outage).
    """
    name = " ".join(topic)
    file, _, line = name.rpartition(":")
    if file and line.isdecimal():
        from analyzer.formats import asked
        from analyzer.retrace import retrace

        format_ = asked(named["format_"], named["log_format"], named["server_config"])
        printed(retrace(file, int(line), format=format_, **look(no_color=no_color)))
        return 0
    if any(named.values()):
        raise OptionError(f"{name} is no line of a file, and has no format", "name access.log:17")
    from analyzer.report.explain import explain as explained

    printed(explained(name, **look(no_color=no_color)))
    return 0
