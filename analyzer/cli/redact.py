"""statscan redact FILE."""

import click

from analyzer.cli.reading import SETTINGS
from analyzer.cli.writing import note
from analyzer.completion import File
from analyzer.output.inputs import refuse_inputs
from analyzer.output.kinds import STANDARD
from analyzer.output.target import Standard
from analyzer.units import counted


@click.command(context_settings=SETTINGS)
@click.argument("file", type=File(), metavar="FILE")
@click.option(
    "-o", "--output", default=STANDARD, type=File(), metavar="PATH", help="Write to PATH."
)
@click.option(
    "--keep",
    multiple=True,
    metavar="NAME",
    help="Leave values of this header, cookie, parameter or member alone. Repeatable.",
)
def redact(*, file: str, output: str, keep: tuple[str, ...]) -> int:
    """Write FILE, a HAR, without its secrets, so that it can be shared.

    Values of credentials, cookies and parameters, bodies, messages, and what else may be secret
    become placeholders: equal secrets have equal ones, so that a session can still be followed.
    """
    from analyzer.output.target import target
    from analyzer.redact import redact as redacted

    refuse_inputs([output], [file])
    clean, masked, left_out = redacted(file, keep)
    with Standard(raw=True) if output == STANDARD else target(output) as opened:
        opened.write(clean)
    if output != STANDARD:
        note(f"wrote {output}")
    note("masked " + (", ".join(f"{n:,} x {kind}" for kind, n in masked.items()) or "nothing"))
    if left_out:
        note(f"left out {counted(left_out, 'broken entry', 'broken entries')}")
    return 0
