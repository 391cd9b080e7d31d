"""What a reader of an index must be told beside its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.currency import CURRENCIES
from indicators.units import find_unit
from ledger import Problem

if TYPE_CHECKING:
    import pandas as pd

    from indicators.composite.definition import IndexDefinition
    from indicators.composite.preparation import NormalizedComponents, RawComponents
    from indicators.composite.scoring import Scored

# A rise of prices that moves an index more than most of what happens to regions.
_RISE = 1.2


def find_choice_problems(
    definition: IndexDefinition,
    raw: RawComponents,
    normalized: NormalizedComponents,
    scored: Scored,
) -> list[Problem]:
    """Find what the choices of an index led to that a reader must know.

    Parameters
    ----------
    definition : IndexDefinition
        The index.
    raw, normalized, scored : RawComponents, NormalizedComponents, Scored
        What the choices led to.

    Returns
    -------
    list of Problem
        Values raised to the floor, values filled, a base that moves.
    """
    where = f"index {definition.index_id}"
    problems = []
    if scored.n_raised:
        problems.append(
            Problem(
                code="raised-to-floor",
                severity="note",
                where=where,
                found=f"{scored.n_raised} normalized values under {scored.floor:g}",
                expected="A mean that one zero does not decide alone",
                action=f"Raised to {scored.floor:g}; the arithmetic mean needs no floor",
            )
        )
    if normalized.filled:
        n_rows = len({row for row, _ in normalized.filled})
        problems.append(
            Problem(
                code="values-imputed",
                severity="warning",
                where=where,
                found=f"{len(normalized.filled)} missing values filled "
                f"({definition.imputation}), in {n_rows} of {len(raw.regions)} regions "
                "and periods",
                expected="Scores of what was observed",
                action="The table index_imputed lists them; compare with imputation "
                "'none'",
            )
        )
    if definition.base == "each-period" and len(set(raw.periods)) > 1:
        problems.append(
            Problem(
                code="moving-base",
                severity="note",
                where=where,
                found=f"{definition.normalization} with a base of its own in each period",
                expected="A fixed base where scores of different years are compared",
                action="Read a score as a place among the regions of its year, not as a "
                "trend",
            )
        )
    return problems


def find_money_problems(
    values: pd.DataFrame, definition: IndexDefinition, raw: RawComponents
) -> list[Problem]:
    """Find amounts of money that rise over years behind a fixed base.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table, for the units.
    definition : IndexDefinition
        The index.
    raw : RawComponents
        Its values.

    Returns
    -------
    list of Problem
        One warning, if means of money rise by a fifth or more from the first to the
        last period: in current prices, the index would follow them.
    """
    if definition.base == "each-period" or definition.normalization == "goalposts":
        return []
    units = values.drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    periods = np.array(raw.periods)
    found = []
    for column, name in enumerate(definition.names):
        unit = find_unit(str(units[name]))
        known = ~np.isnan(raw.values[:, column])
        if unit is None or unit.quantity not in CURRENCIES or not known.any():
            continue
        first, last = np.unique(periods[known])[[0, -1]]
        start, end = (
            raw.values[known & (periods == period), column].mean()
            for period in (first, last)
        )
        if start > 0 and end / start >= _RISE:
            found.append(f"{name} {end / start:.1f} times from {first} to {last}")
    if not found:
        return []
    return [
        Problem(
            code="money-of-several-years",
            severity="warning",
            where=f"index {definition.index_id}",
            found=f"means of money that rise: {', '.join(found)}",
            expected="Prices of one year, where a fixed base compares years",
            action="If these are current prices, scores rise with prices: deflate, or "
            "take base 'each-period'",
        )
    ]
