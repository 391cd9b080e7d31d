"""How is a Kazakh name written in Latin letters?

The alphabet of April 2021 (31 letters), the version that the Government presented on
28 January 2021 with Ñ in place of Ŋ. Earlier alphabets (apostrophes of 2017, acutes of
2018) and the spellings of English texts are names of their own.
"""

from __future__ import annotations

# Cyrillic letters that the alphabet of April 2021 covers.
KAZAKH_LATIN = dict(
    zip(
        "аәбвгғдежзийкқлмнңоөпрстуұүфхһшыі",
        "aäbvgğdejziikqlmnñoöprstuūüfhhşyı",
        strict=True,
    )
)
# Letters of Russian loanwords: the alphabet has none for them; common practice.
_LOANWORD = {
    "ё": "io",
    "ц": "ts",
    "ч": "tş",
    "щ": "ştş",
    "ъ": "",
    "ь": "",
    "э": "e",
    "ю": "iu",
    "я": "ia",
}
# Python's upper() would make I of both.
_CAPITAL = {"i": "İ", "ı": "I"}
_SMALL = {capital: small for small, capital in _CAPITAL.items()}
# Of the letters that fall together, the more frequent one.
_CYRILLIC = {latin: letter for letter, latin in KAZAKH_LATIN.items()} | {
    "i": "и",
    "h": "х",
}
_VOWELS = frozenset("аәеиоөуұүыі")


def has_loanword_letters(text: str) -> bool:
    """Whether a text has letters for which the Latin alphabet has none of its own."""
    return any(letter in _LOANWORD for letter in text.lower())


def transliterate_kazakh(text: str) -> str:
    """Write Kazakh Cyrillic text in the Latin alphabet of April 2021.

    Parameters
    ----------
    text : str
        Kazakh in Cyrillic letters; other characters stay as they are.

    Returns
    -------
    str
        The text in Latin letters.

    Notes
    -----
    Letter by letter: ә ä, ғ ğ, ж j, и and й i, қ q, ң ñ, ө ö, у u, ұ ū, ү ü, х and һ
    h, ш ş, ы y, і ı, the others as usual; the capital of i is İ and that of ı is I.
    The way back is not unique, because и and й, and х and һ, fall together. The nine
    letters of Russian loanwords (ё ц ч щ ъ ь э ю я) have no counterpart in the
    alphabet and are written io, ts, tş, ştş, nothing, nothing, e, iu, ia.

    References
    ----------
    Government of the Republic of Kazakhstan, meeting of the National Commission of
    28 January 2021 (31 letters, ä ö ü ū ğ ş); "Kazakh alphabets", Wikipedia (the table
    of April 2021 and the sample text in the tests).

    Examples
    --------
    >>> transliterate_kazakh("Қарағанды, Ұлытау, Жетісу, Шымкент")
    'Qarağandy, Ūlytau, Jetısu, Şymkent'
    """
    return "".join(
        _convert(letter, is_shouted=_is_shouted(text, place))
        for place, letter in enumerate(text)
    )


def _convert(letter: str, *, is_shouted: bool) -> str:
    small = letter.lower()
    found = KAZAKH_LATIN.get(small, _LOANWORD.get(small))
    if found is None or letter == small or not found:
        return letter if found is None else found
    first = _CAPITAL.get(found[0], found[0].upper())
    rest = found[1:].upper() if is_shouted else found[1:]
    return first + rest


def _is_shouted(text: str, place: int) -> bool:
    """Whether a capital stands among capitals, so that two letters both are."""
    return text[place - 1 : place].isupper() or text[place + 1 : place + 2].isupper()


def transliterate_to_cyrillic(text: str) -> str:
    """Write Kazakh in the Latin alphabet of April 2021 in Cyrillic letters.

    Parameters
    ----------
    text : str
        Kazakh in Latin letters; other characters stay as they are.

    Returns
    -------
    str
        The text in Cyrillic letters.

    Notes
    -----
    The way back of `transliterate_kazakh`, as far as letters tell: i is й after a
    vowel and и elsewhere, h is х. The alphabet has no c, w and x.

    Examples
    --------
    >>> transliterate_to_cyrillic("Qarağandy oblysynda, Semei")
    'Қарағанды облысында, Семей'
    """
    written: list[str] = []
    for letter in text:
        small = _SMALL.get(letter, letter.lower())
        found = _CYRILLIC.get(small, letter)
        if small == "i" and written and written[-1].lower() in _VOWELS:
            found = "й"
        written.append(found if letter == small else found.upper())
    return "".join(written)
