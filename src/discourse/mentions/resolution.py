"""Which region does a name mean here, and does it stand for the place at all?

Rules over the words beside a name, in an order that goes from the plainest evidence
(a type word) to the weakest (what else the document names). Where the evidence does
not decide, the answer says so: status ambiguous, with candidates and weights.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from discourse.mentions.cues import (
    Word,
    is_authority,
    list_words_left,
    list_words_right,
)
from discourse.mentions.gazetteer import Reading
from discourse.mentions.matching import Match

LEVELS = ("region", "city_of_republic", "city", "district", "macro")
_CITIES = frozenset({"city", "city_of_republic"})

_COORDINATION = re.compile(
    r"""[\s\u00a0]*
    (?:[-–—]?\s*\(?\s*\d+(?:\s?[.,]\s?\d+)?\s*%?\s*\)?)?      # a figure after a name
    [\s\u00a0]*
    (?:,|/|;|\bи\b|\bили\b|\bа\s+также\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b
      |\band\b|\bor\b|&|,\s*(?:и|and|және)\b|-\s*и\b)
    \s*(?:в|во|на|по|the|in|of)?[\s\u00a0]*""",
    re.VERBOSE | re.IGNORECASE,
)
_LINK = re.compile(
    r"и|или|а|в|на|по|мен|пен|бен|және|and|or|in|on|of|is|are|was|were|to|the|section"
)
_ROUTE = re.compile(r"\s*[-–—]\s*")
_CONTAINER = re.compile(r"[»”\"]?\s*(?:,|\(|of|in|the|\s)*\s*", re.IGNORECASE)
_STOP = re.compile(r"[.;:!?()«»\"“”\n]")
_INITIAL = re.compile(r"(?:^|[^\w])[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s*$")
_QUOTE_OPEN = "«“\"„'"
_QUOTE_CLOSE = "»”\"'"
_YEAR_TAIL = re.compile(r"[-–]\s?\d{2,4}\b")
_YEAR_BEFORE = re.compile(r"\d\s*$")
_COMPASS = re.compile(
    r"(?:южн|северн|восточн|западн|средн|центральн)\w{2,3}|оңтүстік|солтүстік"
    r"|шығыс|батыс|south|north|east|west|southern|northern|eastern|western",
    re.IGNORECASE,
)
_ADJECTIVAL = re.compile(
    r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ые|ие|ых|их|ыми|ими)"
)
_PLURAL_HEAD = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)[ыі]\w*$|\w{4,}(?:ов|ев|ах|ях|ам|ям|ами|ями)$"
    r"|(?:schools|banks|plants)$"
)
_AFTER_CITY = frozenset(
    "city and is was in has will with on to from for where which at by were".split()
)
_PLURAL_ADJECTIVE = ("ые", "ие", "ых", "их", "ыми", "ими")
_CASED_KAZAKH = re.compile(
    r"\w{3,}(?:дағы|дегі|тағы|тегі|да|де|та|те|дан|ден|тан|тен|нан|нен|ға|ге|қа|ке)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name read in its context."""

    start: int
    end: int
    regions: tuple[tuple[str, float], ...]
    level: str | None
    sense: str
    rule: str
    is_open: bool = False


@dataclass(slots=True, kw_only=True)
class _Case:
    """A match with what stands around it."""

    match: Match
    surface: str
    right: list[Word]
    left: list[Word]
    kind: str = ""
    rule: str = ""
    end: int = 0
    start: int = 0
    is_marked: bool = False


