"""Does the interval of prevalence hold the truth as often as it says?

Corpora are drawn from a known prevalence in documents that differ (beta-binomial), so
passages of one document are alike. A binomial interval would fail here.
"""

import numpy as np
import pandas as pd
import pytest

from discourse.scores.ratios import METHOD_WILSON, estimate_ratios

N_CORPORA = 1_500


def draw_corpora(rng, *, n_documents, share, concentration):
    """Draw corpora as cells of one table: documents of 1 to 30 passages."""
    shape = (N_CORPORA, n_documents)
    sizes = 1 + rng.geometric(0.15, shape).clip(max=29)
    own = rng.beta(share * concentration, (1 - share) * concentration, shape)
    return pd.DataFrame(
        {
            "cell": np.repeat(np.arange(N_CORPORA), n_documents),
            "total": sizes.ravel().astype(float),
            "part": rng.binomial(sizes, own).ravel().astype(float),
        }
    )


@pytest.mark.parametrize(
    ("n_documents", "share", "floor"),
    [
        (60, 0.30, 0.91),
        (60, 0.05, 0.91),
        (20, 0.30, 0.91),
        (20, 0.10, 0.91),
        (5, 0.30, 0.91),
    ],
)
def test_interval_coverage(n_documents, share, floor):
    rng = np.random.default_rng([n_documents, int(share * 100)])
    scores = estimate_ratios(
        draw_corpora(rng, n_documents=n_documents, share=share, concentration=8),
        ["cell"],
        confidence_level=0.95,
    )
    held = scores["conf_low"].le(share) & scores["conf_high"].ge(share)
    print(f"{n_documents} documents, share {share}: coverage {held.mean():.3f}")  # noqa: T201 -- shown with -s
    assert held.mean() >= floor
    assert held.mean() <= 0.99
    assert scores["estimate"].mean() == pytest.approx(share, abs=0.01)


def test_a_binomial_interval_would_not_hold():
    rng = np.random.default_rng(1)
    scores = estimate_ratios(
        draw_corpora(rng, n_documents=60, share=0.3, concentration=8),
        ["cell"],
        confidence_level=0.95,
    )
    share = scores["estimate"]
    half = 1.96 * np.sqrt(share * (1 - share) / scores["total"])
    assert (share.sub(0.3).abs() <= half).mean() < 0.85


def test_rare_codes_in_few_documents_are_not_called_certain():
    rng = np.random.default_rng(2)
    scores = estimate_ratios(
        draw_corpora(rng, n_documents=6, share=0.05, concentration=8),
        ["cell"],
        confidence_level=0.95,
    )
    never = scores[scores["estimate"] == 0]
    assert len(never) > 100
    assert set(never["method"]) == {METHOD_WILSON}
    assert (never["conf_high"] > 0.05).all()
    assert never["standard_error"].isna().all()
