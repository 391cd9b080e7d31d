"""Find where sentences end, in Russian, Kazakh and English.

Used to divide long paragraphs and to make sentences the unit of coding.
"""

import re

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'»”’)\]]*(?=\s)")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[.\-][^\W\d_]+)*)$")
_NUMBER = re.compile(r"\d[\d.,]*$")
_SEEN = 40
_OPENERS = "\"'«“„‘([-–— "

# Never the last word of a sentence.
_BEFORE_A_NAME = {
    "ru": "им гр тов проф акад доц д-р г-н г-жа ул пр просп пер пл мкр кв ст см "
    "напр пос с р д корп оф обл гг св ред изд т.н т.е и.о к.т.н д.т.н зам ген канд",
    "kk": "қ көш даң даңғ ауд обл мкр проф акад қар мыс т.ғ.д ш.а с.б м.а б",
    "en": "mr mrs ms dr prof rev hon st gen sen rep gov lt col capt messrs no vs e.g "
    "i.e fig vol art cf op u.s u.n approx",
}
# May end a sentence: they do not if the next word begins with a small letter or a
# digit, and do if it begins with a capital.
_SOMETIMES_LAST = {
    "ru": "г гг в вв т.д т.п т.к др пр млн млрд трлн тыс руб тг коп стр чел мин сек "
    "час км кв.м куб.м га долл янв фев февр мар апр авг сен сент окт ноя нояб дек",
    "kk": "т.б т.с.с ж жж млн млрд трлн мың тг ғ ғғ б.з бб қаң ақп нау сәу мам мау "
    "шіл там қыр қаз қар жел",
    "en": "etc inc ltd co corp jan feb mar apr aug sept sep oct nov dec a.m p.m mln "
    "bln jr sr dept est",
}
_NEVER = {
    language: frozenset(words.split()) for language, words in _BEFORE_A_NAME.items()
}
_SOMETIMES = {
    language: frozenset(words.split()) for language, words in _SOMETIMES_LAST.items()
}
_ALL_NEVER = frozenset().union(*_NEVER.values())
_ALL_SOMETIMES = frozenset().union(*_SOMETIMES.values())


def find_sentences(text: str, *, language: str = "unknown") -> list[tuple[int, int]]:
    """Find the sentences of a paragraph.

    Parameters
    ----------
    text : str
        A paragraph.
    language : {"ru", "kk", "en", "unknown"}
        Whose abbreviations count; Russian ones count in Kazakh too, and all do
        where the language is unknown.

    Returns
    -------
    list of (int, int)
        Half-open spans without the blanks around them; together they hold every
        character that is not a blank.

    Notes
    -----
    A sentence ends at `.`, `!`, `?` or `…` followed by a blank, unless the next
    word begins with a small letter, or the full stop belongs to an initial, an
    abbreviation that needs a following word (`им.`, `Mr.`, `қ.`), the number of
    a list item, or an abbreviation that may close a sentence (`г.`, `т.б.`,
    `млн.`) before a small letter or a digit.

    Examples
    --------
    >>> find_sentences("В 2014 г. доходы выросли. Цены тоже.", language="ru")
    [(0, 25), (26, 36)]
    """
    never, sometimes = _get_abbreviations(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _is_end(text, start, match, never, sometimes):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = [_trim(text, *span) for span in spans]
    return [span for span in trimmed if span[0] < span[1]]


def _get_abbreviations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    if language == "kk":
        return _NEVER["kk"] | _NEVER["ru"], _SOMETIMES["kk"] | _SOMETIMES["ru"]
    if language in _NEVER:
        return _NEVER[language], _SOMETIMES[language]
    return _ALL_NEVER, _ALL_SOMETIMES


def _is_end(
    text: str,
    start: int,
    match: re.Match[str],
    never: frozenset[str],
    sometimes: frozenset[str],
) -> bool:
    following = text[match.end() : match.end() + _SEEN].lstrip().lstrip(_OPENERS)
    if not following or following[0].islower():
        return False
    if match.group() != ".":
        return True
    before = text[max(start, match.start() - _SEEN) : match.start()]
    number = _NUMBER.search(before)
    if number:
        # "1. Region ..." at the beginning is the number of an item.
        return bool(before[: number.start()].strip())
    word = _LAST_WORD.search(before)
    last = word.group() if word else ""
    if last.lower() in sometimes:
        return not following[0].isdigit()
    is_initial = len(last.rsplit(".", 1)[-1]) == 1 and last[-1].isupper()
    return not is_initial and last.lower() not in never


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return (
        start + len(piece) - len(piece.lstrip()),
        end - (len(piece) - len(piece.rstrip())),
    )
