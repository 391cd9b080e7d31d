"""Errors of regression coefficients that hold with few regions.

This module answers: how sure is a coefficient when rows of one region belong together,
or when their spread differs? The coefficients themselves belong to estimators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

Covariance = Literal["cluster", "hc3", "hc2", "hc1", "hc0", "nonrobust"]
FEW_CLUSTERS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Errors:
    """Standard errors of coefficients.

    Parameters
    ----------
    standard_error : array of float
        One per coefficient; missing where it is not defined.
    df : float
        Degrees of freedom of the t tests.
    note : str or None
        Why errors are missing, or what weakens them.
    """

    standard_error: Floats
    df: float
    note: str | None


def compute_errors(
    outcome: Floats,
    design: Floats,
    *,
    covariance: Covariance,
    groups: Integers | None = None,
) -> tuple[Floats, Errors]:
    """Fit least squares and compute the errors of its coefficients.

    Parameters
    ----------
    outcome : array of float, shape (n,)
        Left-hand side.
    design : array of float, shape (n, k)
        Right-hand side, of full rank, n > k.
    covariance : {"cluster", "hc3", "hc2", "hc1", "hc0", "nonrobust"}
        Kind of error.
    groups : array of int, shape (n,), optional
        Cluster of each row; needed for ``cluster``.

    Returns
    -------
    coefficients : array of float, shape (k,)
        Least squares.
    errors : Errors
        Their errors.

    Notes
    -----
    ``cluster`` is CR1: the sandwich over clusters times G/(G-1) (n-1)/(n-k), with
    t(G-1). ``hc3`` divides each residual by 1 - leverage, with t(n-k). With fewer than
    about 30 clusters CR1 errors tend to be too small; the note says so.

    References
    ----------
    MacKinnon, J. G. & White, H. (1985). Some heteroskedasticity-consistent covariance
    matrix estimators. Journal of Econometrics 29, 305-325.
    Cameron, A. C. & Miller, D. L. (2015). A practitioner's guide to cluster-robust
    inference. Journal of Human Resources 50, 317-372.
    """
    import statsmodels.api as sm  # costs two seconds of start-up

    model = sm.OLS(outcome, design)
    n_rows, n_terms = design.shape
    if covariance == "cluster":
        return _fit_clustered(model, n_terms, groups)
    if covariance == "nonrobust":
        fitted = model.fit(use_t=True)
    else:
        fitted = model.fit(cov_type=covariance.upper(), use_t=True)
    error = np.asarray(fitted.bse, dtype="float64")
    note = None
    if covariance in {"hc2", "hc3"} and _has_full_leverage(design):
        error = np.full(n_terms, np.nan)
        note = "a row determines a coefficient alone (leverage 1): no HC2 or HC3 error"
    return np.asarray(fitted.params), Errors(
        standard_error=error, df=float(n_rows - n_terms), note=note
    )


def _fit_clustered(
    model: Any, n_terms: int, groups: Integers | None
) -> tuple[Floats, Errors]:
    n_groups = 0 if groups is None else len(np.unique(groups))
    if n_groups <= 1:
        return np.asarray(model.fit().params), Errors(
            standard_error=np.full(n_terms, np.nan),
            df=float("nan"),
            note="fewer than two regions: no clustered error",
        )
    fitted = model.fit(
        cov_type="cluster",
        cov_kwds={"groups": groups, "use_correction": True, "df_correction": True},
        use_t=True,
    )
    error = np.asarray(fitted.bse, dtype="float64")
    note = None
    if n_groups <= n_terms:
        note = f"{n_groups} regions for {n_terms} coefficients: errors not reliable"
    elif n_groups < FEW_CLUSTERS:
        note = f"{n_groups} regions: clustered errors tend to be too small below 30"
    return np.asarray(fitted.params), Errors(
        standard_error=error, df=float(n_groups - 1), note=note
    )


def _has_full_leverage(design: Floats) -> bool:
    q, _ = np.linalg.qr(design)
    return bool(((q**2).sum(axis=1) > 1 - 1e-10).any())