def resolve_matches(
    text: str,
    matches: Sequence[Match],
    *,
    days: tuple[str, str],
    known: frozenset[str] = frozenset(),
) -> list[Found]:
    """Read each match in its context.

    Parameters
    ----------
    text : str
        The passage.
    matches : sequence of Match
        What :meth:`Matcher.find_matches` found in it.
    days : tuple of (str, str)
        First and last day the document may be of, in ISO format; equal where the date
        is known.
    known : frozenset of str
        Regions the document names elsewhere without doubt.

    Returns
    -------
    list of Found
        The names that count, in the order of the text; look-alikes are left out.
    """
    cases = [_open_case(text, match) for match in matches]
    for case in cases:
        _read_type_word(text, case)
    for chain in _list_chains(text, cases):
        _share_type_word(chain)
    is_small = text == text.lower()
    accepted: list[tuple[_Case, tuple[Reading, ...]]] = []
    pending: list[tuple[int, _Case, tuple[Reading, ...]]] = []
    for index, case in enumerate(cases):
        readings = _choose_readings(case)
        if not readings:
            continue
        if _has_evidence(text, case, readings, is_small=is_small):
            accepted.append((case, readings))
        else:
            pending.append((index, case, readings))
    # A name without evidence of its own counts in a list or on a route of names that
    # count.
    sure = {id(case) for case, _ in accepted}
    for index, case, readings in pending:
        if _stands_in_list(text, cases, index, sure) and not _is_person(text, case):
            case.rule = "list"
            accepted.append((case, readings))
    accepted.sort(key=lambda item: item[0].match.start)
    found = [_judge(text, case, readings, days=days) for case, readings in accepted]
    found = [item for item in found if item is not None]
    found = _share_sense(text, found)
    return _settle_open(text, found, known)


def _open_case(text: str, match: Match) -> _Case:
    figure = _FIGURE.match(text, match.end)
    return _Case(
        match=match,
        surface=text[match.start : match.end],
        right=list_words_right(text, figure.end() if figure else match.end, 5),
        left=list_words_left(text, match.start, 7),
        start=match.start,
        end=match.end,
    )


# -- type words ---------------------------------------------------------------------

_RIGHT_GAP = re.compile(r"[\s\u00a0]*[»”\"]?[\s\u00a0]*|\.?[\s\u00a0]+|-")
_FIGURE = re.compile(r"\s*\(\s*\d+(?:\s?[.,]\s?\d+)?\s*%?\s*\)")
_LEFT_GAP = re.compile(r"\.?[\s\u00a0]*[:«“\"]?[\s\u00a0]*|\s+of\s+")
# Russian words for streets stand before the name, Kazakh and English ones after it.
_STANDS_BEFORE = re.compile(
    r"улиц.*|ул|проспект.*|пр|пр-т.*|пр-кт|просп|площад.*|пл|микрорайон.*|мкр|мкрн"
    r"|мкр-н|переул.*|бульвар.*|имени|им|озер.*|рек.*|водохран.*|канал.*|гор.*"
)
_STANDS_AFTER = re.compile(
    r"(?:облыс|аудан|қала|ауыл|көше|көл|тау|өзен|даңғыл|атын|өңір|аймағы|кент).*"
)
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


def _is_adjective(case: _Case) -> bool:
    return any(reading.place.pos == "adjective" for reading in case.match.readings)


def _read_type_word(text: str, case: _Case) -> None:
    """Find the type word that belongs to this one name."""
    right = case.right[0] if case.right else None
    left = case.left[0] if case.left else None
    if right is not None and _RIGHT_GAP.fullmatch(right.gap):
        cue = right.cue
        is_shaped = any(r.shape == "base" for r in case.match.readings)
        if _is_adjective(case) or is_shaped:
            if cue == "region" or (
                cue == "regions" and right.text.lower() == "области"
            ):
                _mark_region(text, case, right)
                return
            if cue in ("regions", "cities", "districts"):
                case.kind, case.rule = _TYPE_OF[cue], "plural-type-word"
                case.is_marked = True
                return
            if cue in ("city", "district") and _fits_right(case, right):
                case.kind, case.rule, case.is_marked = _TYPE_OF[cue], "type-word", True
                return
            if cue in ("region-adjective", "city-adjective", "district-adjective"):
                case.kind, case.rule, case.is_marked = (
                    _TYPE_OF[cue],
                    "type-adjective",
                    True,
                )
                return
            if (
                cue in ("street", "nature")
                and not _is_adjective(case)
                and not _STANDS_BEFORE.fullmatch(right.text.lower())
            ):
                case.kind, case.rule, case.is_marked = cue, cue, True
                return
            if cue == "village" and len(right.text) > 2 and not _is_adjective(case):
                case.kind, case.rule, case.is_marked = "village", "village", True
                return
            if right.text.lower() == "су" and len(case.right) > 1:
                if case.right[1].cue == "nature":
                    case.kind, case.rule, case.is_marked = "nature", "nature", True
                    return
    if left is not None and (_LEFT_GAP.fullmatch(left.gap) or _is_of(case)):
        _read_left_type_word(text, case, left)


