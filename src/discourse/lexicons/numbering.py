"""Turn passages into numbers: forms, sentences, languages of each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.lexicons.matching import TokenArrays
from discourse.reading.sentences import find_sentences
from discourse.tokens.table import TokenTable, tokenize_passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from discourse.tokens.table import Tokens

LANGUAGES = ("ru", "kk", "en")
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTokens:
    """Passages as arrays, with the way back to their text.

    Parameters
    ----------
    arrays : TokenArrays
        Forms, sentences and passages by number.
    table : TokenTable
        The tokens with their offsets and the forms as written.
    texts : list of str
        Text of each passage.
    """

    arrays: TokenArrays
    table: TokenTable
    texts: list[str]

    def list_forms_of(self, language: str) -> NDArray[np.int32]:
        """List the numbers of the forms in passages a language's patterns search."""
        allowed = self.arrays.languages[language]
        seen = np.zeros(self.arrays.n_forms, dtype=bool)
        seen[self.arrays.forms[allowed[self.arrays.passages]]] = True
        return np.flatnonzero(seen).astype(np.int32)


def number_tokens(
    passages: pd.DataFrame, *, tokens: Tokens = "words"
) -> NumberedTokens:
    """Give numbers to the tokens of a passages table.

    Parameters
    ----------
    passages : DataFrame
        Passages table; ``passage_id``, ``language`` and ``text`` are used.
    tokens : {"words", "whitespace"}
        What a token is, see `tokenize_passages`.

    Returns
    -------
    NumberedTokens
        One entry per word or number, in text order.
    """
    table = tokenize_passages(passages, tokens=tokens)
    return number_table(table, texts=passages["text"].tolist())


def number_table(table: TokenTable, *, texts: list[str]) -> NumberedTokens:
    """Give numbers to the tokens of a token table; see `number_tokens`."""
    return NumberedTokens(
        arrays=TokenArrays(
            forms=table.folded_ids,
            sentences=_number_sentences(table, texts),
            passages=table.passage_index,
            languages={
                tag: np.asarray(
                    [found in {tag, "unknown"} for found in table.languages]
                )
                for tag in LANGUAGES
            },
            n_forms=len(table.folded_vocabulary),
        ),
        table=table,
        texts=texts,
    )


def _number_sentences(table: TokenTable, texts: Sequence[str]) -> NDArray[np.int32]:
    ends = np.cumsum(table.counts)
    begins = [np.concatenate(([0], ends[:-1]))]
    for index, text in enumerate(texts):
        # Most short passages are one sentence; this is the quick way to see it.
        if any(text.find(mark, 0, -1) >= 0 for mark in _ENDS):
            spans = find_sentences(text, language=table.languages[index])
            low, high = int(ends[index]) - int(table.counts[index]), int(ends[index])
            places = [start for start, _ in spans[1:]]
            begins.append(low + np.searchsorted(table.start[low:high], places))
    bounds = np.unique(np.concatenate([*begins, ends[-1:]]))
    return np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds))
