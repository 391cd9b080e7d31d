"""Which spellings are the same word form?

Texts write one form in many ways: capital letters, typographic hyphens and
apostrophes, soft hyphens, stress marks, decomposed letters, Latin letters inside
Cyrillic words. This module folds them together. It knows nothing of inflection,
which is `discourse.tokens.lemmas`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAME = {
    ord("’"): "'",
    0x2010: "-",
    0x2011: "-",
    0x00AD: None,
    0x0300: None,
    0x0301: None,
}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_MIXED = re.compile("(?m)^(?=.*[A-Za-z])(?=.*[\u0400-\u04ff]).+")
# Latin letters that look like Cyrillic ones, by case: a capital H looks like Н, a
# small h like the Kazakh һ.
_LOOK_ALIKE = str.maketrans("aceopxyihABCEHIKMOPTXY", "асеорхуіһАВСЕНІКМОРТХУ")


def fold_form(form: str) -> str:
    """Write a word form in its one folded spelling.

    Parameters
    ----------
    form : str
        A word form as it stands in a text.

    Returns
    -------
    str
        The form in lower case and in composed letters (Unicode NFC), with plain
        hyphens and apostrophes, without soft hyphens and without the stress marks
        that Russian dictionaries print. In a word of Cyrillic letters, Latin letters
        that look like Cyrillic ones become these, unless a Latin letter remains that
        looks like none. ``ё`` is kept.

    Examples
    --------
    >>> fold_form("Усть‑Каменого\u0301рск")
    'усть-каменогорск'
    """
    if form.isascii():
        return form.lower()
    if _LATIN.search(form) and _CYRILLIC.search(form):
        form = _mend_letters(form)
    return unicodedata.normalize("NFC", form.lower()).translate(_SAME)


def fold_forms(forms: Sequence[str]) -> list[str]:
    """Fold many word forms at once; see `fold_form`.

    All forms go through each rule as one text, so that the rules are applied by the
    interpreter's own loops. No form may hold a line break.
    """
    text = "\n".join(forms)
    if _LATIN.search(text) and _CYRILLIC.search(text):
        text = _MIXED.sub(lambda match: _mend_letters(match[0]), text)
    text = unicodedata.normalize("NFC", text.lower())
    for code, replacement in _SAME.items():
        text = text.replace(chr(code), replacement or "")
    return text.split("\n") if forms else []


def _mend_letters(form: str) -> str:
    parts = form.split("-")
    mended = [part.translate(_LOOK_ALIKE) for part in parts]
    return "-".join(
        old if _LATIN.search(new) or not _CYRILLIC.search(old) else new
        for old, new in zip(parts, mended, strict=True)
    )
