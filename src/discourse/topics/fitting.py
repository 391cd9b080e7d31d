"""What are the passages about?

A topic is a set of words that keep company. Topics are fitted for each language
apart, because words of two languages never share a sentence and a common model would
only find the languages again. Fitting one model is `discourse.topics.models`; this
module divides, names, measures and reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from discourse.schemas import TOPIC_SHARES, TOPICS
from discourse.topics.coherence import compute_npmi
from discourse.topics.models import TopicMethod, fit_model
from discourse.topics.terms import Tokens, Unit, build_term_matrix
from ledger import (
    Column,
    InputError,
    Problem,
    TableSchema,
    build_table,
    check_choice,
    derive_generator,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.topics.models import FittedTopics
    from discourse.topics.terms import TermMatrix
    from ledger import Progress

TopicLanguages = Literal["each", "together", "ru", "kk", "en"]

MIN_PASSAGES = 20
_N_TERMS = 20
_N_COHERENCE = 10
_SHOWN = 5

TOPIC_COHERENCE = TableSchema(
    name="topic_coherence",
    row="one row per topic and measure",
    key=("topic_id", "measure"),
    columns=(
        Column("topic_id", "text", "The topic."),
        Column("measure", "category", "The measure.", allowed=("npmi",)),
        Column(
            "value",
            "number",
            "Its value; missing where the topic has fewer than two terms.",
            is_optional=True,
            lower=-1,
            upper=1,
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicModel:
    """Topics, their words, and their shares in passages.

    Parameters
    ----------
    topics : pandas.DataFrame
        Topics table: the twenty first words of each topic. ``topic_id`` is the language and
        a number, such as ``ru:01``; 01 has the largest share of the text.
    shares : pandas.DataFrame
        Topic shares table: one row per passage and topic of its language. Passages
        without terms have no rows and are named in `problems`.
    coherence : pandas.DataFrame
        Topic coherence table: NPMI of the ten first words of each topic (see
        `compute_npmi`).
    problems : tuple of Problem
        Languages and passages that were left out, and why.
    """

    topics: pd.DataFrame
    shares: pd.DataFrame
    coherence: pd.DataFrame
    problems: tuple[Problem, ...]


def fit_topics(
    passages: pd.DataFrame,
    *,
    n_topics: int,
    seed: int,
    method: TopicMethod = "lda",
    languages: TopicLanguages = "each",
    unit: Unit = "lemma",
    tokens: Tokens = "words",
    progress: Progress | None = None,
) -> TopicModel:
    """Fit topics to passages, for each language apart.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; only ``passage_id``, ``language`` and ``text`` are read.
    n_topics : int
        Number of topics of each language.
    seed : int
        The study's seed. The same passages, in any order, with the same seed give
        the same topics.
    method : {"lda", "nmf"}
        Latent Dirichlet allocation (gensim), or non-negative matrix factorization of
        tf-idf weights (scikit-learn).
    languages : {"each", "together", "ru", "kk", "en"}
        One model per language, one model over all passages whatever their language
        (topics ``all:01``...), or the model of one language only.
    unit : {"lemma", "form"}
        What a term is.
    tokens : {"words", "whitespace"}
        ``whitespace`` takes the text as already tokenized: no filter, no lemmas.
    progress : Progress, optional
        Told of each language.

    Returns
    -------
    TopicModel
        Tables of topics, shares and coherence, and what was left out.

    Raises
    ------
    InputError
        If a choice is unknown or a number out of its range.

    Notes
    -----
    A language is fitted if at least 20 passages, and at least as many as topics, hold
    a term; otherwise the tables have no rows for it and `TopicModel.problems` says
    why. A term occurs in at least three passages of the language and in at most half
    of them; the twenty first terms of each topic are listed.

    LDA is the variational Bayes of Hoffman, Blei & Bach with both priors learned
    (``alpha="auto"``, ``eta="auto"``), started from the topics of NMF, 20 passes in
    chunks of 2000 passages, at most 50 iterations a passage, one worker.
    ``probability`` is p(term | topic), ``share``
    the posterior mean of p(topic | passage); a passage of few words keeps a share of
    every topic from the prior.

    NMF approximates tf-idf weights (logarithmic counts, rows of length 1) by passages
    x topics x terms without negative values, Frobenius norm, start by NNDSVD.
    ``probability`` is then the weight of the term in the topic and ``share`` the
    topic's part of the passage's approximated weight; neither is a probability.

    Topics of short passages are unstable. Since NMF gives the start, seeds differ
    little, so agreement between seeds is no evidence of stability: fit resampled
    documents instead. The number of topics is a choice of the reader, not a finding.

    References
    ----------
    Hoffman, M., Blei, D., & Bach, F. (2010). Online learning for latent Dirichlet
    allocation. NeurIPS 23. Boutsidis, C., & Gallopoulos, E. (2008). SVD based
    initialization. Pattern Recognition 41(4), 1350-1362.
    doi:10.1016/j.patcog.2007.09.010.
    """
    check_choice(method, TopicMethod, "method")
    check_choice(languages, TopicLanguages, "languages")
    check_choice(unit, Unit, "unit")
    check_choice(tokens, Tokens, "tokens")
    if n_topics < 1:
        raise InputError(
            f"n_topics: found {n_topics}. Expected 1 or more. Ask for at least one."
        )
    parts, problems = _divide(passages, languages)
    topics: list[pd.DataFrame] = []
    shares: list[pd.DataFrame] = []
    coherence: list[dict[str, Any]] = []
    if progress is not None:
        progress.start("topics", len(parts))
    for name, part in parts:
        matrix = build_term_matrix(part, unit=unit, tokens=tokens)
        problems += _report_empty(name, matrix)
        too_few = _find_shortage(name, matrix, n_topics)
        if too_few is not None:
            problems.append(too_few)
        else:
            generator = derive_generator(seed, "topics", method, name)
            fitted = fit_model(
                matrix,
                method=method,
                n_topics=n_topics,
                state=int(generator.integers(2**31)),
            )
            names = _name_topics(name, n_topics)
            topics.append(_list_terms(matrix, fitted, names))
            shares.append(_list_shares(matrix, fitted, names))
            coherence += _measure(matrix, fitted, names)
            problems += _report_fit(name, matrix, fitted)
        if progress is not None:
            progress.advance()
    if progress is not None:
        progress.finish()
    return TopicModel(
        topics=build_table(pd.concat(topics) if topics else [], TOPICS),
        shares=build_table(pd.concat(shares) if shares else [], TOPIC_SHARES),
        coherence=build_table(coherence, TOPIC_COHERENCE),
        problems=tuple(problems),
    )


def _divide(
    passages: pd.DataFrame, languages: TopicLanguages
) -> tuple[list[tuple[str, pd.DataFrame]], list[Problem]]:
    if languages == "together":
        return [("all", passages)], []
    names = ("ru", "kk", "en") if languages == "each" else (languages,)
    parts = [
        (name, passages.loc[(passages["language"] == name).to_numpy(dtype=bool)])
        for name in names
    ]
    parts = [(name, part) for name, part in parts if len(part)]
    if not parts:
        return [], [
            Problem(
                code="topics-no-passages",
                severity="warning",
                where="topics",
                found=f"No passage in {' or '.join(names)}",
                expected="Passages in the language of the model",
                action="Check the column 'language' of the passages, or fit them "
                "together",
            )
        ]
    unknown = passages.loc[(passages["language"] == "unknown").to_numpy(dtype=bool)]
    if languages != "each" or unknown.empty:
        return parts, []
    return parts, [
        Problem(
            code="topic-language-unknown",
            severity="note",
            where="passages of unknown language",
            found=f"{_name_some(unknown['passage_id'].tolist())} without a language",
            expected="A topic model reads one language",
            action="They have no shares of topics; name the language in the metadata "
            "if it is known",
        )
    ]


def _find_shortage(name: str, matrix: TermMatrix, n_topics: int) -> Problem | None:
    n_passages, needed = len(matrix.passage_ids), max(MIN_PASSAGES, n_topics)
    if n_passages >= needed:
        return None
    return Problem(
        code="topics-too-few-passages",
        severity="warning",
        where=f"topics of language {name}",
        found=f"{n_passages} passages with {len(matrix.terms)} terms",
        expected=f"At least {needed} passages that hold a term for {n_topics} topics",
        action="No topics were fitted for it; add documents or ask for fewer topics",
    )


def _report_empty(name: str, matrix: TermMatrix) -> list[Problem]:
    if not matrix.empty_ids:
        return []
    return [
        Problem(
            code="topic-passages-without-terms",
            severity="note",
            where=f"topics of language {name}",
            found=f"{_name_some(matrix.empty_ids)} without a term",
            expected="Words that are neither function words nor rare",
            action="They have no shares of topics",
        )
    ]


def _report_fit(name: str, matrix: TermMatrix, fitted: FittedTopics) -> list[Problem]:
    problems = []
    if not fitted.is_converged:
        problems.append(
            Problem(
                code="topics-not-converged",
                severity="warning",
                where=f"topics of language {name}",
                found="The factorization still improved at its last iteration",
                expected="A stable solution",
                action="Compare another seed or another number of topics before "
                "reading them",
            )
        )
    missing = np.flatnonzero(np.isnan(fitted.shares).any(axis=1))
    if len(missing):
        names = [matrix.passage_ids[i] for i in missing.tolist()]
        problems.append(
            Problem(
                code="topic-passages-without-topic",
                severity="note",
                where=f"topics of language {name}",
                found=f"{_name_some(names)} in which no topic has a term",
                expected="At least one term of a topic",
                action="They have no shares of topics; more topics may cover them",
            )
        )
    return problems


def _name_some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    plural = "passage" if len(names) == 1 else "passages"
    return f"{len(names)} {plural} ({shown}{more})"


def _name_topics(language: str, n_topics: int) -> list[str]:
    width = max(2, len(str(n_topics)))
    return [f"{language}:{number:0{width}d}" for number in range(1, n_topics + 1)]


def _rank_terms(weights: Any, n_terms: int) -> list[int]:
    order = np.argsort(-weights, kind="stable")[:n_terms]
    return [int(i) for i in order if weights[i] > 0]


def _list_terms(
    matrix: TermMatrix, fitted: FittedTopics, names: Sequence[str]
) -> pd.DataFrame:
    rows = [
        {
            "topic_id": name,
            "rank": rank,
            "term": matrix.terms[i],
            "probability": float(weights[i]),
        }
        for name, weights in zip(names, fitted.term_weights, strict=True)
        for rank, i in enumerate(_rank_terms(weights, _N_TERMS), start=1)
    ]
    return build_table(rows, TOPICS)


def _list_shares(
    matrix: TermMatrix, fitted: FittedTopics, names: Sequence[str]
) -> pd.DataFrame:
    n_passages, n_topics = fitted.shares.shape
    frame = pd.DataFrame(
        {
            "passage_id": np.repeat(np.array(matrix.passage_ids, object), n_topics),
            "topic_id": np.tile(np.array(names, dtype=object), n_passages),
            "share": np.clip(fitted.shares.ravel(), 0, 1),
        }
    )
    return frame.loc[frame["share"].notna()]


def _measure(
    matrix: TermMatrix, fitted: FittedTopics, names: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            "topic_id": name,
            "measure": "npmi",
            "value": compute_npmi(matrix.counts, _rank_terms(weights, _N_COHERENCE)),
        }
        for name, weights in zip(names, fitted.term_weights, strict=True)
    ]
