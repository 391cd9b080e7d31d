"""What is the dictionary form of an English word form?

The tables are WordNet's, as the package spacy-lookups-data ships them: exceptions,
suffix rules and an index of words. They are read from their files, because importing
spaCy takes eight times as long as reading them.
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


def lemmatize_english(words: Sequence[str]) -> list[str]:
    """Find the dictionary form of each English word form.

    Parameters
    ----------
    words : sequence of str
        Word forms in any case.

    Returns
    -------
    list of str
        The lemma of each word, in lower case.

    Examples
    --------
    >>> lemmatize_english(["Countries", "was", "children", "developing"])
    ['country', 'be', 'child', 'develop']
    """
    return [_lemmatize(fold_form(word)) for word in words]


@cache
def _lemmatize(form: str) -> str:
    exceptions, rules, index = _read_tables()
    if form in _FUNCTION_FORMS:
        return _FUNCTION_FORMS[form]
    for kind in ("noun", "verb"):
        if form in exceptions[kind]:
            return str(exceptions[kind][form][0])
    for kind in ("noun", "verb", "adj"):
        if kind == "verb" and (form in index["noun"] or form in index["adj"]):
            return form
        for ending, other in rules[kind]:
            stem = form.removesuffix(ending) + other
            if form.endswith(ending) and stem in index[kind]:
                return str(stem)
    return form


_FUNCTION_FORMS = {"am": "be", "are": "be", "is": "be", "was": "be", "were": "be"}


@cache
def _read_tables() -> tuple[Any, Any, Any]:
    folder = files("spacy_lookups_data") / "data"
    exceptions, rules, index = (
        json.loads(gzip.decompress((folder / f"en_lemma_{name}.json.gz").read_bytes()))
        for name in ("exc", "rules", "index")
    )
    return exceptions, rules, {kind: frozenset(index[kind]) for kind in index}
