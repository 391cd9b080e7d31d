"""What a sentence feeds: its regions, its codes, and the numbers they enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aimaq.explaining.sections import Section
from discourse import describe_rule
from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


_SHOWN = ["surface", "region_id", "level", "sense", "status", "candidates"]


def explain_passage(
    passage_id: str, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show a passage, what was found in it, and the scores it enters."""
    passages = tables["passages"]
    passage = passages[passages["passage_id"] == passage_id].iloc[0]
    year = None if pd.isna(passage["year"]) else float(passage["year"])
    mentions = _select(tables["mentions"], passage_id)
    hits = _select(tables["hits"], passage_id)
    regions = _select(tables["passage_regions"], passage_id)
    return [
        Section(title=passage_id, text=str(passage["text"])),
        Section(
            title="Mentions",
            table=mentions[_SHOWN].assign(why=[_explain(r) for r in mentions["rule"]]),
        ),
        Section(title="Hits", table=hits[["category", "term", "is_negated", "weight"]]),
        Section(title="Numbers it enters", table=_list_scores(year, regions, tables)),
    ]


def explain_document(
    document_id: str, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show what was read of a document, its passages and their findings."""
    documents = tables["documents"]
    row = documents[documents["document_id"] == document_id].iloc[0]
    passages = tables["passages"]
    own = passages[passages["document_id"] == document_id]
    listed = own[["passage_id", "page", "language", "n_tokens"]].assign(
        mentions=[
            ", ".join(_select(tables["mentions"], key)["surface"])
            for key in own["passage_id"]
        ],
        codes=[
            ", ".join(sorted(set(_select(tables["hits"], key)["category"])))
            for key in own["passage_id"]
        ],
    )
    return [
        Section(
            title=document_id,
            text=f"{row['title']}; {row['date']}; {row['language']}; {row['status']}",
        ),
        Section(title="Passages", table=listed),
    ]


def _explain(rule: str) -> str:
    """Say in words why a name was read so; a rule that is not ours stays as it is."""
    try:
        return describe_rule(rule)
    except InputError:
        return rule


def _select(table: pd.DataFrame, passage_id: str) -> pd.DataFrame:
    return table[table["passage_id"] == passage_id]


def _list_scores(
    year: float | None,
    regions: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    scores = tables["scores"]
    if year is None:
        return scores.head(0)[["measure_id", "region_id", "period", "estimate"]]
    periods = [
        period
        for period in scores["period"].unique()
        if _covers(str(period), int(year))
    ]
    mask = scores["region_id"].isin(set(regions["region_id"]))
    mask &= scores["period"].isin(periods)
    return scores.loc[mask, ["measure_id", "region_id", "period", "estimate"]]


def _covers(period: str, year: int) -> bool:
    first, _, last = period.partition("/")
    return int(first) <= year <= int(last or first)
