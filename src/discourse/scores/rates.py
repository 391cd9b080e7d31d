"""How often does a term occur, year by year?

Rates over all texts, whatever regions they name; what is said about a region is
measured by prevalence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from discourse.lexicons.counting import find_counted_hits
from discourse.scores.prevalence import check_confidence_level
from discourse.scores.ratios import estimate_means
from ledger import Column, InputError, TableSchema, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

RateUnit = Literal["category", "term"]

TERM_RATES = TableSchema(
    name="term_rates",
    row="one row per category or term and year",
    key=("by", "period"),
    columns=(
        Column("by", "text", "The category or term."),
        Column("period", "period", "The year."),
        Column(
            "estimate", "number", "Hits per thousand tokens.", is_optional=True,
        ),
        Column(
            "standard_error", "number", "Its standard error.", is_optional=True, lower=0
        ),
        Column("conf_low", "number", "Lower bound.", is_optional=True),
        Column("conf_high", "number", "Upper bound.", is_optional=True),
        Column(
            "confidence_level", "number", "Level of the interval.", unit="share",
            lower=0, upper=1,
        ),
        Column("n_hits", "integer", "Hits that are not negated.", lower=0),
        Column("n_tokens", "integer", "Tokens of the year.", unit="tokens", lower=0),
        Column("n_documents", "integer", "Documents of the year.", lower=0),
        Column("method", "text", "How the estimate and its error were made."),
    ),
)  # fmt: skip
METHOD = "ratio over documents"
_PER = 1_000
# Beyond it the bound says nothing, and the exponential overflows.
_LARGEST = 700.0


def estimate_term_rates(
    passages: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    by: RateUnit = "category",
    terms: Sequence[str] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate how often categories or terms occur in each year.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; passage_id, document_id, year and n_tokens are used.
    hits : pandas.DataFrame
        Hits table; negated hits do not count.
    by : {"category", "term"}
        What gets a series.
    terms : sequence of str, optional
        The categories or terms that get a series, also those without hits; by default
        all that have hits.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Term_rates table: one row per series and year that has text, 0 where the term
        does not occur.

    Raises
    ------
    InputError
        If no passage has a year.

    Notes
    -----
    Hits per thousand tokens, :math:`1000 \sum_d h_d / \sum_d n_d` over documents d of
    the year; the error is that of a ratio over documents, since a word that occurs
    once in a document is likely to occur again. The interval is symmetric on the scale
    of logarithms, with Student's quantiles, and missing where the rate is 0 or the year
    has one document. Years without text have no row: nothing is known.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6. Wiley.
    """
    check_choice(by, RateUnit, "by")
    check_confidence_level(confidence_level)
    dated = passages[passages["year"].notna()]
    if dated.empty:
        raise InputError(
            "passages, column 'year': found no year. Expected dated texts. Give the "
            "documents dates (metadata.csv)."
        )
    counted = find_counted_hits(hits)
    series = counted[by].astype("str")
    names = sorted(series.unique()) if terms is None else list(dict.fromkeys(terms))
    parts = []
    for name in names:
        found = counted.loc[series == name, "passage_id"].value_counts()
        n_hits = dated["passage_id"].map(found).fillna(0).astype("float64")
        placed = pd.DataFrame(
            {
                "region_id": name,
                "period": dated["year"].astype("int64").astype("str"),
                "document_id": dated["document_id"],
                "weight": dated["n_tokens"].astype("float64"),
                "part": n_hits * _PER,
                "n_hits": n_hits,
            }
        )
        placed = placed[placed["weight"] > 0]
        means = estimate_means(placed, method=METHOD, confidence_level=confidence_level)
        totals = placed.groupby("period", as_index=False)["n_hits"].sum()
        parts.append(
            means.merge(totals, on="period").rename(columns={"region_id": "by"})
        )
    if not parts:
        return build_table([], TERM_RATES)
    table = pd.concat(parts, ignore_index=True).assign(
        n_tokens=lambda rows: rows["total"].round(),
        confidence_level=confidence_level,
    )
    return build_table(_bound(table)[list(TERM_RATES.names)], TERM_RATES)


def _bound(table: pd.DataFrame) -> pd.DataFrame:
    """Bound rates on the scale of logarithms: a rate is never below 0."""
    rate = table["estimate"].to_numpy("float64")
    half = (table["conf_high"] - table["estimate"]).to_numpy("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(np.minimum(half / rate, _LARGEST))
    return table.assign(conf_low=rate / factor, conf_high=rate * factor)
