"""Files of statistics to values at the study's boundaries, and to indices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from aimaq.pipeline import Step, StepContext, StepResult
from indicators import (
    BREAKS,
    INDEX_CHOICES,
    INDEX_COMPONENTS,
    INDEX_IMPORTANCE,
    INDEX_IMPUTED,
    INDEX_OMISSIONS,
    INDEX_RANKS,
    INDEX_SCORES,
    INDEX_SENSITIVITY,
    INDICATOR_VALUES,
    INDICATORS,
    SPLIT_SHARES,
    VALUE_FINDINGS,
    build_panel,
    compute_index,
    compute_ratio,
    deflate_values,
    estimate_index_uncertainty,
    harmonize_values,
    read_indicator_file,
    summarize_findings,
    validate_values,
)
from ledger import build_table, derive_generator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aimaq.config import BreakSection, IndicatorSection, Study
    from aimaq.layout import StudyFolder
    from atlas import RegionRegistry
    from indicators import IndexData, IndexUncertainty, IndicatorData
    from ledger import Problem, TableSchema


# Reading says which series were calculated back, the panel what it did about doubles.
_SAID_ELSEWHERE = ("calculated-back", "counted-twice")


def read_study_indicators(
    study: Study, folder: StudyFolder, registry: RegionRegistry
) -> dict[str, IndicatorData]:
    """Read each indicator of a study that comes from a file."""
    return {
        section.id: read_section(section, section.path, folder, registry)
        for section in study.indicators
        if section.path is not None
    }


def read_section(
    section: IndicatorSection, path: str, folder: StudyFolder, registry: RegionRegistry
) -> IndicatorData:
    """Read the file of one indicator as its section says."""
    return read_indicator_file(
        folder.resolve(path),
        indicator_id=section.id,
        unit=section.unit,
        columns=section.columns or None,
        select=section.select or None,
        period=section.period,
        labels=section.labels or None,
        decimal=section.decimal,
        registry=registry,
        origin_id=section.origin,
    )


def describe_indicators(sections: Iterable[IndicatorSection]) -> pd.DataFrame:
    """Put the indicators that a study declares into a table."""
    return build_table(
        [
            {
                "indicator_id": section.id,
                "title": section.title or section.id,
                "unit": section.unit,
                "kind": section.kind,
                "direction": section.direction,
                "origin_id": section.origin,
                "aggregation": section.aggregation,
            }
            for section in sections
        ],
        INDICATORS,
    )


def _run_indicators(context: StepContext) -> StepResult:
    study = context.study
    described = describe_indicators(study.indicators)
    data = read_study_indicators(study, context.folder, context.registry)
    problems: list[Problem] = []
    accounts: list[dict[Any, Any]] = []
    for indicator_id, read in data.items():
        problems += read.problems
        accounts += _name_accounts(read.accounts, f"reading {indicator_id}")
    values, others = _split_extra([read.values for read in data.values()], described)
    harmonized = harmonize_values(
        values,
        indicators=described,
        rates=_read_shared(study.statistics.rates, context.folder),
        breaks=list_breaks(study.breaks),
    )
    findings = find_study_findings(
        harmonized.values, described, study, context.registry
    )
    panel = build_panel(
        harmonized.values,
        registry=context.registry,
        boundaries=study.regions.boundaries,
        indicators=described,
        weights=_map_sections(study, "weight"),
        split_by=_map_sections(study, "split_by"),
        shares=_read_shared(study.statistics.shares, context.folder),
        own_boundaries=_list_own_boundaries(study),
    )
    table = _add_real(_add_ratios(panel.values, study), panel.national, study)
    return StepResult(
        tables={
            "indicators": described,
            "indicator_values": table,
            "value_findings": findings,
            "split_shares": panel.shares,
        },
        problems=(
            *problems,
            *summarize_findings(findings[~findings["check"].isin(_SAID_ELSEWHERE)]),
            *harmonized.problems,
            *panel.problems,
        ),
        accounts=[
            *accounts,
            *_name_accounts(harmonized.accounts, "units"),
            *_name_accounts(panel.accounts, "panel"),
        ],
        losses=[
            *harmonized.losses.drop(columns="step").to_dict("records"),
            *panel.losses.drop(columns="step").to_dict("records"),
            *_list_extra(others),
        ],
        summary=(
            f"{len(table)} values of {table['indicator_id'].nunique()} indicators at "
            f"the boundaries of {study.regions.boundaries}, "
            f"{int(table['value'].isna().sum())} missing"
        ),
    )


def _map_sections(study: Study, key: str) -> dict[str, str]:
    found = {one.id: getattr(one, key) for one in study.indicators}
    return {name: other for name, other in found.items() if other is not None}


def _read_shared(path: str | None, folder: StudyFolder) -> pd.DataFrame | None:
    """Read a table of rates or shares, with periods as text."""
    if path is None:
        return None
    return pd.read_csv(folder.resolve(path), dtype={"period": "str"})


def find_study_findings(
    values: pd.DataFrame,
    described: pd.DataFrame,
    study: Study,
    registry: RegionRegistry,
) -> pd.DataFrame:
    """Validate the values of a study's years, and of those beside them."""
    first, last = study.study.years
    year = values["period"].str[:4].astype("int64")
    return validate_values(
        values[year.between(first - 1, last + 1)],
        registry=registry,
        indicators=described,
        own_boundaries=_list_own_boundaries(study),
    )


