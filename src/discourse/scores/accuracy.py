"""How often is a lexicon right, measured on passages that people coded?

This module counts where hits and hand coding meet. What the errors do to the scores
is the business of `discourse.scores.correction`; which terms make them, of
`discourse.audit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from discourse.lexicons.counting import find_counted_hits
from discourse.schemas import ACCURACY
from ledger import InputError, build_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def estimate_accuracy(
    annotations: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    codes: Sequence[str] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate precision, recall and specificity of hits against hand coding.

    Parameters
    ----------
    annotations : pandas.DataFrame
        Annotations table of one coder or of the adjudicated decision: one judgement
        of a passage and code. Judgements that shall not count (such as those marked
        unsure) are left out by the caller. Values of 0.5 and more hold.
    hits : pandas.DataFrame
        Hits table over the same passages; negated hits do not count.
    codes : sequence of str, optional
        Codes to measure; every code of the annotations by default. The code
        ``access_services`` takes the categories ``access_services`` and
        ``access_services.<part>``.
    confidence_level : float
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        Accuracy table, one row per code. A measure whose base is empty (no hit, no
        passage with the code) is missing, never 0 or 1.

    Raises
    ------
    InputError
        If a passage and code were judged twice.

    Notes
    -----
    With counts TP, FP, FN, TN: precision TP / (TP + FP), recall (sensitivity)
    TP / (TP + FN), specificity TN / (TN + FP), F1 = 2 TP / (2 TP + FP + FN).
    Intervals are Wilson's, :math:`(\hat p + z^2/2n \pm z \sqrt{\hat p(1 - \hat p)/n +
    z^2/4n^2}) / (1 + z^2/n)`. Precision depends on how common a code is in the sample;
    recall and specificity carry over to other passages of the same kind.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. JASA 22, 209-212.
    """
    judged = read_judgements(annotations)
    counted = find_counted_hits(hits)[["passage_id", "category"]]
    found = set(
        zip(
            counted["passage_id"],
            counted["category"].astype("str").str.split(".", n=1).str[0],
            strict=True,
        )
    )
    names = sorted(judged["code_id"].unique()) if codes is None else list(codes)
    rows = []
    for code in names:
        own = judged[judged["code_id"] == code]
        holds = own["value"].to_numpy() >= 0.5  # noqa: PLR2004 - documented above
        is_hit = np.array([(name, code) in found for name in own["passage_id"]], bool)
        rows.append(
            {
                "code_id": code,
                "n_passages": len(own),
                "n_true_positive": int((holds & is_hit).sum()),
                "n_false_positive": int((~holds & is_hit).sum()),
                "n_false_negative": int((holds & ~is_hit).sum()),
                "n_true_negative": int((~holds & ~is_hit).sum()),
            }
        )
    counts = pd.DataFrame(rows, columns=list(ACCURACY.names)[:6])
    return build_table(_add_measures(counts, confidence_level), ACCURACY)


def find_wilson_bounds(
    part: ArrayLike, total: ArrayLike, confidence_level: float
) -> tuple[Floats, Floats]:
    """Find Wilson's interval of counts; missing where the base is empty.

    Parameters
    ----------
    part, total : array-like of int
        Counts and their bases.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    tuple of array of float
        Lower and upper bounds.
    """
    base = np.asarray(total, dtype="float64")
    n = np.where(base > 0, base, np.nan)
    share = np.asarray(part, dtype="float64") / n
    z = float(stats.norm.ppf((1 + confidence_level) / 2))
    scale = 1 + z**2 / n
    center = (share + z**2 / (2 * n)) / scale
    half = z / scale * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip(center - half, 0.0, 1.0), np.clip(center + half, 0.0, 1.0)


def read_judgements(annotations: pd.DataFrame) -> pd.DataFrame:
    """Read the decisions of an annotations table; raise where one was made twice."""
    keys = ["passage_id", "code_id"]
    twice = annotations[annotations.duplicated(keys)]
    if len(twice):
        first = twice.iloc[0]
        raise InputError(
            f"table 'annotations': found {len(twice)} passages judged more than once "
            f"for one code (such as {first['passage_id']!r}, {first['code_id']!r}). "
            "Expected one decision for each. Settle the coders' differences first, or "
            "choose one coder."
        )
    return annotations[[*keys, "value"]]


def _add_measures(counts: pd.DataFrame, confidence_level: float) -> pd.DataFrame:
    table = counts.assign(confidence_level=confidence_level)
    right, false = counts["n_true_positive"], counts["n_false_positive"]
    missed, rest = counts["n_false_negative"], counts["n_true_negative"]
    bases = {
        "precision": (right, right + false),
        "recall": (right, right + missed),
        "specificity": (rest, rest + false),
        "f1": (2 * right, 2 * right + false + missed),
    }
    for name, (part, total) in bases.items():
        base = total.where(total > 0).astype("float64")
        table[name] = part / base
        if name != "f1":
            low, high = find_wilson_bounds(part, total, confidence_level)
            table[f"{name}_low"], table[f"{name}_high"] = low, high
    return table
