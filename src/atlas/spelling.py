"""Which words of a label tell the region, whatever the spelling?

The normalization that stands before exact matching (`atlas.labels`): scripts that look
alike, letters with and without marks, type words, footnotes, numbering. It knows no
region.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REGION_WORDS = frozenset(
    [
        *("region", "oblast", "oblasti", "province", "reg", "obl"),
        *("oblysy", "oblysi", "oblisi", "oblys"),
        *("область", "области", "обл", "облысы", "облыс"),
        *("облысынын", "облысында", "облысына", "облыстын"),
    ]
)
CITY_WORDS = frozenset(
    [
        *("city", "qalasy", "qalasi", "kalasy", "republican", "significance"),
        *("город", "города", "городе", "гор", "г", "каласы", "кала", "к"),
        *("каласынын", "каласында"),
        *("республиканского", "значения", "республикалык", "манызы", "бар"),
    ]
)
# Words that say nothing about which region it is; kept where nothing else is left.
_FILLERS = frozenset(
    [
        *("the", "of", "in", "for", "total", "overall"),
        *("всего", "итого", "по", "целом", "барлыгы", "бойынша"),
    ]
)
_REMARKS = frozenset(
    [
        *("former", "formerly", "ex", "since", "from", "until", "till", "to", "before"),
        *("бывшая", "бывший", "бывш", "ранее", "с", "до", "года", "год", "г", "экс"),
        *("бурынгы", "дейин", "бастап", "жыл", "жылы", "year", "years"),
    ]
)
_FOOTNOTE = re.compile(
    r"""(?: \s*[(\[]?\d{1,2}[)\]]        # 1)  2)  (3)  [4]
          | \s*[*†‡]+                    # *  **
          | \s*[¹²³⁴-⁹⁰]+[)⁾]?           # superscripts
          | \s+\d{1,2}                   # a bare mark after a space
          | (?<=[^\W\d_])\d{1,2}         # or glued to the last letter
        )+$""",
    re.VERBOSE,
)
_NUMBERING = re.compile(r"^\(?\d{1,2}(?:[.)]\s*|\s+)(?=[^\W\d_])")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼʻ`´](?=[^\W\d_]|\s|$|-)")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
# Russian tables say "по Акмолинской области": the nominative is what labels.csv has.
_OBLIQUE = re.compile(r"ской$")
# Letters that look alike, in the case in which they do.
_LATIN_OF_CYRILLIC = dict(
    zip("АВЕКМНОРСТХУІЅЈҺасекорхуіѕјһ", "ABEKMHOPCTXYISJhacekopxyisjh", strict=True)
)
_CYRILLIC_OF_LATIN = {latin: cyrillic for cyrillic, latin in _LATIN_OF_CYRILLIC.items()}
# Kazakh letters as Russian keyboards and lossy fonts write them.
_PLAIN_CYRILLIC = str.maketrans("әғқңөұүһіёќў", "агкноуухиеку")
_PLAIN_LATIN = str.maketrans("ıøł", "iol")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A label after normalization.

    Parameters
    ----------
    base : str
        Its words without type words.
    kind : {"region", "city", "both"} or None
        What its type words tell; both contradict each other and fit no region.
    """

    base: str
    kind: str | None

    @property
    def is_latin(self) -> bool:
        """Whether no letter is Cyrillic."""
        return all(
            "CYRILLIC" not in unicodedata.name(letter, "") for letter in self.base
        )


def normalize_label(label: str) -> Spelling:
    """Split a label into the words that name its region and the kind they tell.

    Parameters
    ----------
    label : str
        As written in the table.

    Returns
    -------
    Spelling
        Words of the name, and region or city.

    Examples
    --------
    >>> normalize_label("Қызылорда обл. 1)"), normalize_label("г.Алматы").kind
    (Spelling(base='кызылорда', kind='region'), 'city')
    """
    text = unicodedata.normalize("NFC", label)
    text = _SPACES.sub(" ", text).strip().rstrip(":;,")
    text = _NUMBERING.sub("", _FOOTNOTE.sub("", text))
    text = _APOSTROPHE.sub("", text)
    words = [
        _OBLIQUE.sub("ская", fold_word(word)) for word in _NOT_WORD.split(text) if word
    ]
    kinds = {
        "region" if word in REGION_WORDS else "city"
        for word in words
        if word in REGION_WORDS or word in CITY_WORDS
    }
    names = [w for w in words if w not in REGION_WORDS and w not in CITY_WORDS]
    telling = [
        word
        for word, after in itertools.zip_longest(names, names[1:])
        if word not in _FILLERS and not _is_preposition(word, after)
    ]
    kind = "both" if len(kinds) > 1 else next(iter(kinds), None)
    return Spelling(" ".join(telling or names), kind)


def _is_preposition(word: str, after: str | None) -> bool:
    """Whether "в" is a preposition: before Казахстанская it is short for Восточно-."""
    return word == "в" and after is not None and not after.startswith("казахстан")


def fold_word(word: str) -> str:
    """Bring a word to one script, one case and letters without marks.

    Parameters
    ----------
    word : str
        Letters and digits.

    Returns
    -------
    str
        For example ``qaragandy`` for ``Qarağandy``, ``кызылорда`` for ``Қызылорда``.
    """
    folded = unicodedata.normalize("NFC", _repair_word(word).casefold())
    if any("CYRILLIC" in unicodedata.name(letter, "") for letter in folded):
        return folded.translate(_PLAIN_CYRILLIC)
    bare = (
        letter
        for letter in unicodedata.normalize("NFKD", folded.translate(_PLAIN_LATIN))
        if not unicodedata.combining(letter)
    )
    return "".join(bare)


def is_remark(text: str) -> bool:
    """Whether words in brackets only say when or what for, such as ``с 2022 г.``."""
    words = [fold_word(word) for word in _NOT_WORD.split(text) if word]
    return all(word in _REMARKS or _DIGITS.fullmatch(word) for word in words)


def drop_remark(text: str) -> str:
    """Drop words such as ``former`` that stand before a name in brackets."""
    words = [
        word for word in text.split() if fold_word(word.strip(".,")) not in _REMARKS
    ]
    return " ".join(words)


def _repair_word(word: str) -> str:
    """Bring a word of two scripts to one, if its letters allow it."""
    latin = [letter for letter in word if "LATIN" in unicodedata.name(letter, "")]
    cyrillic = [letter for letter in word if "CYRILLIC" in unicodedata.name(letter, "")]
    if not latin or not cyrillic:
        return word
    can_be_latin = all(letter in _LATIN_OF_CYRILLIC for letter in cyrillic)
    can_be_cyrillic = all(letter in _CYRILLIC_OF_LATIN for letter in latin)
    if can_be_latin and (not can_be_cyrillic or len(latin) >= len(cyrillic)):
        table: Mapping[str, str] = _LATIN_OF_CYRILLIC
    elif can_be_cyrillic:
        table = _CYRILLIC_OF_LATIN
    else:
        return word
    return "".join(table.get(letter, letter) for letter in word)
