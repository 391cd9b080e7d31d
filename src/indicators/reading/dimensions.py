"""What do headings and row labels break a value down by: sex, town and country?

The office repeats a table for men, women, urban and rural population, below each other,
on sheets of their own or as rows under each region. These words tell such parts from
regions, so that they are never mixed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TOTAL = "total"

_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("sex", "men"): (
        *("мужчины", "мужчин", "мужской", "мужской пол", "муж", "мужское население"),
        *("ер", "ерлер", "ер адамдар", "еркектер", "men", "male", "males"),
    ),
    ("sex", "women"): (
        *("женщины", "женщин", "женский", "женский пол", "жен", "женское население"),
        *("әйел", "әйелдер", "women", "female", "females"),
    ),
    ("sex", TOTAL): ("оба пола", "обоих полов", "екі жыныс", "both sexes"),
    ("place", "urban"): (
        *("город", "города", "городское", "городское население"),
        *("городская местность", "городской местности", "в городской местности"),
        *("қала", "қалалық", "қала халқы", "қалалық жер", "қалалық жерлер"),
        *("қалалық халық", "urban", "urban population", "urban area", "urban areas"),
    ),
    ("place", "rural"): (
        *("село", "сельское", "сельское население", "сельская местность"),
        *("сельской местности", "в сельской местности"),
        *("ауыл", "ауылдық", "ауыл халқы", "ауылдық жер", "ауылдық жерлер"),
        *("ауылдық халық", "rural", "rural population", "rural area", "rural areas"),
    ),
    ("all", TOTAL): (
        *("всего", "итого", "все", "все население", "всё население"),
        *("всего население", "численность населения", "общая численность"),
        *("барлығы", "барлыгы", "барлық халық", "жалпы", "total", "all"),
        *("total population", "whole population"),
    ),
}
_OF_TEXT = {text: key for key, texts in _WORDS.items() for text in texts}
_FILLERS = (
    *("в том числе", "из них", "из общего числа", "из общей численности", "в т.ч."),
    *("including", "of which", "of them", "thereof"),
    *("соның ішінде", "оның ішінде", "одан", "олардан"),
)
_FILLER = re.compile(
    rf"^(?:{'|'.join(re.escape(text) for text in _FILLERS)})(?!\w)[\s:,–—-]*"
)
_MARKS = re.compile(r"(?:\s*\d{1,2}\)|\s*\*+|\s*[¹²³⁴-⁹⁰]+[)⁾]?)+$")
_PRELIMINARY = re.compile(
    r"preliminar|provisional|предварит|оперативн|алдын ала|estimate|оценк|болжа",
    re.IGNORECASE,
)


def fold_text(text: str) -> str:
    """Fold a label: case, spaces, footnote marks and colons at its end."""
    folded = unicodedata.normalize("NFC", text).casefold()
    folded = " ".join(folded.split()).rstrip(":;,. ").lstrip("–—-• ")
    return _MARKS.sub("", folded).strip()


@lru_cache(maxsize=10_000)
def find_dimension(text: str) -> tuple[str, str] | None:
    """Find what a label breaks values down by.

    Parameters
    ----------
    text : str
        A heading or the label of a row or column.

    Returns
    -------
    tuple of (str, str) or None
        Kind (``sex``, ``place``, ``all``) and part (``men``, ``urban``, ``total`` ...).

    Examples
    --------
    >>> find_dimension("Городское население"), find_dimension("в том числе: мужчины")
    (('place', 'urban'), ('sex', 'men'))
    """
    folded = _FILLER.sub("", fold_text(text))
    return _OF_TEXT.get(folded) or _OF_TEXT.get(folded.replace(",", " ").strip())


def is_filler(text: str) -> bool:
    """Whether a label only announces parts ("including", "of which")."""
    folded = fold_text(text)
    return bool(folded) and not _FILLER.sub("", folded)


def is_total(text: str) -> bool:
    """Whether a label says "total" and names no territory."""
    return find_dimension(text) == ("all", TOTAL)


def is_preliminary(text: str) -> bool:
    """Whether a text calls what it stands at preliminary or an estimate."""
    return _PRELIMINARY.search(text) is not None


def strip_fillers(text: str) -> str:
    """Take "including" and the like off the beginning of a label."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    match = _FILLER.match(folded.casefold())
    return folded[match.end() :].strip() if match else folded
