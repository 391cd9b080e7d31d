"""How far does each term move the scores, and how sure are scores of their terms?

A lexicon is a sample of the words that could have been chosen. Leaving out one term
shows what hangs on it; drawing the terms anew shows what another choice of as many
words might have given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.lexicons.counting import find_counted_hits
from discourse.scores.prevalence import PeriodKind, place_passages
from ledger import Column, TableSchema, build_table, check_choice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TERM_INFLUENCE = TableSchema(
    name="term_influence",
    row="one row per term, region and period",
    key=("category", "term", "region_id", "period"),
    columns=(
        Column("category", "text", "Category of the lexicon."),
        Column("term", "text", "The pattern as written."),
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year, or pooled years."),
        *(
            Column(name, "number", meaning, unit="share", lower=low, upper=1)
            for name, meaning, low in (
                ("estimate", "Prevalence of the category with all terms.", 0),
                ("estimate_without", "Prevalence without this term.", 0),
                ("change", "The second less the first; never above 0.", -1),
            )
        ),
    ),
)
TERM_BOOTSTRAP = TableSchema(
    name="term_bootstrap",
    row="one row per category, region, period and draw of terms",
    key=("category", "region_id", "period", "draw"),
    columns=(
        Column("category", "text", "Category of the lexicon."),
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year, or pooled years."),
        Column("draw", "integer", "Number of the draw.", lower=1),
        Column(
            "estimate", "number", "Prevalence with the terms drawn.", unit="share",
            lower=0, upper=1,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Coding:
    """Which term codes which passage of one category, and what passages weigh."""

    terms: tuple[str, ...]
    cells: pd.DataFrame
    coded: sparse.csr_array
    weights: sparse.csr_array
    totals: Floats


def estimate_term_influence(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    period: PeriodKind = "all",
    years: tuple[int, int] | None = None,
) -> pd.DataFrame:
    r"""Estimate the prevalence of each category without each of its terms.

    Parameters
    ----------
    passages, passage_regions, hits : pandas.DataFrame
        The tables; negated hits do not count.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    years : tuple of int, optional
        First and last year.

    Returns
    -------
    pandas.DataFrame
        Term_influence table: every term with a hit, in every region and period with
        passages.

    Notes
    -----
    Prevalence as in `estimate_prevalence_from_weights`. Without term t only the
    passages that t alone codes lose their code, so the change in region r is
    :math:`-\sum_{p \in S_t} w(p, r) / \sum_p w(p, r)` with :math:`S_t` these passages. A
    shorter term that only the longest match kept from counting is not put in its
    place.
    """
    parts = []
    for category, coding in _list_codings(
        passages, passage_regions, hits, period, years
    ):
        n_terms = np.asarray(coding.coded.sum(axis=1)).ravel()
        is_sole = sparse.diags_array((n_terms == 1).astype("float64"))
        whole = coding.weights @ (n_terms > 0) / coding.totals
        lost = (coding.weights @ (is_sole @ coding.coded)).toarray()
        change = -lost / coding.totals[:, None]
        n_cells, n_columns = change.shape
        rows = coding.cells.loc[np.repeat(np.arange(n_cells), n_columns)]
        parts.append(
            rows.assign(
                category=category,
                term=list(coding.terms) * n_cells,
                estimate=np.repeat(whole, n_columns),
                change=change.ravel(),
            )
        )
    table = _join(parts, TERM_INFLUENCE, ("estimate", "change"))
    without = (table["estimate"] + table["change"]).clip(lower=0.0)
    return build_table(table.assign(estimate_without=without), TERM_INFLUENCE)


def draw_term_samples(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    rng: np.random.Generator,
    n_draws: int = 200,
    period: PeriodKind = "all",
    years: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Draw the terms of each category anew and estimate prevalence with each draw.

    Parameters
    ----------
    passages, passage_regions, hits : pandas.DataFrame
        The tables; negated hits do not count.
    rng : numpy.random.Generator
        Source of random numbers.
    n_draws : int
        How many draws.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    years : tuple of int, optional
        First and last year.

    Returns
    -------
    pandas.DataFrame
        Term_bootstrap table.

    Notes
    -----
    Each draw takes as many terms as the category has terms with hits, with
    replacement; a passage is coded if one of its terms was drawn. About 37 % of the
    terms are left out in each draw, so the mean of the draws lies below the estimate:
    read their spread between regions, not their level.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman &
    Hall.
    """
    parts = []
    for category, coding in _list_codings(
        passages, passage_regions, hits, period, years
    ):
        n_terms, n_cells = len(coding.terms), len(coding.cells)
        drawn = rng.multinomial(n_terms, np.full(n_terms, 1 / n_terms), size=n_draws)
        is_drawn = sparse.csr_array((drawn > 0).astype("float64").T)
        is_coded = (coding.coded @ is_drawn) > 0
        shares = (coding.weights @ is_coded.astype("float64")).toarray()
        shares = shares / coding.totals[:, None]
        rows = coding.cells.loc[np.repeat(np.arange(n_cells), n_draws)]
        parts.append(
            rows.assign(
                category=category,
                draw=list(range(1, n_draws + 1)) * n_cells,
                estimate=shares.ravel(),
            )
        )
    return build_table(_join(parts, TERM_BOOTSTRAP, ("estimate",)), TERM_BOOTSTRAP)


def _list_codings(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    period: PeriodKind,
    years: tuple[int, int] | None,
) -> list[tuple[str, _Coding]]:
    check_choice(period, PeriodKind, "period")
    placed = place_passages(passages, passage_regions, period=period, years=years)
    if placed.empty:
        return []
    keys = ["region_id", "period"]
    groups = placed.groupby(keys, sort=True)
    cells = groups.size().reset_index()[keys]
    names, column = np.unique(placed["passage_id"], return_inverse=True)
    weights = sparse.csr_array(
        (placed["weight"].to_numpy("float64"), (groups.ngroup().to_numpy(), column)),
        shape=(len(cells), len(names)),
    )
    totals = np.asarray(weights.sum(axis=1)).ravel()
    place = {name: number for number, name in enumerate(names)}
    counted = find_counted_hits(hits)
    codings = []
    for category, own in counted.groupby("category", sort=True, observed=True):
        pairs = own[["passage_id", "term"]].drop_duplicates()
        terms, term = np.unique(pairs["term"].astype("str"), return_inverse=True)
        row = pairs["passage_id"].map(place)
        is_placed = row.notna().to_numpy()
        coded = sparse.csr_array(
            (
                np.ones(int(is_placed.sum())),
                (row[is_placed].to_numpy("int64"), term[is_placed]),
            ),
            shape=(len(names), len(terms)),
        )
        coding = _Coding(
            terms=tuple(terms.tolist()),
            cells=cells,
            coded=coded,
            weights=weights,
            totals=totals,
        )
        codings.append((str(category), coding))
    return codings


def _join(
    parts: list[pd.DataFrame], schema: TableSchema, numbers: tuple[str, ...]
) -> pd.DataFrame:
    if not parts:
        return pd.DataFrame(columns=list(schema.names)).astype(
            dict.fromkeys(numbers, "float64")
        )
    return pd.concat(parts, ignore_index=True)
