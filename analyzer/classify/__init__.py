"""LABELS: the vocabulary of what a response was, and the rules that one entry can decide.

Nothing is imported here: what a code means must be known without waiting for polars.
"""