def _fits_right(case: _Case, right: Word) -> bool:
    """Say whether a type word after a name can belong to it.

    After a Russian noun the next word opens another phrase (*Алматы город ...*), and
    a one-letter abbreviation belongs to what follows it.
    """
    word = right.text.lower()
    if len(word) <= 1 and word != "қ":
        return False
    return _is_adjective(case) or not word.startswith(("город", "район", "гор"))


def _is_of(case: _Case) -> bool:
    words = [word.text.lower() for word in case.left[:3]]
    return words[:1] == ["of"] or words[:2] == ["the", "of"]


def _read_left_type_word(text: str, case: _Case, left: Word) -> None:
    if _is_of(case):
        rest = [w for w in case.left[:4] if w.text.lower() not in ("of", "the")]
        if not rest:
            return
        left = rest[0]
        if left.cue not in (
            "city",
            "cities",
            "region",
            "district",
            "town",
            "districts",
        ):
            return
    cue = left.cue
    kind = _TYPE_OF.get(cue, "")
    if not kind or cue in ("region-adjective", "city-adjective", "district-adjective"):
        return
    word = left.text.lower()
    if word in ("г", "с", "п", "р-н", "ст"):
        before = text[max(0, left.start - 2) : left.start]
        if _YEAR_BEFORE.search(before) or (word != "г" and "." not in left.gap):
            return
    if re.search("[a-z]", word) and not _is_of(case):
        # In English the type word stands after the name or before "of".
        return
    if _STANDS_AFTER.fullmatch(word):
        # In Kazakh the type word stands after the name.
        return
    if _is_adjective(case) and kind in ("region", "city", "district"):
        # "город Алматинской области": the adjective has a head of its own.
        if not any(r.place.pos == "noun" for r in case.match.readings):
            return
    case.kind, case.rule, case.is_marked = kind, "type-word-before", True
    if kind == "region":
        case.start = left.start
    if cue in ("cities", "regions", "districts"):
        case.rule = "plural-type-word-before"


_CASED_TYPE = re.compile("облысы(?:ның|ндағы|нда|нан|на|н|мен)?")


def _mark_region(text: str, case: _Case, right: Word) -> None:
    case.kind, case.is_marked = "region", True
    word = right.text.lower()
    surface = case.surface.lower()
    if word == "области" and surface.endswith(("ая", "ую", "ие", "ые")):
        case.rule = "plural-type-word"
        return
    if surface.endswith(_PLURAL_ADJECTIVE) and word.startswith("област"):
        case.rule = "plural-type-word"
        return
    case.rule = "type-word"
    case.end = right.end
    cased = _CASED_TYPE.match(word)
    if cased is not None:
        # A word run on by mistake (облысыныңәкімдігі) is no part of the name.
        case.end = right.start + cased.end()
    if word == "обл" and text[right.end : right.end + 1] == ".":
        case.end += 1


# -- coordination -------------------------------------------------------------------


def _list_chains(text: str, cases: Sequence[_Case]) -> Iterable[list[_Case]]:
    chain: list[_Case] = []
    for case in cases:
        if chain and not _COORDINATION.fullmatch(text[chain[-1].end : case.start]):
            yield chain
            chain = []
        chain.append(case)
    if chain:
        yield chain


