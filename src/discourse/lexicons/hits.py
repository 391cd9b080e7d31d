"""Find where the terms of lexicons occur in passages.

Each row of the result names the pattern as it is written in the lexicon and the
place in the passage, so every count can be followed to words on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.lexicons.expansion import Vocabulary
from discourse.lexicons.matching import Matcher, Spans, solve_overlaps
from discourse.lexicons.model import Lexicon
from discourse.lexicons.negation import find_candidates, is_negated
from discourse.lexicons.numbering import NumberedTokens, number_tokens
from discourse.schemas import HITS
from discourse.tokens.lemmas import lemmatize
from ledger import LexiconError, Problem, build_empty_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.model import Pattern
    from ledger import Progress


def find_hits(
    passages: pd.DataFrame,
    *,
    lexicon: Lexicon | Sequence[Lexicon],
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find where the terms of lexicons occur in passages.

    Parameters
    ----------
    passages : DataFrame
        Passages table.
    lexicon : Lexicon or sequence of Lexicon
        Whose categories are looked for. Two lexicons may not share a category.
    progress : Progress, optional
        Is told of each pattern.

    Returns
    -------
    DataFrame
        Hits table, one row per match: the pattern as written, the place in the
        passage, whether a negation governs it, its weight. Ordered by passage (as
        given), place, category.

    Raises
    ------
    LexiconError
        If two lexicons share a category.

    Notes
    -----
    A term with a language tag is looked for in passages of that language and of
    unknown language. A word of a pattern fits a token if both have the same lemma in
    that language or if the token is the word itself; ``"..."`` fits the form only.
    Case never matters. Within a category a token counts once, for the longest match
    (`matching` has the order); categories do not disturb each other. Phrases,
    gaps and ``NEAR`` do not cross the end of a sentence. `negation` defines the
    scope of negations; a negated match is kept and marked.

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
    _check_categories(lexicons)
    if passages.empty or not lexicons:
        return build_empty_table(HITS)
    tokens = number_tokens(passages)
    return find_hits_in_tokens(tokens, lexicons=lexicons, progress=progress)


def find_hits_in_tokens(
    tokens: NumberedTokens,
    *,
    lexicons: Sequence[Lexicon],
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find hits in tokens that have been numbered before; see `find_hits`."""
    entries = [entry for lexicon in lexicons for entry in lexicon.list_patterns()]
    categories = list(dict.fromkeys(category for category, _ in entries))
    number_of = {category: number for number, category in enumerate(categories)}
    vocabulary = Vocabulary(
        tokens.forms, lemmatize=lemmatize, forms_of=tokens.list_forms_of
    )
    vocabulary.prepare_lemmas(_list_lemma_words(entries))
    matcher = Matcher(tokens.arrays, vocabulary, [pattern for _, pattern in entries])
    if progress is not None:
        progress.start("hits", len(entries))
    found = []
    for _, pattern in entries:
        found.append(matcher.find(pattern))
        if progress is not None:
            progress.advance()
    if progress is not None:
        progress.finish()
    sizes = [len(spans.first) for spans in found]
    spans = Spans(
        first=np.concatenate([spans.first for spans in found]),
        last=np.concatenate([spans.last for spans in found]),
        n_words=np.concatenate([spans.n_words for spans in found]),
    )
    rank = np.repeat(np.arange(len(entries)), sizes)
    groups = np.asarray([number_of[category] for category, _ in entries])
    chosen = solve_overlaps(spans, group=groups[rank], rank=rank)
    return _build_hits(
        tokens, spans.select(chosen), [entries[index] for index in rank[chosen]]
    )


def _build_hits(
    tokens: NumberedTokens, spans: Spans, entries: Sequence[tuple[str, Pattern]]
) -> pd.DataFrame:
    if not entries:
        return build_empty_table(HITS)
    index = tokens.arrays.passages[spans.first]
    passage_ids = [tokens.passage_ids[passage] for passage in index.tolist()]
    starts = tokens.starts[spans.first]
    ends = tokens.ends[spans.last]
    categories = [category for category, _ in entries]
    negated = np.zeros(len(entries), dtype=bool)
    around = find_candidates(tokens.forms, tokens.arrays.forms, spans.first, spans.last)
    for match in around.tolist():
        passage = int(index[match])
        negated[match] = is_negated(
            tokens.texts[passage],
            start=int(starts[match]),
            end=int(ends[match]),
            term=entries[match][1].text,
            language=tokens.languages[passage],
        )
    hit_ids = [
        f"{passage_id}@{start}:{category}"
        for passage_id, start, category in zip(
            passage_ids, starts.tolist(), categories, strict=True
        )
    ]
    return pd.DataFrame(
        {
            "hit_id": pd.array(hit_ids, dtype="str"),
            "passage_id": pd.array(passage_ids, dtype="str"),
            "category": pd.array(categories, dtype="str"),
            "term": pd.array([pattern.text for _, pattern in entries], dtype="str"),
            "start": pd.array(starts, dtype="Int64"),
            "end": pd.array(ends, dtype="Int64"),
            "is_negated": pd.array(negated, dtype="boolean"),
            "weight": np.asarray([pattern.weight for _, pattern in entries]),
        }
    )


def _list_lemma_words(
    entries: Sequence[tuple[str, Pattern]],
) -> dict[str, list[str]]:
    words: dict[str, set[str]] = {}
    for _, pattern in entries:
        if pattern.language is None:
            continue
        words.setdefault(pattern.language, set()).update(
            atom.text
            for alternatives in pattern.list_sides()
            for phrase in alternatives
            for slot in phrase
            for atom in slot.atoms
            if atom.kind == "lemma"
        )
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
