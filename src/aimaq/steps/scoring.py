"""Mentions and hits to scores of regions and periods, at the study's boundaries."""

from __future__ import annotations

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


def _run(context: StepContext) -> StepResult:
    study = context.study
    passages = context.tables["passages"]
    attributed = build_passage_regions(passages, context.tables["mentions"])
    crosswalk = build_crosswalk(context.registry, to_year=study.regions.boundaries)
    converted = convert_passage_regions(attributed, crosswalk)
    weights = converted.table
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
    named = set(weights["passage_id"])
    is_named = passages["passage_id"].isin(named)
    n_scored = int((inside & is_named).sum())
    counts = {
        "kept": n_scored,
        "names no region": int((~is_named).sum()),
        "without a year, or outside the study's years": int((is_named & ~inside).sum()),
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
        losses=converted.losses.drop(columns="step").to_dict("records"),
        summary=(
            f"{n_scored} of {len(passages)} passages name a region in {first}-{last}; "
            f"{len(scores)} scores, {int(scores['estimate'].isna().sum())} missing"
        ),
    )


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
