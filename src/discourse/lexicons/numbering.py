"""Turn passages into numbers: forms, sentences, languages of each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.lexicons.matching import TokenArrays
from discourse.reading.sentences import find_sentences
from discourse.tokens.table import TokenTable, tokenize_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from discourse.tokens.table import Tokens

LANGUAGES = ("ru", "kk", "en")
_ENDS = (".", "!", "?", "…")
_MARKS = ",:;()[]"


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
    sentences = _number_sentences(table, texts)
    return NumberedTokens(
        arrays=TokenArrays(
            forms=table.folded_ids,
            sentences=sentences,
            parts=_number_parts(table, texts, sentences),
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


def _number_parts(
    table: TokenTable, texts: Sequence[str], sentences: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Give numbers to the parts of sentences between marks that no phrase crosses."""
    begins_part = np.zeros(table.n_tokens + 1, dtype=bool)
    ends = np.cumsum(table.counts)
    for index, text in enumerate(texts):
        if marks := list(_iterate_marks(text)):
            low, high = int(ends[index]) - int(table.counts[index]), int(ends[index])
            begins_part[low + np.searchsorted(table.start[low:high], marks)] = True
    begins_part = begins_part[:-1]
    begins_part[1:] |= sentences[1:] != sentences[:-1]
    return np.cumsum(begins_part, dtype=np.int32)


def _iterate_marks(text: str) -> Iterator[int]:
    # Searching for one letter after the other is quicker than for a class of letters.
    for mark in _MARKS:
        place = text.find(mark)
        while place >= 0:
            if not _is_in_number(text, place):
                yield place
            place = text.find(mark, place + 1)


def _is_in_number(text: str, place: int) -> bool:
    """Say whether a comma or colon is one of "1,5", "1, 5", "10:30"."""
    return (
        text[place] in ",:"
        and text[place - 1 : place].isdigit()
        and text[place + 1 : place + 3].lstrip()[:1].isdigit()
    )