def _share_type_word(chain: Sequence[_Case]) -> None:
    """Give the plural type word of a list to the names that have none."""
    if len(chain) < 2:
        return
    shared = ""
    needs_adjective = False
    for case in reversed(chain):
        if case.is_marked:
            # A type word in the singular serves a list of adjectives, and a list of
            # districts; a plural one serves any names.
            is_plural = case.rule == "plural-type-word"
            is_before = case.rule.endswith("type-word-before")
            needs_adjective = not is_plural and case.kind != "district"
            serves = is_plural or _is_adjective(case) or case.kind == "district"
            shared = case.kind if serves and not is_before else ""
            continue
        if (
            shared
            and _has_kind(case, shared)
            and (_is_adjective(case) or not needs_adjective)
        ):
            case.kind, case.rule = shared, "coordination"
        else:
            shared = ""
    shared = ""
    for case in chain:
        if case.is_marked or case.kind:
            is_before = case.rule in ("plural-type-word-before", "type-word-before")
            shared = case.kind if is_before and case.kind != "street" else ""
            continue
        if shared and _has_kind(case, shared):
            case.kind, case.rule = shared, "coordination"
        else:
            shared = ""


def _has_kind(case: _Case, kind: str) -> bool:
    return any(_fits_kind(reading, kind) for reading in case.match.readings)


def _fits_kind(reading: Reading, kind: str) -> bool:
    if reading.shape in ("people", "derived"):
        return False
    if kind == "city":
        return reading.place.kind in _CITIES
    return reading.place.kind == kind


# -- readings -----------------------------------------------------------------------


def _choose_readings(case: _Case) -> tuple[Reading, ...]:
    """Keep the readings that the type word allows."""
    readings = case.match.readings
    others = tuple(
        r for r in readings if r.place.kind == "other" and not r.place.spans[0][0]
    )
    if others:
        return others
    if case.kind in ("region", "city", "district"):
        fitting = tuple(r for r in readings if _fits_kind(r, case.kind))
        if fitting:
            return fitting
        if case.kind == "city":
            return tuple(r for r in readings if r.place.kind == "other")
        return ()
    if case.kind in ("street", "nature", "village"):
        return readings
    free = tuple(r for r in readings if r.place.evidence != "cue")
    pool = free or tuple(r for r in readings if r.place.kind != "district")
    if not pool:
        pool = readings
    for kinds in (_CITIES, {"region"}, {"other", "macro"}, {"district"}):
        chosen = tuple(r for r in pool if r.place.kind in kinds)
        if chosen:
            return chosen
    return ()


def _has_evidence(
    text: str, case: _Case, readings: Sequence[Reading], *, is_small: bool
) -> bool:
    """Say whether a name may count without help from its neighbors."""
    if case.kind in ("region", "city", "district", "village"):
        return True
    if case.kind in ("street", "nature"):
        return all(r.place.evidence != "cue" for r in readings)
    is_capital = case.surface[0].isupper()
    for reading in readings:
        place = reading.place
        if place.pos == "epithet":
            return True
        if reading.shape in ("derived", "people"):
            if place.evidence == "free" or is_capital:
                return place.evidence != "cue"
            continue
        if place.evidence == "free" and (
            is_capital or is_small or place.pos == "adjective"
        ):
            return not _is_person(text, case)
        if place.evidence == "capital" and is_capital:
            return not _is_person(text, case)
    return False


def _is_person(text: str, case: _Case) -> bool:
    """Say whether initials or a first name make the name a person's."""
    before = text[max(0, case.match.start - 5) : case.match.start]
    return bool(_INITIAL.search(before)) and not re.search(r"[гГсС]\.\s*$", before)


