"""How close is the vocabulary of a text to a handful of seed words?

Latent semantic scaling: words that keep company with the seeds of one end pull there,
so that a theme is measured by its whole vocabulary and not only by the words somebody
thought of. With placed texts instead of seeds see `wordscores`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse.linalg import svds

from discourse.scaling.counts import SCALE_TERMS, ScaleLanguage
from discourse.topics.terms import TermMatrix, Unit, build_term_matrix
from ledger import Column, InputError, TableSchema, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PASSAGE_SCALE = TableSchema(
    name="passage_scale",
    row="one row per passage placed on a scale",
    key=("passage_id",),
    columns=(
        Column("passage_id", "text", "The passage."),
        Column(
            "position",
            "number",
            "Mean weight of its terms; missing without terms.",
            is_optional=True,
        ),
        Column("n_tokens", "integer", "Terms it rests on.", unit="tokens", lower=0),
    ),
)
SCALE_SEEDS = TableSchema(
    name="scale_seeds",
    row="one row per seed word",
    key=("seed",),
    columns=(
        Column("seed", "text", "The seed word."),
        Column("end", "number", "The end of the scale it stands for."),
        Column("n_tokens", "number", "Its tokens.", unit="tokens", lower=0),
        Column(
            "coherence",
            "number",
            "Mean cosine with the other seeds, those of the other end turned round.",
            lower=-1,
            upper=1,
            is_optional=True,
        ),
        Column(
            "agreement",
            "number",
            "Correlation of passages' positions with and without this seed.",
            lower=-1,
            upper=1,
            is_optional=True,
        ),
    ),
)
_FEWEST_SEEDS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SemanticScale:
    """Places of passages by the company their words keep.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passage_scale table: positions over passages have mean 0 and variance 1.
    terms : pandas.DataFrame
        Scale_terms table: the polarity of each term, in [-1, 1] times the seeds' ends.
    seeds : pandas.DataFrame
        Scale_seeds table: how much hangs on each seed.
    """

    passages: pd.DataFrame
    terms: pd.DataFrame
    seeds: pd.DataFrame


def fit_semantic_scale(
    passages: pd.DataFrame,
    seeds: Mapping[str, float],
    *,
    language: ScaleLanguage,
    unit: Unit = "lemma",
    n_dimensions: int = 300,
    min_passages: int = 5,
) -> SemanticScale:
    r"""Place passages on a scale between seed words.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; those of other languages are not placed.
    seeds : mapping of str to float
        Seed words in the unit of the terms (lemmas by default) and the end each
        stands for, such as 1 and -1.
    language : {"ru", "kk", "en"}
        The language.
    unit : {"lemma", "form"}
        Whether a term is a dictionary form or a word form.
    n_dimensions : int
        Dimensions of the word vectors; at most what the corpus allows.
    min_passages : int
        A term of fewer passages gets no vector.

    Returns
    -------
    SemanticScale
        Positions of passages, polarity of terms, and what hangs on each seed.

    Raises
    ------
    InputError
        If fewer than two seeds occur in the corpus.

    Notes
    -----
    Word vectors are the rows of :math:`V \Sigma` in the truncated singular value
    decomposition :math:`U \Sigma V^T` of the passages x terms matrix. The polarity of
    term w is :math:`g_w = \frac{1}{|S|} \sum_{s \in S} p_s \cos(v_w, v_s)`, the position of a
    passage the mean of g over its terms, brought to mean 0 and variance 1. Seeds that
    do not occur are listed with 0 tokens. An `agreement` far below 1 says that the
    scale hangs on that seed; a `coherence` near 0 or below, that the seed keeps the
    company of no other seed, or of those of the other end.

    References
    ----------
    Watanabe, K. (2021). Latent semantic scaling: a semisupervised text analysis
    technique for new domains and languages. Communication Methods and Measures 15,
    81-102, equations 1 and 2.

    Checked against
    ---------------
    With as many dimensions as the matrix has, polarity equals the mean cosine of its
    columns, computed without a decomposition
    (``tests/unit/discourse/test_semantic_scale.py``); a planted scale is recovered.
    """
    check_choice(language, ScaleLanguage, "language")
    own = passages[passages["language"] == language]
    matrix = build_term_matrix(own, unit=unit, min_passages=min_passages, max_share=1.0)
    place = {term: number for number, term in enumerate(matrix.terms)}
    found = {seed: end for seed, end in seeds.items() if seed in place}
    if len(found) < _FEWEST_SEEDS:
        raise InputError(
            f"seeds: found {len(found)} of {len(seeds)} in passages in {language!r} "
            f"({', '.join(found) or 'none'}). Expected at least two that occur in "
            f"{min_passages} passages or more, written as {unit}s. Choose other seeds."
        )
    similarity = _compare_with_seeds(
        matrix, [place[seed] for seed in found], n_dimensions
    )
    ends = np.array(list(found.values()), dtype="float64")
    polarity = similarity @ ends / len(ends)
    position, sizes = _place(matrix, polarity)
    n_tokens = np.asarray(matrix.counts.sum(axis=0)).ravel()
    rows = [
        {"seed": seed, "end": end, "n_tokens": 0.0}
        for seed, end in seeds.items()
        if seed not in place
    ]
    together = similarity[[place[seed] for seed in found]] * np.outer(
        np.sign(ends), np.sign(ends)
    )
    coherence = (together.sum(axis=1) - together.diagonal()) / (len(ends) - 1)
    rows += [
        {
            "seed": seed,
            "end": end,
            "n_tokens": float(n_tokens[place[seed]]),
            "coherence": float(np.clip(coherence[number], -1.0, 1.0)),
            "agreement": _compare_without(matrix, similarity, ends, position, number),
        }
        for number, (seed, end) in enumerate(found.items())
    ]
    return SemanticScale(
        passages=_list_passages(matrix, position, sizes),
        terms=build_table(
            pd.DataFrame(
                {"term": matrix.terms, "weight": polarity, "n_tokens": n_tokens}
            ),
            SCALE_TERMS,
        ),
        seeds=build_table(
            pd.DataFrame(rows, columns=list(SCALE_SEEDS.names)), SCALE_SEEDS
        ),
    )


def _compare_with_seeds(
    matrix: TermMatrix, places: list[int], n_dimensions: int
) -> Floats:
    """Compute the cosine of every term's vector with each seed's."""
    table = matrix.counts.astype("float64")
    n_most = min(table.shape) - 1
    if n_dimensions < n_most:
        # A fixed start makes the iteration the same in every run.
        start = np.ones(min(table.shape)) / np.sqrt(min(table.shape))
        _, values, right = svds(table, k=n_dimensions, v0=start)
        vectors = right.T * values
    else:
        _, values, right = np.linalg.svd(table.toarray(), full_matrices=False)
        vectors = right.T * values
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.where(length > 0, length, 1.0)
    similarity: Floats = unit @ unit[places].T
    return similarity


def _place(matrix: TermMatrix, polarity: Floats) -> tuple[Floats, Floats]:
    sizes = np.asarray(matrix.counts.sum(axis=1)).ravel()
    mean = np.asarray(matrix.counts @ polarity) / sizes
    spread = mean.std()
    position: Floats = (mean - mean.mean()) / (spread if spread > 0 else np.nan)
    return position, sizes


def _compare_without(
    matrix: TermMatrix, similarity: Floats, ends: Floats, position: Floats, number: int
) -> float | None:
    """Correlate positions with those that one seed less would give."""
    rest = np.delete(np.arange(len(ends)), number)
    other, _ = _place(matrix, similarity[:, rest] @ ends[rest] / len(rest))
    if not (np.isfinite(position).all() and np.isfinite(other).all()):
        return None
    return float(np.clip(np.corrcoef(position, other)[0, 1], -1.0, 1.0))


def _list_passages(matrix: TermMatrix, position: Floats, sizes: Floats) -> pd.DataFrame:
    placed = pd.DataFrame(
        {"passage_id": matrix.passage_ids, "position": position, "n_tokens": sizes}
    )
    empty = pd.DataFrame(
        {"passage_id": matrix.empty_ids, "position": np.nan, "n_tokens": 0.0}
    )
    together = pd.concat([placed, empty[: len(matrix.empty_ids)]], ignore_index=True)
    return build_table(together, PASSAGE_SCALE)
