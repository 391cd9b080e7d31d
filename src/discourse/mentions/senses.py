"""Does a name stand for the place, its authority, an organisation or a person?

Looks at the words around the name: a head noun (*Павлодарский университет*),
quotation marks, an office (*аким области*), a year (*Алматы-2022*).
"""

import re
from collections.abc import Sequence

from discourse.mentions.cues import RUSSIAN_ADJECTIVE, Word, list_words_right
from discourse.mentions.gazetteer import Reading
from discourse.mentions.heads import find_head
from discourse.mentions.type_words import ADMINISTRATIVE, PLURAL_ADJECTIVE, Case

_QUOTE_OPEN = "«“\"„'"
_QUOTE_CLOSE = "»”\"'"
_QUOTED_SPAN = 30
# Wide enough for the noun before the quotation.
_KIND_SPAN = 60
# A quotation mark as pages of the web write it.
_ENTITY = ("&quot;", '"')
_QUOTED_WORDS = 4
_COMPANIES = frozenset(
    "ТОО АО ОАО ЗАО ИП АҚ ЖШС ӨК LLP JSC llp jsc ltd".split()  # noqa: SIM905
)
_FORMS = r"(?:ТОО|[ОЗ]?АО|ИП|АҚ|ЖШС|ӨК|LLP|JSC|АЭА|СЭЗ|РГП|ГКП|КГП|РМК|КМК|МКК)"
_TITLES = (
    r"(?:медал|газет|журнал|орден|төсбелг|телеарна|телеканал|ансамбл|клуб|мейрамхана)"
)
_TITLE_BEFORE = re.compile(rf"(?:\b{_FORMS}|\b{_TITLES}\w{{0,4}})\s*$")
_TITLE_AFTER = re.compile(rf"\s*(?:{_FORMS}\b|(?:\w+\s)?{_TITLES})")
_ROUTE_BEFORE = re.compile(r"[\s\w][-–—]\s*$")
_ROUTE_AFTER = re.compile(r"\s*[-–—]\s*(?:\d\s*[-–—]\s*)?[^\W\d]")
_YEAR_TAIL = re.compile(r"[-–]\s?\d{2,4}\b")
_COMPASS = re.compile(
    r"(?:южн|северн|восточн|западн|средн|центральн)\w{2,3}|оңтүстік|солтүстік"
    r"|шығыс|батыс|south|north|east|west|southern|northern|eastern|western",
    re.IGNORECASE,
)
_COMPASS_PREFIXES = frozenset({"южно", "северо", "восточно", "западно", "средне"})
_PLURAL_HEAD = re.compile(
    r"(?:лар|лер|(?<!теледи)дар|дер|тар|тер)[ыі]\w*$|\w{4,}(?:ов|ев|ах|ях|ам|ям|ами|ями)$"
    r"|(?:schools|banks|plants)$"
)
_POSSESSED = re.compile(
    r"\w+[ыі](?:н|ның|нің|на|не|нда|нде|ндағы|ндегі|нан|нен|мен)?|\w{2,4}"
)
_CASED_KAZAKH = re.compile(
    r"\w{3,}(?:дағы|дегі|тағы|тегі|да|де|та|те|дан|ден|тан|тен|нан|нен|ға|ге|қа|ке)"
)
_SCHOOL = re.compile(
    "(?:институт|университет|академи|училищ|техникум|колледж|консерватори|школ).*"
)
_HEAD_WORDS = 4
_NAMED_WORDS = 9
# "Astana International Financial Centre": two words before the head.
_ENGLISH_STEPS = 2
_ENGLISH_LINKS = frozenset(
    """
    and or in on for to is was with has have the a of at by
    from will were are
    """.split()  # noqa: SIM905
)
_AFTER_CAPITAL = frozenset(
    "city and is was in has will with on to from for where which at by".split()  # noqa: SIM905
)
# "культурная столица мира" and the former capital are not the capital of the day.
_OWN_CAPITAL = re.compile(
    r"(?:наш|нов|сво|молод|казахстан|эт|нынешн|сегодняшн|современн|сам|котор|вс)\w{1,6}"
)
_OTHER_CAPITALS = frozenset("мәдени рухани бұрынғы ежелгі cultural former".split())  # noqa: SIM905
_OWN_NAMES = ("казахстан", "қазақ", "kazakh", "рк", "қр")
_KAZAKH_GENITIVE = re.compile("[ндт][ыі]ң$")
_MOVEMENT = re.compile(r"(?:парти|движени|фронт|легион|арми)\w{0,3}")
# An Islamic party is of the historical land, not of the city of that name.
_CREED = re.compile("ислам|исламск.*|islamic|джихад.*|жиһад.*")
_FACTION = re.compile(
    "парти.*|движени.*|организаци.*|армия|қозғалыс.*|ұйым.*|party|movement|union"
)
_PRELATE = re.compile(r"(?:митрополит|архиепископ|епископ)\w{0,2}")
_HISTORY = (
    "фронт",
    "асср",
    "assr",
    "генерал-губ",
    "легион",
    "кра",
    "военн",
    "федерал",
    "ханств",
)
_HEAD_RULES = {"government": "authority", "organisation": "youth"}
_ADDRESS_TAIL = re.compile(r"@|_|\.(?:kz|gov|com|org|net|ru|html?)\b")
_SLUG = re.compile(r"(?:-[a-z0-9]+){3,}")


