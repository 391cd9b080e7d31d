"""Which spellings are the same word form?

Texts write one form in many ways: capital letters, typographic hyphens and
apostrophes, soft hyphens, stress marks, decomposed letters. This module folds them
together. It knows nothing of inflection, which is `discourse.tokens.lemmas`.
"""

from __future__ import annotations

import unicodedata

_SAME = {
    ord("’"): "'",
    0x2010: "-",
    0x2011: "-",
    0x00AD: None,
    0x0300: None,
    0x0301: None,
}


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
        that Russian dictionaries print. ``ё`` is kept.

    Examples
    --------
    >>> fold_form("Усть‑Каменого\u0301рск")
    'усть-каменогорск'
    """
    folded = form.lower()
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", folded).translate(_SAME)
