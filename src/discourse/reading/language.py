"""Tell the language of a text: Russian, Kazakh, English or unknown.

Letters decide first, common words second; a statistical model is loaded only for
what both leave open. Which passages a document has is left to `passages`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_FOREIGN_LETTERS = frozenset("єґћђџљњјќѓѕ")
_CYRILLIC_FIRST, _CYRILLIC_LAST = "\u0400", "\u052f"
_WORDS = re.compile(r"[^\W\d_]+")
# Anchored to the start of a run: tried at each of its letters, a run of a million
# letters without an @ would take hours.
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+|www\.\S+")
# No word of a language: the model would count its parts for hours.
_ENDLESS_WORD = re.compile(r"\w{200,}")
_QUOTED_NAME = re.compile(r"[«“„\"][^«»“”„\"\n]{1,80}[»”“\"]")
_RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ых|их|ий|ый|ая|яя|ое|ее|ую|юю|ой|ей|ами|ями|ах|ях|"
    r"ость|ости|ение|ения|ание|ания|ться|тся|ции|ция|ский|ской|ских|ность|щий|щих|"
    r"лся|лась|лись|ием|ью|ов|ев)$"
)

_KAZAKH_SHARE = 0.06
_KAZAKH_SHARE_OF_WORDS = 0.4
_FOREIGN_SHARE = 0.01
_FEWEST_WORDS = 3
_FEWEST_WORDS_OF_ENGLISH = 8
_CONFIDENCE = 0.75
_SHARE_OF_SECOND_LANGUAGE = 0.1

# Words that are frequent in one of the languages and rare in the others; of Kazakh,
# those that Kazakh letters would not give away are the useful ones.
_COMMON_WORDS = {
    "ru": (
        "в и на не что с по для из от за о об при также как это его их или к у до "
        "без все был была было были быть который которые этом того этого через под "
        "между года году лет более области республики казахстана района города "
        "человек мы я он она они вы ее то же бы если только уже еще чтобы со во ко "
        "января февраля марта апреля мая июня июля августа сентября октября ноября "
        "декабря сегодня сообщает"
    ),
    "kk": (
        "бойынша мен туралы бар осы немесе болып деп жылы облысы республикасы беру "
        "бастап да де емес ету болды болады болатын бас жеке алу сондай сонымен ол "
        "жалпы деген пен байланысты барысында мемлекет басшысы атап ал астам отыр "
        "отырып келген саны ауыл ауданы жыл жылдан айында арасында ресми одан оны "
        "барлық оларды адам рет кезде даму дамыту орта екі сол бірақ бойы дейін "
        "облысында ауылында халық еді екен ма ба бе па ме бер бол жоқ енді"
    ),
    "en": (
        "the of and to in a is that for it as was with be by on not he his but at "
        "are this have from or had an they which one you were her all their there "
        "we our has its will more who been than i"
    ),
}
_COMMON = {
    language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()
}


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
    at least 6 % of them are Kazakh letters (ә ғ қ ң ө ұ ү һ і) and either two in
    five words have one or words of Russian look (common words and endings) do not
    outnumber those of Kazakh look (common words and Kazakh letters); Russian if
    there are no Kazakh letters and Russian common words outnumber Kazakh ones.
    Quoted names of at most 80 characters and addresses of the web do not count
    where at least three other words are left. Latin: English if it has an
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
    fallback = prior if prior in _COMMON else "unknown"
    lowered = _set_names_aside(text.lower())
    counts = _count_letters(lowered)
    words = _WORDS.findall(lowered)
    if not words:
        return fallback
    is_latin = counts.latin > counts.cyrillic
    has_english = any(word in _COMMON["en"] for word in words)
    if is_latin and (has_english or counts.cyrillic < counts.latin / 4):
        return _tell_latin(text, words, fallback)
    if not counts.cyrillic or counts.foreign > _FOREIGN_SHARE * counts.cyrillic:
        return fallback if not counts.cyrillic else "unknown"
    return _tell_cyrillic(lowered, words, counts, fallback)


def _set_names_aside(lowered: str) -> str:
    text = _ADDRESS.sub(" ", lowered)
    rest = _QUOTED_NAME.sub(" ", text)
    return rest if len(_WORDS.findall(rest)) >= _FEWEST_WORDS else text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """Letters by script; Kazakh and foreign ones are among the Cyrillic."""

    latin: int
    cyrillic: int
    kazakh: int
    foreign: int


def _count_letters(lowered: str) -> _Counts:
    latin = cyrillic = kazakh = foreign = 0
    for letter, count in Counter(lowered).items():
        if _CYRILLIC_FIRST <= letter <= _CYRILLIC_LAST:
            cyrillic += count
            kazakh += count if letter in _KAZAKH_LETTERS else 0
            foreign += count if letter in _FOREIGN_LETTERS else 0
        elif "a" <= letter <= "z":
            latin += count
    return _Counts(latin=latin, cyrillic=cyrillic, kazakh=kazakh, foreign=foreign)


def _tell_cyrillic(text: str, words: list[str], counts: _Counts, fallback: str) -> str:
    is_short = len(words) < _FEWEST_WORDS
    if counts.kazakh >= _KAZAKH_SHARE * counts.cyrillic:
        if is_short:
            return fallback if fallback == "ru" else "kk"
        return "kk" if _looks_kazakh(words) else "ru"
    n_russian = sum(word in _COMMON["ru"] for word in words)
    n_kazakh = sum(word in _COMMON["kk"] for word in words)
    if n_russian > (2 * n_kazakh if counts.kazakh else n_kazakh):
        return "ru"
    if n_kazakh > 2 * n_russian and not is_short:
        return "kk"
    has_russian_look = any(map(_RUSSIAN_ENDING.search, words))
    if has_russian_look and not counts.kazakh + n_kazakh and not is_short:
        return "ru"
    return fallback if is_short else _ask_model(text, ("ru", "kk"), fallback)


def _looks_kazakh(words: list[str]) -> bool:
    """Compare words of Kazakh look with words of Russian look."""
    n_lettered = n_kazakh = n_russian = 0
    for word in words:
        if not _KAZAKH_LETTERS.isdisjoint(word):
            n_lettered += 1
        elif word in _COMMON["kk"]:
            n_kazakh += 1
        elif word in _COMMON["ru"] or _RUSSIAN_ENDING.search(word):
            n_russian += 1
    if n_lettered >= _KAZAKH_SHARE_OF_WORDS * len(words):
        return True
    return n_lettered + n_kazakh >= n_russian


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
    if any(word in _COMMON["en"] for word in words):
        return "en"
    if len(words) < _FEWEST_WORDS:
        return fallback
    if len(words) < _FEWEST_WORDS_OF_ENGLISH and text.isascii():
        return "en"
    return "unknown"


def _ask_model(text: str, choices: tuple[str, ...], fallback: str) -> str:
    plain = _ENDLESS_WORD.sub(" ", text)
    values = _load_model().compute_language_confidence_values(plain)
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
