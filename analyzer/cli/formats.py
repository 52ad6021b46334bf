"""statscan formats [FILE]."""

import click

from analyzer.cli.reading import SETTINGS, options
from analyzer.cli.writing import printed
from analyzer.errors import OptionError


@click.command(context_settings=SETTINGS)
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True))
@options("format_", "log_format", "server_config")
def formats(*, file: str | None, **named: str | None) -> int:
    """List the formats that are understood; of a FILE, say which it is in, and which lines are not."""
    if file is not None:
        from analyzer.formats import asked
        from analyzer.recognise import recognise

        only = asked(named["format_"], named["log_format"], named["server_config"])
        printed(recognise(file, only))
        return 0
    if any(named.values()):
        raise OptionError("a format without a FILE to be looked at", "name the FILE")
    from analyzer.formats import FORMATS

    widest = max(len(each.name) for each in FORMATS)
    printed("".join(f"{each.name:{widest}}  {each.title}\n" for each in FORMATS))
    return 0
