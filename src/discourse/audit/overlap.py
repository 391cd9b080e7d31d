"""Which categories code the same passages, or even the same words?"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd

from discourse.lexicons.counting import find_counted_hits
from ledger import Column, TableSchema, build_table

CATEGORY_OVERLAP = TableSchema(
    name="category_overlap",
    row="one row per pair of categories",
    key=("category_a", "category_b"),
    columns=(
        Column("category_a", "text", "One category."),
        Column("category_b", "text", "The other."),
        Column("n_a", "integer", "Passages of the one.", lower=0),
        Column("n_b", "integer", "Passages of the other.", lower=0),
        Column("n_both", "integer", "Passages of both.", lower=0),
        Column(
            "jaccard", "number", "Of the passages of either, those of both.",
            unit="share", lower=0, upper=1, is_optional=True,
        ),
        Column(
            "phi", "number", "Correlation of the two over all passages.",
            lower=-1, upper=1, is_optional=True,
        ),
        Column(
            "lift", "number", "Passages of both, over those expected by chance.",
            lower=0, is_optional=True,
        ),
        Column(
            "n_shared_words", "integer",
            "Passages in which both match some of the same words.", lower=0,
        ),
    ),
)  # fmt: skip


def summarize_overlap(passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    r"""Summarize how far categories coincide.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    hits : pandas.DataFrame
        Hits table; negated hits do not count.

    Returns
    -------
    pandas.DataFrame
        Category_overlap table: every pair of categories that have hits.

    Notes
    -----
    With n passages, :math:`n_a`, :math:`n_b` and :math:`n_{ab}` of them coded: Jaccard
    :math:`n_{ab} / (n_a + n_b - n_{ab})`, :math:`\phi = (n n_{ab} - n_a n_b) /
    \sqrt{n_a n_b (n - n_a)(n - n_b)}`, lift :math:`n n_{ab} / (n_a n_b)`. Themes may
    well go together; words that count for two themes make them go together by
    definition, which `n_shared_words` shows.
    """
    counted = find_counted_hits(hits)
    names = sorted(counted["category"].astype("str").unique())
    sets = {
        name: set(rows["passage_id"])
        for name, rows in counted.groupby("category", observed=True)
    }
    shared = _count_shared(counted)
    n = len(passages)
    rows = []
    for a, b in combinations(names, 2):
        n_a, n_b = len(sets[a]), len(sets[b])
        both = len(sets[a] & sets[b])
        spread = float(n_a) * n_b * (n - n_a) * (n - n_b)
        rows.append(
            {
                "category_a": a,
                "category_b": b,
                "n_a": n_a,
                "n_b": n_b,
                "n_both": both,
                "jaccard": both / (n_a + n_b - both),
                "phi": (n * both - n_a * n_b) / np.sqrt(spread) if spread else None,
                "lift": n * both / (n_a * n_b),
                "n_shared_words": shared[a, b],
            }
        )
    return build_table(
        pd.DataFrame(rows, columns=list(CATEGORY_OVERLAP.names)), CATEGORY_OVERLAP
    )


def _count_shared(hits: pd.DataFrame) -> Counter[tuple[str, str]]:
    """Count the passages in which two categories match overlapping words."""
    spans = hits[["passage_id", "category", "start", "end"]].astype({"category": "str"})
    met = spans.merge(spans, on="passage_id", suffixes=("_a", "_b"))
    met = met[
        (met["category_a"] < met["category_b"])
        & (met["start_a"] < met["end_b"])
        & (met["start_b"] < met["end_a"])
    ]
    pairs = met[["category_a", "category_b", "passage_id"]].drop_duplicates()
    return Counter(zip(pairs["category_a"], pairs["category_b"], strict=True))
