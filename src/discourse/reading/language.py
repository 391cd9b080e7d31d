"""Tell the language of a text: Russian, Kazakh, English or unknown.

Letters decide first, common words second; a statistical model is loaded only for
what both leave open. Which passages a document has is left to `passages`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_FOREIGN_LETTERS = frozenset("їєґўћђџљњјќѓѕ")
_CYRILLIC_FIRST, _CYRILLIC_LAST = "\u0400", "\u052f"
_WORDS = re.compile(r"[^\W\d_]+")

_KAZAKH_SHARE = 0.06
_FOREIGN_SHARE = 0.01
_FEWEST_WORDS = 3
_FEWEST_WORDS_OF_ENGLISH = 8
_CONFIDENCE = 0.75
_SHARE_OF_SECOND_LANGUAGE = 0.1

_RUSSIAN_WORDS = frozenset(
    "в и на не что с по для из от за о об при также как это его их или к у до без "
    "все был была было были быть который которые этом том этого через под между "
    "года году лет более также области республики казахстана района города "
    "человек мы я он она они вы ее то же бы если только уже еще чтобы со во ко "
    "января февраля марта апреля мая июня июля августа сентября октября ноября "
    "декабря сегодня сообщает".split()
)
_KAZAKH_WORDS = frozenset(
    "бойынша мен туралы бар осы немесе болып деп жылы облысы республикасы беру "
    "бастап да де емес ету болды болады болатын бас жеке алу сондай сонымен ол "
    "жалпы деген пен байланысты барысында мемлекет басшысы атап ал астам отыр "
    "отырып келген саны ауыл ауданы жыл жылдан айында арасында ресми одан оны "
    "барлық оларды адам рет кезде даму дамыту орта екі сол бірақ бойы дейін "
    "облысында ауылында халық еді екен ма ба бе па ме бер бол жоқ енді".split()
)
_ENGLISH_WORDS = frozenset(
    "the of and to in a is that for it as was with be by on not he his but at are "
    "this have from or had an they which one you were her all their there we our "
    "has its will more who been than i".split()
)


def detect_language(text: str, *, prior: str | None = None) -> str:
    """Tell the language of a text.

    Parameters
    ----------
    text : str
        A sentence, paragraph or document.
    prior : {"ru", "kk", "en"} or None
        Language of the surrounding text; it decides where the text itself is too
        short to tell. None means that nothing is known.

    Returns
    -------
    str
        `ru`, `kk`, `en`, or `unknown`.

    Notes
    -----
    Of the letters, those of the more frequent script count. Cyrillic: Kazakh if
    at least 6 % of them are Kazakh letters (ә ғ қ ң ө ұ ү һ і) and Kazakh common
    words are not outnumbered by Russian ones; Russian if there is none of them
    and Russian common words outnumber Kazakh ones. Latin: English if it has an
    English common word, or has fewer than eight words and no other sign; Kazakh
    in Latin letters is not recognized. What is left open goes to lingua,
    restricted to the three languages; below a confidence of 0.75 the prior
    stands. Fewer than three words without a sign get the prior, else `unknown`.

    Examples
    --------
    >>> detect_language("Облыс әкімі ауыл тұрғындарымен кездесті.")
    'kk'
    >>> detect_language("12,4 %")
    'unknown'
    """
    fallback = prior if prior in {"ru", "kk", "en"} else "unknown"
    lowered = text.lower()
    letters = Counter(lowered)
    n_cyrillic = n_latin = n_kazakh = n_foreign = 0
    for letter, count in letters.items():
        if _CYRILLIC_FIRST <= letter <= _CYRILLIC_LAST:
            n_cyrillic += count
            n_kazakh += count if letter in _KAZAKH_LETTERS else 0
            n_foreign += count if letter in _FOREIGN_LETTERS else 0
        elif "a" <= letter <= "z":
            n_latin += count
    if n_cyrillic + n_latin == 0:
        return fallback
    words = _WORDS.findall(lowered)
    if n_latin > n_cyrillic:
        return _tell_latin(text, words, fallback)
    if n_foreign > _FOREIGN_SHARE * n_cyrillic:
        return "unknown"
    n_russian_words = sum(word in _RUSSIAN_WORDS for word in words)
    n_kazakh_words = sum(word in _KAZAKH_WORDS for word in words)
    has_kazakh_letters = n_kazakh >= _KAZAKH_SHARE * n_cyrillic
    if has_kazakh_letters and (
        n_kazakh_words >= n_russian_words
        if len(words) >= _FEWEST_WORDS
        else fallback != "ru"
    ):
        return "kk"
    if n_kazakh == 0 and n_russian_words > n_kazakh_words:
        return "ru"
    if len(words) < _FEWEST_WORDS:
        return fallback
    if n_kazakh_words > 2 * n_russian_words:
        return "kk"
    if n_russian_words > 2 * n_kazakh_words and not has_kazakh_letters:
        return "ru"
    return _ask_model(text, ("ru", "kk"), fallback)


def summarize_languages(parts: Iterable[tuple[str, int]]) -> str | None:
    """Name the language of a document from those of its parts.

    Parameters
    ----------
    parts : iterable of (str, int)
        Language and number of letters of each passage.

    Returns
    -------
    str or None
        A language; `mixed` if the second most frequent one holds at least a
        tenth of the text whose language is known; None if none is known.
    """
    amounts: Counter[str] = Counter()
    for language, amount in parts:
        if language != "unknown":
            amounts[language] += amount
    total = sum(amounts.values())
    if not total:
        return None
    ranked = sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) > 1 and ranked[1][1] >= _SHARE_OF_SECOND_LANGUAGE * total:
        return "mixed"
    return ranked[0][0]


def _tell_latin(text: str, words: list[str], fallback: str) -> str:
    if any(word in _ENGLISH_WORDS for word in words):
        return "en"
    if len(words) < _FEWEST_WORDS:
        return fallback
    if len(words) < _FEWEST_WORDS_OF_ENGLISH and text.isascii():
        return "en"
    return "unknown"


def _ask_model(text: str, choices: tuple[str, ...], fallback: str) -> str:
    values = _load_model().compute_language_confidence_values(text)
    known = {
        value.language.iso_code_639_1.name.lower(): value.value for value in values
    }
    best = max(choices, key=lambda language: known.get(language, 0.0))
    total = sum(known.get(language, 0.0) for language in choices)
    if not total or known.get(best, 0.0) / total < _CONFIDENCE:
        return fallback
    return best


@lru_cache(maxsize=1)
def _load_model() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.RUSSIAN, Language.KAZAKH, Language.ENGLISH
    ).build()
