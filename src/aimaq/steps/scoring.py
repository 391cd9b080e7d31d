"""Mentions and hits to scores of regions and periods, at the study's boundaries."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aimaq.pipeline import Step, StepContext, StepResult
from atlas import build_crosswalk
from discourse import (
    PASSAGE_REGIONS,
    SCORES,
    build_passage_regions,
    convert_passage_regions,
    estimate_prevalence_from_weights,
)
from ledger import LOSSES, build_empty_table, build_table


def _run(context: StepContext) -> StepResult:
    study = context.study
    passages = context.tables["passages"]
    attributed = build_passage_regions(passages, context.tables["mentions"])
    weights, losses = _convert(attributed, context)
    first, last = study.study.years
    inside = passages["year"].between(first, last).fillna(value=False).astype(bool)
    regions = [
        region.region_id
        for region in context.registry.list_boundaries(study.regions.boundaries)
    ]
    scores = pd.concat(
        [
            estimate_prevalence_from_weights(
                passages,
                weights,
                context.tables["hits"],
                period=period,
                codes=[code.id for code in study.codes],
                regions=regions,
                years=study.study.years,
                confidence_level=study.study.confidence_level,
            )
            for period in ("year", "all")
        ],
        ignore_index=True,
    )
    is_named = passages["passage_id"].isin(set(attributed["passage_id"]))
    is_placed = passages["passage_id"].isin(set(weights["passage_id"]))
    n_scored = int((inside & is_placed).sum())
    counts = {
        "kept": n_scored,
        "names no region": int((~is_named).sum()),
        "its region was split later": int((is_named & ~is_placed).sum()),
        "without a year, or outside the study's years": int(
            (is_placed & ~inside).sum()
        ),
    }
    accounts = [
        {
            "reason": reason,
            "rows_in": len(passages),
            "rows_out": n_scored,
            "n_rows": count,
        }
        for reason, count in counts.items()
    ]
    return StepResult(
        tables={"passage_regions": weights, "scores": scores},
        accounts=accounts,
        losses=losses,
        summary=(
            f"{n_scored} of {len(passages)} passages name a region in {first}-{last}; "
            f"{len(scores)} scores, {int(scores['estimate'].isna().sum())} missing"
        ),
    )


def _convert(
    attributed: pd.DataFrame, context: StepContext
) -> tuple[pd.DataFrame, list[dict[Any, Any]]]:
    """Bring weights to the study's boundaries, each by the territories of its year.

    East Kazakhstan of 2015 is not that of 2023 though both have one id.
    """
    passages = context.tables["passages"]
    # Before its first complete year the registry knows no other territories.
    first_year = context.registry.complete_from
    years = attributed["passage_id"].map(passages.set_index("passage_id")["year"])
    tables, losses = [build_empty_table(PASSAGE_REGIONS)], []
    for year, part in attributed.groupby(years, dropna=False):
        crosswalk = _build_crosswalk(
            context, None if pd.isna(year) else max(int(year), first_year)
        )
        converted = convert_passage_regions(part, crosswalk)
        tables.append(converted.table)
        losses.append(converted.losses)
    merged = pd.concat([build_empty_table(LOSSES), *losses], ignore_index=True)
    counted = merged.groupby(["table", "key", "reason"], as_index=False).agg(
        n_rows=("n_rows", "sum")
    )
    table = build_table(pd.concat(tables, ignore_index=True), PASSAGE_REGIONS)
    return table, counted.to_dict("records")


def _build_crosswalk(context: StepContext, year: int | None) -> pd.DataFrame:
    """Build the crosswalk for texts of a year, or for texts without one.

    A text may name a region that has ended, or one that is only planned: it stands
    for the territory that it last had, or that it was to have.
    """
    boundaries = context.study.regions.boundaries
    timeless = build_crosswalk(context.registry, to_year=boundaries)
    if year is None:
        return timeless
    of_year = build_crosswalk(context.registry, to_year=boundaries, from_year=year)
    is_known = timeless["from_region_id"].isin(set(of_year["from_region_id"]))
    return pd.concat([of_year, timeless[~is_known]], ignore_index=True)


SCORING = Step(
    name="scores",
    title="Estimating prevalence",
    makes={"passage_regions": PASSAGE_REGIONS, "scores": SCORES},
    run=_run,
    needs=("passages", "mentions", "hits"),
    options=lambda study: {
        "years": study.study.years,
        "boundaries": study.regions.boundaries,
        "codes": [code.id for code in study.codes],
        "confidence_level": study.study.confidence_level,
    },
)
