"""What is the dictionary form of a Russian word form?

The dictionary and the guesses for unknown words are pymorphy3's. Without the sentence
a form with several readings gets the likeliest one, so ``стали`` is always the verb.
Names of places have their own lemmas in the gazetteer.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from discourse.tokens.forms import fold_form

if TYPE_CHECKING:
    from collections.abc import Sequence

_CYRILLIC = re.compile("[а-яё]")
_KAZAKH = re.compile("[әғқңөұүһі]")
_PLACE_ADJECTIVE = re.compile("(.+ск)(?:ий|ая|ое|ие|ой|ую|ого|ому|им|ом|их|ими)")
_MASCULINE = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")


def lemmatize_russian(words: Sequence[str]) -> list[str]:
    """Find the dictionary form of each Russian word form.

    Parameters
    ----------
    words : sequence of str
        Word forms in any case.

    Returns
    -------
    list of str
        The lemma of each word, in lower case and with ``е`` for ``ё``, as most texts
        write it. A word without Cyrillic letters comes back folded; a word with
        letters that only Kazakh has is a Kazakh name and goes to its analyser.

    Notes
    -----
    The first parse of pymorphy3 is taken: the reading that was most frequent in
    OpenCorpora for this form, or the highest-scored guess. An unknown form that ends
    like an adjective in ``-ский`` is one, since adjectives of places are the most
    frequent words that the dictionary lacks (``Атырауской``).

    References
    ----------
    Korobov, M. (2015). Morphological analyzer and generator for Russian and Ukrainian
    languages. AIST 2015, 320-332. doi:10.1007/978-3-319-26123-2_31.

    Examples
    --------
    >>> lemmatize_russian(["Регионов", "людей", "GDP"])
    ['регион', 'человек', 'gdp']
    """
    return [_lemmatize(fold_form(word)) for word in words]


@cache
def _lemmatize(form: str) -> str:
    if not _CYRILLIC.search(form):
        return form
    if _KAZAKH.search(form):
        from discourse.tokens.kk import lemmatize_kazakh

        return lemmatize_kazakh([form])[0]
    own = _read_words().get(form)
    if own is not None:
        return own
    analyzer = _read_analyzer()
    adjective = _PLACE_ADJECTIVE.fullmatch(form)
    if adjective is not None and not analyzer.word_is_known(form):
        return adjective[1].replace("ё", "е") + "ий"
    lemma: str = analyzer.parse(form)[0].normal_form
    return lemma.replace("ё", "е")


@cache
def find_parts_of_speech(form: str) -> tuple[str, ...]:
    """Find what parts of speech a Russian word form may be.

    Parameters
    ----------
    form : str
        A folded word form.

    Returns
    -------
    tuple of str
        pymorphy3's abbreviations, the likeliest first: ``VERB`` is a finite verb,
        ``INFN`` an infinitive, ``ADJF`` a full adjective; empty where the form has
        none, as numbers and Latin words have.
    """
    tags = (parse.tag.POS for parse in _read_analyzer().parse(form))
    return tuple(dict.fromkeys(str(tag) for tag in tags if tag is not None))


@cache
def is_subject_only(form: str) -> bool:
    """Say whether a Russian word form may be a nominative noun, but no genitive one.

    Parameters
    ----------
    form : str
        A folded word form.

    Returns
    -------
    bool
        False for words that are no nouns.
    """
    tags = [parse.tag for parse in _read_analyzer().parse(form)]
    cases = {str(tag.case) for tag in tags if tag.POS == "NOUN"}
    is_noun = bool(tags) and tags[0].POS == "NOUN"
    return is_noun and "nomn" in cases and not cases & {"gent", "gen2"}


@cache
def _read_analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _read_words() -> dict[str, str]:
    text = (files("discourse.tokens") / "ru_words.txt").read_text("utf-8")
    lemmas: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("fixed "):
            lemmas |= {word: word for word in line.split()[1:]}
        elif line.startswith("noun "):
            for word in line.split()[1:]:
                lemmas |= {word + ending: word for ending in _MASCULINE}
    return lemmas
