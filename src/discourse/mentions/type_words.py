"""Which type word belongs to a name: region, city, district, street?

Reads the words beside each name; what the names of a list share is read in
:mod:`discourse.mentions.lists`.
"""

import re
from dataclasses import dataclass

from discourse.mentions.cues import Word, list_words_left, list_words_right
from discourse.mentions.gazetteer import Reading
from discourse.mentions.matching import Match

# Words kept before a name.
CONTEXT_LEFT = 5
CITIES = frozenset({"city", "city_of_republic"})
ADMINISTRATIVE = frozenset({"region", "city", "district"})
PLURAL_ADJECTIVE = ("ые", "ие", "ых", "их", "ыми", "ими")

_FIGURE = re.compile(r"\s*\(\s*\d[^()]{0,30}\)(?=[\s,и]|област|район|облыс|аудан)")
_RIGHT_GAP = re.compile(r"[\s\u00a0]*[»”\"]?[\s\u00a0]*|\.?[\s\u00a0]+|-")
# "Северо-Казахстанской (Кокшетауской) области": the other name of a region.
_CLOSED_GAP = re.compile(r"\)[\s\u00a0]*")
_LEFT_GAP = re.compile(r"\.?[\s\u00a0]*[:«“\"]?[\s\u00a0]*")
_LIST_GAP = re.compile(r"\.?[\s\u00a0]*[(:][\s\u00a0]*[«“\"]?")
_YEAR_BEFORE = re.compile(r"\d\s*$")
_COUNTED = re.compile(r"\d[\s\u00a0]+$")
_CASED_TYPE = re.compile("облысы(?:ның|ндағы|нда|нан|на|н|мен)?")
# Russian words for streets stand before the name, Kazakh and English ones after it.
_STANDS_BEFORE = re.compile(
    r"улиц.*|ул|проспект.*|пр|пр-т.*|пр-кт|просп|площад.*|пл|микрорайон.*|мкр|мкрн"
    r"|мкр-н|переул.*|бульвар.*|имени|им|озер.*|рек.*|водохран.*|канал(?:а|у|ом|е|ов)?|гор.*"
)
_STANDS_AFTER = re.compile(
    r"(?:облыс|аудан|қала|ауыл|көше|көл|тау|өзен|даңғыл|атын|өңір|аймағы|кент).*"
)
_ABBREVIATED = frozenset({"г", "с", "п", "р-н", "ст"})
# "Боровской с.", "Тимирязев а.": at the end of an item only.
_VILLAGE_AFTER = frozenset({"с", "а", "п"})
_ABBREVIATED_AFTER = re.compile(r"\.[ \t]*(?:$|[,;)\n])")
_SHORTEST_VILLAGE = 3
_TYPE_OF = {
    "region": "region",
    "regions": "region",
    "region-adjective": "region",
    "land": "region",
    "city": "city",
    "cities": "city",
    "city-adjective": "city",
    "district": "district",
    "districts": "district",
    "district-adjective": "district",
    "village": "village",
    "street": "street",
    "nature": "nature",
}
_PLURALS = frozenset({"regions", "cities", "districts"})
_ADJECTIVES = frozenset(
    {"region-adjective", "city-adjective", "district-adjective", "land"}
)
# A Kazakh noun stays in the singular after a number.
_COUNTED_AS_SINGULAR = frozenset({"аудан", "қала", "облыс"})
_CENTRAL = frozenset({"орталық", "central"})
_CENTRAL_ADJECTIVE = re.compile(
    r"(?:центральн|территориальн|межрайонн|специализированн)\w{2,3}"
)
_BEFORE_OF = frozenset({"city", "cities", "region", "regions", "district", "districts"})


@dataclass(slots=True, kw_only=True)
class Case:
    """A match with what stands around it and what was decided so far.

    Attributes
    ----------
    match : Match
        The name.
    surface : str
        The name as written.
    is_adjective, is_base : bool
        The name can be an adjective; it can be a noun in its base form.
    right, left : list of Word
        Words beside it, nearest first.
    start, end : int
        Span of the mention, with the type word where it belongs inside.
    kind : str
        What the type word says: region, city, district, village, street, nature;
        empty without one.
    rule : str
        The rule that gave the kind.
    is_marked : bool
        The type word is the name's own, not shared from a list.
    type_word : str
        The own type word, in lower case; empty without one.
    """

    match: Match
    surface: str
    is_adjective: bool
    is_base: bool
    right: list[Word]
    left: list[Word]
    start: int
    end: int
    kind: str = ""
    rule: str = ""
    is_marked: bool = False
    type_word: str = ""

    def mark(self, kind: str, rule: str, word: str = "") -> None:
        """Note the type word that belongs to this name."""
        self.kind, self.rule, self.is_marked = kind, rule, True
        self.type_word = word


def fits_kind(reading: Reading, kind: str) -> bool:
    """Say whether a reading is of the kind a type word names."""
    if reading.shape in {"people", "derived"}:
        return False
    if kind == "city":
        return reading.place.kind in CITIES
    return reading.place.kind == kind


