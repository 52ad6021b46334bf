"""What statscan says of entries, against what a reader of the lines said before: precision and recall.

python benchmarks/labels.py CORPORA

`labelled.csv` holds what was read, and why: of each entry its outcome and fault, the line of the
redirect that led to it or of the response that a 304 confirms (`prior`), and whether that step is
exact or inferred (`basis`). `differs` says why statscan is known to disagree; where it does without
that, one of the two is wrong. The lines themselves are not in it.
"""

import argparse
from pathlib import Path

import polars as pl

from analyzer import scan

LABELLED = Path(__file__).with_name("labelled.csv")

ASPECTS = ("outcome", "fault", "prior", "basis")
"""What is compared, each by itself."""

REJECT = "reject"
"""Stands for an outcome where a line is no entry."""

_TRUTH = {
    "file": pl.String(),
    "line": pl.UInt64(),
    "outcome": pl.String(),
    "fault": pl.String(),
    "prior": pl.String(),
    "basis": pl.String(),
    "reason": pl.String(),
    "differs": pl.String(),
}


def compared(corpora: Path) -> pl.DataFrame:
    """The labelled entries, each with what statscan says of it.

    Args:
        corpora: the folder that `file` begins from.

    Returns:
        the columns of `labelled.csv`, and each of ASPECTS once more as `said ...`, null where
        statscan says nothing: all of a file that it cannot read.
    """
    truth = pl.read_csv(LABELLED, schema=_TRUTH)
    paths = [str(corpora / file) for file in truth["file"].unique(maintain_order=True)]
    said = scan(paths, rejects=True, problems=[]).select(
        pl.col("source").str.strip_prefix(f"{corpora}/").alias("file"),
        "line",
        pl.when(pl.col("reject").is_not_null())
        .then(pl.lit(REJECT))
        .otherwise(pl.col("outcome").cast(pl.String))
        .alias("said outcome"),
        pl.col("fault").cast(pl.String).alias("said fault"),
        # Other steps from entry to entry are not labelled.
        pl.when(pl.col("basis").is_not_null() | (pl.col("status") == 304))
        .then("prior")
        .cast(pl.String)
        .alias("said prior"),
        pl.col("basis").cast(pl.String).alias("said basis"),
    )
    return truth.join(said.collect(), on=["file", "line"], how="left", maintain_order="left")


def scores(entries: pl.DataFrame, aspect: str) -> pl.DataFrame:
    """How often each label was given, how often it should have been, and how often both.

    Args:
        entries: from `compared`.
        aspect: one of ASPECTS.

    Returns:
        `label`, `true`, `said`, `right`, `precision` (of those said) and `recall` (of the true
        ones), a row each, the most frequent first.
    """
    true, said = pl.col(aspect), pl.col(f"said {aspect}")
    right = (true == said).fill_null(value=False)
    if aspect == "prior":  # hundreds of lines are no labels
        true, said = (
            pl.when(each.is_not_null()).then(pl.lit("led or confirmed")) for each in (true, said)
        )
    counted = entries.select(true.alias("true"), said.alias("said"), right.alias("right"))
    labels = pl.concat([counted["true"], counted["said"]]).drop_nulls().unique()
    rows = [
        (
            label,
            counted.filter(pl.col("true") == label).height,
            counted.filter(pl.col("said") == label).height,
            counted.filter("right", pl.col("true") == label).height,
        )
        for label in labels
    ]
    table = pl.DataFrame(rows, schema=["label", "true", "said", "right"], orient="row")
    return table.with_columns(
        precision=pl.when(pl.col("said") > 0).then(pl.col("right") / pl.col("said")),
        recall=pl.when(pl.col("true") > 0).then(pl.col("right") / pl.col("true")),
    ).sort("true", "label", descending=[True, False])


def disagreements(entries: pl.DataFrame) -> pl.DataFrame:
    """The entries of which statscan says anything else than the reader."""
    return entries.filter(
        pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"said {name}")) for name in ASPECTS)
    )


def main() -> None:
    """Print the scores of every label, and the disagreements."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, help="the folder of real captures")
    entries = compared(parser.parse_args().corpora)
    print(f"{entries.height} entries of {entries['file'].n_unique()} files\n")
    for aspect in ASPECTS:
        print(f"{aspect:<20}  true  said right  precision  recall")
        for label, true, said, right, precision, recall in scores(entries, aspect).iter_rows():
            shares = "".join(
                "         -" if x is None else f"{x:10.2f}" for x in (precision, recall)
            )
            print(f"{label:<20}{true:>6}{said:>6}{right:>6}{shares}")
        print()
    differ = disagreements(entries)
    print(f"{differ.height} disagreements")
    for row in differ.iter_rows(named=True):
        what = "; ".join(
            f"{name} is {row[name] or 'none'}, said {row[f'said {name}'] or 'none'}"
            for name in ASPECTS
            if row[name] != row[f"said {name}"]
        )
        print(f"  {row['file']}:{row['line']}  {what}")
        print(f"    read: {row['reason']}")
        print(f"    known: {row['differs'] or 'no'}")


if __name__ == "__main__":
    main()
