"""Which terms follow each other in which documents?

The one form in which the statistics of this package read text: a number for each
token, in canonical order, with the passage and the document it stands in. What a token
is, is decided in `discourse.tokens`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from discourse.tokens.table import Tokens, tokenize_passages
from discourse.topics.stop_words import read_stop_words
from discourse.topics.terms import Unit, flag_content
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from discourse.tokens.table import TokenTable
    from ledger import Progress

    Integers = NDArray[np.int32]
    Flags = NDArray[np.bool_]

_BLANKS = tuple(chr(code) for code in range(0x3001) if chr(code).isspace())
_IS_BLANK = np.zeros(0x3002, dtype=bool)
_IS_BLANK[[ord(blank) for blank in _BLANKS]] = True
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, kw_only=True, eq=False)
class TermSequence:
    """The terms of a set of passages, one array element per token.

    Parameters
    ----------
    document_ids : tuple of str
        The documents, in natural order (``d2`` before ``d10``).
    passage_ids : tuple of str
        The passages, document by document, in their order.
    document_index : array of int32
        Number of the document of each passage.
    languages : tuple of str
        Language of each passage.
    passage_index : array of int32
        Number of the passage of each token; never decreasing.
    start, end : array of int32
        Offsets of each token in its passage, half-open, in code points.
    term_id : array of int32
        Which of `terms` the token is.
    terms : tuple of str
        The distinct terms.
    is_joined : array of bool
        Whether nothing but blanks parts the token from the one before it.
    is_content : array of bool
        For each term, whether it is a content word: not a function word
        (`read_stop_words`), not a number, an initial or a web address.
    """

    document_ids: tuple[str, ...]
    passage_ids: tuple[str, ...]
    document_index: Integers
    languages: tuple[str, ...]
    passage_index: Integers
    start: Integers
    end: Integers
    term_id: Integers
    terms: tuple[str, ...]
    is_joined: Flags
    is_content: Flags

    @property
    def n_tokens(self) -> int:
        """Number of tokens."""
        return len(self.term_id)

    @cached_property
    def document_of_token(self) -> Integers:
        """Number of the document of each token."""
        found: Integers = self.document_index[self.passage_index]
        return found

    @cached_property
    def counts(self) -> Any:
        """How often each term occurs in each document: sparse (n_documents, n_terms)."""
        return count_terms(self)

    @cached_property
    def frequencies(self) -> NDArray[np.int64]:
        """How often each term occurs."""
        return np.bincount(self.term_id, minlength=len(self.terms))

    def split_languages(self) -> Iterator[tuple[str, TermSequence]]:
        """Give each language with the sequence of its passages alone."""
        names = sorted(set(self.languages))
        if len(names) < 2:  # noqa: PLR2004 - one language is the whole
            yield from ((name, self) for name in names)
            return
        language = np.array([names.index(name) for name in self.languages])
        for number, name in enumerate(names):
            is_kept = (language == number)[self.passage_index]
            yield (
                name,
                replace(
                    self,
                    passage_index=self.passage_index[is_kept],
                    start=self.start[is_kept],
                    end=self.end[is_kept],
                    term_id=self.term_id[is_kept],
                    # The neighbor of a kept token is in the same passage, hence kept.
                    is_joined=self.is_joined[is_kept],
                ),
            )


def count_terms(
    terms: TermSequence, *, weights: NDArray[np.float64] | None = None
) -> Any:
    """Count the terms of each document.

    Parameters
    ----------
    terms : TermSequence
        The terms.
    weights : array, optional
        How much a token of each passage counts; the default is 1.

    Returns
    -------
    scipy.sparse.csr_array
        Counts, shape (n_documents, n_terms), without stored zeros.
    """
    return count_rows(terms, terms.document_of_token, len(terms.document_ids), weights)


def count_rows(
    terms: TermSequence,
    rows: Integers,
    n_rows: int,
    weights: NDArray[np.float64] | None = None,
) -> Any:
    """Count terms by numbers of rows that never decrease from token to token."""
    from scipy import sparse

    values = (
        np.ones(terms.n_tokens)
        if weights is None
        else weights[terms.passage_index].astype(np.float64)
    )
    bounds = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=n_rows))])
    # The numbers of the terms are sorted in place, row by row.
    matrix = sparse.csr_array(
        (values, terms.term_id.copy(), bounds), shape=(n_rows, len(terms.terms))
    )
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def build_term_sequence(
    passages: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    tokens: Tokens = "words",
    progress: Progress | None = None,
) -> TermSequence:
    """Turn passages into the terms they consist of.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages or windows table; ``passage_id``, ``document_id``, ``language``,
        ``text`` and, where there is one, ``position`` are read.
    unit : {"lemma", "form"}
        Whether a term is a dictionary form or a folded word form.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the text is taken as already tokenized: terms are what
        stands between blanks, as written; `unit` has no effect.
    progress : Progress, optional
        Told of each thousand passages.

    Returns
    -------
    TermSequence
        One array element per token. Nothing is left out: function words and numbers
        are terms too, so that sizes are sizes of texts and neighbors are neighbors.

    Raises
    ------
    InputError
        If `unit` or `tokens` is not one of the words above.

    Notes
    -----
    Documents are put in the natural order of their ids and passages in the order of
    their position, so that the order of the rows changes no result.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["a#1"], "document_id": ["a"], "position": [1],
    ...      "language": ["en"], "text": ["Poor regions, rich regions"]}
    ... )
    >>> found = build_term_sequence(passages, unit="form")
    >>> [found.terms[number] for number in found.term_id.tolist()]
    ['poor', 'regions', 'rich', 'regions']
    >>> found.is_joined.tolist()
    [False, True, False, True]
    """
    check_choice(unit, Unit, "unit")
    check_choice(tokens, Tokens, "tokens")
    ordered, documents = _order(passages)
    table = tokenize_passages(ordered, tokens=tokens, progress=progress)
    if tokens == "whitespace":
        words, ids = table.vocabulary, table.form_id
        is_joined = np.zeros(table.n_tokens, dtype=bool)
        is_joined[1:] = table.passage_index[1:] == table.passage_index[:-1]
        is_content = np.ones(len(words), dtype=bool)
    else:
        words, ids = (
            (table.lemma_vocabulary, table.lemma_ids)
            if unit == "lemma"
            else (table.folded_vocabulary, table.folded_ids)
        )
        is_joined = _find_joined(table, ordered["text"])
        is_content = flag_content(words, _read_stop_words(table.languages))
    return TermSequence(
        document_ids=tuple(documents),
        passage_ids=table.passage_ids,
        document_index=ordered["_document"].to_numpy(dtype=np.int32),
        languages=table.languages,
        passage_index=table.passage_index,
        start=table.start,
        end=table.end,
        term_id=ids,
        terms=words,
        is_joined=is_joined,
        is_content=is_content,
    )


def _order(passages: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    documents = sorted(passages["document_id"].unique().tolist(), key=_build_key)
    number = {name: index for index, name in enumerate(documents)}
    numbered = passages.assign(_document=passages["document_id"].map(number))
    keys = ["_document", *({"position"} & set(passages.columns)), "passage_id"]
    ordered = numbered.sort_values(keys, kind="stable")
    return ordered.reset_index(drop=True), documents


def _build_key(name: str) -> tuple[tuple[str | int, ...], str]:
    parts = _DIGITS.split(name)
    return (
        tuple(int(p) if i % 2 else p for i, p in enumerate(parts)),
        name,
    )


def _read_stop_words(languages: Sequence[str]) -> frozenset[str]:
    known = sorted(set(languages) & {"ru", "kk", "en"})
    return frozenset[str]().union(*map(read_stop_words, known))


def _find_joined(table: TokenTable, texts: Iterable[str]) -> Flags:
    """Say which tokens only blanks part from the one before."""
    is_joined = np.zeros(table.n_tokens, dtype=bool)
    bounds = np.concatenate([[0], np.cumsum(table.counts)]).tolist()
    for text, low, high in zip(texts, bounds[:-1], bounds[1:], strict=True):
        if high - low > 1:
            codes = np.frombuffer(
                text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32
            )
            is_mark = ~_IS_BLANK[np.minimum(codes, len(_IS_BLANK) - 1)]
            n_marks = np.concatenate([[0], np.cumsum(is_mark)])
            is_joined[low + 1 : high] = (
                n_marks[table.start[low + 1 : high]]
                == n_marks[table.end[low : high - 1]]
            )
    return is_joined