def open_case(text: str, match: Match) -> Case:
    """Open the case of a match: what stands around it, and its own type word.

    Parameters
    ----------
    text : str
        The passage.
    match : Match
        A name in it.

    Returns
    -------
    Case
        Marked where a type word beside the name belongs to it.
    """
    figure = _FIGURE.match(text, match.end)
    readings = match.readings
    case = Case(
        match=match,
        surface=text[match.start : match.end],
        is_adjective=any(r.place.pos == "adjective" for r in readings),
        is_base=any(r.shape == "base" and r.place.pos != "adjective" for r in readings),
        right=list_words_right(text, figure.end() if figure else match.end, 5),
        left=list_words_left(text, match.start, CONTEXT_LEFT),
        start=match.start,
        end=match.end,
    )
    _read_type_word(text, case)
    return case


def _read_type_word(text: str, case: Case) -> None:
    """Find the type word that belongs to this one name."""
    _mark_named(case)
    if case.is_marked:
        return
    right = case.right[0] if case.right else None
    if (
        right is not None
        and (
            (_RIGHT_GAP.fullmatch(right.gap) and not _ends_sentence(right))
            or (right.cue == "region" and _CLOSED_GAP.fullmatch(right.gap))
        )
        and (case.is_adjective or case.is_base)
    ):
        if right.cue == "region" or (
            right.cue == "regions" and right.lower == "области"
        ):
            _mark_region(text, case, right)
        else:
            _mark_right(text, case, right)
    if not case.is_marked:
        _mark_over_adjective(case)
    if not case.is_marked and case.left:
        _mark_left(text, case)


def _ends_sentence(right: Word) -> bool:
    """Say whether the full stop before a word ends a sentence: *Павлодар. Область*."""
    return "." in right.gap and right.text[0].isupper()


def _mark_over_adjective(case: Case) -> None:
    """Read *Качирская центральная районная*, *Баянауыл орталық аудандық*."""
    if len(case.right) <= 1:
        return
    near, far = case.right[:2]
    if near.gap.strip() or far.gap.strip():
        return
    is_between = near.lower in _CENTRAL or (
        case.is_adjective and _CENTRAL_ADJECTIVE.fullmatch(near.lower) is not None
    )
    kind = _TYPE_OF.get(far.cue, "")
    if is_between and far.cue in _ADJECTIVES - {"land"} and has_kind(case, kind):
        case.mark(kind, "type-adjective", far.lower)


def _mark_named(case: Case) -> None:
    """Read *район имени М. Жумабаева*, *М. Жұмабаев атындағы аудан*."""
    left, right = case.left[:2], case.right[:2]
    if not (
        (left and left[0].lower in {"имени", "им"})
        or (right and right[0].lower == "атындағы")
    ):
        return
    cues = {word.cue for word in (*left[1:], *right)}
    if cues & {"district", "districts"} and has_kind(case, "district"):
        case.mark("district", "type-word")


def _mark_right(text: str, case: Case, right: Word) -> None:
    cue, word = right.cue, right.lower
    kind = _TYPE_OF.get(cue, "")
    if cue in _PLURALS:
        case.mark(kind, "plural-type-word", word)
    elif cue in _ADJECTIVES:
        # "Ақтау өңірі", the land around a town that names no region.
        if cue != "land" or has_kind(case, kind):
            case.mark(kind, "type-adjective", word)
    elif cue in {"city", "district"}:
        if _follows_name(case, word):
            case.mark(kind, "type-word", word)
    elif cue == "nature" and case.is_adjective:
        case.mark("nature", "nature")
    elif case.is_base or not case.is_adjective:
        _mark_other(text, case, right)


def _mark_other(text: str, case: Case, right: Word) -> None:
    """Note a village, street or lake that bears the name."""
    cue, word = right.cue, right.lower
    kind = _TYPE_OF.get(cue, "")
    if cue == "village":
        if word in _VILLAGE_AFTER and _ABBREVIATED_AFTER.match(text, right.end):
            case.mark("village", "village")
        # "ауыл шаруашылығы" is agriculture.
        further = case.right[1].lower if len(case.right) > 1 else ""
        # "жүзден аса ауыл" counts villages, "Аса ауылы" is one.
        is_common = word == "ауыл" and case.surface[0].islower()
        is_farming = further.startswith("шаруашыл")
        if len(word) >= _SHORTEST_VILLAGE and not (is_common or is_farming):
            case.mark("village", "village")
    elif kind and not _STANDS_BEFORE.fullmatch(word) and not _is_port(case):
        case.mark(kind, cue)
    elif word == "су" and [x.cue for x in case.right[1:2]] == ["nature"]:
        # Kazakh "су қоймасы", a reservoir.
        case.mark("nature", "nature")


def _is_port(case: Case) -> bool:
    """Say whether the water beside a name belongs to a port (*теңіз порты*)."""
    return any(word.lower.startswith(("порт", "port")) for word in case.right[1:4])


