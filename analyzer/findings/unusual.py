"""What is unusual among some requests, by how rare each part of them is in the whole log.

How likely so rare a combination of method, address and client is by chance is Fisher's way of
combining independent chances. What would hardly be among so many requests by chance is named.
"""

import math
from collections.abc import Iterable
from typing import Any

import polars as pl

from analyzer.findings.finding import Candidate
from analyzer.formats.secrets import MASK
from analyzer.summary import Summary
from analyzer.summary.condition import having
from analyzer.units import counted, share, size

CHANCE = 0.1
"""So many requests as unusual would be there by chance: in one of ten windows there is one."""

RARE = 0.1
"""Of all requests: what is no rarer is no reason to name."""

BURST_LEAST, BURST_SHARE = 20, 0.2
"""Requests of one client within the window, and their part of it, to be a burst."""

NAMED = 3
"""Candidates."""

KEPT = 20_000
"""Different requests, and clients, of a window: the most unusual, and the most active."""

REQUEST = ("client", "method", "host", "path")
"""What requests are told apart by."""

PLACE = ("time", "source", "line")
"""Where one is."""


class Usual:
    """How often the whole log has what a request is made of."""

    def __init__(self, summary: Summary) -> None:
        """Take from the summary of the whole log what is needed."""
        self.total = int(summary.tables["meaning"]["n"].sum())
        self.methods = _rarity(summary.tables["method"], ("method",), "method")
        self.paths = _rarity(summary.tables["path"], ("host", "path"), "path")
        self.clients = _rarity(summary.tables["client"], ("client",), "client")

    def rated(self, requests: pl.DataFrame) -> pl.DataFrame:
        """With the rarity of each part, and the chance that one request is as unusual."""
        rated = _with_size(requests)
        for keys, (table, fallback) in (
            (("method",), self.methods),
            (("host", "path"), self.paths),
            (("client",), self.clients),
        ):
            name = keys[-1]
            rated = rated.join(
                table, on=keys, how="left", nulls_equal=True, maintain_order="left"
            ).with_columns(pl.col(f"{name}_rarity").fill_null(fallback))
        # Of an unknown client, or one that stands for many, nothing is known.
        known = pl.col("client").is_not_null() & (pl.col("client") != MASK)
        rated = rated.with_columns(
            client_rarity=pl.when(known).then("client_rarity").otherwise(1.0)
        )
        parts = [pl.col(f"{name}_rarity") for name in ("method", "path")]
        # What is known of none, as clients of a HAR, is no chance that could have been small.
        if requests.select(known.any()).item():
            parts.append(pl.col("client_rarity"))
        if requests["sent"].count():
            parts.append(pl.col("sent_rarity"))
        return rated.with_columns(chance=_combined(parts))

    def rarest(self, requests: pl.DataFrame) -> pl.DataFrame:
        """No more than KEPT of them; the rest as one that nobody would name."""
        if requests.height <= KEPT:
            return requests
        ordered = self.rated(requests).sort("chance", *PLACE).select(requests.columns)
        others = ordered.slice(KEPT - 1)
        rest = others.head(1).with_columns(n=others["n"].sum(), sent=None, client=pl.lit(MASK))
        return pl.concat([ordered.head(KEPT - 1), rest.cast(requests.schema)])

    def unusual(
        self, requests: pl.DataFrame, total: int, when: str
    ) -> Iterable[tuple[float, Candidate]]:
        """Requests of which chance would have fewer than CHANCE in the window, which `when` selects."""
        rated = self.rated(requests).with_columns(expected=pl.col("chance") * total)
        found = rated.filter(pl.col("expected") <= CHANCE).sort("expected", *PLACE).head(NAMED)
        for row in found.iter_rows(named=True):
            where = [*(having(name, row[name]) for name in REQUEST), when]
            yield (
                row["expected"],
                Candidate(
                    row["client"],
                    row["method"],
                    row["host"],
                    row["path"],
                    row["n"],
                    tuple(self._why(row)),
                    (row["source"], row["line"]),
                    " and ".join(where),
                ),
            )

    def _why(self, row: dict[str, Any]) -> Iterable[str]:
        """What is rare about it, in words."""
        seen = {"address": row["path_n"], "client": row["client_n"]}
        rare = {"address": row["path_rarity"] <= RARE, "client": row["client_rarity"] <= RARE}
        alone = [noun for noun in seen if rare[noun] and seen[noun] and seen[noun] <= row["n"]]
        if alone:
            yield f"{' and '.join(alone)} seen at no other time"
        for noun, n in seen.items():
            if rare[noun] and n and noun not in alone:
                yield f"{noun} seen {counted(n, 'time')} in all"
        if row["method_rarity"] <= RARE and row["method_n"]:
            yield f"{share(row['method_n'], self.total)} of all requests are {row['method']}"
        if row["sent"] is not None and row["sent_rarity"] <= RARE:
            yield f"{size(row['sent'])} received"

    def busy(
        self, clients: pl.DataFrame, total: int, when: str
    ) -> Iterable[tuple[float, Candidate]]:
        """Clients that sent far more of the window's requests than they do otherwise."""
        table, _ = self.clients
        seen = clients.join(table, on="client", how="left").filter(
            pl.col("client") != MASK,
            pl.col("n") >= max(BURST_LEAST, BURST_SHARE * total),
        )
        for row in seen.sort("n", *PLACE, descending=[True, False, False, False]).iter_rows(
            named=True
        ):
            n, all_ = row["n"], max(row["client_n"] or 0, row["n"])
            rate, elsewhere = n / total, max(0, self.total - total)
            usual = (all_ - n + 0.5) / (elsewhere + 1)
            if rate <= usual:
                continue
            rest = (1 - rate) * math.log((1 - rate) / (1 - usual)) if rate < 1 else 0.0
            expected = clients.height * math.exp(-total * (rate * math.log(rate / usual) + rest))
            if expected <= CHANCE:
                why = (
                    (
                        f"{share(n, total)} of the {counted(total, 'request')} before the outage, "
                        f"{share(all_ - n, elsewhere)} of all others"
                    ),
                )
                place = (row["source"], row["line"])
                where = f"{having('client', row['client'])} and {when}"
                yield expected, Candidate(row["client"], None, None, None, n, why, place, where)


