"""FINDINGS: what deserves attention, worked out from a Summary alone.

Nothing is imported here: a report names findings without waiting for polars.
"""
