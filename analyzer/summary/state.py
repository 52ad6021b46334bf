"""Saved summaries: one file, a zip of a Parquet file for each table and what they mean."""

import json
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import polars as pl

from analyzer.errors import StateError
from analyzer.summary.summary import SourceAccount, Summary
from analyzer.summary.tallies import TALLIES

_VERSION = 1


def save(summary: Summary, path: str | Path) -> None:
    """Write a summary to a file, whole or not at all."""
    path = Path(path)
    about = {
        "version": _VERSION,
        "polars": summary.polars,
        "names": summary.names,
        "sources": [asdict(source) for source in summary.sources],
    }
    unfinished = path.with_name(f".{path.name}.unfinished")
    with zipfile.ZipFile(unfinished, "w") as archive:
        archive.writestr("summary.json", json.dumps(about))
        for name, table in summary.tables.items():
            content = BytesIO()
            table.write_parquet(content)
            archive.writestr(f"{name}.parquet", content.getvalue())
    unfinished.replace(path)


def load(path: str | Path) -> Summary:
    """Read a summary back.

    Raises:
        StateError: the file is missing, no summary, or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("summary.json"))
            if about["version"] != _VERSION:
                raise StateError(
                    f"{path} is a summary of version {about['version']}, not {_VERSION}",
                    "summarise the logs again",
                )
            tables = {
                tally.name: pl.read_parquet(BytesIO(archive.read(f"{tally.name}.parquet")))
                for tally in TALLIES
            }
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, pl.exceptions.PolarsError) as error:
        raise StateError(
            f"cannot load {path}: it is no saved summary", "write one with analyzer.save"
        ) from error
    return Summary(
        tables,
        tuple(about["names"]),
        tuple(SourceAccount(**source) for source in about["sources"]),
        about["polars"],
    )
