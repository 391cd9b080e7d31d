"""How long do topics take, how coherent are they, are planted topics found?

Run from the repository root: ``python benchmarks/topics.py``. Reads the real documents
beside the repository (``../shared/data``). The last part compares ways to start LDA on
texts with planted topics.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from discourse import fit_topics, read_documents, split_passages
from discourse.topics.models import fit_model
from discourse.topics.terms import TermMatrix, build_term_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[1] / "../shared/data/texts"
SEED = 20260101
N_TOPICS, N_WORDS, N_PASSAGES, LENGTH = 6, 150, 400, 60
Numbers = NDArray[np.float64]


def measure_real_documents() -> None:
    passages = split_passages(read_documents(DATA / "documents.jsonl"))
    print(len(passages), "passages,", passages["n_tokens"].sum(), "tokens")
    print(passages["language"].value_counts().to_dict())
    for method in ("lda", "nmf"):
        began = time.perf_counter()
        model = fit_topics(passages, n_topics=10, seed=SEED, method=method)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\n{method}: {seconds:.1f} s, peak memory so far {peak:.0f} MB")
        values = model.coherence.set_index("topic_id")["value"]
        print(
            "mean NPMI", values.groupby(values.index.str[:2]).mean().round(3).to_dict()
        )
        for topic, part in model.topics.groupby("topic_id"):
            print(topic, f"{values[topic]:5.2f}", *part["term"].head(9))


def plant(rng: np.random.Generator) -> tuple[TermMatrix, Numbers]:
    topics = rng.dirichlet(np.full(N_WORDS, 0.05), size=N_TOPICS)
    shares = rng.dirichlet(np.full(N_TOPICS, 0.1), size=N_PASSAGES)
    texts = [
        " ".join(f"w{i:03d}" for i in rng.choice(N_WORDS, size=LENGTH, p=p))
        for p in shares @ topics
    ]
    names = [f"p{i:04d}" for i in range(N_PASSAGES)]
    frame = pd.DataFrame({"passage_id": names, "language": "unknown", "text": texts})
    return build_term_matrix(frame, tokens="whitespace"), topics


def compare(planted: Numbers, weights: Numbers, terms: Sequence[str]) -> float:
    found = [{terms[i] for i in np.argsort(-row)[:10]} for row in weights]
    truth = [{f"w{i:03d}" for i in np.argsort(-row)[:10]} for row in planted]
    overlap = np.array([[len(a & b) / len(a | b) for b in found] for a in truth])
    return float(overlap[linear_sum_assignment(-overlap)].mean())


def fit_from_random(matrix: TermMatrix, state: int) -> Numbers:
    from gensim.models import LdaModel

    counts = matrix.counts
    corpus = [
        list(zip(counts.indices[a:b].tolist(), counts.data[a:b].tolist(), strict=True))
        for a, b in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)
    ]
    return LdaModel(
        corpus,
        id2word=dict(enumerate(matrix.terms)),
        num_topics=N_TOPICS,
        random_state=state,
        passes=30,
        iterations=50,
        alpha="auto",
        eta="auto",
        eval_every=None,
        dtype=np.float64,
    ).get_topics()


def measure_recovery() -> None:
    values = {"lda": [], "nmf": [], "lda from random topics": []}
    for number in range(8):
        matrix, planted = plant(np.random.default_rng(number))
        for method in ("lda", "nmf"):
            fitted = fit_model(matrix, method=method, n_topics=N_TOPICS, state=number)
            values[method].append(compare(planted, fitted.term_weights, matrix.terms))
        weights = fit_from_random(matrix, number)
        values["lda from random topics"].append(compare(planted, weights, matrix.terms))
    print("\nmatched Jaccard of the ten first words, 8 corpora of 6 planted topics")
    for name, found in values.items():
        print(f"{name:24s} mean {np.mean(found):.3f}  least {min(found):.3f}")


if __name__ == "__main__":
    measure_real_documents()
    measure_recovery()
