"""What `statscan redact` does: a HAR without its secrets, and an account of what was masked."""

import json
from collections.abc import Iterable
from pathlib import Path

from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.redact import Redaction
from analyzer.labelled import LARGEST_DOCUMENT
from analyzer.source import Reader, expand


def redact(path: str | Path, keep: Iterable[str] = ()) -> tuple[bytes, dict[str, int], int]:
    """Mask every secret of a HAR.

    Args:
        path: the HAR, packed or not; `-` for standard input.
        keep: names of headers, cookies, parameters and members whose values stay.

    Returns:
        The HAR as JSON, how often what kind of secret was masked, and how many entries were left
        out because they are broken.

    Raises:
        FormatError: it is no HAR that can be read.
        SourceError: it cannot be read, or not to its end.
    """
    sources, problems = expand([path])
    if problems:
        raise problems[0]
    if len(sources) != 1:
        raise FormatError(f"{path} is not one HAR", "redact one file at a time")
    name = sources[0].name
    redaction = Redaction(keep)
    with Reader(sources[0]) as reader:
        if not HAR.claim(reader.head):
            raise FormatError(f"{name} is no HAR", "only HARs can be redacted")
        try:
            document = redaction.document(reader.pieces(LARGEST_DOCUMENT))
        except FormatError as error:
            raise FormatError(f"{name}: {error.what}", error.cure) from error
        except RecursionError:
            raise FormatError(f"{name}: the JSON is nested too deeply", "export it again") from None
        if reader.problem:
            raise reader.problem
    text = json.dumps(document, indent=1, allow_nan=False) + "\n"
    return text.encode(), dict(redaction.masked.most_common()), redaction.left_out
