"""What is the dictionary form of a word, in whichever of the languages?

This module only sends words to the analyser of their language. Each analyser is
imported when its language first occurs, because dictionaries are large.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from discourse.tokens.forms import fold_form
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

LemmaLanguage = Literal["ru", "kk", "en", "unknown"]


def lemmatize(words: Sequence[str], language: str) -> list[str]:
    """Find the dictionary form of each word.

    Parameters
    ----------
    words : sequence of str
        Word forms in any case.
    language : {"ru", "kk", "en", "unknown"}
        The language that all of them are in; ``unknown`` only folds them.

    Returns
    -------
    list of str
        The lemma of each word, in lower case, in the order of `words`.

    Raises
    ------
    InputError
        If the language is not one of the four.

    Notes
    -----
    A word has one lemma whatever its sentence. Each distinct form is analysed once
    in a process.

    Examples
    --------
    >>> lemmatize(["областей", "Астане"], "ru")
    ['область', 'астана']
    """
    check_choice(language, LemmaLanguage, "language")
    if language == "ru":
        from discourse.tokens.ru import lemmatize_russian

        return lemmatize_russian(words)
    if language == "kk":
        from discourse.tokens.kk import lemmatize_kazakh

        return lemmatize_kazakh([fold_form(word) for word in words])
    if language == "en":
        from discourse.tokens.en import lemmatize_english

        return lemmatize_english(words)
    return [fold_form(word) for word in words]