def is_elsewhere(case: Case, readings: Sequence[Reading]) -> bool:
    """Say whether a history or a compass word makes the name another place's.

    Parameters
    ----------
    case : Case
        The name in its context.
    readings : sequence of Reading
        Its readings.

    Returns
    -------
    bool
        True for *Туркестанский фронт*, *Оңтүстік Орал* and the like.
    """
    if _is_history(case):
        return True
    if all(r.place.kind == "macro" for r in readings):
        return _is_part_of_other(case)
    left = case.left[0] if case.left else None
    return (
        not case.is_marked
        and left is not None
        and (
            (left.gap.isspace() and _COMPASS.fullmatch(left.text) is not None)
            or (left.gap == "-" and left.lower in _COMPASS_PREFIXES)
        )
        and not any(r.place.pos == "epithet" for r in readings)
    )


def _is_part_of_other(case: Case) -> bool:
    """Say whether another country owns a direction (*южные регионы России*)."""
    left = case.left[0] if case.left else None
    if left is not None and left.gap == "-":
        # "на северо-востоке Казахстана"
        return True
    words = case.right[:2]
    if len(words) > 1 and words[0].lower in {"of", "in"} and words[1].gap.isspace():
        words = words[1:]
    if words and words[0].gap.isspace() and _is_other_name(words[0]):
        return True
    return (
        left is not None
        and left.gap.isspace()
        and _KAZAKH_GENITIVE.search(left.lower) is not None
        and _is_other_name(left)
    )


def _is_other_name(word: Word) -> bool:
    return word.text[0].isupper() and not word.lower.startswith(_OWN_NAMES)


def _is_history(case: Case) -> bool:
    if case.left and case.left[0].lower.startswith("рейхскомиссариат"):
        return True
    if not case.is_marked and _is_of_creed(case):
        return True
    for word in case.right[:2]:
        if word.gap.strip() or word.cue in {"region", "regions"}:
            return False
        if word.cue == "history" and word.lower.startswith(_HISTORY):
            return not case.is_marked
    return False


def _is_of_creed(case: Case) -> bool:
    """Read *Исламская партия Туркестана, Түркістанның ислам партиясы*."""
    before = [word.lower for word in case.left[:4] if word.lower not in {"of", "the"}]
    after = [word.lower for word in case.right[:2]]
    return any(
        len(pair) > 1 and _FACTION.fullmatch(pair[0]) and _CREED.fullmatch(pair[1])
        for pair in (before[:2], after[::-1])
    )


def is_school_name(case: Case) -> bool:
    """Say whether an adjective is part of the name of a school or an institute.

    Parameters
    ----------
    case : Case
        The name in its context.

    Returns
    -------
    bool
        True for *Алматинский медицинский институт*.
    """
    if case.surface.lower().endswith(PLURAL_ADJECTIVE):
        # "алматинские школы" may be anywhere in the region.
        return False
    for word in case.right[:_HEAD_WORDS]:
        if word.gap.strip():
            return False
        if _SCHOOL.fullmatch(word.lower):
            return True
        if not RUSSIAN_ADJECTIVE.fullmatch(word.lower) and "/" not in word.lower:
            return False
    return False


