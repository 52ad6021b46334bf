"""Formats that the user's own server defines: by nginx's `log_format`, by Apache's `LogFormat`.

Each variable of nginx and each directive of Apache is one entry of a table that says which field it
is. What the tables decide: `bytes` is the body alone, so what counts headers too (`%O`,
`$bytes_sent`) is `transfer_bytes`; the times of several servers behind add up; a time without an
offset is UTC; of two that tell the same, the more exact one is read. All else, such as headers of
which the format names but a few, is kept in `extra` as `name=value`, without the values of
credentials and cookies.
"""

from analyzer.formats.strings.compiled import compiled
from analyzer.formats.strings.config import configured

__all__ = ["compiled", "configured"]
