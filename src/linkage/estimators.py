"""What remains of an association when other variables are held in a regression.

This module fits least squares to the linked table. The words stay descriptive: a
coefficient says how the outcome differs along with a variable, not what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from ledger import InputError, build_table, check_choice
from linkage.alignment import align_variables
from linkage.covariance import Covariance, compute_errors
from linkage.schemas import ESTIMATES
from linkage.specification import Specification

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkage.joining import Linked

INTERCEPT = "Intercept"
_TOLERANCE = 1e-7
_EXACT_FIT = 1e-12


def fit_regression(
    linked: Linked,
    outcome: str,
    exposures: Sequence[str] | str,
    *,
    controls: Sequence[str] = (),
    covariance: Covariance = "cluster",
    lag: int | None = None,
    confidence_level: float = 0.95,
    hypothesis_id: str | None = None,
) -> pd.DataFrame:
    """Regress an outcome on exposures and controls over region-years.

    Parameters
    ----------
    linked : Linked
        Joined tables.
    outcome : str
        Variable that is described.
    exposures : str or sequence of str
        Variables of interest; the first names the specification.
    controls : sequence of str
        Further variables.
    covariance : {"cluster", "hc3", "hc2", "hc1", "hc0", "nonrobust"}
        Kind of error; ``cluster`` takes regions as clusters, with t(G - 1).
    lag : int, optional
        Years by which exposures and controls precede the outcome; the default is the
        lag of the join.
    confidence_level : float
        Level of the intervals.
    hypothesis_id : str, optional
        The hypothesis that the estimate belongs to.

    Returns
    -------
    pandas.DataFrame
        Estimates table, one row per term. Terms that are constant or repeat others
        have no estimate and a note; the others are estimated without them.

    Raises
    ------
    InputError
        If a variable is unknown, or an argument has a value it cannot have.

    Notes
    -----
    Rows with any variable missing are left out; `n_observations` counts the rest.

    Checked against
    ---------------
    statsmodels 0.15 and a computation from the formulas
    (``tests/reference/regression``).
    """
    check_choice(covariance, Covariance, "covariance")
    exposures = (exposures,) if isinstance(exposures, str) else tuple(exposures)
    if not exposures:
        raise InputError(
            "exposures: found none. Expected at least one variable. Name one."
        )
    names = (*exposures, *controls)
    rows = align_variables(linked, outcome, names, lag=lag)
    finite = np.isfinite(rows[[outcome, *names]].to_numpy(dtype="float64"))
    rows = rows.loc[finite.all(axis=1)]
    _, region = np.unique(rows["region_id"].astype("object"), return_inverse=True)
    design = {INTERCEPT: np.ones(len(rows))} | {
        name: rows[name].to_numpy(dtype="float64") for name in names
    }
    specification = Specification(
        hypothesis_id=hypothesis_id,
        outcome=outcome,
        exposure=exposures[0],
        sample="region-years",
        estimator="ols",
        covariance=covariance,
        lag=linked.lag if lag is None else lag,
        controls=(*exposures[1:], *controls),
    )
    n_regions = int(rows["region_id"].nunique())
    shared = {
        "specification_id": specification.specification_id,
        "n_observations": len(rows),
        "n_regions": n_regions,
        "n_periods": int(rows["year"].nunique()),
        "smallest_detectable": None,
    }
    fitted = fit_terms(
        rows[outcome].to_numpy(dtype="float64"),
        design,
        covariance=covariance,
        groups=region,
        confidence_level=confidence_level,
    )
    return build_table([shared | row for row in fitted], ESTIMATES)


def fit_formula(
    frame: pd.DataFrame,
    formula: str,
    *,
    covariance: Covariance = "hc3",
    region: str | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Fit a regression given as a formula to any table.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per observation.
    formula : str
        Such as ``prevalence:marginalization ~ grp + C(period)``. Names of columns are
        taken as they are, also with a colon, a blank or a hyphen inside.
    covariance : {"hc3", "cluster", "hc2", "hc1", "hc0", "nonrobust"}
        Kind of error.
    region : str, optional
        Column of clusters; the default is ``region_id`` or ``region``.
    confidence_level : float
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per term, in the order of the formula: term, estimate, standard_error,
        statistic, df, p_value, conf_low, conf_high, note, n_observations, n_regions.

    Raises
    ------
    InputError
        If the formula cannot be read, a variable is unknown or not a number, or the
        column of clusters is absent.
    """
    from linkage.formulas import build_design

    check_choice(covariance, Covariance, "covariance")
    outcome, design, kept = build_design(frame, formula)
    groups = None
    n_regions = None
    if covariance == "cluster":
        names = frame.loc[kept, _find_region(frame, region)]
        if bool(names.isna().any()):
            raise InputError(
                f"column {str(names.name)!r}: found {int(names.isna().sum())} rows "
                "without a region. Expected one in each row. Fill them."
            )
        groups = np.unique(names.astype("object").astype(str), return_inverse=True)[1]
        n_regions = int(names.nunique())
    rows = fit_terms(
        outcome,
        design,
        covariance=covariance,
        groups=groups,
        confidence_level=confidence_level,
    )
    n_lost = len(frame) - len(outcome)
    lost = f"{n_lost} rows with missing values left out" if n_lost else None
    table = pd.DataFrame(rows)
    table["note"] = [_join_notes(note, lost) for note in table["note"]]
    table["n_observations"] = len(outcome)
    table["n_regions"] = n_regions
    return table.drop(columns="confidence_level")


