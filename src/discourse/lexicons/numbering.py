"""Turn passages into numbers: forms, sentences, languages of each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.lexicons.matching import TokenArrays
from discourse.reading.sentences import find_sentences
from discourse.tokens.table import TokenTable, tokenize_passages

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_LANGUAGES = ("ru", "kk", "en")
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTokens:
    """Passages as arrays, with the way back to their text.

    Parameters
    ----------
    arrays : TokenArrays
        Forms, sentences and passages by number.
    forms : tuple of str
        Distinct folded word forms.
    starts, ends : array (n_tokens,)
        Offsets in the passage.
    passage_ids : tuple of str
        Identifiers, in the order of the passages table.
    texts, languages : list of str
        Text and language of each passage.
    """

    arrays: TokenArrays
    forms: tuple[str, ...]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    passage_ids: tuple[str, ...]
    texts: list[str]
    languages: list[str]

    def list_forms_of(self, language: str) -> NDArray[np.int32]:
        """List the numbers of the forms in passages a language's patterns search."""
        allowed = self.arrays.languages[language]
        seen = np.zeros(len(self.forms), dtype=bool)
        seen[self.arrays.forms[allowed[self.arrays.passages]]] = True
        return np.flatnonzero(seen).astype(np.int32)


def number_tokens(passages: pd.DataFrame) -> NumberedTokens:
    """Give numbers to the tokens of a passages table.

    Parameters
    ----------
    passages : DataFrame
        Passages table; ``passage_id``, ``language`` and ``text`` are used.

    Returns
    -------
    NumberedTokens
        One entry per word or number, in text order.
    """
    return number_table(tokenize_passages(passages), texts=passages["text"].tolist())


def number_table(table: TokenTable, *, texts: list[str]) -> NumberedTokens:
    """Give numbers to the tokens of a token table; see `number_tokens`."""
    languages = list(table.languages)
    return NumberedTokens(
        arrays=TokenArrays(
            forms=table.folded_ids,
            sentences=_number_sentences(
                texts, languages, table.passage_index, table.start
            ),
            passages=table.passage_index,
            languages={
                tag: np.asarray([found in {tag, "unknown"} for found in languages])
                for tag in _LANGUAGES
            },
            n_forms=len(table.folded_vocabulary),
        ),
        forms=table.folded_vocabulary,
        starts=table.start,
        ends=table.end,
        passage_ids=table.passage_ids,
        texts=texts,
        languages=languages,
    )


def _number_sentences(
    texts: list[str],
    languages: list[str],
    of_passage: NDArray[np.int32],
    starts: NDArray[np.int32],
) -> NDArray[np.int32]:
    lengths = np.asarray([len(text) + 1 for text in texts], dtype=np.int64)
    base = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    begins: list[int] = []
    for index, text in enumerate(texts):
        offset = int(base[index])
        begins.append(offset)
        if any(mark in text[:-1] for mark in _ENDS):
            spans = find_sentences(text, language=languages[index])
            begins.extend(offset + start for start, _ in spans[1:])
    places = base[of_passage] + starts
    return np.searchsorted(np.asarray(begins), places, side="right").astype(np.int32)
