"""Does a name count here, and in which reading?

A word that has the form of a name may be a common word, a person or a place
elsewhere. The gazetteer says what each name needs: nothing, a capital letter, or
something beside it that says so.
"""

import re
from collections.abc import Sequence

from discourse.mentions.cues import is_authority
from discourse.mentions.gazetteer import Reading
from discourse.mentions.lists import COORDINATION
from discourse.mentions.type_words import (
    ADMINISTRATIVE,
    CITIES,
    Case,
    fits_kind,
)

_LINK = re.compile(
    r"и|или|а|в|на|по|мен|пен|бен|және|and|or|in|on|of|is|are|was|were|to|the|section"
)
# "Алматы, Абай, 48": a street and a house.
_HOUSE = re.compile(r"\s*,?\s*\d{1,3}(?:/\d+|[а-яa-z])?\s*(?:$|[,.;)\n])")
_ROUTE = re.compile(r"\s*[-–—]\s*")
_CONTAINER = re.compile(r"[»”\"]?\s*(?:,|\(|of|in|the|\s)*\s*", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[^\w])[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s*$")
_ABBREVIATION = re.compile(r"(?:^|[^\w])[гГсС]\.\s*$")
_COMMON_ADJECTIVE = re.compile(
    r"(?:совет|север|южн|восточ|запад|индустриал|ленинск|октябр|майск|централ|первомай"
    r"|красноарм|железнодор|промышл|мирн|семей|алтай|степн|целин|новый|побед)",
    re.IGNORECASE,
)
# Without capitals these Kazakh forms may be verbs: оралды "returned", ақтау "to
# justify" and its cases.
_VERBAL = re.compile(r"[дт][ыі]$|[аеә]у(?:[дтғқгкн]\w*)?$")
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
# мәдени астана, "cultural capital": a common noun.
_COMMON_BEFORE = frozenset({"мәдени", "рухани", "бұрынғы", "ежелгі", "жаңа"})
_SURNAME = re.compile(r"(?:[ое]в|енко)(?:а|у|ым|е|ой)?$")
_NEAR_KINDS = frozenset({"city", "district", "settlement"})
_TOWNLIKE = frozenset({"other", "settlement"})
_BESIDE = frozenset({"street", "nature"})


def choose_accepted(
    text: str, cases: Sequence[Case], *, is_small: bool
) -> list[tuple[Case, tuple[Reading, ...]]]:
    """Choose the cases that count, each with the readings its type word allows.

    Parameters
    ----------
    text : str
        The passage.
    cases : sequence of Case
        All names of the passage with their type words.
    is_small : bool
        The document knows no capital letters, so that none can be asked for.

    Returns
    -------
    list of (Case, tuple of Reading)
        In the order of the text. A name without evidence of its own counts in a list
        or on a route of names that count.
    """
    # Only Kazakh names count without a capital, so only in Kazakh text.
    is_kazakh = is_small and _KAZAKH_LETTER.search(text) is not None
    readings = [_choose_readings(case, is_small=is_small) for case in cases]
    sure = {
        index
        for index, case in enumerate(cases)
        if readings[index]
        and _has_evidence(
            text, case, readings[index], is_small=is_small, is_kazakh=is_kazakh
        )
    }
    accepted = []
    for index, case in enumerate(cases):
        if not readings[index]:
            continue
        if index not in sure:
            if not (
                _may_be_listed(text, case, is_small=is_small)
                and _stands_in_list(text, cases, index, sure)
            ):
                continue
            case.rule = "list"
        accepted.append((case, readings[index]))
    return accepted


def _choose_readings(case: Case, *, is_small: bool) -> tuple[Reading, ...]:
    """Keep the readings that the type word allows."""
    readings = tuple(
        r
        for r in case.match.readings
        if r.place.kind != "settlement"
        or case.kind == "village"
        or r.place.evidence == "free"
    )
    elsewhere = tuple(r for r in readings if r.place.is_elsewhere)
    if elsewhere:
        return elsewhere
    if case.kind in ADMINISTRATIVE:
        fitting = tuple(r for r in readings if fits_kind(r, case.kind))
        if not fitting and case.kind == "city":
            fitting = tuple(r for r in readings if r.place.kind in _TOWNLIKE)
        return fitting or _choose_namesakes(case)
    if case.kind:
        return readings
    if not is_small and case.surface[0].islower():
        # "western Kazakhstan" is a part of the country, "Western Kazakhstan" a region.
        phrases = tuple(r for r in readings if _is_phrase(r))
        if phrases:
            return phrases
    pool = (
        tuple(r for r in readings if r.place.evidence != "cue")
        or tuple(r for r in readings if r.place.kind != "district")
        or readings
    )
    for kinds in (CITIES, {"region"}, {"other", "macro"}, {"settlement"}, {"district"}):
        chosen = tuple(r for r in pool if r.place.kind in kinds)
        if chosen:
            return chosen
    return ()


def _choose_namesakes(case: Case) -> tuple[Reading, ...]:
    """Choose the places that a type word of another kind may mean.

    English texts call a district a region too (*Terektinsky region*).

    The district around a town may be listed under the town alone (*арыс ауданы*), and
    the centre of a district be called a town (*г. Шортанды*). Only where all such
    places lie in one region is it meant. Not so for regions: *the Aral region* is
    the land around the sea.
    """
    if case.kind == "region":
        districts = case.match.readings
        is_district = all(r.place.kind == "district" for r in districts)
        return districts if is_district and case.type_word == "region" else ()
    if not (case.is_marked and case.surface[0].isupper()) and not any(
        r.place.evidence == "free" for r in case.match.readings
    ):
        return ()
    near = tuple(r for r in case.match.readings if _is_near(case, r))
    if case.kind == "city" and all(r.place.kind == "district" for r in near):
        # "Ленинград қаласы": no town of the name of the district is listed.
        return ()
    regions = {region for r in near for region, _, after in r.place.spans if not after}
    return near if len(regions) == 1 else ()


def _is_near(case: Case, reading: Reading) -> bool:
    """Say whether a place may be meant by a type word of another kind."""
    place = reading.place
    if place.kind not in _NEAR_KINDS:
        return False
    if place.pos == "adjective":
        # "Екибастузский район", the land around the town.
        return case.kind == "district"
    return place.pos == "noun" and reading.shape == "base"


def _has_evidence(
    text: str,
    case: Case,
    readings: Sequence[Reading],
    *,
    is_small: bool,
    is_kazakh: bool,
) -> bool:
    """Say whether a name may count without help from its neighbors."""
    if case.kind in ADMINISTRATIVE:
        return True
    if case.kind == "village":
        return is_small or case.surface[0].isupper()
    if case.kind in _BESIDE:
        return all(r.place.evidence != "cue" for r in readings)
    if any(r.place.pos == "epithet" or _is_phrase(r) for r in readings):
        return True
    if _names_authority(case, readings):
        case.rule = "authority-head"
        return True
    is_capital = case.surface[0].isupper()
    return any(
        (is_capital and reading.place.evidence != "cue")
        or _suffices_small(case, reading, is_small=is_small, is_kazakh=is_kazakh)
        for reading in readings
    ) and not _is_person(text, case)


def _is_phrase(reading: Reading) -> bool:
    """Say whether a reading is a phrase that names a part of the country."""
    return reading.place.kind == "macro" and reading.place.evidence == "free"


def _names_authority(case: Case, readings: Sequence[Reading]) -> bool:
    """Say whether an authority follows a district's adjective (*Качирский отдел*).

    The adjectives of some districts are common words, and at the start of a sentence
    these have a capital too.
    """
    right = case.right[0] if case.right else None
    return (
        right is not None
        and right.gap.isspace()
        and case.surface[0].isupper()
        and is_authority(right.lower)
        and all(
            r.place.kind == "district" and r.place.pos == "adjective" for r in readings
        )
        and _COMMON_ADJECTIVE.match(case.surface) is None
    )


def _suffices_small(
    case: Case, reading: Reading, *, is_small: bool, is_kazakh: bool
) -> bool:
    """Say whether a reading counts without a capital letter."""
    place = reading.place
    if place.evidence == "cue":
        return False
    if place.evidence == "capital":
        before = case.left[0].lower if case.left else ""
        return (
            is_kazakh
            and place.language == "kk"
            and _VERBAL.search(case.surface) is None
            and before not in _COMMON_BEFORE
        )
    is_common = place.pos == "adjective" or reading.shape in {"derived", "people"}
    return is_small or is_common


def _is_person(text: str, case: Case) -> bool:
    """Say whether an initial, or before a surname a first name, makes it a person's."""
    if _SURNAME.search(case.surface) and not case.kind:
        left = case.left[0] if case.left else None
        if left is not None and left.gap.isspace() and left.text.istitle():
            return not left.cue
    before = text[max(0, case.match.start - 5) : case.match.start]
    return bool(_INITIAL.search(before)) and not _ABBREVIATION.search(before)


def _may_be_listed(text: str, case: Case, *, is_small: bool) -> bool:
    """Say whether a list of sure names could make this one sure."""
    return (
        case.kind not in _BESIDE
        and (is_small or case.surface[0].isupper())
        and all(r.shape not in {"people", "derived"} for r in case.match.readings)
        and any(r.place.kind in CITIES | {"region"} for r in case.match.readings)
        and _ends_item(text, case)
        and _HOUSE.match(text, case.end) is None
        and not _is_person(text, case)
    )


def _ends_item(text: str, case: Case) -> bool:
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
        or _LINK.fullmatch(following.lower) is not None
    )


def _stands_in_list(
    text: str, cases: Sequence[Case], index: int, sure: set[int]
) -> bool:
    case = cases[index]
    if index - 1 in sure:
        gap = text[cases[index - 1].end : case.start]
        # "Аксу (Ермак)": another name of the place before.
        is_alias = gap.strip() == "(" and text[case.end : case.end + 1] == ")"
        if is_alias or COORDINATION.fullmatch(gap) or _ROUTE.fullmatch(gap):
            return True
    if index + 1 in sure:
        following = cases[index + 1]
        gap = text[case.end : following.start]
        # "Абай, Карагандинская область": the region that holds it follows.
        is_held = following.kind == "region" and _CONTAINER.fullmatch(gap) is not None
        if is_held or COORDINATION.fullmatch(gap) or _ROUTE.fullmatch(gap):
            return True
    return False
