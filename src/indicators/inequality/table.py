"""How unequal are regions, in each period and between groups of them?"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.inequality.decomposition import (
    DECOMPOSED,
    compute_between_p,
    decompose_measure,
)
from indicators.inequality.intervals import (
    BOUNDED,
    MIN_REGIONS,
    WITHOUT_INTERVAL,
    IntervalMethod,
    estimate_interval,
)
from indicators.inequality.measures import MEASURES, find_fault
from indicators.variables import check_positive, select_variables
from ledger import (
    Column,
    InputError,
    Problem,
    TableSchema,
    build_table,
    check_choice,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

INEQUALITY = TableSchema(
    name="inequality",
    row="one measure of inequality, or a part of it, in one period",
    key=("period", "measure", "component"),
    columns=(
        Column("period", "text", "period; missing without periods", is_optional=True),
        Column("measure", "category", "name of the measure", allowed=tuple(MEASURES)),
        Column(
            "component",
            "text",
            "total; between, within (and overlap, for the Gini) add up to it; "
            "group:NAME is the inequality inside a group; between:NAME and within:NAME "
            "add up to between and within",
        ),
        Column("value", "number", "the measure", is_optional=True),
        Column("conf_low", "number", "lower bound", is_optional=True),
        Column("conf_high", "number", "upper bound", is_optional=True),
        Column("confidence_level", "number", "level of the bounds", lower=0, upper=1),
        Column(
            "p_value",
            "number",
            "permutation p of the part between groups, if asked for",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column("n_regions", "integer", "regions behind it", lower=0),
        Column("note", "text", "why a value is missing", is_optional=True),
    ),
)

LORENZ_POINTS = TableSchema(
    name="lorenz_points",
    row="one point of a Lorenz curve: a region added to those with less",
    key=("period", "position"),
    columns=(
        Column("period", "text", "period; missing without periods", is_optional=True),
        Column("position", "integer", "place on the curve, 0 is the origin", lower=0),
        Column("label", "text", "the region added", is_optional=True),
        Column("share_of_population", "number", "cumulated share", unit="share"),
        Column("share_of_total", "number", "cumulated share", unit="share"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InequalityData:
    """Measures of inequality.

    Parameters
    ----------
    measures : pandas.DataFrame
        Inequality table.
    problems : tuple of Problem
        Rows left out, measures that are not defined, small numbers of regions.
    """

    measures: pd.DataFrame
    problems: tuple[Problem, ...]


def estimate_inequality(  # noqa: PLR0913 - columns and choices have names
    frame: pd.DataFrame,
    *,
    value: str,
    weight: str | None = None,
    group: str | None = None,
    period: str | None = None,
    measures: Sequence[str] | None = None,
    interval: IntervalMethod | None = None,
    confidence_level: float = 0.95,
    n_resamples: int = 999,
    n_permutations: int = 0,
    rng: np.random.Generator | None = None,
) -> InequalityData:
    """Estimate measures of inequality between regions, in parts and by period.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region (and period); each row is one unit.
    value : str
        Column of the variable, such as income per head.
    weight : str, optional
        Column of populations, above zero; all regions count the same without it.
    group : str, optional
        Column of groups (centre and periphery, west and south) for the decomposition.
    period : str, optional
        Column of periods; each has its own rows.
    measures : sequence of str, optional
        Some of: gini, gini_corrected, theil_l, theil_t, ge_2, atkinson_0.5,
        atkinson_1, atkinson_2, cv, williamson, hoover, sd_log, ratio_90_10,
        ratio_max_min. By default all; williamson only with weights, in place of cv.
    interval : {"jackknife", "bootstrap"}, optional
        Interval of the totals, for regions as draws from a superpopulation; none by
        default, because the regions of a country are all there.
    confidence_level : float
        Level of the interval.
    n_resamples : int
        Resamples of the bootstrap.
    n_permutations : int
        With `group`: random groups of the same sizes that the part between is compared
        with; 0 leaves the test out.
    rng : numpy.random.Generator, optional
        Source of resamples and random groups; needed for both.

    Returns
    -------
    InequalityData
        Measures (inequality table) and problems. A measure that is not defined for the
        values is missing with the reason: Theil's L for a zero, any but the
        coefficients of variation for a negative value.

    Raises
    ------
    InputError
        If a column or measure is unknown, text stands among numbers, or a weight is
        not above zero.

    Notes
    -----
    Formulas and sources: `indicators.inequality.measures` and ``decomposition``.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"income": [1.0, 3.0]})
    >>> data = estimate_inequality(table, value="income", measures=["gini"])
    >>> data.measures[["measure", "component", "value"]].values.tolist()
    [['gini', 'total', 0.25]]
    """
    chosen = _choose_measures(measures, weight)
    if interval is not None:
        check_choice(interval, IntervalMethod, "interval")
    if rng is None and (interval == "bootstrap" or n_permutations):
        raise InputError(
            "rng: none given. Bootstrap and random groups expect a "
            "numpy.random.Generator. Give one made from the study's seed."
        )
    table, problems = select_variables(
        frame, numbers=[value, weight], labels=[group, period]
    )
    if weight is not None:
        check_positive(table[weight], name=weight, role="weights")
    rows: list[dict[str, Any]] = []
    for name, part in _split_periods(table, period):
        y = part[value].to_numpy()
        w = np.ones(len(part)) if weight is None else part[weight].to_numpy()
        groups = None if group is None else part[group].to_numpy(dtype="str")
        for measure in chosen:
            found, fault = _measure(measure, y, w, groups)
            low, high = (float("nan"), float("nan"))
            if interval is not None and not fault and measure not in WITHOUT_INTERVAL:
                low, high = estimate_interval(
                    MEASURES[measure],
                    y,
                    w,
                    is_bounded=measure in BOUNDED,
                    method=interval,
                    confidence_level=confidence_level,
                    n_resamples=n_resamples,
                    rng=rng,
                )
            p_value = float("nan")
            if rng is not None and n_permutations and "between" in found:
                p_value = compute_between_p(
                    measure,
                    y,
                    w,
                    groups,  # type: ignore[arg-type]
                    n_permutations=n_permutations,
                    rng=rng,
                )
            rows += [
                {
                    "period": name,
                    "measure": measure,
                    "component": component,
                    "value": number,
                    "conf_low": low if component == "total" else float("nan"),
                    "conf_high": high if component == "total" else float("nan"),
                    "confidence_level": confidence_level,
                    "p_value": p_value if component == "between" else float("nan"),
                    "n_regions": len(part),
                    "note": fault or None,
                }
                for component, number in found.items()
            ]
    built = build_table(rows, INEQUALITY)
    problems += _find_undefined(built, value)
    if interval is not None:
        problems += _explain_interval(built, value)
    return InequalityData(measures=built, problems=tuple(problems))


def build_lorenz_points(
    frame: pd.DataFrame,
    *,
    value: str,
    weight: str | None = None,
    label: str | None = None,
    period: str | None = None,
) -> pd.DataFrame:
    """Build the points of Lorenz curves, for a picture.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region (and period).
    value : str
        Column of the variable, not negative.
    weight : str, optional
        Column of populations, above zero.
    label : str, optional
        Column that names the regions.
    period : str, optional
        Column of periods; each has its own curve.

    Returns
    -------
    pandas.DataFrame
        Lorenz_points table. Twice the area between the curve and the diagonal is the
        Gini coefficient.

    Raises
    ------
    InputError
        If a column is unknown, a weight is not above zero or a value is negative.
    """
    table, _ = select_variables(frame, numbers=[value, weight], labels=[label, period])
    if weight is not None:
        check_positive(table[weight], name=weight, role="weights")
    rows: list[dict[str, Any]] = []
    for name, part in _split_periods(table, period):
        fault = find_fault("gini", part[value].to_numpy())
        if fault:
            raise InputError(
                f"column {value!r}{f', {name}' if name else ''}: {fault}. Expected "
                "values from zero up with a sum above zero. Correct or leave them out."
            )
        ordered = part.sort_values(value, kind="stable")
        w = np.ones(len(part)) if weight is None else ordered[weight].to_numpy()
        people = np.cumsum(w) / w.sum()
        total = np.cumsum(w * ordered[value].to_numpy())
        names = [None, *(ordered[label] if label else [None] * len(part))]
        rows += [
            {
                "period": name,
                "position": place,
                "label": names[place],
                "share_of_population": 0.0 if place == 0 else float(people[place - 1]),
                "share_of_total": (
                    0.0 if place == 0 else float(total[place - 1] / total[-1])
                ),
            }
            for place in range(len(part) + 1)
        ]
    return build_table(rows, LORENZ_POINTS)


def _choose_measures(measures: Sequence[str] | None, weight: str | None) -> list[str]:
    if measures is None:
        left_out = "williamson" if weight is None else "cv"
        return [name for name in MEASURES if name != left_out]
    unknown = [name for name in measures if name not in MEASURES]
    if unknown:
        near = get_close_matches(unknown[0], MEASURES, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else "Correct the name."
        raise InputError(
            f"measures: found {', '.join(map(repr, unknown))}. Expected some of "
            f"{', '.join(MEASURES)}. {hint}"
        )
    if "williamson" in measures and weight is None:
        raise InputError(
            "measures: 'williamson' without weights. Expected a column of populations: "
            "it is the population-weighted coefficient of variation. Give weight, or "
            "take 'cv'."
        )
    return list(dict.fromkeys(measures))


def _split_periods(
    table: pd.DataFrame, period: str | None
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    if period is None:
        yield None, table
        return
    for name, part in table.groupby(period, sort=True):
        yield str(name), part


def _measure(
    measure: str, y: Floats, w: Floats, groups: NDArray[np.str_] | None
) -> tuple[dict[str, float], str]:
    """Compute a measure and its parts; or missing, and why."""
    weights = np.ones(len(y)) if measure == "cv" else w
    fault = find_fault(measure, y)
    if fault:
        return {"total": float("nan")}, fault
    found = {"total": float(MEASURES[measure](y, weights))}
    if groups is not None and measure in DECOMPOSED:
        parts = decompose_measure(measure, y, weights, groups)
        found |= {component: float(number) for component, number in parts.items()}
    return found, ""


def _find_undefined(table: pd.DataFrame, value: str) -> list[Problem]:
    lost = table[table["note"].notna()]
    return [
        Problem(
            code="measure-not-defined",
            severity="warning",
            where=f"column {value!r}, {', '.join(dict.fromkeys(part['measure']))}",
            found=str(note) + _list_periods(part),
            expected="Values for which the measure is defined",
            action="The measure is missing; take another one or correct the values",
        )
        for note, part in lost.groupby("note")
    ]


def _list_periods(part: pd.DataFrame) -> str:
    periods = part["period"].dropna().unique().tolist()
    return f" (periods {', '.join(periods)})" if periods else ""


def _explain_interval(table: pd.DataFrame, value: str) -> list[Problem]:
    smallest = int(table["n_regions"].min()) if len(table) else 0
    problems = [
        Problem(
            code="superpopulation-interval",
            severity="note",
            where=f"column {value!r}",
            found=f"intervals over {smallest} or more regions, all there are",
            expected=(
                "An interval says how far the measure could differ in other regions "
                "that the same process might have made; for these regions, as they "
                "are, the measure has no sampling error"
            ),
            action="Errors of measurement in the values are not in it",
        )
    ]
    if smallest < MIN_REGIONS:
        problems.append(
            Problem(
                code="too-few-regions",
                severity="warning",
                where=f"column {value!r}",
                found=f"{smallest} regions in a period",
                expected=f"At least {MIN_REGIONS} for an interval",
                action="The interval is missing there",
            )
        )
    return problems
