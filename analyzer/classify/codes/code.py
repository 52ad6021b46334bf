"""What is known of one status code: its meaning, its fault, its evidence and its next step."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from analyzer.classify.vocabulary import Class, Fault, Outcome

_CLASSES = (
    Class.INFORMATIONAL,
    Class.SUCCESS,
    Class.REDIRECTION,
    Class.CLIENT_ERROR,
    Class.SERVER_ERROR,
)


def class_of(number: int) -> Class:
    """The class of a number: its first digit, or none outside 100 to 599."""
    return _CLASSES[number // 100 - 1] if 100 <= number <= 599 else Class.NONE


class Level(StrEnum):
    """How strongly the specification, or the code's own definition, asks for something."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    MAY = "may"


class Where(StrEnum):
    """Where a piece of evidence is to be found."""

    REQUEST = "request"
    RESPONSE = "response"
    FOLLOWUP = "followup"
    """In what comes after: a second response, or the client's next request."""


class Evidence(NamedTuple):
    """Something that goes with a code, and that an entry or its neighbours can show.

    Args:
        level: how strongly it is asked for.
        where: the side of the exchange that shows it.
        headers: lower-case names; any one of them will do. With MUST_NOT none may be there.
            Empty: it is no header.
        text: the same as a sentence for the reader.
        always: it holds for every such response, so that headers alone decide. Otherwise the
            text names the condition, and absence alone proves nothing.
    """

    level: Level
    where: Where
    headers: tuple[str, ...]
    text: str
    always: bool = True


class Code(Struct, frozen=True, kw_only=True):
    """One status code.

    Args:
        number: as it stands in a status field.
        name: the reason phrase.
        spec: the section that defines it; for an unregistered code, the products that use it.
        outcome: the label when nothing in the context says more.
        fault: the same for the fault.
        says: what the server says.
        whose: whose move or whose fault it is, and why.
        look_for: how it is recognised in an entry or its neighbours.
        check: what the reader should check next.
        registered: it stands in IANA's registry of status codes.
        cacheable: a cache may reuse it although the response does not say for how long.
        evidence: what must, should or may come with it.
        also: other meanings or names of the same number; empty if there are none.
    """

    number: int
    name: str
    spec: str
    outcome: Outcome
    fault: Fault
    says: str
    whose: str
    look_for: str
    check: str
    registered: bool = True
    cacheable: bool = False
    evidence: tuple[Evidence, ...] = ()
    also: str = ""

    @property
    def klass(self) -> Class:
        """The class: what the first digit says."""
        return class_of(self.number)

    @property
    def title(self) -> str:
        """Number and name, as people write them: `404 Not Found`."""
        return f"{self.number} {self.name}"
