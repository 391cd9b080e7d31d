"""Planted topics are found again."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment

from discourse import fit_topics

N_TOPICS, N_WORDS, N_PASSAGES, LENGTH, N_TOP = 6, 150, 400, 60, 10


def plant_topics(seed):
    """Draw topics, shares and passages as latent Dirichlet allocation says."""
    rng = np.random.default_rng(seed)
    topics = rng.dirichlet(np.full(N_WORDS, 0.05), size=N_TOPICS)
    shares = rng.dirichlet(np.full(N_TOPICS, 0.1), size=N_PASSAGES)
    texts = [
        " ".join(f"w{i:03d}" for i in rng.choice(N_WORDS, size=LENGTH, p=p))
        for p in shares @ topics / (shares @ topics).sum(axis=1, keepdims=True)
    ]
    passages = pd.DataFrame(
        {
            "passage_id": [f"p{i:04d}" for i in range(N_PASSAGES)],
            "language": "unknown",
            "text": texts,
        }
    )
    return passages, topics, shares


def match_topics(planted, table):
    names = sorted(table["topic_id"].unique())
    found = [
        set(table[(table["topic_id"] == name) & (table["rank"] <= N_TOP)]["term"])
        for name in names
    ]
    truth = [{f"w{i:03d}" for i in np.argsort(-row)[:N_TOP]} for row in planted]
    overlap = np.array([[len(a & b) / len(a | b) for b in found] for a in truth])
    rows, columns = linear_sum_assignment(-overlap)
    return overlap[rows, columns], [names[i] for i in columns]


@pytest.mark.parametrize(("method", "least"), [("lda", 0.85), ("nmf", 0.75)])
def test_planted_topics_are_recovered(method, least):
    passages, planted, shares = plant_topics(seed=11)
    model = fit_topics(
        passages,
        n_topics=N_TOPICS,
        seed=3,
        method=method,
        languages="together",
        tokens="whitespace",
    )
    overlap, names = match_topics(planted, model.topics)
    assert overlap.mean() >= least
    wide = model.shares.pivot_table(
        index="passage_id", columns="topic_id", values="share"
    )
    correlation = [
        np.corrcoef(shares[:, i], wide[name])[0, 1] for i, name in enumerate(names)
    ]
    assert min(correlation) > 0.9
