"""What do hand-coded passages of the study itself say about its lexicon scores?

Design-based supervised learning: the lexicon codes every passage, people code a
random part of them, and the part tells how far off the lexicon is, without assuming
anything about how it errs. Corrections by measured recall and specificity are in
`discourse.scores.correction`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.scores.accuracy import read_judgements
from discourse.scores.prevalence import (
    PeriodKind,
    check_confidence_level,
    complete_scores,
    list_periods,
    mark_codes,
    place_passages,
)
from discourse.scores.ratios import estimate_means
from ledger import InputError, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

METHOD = "design-based supervised learning, ratio over documents"


def estimate_designed_prevalence(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    sample: pd.DataFrame,
    period: PeriodKind = "year",
    regions: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate prevalence from hits, corrected by a hand-coded random sample.

    Parameters
    ----------
    passages, passage_regions, hits : pandas.DataFrame
        The tables; negated hits do not count.
    sample : pandas.DataFrame
        The passages drawn for coding: an annotations table (one decision for each
        passage and code) with a further column probability, the probability in (0, 1]
        with which the passage was drawn. The codes estimated are those in it. A
        passage that was drawn and not judged biases the result; nothing here can
        see it.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    regions : sequence of str, optional
        Regions of the study; the default is every region that has a passage.
    years : tuple of int, optional
        First and last year.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Scores table with the measure ``designed_prevalence:<code>``.

    Raises
    ------
    InputError
        If a probability is outside (0, 1], or a passage and code were judged twice.

    Notes
    -----
    With the lexicon's coding :math:`\hat y_p`, the hand coding :math:`y_p`, the draw
    :math:`R_p` and its probability :math:`\pi_p`, the corrected coding is

    .. math:: \tilde y_p = \hat y_p + \frac{R_p}{\pi_p} (y_p - \hat y_p),

    whose mean over draws is the true coding whatever the lexicon's errors. Prevalence
    is the ratio :math:`\sum w \tilde y / \sum w`, its error that of the ratio over
    documents (Cochran 1977), which holds the error of the draw as well, its interval
    Student's with one degree of freedom less than documents. The estimate is unbiased
    but may leave [0, 1] in small regions; it is not cut, since cutting would bias
    every mean over regions.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. M. and Wei, H. (2023). Using imperfect surrogates
    for downstream inference: design-based supervised learning for social science
    applications of large language models. NeurIPS 36.

    Checked against
    ---------------
    Bias and coverage with a lexicon whose errors differ by region:
    ``tests/recovery/test_correction_recovery.py``.
    """
    check_choice(period, PeriodKind, "period")
    check_confidence_level(confidence_level)
    judgements = read_judgements(sample)
    _check_probabilities(sample)
    codes = sorted(judgements["code_id"].unique())
    placed = place_passages(passages, passage_regions, period=period, years=years)
    coded = mark_codes(hits, codes)
    parts = []
    for code in codes:
        judged = sample[sample["code_id"] == code].set_index("passage_id")
        truth = placed["passage_id"].map(judged["value"])
        drawn = placed["passage_id"].map(judged["probability"])
        predicted = placed["passage_id"].isin(coded[code]).astype("float64")
        correction = ((truth - predicted) / drawn).fillna(0.0)
        part = placed["weight"] * (predicted + correction)
        scores = estimate_means(
            placed.assign(part=part), method=METHOD, confidence_level=confidence_level
        )
        parts.append(scores.assign(measure_id=f"designed_prevalence:{code}"))
    return complete_scores(
        parts,
        placed,
        measures=[f"designed_prevalence:{code}" for code in codes],
        regions=sorted(placed["region_id"].unique()) if regions is None else regions,
        periods=list_periods(passages, period=period, years=years),
        confidence_level=confidence_level,
    )


def _check_probabilities(sample: pd.DataFrame) -> None:
    wrong = sample[~sample["probability"].between(0.0, 1.0, inclusive="right")]
    if len(wrong):
        first = wrong.iloc[0]
        raise InputError(
            f"sample, column 'probability': found {len(wrong)} values outside (0, 1] "
            f"(such as {float(first['probability']):g} for {first['passage_id']!r}). "
            "Expected the probability with which each passage was drawn for coding. "
            "Note it when you draw the sample."
        )