def fit_terms(
    outcome: Any,
    design: Mapping[str, Any],
    *,
    covariance: Covariance,
    groups: Any | None,
    confidence_level: float,
) -> list[dict[str, Any]]:
    """Fit the terms that can be fitted; give the others a reason.

    Parameters
    ----------
    outcome : array of float, shape (n,)
        Left-hand side, without missing values.
    design : mapping of str to array of float, shape (n,)
        Terms in order, the intercept first if there is one.
    covariance : str
        Kind of error.
    groups : array of int, optional
        Cluster of each row.
    confidence_level : float
        Level of the intervals.

    Returns
    -------
    list of dict
        One row per term: term, estimate, standard_error, statistic, df, p_value,
        conf_low, conf_high, confidence_level, note.
    """
    if not 0 < confidence_level < 1:
        raise InputError(
            f"confidence_level: found {confidence_level!r}. Expected a share between "
            "0 and 1, such as 0.95. Divide percentages by 100."
        )
    reasons = _find_unusable(design)
    used = [name for name in design if name not in reasons]
    obstacle = None
    if len(outcome) <= len(used):
        obstacle = f"{len(outcome)} rows for {len(used)} coefficients: too few"
    elif np.ptp(outcome) == 0:
        obstacle = "the outcome does not vary"
    if obstacle is not None or not used:
        return [
            _build_row(name, None, confidence_level, reasons.get(name) or obstacle)
            for name in design
        ]
    matrix = np.column_stack([design[name] for name in used])
    # Scaling keeps values of very different size (a share beside tenge) precise.
    scale = np.sqrt((matrix**2).mean(axis=0))
    coefficients, errors = compute_errors(
        outcome, matrix / scale, covariance=covariance, groups=groups
    )
    standard_error, note = errors.standard_error, errors.note
    residual = outcome - (matrix / scale) @ coefficients
    if np.linalg.norm(residual) <= _EXACT_FIT * np.linalg.norm(outcome):
        # What is left is rounding; errors made of it would look like certainty.
        standard_error = np.zeros_like(standard_error)
        note = _join_notes(note, "fits exactly: no error to test")
    if reasons:
        note = _join_notes(note, f"fitted without {', '.join(reasons)}")
    fitted = {
        name: (
            float(coefficients[i] / scale[i]),
            float(standard_error[i] / scale[i]),
        )
        for i, name in enumerate(used)
    }
    return [
        _build_row(name, None, confidence_level, reasons[name])
        if name in reasons
        else _build_row(name, fitted[name], confidence_level, note, df=errors.df)
        for name in design
    ]


def _find_unusable(design: Mapping[str, Any]) -> dict[str, str]:
    """Find terms that do not vary or repeat the terms before them."""
    reasons: dict[str, str] = {}
    kept: list[np.ndarray] = []
    has_constant = False
    for name, values in design.items():
        column = np.asarray(values, dtype="float64")
        length = float(np.linalg.norm(column))
        is_constant = len(column) == 0 or float(np.ptp(column)) == 0
        if length == 0 or (is_constant and has_constant):
            reasons[name] = "does not vary"
            continue
        has_constant = has_constant or is_constant
        rest = column / length
        # A second pass removes what rounding left of the first.
        for _ in range(2):
            for base in kept:
                rest = rest - (base @ rest) * base
        size = float(np.linalg.norm(rest))
        spread = float(np.linalg.norm(column - column.mean())) / length
        if size <= _TOLERANCE * (spread if has_constant and not is_constant else 1.0):
            reasons[name] = "collinear: a sum of the terms before it"
            continue
        kept.append(rest / size)
    return reasons


def _build_row(
    name: str,
    fitted: tuple[float, float] | None,
    confidence_level: float,
    note: str | None,
    *,
    df: float = float("nan"),
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(
        (
            "estimate",
            "standard_error",
            "statistic",
            "df",
            "p_value",
            "conf_low",
            "conf_high",
        ),
        float("nan"),
    )
    row = {"term": name} | row | {"confidence_level": confidence_level, "note": note}
    if fitted is None:
        return row
    estimate, error = fitted
    row["estimate"] = estimate
    if not np.isfinite(error) or error <= 0:
        row["note"] = note or "the fit leaves no residual: no error"
        return row
    statistic = estimate / error
    half = float(stats.t.ppf((1 + confidence_level) / 2, df)) * error
    return row | {
        "standard_error": error,
        "statistic": statistic,
        "df": df,
        "p_value": float(2 * stats.t.sf(abs(statistic), df)),
        "conf_low": estimate - half,
        "conf_high": estimate + half,
    }


def _find_region(frame: pd.DataFrame, region: str | None) -> str:
    candidates = ("region_id", "region") if region is None else (region,)
    for name in candidates:
        if name in frame.columns:
            return name
    raise InputError(
        f"covariance 'cluster': found no column {' or '.join(map(repr, candidates))}. "
        "Expected a column that names the region of each row. Add it, or choose 'hc3'."
    )


def _join_notes(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None
