"""How often is each term right, measured on passages that people coded?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.lexicons.counting import find_counted_hits
from discourse.scores.accuracy import find_wilson_bounds, read_judgements
from ledger import Column, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

TERM_PRECISION = TableSchema(
    name="term_precision",
    row="one row per category and term that matched in hand-coded passages",
    key=("category", "term"),
    columns=(
        Column("category", "text", "Category of the lexicon."),
        Column("term", "text", "The pattern as written."),
        Column("n_judged", "integer", "Hand-coded passages it codes.", lower=1),
        Column("n_right", "integer", "Those that carry the code.", lower=0),
        *(
            Column(name, "number", meaning, unit="share", lower=0, upper=1)
            for name, meaning in (
                ("precision", "Share of them that carry the code."),
                ("precision_low", "Lower bound (Wilson)."),
                ("precision_high", "Upper bound (Wilson)."),
                ("confidence_level", "Level of the interval."),
            )
        ),
    ),
)


def estimate_term_precision(
    annotations: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    codes: Sequence[str] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Estimate in what share of its passages each term is right.

    Parameters
    ----------
    annotations : pandas.DataFrame
        Annotations table, one decision for each passage and code.
    hits : pandas.DataFrame
        Hits table over the same passages; negated hits do not count, nor do hits in
        passages that nobody judged for the code.
    codes : sequence of str, optional
        Codes to look at; every code of the annotations by default.
    confidence_level : float
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        Term_precision table: one row per term that matched in a judged passage.

    Raises
    ------
    InputError
        If a passage and code were judged twice.

    Notes
    -----
    Share and Wilson's interval over passages, as in `estimate_accuracy`. A term is
    right in a passage that carries the code, also where another term is why: few
    judged passages make wide intervals, which is what they are shown for.
    """
    judged = read_judgements(annotations)
    if codes is not None:
        judged = judged[judged["code_id"].isin(list(codes))]
    columns = ["passage_id", "category", "term"]
    counted = find_counted_hits(hits)[columns].drop_duplicates()
    counted = counted.assign(
        code_id=counted["category"].astype("str").str.split(".", n=1).str[0]
    )
    met = counted.merge(judged, on=["passage_id", "code_id"], sort=False)
    met = met.assign(is_right=met["value"] >= 0.5)  # noqa: PLR2004 - as in accuracy
    table = met.groupby(["category", "term"], as_index=False, sort=True).agg(
        n_judged=("passage_id", "size"), n_right=("is_right", "sum")
    )
    low, high = find_wilson_bounds(
        table["n_right"], table["n_judged"], confidence_level
    )
    table = table.assign(
        precision=table["n_right"] / table["n_judged"],
        precision_low=low,
        precision_high=high,
        confidence_level=confidence_level,
    )
    return build_table(table, TERM_PRECISION)
