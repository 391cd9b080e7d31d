"""Which words only hold a sentence together?

The lists are ours: closed classes (pronouns, prepositions, conjunctions, particles)
and auxiliary verbs, no content words. They serve counts of content words; a lexicon
must never be filtered by them, since its patterns may hold such words.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from ledger import check_choice

StopWordLanguage = Literal["ru", "kk", "en"]


@cache
def read_stop_words(language: str) -> frozenset[str]:
    """Read the function words of a language.

    Parameters
    ----------
    language : {"ru", "kk", "en"}
        The language.

    Returns
    -------
    frozenset of str
        Folded forms and lemmas. A token is a stop word if its folded form or its
        lemma is among them.

    Raises
    ------
    InputError
        If there is no list for the language.

    Examples
    --------
    >>> "the" in read_stop_words("en"), "region" in read_stop_words("en")
    (True, False)
    """
    check_choice(language, StopWordLanguage, "language")
    path = files("discourse") / "data" / "stopwords" / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.split()
    )