def _rarity(table: pl.DataFrame, keys: tuple[str, ...], name: str) -> tuple[pl.DataFrame, float]:
    """For each key its requests, and what part of all goes to keys as rare; and that of others."""
    kept = table.filter(~pl.col("rest"))
    rest, total = int(table.filter("rest")["n"].sum()), max(1, int(table["n"].sum()))
    mass = (pl.col("n").sort().cum_sum() + rest).alias("mass")
    steps = (
        kept.select(pl.col("n").sort().alias(f"{name}_n"), mass)
        .group_by(f"{name}_n")
        .agg((pl.col("mass").max() / total).alias(f"{name}_rarity"))
    )
    rated = kept.select(*keys, pl.col("n").alias(f"{name}_n")).join(steps, on=f"{name}_n")
    return rated, rest / total if rest else 1.0


def _with_size(requests: pl.DataFrame) -> pl.DataFrame:
    """With what part of the window's requests sent as much or more; 1 where that is unknown."""
    sizes = (
        requests.filter(pl.col("sent").is_not_null())
        .group_by("sent")
        .agg(pl.col("n").sum().alias("sent_rarity"))
        .sort("sent", descending=True)
        .with_columns(pl.col("sent_rarity").cum_sum() / pl.col("sent_rarity").sum())
    )
    joined = requests.join(sizes, on="sent", how="left", maintain_order="left")
    return joined.with_columns(pl.col("sent_rarity").fill_null(1.0))


def _combined(parts: list[pl.Expr]) -> pl.Expr:
    """The chance that independent chances are together as small as these (Fisher)."""
    product = parts[0]
    for part in parts[1:]:
        product *= part
    information = -product.log()
    terms = [information.pow(power) / math.factorial(power) for power in range(len(parts))]
    return product * pl.sum_horizontal(terms)
