"""FINDINGS: what deserves attention, worked out from a Summary alone."""

from analyzer.findings.findings import FINDINGS, find

__all__ = ["FINDINGS", "find"]
