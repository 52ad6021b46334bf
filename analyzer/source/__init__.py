"""Bytes: from what the user names to blocks of whole lines. Knows nothing of polars or formats."""
