"""statscan formats [FILE]."""

import click

from analyzer.cli.reading import SETTINGS
from analyzer.cli.writing import printed


@click.command(context_settings=SETTINGS)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
def formats(*, file: str | None) -> int:
    """List the formats that are understood; of a FILE, say which it is in, and which lines are not."""
    if file is not None:
        from analyzer.recognise import recognise

        printed(recognise(file))
        return 0
    from analyzer.formats import FORMATS

    widest = max(len(each.name) for each in FORMATS)
    printed("".join(f"{each.name:{widest}}  {each.title}\n" for each in FORMATS))
    return 0
