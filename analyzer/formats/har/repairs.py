"""What had to be put right in a HAR before it could be read, in words for the user."""

from collections import Counter
from enum import StrEnum


class Repair(StrEnum):
    """One kind of departure from HAR 1.2 that statscan reads all the same."""

    BYTES = "bytes that are no UTF-8"
    SURROGATE = "half of a character"
    LOG = "entries without a log around them"
    PAGE_UNLISTED = "page that entries name and no page list has"
    PAGE_REPEATED = "page that is listed twice"
    PAGE_UNNAMED = "page without an id"
    RESPONSE = "entry without a response"
    TIMINGS = "entry without timings"
    HEADERS = "headers that are no list of names and values"
    HEADER_UNNAMED = "header without a name"
    HEADER_JOINED = "headers joined in one value"
    NUMBER = "number that is none, or out of any range"
    DATE = "date that is a number"


Repairs = Counter[Repair]
