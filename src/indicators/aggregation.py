"""How do values of an indicator become one value of a larger region, if they do?

Counts and amounts add up, rates average with weights. A Gini coefficient, a median or a
rank of the parts does not tell that of the whole: such an indicator is declared with
``aggregation = "none"``, and one whose name says so is taken for one until its
declaration says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import pandas as pd

from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

AggregationRule = Literal["sum", "mean", "none"]

_BY_KIND: dict[str, AggregationRule] = {"extensive": "sum", "intensive": "mean"}
_WORD = re.compile(r"[^\W\d_]+")
# Beginnings of words, in English, Russian and Kazakh.
_STEMS = (
    *("gini", "median", "rank", "rating", "decile", "quintile", "quantile"),
    *("percentile", "modal", "atkinson", "theil"),
    *("джини", "медиан", "ранг", "рейтинг", "децил", "квинтил", "квантил"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """What may be done with values of the parts of a region.

    Parameters
    ----------
    rule : {"sum", "mean", "none"}
        Sum, mean with weights, or nothing.
    reason : str
        Why nothing, for messages.
    """

    rule: AggregationRule
    reason: str = ""


def find_aggregations(indicators: pd.DataFrame) -> Mapping[str, Aggregation]:
    """Find how each indicator is aggregated over regions.

    Parameters
    ----------
    indicators : pandas.DataFrame
        Indicators table. A declared ``aggregation`` decides; without it the kind does,
        unless the id or the title names a Gini coefficient, a median, a rank, a
        quantile: these are not aggregated.

    Returns
    -------
    mapping of str to Aggregation
        By indicator id.

    Raises
    ------
    InputError
        If a declaration contradicts the kind (a mean of an extensive indicator).
    """
    found = {}
    for row in indicators.to_dict("records"):
        name, kind = str(row["indicator_id"]), str(row["kind"])
        declared = row.get("aggregation")
        if declared is None or pd.isna(declared):
            found[name] = _guess(name, str(row["title"]), kind)
        elif declared == "none":
            found[name] = Aggregation(rule="none", reason="declared not to aggregate")
        elif declared == _BY_KIND[kind]:
            found[name] = Aggregation(rule=cast("AggregationRule", declared))
        else:
            raise InputError(
                f"indicator {name!r}: found kind {kind!r} with aggregation "
                f"{declared!r}. Expected {_BY_KIND[kind]!r} or 'none'. Correct one of "
                "the two."
            )
    return found


def _guess(name: str, title: str, kind: str) -> Aggregation:
    words = [word.casefold() for word in _WORD.findall(f"{name} {title}")]
    telling = [word for word in words if word.startswith(_STEMS)]
    # Incomes of the richest tenth over those of the poorest; funds alone are money.
    if {"коэффициент", "фондов"} <= set(words):
        telling.append("коэффициент фондов")
    if telling:
        return Aggregation(
            rule="none",
            reason=f"its name says {telling[0]!r}, which the parts do not determine; "
            "declare its aggregation if it is something else",
        )
    return Aggregation(rule=_BY_KIND[kind])
