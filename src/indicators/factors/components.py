"""Principal components of regional indicators, with what seventeen regions can bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from indicators.factors.adequacy import (
    compute_sampling_adequacy,
    compute_sphericity,
    is_singular,
)
from indicators.factors.bootstrap import draw_loadings
from indicators.factors.parallel import estimate_chance_eigenvalues
from indicators.factors.rotation import rotate_varimax
from indicators.variables import select_variables
from ledger import (
    Column,
    InputError,
    MethodError,
    Problem,
    TableSchema,
    build_table,
    check_choice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Rotation = Literal["varimax", "varimax-raw", "none"]

# Rules of thumb of the literature, as the Handbook lists them in box 5.
_ROWS_PER_VARIABLE, _ROWS = 10, 100
_LOW_ADEQUACY = 0.6
_MIN_VARIABLES, _MIN_ROWS = 2, 4

FACTOR_EIGENVALUES = TableSchema(
    name="factor_eigenvalues",
    row="one principal component: its eigenvalue beside those of chance",
    key=("component",),
    columns=(
        Column("component", "integer", "number, by size", lower=1),
        Column("eigenvalue", "number", "of the correlation matrix"),
        Column("share", "number", "share of the variance", unit="share"),
        Column("cumulated", "number", "share up to this one", unit="share"),
        Column("chance_mean", "number", "mean eigenvalue of uncorrelated variables"),
        Column("chance_upper", "number", "their 95 % quantile"),
        Column("is_retained", "boolean", "whether it is kept"),
    ),
)

FACTOR_LOADINGS = TableSchema(
    name="factor_loadings",
    row="one variable's loading on one kept component",
    key=("variable", "component"),
    columns=(
        Column("variable", "text", "variable"),
        Column("component", "integer", "component, after rotation", lower=1),
        Column("loading", "number", "correlation of variable and component"),
        Column("conf_low", "number", "lower bound", is_optional=True),
        Column("conf_high", "number", "upper bound", is_optional=True),
        Column("confidence_level", "number", "level of the bounds"),
        Column("communality", "number", "share explained by the kept", unit="share"),
    ),
)

FACTOR_SCORES = TableSchema(
    name="factor_scores",
    row="one row's score on one kept component",
    key=("row", "component"),
    columns=(
        Column("row", "integer", "row of the input, from 1", lower=1),
        Column("label", "text", "region (and period)", is_optional=True),
        Column("component", "integer", "component, after rotation", lower=1),
        Column("score", "number", "mean 0, standard deviation 1 over the rows"),
    ),
)

FACTOR_ADEQUACY = TableSchema(
    name="factor_adequacy",
    row="one measure of whether the data bear a component analysis",
    key=("measure", "variable"),
    columns=(
        Column(
            "measure",
            "category",
            "kmo; bartlett_chi2, bartlett_df, bartlett_p; n_rows, n_regions, n_variables",
        ),
        Column("variable", "text", "variable, of its kmo", is_optional=True),
        Column("value", "number", "the measure", is_optional=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorData:
    """A principal component analysis.

    Parameters
    ----------
    eigenvalues : pandas.DataFrame
        Factor_eigenvalues table: the scree, with parallel analysis.
    loadings : pandas.DataFrame
        Factor_loadings table.
    scores : pandas.DataFrame
        Factor_scores table.
    adequacy : pandas.DataFrame
        Factor_adequacy table: KMO, Bartlett, numbers of rows.
    problems : tuple of Problem
        What the data are too few or too weak for.
    """

    eigenvalues: pd.DataFrame
    loadings: pd.DataFrame
    scores: pd.DataFrame
    adequacy: pd.DataFrame
    problems: tuple[Problem, ...]


def fit_factors(  # noqa: PLR0913 - columns and choices have names
    frame: pd.DataFrame,
    *,
    variables: Sequence[str],
    rng: np.random.Generator,
    region: str | None = None,
    period: str | None = None,
    n_factors: int | None = None,
    rotation: Rotation = "varimax",
    n_resamples: int = 999,
    confidence_level: float = 0.95,
) -> FactorData:
    r"""Fit principal components of the correlation matrix of some variables.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region (or region and period).
    variables : sequence of str
        Columns of the variables, two or more.
    rng : numpy.random.Generator
        Source of the parallel analysis and the bootstrap.
    region : str, optional
        Column of regions; resamples are of whole regions. Each row is one without it.
    period : str, optional
        Column of periods, for the labels of scores.
    n_factors : int, optional
        Components kept; by default those before the first whose eigenvalue is not above
        the 95 % quantile of chance (at least one).
    rotation : {"varimax", "varimax-raw", "none"}
        Rotation of the kept: varimax with or without Kaiser's normalization.
    n_resamples : int
        Resamples of the bootstrap; 0 leaves the intervals out.
    confidence_level : float
        Level of the loadings' intervals.

    Returns
    -------
    FactorData
        Scree with parallel analysis, loadings with intervals, scores, adequacy.

    Raises
    ------
    InputError
        If a column is unknown, fewer than two variables or four whole rows are there,
        or more components are asked for than variables.
    MethodError
        If a variable does not vary.

    Notes
    -----
    With eigenvalues :math:`\lambda_k` and eigenvectors :math:`v_k` of the correlation
    matrix, loadings are :math:`v_k \sqrt{\lambda_k}`, rotated; each component's sign
    makes its loadings' sum positive, rotated components stand by explained variance.
    Scores are :math:`Z R^{-1} L` for regression, which for principal components is
    exact (least squares where R is singular).

    Intervals: percentiles over resamples of regions, each resample's loadings turned
    to the data's by an orthogonal Procrustes rotation, so that neither signs nor the
    order of components add to the spread. They are about regions as draws from a
    superpopulation.

    Seventeen regions are few: rules of thumb ask for ten rows a variable or a hundred
    in all. A pooled table of region-years has more rows, not more regions.

    References
    ----------
    Jolliffe, I. T. (2002). Principal Component Analysis, 2nd ed., ch. 2, 3 and 7.
    Milan, L. & Whittaker, J. (1995). Application of the parametric bootstrap to models
    that incorporate a singular value decomposition. Applied Statistics 44(1), 31-49
    (Procrustes alignment). OECD and JRC (2008), Handbook, section 4.1 and box 5.

    Checked against: scikit-learn 1.9.1 and prince 0.23.0 (eigenvalues, loadings),
    factor_analyzer 0.5.1 (KMO, Bartlett), statsmodels 0.15.0 (varimax);
    tests/reference/factors.
    """
    check_choice(rotation, Rotation, "rotation")
    names = list(dict.fromkeys(variables))
    table, problems = select_variables(frame, numbers=names, labels=[region, period])
    _check_size(table, names, n_factors)
    x = table[names].to_numpy()
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    correlations = np.corrcoef(x, rowvar=False)
    eigenvalues, vectors = _decompose(correlations)
    clusters = (
        np.arange(len(table))
        if region is None
        else np.unique(table[region].to_numpy(dtype="str"), return_inverse=True)[1]
    )
    n_regions = int(clusters.max()) + 1
    mean, upper = estimate_chance_eigenvalues(
        n_regions, len(names), n_draws=1000, quantile=0.95, rng=rng
    )
    above = int(np.argmin(np.r_[eigenvalues > upper, False]))
    n_kept = n_factors or max(1, above)
    plain = vectors[:, :n_kept] * np.sqrt(eigenvalues[:n_kept])
    loadings = _rotate(plain, rotation)
    bounds = draw_loadings(
        z,
        clusters,
        target=loadings,
        n_resamples=n_resamples,
        confidence_level=confidence_level,
        rng=rng,
    )
    adequacy = _build_adequacy(correlations, names, len(table), n_regions)
    problems += _find_problems(
        adequacy, len(table), n_regions, len(names), above, is_chosen=bool(n_factors)
    )
    if is_singular(correlations):
        problems.append(_tell_singular())
    return FactorData(
        eigenvalues=_build_eigenvalues(eigenvalues, mean, upper, n_kept),
        loadings=_build_loadings(names, loadings, bounds, confidence_level),
        scores=_build_scores(table, z, correlations, loadings, region, period),
        adequacy=adequacy,
        problems=tuple(problems),
    )


def _check_size(table: pd.DataFrame, names: list[str], n_factors: int | None) -> None:
    if len(names) < _MIN_VARIABLES:
        raise InputError(
            f"variables: found {len(names)}. Expected two or more. Name their columns."
        )
    if len(table) < _MIN_ROWS:
        raise InputError(
            f"table: {len(table)} rows with all variables. Expected at least "
            f"{_MIN_ROWS}. Leave out the variable with most gaps, or fill them."
        )
    if n_factors is not None and not 1 <= n_factors <= len(names):
        raise InputError(
            f"n_factors: found {n_factors}. Expected from 1 to {len(names)}, the number "
            "of variables."
        )
    flat = [name for name in names if np.ptp(table[name].to_numpy()) == 0]
    if flat:
        raise MethodError(
            f"variables: {', '.join(flat)} has the same value in all rows. Expected "
            "variables that vary. Leave it out."
        )


def _decompose(correlations: Floats) -> tuple[Floats, Floats]:
    values, vectors = np.linalg.eigh(correlations)
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    return values, vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)


def _rotate(loadings: Floats, rotation: Rotation) -> Floats:
    if rotation == "none" or loadings.shape[1] == 1:
        return loadings
    rotated, _ = rotate_varimax(loadings, is_normalized=rotation == "varimax")
    order = np.argsort(-(rotated**2).sum(axis=0), kind="stable")
    rotated = rotated[:, order]
    return np.asarray(rotated * np.where(rotated.sum(axis=0) < 0, -1.0, 1.0))


def _build_eigenvalues(
    eigenvalues: Floats, mean: Floats, upper: Floats, n_kept: int
) -> pd.DataFrame:
    share = eigenvalues / eigenvalues.sum()
    return build_table(
        pd.DataFrame(
            {
                "component": np.arange(1, len(eigenvalues) + 1),
                "eigenvalue": eigenvalues,
                "share": share,
                "cumulated": np.cumsum(share),
                "chance_mean": mean,
                "chance_upper": upper,
                "is_retained": np.arange(len(eigenvalues)) < n_kept,
            }
        ),
        FACTOR_EIGENVALUES,
    )


def _build_loadings(
    names: list[str],
    loadings: Floats,
    bounds: tuple[Floats, Floats],
    confidence_level: float,
) -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        {
            "variable": name,
            "component": column + 1,
            "loading": loadings[row, column],
            "conf_low": bounds[0][row, column],
            "conf_high": bounds[1][row, column],
            "confidence_level": confidence_level,
            "communality": float((loadings[row] ** 2).sum()),
        }
        for row, name in enumerate(names)
        for column in range(loadings.shape[1])
    ]
    return build_table(rows, FACTOR_LOADINGS)


def _build_scores(
    table: pd.DataFrame,
    z: Floats,
    correlations: Floats,
    loadings: Floats,
    region: str | None,
    period: str | None,
) -> pd.DataFrame:
    scores = z @ np.linalg.pinv(correlations, hermitian=True) @ loadings
    keys = [name for name in (region, period) if name is not None]
    rows = [
        {
            "row": row + 1,
            "label": " ".join(str(table[name].iloc[row]) for name in keys) or None,
            "component": column + 1,
            "score": scores[row, column],
        }
        for row in range(len(table))
        for column in range(loadings.shape[1])
    ]
    return build_table(rows, FACTOR_SCORES)


def _build_adequacy(
    correlations: Floats, names: list[str], n_rows: int, n_regions: int
) -> pd.DataFrame:
    overall, of_variables = compute_sampling_adequacy(correlations)
    chi_square, df, p = compute_sphericity(correlations, n_regions)
    rows: list[dict[str, Any]] = [
        {"measure": "kmo", "variable": None, "value": overall},
        {"measure": "bartlett_chi2", "variable": None, "value": chi_square},
        {"measure": "bartlett_df", "variable": None, "value": df},
        {"measure": "bartlett_p", "variable": None, "value": p},
        {"measure": "n_rows", "variable": None, "value": n_rows},
        {"measure": "n_regions", "variable": None, "value": n_regions},
        {"measure": "n_variables", "variable": None, "value": len(names)},
    ]
    rows += [
        {"measure": "kmo", "variable": name, "value": value}
        for name, value in zip(names, of_variables, strict=True)
    ]
    return build_table(rows, FACTOR_ADEQUACY)


def _find_problems(
    adequacy: pd.DataFrame,
    n_rows: int,
    n_regions: int,
    n_variables: int,
    n_above: int,
    *,
    is_chosen: bool,
) -> list[Problem]:
    overall = adequacy[(adequacy["measure"] == "kmo") & adequacy["variable"].isna()]
    kmo = float(overall["value"].iloc[0])
    findings = []
    if n_regions < max(_ROWS, _ROWS_PER_VARIABLE * n_variables):
        findings.append(
            (
                "few-regions-for-components",
                f"{n_regions} regions for {n_variables} variables",
                f"{_ROWS_PER_VARIABLE} for each variable, or {_ROWS} (rules of thumb)",
                (
                    "Read the components as a description of these regions; look at the "
                    "loadings' intervals before naming them"
                ),
            )
        )
    if n_rows > n_regions:
        findings.append(
            (
                "rows-are-not-regions",
                f"{n_rows} rows of {n_regions} regions",
                "Rows independent of each other",
                "Parallel analysis, Bartlett's test and intervals count regions",
            )
        )
    if kmo < _LOW_ADEQUACY:
        findings.append(
            (
                "low-sampling-adequacy",
                f"KMO {kmo:.2f}",
                f"{_LOW_ADEQUACY} or more (Kaiser & Rice 1974)",
                "Leave out the variables with the lowest KMO, or do without components",
            )
        )
    if n_above == 0:
        findings.append(
            (
                "no-component-beyond-chance",
                "no eigenvalue above the 95 % quantile of uncorrelated variables",
                "At least one",
                "One is kept for show; it may be chance",
            )
        )
    elif is_chosen:
        findings.append(
            (
                "number-of-components-given",
                f"a given number of components; parallel analysis keeps {n_above}",
                "A number that the data bear",
                "Say why where they differ",
            )
        )
    return [
        Problem(
            code=code,
            severity="note" if code == "number-of-components-given" else "warning",
            where="components",
            found=found,
            expected=expected,
            action=action,
        )
        for code, found, expected, action in findings
    ]


def _tell_singular() -> Problem:
    return Problem(
        code="singular-correlations",
        severity="warning",
        where="components",
        found="variables that add up to one another, or fewer regions than variables",
        expected="A correlation matrix with an inverse",
        action="KMO and Bartlett's test are missing; leave variables out",
    )
