"""Scores and values to linked rows, estimates and verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aimaq.pipeline import Step, StepContext, StepResult
from linkage import (
    ESTIMATES,
    LINKED,
    SPECIFICATIONS,
    VERDICTS,
    Hypothesis,
    convert_index_scores,
    join_tables,
    judge_hypotheses,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkage import Linked


def _join(tables: Mapping[str, pd.DataFrame]) -> Linked:
    index = convert_index_scores(tables["index_scores"])
    values = tables["indicator_values"][list(index.columns)]
    return join_tables(tables["scores"], pd.concat([values, index], ignore_index=True))


def _run_link(context: StepContext) -> StepResult:
    linked = _join(context.tables)
    side = linked.accounts["step"].str.removeprefix("link ")
    accounts = linked.accounts.assign(reason=side + ": " + linked.accounts["reason"])
    return StepResult(
        tables={"linked": linked.table},
        accounts=accounts.drop(columns="step").to_dict("records"),
        losses=linked.losses.drop(columns="step").to_dict("records"),
        summary=(
            f"{len(linked.table)} region-years, {len(linked.scores)} scores beside "
            f"{len(linked.values)} indicators, {len(linked.losses)} losses listed"
        ),
    )


def _run_estimates(context: StepContext) -> StepResult:
    study = context.study
    judged = judge_hypotheses(
        _join(context.tables),
        [
            Hypothesis(
                hypothesis_id=one.id,
                claim=one.claim,
                outcome=one.outcome,
                exposure=one.exposure,
                direction=one.direction,
                lag=one.lag,
                controls=one.controls,
            )
            for one in study.hypotheses
        ],
        seed=study.study.seed,
        confidence_level=study.study.confidence_level,
        progress=context.progress,
    )
    verdicts = "; ".join(
        f"{row['hypothesis_id']} {row['verdict']}"
        for row in judged.verdicts.to_dict("records")
    )
    return StepResult(
        tables={
            "specifications": judged.specifications,
            "estimates": judged.estimates,
            "verdicts": judged.verdicts,
        },
        summary=f"{len(judged.estimates)} estimates; {verdicts or 'no hypothesis'}",
    )


LINKING = Step(
    name="link",
    title="Joining",
    makes={"linked": LINKED},
    run=_run_link,
    needs=("scores", "indicator_values", "index_scores"),
)
ESTIMATING = Step(
    name="estimates",
    title="Testing hypotheses",
    makes={
        "specifications": SPECIFICATIONS,
        "estimates": ESTIMATES,
        "verdicts": VERDICTS,
    },
    run=_run_estimates,
    needs=("scores", "indicator_values", "index_scores"),
    options=lambda study: {
        "hypotheses": [one.model_dump() for one in study.hypotheses],
        "confidence_level": study.study.confidence_level,
    },
)
