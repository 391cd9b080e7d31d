"""What would prevalence be if the lexicon made no errors?

Two ways, both of which carry the uncertainty of the hand-coded sample on: a
correction by measured recall and specificity, for a sample coded elsewhere; and a
design-based correction, for hand-coded passages drawn from the study's own with known
probabilities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from discourse.schemas import SCORES
from ledger import build_table

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PREFIX = "prevalence:"
METHOD = "Rogan-Gladen, Lang-Reiczigel interval"
METHOD_CUT = f"{METHOD}, cut to [0, 1]"
METHOD_BLIND = "not corrected: the lexicon is no better than chance"
METHOD_UNMEASURED = "not corrected: recall or specificity was not measured"
METHOD_MISSING = "no prevalence"
_PAIRS = ("n_true_positive", "n_false_negative", "n_true_negative", "n_false_positive")


def correct_prevalence(scores: pd.DataFrame, accuracy: pd.DataFrame) -> pd.DataFrame:
    r"""Correct prevalence for the errors of the lexicon.

    Parameters
    ----------
    scores : pandas.DataFrame
        Scores table; rows of the measure ``prevalence:<code>`` are corrected, others
        are left aside.
    accuracy : pandas.DataFrame
        Accuracy table of the same lexicon (`estimate_accuracy`).

    Returns
    -------
    pandas.DataFrame
        Scores table with the measure ``corrected_prevalence:<code>``, one row per
        row corrected. Missing, with the reason in `method`, where the code was not
        measured or the lexicon is no better than chance.

    Notes
    -----
    With observed prevalence :math:`q`, recall (sensitivity) :math:`S_e` and
    specificity :math:`S_p`, Rogan and Gladen's estimate is

    .. math:: p = \frac{q + S_p - 1}{S_e + S_p - 1},

    cut to [0, 1] (`method` says where). Its error, by the delta method, has a part
    from the passages and one from the hand-coded sample,

    .. math:: s^2 = \frac{s_q^2 + p^2 s_{S_e}^2 + (1 - p)^2 s_{S_p}^2}
        {(S_e + S_p - 1)^2}.

    The interval is that of Lang and Reiczigel (2014), which holds its level for small
    samples; the number of observations behind :math:`q` is the effective one,
    :math:`q (1 - q) / s_q^2`, since passages of one document are not independent
    (the number of documents, where the error is not known). It treats recall and
    specificity as the same in every region: where a lexicon finds a theme more easily
    in one region's documents than in another's, no such correction helps.

    References
    ----------
    Rogan, W. J. and Gladen, B. (1978). Estimating prevalence from the results of a
    screening test. American Journal of Epidemiology 107, 71-76.
    Lang, Z. and Reiczigel, J. (2014). Confidence limits for prevalence of disease
    adjusted for estimated sensitivity and specificity. Preventive Veterinary Medicine
    113, 13-22.

    Checked against
    ---------------
    Coverage on simulated lexicons: ``tests/recovery/test_correction_recovery.py``.
    """
    own = scores[scores["measure_id"].str.startswith(_PREFIX)].reset_index(drop=True)
    codes = own["measure_id"].str.removeprefix(_PREFIX)
    measured = accuracy.set_index("code_id")[list(_PAIRS)].reindex(codes)
    counts = {name: measured[name].to_numpy("float64") for name in _PAIRS}
    corrected = _correct(own, counts)
    return build_table(
        corrected.assign(measure_id="corrected_" + own["measure_id"])[
            list(SCORES.names)
        ],
        SCORES,
    )


def _correct(own: pd.DataFrame, counts: dict[str, Floats]) -> pd.DataFrame:
    n_with = counts["n_true_positive"] + counts["n_false_negative"]
    n_without = counts["n_true_negative"] + counts["n_false_positive"]
    with np.errstate(divide="ignore", invalid="ignore"):
        recall = counts["n_true_positive"] / n_with
        specificity = counts["n_true_negative"] / n_without
    q = own["estimate"].to_numpy("float64")
    error = own["standard_error"].to_numpy("float64")
    n = _find_effective_size(own, q, error)
    youden = recall + specificity - 1
    is_measured = np.isfinite(youden)
    is_usable = is_measured & (youden > 0)
    width = np.where(is_usable, youden, np.nan)
    raw = (q + specificity - 1) / width
    share = np.clip(raw, 0.0, 1.0)
    variance = (
        np.where(np.isfinite(error), error**2, q * (1 - q) / n)
        + share**2 * recall * (1 - recall) / n_with
        + (1 - share) ** 2 * specificity * (1 - specificity) / n_without
    )
    z = stats.norm.ppf((1 + own["confidence_level"].to_numpy("float64")) / 2)
    low, high = _find_bounds(q, n, (recall, n_with), (specificity, n_without), z)
    method = np.select(
        [~np.isfinite(q), ~is_measured, ~is_usable, raw != share],
        [METHOD_MISSING, METHOD_UNMEASURED, METHOD_BLIND, METHOD_CUT],
        METHOD,
    )
    return own.assign(
        estimate=share,
        standard_error=np.sqrt(variance) / width,
        conf_low=np.where(np.isfinite(share), np.minimum(low, share), np.nan),
        conf_high=np.where(np.isfinite(share), np.maximum(high, share), np.nan),
        method=method,
    )


def _find_effective_size(own: pd.DataFrame, q: Floats, error: Floats) -> Floats:
    documents = np.maximum(own["n_documents"].to_numpy("float64"), 1.0)
    passages = np.maximum(own["n_passages"].to_numpy("float64"), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = q * (1 - q) / error**2
    is_known = np.isfinite(effective) & (effective > 0)
    size: Floats = np.where(is_known, np.minimum(effective, passages), documents)
    return size


def _find_bounds(
    q: Floats,
    n: Floats,
    recall: tuple[Floats, Floats],
    specificity: tuple[Floats, Floats],
    z: Floats,
) -> tuple[Floats, Floats]:
    """Find the bounds of Lang and Reiczigel (2014, section 2.2)."""
    n_all = n + z**2
    q = (n * q + z**2 / 2) / n_all
    n_with, n_without = recall[1] + 2, specificity[1] + 2
    se = (recall[1] * recall[0] + 1) / n_with
    sp = (specificity[1] * specificity[0] + 1) / n_without
    youden = se + sp - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        center = (q + sp - 1) / youden
        spread_se, spread_sp = se * (1 - se) / n_with, sp * (1 - sp) / n_without
        shift = 2 * z**2 * (center * spread_se - (1 - center) * spread_sp)
        half = (z / youden) * np.sqrt(
            q * (1 - q) / n_all
            + center**2 * spread_se
            + (1 - center) ** 2 * spread_sp
        )  # fmt: skip
    low = np.clip(center + shift - half, 0.0, 1.0)
    return low, np.clip(center + shift + half, 0.0, 1.0)