def find_sense(text: str, case: Case, readings: Sequence[Reading]) -> tuple[str, str]:
    """Find what a name stands for.

    Parameters
    ----------
    text : str
        The passage.
    case : Case
        The name in its context.
    readings : sequence of Reading
        Its readings.

    Returns
    -------
    sense : str
        As in the mentions table; empty if the word is no mention.
    rule : str
        What decided; empty for a plain place.
    """
    shapes = {reading.shape for reading in readings}
    if any(reading.place.pos == "epithet" for reading in readings):
        return ("implied", "epithet") if _is_capital(case) else ("", "")
    if shapes <= {"people", "derived"}:
        if "people" in shapes or _stands_before_people(case):
            return "person_or_other", "people"
        is_named = _is_derived_school(case)
        return ("organisation", "head-noun") if is_named else ("place", "derived")
    if case.kind == "nature":
        return "person_or_other", "nature"
    organisation = _find_organisation(text, case)
    if organisation:
        return "organisation", organisation
    head = find_head(text, case)
    return (head, _HEAD_RULES[head]) if head else ("place", "")


def _is_derived_school(case: Case) -> bool:
    """Read *Алматылық экономика академиясы*; *павлодарлық «Версия» газеті* is no name."""
    for word in case.right:
        if word.gap.strip() or _CASED_KAZAKH.fullmatch(word.lower):
            return False
        if _SCHOOL.fullmatch(word.lower):
            return True
    return False


def _stands_before_people(case: Case) -> bool:
    """Say whether *-лық* describes people (*маңғыстаулық 300 жұмысшы*)."""
    words = [word for word in case.right[:2] if not word.text.isdigit()]
    return bool(words) and words[0].cue == "people"


def _is_capital(case: Case) -> bool:
    """Say whether a word for the capital means the country's own."""
    if case.left and case.left[0].gap.isspace() and _is_described(case.left[0].lower):
        return False
    following = case.right[0] if case.right else None
    if (
        following is not None
        and not following.gap.strip()
        and (_is_other_name(following) or following.lower.startswith("миро"))
    ):
        return False
    return not case.surface.isascii() or _is_city_word(case)


def _is_described(word: str) -> bool:
    """Say whether an adjective makes it another capital (*культурная столица*)."""
    is_adjective = (
        RUSSIAN_ADJECTIVE.fullmatch(word) is not None or word in _OTHER_CAPITALS
    )
    return is_adjective and _OWN_CAPITAL.fullmatch(word) is None


def _is_city_word(case: Case) -> bool:
    """Say whether English *capital* is a city and not money or a letter."""
    before = [word.lower for word in case.left[:1]]
    if before not in (["the"], ["our"]):
        return False
    following = case.right[0] if case.right else None
    if following is None or following.gap.strip():
        return True
    if following.lower == "of":
        return any(
            word.lower.startswith(("kazakh", "country", "republic"))
            for word in case.right[1:4]
        )
    return following.lower in _AFTER_CAPITAL


def _find_organisation(text: str, case: Case) -> str:
    """Find by what the name is part of the name of an organisation."""
    written = _find_written(text, case)
    if written:
        return written
    if case.is_marked and case.kind in ADMINISTRATIVE:
        # "Майская центральная районная больница" bears the name; "школа Майского
        # района" stands there.
        is_named = case.rule == "type-adjective" and _has_head_noun(text, case)
        return "head-noun" if is_named else ""
    if _is_company(case):
        return "company"
    if _is_quoted_name(text, case):
        return "quoted"
    return "head-noun" if _is_bound(case) or _has_head_noun(text, case) else ""


def _is_company(case: Case) -> bool:
    """Say whether a legal form or *Air* beside a name makes it a company's."""
    is_airline = bool(case.left) and case.left[0].lower in {"air", "эйр", "fly"}
    return is_airline or _is_form(case.left) or _is_form(case.right)


def _is_form(words: Sequence[Word]) -> bool:
    """Read *АО Нур-Актау, astana-rec jsc*: a legal form, perhaps over a hyphen."""
    beside = words[1:2] if words and words[0].gap == "-" else words[:1]
    return any(word.gap == " " and word.text in _COMPANIES for word in beside)


def _is_bound(case: Case) -> bool:
    """Say whether a prelate or a movement before a name makes it a title's."""
    left = case.left[0] if case.left else None
    if left is None or not left.gap.isspace():
        return False
    if case.is_adjective and _PRELATE.fullmatch(left.lower):
        return True
    return not case.is_base and _MOVEMENT.fullmatch(left.lower) is not None


