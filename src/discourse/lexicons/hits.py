"""Find where the terms of lexicons occur in passages.

Each row of the result names the pattern as it is written in the lexicon and the
place in the passage, so every count can be followed to words on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from discourse.lexicons.expansion import Vocabulary
from discourse.lexicons.levels import merge_levels
from discourse.lexicons.matching import Matcher, join_spans
from discourse.lexicons.model import Lexicon
from discourse.lexicons.negation.scope import flag_negated
from discourse.lexicons.numbering import LANGUAGES, NumberedTokens, number_tokens
from discourse.lexicons.overlaps import OverlapPolicy, solve_overlaps
from discourse.schemas import HITS
from discourse.tokens.lemmas import lemmatize
from ledger import LexiconError, Problem, build_empty_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.lexicons.matching import Spans
    from discourse.lexicons.model import Pattern
    from discourse.tokens.table import Tokens
    from ledger import Progress


def find_hits(
    passages: pd.DataFrame,
    *,
    lexicon: Lexicon | Sequence[Lexicon],
    overlaps: OverlapPolicy = "category",
    levels: Sequence[int] | None = None,
    tokens: Tokens = "words",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find where the terms of lexicons occur in passages.

    Parameters
    ----------
    passages : DataFrame
        Passages table.
    lexicon : Lexicon or sequence of Lexicon
        Whose categories are looked for. Two lexicons may not share a category.
    overlaps : {"category", "nested", "lexicon"}
        Which of overlapping matches count: by default the longest of each category,
        so that categories do not disturb each other (`overlaps` has all policies).
    levels : sequence of int, optional
        Count at these levels of categories that lie inside each other: with ``(1,)``
        all hits of ``economy.work`` are hits of ``economy`` (`levels`). Each category
        by its full name by default.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the texts are tokenized already.
    progress : Progress, optional
        Is told of each pattern.

    Returns
    -------
    DataFrame
        Hits table, one row per match: the pattern as written, the place in the
        passage, the words of the text that fit the pattern's words, whether a negation
        turns it off (`find_counted_hits`) and whether one stands over it at all, its
        weight. Ordered by passage (as given), place, category.

    Raises
    ------
    LexiconError
        If two lexicons share a category.

    Notes
    -----
    A term with a language tag is looked for in passages of that language and of
    unknown language. A word of a pattern fits a token if both have the same lemma in
    that language or if the token is the word itself; ``"..."`` fits the form only.
    Case never matters, nor does ``ё`` or ``е``. Phrases and gaps end at commas, semicolons, colons and brackets
    (unless written ``[,2]``), and like ``NEAR`` at the end of a sentence. `negation`
    defines the scope of negations; a negated match is kept and marked.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse import build_lexicon, find_hits
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["a#0001"], "language": ["en"], "text": ["Poor regions."]}
    ... )
    >>> lexicon = build_lexicon({"poverty": ["poor region"]}, language="en")
    >>> find_hits(passages, lexicon=lexicon)[["category", "term", "start", "end"]]
      category         term  start  end
    0  poverty  poor region      0   12
    """
    lexicons = [lexicon] if isinstance(lexicon, Lexicon) else list(lexicon)
    if levels is not None:
        lexicons = [merge_levels(given, levels) for given in lexicons]
    _check_categories(lexicons)
    if passages.empty or not lexicons:
        return build_empty_table(HITS)
    numbered = number_tokens(passages, tokens=tokens)
    return find_hits_in_tokens(
        numbered, lexicons=lexicons, overlaps=overlaps, progress=progress
    )


