"""What can be read from a score: its period, its base, how much it says?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aimaq.report.formatting import format_count, format_share, is_missing

# Fewer passages than this, or an interval wider than that, and a share says little.
SMALL_N = 10
WIDE_INTERVAL = 0.4


def find_prevalence(scores: pd.DataFrame) -> pd.DataFrame:
    """Find the prevalence of the codes among all scores."""
    return scores[scores["measure_id"].astype("str").str.startswith("prevalence:")]


def find_pooled_period(scores: pd.DataFrame) -> str | None:
    """Find the longest period of several years in a table of scores."""
    periods = [text for text in scores["period"].dropna().unique() if "/" in text]
    return max(periods, key=lambda text: (_measure_span(text), text), default=None)


def _measure_span(period: str) -> int:
    first, _, last = period.partition("/")
    return int(last[:4]) - int(first[:4])


def is_uncertain(row: Mapping[str, Any]) -> bool:
    """Return whether a score's base is too small, or its interval too wide, to read."""
    if is_missing(row["n_passages"]) or int(row["n_passages"]) < SMALL_N:
        return True
    if is_missing(row["conf_low"]) or is_missing(row["conf_high"]):
        return True
    return float(row["conf_high"]) - float(row["conf_low"]) > WIDE_INTERVAL


def describe_score(row: Mapping[str, Any]) -> str:
    """Describe a score's base and interval in one sentence."""
    base = (
        f"{format_count(row['n_passages'])} passages in "
        f"{format_count(row['n_documents'])} documents"
    )
    if is_missing(row["estimate"]):
        return f"not defined: {base}"
    share = format_share(row["estimate"])
    if is_missing(row["conf_low"]):
        return f"{share} of {base}; no interval: fewer than two documents"
    level = format_share(row["confidence_level"])
    low, high = format_share(row["conf_low"]), format_share(row["conf_high"])
    return f"{share} of {base}; {level} interval {low} to {high}"