def _ends_item(text: str, case: _Case) -> bool:
    """Say whether a name ends where an item of a list may end.

    *nur-sultan - altai kulginov* and *арыстан-баб* go on with a word that makes the
    name part of another.
    """
    if text[case.end : case.end + 1] == "-":
        return False
    if all(r.place.evidence != "cue" for r in case.match.readings):
        return True
    following = case.right[0] if case.right else None
    return (
        following is None
        or bool(following.gap.strip())
        or bool(following.cue)
        or _LINK.fullmatch(following.text.lower()) is not None
    )


def _stands_in_list(
    text: str, cases: Sequence[_Case], index: int, sure: set[int]
) -> bool:
    case = cases[index]
    if any(r.shape in ("derived", "people") for r in case.match.readings):
        return False
    if case.kind in ("street", "nature"):
        return False
    if not any(r.place.kind in _CITIES | {"region"} for r in case.match.readings):
        return False
    if not case.surface[0].isupper() and text != text.lower():
        return False
    if not _ends_item(text, case):
        return False
    for step in (-1, 1):
        other = index + step
        if 0 <= other < len(cases) and id(cases[other]) in sure:
            first, second = sorted((index, other))
            gap = text[cases[first].end : cases[second].start]
            if _COORDINATION.fullmatch(gap) or _ROUTE.fullmatch(gap):
                return True
            # "Абай, Карагандинская область": the region that holds it follows.
            if (
                step == 1
                and cases[other].kind == "region"
                and _CONTAINER.fullmatch(gap)
            ):
                return True
            # "Аксу (Ермак)": another name of the place before.
            if step == -1 and gap.strip() == "(" and text[case.end :][:1] == ")":
                return True
    return False


# -- sense --------------------------------------------------------------------------


def _judge(
    text: str,
    case: _Case,
    readings: Sequence[Reading],
    *,
    days: tuple[str, str],
) -> Found | None:
    places = [reading.place for reading in readings]
    kinds = {place.kind for place in places}
    if kinds == {"other"} and not any(place.spans[0][0] for place in places):
        return None
    if case.kind == "street":
        return None
    if case.kind == "village":
        return Found(
            start=case.match.start, end=case.match.end, regions=(), level=None,
            sense="place", rule="village",
        )  # fmt: skip
    if _is_history(case):
        return None
    if (
        not case.is_marked
        and case.left
        and case.left[0].gap.isspace()
        and _COMPASS.fullmatch(case.left[0].text)
        and not any(place.pos == "epithet" for place in places)
    ):
        return None
    sense, sense_rule = _find_sense(text, case, readings)
    if sense == "":
        return None
    regions: dict[str, None] = {}
    for place in places:
        regions.update(dict.fromkeys(place.list_regions(*days)))
    level = _find_level(case, kinds)
    rule = "-".join(filter(None, (case.rule or "name", sense_rule)))
    share = 1.0 / len(regions) if regions else 0.0
    weights = tuple((region, share) for region in sorted(regions))
    is_open = False
    if not case.kind and level == "city_of_republic" and _is_adjective(case):
        # An adjective without a head may come from the city or from the region that
        # bears the same name; which is more likely is not known.
        extra = {
            region
            for reading in case.match.readings
            if reading.place.kind == "region"
            for region in reading.place.list_regions(*days)
        }
        if extra - set(regions):
            both = sorted(set(regions) | extra)
            weights = tuple((region, 1.0 / len(both)) for region in both)
            rule += "-adjective"
    is_open = len(weights) > 1
    return Found(
        start=case.start, end=case.end, regions=weights, level=level, sense=sense,
        rule=rule, is_open=is_open,
    )  # fmt: skip


def _find_level(case: _Case, kinds: set[str]) -> str | None:
    if case.kind == "region":
        return "region"
    for level in LEVELS[1:4]:
        if level in kinds:
            return level
    if "region" in kinds:
        return "region"
    if "macro" in kinds:
        return "macro"
    return "city"