def _list_own_boundaries(study: Study) -> dict[str, int]:
    years = {one.id: one.boundaries for one in study.indicators}
    return {name: year for name, year in years.items() if year is not None}


def list_breaks(breaks: Iterable[BreakSection]) -> pd.DataFrame:
    """Put declared breaks into a table."""
    return build_table(
        [
            {
                "indicator_id": one.indicator,
                "region_id": one.region,
                "period": one.period,
                "reason": one.reason,
            }
            for one in breaks
        ],
        BREAKS,
    )


def _split_extra(
    frames: list[pd.DataFrame], described: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set apart values of tables that the study file did not declare."""
    if not frames:
        return build_table([], INDICATOR_VALUES), build_table([], INDICATOR_VALUES)
    together = pd.concat(frames, ignore_index=True)
    is_declared = together["indicator_id"].isin(set(described["indicator_id"]))
    return together[is_declared], together[~is_declared]


def _list_extra(others: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "table": "indicator_values",
            "key": str(indicator_id),
            "reason": "a further table of the file that study.toml does not declare",
            "n_rows": len(rows),
        }
        for indicator_id, rows in others.groupby("indicator_id")
    ]


def _add_ratios(values: pd.DataFrame, study: Study) -> pd.DataFrame:
    # Ratios follow the crosswalk: both parts are at the same boundaries by then.
    parts = [values]
    parts += [
        compute_ratio(
            values,
            numerator=section.numerator,
            denominator=section.denominator,
            indicator_id=section.id,
            unit=section.unit,
        )
        for section in study.indicators
        if section.numerator is not None and section.denominator is not None
    ]
    return build_table(pd.concat(parts, ignore_index=True), INDICATOR_VALUES)


def _add_real(
    values: pd.DataFrame, national: pd.DataFrame, study: Study
) -> pd.DataFrame:
    """Add amounts in the prices of one year; the country's price level is for all."""
    parts = [values]
    for section in study.indicators:
        if section.nominal is None or section.price_basis is None:
            continue
        prices = national[national["indicator_id"] == section.prices]
        parts.append(
            deflate_values(
                values,
                prices,
                indicator_id=section.nominal,
                real_id=section.id,
                base_year=int(section.base_year or 0),
                basis=section.price_basis,
                country_id=str(prices["region_id"].iloc[0]) if len(prices) else "",
            )
        )
    return build_table(pd.concat(parts, ignore_index=True), INDICATOR_VALUES)


def _name_accounts(accounts: pd.DataFrame, name: str) -> list[dict[Any, Any]]:
    named = accounts.assign(reason=name + ": " + accounts["reason"])
    return named.drop(columns="step").to_dict("records")


def _run_index(context: StepContext) -> StepResult:
    directions = {one.id: one.direction for one in context.study.indicators}
    values = _select_years(context.tables["indicator_values"], context.study)
    computed: list[IndexData] = []
    drawn: list[IndexUncertainty] = []
    for section in context.study.index:
        definition = section.define(directions)
        data = compute_index(values, definition)
        if section.uncertainty is not None:
            drawn.append(
                estimate_index_uncertainty(
                    values,
                    definition,
                    alternatives=section.uncertainty.build(),
                    rng=derive_generator(context.study.study.seed, "index", section.id),
                    n_draws=section.uncertainty.n_draws,
                    n_sobol_draws=section.uncertainty.n_sobol_draws,
                )
            )
            data = replace(data, scores=_add_bounds(data.scores, drawn[-1].ranks))
        computed.append(data)
    tables = {
        "index_scores": _stack([one.scores for one in computed], INDEX_SCORES),
        "index_components": _stack(
            [one.components for one in computed], INDEX_COMPONENTS
        ),
        "index_imputed": _stack([one.imputed for one in computed], INDEX_IMPUTED),
        "index_importance": _stack(
            [one.importance for one in computed], INDEX_IMPORTANCE
        ),
        "index_choices": _stack([one.choices for one in computed], INDEX_CHOICES),
        "index_ranks": _stack([one.ranks for one in drawn], INDEX_RANKS),
        "index_sensitivity": _stack(
            [one.sensitivity for one in drawn], INDEX_SENSITIVITY
        ),
        "index_omissions": _stack([one.omissions for one in drawn], INDEX_OMISSIONS),
    }
    scores = tables["index_scores"]
    return StepResult(
        tables=tables,
        problems=[
            *(problem for one in computed for problem in one.problems),
            *(problem for one in drawn for problem in one.problems),
        ],
        accounts=[
            row
            for section, one in zip(context.study.index, computed, strict=True)
            for row in _name_accounts(one.accounts, section.id)
        ],
        summary=(
            f"{len(computed)} indices, {len(scores)} scores, "
            f"{int(scores['score'].isna().sum())} missing, "
            f"{len(tables['index_imputed'])} values filled"
        ),
    )


def _select_years(values: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Take the values of the years that the study speaks of, lags included.

    A fixed base over years outside of it would move every score.
    """
    first, last = study.study.years
    first -= max((one.lag for one in study.hypotheses), default=0)
    year = values["period"].str[:4].astype("int64")
    return values[year.between(first, last)]


def _stack(frames: list[pd.DataFrame], schema: TableSchema) -> pd.DataFrame:
    return build_table(pd.concat(frames, ignore_index=True) if frames else [], schema)


def _add_bounds(scores: pd.DataFrame, ranks: pd.DataFrame) -> pd.DataFrame:
    """Take the spread of a score over the draws, where they are on one scale."""
    key = ["index_id", "region_id", "period"]
    bounds = scores[key].merge(ranks, on=key, how="left", validate="1:1")
    return scores.assign(
        conf_low=bounds["score_low"].to_numpy(),
        conf_high=bounds["score_high"].to_numpy(),
    )


def _list_sources(study: Study, folder: StudyFolder) -> Sequence[Path]:
    paths = [one.path for one in study.indicators]
    paths += [study.statistics.rates, study.statistics.shares]
    return [folder.resolve(path) for path in dict.fromkeys(paths) if path is not None]


INDICATORS_STEP = Step(
    name="indicators",
    title="Reading statistics",
    makes={
        "indicators": INDICATORS,
        "indicator_values": INDICATOR_VALUES,
        "value_findings": VALUE_FINDINGS,
        "split_shares": SPLIT_SHARES,
    },
    run=_run_indicators,
    options=lambda study: {
        "indicators": [section.model_dump() for section in study.indicators],
        "boundaries": study.regions.boundaries,
        "breaks": [section.model_dump() for section in study.breaks],
        "statistics": study.statistics.model_dump(),
        "years": study.study.years,
    },
    sources=_list_sources,
)
INDEXING = Step(
    name="index",
    title="Composite index",
    makes={
        "index_scores": INDEX_SCORES,
        "index_components": INDEX_COMPONENTS,
        "index_imputed": INDEX_IMPUTED,
        "index_importance": INDEX_IMPORTANCE,
        "index_choices": INDEX_CHOICES,
        "index_ranks": INDEX_RANKS,
        "index_sensitivity": INDEX_SENSITIVITY,
        "index_omissions": INDEX_OMISSIONS,
    },
    run=_run_index,
    needs=("indicator_values",),
    options=lambda study: {
        "index": [section.model_dump() for section in study.index],
        "directions": {one.id: one.direction for one in study.indicators},
        "years": study.study.years,
        "lags": [one.lag for one in study.hypotheses],
    },
)
