"""Which topics explain a matrix of terms, and how much of each is in every passage?

Two models, each behind the same small interface: weights of terms in topics and
shares of topics in passages. The libraries are gensim and scikit-learn; what goes in
is decided in `discourse.topics.terms`, what comes out is named in
`discourse.topics.fitting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from discourse.topics.terms import TermMatrix

    Numbers = NDArray[np.float64]

TopicMethod = Literal["lda", "nmf"]

_PASSES = 20
_ITERATIONS = 50
_CHUNK = 2000
_NMF_ITERATIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedTopics:
    """What a model says.

    Parameters
    ----------
    term_weights : array, shape (n_topics, n_terms)
        Each row sums to 1, or is 0 where the model left a topic unused.
    shares : array, shape (n_passages, n_topics)
        Each row sums to 1, or is missing where no topic has a term of the passage.
    is_converged : bool
        Whether the model reached its tolerance; variational LDA runs a fixed number
        of passes and has none.
    """

    term_weights: Numbers
    shares: Numbers
    is_converged: bool = True


def fit_model(
    matrix: TermMatrix, *, method: TopicMethod, n_topics: int, state: int
) -> FittedTopics:
    """Fit one topic model.

    Parameters
    ----------
    matrix : TermMatrix
        Passages and terms.
    method : {"lda", "nmf"}
        The model.
    n_topics : int
        Number of topics.
    state : int
        State of the library's random numbers.

    Returns
    -------
    FittedTopics
        Topics by falling share of all text; ties by the model's own order.

    Notes
    -----
    The linear algebra runs on one thread, because sums split over threads differ in
    their last digits from machine to machine.
    """
    with threadpool_limits(limits=1):
        fitted = (
            _fit_lda(matrix, n_topics, state)
            if method == "lda"
            else _fit_nmf(matrix, n_topics, state)
        )
    length = np.asarray(matrix.counts.sum(axis=1)).ravel()
    mass = np.nansum(fitted.shares * length[:, None], axis=0)
    order = np.argsort(-mass, kind="stable")
    return FittedTopics(
        term_weights=fitted.term_weights[order],
        shares=fitted.shares[:, order],
        is_converged=fitted.is_converged,
    )


def _fit_lda(matrix: TermMatrix, n_topics: int, state: int) -> FittedTopics:
    from gensim.models import LdaModel

    counts = matrix.counts
    ends = zip(counts.indptr[:-1], counts.indptr[1:], strict=True)
    corpus = [
        list(
            zip(
                counts.indices[start:end].tolist(),
                counts.data[start:end].tolist(),
                strict=True,
            )
        )
        for start, end in ends
    ]
    # From random topics LDA often ends with two topics in one and one in two; from the
    # factorization's topics it starts near a good solution (benchmarks/topics.py).
    start = _fit_nmf(matrix, n_topics, state).term_weights
    model = LdaModel(
        id2word=dict(enumerate(matrix.terms)),
        num_topics=n_topics,
        random_state=state,
        passes=_PASSES,
        iterations=_ITERATIONS,
        chunksize=_CHUNK,
        alpha="auto",
        eta="auto",
        eval_every=None,
        dtype=np.float64,
    )
    model.state.sstats = start * (counts.sum() / n_topics)
    model.sync_state()
    model.update(corpus)
    gamma, _ = model.inference(corpus)
    return FittedTopics(
        term_weights=_normalize(np.asarray(model.get_topics(), dtype=np.float64)),
        shares=_normalize(np.asarray(gamma, dtype=np.float64)),
    )


def _fit_nmf(matrix: TermMatrix, n_topics: int, state: int) -> FittedTopics:
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted: Any = TfidfTransformer(sublinear_tf=True).fit_transform(matrix.counts)
    is_small = n_topics > min(weighted.shape)
    model = NMF(
        n_components=n_topics,
        init="random" if is_small else "nndsvda",
        random_state=state,
        max_iter=_NMF_ITERATIONS,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        left = np.asarray(model.fit_transform(weighted), dtype=np.float64)
    right = np.asarray(model.components_, dtype=np.float64)
    shares = left * right.sum(axis=1)
    total = shares.sum(axis=1, keepdims=True)
    return FittedTopics(
        term_weights=_normalize(right),
        shares=np.divide(
            shares, total, out=np.full_like(shares, np.nan), where=total > 0
        ),
        is_converged=model.n_iter_ < _NMF_ITERATIONS,
    )


def _normalize(rows: Numbers) -> Numbers:
    total = rows.sum(axis=1, keepdims=True)
    normal: Numbers = np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)
    return normal