def _is_history(case: _Case) -> bool:
    """Say whether a military district or an old province bears the name."""
    for word in case.right[:2]:
        if word.gap.strip() or word.cue in ("region", "regions"):
            break
        if word.cue == "history" and word.text.lower().startswith(
            ("фронт", "генерал-губ", "легион", "кра", "военн", "федерал", "ханств")
        ):
            return not case.is_marked and word.text.lower() not in ("краткий",)
    left = case.left[0] if case.left else None
    return left is not None and left.text.lower().startswith("рейхскомиссариат")


def _find_sense(text: str, case: _Case, readings: Sequence[Reading]) -> tuple[str, str]:
    shapes = {reading.shape for reading in readings}
    places = [reading.place for reading in readings]
    if any(place.pos == "epithet" for place in places):
        return _find_implied(case)
    if "people" in shapes and shapes <= {"people", "derived"}:
        return "person_or_other", "people"
    if "derived" in shapes and len(shapes) == 1:
        following = case.right[0] if case.right else None
        if following is not None and following.cue == "people":
            return "person_or_other", "people"
        return "place", "derived"
    if case.kind == "nature":
        return "person_or_other", "nature"
    if case.match.is_glued:
        return "organisation", "glued"
    if _is_address(text, case):
        return "organisation", "address"
    if _YEAR_TAIL.match(text, case.end):
        return "organisation", "event"
    organisation = _find_organisation(text, case)
    if organisation:
        return "organisation", organisation
    if _is_governed(text, case):
        return "government", "authority"
    return "place", ""


_ADDRESS_TAIL = re.compile(r"@|_|\.(?:kz|gov|com|org|net|ru|html?)\b|-[a-z]+-")


def _is_address(text: str, case: _Case) -> bool:
    """Say whether the name is part of an address of the web or of mail."""
    if not (case.surface.isascii() and case.surface.islower()):
        return False
    before = text[max(0, case.start - 1) : case.start]
    tail = _ADDRESS_TAIL.match(text, case.end)
    return (
        before in {"@", "/", "_"}
        or (tail is not None and not tail.group().endswith("-"))
        or (
            tail is not None
            and before in {"", "\n", " "}
            and text.count("-", case.end, case.end + 40) > 2
        )
    )


def _find_implied(case: _Case) -> tuple[str, str]:
    """Find whether a word for the capital means the country's own."""
    following = case.right[0] if case.right else None
    if following is not None and not following.gap.strip():
        word = following.text
        is_own = word.lower().startswith(("казахстан", "қазақ", "kazakh", "рк"))
        if word[0].isupper() and not is_own:
            return "", ""
        if word.lower() in ("мира", "мировой"):
            return "", ""
    if case.surface.isascii() and not _is_city_word(case):
        return "", ""
    return "implied", "epithet"


def _is_city_word(case: _Case) -> bool:
    """Say whether English *capital* is a city and not money or a letter."""
    if not case.left or case.left[0].text.lower() not in ("the", "our"):
        return False
    following = case.right[0] if case.right else None
    if following is None or following.gap.strip():
        return True
    if following.text.lower() == "of":
        further = case.right[1:4]
        names = [x.text.lower() for x in further]
        return any(x.startswith(("kazakh", "country", "republic")) for x in names)
    return following.text.lower() in _AFTER_CITY


def _find_organisation(text: str, case: _Case) -> str:
    """Find whether the name is part of the name of an organisation."""
    if case.is_marked and case.kind in ("region", "city", "district"):
        return ""
    left = case.left[0] if case.left else None
    is_base = any(
        r.shape == "base" and r.place.pos == "noun" for r in case.match.readings
    )
    if left is not None and left.text.lower() in ("air", "эйр"):
        return "company"
    if is_base and _is_quoted_name(text, case):
        return "quoted"
    is_adjective = _is_adjective(case)
    is_cased = not is_base and not is_adjective
    if is_cased:
        return ""
    for step, word in enumerate(case.right[:4]):
        gap = word.gap
        if gap.strip(" \u00a0»«") or "\n" in gap:
            break
        cue = word.cue
        if cue == "organisation":
            if is_adjective and case.surface.lower().endswith(_PLURAL_ADJECTIVE):
                return ""
            # "schools of the city" are many; a name has its head in the singular.
            return "" if _PLURAL_HEAD.search(word.text.lower()) else "head-noun"
        if cue in ("government", "history") or cue.startswith(("region", "city")):
            break
        lower = word.text.lower()
        if is_adjective:
            if not _ADJECTIVAL.fullmatch(lower):
                break
        elif re.search("[a-z]", lower):
            if step or lower in (
                "and",
                "or",
                "in",
                "on",
                "for",
                "to",
                "is",
                "was",
                "with",
            ):
                break
        elif not re.search("[әғқңөұүһі]|лық$|дік$", text) or _CASED_KAZAKH.fullmatch(
            lower
        ):
            break
    return ""


