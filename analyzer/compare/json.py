"""A comparison for machines: one JSON document, described word by word in `comparison.schema.json`."""

from analyzer import __version__
from analyzer.compare.model import Change, Comparison
from analyzer.report.json import Json, document, finding_of, strict
from analyzer.report.text import encodable

SCHEMA = 1
"""Number of the document's form: it grows when a key changes its meaning or goes away."""


def json(comparison: Comparison) -> str:
    """Write a comparison as strict JSON, in ASCII, with the documents of both sides in it."""
    return strict(
        {
            "statscan": __version__,
            "comparison": SCHEMA,
            "notes": [encodable(note) for note in comparison.notes],
            "tests": comparison.tests,
            "findings": [finding_of(each) for each in comparison.findings],
            "changes": [_change(each) for each in comparison.changes],
            "before": document(comparison.before),
            "after": document(comparison.after),
        }
    )


def _change(change: Change) -> Json:
    return {
        "aspect": change.aspect,
        "key": None if change.key is None else encodable(change.key),
        "kind": change.kind.value,
        "before": change.before,
        "after": change.after,
        "requests_before": change.requests_before,
        "requests_after": change.requests_after,
        "change": change.word,
        "chance": change.chance,
        "certain": change.certain,
        "where": None if change.where is None else encodable(change.where),
    }
