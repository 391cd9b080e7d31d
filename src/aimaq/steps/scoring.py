"""Mentions and hits to scores of regions and periods, at the study's boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

import pandas as pd

from aimaq.coded import read_coded
from aimaq.pipeline import Step, StepContext, StepResult
from atlas import build_crosswalk
from discourse import (
    ACCURACY,
    ANNOTATIONS,
    PASSAGE_REGIONS,
    SCORES,
    TERM_PRECISION,
    build_passage_regions,
    convert_passage_regions,
    correct_prevalence,
    estimate_accuracy,
    estimate_designed_prevalence,
    estimate_distinctiveness,
    estimate_prevalence_from_weights,
    estimate_salience,
    estimate_term_precision,
    shrink_prevalence,
)
from ledger import LOSSES, Problem, build_empty_table, build_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimaq.config import Study
    from aimaq.layout import StudyFolder

_PERIODS: tuple[Literal["year", "all"], ...] = ("year", "all")
_SHOWN = 5


class _Common(TypedDict):
    """What every estimate of a score is told."""

    period: Literal["year", "all"]
    regions: list[str]
    years: tuple[int, int]
    confidence_level: float


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
    annotations, problems = _read_annotations(context)
    accuracy = estimate_accuracy(annotations, context.tables["hits"])
    scores = _estimate(context, weights, regions, accuracy, annotations)
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
        tables={
            "passage_regions": weights,
            "scores": scores,
            "accuracy": accuracy,
            "term_precision": estimate_term_precision(
                annotations, context.tables["hits"]
            ),
        },
        problems=problems,
        accounts=accounts,
        losses=losses,
        summary=(
            f"{n_scored} of {len(passages)} passages name a region in {first}-{last}; "
            f"{len(scores)} scores, {int(scores['estimate'].isna().sum())} missing"
        ),
    )


def _estimate(
    context: StepContext,
    weights: pd.DataFrame,
    regions: list[str],
    accuracy: pd.DataFrame,
    annotations: pd.DataFrame,
) -> pd.DataFrame:
    """Estimate every measure that the study asks for, by year and over all years."""
    study, tables = context.study, context.tables
    codes = [code.id for code in study.codes]
    wanted = study.scores.measures
    parts = []
    for period in _PERIODS:
        common: _Common = {
            "period": period,
            "regions": regions,
            "years": study.study.years,
            "confidence_level": study.study.confidence_level,
        }
        arguments = (tables["passages"], weights, tables["hits"])
        prevalence = estimate_prevalence_from_weights(*arguments, codes=codes, **common)
        parts.append(prevalence)
        if "shrunken_prevalence" in wanted:
            parts.append(shrink_prevalence(prevalence))
        if "salience" in wanted:
            parts.append(estimate_salience(*arguments[:2], **common))
        if "distinctiveness" in wanted:
            parts.append(estimate_distinctiveness(*arguments, codes=codes, **common))
        if study.scores.coded is not None:
            parts.append(correct_prevalence(prevalence, accuracy))
            if "probability" in annotations:
                parts.append(
                    estimate_designed_prevalence(
                        *arguments, sample=annotations, **common
                    )
                )
    scores = pd.concat(parts, ignore_index=True)
    # How far a score was shrunken, and z beside its log-odds, are no variables.
    is_aside = scores["measure_id"].str.startswith(("shrinkage:", "distinctiveness_z:"))
    return build_table(scores[~is_aside], SCORES)


def _read_annotations(
    context: StepContext,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the hand coding of the study; passages it does not have are listed."""
    source = context.study.scores.coded
    if source is None:
        return build_empty_table(ANNOTATIONS), []
    annotations = read_coded(context.folder.resolve(source))
    known = set(context.tables["passages"]["passage_id"])
    is_known = annotations["passage_id"].isin(known)
    codes = {code.id for code in context.study.codes}
    is_declared = annotations["code_id"].isin(codes)
    problems = [
        Problem(
            code=code,
            severity="warning",
            where=source,
            found=f"{rows[column].nunique()} {what} ({', '.join(_show(rows[column]))})",
            expected=expected,
            action="Correct the file; these judgements are left out",
        )
        for code, column, what, expected, rows in (
            (
                "unknown-passage", "passage_id", "passages that the study does not have",
                "passage_id as in results/tables/passages", annotations[~is_known],
            ),
            (
                "unknown-code", "code_id", "codes that the study does not declare",
                "The id of a code of study.toml", annotations[is_known & ~is_declared],
            ),
        )
        if len(rows)
    ]  # fmt: skip
    return annotations[is_known & is_declared].reset_index(drop=True), problems


def _show(values: pd.Series[str]) -> list[str]:
    return [str(value) for value in values.drop_duplicates().head(_SHOWN)]


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


def _list_sources(study: Study, folder: StudyFolder) -> Sequence[Path]:
    return folder.list_files(study.scores.coded)


SCORING = Step(
    name="scores",
    title="Estimating prevalence",
    makes={
        "passage_regions": PASSAGE_REGIONS,
        "scores": SCORES,
        "accuracy": ACCURACY,
        "term_precision": TERM_PRECISION,
    },
    run=_run,
    needs=("passages", "mentions", "hits"),
    options=lambda study: {
        "years": study.study.years,
        "boundaries": study.regions.boundaries,
        "codes": [code.id for code in study.codes],
        "scores": study.scores.model_dump(),
        "confidence_level": study.study.confidence_level,
    },
    sources=_list_sources,
)