def _is_quoted_name(text: str, case: _Case) -> bool:
    """Say whether a short quotation around the name is a title."""
    opening = max(
        text.rfind(mark, max(0, case.start - 30), case.start) for mark in _QUOTE_OPEN
    )
    if opening < 0:
        return False
    closings = [
        position
        for mark in _QUOTE_CLOSE
        if (position := text.find(mark, case.end, case.end + 30)) >= 0
    ]
    if not closings:
        return False
    inside = text[opening + 1 : min(closings)]
    if any(mark in inside for mark in "«»“”") or len(inside.split()) > 4:
        return False
    around = text[max(opening + 1, case.start - 4) : case.start]
    after = text[case.end : case.end + 4]
    is_route = bool(
        re.search(r"\s[-–—]\s*$|\w[-–—]\s*$", around)
        or re.match(r"\s*[-–—]\s*[^\W\d]", after)
    )
    return not is_route


def _is_governed(text: str, case: _Case) -> bool:
    for word in case.left[:6]:
        if _STOP.search(word.gap) and word.gap.strip() != ".":
            break
        if is_authority(word.text.lower()):
            return True
        if word.cue in ("organisation",):
            break
    end = case.end
    for word in list_words_right(text, end, 4):
        if word.gap.strip():
            break
        if is_authority(word.text.lower()):
            return True
        lower = word.text.lower()
        if not (
            _ADJECTIVAL.fullmatch(lower) or word.cue or re.search("[әғқңөұүһі]", lower)
        ):
            break
        if _CASED_KAZAKH.fullmatch(lower):
            break
    return False


def _share_sense(text: str, found: Sequence[Found]) -> list[Found]:
    """Give the members of a list the sense of its first or last member."""
    shared: list[Found] = []
    for item in found:
        if (
            shared
            and item.sense == "place"
            and shared[-1].sense == "government"
            and _COORDINATION.fullmatch(text[shared[-1].end : item.start])
        ):
            item = replace(item, sense="government", rule=item.rule + "-authority")
        shared.append(item)
    return shared


# -- what else the text names -------------------------------------------------------


def _settle_open(
    text: str, found: Sequence[Found], known: frozenset[str]
) -> list[Found]:
    """Let the regions named nearby decide between candidates."""
    named = {item.regions[0][0] for item in found if not item.is_open and item.regions}
    settled = []
    for index, item in enumerate(found):
        if not item.is_open:
            settled.append(item)
            continue
        options = {region for region, _ in item.regions}
        following = found[index + 1] if index + 1 < len(found) else None
        choice: set[str] = set()
        rule = ""
        if (
            following is not None
            and not following.is_open
            and following.level in ("region", "city", "city_of_republic")
            and following.start - item.end < 40
            and following.regions
        ):
            choice, rule = options & {following.regions[0][0]}, "container"
        if len(choice) != 1:
            choice, rule = options & named, "passage"
        if len(choice) != 1:
            choice, rule = options & known, "document"
        if len(choice) == 1 and not (item.rule.endswith("adjective")):
            region = next(iter(choice))
            item = replace(
                item, regions=((region, 1.0),), is_open=False, rule=f"{item.rule}-{rule}",
            )  # fmt: skip
        settled.append(item)
    return settled