def find_hits_in_tokens(
    tokens: NumberedTokens,
    *,
    lexicons: Sequence[Lexicon],
    overlaps: OverlapPolicy = "category",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find hits in tokens that have been numbered before; see `find_hits`."""
    entries = [entry for lexicon in lexicons for entry in lexicon.list_patterns()]
    patterns = [pattern for _, pattern in entries]
    categories = list(dict.fromkeys(category for category, _ in entries))
    number_of = {category: number for number, category in enumerate(categories)}
    vocabulary = Vocabulary(
        tokens.table.folded_vocabulary,
        lemmatize=lemmatize,
        forms_of=tokens.list_forms_of,
    )
    vocabulary.prepare_lemmas(_list_lemma_words(patterns))
    matcher = Matcher(tokens.arrays, vocabulary, patterns)
    if progress is not None:
        progress.start("hits", len(entries))
    found = []
    for pattern in patterns:
        found.append(matcher.find(pattern))
        if progress is not None:
            progress.advance()
    if progress is not None:
        progress.finish()
    spans = join_spans(found)
    rank = np.repeat(np.arange(len(entries)), [len(part.first) for part in found])
    category = np.asarray([number_of[name] for name, _ in entries])[rank]
    chosen = solve_overlaps(spans, category=category, rank=rank, policy=overlaps)
    if not len(chosen):
        return build_empty_table(HITS)
    return _build_hits(
        tokens,
        spans.select(chosen),
        patterns=patterns,
        rank=rank[chosen],
        categories=_take(categories, category[chosen]),
    )


def _build_hits(
    tokens: NumberedTokens,
    spans: Spans,
    *,
    patterns: Sequence[Pattern],
    rank: NDArray[np.int64],
    categories: pa.Array,
) -> pd.DataFrame:
    table = tokens.table
    starts, ends = table.start[spans.first], table.end[spans.last]
    terms = [pattern.text for pattern in patterns]
    weights = np.asarray([pattern.weight for pattern in patterns])
    denies = np.asarray([pattern.negation == "denies" for pattern in patterns])
    negated = flag_negated(tokens, spans, terms=terms, rank=rank)
    passage_ids = _take(table.passage_ids, table.passage_index[spans.first])
    marked_starts = pc.cast(pa.array(starts), pa.string())
    hit_ids = pc.binary_join_element_wise(
        passage_ids, "@", marked_starts, ":", categories, ""
    )
    return pd.DataFrame(
        {
            "hit_id": pd.array(hit_ids, dtype="str"),
            "passage_id": pd.array(passage_ids, dtype="str"),
            "category": pd.array(categories, dtype="str"),
            "term": pd.array(_take(terms, rank), dtype="str"),
            "start": pd.array(starts, dtype="Int64"),
            "end": pd.array(ends, dtype="Int64"),
            "surface": pd.array(_list_surfaces(tokens, spans), dtype="str"),
            "is_negated": pd.array(negated & denies[rank], dtype="boolean"),
            "has_negation": pd.array(negated, dtype="boolean"),
            "weight": weights[rank],
        }
    )


def _take(words: Sequence[str], places: NDArray[np.integer]) -> pa.Array:
    return pa.array(words, type=pa.string()).take(pa.array(places))


def _list_surfaces(tokens: NumberedTokens, spans: Spans) -> pa.Array:
    """List the matched words of each match, ``…`` where others stand between."""
    table = tokens.table
    surfaces = _take(table.vocabulary, table.form_id[spans.first])
    longer = np.flatnonzero(spans.n_words > 1)
    if not len(longer):
        return surfaces
    found = []
    for match in longer.tolist():
        text = tokens.texts[int(table.passage_index[spans.first[match]])]
        pieces: list[str] = []
        before = -2
        for word in spans.words[match].tolist():
            if word < 0:
                continue
            start, end = int(table.start[word]), int(table.end[word])
            if pieces and word != before + 1:
                pieces.append(" … ")
            elif pieces:
                between = text[int(table.end[before]) : start]
                # One word of the text may be two tokens: it's, rock&roll.
                has_blank = any(map(str.isspace, between))
                pieces.append(" " if has_blank else between)
            pieces.append(text[start:end])
            before = word
        found.append("".join(pieces))
    is_longer = np.zeros(len(spans.first), dtype=bool)
    is_longer[longer] = True
    return pc.replace_with_mask(surfaces, pa.array(is_longer), pa.array(found))


def _list_lemma_words(patterns: Sequence[Pattern]) -> dict[str, list[str]]:
    words: dict[str, set[str]] = {}
    for pattern in patterns:
        found = {
            atom.text
            for alternatives in pattern.list_sides()
            for phrase in alternatives
            for slot in phrase
            for atom in slot.atoms
            if atom.kind == "lemma"
        }
        for language in (pattern.language,) if pattern.language else LANGUAGES:
            words.setdefault(language, set()).update(found)
    return {language: sorted(found) for language, found in words.items() if found}


def _check_categories(lexicons: Sequence[Lexicon]) -> None:
    homes: dict[str, list[str]] = {}
    for lexicon in lexicons:
        for category in lexicon.categories:
            homes.setdefault(category.name, []).append(lexicon.name)
    shared = {name: names for name, names in homes.items() if len(names) > 1}
    if shared:
        raise LexiconError(
            problems=[
                Problem(
                    code="shared-category",
                    severity="error",
                    where=f"category {name!r}",
                    found="It stands in the lexicons " + ", ".join(names),
                    expected="Lexicons used together have different categories",
                    action="Rename one, or use the lexicons one after the other",
                )
                for name, names in shared.items()
            ]
        )
