"""Claims in pandas and in polars: who is heard, how sure they are, how much comes from unnamed sources.

    pip install pandas polars
    python claims.py FOLDER_OR_CORPUS…

`briefer.claims` returns one record per claim, which both libraries take as they are.
"""

from __future__ import annotations

import sys

import briefer


def with_pandas(rows: list[dict]) -> None:
    """Print three tables that pandas makes of claims."""
    import pandas

    frame = pandas.DataFrame(rows)
    named = frame.dropna(subset=["source"])
    print(
        named.groupby("source_key").agg(claims=("claim", "size"), articles=("brief", "nunique")).nlargest(5, "claims")
    )
    print(pandas.crosstab(frame.kind, frame.certainty))
    print(frame.groupby("brief").anonymous.mean().round(2).rename("unnamed"))


def with_polars(rows: list[dict]) -> None:
    """Print the same tables, made by polars."""
    import polars

    frame = polars.DataFrame(rows, infer_schema_length=None)  # all rows tell the types: most columns may be empty
    named = frame.filter(polars.col("source").is_not_null())
    heard = named.group_by("source_key").agg(claims=polars.len(), articles=polars.col("brief").n_unique())
    print(heard.sort("claims", "source_key", descending=[True, False]).head(5))
    print(frame.pivot("certainty", index="kind", values="claim", aggregate_function="len").sort("kind"))
    print(frame.group_by("brief").agg(unnamed=polars.col("anonymous").mean().round(2)).sort("brief"))


if __name__ == "__main__":
    found = briefer.claims(sys.argv[1:], on_error=lambda error: print(error, file=sys.stderr))
    with_pandas(found)
    with_polars(found)
