"""Which noun governs the phrase a place name stands in: an authority's?

A reader asks for the head of the whole phrase. In Russian and English it stands before
the name (*управление образования Павлодарской области, department of justice of the
Aktobe region*), in Kazakh at the end (*Павлодар облысының білім басқармасы*), and after
an adjective in Russian or a bare name in English (*Экибастузский городской суд, Aktau
city court*). A verb, a preposition of place or the end of the clause parts them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, Protocol

from discourse.mentions.cues import (
    RUSSIAN_ADJECTIVE,
    Word,
    classify_cue,
    is_authority,
    list_words_left,
    list_words_right,
)
from discourse.mentions.type_words import CONTEXT_LEFT, Case

Head = Literal["", "government", "organisation"]


class Scan(Protocol):
    """Finds the head among words; None if more words are needed."""

    def __call__(self, words: Sequence[Word], *, is_whole: bool) -> Head | None:
        """Scan words, nearest first."""


_AROUND = 110
# Kazakh has about one of its own letters in ten; a Russian sentence may hold a name.
_KAZAKH_LETTERS = 4
_KAZAKH_LETTER = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІäğıñöşūü]")
_WORDS, _WINDOW = 12, 200
_ENGLISH_WORDS, _ENGLISH_STEPS = 10, 3
_RUSSIAN_TYPE = re.compile(r"(?:област|обл(?!ыс)|рай|город|р-н).*|г|гг|гор")
_SHORT = 4
_LONG_NUMBER = 4

# Offices whose own names may hold commas: управление строительства, транспорта и дорог.
_DEPARTMENT = re.compile(
    r"(?:управлени|департамент|отдел|комитет|инспекци|комисси|агентств|басқарма|бөлім"
    r"|агенттіг|комиссия|инспекция|department|committee|directorate|inspectorate).*"
)
# Bodies of young people that play at being authorities.
_YOUTH = re.compile("молод[её]жн.*|жастар.*|youth")
# The state's own centres of service count as its offices.
_CENTRES = {"обслуживания": "центр", "көрсету": "ортал"}
_CENTRE_STEM = 5
_STOP = re.compile(r"[.;:!?()…\n]|(?:^|\s)[-–—](?:\s|$)")
_AREA = ("region", "city", "cities", "district")

_AREAS = frozenset({"regions", "cities", "districts"})

_PLACING = frozenset(
    """
    в во на из от к ко до для без у под через между среди около против вокруг вне
    """.split()  # noqa: SIM905
)
# These also stand inside the names of offices: отдел по борьбе с коррупцией.
_INSIDE = frozenset("с со о об за над".split())  # noqa: SIM905
_PREPOSITIONS = {
    **dict.fromkeys(_PLACING, "placing"),
    **dict.fromkeys(_INSIDE, "inside"),
}
_FIELD = re.compile("сфер.*|област[ьи]|вопрос.*")
_RUSSIAN_VERB = re.compile(
    r"\w{3,}(?:лся|лась|лось|лись|[еюия]тся|вшись)"
    r"|\w{2,}(?:[аиуяеы]л|[аиуяеы]л[аи])|\w{2,}(?:ует|уют|[ая]ет|[ая]ют)"
)
_NO_VERB = re.compile(
    "(?:филиал|канал|материал|персонал|капитал|раздел|дел|предел|артел|журнал|терминал"
    "|интервал|портал|потенциал|сигнал|начал|специал|ритуал|мигал|тыл|правил|сил"
    "|могил|недел|модел|статей)(?:а|у|ом|и|ов)?|отдел.*"
)
_PEOPLE = re.compile("жител.*|урожен.*|населени.*|гражд.*")
_NOMINATIVE = re.compile(r"[\w-]*(?:ая|ую|[иы]й)")

_ENGLISH_LINKS = frozenset({"of", "for"})
_ENGLISH_STOPS = frozenset(
    """
    in at from to with by is are was were be been has have had said told noted who which
    that will would where when while as than into during after before between among about
    including reported
    """.split()  # noqa: SIM905
)
_ENGLISH_PAST = re.compile(r"(?!(?:united|limited|need|specialized)$)\w{3,}ed")
_ENGLISH_BOUND = frozenset("and or of for on the a".split()) | _ENGLISH_STOPS  # noqa: SIM905

# Nominative or genitive, alone or possessed: облысы, ауданының, қаласы, облыстық.
_GOVERNED_TYPE = re.compile(
    r"\w*(?:ы|і|[ыі]н[ыі]ң|[ндт][ыі]ң|лық|лік|дық|дік|тық|тік)|облыс|аудан|қала|қ|обл|ауд"
)
_GENITIVE = re.compile(r"[\w-]+[ндт][ыі]ң")
_CONJUNCTIONS = frozenset({"мен", "пен", "бен", "және", "әрі", "немесе"})
_KAZAKH_STOPS = frozenset(
    """
    туралы үшін арналған дейін кейін бері қарай жайлы сияқты ретінде арқылы бірге қатар
    арасында тұрғыны тұрғындары халқы тумасы жұртшылығы азаматтары деп деді өтті болды
    """.split()  # noqa: SIM905
)
# Words of office names that look like forms of place or verbs.
_KAZAKH_BASE = frozenset(
    """
    сауда кеден орта қоршаған пошта карта республика жергілікті өкілді
    """.split()  # noqa: SIM905
)
_ROLES = {
    **dict.fromkeys(_KAZAKH_STOPS, "end"),
    **dict.fromkeys(_CONJUNCTIONS | _KAZAKH_BASE, ""),
    "бойынша": "about",
    "жөніндегі": "action",
    "қарсы": "action",
}
_LOCAL = re.compile(
    r"(?!\w*(?:кәсіп|тәртіп|қауіп)$)\w{2,}(?:[дт][ае]|[дт]ағы|[дт]егі|[дт][ае]н|н[ае]н)|(?!\w*(?:кәсіп|тәртіп|қауіп)$)\w{3,}(?:ған|ген|қан|кен|атын|етін"
    r"|йтын|йтін|[ыі]п|[ае]д[ыі])"
)
# The accusative takes its consonant from the sound before: саясат-ты, тіл-ді, үй-ді,
# тілдер-ді, қала-ны; "саясаты" is the possessed nominative.
_OBLIQUE = re.compile(
    r"\w{3,}(?:ға|ге|(?<!и)қа|(?<!и)ке|[ыі]н[ае]|[ыі]н|мен|пен|бен|(?<=[қкпстш])т[ыі]"
    r"|(?<=[бвгғджзйлмнңрую])д[ыі]|(?<=[аәоөеиыіұү])н[ыі])"
)
_VERBAL_NOUN = re.compile(r"\w+(?:у|ю|уі|уы)")


def find_language(text: str, case: Case) -> str:
    """Find in which language the phrase of a name is written.

    Parameters
    ----------
    text : str
        The passage.
    case : Case
        The name in its context.

    Returns
    -------
    str
        The language of the type word; else of the only language that has this form of
        the name; else Kazakh where four letters that only Kazakh has stand on the line
        within 110 characters.
    """
    if case.type_word:
        if case.type_word.isascii():
            return "en"
        return "ru" if _RUSSIAN_TYPE.fullmatch(case.type_word) else "kk"
    languages = {r.place.language[:2] for r in case.match.readings}
    if len(languages) == 1:
        return languages.pop()
    before = text[max(0, case.start - _AROUND) : case.start].rpartition("\n")[2]
    after = text[case.end : case.end + _AROUND].partition("\n")[0]
    if len(_KAZAKH_LETTER.findall(before + case.surface + after)) >= _KAZAKH_LETTERS:
        return "kk"
    return "en" if case.surface.isascii() else "ru"


def find_head(text: str, case: Case) -> Head:
    """Find whether an authority's office is the head of the phrase a name stands in.

    Parameters
    ----------
    text : str
        The passage.
    case : Case
        The name in its context.

    Returns
    -------
    str
        ``government``, ``organisation`` for bodies that only bear the name of an
        authority (*молодёжный маслихат*), or empty text.
    """
    language = find_language(text, case)
    if language == "kk":
        return _find_kazakh(text, case)
    if language == "en":
        before = _scan_before(text, case, _scan_english, _ENGLISH_WORDS)
        return before or _find_english_after(text, case)
    return _find_russian_before(text, case) or _find_russian_after(case)


def _name_head(word: Word, before: Word | None, *, is_listing: bool) -> Head:
    """Say what a word for an authority is with the word before it."""
    if is_listing and _DEPARTMENT.fullmatch(word.lower) is None:
        return ""
    if before is not None and _YOUTH.fullmatch(before.lower):
        return "organisation"
    return "government"


def _end_word(case: Case) -> str:
    """Give the last word of a name as written, in lower case."""
    return re.split(r"[\s-]+", case.surface.lower())[-1]


def _is_service_centre(lower: str, beside: str) -> bool:
    """Read *центр обслуживания населения*, *халыққа қызмет көрсету орталығы*."""
    return _CENTRES.get(beside, "-") == lower[:_CENTRE_STEM]


def _find_russian_before(text: str, case: Case) -> Head:
    if case.is_adjective and _NOMINATIVE.fullmatch(_end_word(case)):
        # "Майский район", "Павлодарскую область" depend on no noun before them.
        return ""
    return _scan_before(text, case, _scan_russian, _WORDS)


def _scan_before(text: str, case: Case, scan: Scan, limit: int) -> Head:
    """Scan the words before a name: the near ones, which mostly decide, then more."""
    is_whole = len(case.left) < CONTEXT_LEFT
    if case.start == case.match.start:
        head = scan(case.left, is_whole=is_whole)
        if head is not None:
            return head
    words = list_words_left(text, case.start, limit, window=_WINDOW)
    return scan(words, is_whole=True) or ""


def _scan_russian(words: Sequence[Word], *, is_whole: bool) -> Head | None:
    """Scan the words before a name for its head; None if more words are needed."""
    is_listing = is_near = False
    following = ""
    for index, word in enumerate(words):
        if _parts_before(word) or _opens_apposition(word, index, is_near=is_near):
            return ""
        is_listing = is_listing or (is_near and "," in word.gap)
        before = words[index + 1] if index + 1 < len(words) else None
        if before is None and not is_whole:
            return None
        lower = word.lower
        role = _read_russian(lower)
        if role == "head" or _is_service_centre(lower, following):
            return _name_head(word, before, is_listing=is_listing)
        if role == "people" and before is not None and before.lower == "обслуживания":
            role = ""
        if role in {"end", "people"} or (role == "inside" and not is_near):
            return ""
        if role == "placing" and not (is_near and _FIELD.fullmatch(following)):
            return ""
        is_listing = is_listing or role in {"inside", "placing"}
        # A preposition right before the name and its type word is the name's.
        is_near = is_near or role != "type"
        following = lower
    return ""


@lru_cache(maxsize=65536)
def _read_russian(lower: str) -> str:
    """Say what a word before a name does to the search for its head."""
    if is_authority(lower):
        return "head"
    if lower in _PREPOSITIONS:
        return _PREPOSITIONS[lower]
    cue = classify_cue(lower)
    is_verb = _RUSSIAN_VERB.fullmatch(lower) and not _NO_VERB.fullmatch(lower)
    is_number = lower.isdigit() and len(lower) >= _LONG_NUMBER
    if _PEOPLE.fullmatch(lower):
        return "people"
    if cue == "organisation" or is_verb or is_number:
        return "end"
    is_type = cue.startswith(_AREA) or RUSSIAN_ADJECTIVE.fullmatch(lower)
    return "type" if is_type else ""


def _opens_apposition(word: Word, index: int, *, is_near: bool) -> bool:
    """Say whether a comma parts the name from a word: *акимат города, г. Тараз*.

    Areas in a list have one head: *акиматы областей, городов Астаны*.
    """
    return "," in word.gap and not (is_near or (index > 0 and word.cue in _AREAS))


def _parts_before(word: Word) -> bool:
    """Say whether the text after a word ends a clause: a stop after no abbreviation."""
    if word.gap == " ":
        return False
    if word.gap.strip() == "." and "\n" not in word.gap:
        is_initial = len(word.text) == 1
        return not (is_initial or (len(word.text) <= _SHORT and word.text.islower()))
    return bool(_STOP.search(word.gap))


def _find_russian_after(case: Case) -> Head:
    if not case.is_adjective or (case.is_marked and case.rule != "type-adjective"):
        return ""
    for word in case.right:
        if word.gap.strip():
            return ""
        if is_authority(word.lower):
            return "government"
        if not RUSSIAN_ADJECTIVE.fullmatch(word.lower) and not word.cue.endswith(
            "-adjective"
        ):
            return ""
    return ""


def _scan_english(words: Sequence[Word], *, is_whole: bool) -> Head | None:
    """Scan the words before a name for its head; None if more words are needed."""
    is_listing = is_linked = is_near = False
    for index, word in enumerate(words):
        if _parts_before(word) or _opens_apposition(word, index, is_near=is_near):
            return ""
        is_listing = is_listing or (is_near and "," in word.gap)
        if _ends_english_phrase(word):
            return ""
        before = words[index + 1] if index + 1 < len(words) else None
        if before is None and not is_whole:
            return None
        if is_authority(word.lower):
            return _name_head(word, before, is_listing=is_listing)
        is_linked = is_linked or word.lower in _ENGLISH_LINKS
        is_passing = word.lower in {"the", "and"} or word.cue.startswith(_AREA)
        if not (is_linked or is_passing):
            return ""
        is_near = is_near or not (is_passing or word.lower in _ENGLISH_LINKS)
    return ""


def _ends_english_phrase(word: Word) -> bool:
    lower = word.lower
    return (
        not lower.isascii()
        or lower in _ENGLISH_STOPS
        or word.cue == "organisation"
        or _ENGLISH_PAST.fullmatch(lower) is not None
    )


def _find_english_after(text: str, case: Case) -> Head:
    steps = 0
    for word in list_words_right(text, case.end, 7):
        gap = word.gap.strip()
        if gap in {"'", "’"} and word.lower == "s":
            continue
        if gap or word.lower in _ENGLISH_BOUND or word.cue == "organisation":
            return ""
        if is_authority(word.lower):
            return "government"
        if not word.cue.startswith(_AREA):
            steps += 1
        if steps == _ENGLISH_STEPS:
            return ""
    return ""


def _find_kazakh(text: str, case: Case) -> Head:
    start = _find_phrase_end(case)
    if start < 0:
        return ""
    near = [word for word in case.right if word.start >= start]
    if near and near[0].lower == "бойынша" and _is_owned(case):
        return "government"
    head = _scan_kazakh(text, near)
    if head is None:
        words = list_words_right(text, start, _WORDS, window=_WINDOW)
        head = _scan_kazakh(text, words)
    return head or ""


def _scan_kazakh(text: str, words: Sequence[Word]) -> Head | None:
    """Scan the words after a name for its head; None if the words do not decide."""
    is_listing = is_open = False
    previous: Word | None = None
    for word in words:
        if _parts_after(text, word):
            return ""
        role = _read_kazakh(word.lower)
        is_centre = previous is not None and _is_service_centre(
            word.lower, previous.lower
        )
        if role == "head" or is_centre:
            return "" if is_open else _name_head(word, previous, is_listing=is_listing)
        is_far = previous is not None and not previous.cue.startswith(_AREA)
        if role == "end" or (role == "about" and is_far):
            return ""
        is_listing = is_listing or "," in word.gap
        # "тілдерді дамыту": an object belongs to the noun of an action.
        is_open = role == "object" or (is_open and role != "action")
        previous = word
    return None


@lru_cache(maxsize=65536)
def _read_kazakh(lower: str) -> str:
    """Say what a word after a name does to the search for its head."""
    if is_authority(lower):
        return "head"
    if lower in _ROLES:
        return _ROLES[lower]
    cue = classify_cue(lower)
    if cue == "organisation" or _LOCAL.fullmatch(lower):
        return "end"
    if _VERBAL_NOUN.fullmatch(lower):
        return "action"
    is_object = not cue and _OBLIQUE.fullmatch(lower) and not _GENITIVE.fullmatch(lower)
    return "object" if is_object else ""


def _is_owned(case: Case) -> bool:
    """Read *басқармасының Көкшетау облысы бойынша инспекторы*: the head stands before."""
    left = case.left[0] if case.left else None
    return (
        left is not None
        and not left.gap.strip()
        and is_authority(left.lower)
        and _GENITIVE.fullmatch(left.lower) is not None
    )


def _find_phrase_end(case: Case) -> int:
    """Find where a Kazakh name ends with its type word; -1 if its case places it.

    *Павлодар облысының* can belong to a noun, *Павлодар облысында* says where.
    """
    own = case.right[0] if case.right else None
    if case.is_marked and own is not None and "before" not in case.rule:
        if is_authority(own.lower):
            # A head run on by mistake: облысыныңәкімдігі.
            return own.start
        return own.end if _GOVERNED_TYPE.fullmatch(own.lower) else -1
    is_free = case.is_base or case.is_adjective
    return case.end if is_free or _GENITIVE.fullmatch(_end_word(case)) else -1


def _parts_after(text: str, word: Word) -> bool:
    """Say whether the text before a word ends a clause or a quotation."""
    gap = word.gap
    if gap == " ":
        return False
    if gap.strip() == "." and "\n" not in gap:
        before = text[max(0, word.start - len(gap) - _SHORT) : word.start - len(gap)]
        return re.search(r"(?:^|\s)[қа]$|обл$|ауд$", before) is None
    if gap.strip() == "" and gap.count("\n") == 1:
        return word.text[:1].isupper()
    return bool(_STOP.search(gap)) or any(mark in gap for mark in "»”")
