"""How hard is a text to read, where a formula for its language is established?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus_statistics.schemas import READABILITY
from discourse.corpus_statistics.syllables import count_syllables
from discourse.reading.sentences import find_sentences
from discourse.tokens.table import tokenize_passages
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from discourse.tokens.table import TokenTable

_FEWEST_WORDS = 100
# Constant, weight of words per sentence, weight of syllables per word.
_FORMULAS: dict[str, dict[str, tuple[float, float, float]]] = {
    "en": {
        "flesch": (206.835, -1.015, -84.6),
        "flesch_kincaid": (-15.59, 0.39, 11.8),
    },
    "ru": {"flesch_oborneva": (206.835, -1.3, -60.1)},
}
_NONE = "no readability formula is established for {}"
_NAMES = {"kk": "Kazakh", "unknown": "texts of unknown language"}


def compute_readability(passages: pd.DataFrame) -> pd.DataFrame:
    r"""Compute the readability of each document in each of its languages.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; ``document_id``, ``passage_id``, ``language``, ``text`` are read.

    Returns
    -------
    pandas.DataFrame
        Readability table. For English ``flesch`` and ``flesch_kincaid``, for Russian
        ``flesch_oborneva``, for every language ``words_per_sentence`` and
        ``syllables_per_word``. Kazakh has a row ``flesch`` without a value: no formula
        fitted to Kazakh readers was found.

    Notes
    -----
    With L words per sentence and S syllables per word:

    - ``flesch`` :math:`206.835 - 1.015 L - 84.6 S` (higher is easier);
    - ``flesch_kincaid`` :math:`0.39 L + 11.8 S - 15.59` (years of school);
    - ``flesch_oborneva`` :math:`206.835 - 1.3 L - 60.1 S`, Flesch's formula with weights
      fitted to parallel Russian and English texts.

    A word is a token with a letter and at least one syllable or letter more; numbers
    are left out, and Russian prepositions without a vowel count as words of none. A
    passage ends a sentence: headings and rows of tables are short sentences and make a
    text look easier. English syllables are estimated (`count_syllables`). Values of
    different languages and formulas cannot be compared with each other. The formulas
    look at lengths alone and know nothing of meaning.

    References
    ----------
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32,
    221-233.
    Kincaid, J. P. et al. (1975). Derivation of new readability formulas. Research
    Branch Report 8-75, Naval Technical Training Command.
    Oborneva, I. V. (2006). Автоматизированная оценка сложности учебных текстов на
    основе статистических параметров. Dissertation, Moscow.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["a#1"], "document_id": ["a"], "language": ["ru"],
    ...      "text": ["Мама мыла раму. Область растёт."]}
    ... )
    >>> found = compute_readability(passages)
    >>> found[["measure", "n_sentences", "n_words", "n_syllables", "value"]].round(2)
                  measure  n_sentences  n_words  n_syllables  value
    0     flesch_oborneva            2        5           10  83.38
    1  syllables_per_word            2        5           10   2.00
    2  words_per_sentence            2        5           10   2.50
    """
    if passages.empty:
        return build_table([], READABILITY)
    table = tokenize_passages(passages)
    counts = pd.DataFrame(
        {
            "document_id": passages["document_id"].to_numpy(),
            "language": passages["language"].to_numpy(),
            "n_sentences": [
                len(find_sentences(text, language=language)) if text.strip() else 0
                for text, language in zip(
                    passages["text"], passages["language"], strict=True
                )
            ],
            **_count_words(table),
        }
    )
    # A passage without a word is no sentence.
    counts.loc[counts["n_words"] == 0, "n_sentences"] = 0
    sums = counts.groupby(["document_id", "language"], as_index=False).sum()
    rows = [row for record in sums.to_dict("records") for row in _measure(record)]
    return build_table(pd.DataFrame(rows), READABILITY)


def _count_words(table: TokenTable) -> dict[str, np.ndarray]:
    """Count words and syllables of passages; each form is looked at once a language."""
    languages = np.array(table.languages, dtype=object)
    words = np.zeros(len(languages), dtype=np.int64)
    syllables = np.zeros(len(languages), dtype=np.int64)
    forms = table.folded_vocabulary
    is_word = np.array([any(map(str.isalpha, form)) for form in forms], dtype=bool)
    for language in sorted(set(table.languages)):
        in_language = (languages == language)[table.passage_index]
        is_counted = in_language & is_word[table.folded_ids]
        place = table.passage_index[is_counted]
        words += np.bincount(place, minlength=len(words))
        if language == "unknown":
            continue
        n_syllables = np.zeros(len(forms), dtype=np.int64)
        for form in np.unique(table.folded_ids[is_counted]).tolist():
            n_syllables[form] = count_syllables(forms[form], language)
        syllables += np.bincount(
            place,
            weights=n_syllables[table.folded_ids[is_counted]],
            minlength=len(words),
        ).astype(np.int64)
    return {"n_words": words, "n_syllables": syllables}


def _measure(record: Mapping[Hashable, object]) -> Iterator[dict[Hashable, object]]:
    language = str(record["language"])
    sentences, words, syllables = (
        int(str(record[name])) for name in ("n_sentences", "n_words", "n_syllables")
    )
    length = words / sentences if sentences else None
    weight = syllables / words if words and language != "unknown" else None
    note = None
    if not words:
        note = "no words"
    elif words < _FEWEST_WORDS:
        note = f"rough: fewer than {_FEWEST_WORDS} words"
    values: dict[str, float | None] = {
        "words_per_sentence": length,
        "syllables_per_word": weight,
    }
    for name, (constant, by_length, by_weight) in _FORMULAS.get(language, {}).items():
        values[name] = (
            None
            if length is None or weight is None
            else constant + by_length * length + by_weight * weight
        )
    if language not in _FORMULAS:
        values["flesch"] = None
    for name, value in values.items():
        is_formula = name not in ("words_per_sentence", "syllables_per_word")
        missing = (
            _NONE.format(_NAMES[language])
            if is_formula and language not in _FORMULAS
            else note
        )
        if name == "syllables_per_word" and language == "unknown":
            missing = "syllables are counted in a known language"
        yield {**record, "measure": name, "value": value, "note": missing}
