"""Shares with documents as sampling clusters: estimate, error, interval.

This module answers: how far off may a weighted share of passages be, given that
passages of one document are not independent? Which passages count belongs to the
modules that call it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

METHOD_LOGIT = "ratio over documents, logit interval"
METHOD_WILSON = "ratio over documents, Wilson interval on effective documents"
METHOD_ONE_DOCUMENT = "ratio, one document: no error"
METHOD_NONE = "no passages"
# Where every document has the same share, rounding leaves about 1e-17.
_RESIDUE = 1e-9


def estimate_ratios(
    documents: pd.DataFrame, keys: Sequence[str], *, confidence_level: float
) -> pd.DataFrame:
    r"""Estimate a weighted share in each cell from the totals of its documents.

    Parameters
    ----------
    documents : pandas.DataFrame
        One row per cell and document: the `keys`, total (weight of the document's
        passages in the cell) and part (weight of those that carry the code).
    keys : sequence of str
        Columns that name the cell.
    confidence_level : float
        Level of the interval, such as 0.95.

    Returns
    -------
    pandas.DataFrame
        One row per cell: the keys, estimate, standard_error, conf_low, conf_high,
        n_documents, total, method.

    Notes
    -----
    With document totals :math:`n_d`, parts :math:`k_d`, :math:`n = \sum n_d` and
    :math:`p = \sum k_d / n`, the variance of the ratio estimator over :math:`D`
    documents is :math:`D/(D-1) \sum_d (k_d - p n_d)^2 / n^2`, without finite
    population correction. It is missing with fewer than two documents.

    The interval is symmetric on the logit scale, with :math:`t(D-1)` quantiles. Where
    documents do not vary (all shares 0, all 1, or all alike) the formula gives an
    error of zero, which is no knowledge but a lack of it: the error is then missing
    and the interval is Wilson's with the effective number of documents
    :math:`(\sum n_d)^2 / \sum n_d^2`, as if each document were one observation.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6. Wiley.
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. JASA 22, 209-212.

    Checked against
    ---------------
    Exact fractions and the linearized variance that survey programs use, to 1e-12:
    ``tests/reference/prevalence``; interval coverage: ``tests/recovery``.
    """
    keys = list(keys)
    rows = documents[[*keys, "total", "part"]]
    sums = (
        rows.groupby(keys, as_index=False, sort=True)
        .agg(total=("total", "sum"), part=("part", "sum"), n_documents=("part", "size"))
        .astype({"n_documents": "int64"})
    )
    # Guard against a sum of shares that exceeds its base by a rounding error.
    sums["estimate"] = (sums["part"] / sums["total"]).clip(0.0, 1.0)
    rows = rows.merge(sums[[*keys, "estimate"]], on=keys, how="left", sort=False)
    rows["squared_residual"] = (rows["part"] - rows["estimate"] * rows["total"]) ** 2
    rows["squared_total"] = rows["total"] ** 2
    squares = rows.groupby(keys, as_index=False, sort=True).agg(
        squared_residual=("squared_residual", "sum"),
        squared_total=("squared_total", "sum"),
    )
    sums = sums.merge(squares, on=keys, how="left", sort=False)
    return _add_errors(sums, confidence_level)[
        [
            *keys,
            "estimate",
            "standard_error",
            "conf_low",
            "conf_high",
            "n_documents",
            "total",
            "method",
        ]
    ]


def _add_errors(sums: pd.DataFrame, confidence_level: float) -> pd.DataFrame:
    share = sums["estimate"].to_numpy()
    n_documents = sums["n_documents"].to_numpy()
    total = sums["total"].to_numpy()
    has_error = n_documents > 1
    degrees = np.where(has_error, n_documents - 1, 1)
    variance = n_documents / degrees * sums["squared_residual"].to_numpy() / total**2
    error = np.sqrt(variance)
    varies = has_error & (error > _RESIDUE) & (share > 0) & (share < 1)
    is_flat = has_error & ~varies
    low, high = _find_logit_bounds(
        np.where(varies, share, 0.5),
        error,
        stats.t.ppf((1 + confidence_level) / 2, degrees),
    )
    flat_low, flat_high = _find_wilson_bounds(
        share,
        total**2 / sums["squared_total"].to_numpy(),
        float(stats.norm.ppf((1 + confidence_level) / 2)),
    )
    return sums.assign(
        standard_error=np.where(varies, error, np.nan),
        conf_low=np.select([varies, is_flat], [low, flat_low], np.nan),
        conf_high=np.select([varies, is_flat], [high, flat_high], np.nan),
        method=np.select(
            [varies, is_flat], [METHOD_LOGIT, METHOD_WILSON], METHOD_ONE_DOCUMENT
        ),
    )


def _find_logit_bounds(
    share: np.ndarray, error: np.ndarray, quantile: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    center = np.log(share / (1 - share))
    half = quantile * error / (share * (1 - share))
    # Beyond 700 the exponential overflows; the bound is 0 or 1 long before that.
    low = 1 / (1 + np.exp(np.clip(half - center, -700, 700)))
    high = 1 / (1 + np.exp(np.clip(-half - center, -700, 700)))
    return low, high


def _find_wilson_bounds(
    share: np.ndarray, n: np.ndarray, quantile: float
) -> tuple[np.ndarray, np.ndarray]:
    scale = 1 + quantile**2 / n
    center = (share + quantile**2 / (2 * n)) / scale
    half = quantile / scale * np.sqrt(share * (1 - share) / n + (quantile / n) ** 2 / 4)
    return np.clip(center - half, 0, share), np.clip(center + half, share, 1)


def estimate_means(
    placed: pd.DataFrame, *, method: str, confidence_level: float
) -> pd.DataFrame:
    r"""Estimate a weighted mean of any values of passages, by region and period.

    Parameters
    ----------
    placed : pandas.DataFrame
        One row per passage and region: region_id, period, document_id, weight, and
        part, the weight times the value.
    method : str
        How the values came about.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per region and period: estimate, standard_error, conf_low, conf_high,
        n_documents, total, method.

    Notes
    -----
    The mean is the ratio :math:`\sum w x / \sum w`; its variance over documents is that
    of `estimate_ratios`, its interval Student's with one degree of freedom less than
    documents, since values may leave [0, 1]. With one document, or where all documents
    are alike, there is no error.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6. Wiley.
    """
    keys = ["region_id", "period"]
    documents = placed.groupby([*keys, "document_id"], as_index=False, sort=True).agg(
        total=("weight", "sum"), part=("part", "sum")
    )
    cells = documents.groupby(keys, as_index=False, sort=True).agg(
        total=("total", "sum"), part=("part", "sum"), n_documents=("part", "size")
    )
    cells["estimate"] = cells["part"] / cells["total"]
    documents = documents.merge(cells[[*keys, "estimate"]], on=keys)
    documents["squared"] = (
        documents["part"] - documents["estimate"] * documents["total"]
    ) ** 2
    squares = documents.groupby(keys, as_index=False, sort=True)["squared"].sum()
    n = cells["n_documents"].to_numpy("float64")
    has_error = n > 1
    degrees = np.where(has_error, n - 1, 1.0)
    error = np.where(
        has_error,
        np.sqrt(n / degrees * squares["squared"]) / cells["total"],
        np.nan,
    )
    # Values that are all alike give an error of zero: no knowledge, but a lack of it.
    scale = np.maximum(cells["estimate"].abs().to_numpy("float64"), 1.0)
    varies = error > _RESIDUE * scale
    error = np.where(varies, error, np.nan)
    half = stats.t.ppf((1 + confidence_level) / 2, degrees) * error
    return cells.assign(
        standard_error=error,
        conf_low=cells["estimate"] - half,
        conf_high=cells["estimate"] + half,
        method=np.select(
            [varies, has_error],
            [method, f"{method}, all documents alike: no error"],
            f"{method}, one document: no error",
        ),
    )
