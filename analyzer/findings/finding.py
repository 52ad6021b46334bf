"""What a finding is: one thing that deserves attention, with its evidence and the next step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that deserves attention.

    Args:
        id: stable name.
        severity: "alarm", "warning" or "note".
        title: two words: "broken link".
        text: one sentence in plain words, with its numbers.
        basis: "exact" or "inferred".
        evidence: places, as (source, line).
        where: the `--where` expression that lists the entries.
        next: what to check next.
        weight: how many entries it touches: of two findings of one severity the heavier is first.
        clients: how many clients it touches; None for unknown.
    """

    id: str
    severity: str
    title: str
    text: str
    basis: str
    evidence: tuple[tuple[str, int], ...]
    where: str | None
    next: str
    weight: int = 0
    clients: int | None = None
