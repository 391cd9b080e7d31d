"""The record of an index: each choice, and what it led to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from indicators.composite.definition import IndexDefinition
    from indicators.composite.preparation import NormalizedComponents, RawComponents
    from indicators.composite.scoring import Scored


def list_choices(
    definition: IndexDefinition,
    raw: RawComponents,
    normalized: NormalizedComponents,
    scored: Scored,
) -> list[dict[str, Any]]:
    """List every choice behind an index, for the report and the manifest.

    Parameters
    ----------
    definition : IndexDefinition
        The index.
    raw, normalized, scored : RawComponents, NormalizedComponents, Scored
        What the choices led to.

    Returns
    -------
    list of dict
        Rows of the index_choices table.
    """
    index_id = definition.index_id
    has = ~np.isnan(raw.values).all(axis=1)
    periods = sorted(set(np.array(raw.periods)[has].tolist())) or ["no period"]
    span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    bases = {
        "all-periods": f"all regions, {span}",
        "base-period": f"all regions in {definition.base_period}",
        "each-period": "the regions of each period",
    }
    n_gaps = int(np.isnan(raw.values).sum())
    whole: list[tuple[str, str, str]] = [
        (
            "imputation",
            definition.imputation,
            f"{len(normalized.filled)} of {n_gaps} gaps filled",
        ),
        (
            "normalization",
            definition.normalization,
            f"scores on the scale {definition.scale}",
        ),
        ("base", definition.base, bases[definition.base]),
        ("weighting", definition.weighting, _describe_bounds(definition)),
        ("aggregation", definition.aggregation, _describe_floor(definition, scored)),
    ]
    if definition.base_weight is not None:
        whole.append(
            ("base weight", definition.base_weight, "100 is the mean of people")
        )
    if definition.dimensions:
        whole.append(
            (
                "aggregation of components",
                definition.inner_aggregation,
                "within dimensions",
            )
        )
    rows = [(choice, index_id, setting, detail) for choice, setting, detail in whole]
    for place, one in enumerate(definition.components):
        name = one.indicator_id
        rows += [
            (
                "direction",
                name,
                "more is better" if one.direction == 1 else "less is better",
                "",
            ),
            (
                "outliers",
                name,
                one.outliers or definition.outliers,
                normalized.treatments[place],
            ),
            (
                "weight",
                name,
                _describe_weight(definition, one.weight),
                f"{float(scored.index_weights[place]):.6g} of the index",
            ),
        ]
        if one.dimension is not None:
            rows.append(("dimension", name, one.dimension, ""))
        if definition.normalization == "goalposts" and one.goalposts is not None:
            low, high = one.goalposts
            rows.append(("goalposts", name, f"{low:g} to {high:g}", ""))
    named = dict(definition.dimension_weights)
    rows += [
        ("dimension weight", name, f"{named[name]:g}" if named else "equal", "")
        for name in definition.dimensions
    ]
    rows += [
        ("dimension", name, parent, "") for name, parent in definition.dimension_parents
    ]
    return [
        {
            "index_id": index_id,
            "choice": choice,
            "subject": subject,
            "setting": setting,
            "detail": detail or None,
        }
        for choice, subject, setting, detail in rows
    ]


def _describe_weight(definition: IndexDefinition, weight: float) -> str:
    if definition.weighting == "given":
        return f"{weight:g}"
    return definition.weighting


def _describe_bounds(definition: IndexDefinition) -> str:
    if definition.weighting != "benefit-of-the-doubt":
        return ""
    low, high = definition.weight_bounds
    return f"each weight between {low:g} and {high:g} of their sum"


def _describe_floor(definition: IndexDefinition, scored: Scored) -> str:
    means = {definition.aggregation, definition.inner_aggregation}
    if not means & {"geometric", "harmonic"}:
        return ""
    return f"{scored.n_raised} values raised to the floor {scored.floor:g}"
