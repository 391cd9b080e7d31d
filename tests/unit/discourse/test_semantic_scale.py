"""Latent semantic scaling: a theorem, a planted scale, and seeds."""

import numpy as np
import pandas as pd
import pytest

from discourse import PASSAGE_SCALE, SCALE_SEEDS, fit_semantic_scale
from discourse.schemas import PASSAGES
from discourse.topics.terms import build_term_matrix
from ledger import InputError, build_table, check_table


def make_passages(texts, language="en"):
    return build_table(
        [
            {
                "passage_id": f"d{i:04d}#0001", "document_id": f"d{i:04d}",
                "position": 1, "start": 0, "end": len(text), "year": 2020,
                "date": None, "language": language, "text": text,
                "n_tokens": len(text.split()),
            }
            for i, text in enumerate(texts)
        ],
        PASSAGES,
    )  # fmt: skip


def draw_texts(rng, n=400):
    """Draw texts between two poles of vocabulary, with common words."""
    poles = [[f"{letter}word{i:02d}" for i in range(15)] for letter in "xy"]
    common = [f"zword{i:02d}" for i in range(40)]
    places = rng.uniform(0, 1, n)
    texts = []
    for place in places:
        own = [str(rng.choice(poles[int(rng.random() < place)])) for _ in range(12)] + [
            str(word) for word in rng.choice(common, 12)
        ]
        texts.append(" ".join(own))
    return places, texts


def fit(texts, seeds, **options):
    options = {"unit": "form", "min_passages": 2, "n_dimensions": 20} | options
    return fit_semantic_scale(make_passages(texts), seeds, language="en", **options)


def test_with_all_dimensions_polarity_is_the_mean_cosine_of_columns():
    _, texts = draw_texts(np.random.default_rng(1), n=60)
    seeds = {"xword00": -1.0, "yword00": 1.0}
    terms = fit(texts, seeds, n_dimensions=10_000).terms.set_index("term")["weight"]
    matrix = build_term_matrix(make_passages(texts), unit="form", min_passages=2, max_share=1.0)  # fmt: skip
    table = matrix.counts.toarray()
    table = table / np.linalg.norm(table, axis=0)
    place = {term: i for i, term in enumerate(matrix.terms)}
    cosine = table.T @ table
    expected = (cosine[:, place["yword00"]] - cosine[:, place["xword00"]]) / 2
    assert terms[list(matrix.terms)].to_numpy() == pytest.approx(expected, abs=1e-10)


def test_a_planted_scale_is_recovered_from_two_seeds_an_end():
    places, texts = draw_texts(np.random.default_rng(2))
    seeds = {"xword00": -1, "xword01": -1, "yword00": 1, "yword01": 1}
    scale = fit(texts, seeds)
    assert np.corrcoef(scale.passages["position"], places)[0, 1] > 0.8
    weights = scale.terms.set_index("term")["weight"]
    assert weights["yword09"] > 0.05 > -0.05 > weights["xword09"]
    assert scale.passages["position"].mean() == pytest.approx(0, abs=1e-9)
    assert (scale.seeds["agreement"] > 0.7).all()


def test_a_seed_out_of_place_shows():
    _, texts = draw_texts(np.random.default_rng(3))
    left = {f"xword{i:02d}": -1 for i in range(3)}
    right = {f"yword{i:02d}": 1 for i in range(3)} | {"xword09": 1}
    coherence = fit(texts, left | right).seeds.set_index("seed")["coherence"]
    assert coherence["xword09"] < 0
    assert coherence.idxmin() == "xword09"


def test_a_seed_that_does_not_occur_is_listed():
    _, texts = draw_texts(np.random.default_rng(4), n=80)
    seeds = fit(texts, {"xword00": -1, "yword00": 1, "nowhere": 1}).seeds
    check_table(seeds, SCALE_SEEDS)
    row = seeds.set_index("seed").loc["nowhere"]
    assert row["n_tokens"] == 0
    assert pd.isna(row["agreement"])


def test_passages_without_terms_are_kept_and_missing():
    _, texts = draw_texts(np.random.default_rng(5), n=50)
    passages = fit([*texts, "12 34"], {"xword00": -1, "yword00": 1}).passages
    check_table(passages, PASSAGE_SCALE)
    assert len(passages) == 51
    assert passages["position"].isna().sum() == 1


def test_the_order_of_passages_changes_nothing():
    _, texts = draw_texts(np.random.default_rng(6), n=60)
    seeds = {"xword00": -1.0, "yword00": 1.0}
    passages = make_passages(texts)
    options = {"language": "en", "unit": "form", "min_passages": 2, "n_dimensions": 9}
    one = fit_semantic_scale(passages, seeds, **options).passages
    two = fit_semantic_scale(passages[::-1], seeds, **options).passages
    pd.testing.assert_frame_equal(one, two)


def test_too_few_seeds_are_refused():
    with pytest.raises(InputError, match="at least two that occur"):
        fit(["some words here", "other words here"], {"nowhere": 1.0, "gone": -1.0})
