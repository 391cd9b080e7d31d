"""How often does each term, or each sequence of terms, occur?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import FREQUENCIES
from discourse.corpus_statistics.sequences import count_sequences
from ledger import InputError, build_empty_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence


def compute_frequencies(
    terms: TermSequence,
    *,
    size: int = 1,
    min_count: int = 1,
    content_only: bool = False,
    languages: Languages = "each",
) -> pd.DataFrame:
    """Count terms or n-grams.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    size : int
        1 counts terms, 2 pairs that follow each other with only blanks between, and so
        on.
    min_count : int
        Rarer ones get no row.
    content_only : bool
        Give rows only to content words, or to n-grams that consist of them.
    languages : {"each", "together"}
        Whether each language is counted by itself.

    Returns
    -------
    pandas.DataFrame
        Frequencies table. `per_million` divides by all tokens of the language, also for
        n-grams; `document_share` by the documents that have a token in the language.

    Raises
    ------
    InputError
        If `size` or `min_count` is below 1.
    """
    for name, value in (("size", size), ("min_count", min_count)):
        if value < 1:
            raise InputError(f"{name}: found {value}. Expected at least 1.")
    parts = [
        _count(
            part,
            language,
            size=size,
            min_count=min_count,
            is_wanted=terms.is_content if content_only else None,
        )
        for language, part in split_terms(terms, languages)
    ]
    if not parts:
        return build_empty_table(FREQUENCIES)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _count(
    terms: TermSequence,
    language: str,
    *,
    size: int,
    min_count: int,
    is_wanted: NDArray[np.bool_] | None,
) -> pd.DataFrame:
    found = count_sequences(terms, size, min_count=min_count, is_wanted=is_wanted)
    names = found.list_names(terms.terms)
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
    n, n_documents = found.n[order], found.n_documents[order]
    in_language = len(np.unique(terms.document_of_token))
    return pd.DataFrame(
        {
            "language": pd.array([language] * len(order), dtype="str"),
            "term": pd.array([names[index] for index in order.tolist()], dtype="str"),
            "size": pd.array(np.full(len(order), size), dtype="Int64"),
            "n": pd.array(n, dtype="Int64"),
            "per_million": n * 1e6 / max(terms.n_tokens, 1),
            "n_documents": pd.array(n_documents, dtype="Int64"),
            "document_share": n_documents / max(in_language, 1),
        }
    )
