"""LABELS: the vocabulary of what a response was, and the rules that one entry can decide."""

from analyzer.classify.classify import LABELLED, classify
from analyzer.classify.labels import LABELS
from analyzer.classify.signals import SIGNALS, Signal
from analyzer.classify.vocabulary import Class, Fault, Outcome

__all__ = [
    "LABELLED",
    "LABELS",
    "SIGNALS",
    "Class",
    "Fault",
    "Outcome",
    "Signal",
    "classify",
]
