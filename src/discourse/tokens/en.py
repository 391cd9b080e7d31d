"""What is the dictionary form of an English word form?

The tables are WordNet's, as the package spacy-lookups-data ships them for spaCy:
exceptions, suffix rules and an index of words. They are read from their files, since
importing spaCy takes many times as long as reading them. A word has one lemma
whatever its part of speech, so participles go to their verb, except those that name a
thing or a property of their own.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from discourse.tokens.forms import fold_form

if TYPE_CHECKING:
    from collections.abc import Sequence

_IRREGULAR = {"does": "do", "singing": "sing", "taxis": "taxi"}


def lemmatize_english(words: Sequence[str]) -> list[str]:
    """Find the dictionary form of each English word form.

    Parameters
    ----------
    words : sequence of str
        Word forms in any case.

    Returns
    -------
    list of str
        The lemma of each word, in lower case. A word that the tables do not know
        comes back folded. Of a compound with hyphens only the last part is inflected
        (``sub-regions``).

    Notes
    -----
    In order: words of their own; exceptions (``children``, ``was``); forms in
    ``-ed`` and ``-ing`` of a known verb; plurals of a known noun; known words as they
    are; other forms of known verbs and adjectives. Snowball stems (NLTK) were tried for
    unknown words and left out: of 205 unknown types in Kazakhstan's speeches at the
    United Nations they change 70, of which three are mended (``relaunched``) and the
    others lose a suffix or a letter (``subregional``, ``hydropower``).

    References
    ----------
    Miller, G. A. (1995). WordNet: a lexical database for English. Communications of
    the ACM 38(11), 39-41. doi:10.1145/219717.219748. The rules are those of its
    ``morphy``.

    Examples
    --------
    >>> lemmatize_english(["Countries", "was", "children", "building", "used"])
    ['country', 'be', 'child', 'building', 'use']
    """
    return [_lemmatize(fold_form(word)) for word in words]


@cache
def _lemmatize(form: str) -> str:
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if form in _read_words()["whole"] or not form.isascii():
        return form
    before, hyphen, last = form.rpartition("-")
    return before + hyphen + _lemmatize_simple(last)


def _lemmatize_simple(form: str) -> str:
    exceptions, _, index = _read_tables()
    if form in _read_words()["whole"]:
        return form
    for kind in ("verb", "noun"):
        if form in exceptions[kind]:
            return str(exceptions[kind][form][0])
    is_participle = form.endswith(("ed", "ing")) and form not in index["verb"]
    kinds = ("verb", "noun") if is_participle else ("noun",)
    lemma = _cut(form, kinds)
    if lemma is None and not any(form in index[kind] for kind in index):
        lemma = _cut(form, ("verb", "adj"))
    return form if lemma is None else lemma


def _cut(form: str, kinds: tuple[str, ...]) -> str | None:
    _, rules, index = _read_tables()
    for kind in kinds:
        for ending, other in rules[kind]:
            stem = str(form.removesuffix(ending) + other)
            if form.endswith(ending) and stem in index[kind]:
                return stem
    return None


@cache
def _read_tables() -> tuple[Any, Any, Any]:
    folder = files("spacy_lookups_data") / "data"
    exceptions, rules, index = (
        json.loads(gzip.decompress((folder / f"en_lemma_{name}.json.gz").read_bytes()))
        for name in ("exc", "rules", "index")
    )
    known = {kind: frozenset(words) for kind, words in index.items()}
    return exceptions, rules, known | {"noun": known["noun"] | _read_words()["noun"]}


@cache
def _read_words() -> dict[str, frozenset[str]]:
    text = (files("discourse.tokens") / "en_words.txt").read_text("utf-8")
    words: dict[str, set[str]] = {"whole": set(), "noun": set()}
    for line in text.splitlines():
        if not line.startswith("#"):
            group, *members = line.split()
            words[group].update(members)
    return {group: frozenset(members) for group, members in words.items()}