def _follows_name(case: Case, word: str) -> bool:
    """Say whether a type word after a name can belong to it.

    After a Russian noun the next word opens another phrase (*Алматы город ...*), and
    a one-letter abbreviation belongs to what follows it.
    """
    if len(word) <= 1 and word != "қ":
        return False
    return case.is_adjective or not word.startswith(("город", "район", "гор"))


def _mark_region(text: str, case: Case, right: Word) -> None:
    word, surface = right.lower, case.surface.lower()
    is_plural = (word == "области" and surface.endswith(("ая", "ую", "ие", "ые"))) or (
        word.startswith("област") and surface.endswith(PLURAL_ADJECTIVE)
    )
    if is_plural:
        case.mark("region", "plural-type-word", word)
        return
    if ")" in right.gap:
        case.mark("region", "plural-type-word", word)
        return
    case.mark("region", "type-word", word)
    # A word run on by mistake (облысыныңәкімдігі) is no part of the name.
    cased = _CASED_TYPE.match(word)
    case.end = right.start + cased.end() if cased else right.end
    if word == "обл" and text[right.end : right.end + 1] == ".":
        case.end += 1


def _mark_left(text: str, case: Case) -> None:
    left = _find_before_of(case)
    is_of = left is not None
    if left is None:
        left = case.left[0]
        if _opens_list(text, left):
            case.mark(_TYPE_OF[left.cue], "plural-type-word-before", left.lower)
            return
        if not _LEFT_GAP.fullmatch(left.gap):
            return
    kind = _TYPE_OF.get(left.cue, "")
    if not kind or left.cue in _ADJECTIVES or not _precedes_name(text, left, is_of):
        return
    if (
        case.is_adjective
        and kind in ADMINISTRATIVE
        and not any(r.place.pos == "noun" for r in case.match.readings)
    ):
        # "город Алматинской области": the adjective has a head of its own.
        return
    if not _agrees(case, left, kind):
        return
    is_plural = left.cue in _PLURALS or _is_doubled(case, left)
    rule = "plural-type-word-before" if is_plural else "type-word-before"
    case.mark(kind, rule, left.lower)
    if kind == "region":
        case.start = left.start


def _agrees(case: Case, left: Word, kind: str) -> bool:
    """Say whether the form of a name lets a type word before it be its own.

    *Область* stands before the nominative (*области Абай*, not *области Павлодаре*),
    and what follows a Russian word for a water is no Kazakh form (*бұл канал
    Екібастұзда*).
    """
    if kind == "region" and not left.lower.isascii():
        return case.is_base
    if left.lower in {"имени", "им"}:
        # "в Шуском, имени Г. Мусрепова и Есильском районах": left to the list.
        return any(r.place.kind != "district" for r in case.match.readings)
    if kind in {"nature", "street"} and not left.lower.isascii():
        return any(
            r.place.language != "kk" or r.shape == "base" for r in case.match.readings
        )
    return True


def _is_doubled(case: Case, left: Word) -> bool:
    """Say whether an abbreviation is written twice for the plural: *г.г. Астаны*."""
    further = case.left[1] if len(case.left) > 1 else None
    return (
        left.lower == "г"
        and further is not None
        and further.lower == "г"
        and further.gap.strip() == "."
    )


def _opens_list(text: str, left: Word) -> bool:
    """Say whether a type word opens a list: *районов (*, *9 аудан (*, *regions: *."""
    if _LIST_GAP.fullmatch(left.gap) is None:
        return False
    if left.cue in _PLURALS:
        return True
    before = text[max(0, left.start - 8) : left.start]
    return left.lower in _COUNTED_AS_SINGULAR and bool(_COUNTED.search(before))


def _find_before_of(case: Case) -> Word | None:
    """Find the type word of *city of X*, *districts of the X*."""
    words = [word.lower for word in case.left[:3]]
    position = 1 if words[:1] == ["of"] else 2 if words[:2] == ["the", "of"] else 0
    if not position or len(case.left) <= position:
        return None
    word = case.left[position]
    return word if word.cue in _BEFORE_OF else None


def _precedes_name(text: str, left: Word, is_of: bool) -> bool:  # noqa: FBT001
    """Say whether a type word before a name can belong to it."""
    word = left.lower
    if is_of:
        return True
    if len(left.text) == 1 and left.text.isupper():
        # "А.Карасай" is a person, "а. Карасай" a village.
        return False
    if word in _ABBREVIATED:
        before = text[max(0, left.start - 2) : left.start]
        if _YEAR_BEFORE.search(before) or (word != "г" and "." not in left.gap):
            return False
    # In Kazakh and English the type word stands after the name, but "Lake Balkhash".
    if word in {"lake", "mount"}:
        return True
    return not word.isascii() and _STANDS_AFTER.fullmatch(word) is None


def has_kind(case: Case, kind: str) -> bool:
    """Say whether a name can be a place of the kind a type word names."""
    return any(fits_kind(reading, kind) for reading in case.match.readings)
