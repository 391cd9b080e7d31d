"""Do the corrections for a lexicon's errors find the truth, as often as they say?"""

import numpy as np
import pandas as pd
import pytest

from discourse import correct_prevalence, estimate_designed_prevalence
from discourse.schemas import HITS, PASSAGE_REGIONS, PASSAGES, SCORES
from ledger import build_table

N_STUDIES = 2_000


@pytest.mark.parametrize(
    ("share", "recall", "specificity", "n_with", "n_without", "n"),
    [
        (0.20, 0.80, 0.95, 60, 200, 300),
        (0.05, 0.70, 0.97, 30, 300, 200),
        (0.40, 0.60, 0.90, 40, 60, 100),
        (0.10, 0.90, 0.99, 15, 100, 60),
    ],
)
def test_corrected_prevalence_holds_the_truth(
    share, recall, specificity, n_with, n_without, n
):
    rng = np.random.default_rng(20261126)
    codes = [f"c{number:05d}" for number in range(N_STUDIES)]
    observed = share * recall + (1 - share) * (1 - specificity)
    q = rng.binomial(n, observed, N_STUDIES) / n
    right = rng.binomial(n_with, recall, N_STUDIES)
    rest = rng.binomial(n_without, specificity, N_STUDIES)
    scores = pd.DataFrame(
        {
            "measure_id": [f"prevalence:{code}" for code in codes],
            "region_id": "KZ-10",
            "period": "2020",
            "estimate": q,
            "standard_error": np.where((q > 0) & (q < 1), np.sqrt(q * (1 - q) / n), np.nan),
            "conf_low": np.nan,
            "conf_high": np.nan,
            "confidence_level": 0.95,
            "n_passages": n,
            "n_documents": n,
            "method": "simulated",
        }
    )  # fmt: skip
    accuracy = pd.DataFrame(
        {
            "code_id": codes,
            "n_true_positive": right,
            "n_false_negative": n_with - right,
            "n_true_negative": rest,
            "n_false_positive": n_without - rest,
        }
    )
    corrected = correct_prevalence(build_table(scores, SCORES), accuracy)
    held = (corrected["conf_low"] <= share) & (share <= corrected["conf_high"])
    naive = abs(q.mean() - share)
    assert held.mean() >= 0.93
    # An interval that always holds would say nothing.
    assert (corrected["conf_high"] - corrected["conf_low"]).mean() < 0.75
    assert abs(corrected["estimate"].mean() - share) < max(0.6 * naive, 0.02)


def draw_study(rng, *, n_documents=160, n_each=6):
    """Draw a study whose lexicon misses more in one region than in the other."""
    rows = [
        (f"d{document:03d}#{position:04d}", f"d{document:03d}", document % 2)
        for document in range(n_documents)
        for position in range(1, n_each + 1)
    ]
    own = pd.DataFrame(rows, columns=["passage_id", "document_id", "side"])
    share = np.repeat(rng.beta(2, 4, n_documents), n_each)
    own["truth"] = rng.random(len(own)) < share
    recall = np.where(own["side"] == 1, 0.4, 0.9)
    own["hit"] = np.where(
        own["truth"], rng.random(len(own)) < recall, rng.random(len(own)) < 0.1
    )
    own["drawn"] = rng.random(len(own)) < 0.3
    own["share"] = share
    return own


def test_designed_prevalence_is_right_where_the_lexicon_errs_by_region():
    rng = np.random.default_rng(7)
    held, errors, naive = [], [], []
    for _ in range(120):
        study = draw_study(rng)
        passages = build_table(
            study[["passage_id", "document_id"]].assign(
                position=1, start=0, end=1, year=2020, date="2020-01-01",
                language="en", text="x", n_tokens=1,
            ),
            PASSAGES,
        )  # fmt: skip
        regions = np.where(study["side"] == 1, "KZ-11", "KZ-10")
        weights = build_table(
            study[["passage_id"]].assign(
                region_id=regions, weight=1.0, basis="mention"
            ),
            PASSAGE_REGIONS,
        )
        hits = build_table(
            study.loc[study["hit"], ["passage_id"]].assign(
                hit_id=lambda t: t["passage_id"] + "@0:a", category="a", term="a",
                start=0, end=1, is_negated=False, weight=1.0,
            ),
            HITS,
        )  # fmt: skip
        sample = study.loc[study["drawn"], ["passage_id"]].assign(
            code_id="a", coder_id="us", probability=0.3,
            value=study.loc[study["drawn"], "truth"].astype(float),
        )  # fmt: skip
        scores = estimate_designed_prevalence(
            passages, weights, hits, sample=sample, period="all"
        )
        # Documents are drawn anew each time: their common mean is the truth.
        truth = 2 / 6
        errors.append(scores["estimate"].to_numpy() - truth)
        held.append(
            ((scores["conf_low"] <= truth) & (truth <= scores["conf_high"])).to_numpy()
        )
        naive.append(study.groupby(regions)["hit"].mean().to_numpy() - truth)
    assert np.abs(np.mean(errors, axis=0)).max() < 0.02
    assert np.abs(np.mean(naive, axis=0)).max() > 0.1
    assert np.mean(held) > 0.90