def _find_written(text: str, case: Case) -> str:
    """Find whether the way a name is written makes it part of another."""
    if case.match.is_glued:
        return "glued"
    if _is_address(text, case):
        return "address"
    return "event" if _YEAR_TAIL.match(text, case.end) else ""


def _is_address(text: str, case: Case) -> bool:
    """Say whether the name is part of an address of the web or of mail."""
    if not (case.surface.isascii() and case.surface.islower()):
        return False
    before = text[max(0, case.start - 1) : case.start]
    return (
        before in {"@", "/", "_"}
        or _ADDRESS_TAIL.match(text, case.end) is not None
        or (_SLUG.match(text, case.end) is not None)
    )


def _is_quoted_name(text: str, case: Case) -> bool:
    """Say whether a short quotation around the name is a title.

    Routes (*«Нұр-Сұлтан – Қостанай»*) are quoted too and name places, and so are parts
    of speech; but a legal form or a noun for a title beside the quotation makes it one
    (*ТОО «Дана-Аягоз», медаль «Астанаға 10 жыл»*).
    """
    before = text[max(0, case.start - _KIND_SPAN) : case.start].replace(*_ENTITY)
    opening = max(map(before.rfind, _QUOTE_OPEN))
    if opening < 0:
        return False
    after = text[case.end : case.end + _KIND_SPAN].replace(*_ENTITY)
    closings = [at for mark in _QUOTE_CLOSE if (at := after.find(mark)) >= 0]
    if not closings:
        return False
    closing = min(closings)
    inside = before[opening + 1 :] + case.surface + after[:closing]
    is_long = max(len(before) - opening, closing) > _QUOTED_SPAN
    if is_long or len(inside.split()) > _QUOTED_WORDS or re.search("[«»“”]", inside):
        return False
    if _TITLE_BEFORE.search(before[:opening]) or _TITLE_AFTER.match(after, closing + 1):
        return True
    is_route = _ROUTE_BEFORE.search(before[opening + 1 :]) or _ROUTE_AFTER.match(after)
    return case.is_base and not is_route


def _has_head_noun(text: str, case: Case) -> bool:
    """Say whether a noun for an organisation is the head of the name."""
    if not (case.is_base or case.is_adjective):
        return False
    words = case.right
    if case.rule == "type-adjective":
        words = _list_after_adjective(text, case)
    for step, word in enumerate(words[:_HEAD_WORDS]):
        if word.gap.strip(" \u00a0»«\n") or word.gap.count("\n") > 1:
            return False
        if word.cue == "organisation":
            return _is_named_head(case, word)
        if word.cue in {"government", "history"} or word.cue.startswith(
            ("region", "city")
        ):
            return False
        if not _continues(case, word, step):
            return False
    return False


def _list_after_adjective(text: str, case: Case) -> list[Word]:
    """List the words after *областной, облыстық*, and after whom a body is named.

    *Атырау облыстық Махамбет Өтемісов атындағы театры*.
    """
    own = next(word for word in case.right if word.lower == case.type_word)
    words = list_words_right(text, own.end, _NAMED_WORDS)
    for index, word in enumerate(words):
        if word.gap.strip(" .") or word.cue == "organisation":
            return words
        if word.lower == "атындағы":
            return words[index + 1 :]
    return words


def _is_named_head(case: Case, word: Word) -> bool:
    """Say whether the head can end a name: *schools of the city* are many."""
    lower = word.lower
    if _PLURAL_HEAD.search(lower):
        return False
    if case.is_adjective and case.surface.lower().endswith(PLURAL_ADJECTIVE):
        return False
    # A Kazakh head of a name carries the possessive: зауыты, университетінде.
    return case.is_adjective or lower.isascii() or bool(_POSSESSED.fullmatch(lower))


def _continues(case: Case, word: Word, step: int) -> bool:
    """Say whether a word may stand between a name and its head noun."""
    lower = word.lower
    if lower.isascii():
        return step < _ENGLISH_STEPS and lower not in _ENGLISH_LINKS
    if RUSSIAN_ADJECTIVE.fullmatch(lower):
        return True
    return not (case.is_adjective and not case.is_base) and not _CASED_KAZAKH.fullmatch(
        lower
    )
