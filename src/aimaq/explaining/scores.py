"""What stands behind a prevalence: its passages, with the hits that coded them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aimaq.explaining.sections import Section
from discourse import find_counted_hits

if TYPE_CHECKING:
    from collections.abc import Mapping


def explain_score(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show a score, the passages of its numerator and those of its base."""
    sections = []
    for row in rows.to_dict("records"):
        base = _select_base(row, tables)
        code = str(row["measure_id"]).partition(":")[2]
        hits = find_counted_hits(tables["hits"])
        category = hits["category"].str.partition(".")[0]
        # A measure without a code (salience) counts every passage of the region.
        coded = hits[(category == code) | (not code)]
        numerator = (
            base[base["passage_id"].isin(set(coded["passage_id"]))] if code else base
        )
        sections += [
            Section(
                title=f"{row['measure_id']} / {row['region_id']} / {row['period']}",
                text=_describe(row, base, numerator),
            ),
            Section(
                title="Passages that carry the code",
                table=_list_hits(numerator, coded, tables),
            ),
            Section(
                title="Passages of the region without it",
                text=", ".join(
                    base.loc[~base.index.isin(numerator.index), "passage_id"]
                ),
            ),
        ]
    return sections


def _select_base(
    row: dict[Any, Any], tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    weights = tables["passage_regions"]
    base: pd.DataFrame = weights[weights["region_id"] == row["region_id"]].merge(
        tables["passages"][["passage_id", "document_id", "year"]], on="passage_id"
    )
    first, _, last = str(row["period"]).partition("/")
    return base[
        base["year"].between(int(first), int(last or first)).fillna(value=False)
    ]


def _describe(row: dict[Any, Any], base: pd.DataFrame, numerator: pd.DataFrame) -> str:
    total = float(base["weight"].sum())
    part = float(numerator["weight"].sum())
    if not len(base):
        known = _show(row["estimate"])
        return f"No passage of this period names the region: the score is {known}."
    counted = (
        f"{part:.4g} / {total:.4g} (weights of {len(numerator)} of {len(base)} "
        f"passages, {row['n_documents']} documents)"
    )
    is_ratio = str(row["measure_id"]).startswith("prevalence:")
    return (
        f"Estimate {_show(row['estimate'])}"
        + (f" = {counted}. " if is_ratio else f", made from {counted}. ")
        + f"Standard error {_show(row['standard_error'])}, "
        f"{row['confidence_level']:.0%} interval {_show(row['conf_low'])} to "
        f"{_show(row['conf_high'])}. Method: {row['method']}."
    )


def _list_hits(
    numerator: pd.DataFrame, coded: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    found = (
        coded[coded["passage_id"].isin(set(numerator["passage_id"]))]
        .merge(
            tables["passages"][["passage_id", "page", "date", "text"]], on="passage_id"
        )
        .merge(
            numerator[["passage_id", "weight"]], on="passage_id", suffixes=("_hit", "")
        )
    )
    found = found.assign(
        sentence=[
            mark_span(text, start, end)
            for text, start, end in zip(
                found["text"], found["start"], found["end"], strict=True
            )
        ]
    )
    return found[["passage_id", "page", "date", "weight", "term", "sentence"]]


def mark_span(text: str, start: int, end: int, *, width: int = 90) -> str:
    """Cut a window around a span and put the span in brackets.

    Parameters
    ----------
    text : str
        The passage.
    start, end : int
        The span, in code points of the passage.
    width : int
        Code points shown on each side.

    Returns
    -------
    str
        One line.
    """
    left = text[max(0, start - width) : start]
    right = text[end : end + width]
    before = "…" if start > width else ""
    after = "…" if end + width < len(text) else ""
    line = f"{before}{left}[{text[start:end]}]{right}{after}"
    return " ".join(line.split())


def _show(value: float) -> str:
    return "missing" if pd.isna(value) else f"{value:.4f}"
