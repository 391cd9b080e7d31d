"""Which words might belong into a category and are not there?

Two sources, for a person to judge: words that keep the company of the category's words,
and words that stand out in the passages people coded with it. Nothing is added to a
lexicon by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from discourse.audit.vectors import build_word_vectors
from discourse.lexicons.counting import find_counted_hits
from discourse.scores.accuracy import read_judgements
from discourse.tokens.table import tokenize_passages
from ledger import Column, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from discourse.audit.vectors import WordVectors

TERM_SUGGESTIONS = TableSchema(
    name="term_suggestions",
    row="one row per category, language, source and word that might belong to it",
    key=("category", "language", "basis", "candidate"),
    columns=(
        Column("category", "text", "Category of the lexicon."),
        Column("language", "text", "Language of the passages."),
        Column(
            "basis", "category",
            "vectors: keeps the company of the category's words; coded: stands out in "
            "passages people coded with it.",
            allowed=("vectors", "coded"),
        ),
        Column("candidate", "text", "The word, as lemma."),
        Column("rank", "integer", "1 for the strongest of its kind.", lower=1),
        Column(
            "score", "number",
            "Cosine with the nearest word (vectors); z of the weighted log-odds (coded).",
        ),
        Column("nearest", "text", "The category's word it is nearest to; or empty."),
        Column("n_passages", "integer", "Passages that hold it.", lower=1),
        Column(
            "share_coded", "number", "Of these, those the category codes already.",
            unit="share", lower=0, upper=1,
        ),
        Column("example", "text", "A passage that holds it and is not coded yet."),
        Column(
            "status", "category", "Nothing is accepted but by a person.",
            allowed=("suggested",),
        ),
    ),
)  # fmt: skip
SuggestionLanguage = Literal["ru", "kk", "en"]

_NEAREST_SHOWN = 20
_LEAST_COSINE = 0.4
_LEAST_Z = 1.96
_COMMON = 0.2


def suggest_terms(
    passages: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    annotations: pd.DataFrame | None = None,
    n_most: int = _NEAREST_SHOWN,
    min_passages: int = 5,
) -> pd.DataFrame:
    r"""Suggest words that a category may lack.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    hits : pandas.DataFrame
        Hits table over them.
    annotations : pandas.DataFrame, optional
        Annotations table of some of the passages; words that stand out among those
        coded are then suggested, too.
    n_most : int
        Most suggestions of a category, language and source.
    min_passages : int
        A word of fewer passages is not suggested.

    Returns
    -------
    pandas.DataFrame
        Term_suggestions table, ranked within category, language and source. Words
        that stand in a hit of the category anywhere are not suggested.

    Notes
    -----
    ``vectors``: the cosine of `discourse.audit.vectors` with the nearest word of the
    category's hits, 0.4 and more. Words of more than a fifth of the passages are left
    out: they keep everybody's company. ``coded``: with :math:`y` and :math:`n` the
    passages of the word and all passages, coded by people or not, and the prior
    :math:`\alpha = y_\cdot / n_\cdot` of one passage, the z of the difference in log-odds
    (Monroe, Colaresi and Quinn 2008), 1.96 and more; not a test, since many words are
    compared.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political
    Analysis 16, 372-403, equations 15, 16, 22.
    """
    rows: list[dict[str, Any]] = []
    for language in ("ru", "kk", "en"):
        own = passages[passages["language"] == language]
        if own.empty:
            continue
        index = _WordIndex(own, hits)
        vectors = build_word_vectors(own, min_passages=min_passages)
        for category in index.categories:
            found = index.rank_neighbors(category, vectors)
            if annotations is not None:
                found += index.rank_coded(category, annotations, min_passages)
            for basis in ("vectors", "coded"):
                ranked = sorted(
                    (row for row in found if row["basis"] == basis),
                    key=lambda row: (-row["score"], row["candidate"]),
                )
                rows += [
                    row | {"language": language, "rank": rank}
                    for rank, row in enumerate(ranked[:n_most], 1)
                ]
    frame = pd.DataFrame(rows, columns=list(TERM_SUGGESTIONS.names))
    return build_table(frame.assign(status="suggested"), TERM_SUGGESTIONS)


class _WordIndex:
    """Which lemma stands in which passage of one language, and in which hits."""

    def __init__(self, passages: pd.DataFrame, hits: pd.DataFrame) -> None:
        table = tokenize_passages(passages)
        self._names = table.passage_ids
        self._place = {name: number for number, name in enumerate(self._names)}
        tokens = pd.DataFrame(
            {
                "passage": table.passage_index,
                "start": table.start,
                "end": table.end,
                "word": np.array(table.lemma_vocabulary, dtype=object)[table.lemma_ids],
            }
        )
        self._holders: Mapping[str, set[int]] = {
            str(word): set(group) for word, group in tokens.groupby("word")["passage"]
        }
        counted = find_counted_hits(hits)
        counted = counted[counted["passage_id"].isin(self._place)]
        spans = counted[["passage_id", "category", "start", "end"]].assign(
            passage=counted["passage_id"].map(self._place)
        )
        self._coded: dict[str, set[int]] = {
            str(name): set(group)
            for name, group in spans.groupby("category", observed=True)["passage"]
        }
        inside = tokens.merge(spans, on="passage", suffixes=("", "_hit"))
        inside = inside[
            (inside["start"] >= inside["start_hit"])
            & (inside["end"] <= inside["end_hit"])
        ]
        self._own_words: dict[str, set[str]] = {
            str(name): set(group)
            for name, group in inside.groupby("category", observed=True)["word"]
        }
        self.categories = sorted(self._coded)

    def rank_neighbors(
        self, category: str, vectors: WordVectors
    ) -> list[dict[str, Any]]:
        place = {word: number for number, word in enumerate(vectors.words)}
        own = self._own_words.get(category, set())
        seeds = [place[word] for word in sorted(own) if word in place]
        if not seeds:
            return []
        similarity = vectors.vectors @ vectors.vectors[seeds].T
        best = similarity.argmax(axis=1)
        score = similarity[np.arange(len(best)), best]
        most = _COMMON * len(self._names)
        return [
            self._describe(category, word, float(score[number]), "vectors")
            | {"nearest": vectors.words[seeds[best[number]]]}
            for number, word in enumerate(vectors.words)
            if score[number] >= _LEAST_COSINE
            and word not in own
            and vectors.n_passages[number] <= most
        ]

    def rank_coded(
        self, category: str, annotations: pd.DataFrame, min_passages: int
    ) -> list[dict[str, Any]]:
        code = category.split(".", 1)[0]
        judged = read_judgements(annotations[annotations["code_id"] == code])
        judged = judged[judged["passage_id"].isin(self._place)]
        holds = judged["value"] >= 0.5  # noqa: PLR2004 - as in accuracy
        inside = {self._place[name] for name in judged.loc[holds, "passage_id"]}
        outside = {self._place[name] for name in judged.loc[~holds, "passage_id"]}
        if not inside or not outside:
            return []
        found = []
        for word, holders in self._holders.items():
            if len(holders) < min_passages or not word[:2].isalpha():
                continue
            if word in self._own_words.get(category, set()):
                continue
            y_in, y_out = len(holders & inside), len(holders & outside)
            prior = (y_in + y_out) / (len(inside) + len(outside))
            if not y_in or prior >= 1:
                continue
            a, b = y_in + prior, y_out + prior
            delta = np.log(a / (len(inside) + 1 - a)) - np.log(
                b / (len(outside) + 1 - b)
            )
            z = float(delta / np.sqrt(1 / a + 1 / b))
            if z >= _LEAST_Z:
                found.append(self._describe(category, word, z, "coded"))
        return found

    def _describe(
        self, category: str, word: str, score: float, basis: str
    ) -> dict[str, Any]:
        holders = self._holders[word]
        coded = self._coded[category]
        rest = sorted(holders - coded)
        return {
            "category": category,
            "basis": basis,
            "candidate": word,
            "score": score,
            "nearest": "",
            "n_passages": len(holders),
            "share_coded": len(holders & coded) / len(holders),
            "example": self._names[rest[0]] if rest else "",
        }
