"""Which region does a name mean here?

Brings together type words, evidence and senses, in an order that goes from the
plainest evidence (a type word) to the weakest (what else the document names). Where
the evidence does not decide, the answer says so, with candidates and weights.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from discourse.mentions.candidates import Candidates, share_days, weigh_candidates
from discourse.mentions.evidence import choose_accepted
from discourse.mentions.gazetteer import Place, Reading
from discourse.mentions.lists import COORDINATION, list_cases
from discourse.mentions.matching import Match
from discourse.mentions.senses import find_sense, is_elsewhere, is_school_name
from discourse.mentions.type_words import Case

Openness = Literal["", "date", "namesake", "adjective", "village", "macro"]

_LEVELS = ("city_of_republic", "city", "district", "region", "macro", "village")
_HOLDERS = frozenset({"region", "city", "city_of_republic", "district"})
_SENTENCE_END = re.compile(r"\n|[!?;]|(?<!\b[\w№])(?<!\b\w\w)\.\s+[^\W\d_]")
_RANKS = frozenset({"region", "city_of_republic"})
_HOLDER_DISTANCE = 40
_CONJUNCTION = re.compile(r"\b(?:и|или|а|мен|пен|бен|және|and|or)\b|[.;!?\n]\s")
_HOLDER_BEFORE = re.compile(
    r"[\s\u00a0]*(?:\w+[\s\u00a0]*)?(?:[,(][\s\u00a0]*(?:в\s+)?)?(?:\w+\.?\s*)?"
)


# "аким области и в районе": the second name says where.
_PLACING = re.compile(r"\b(?:в|во|на|in)\s*$")
# "akims of the Atyrau, Mangystau regions and the city of Almaty"
_LINK = re.compile(
    r"\s*(?:regions|oblasts|областей|районов)?\s*"
    r"(?:(?:,\s*)?(?:\band|\bи|а также)\s+(?:(?:the\s+)?cit(?:y|ies)\s+of|город(?:ов|а)|гг?\.)"
    r"|,\s*(?:(?:the\s+)?cities\s+of|городов|гг\.))\s*(?:the\s+)?"
)
# "akims of Akmola region N. N., Kostanay region - N. N.": offices with their holders;
# "akimats of Almaty - 2 billion tenge, Almaty region - 1": with their figures.
_ROLL = re.compile(
    r"\s+(?:(?:[-–—]\s+)?[^\W\d][\w.'-]*(?:\s+[^\W\d][\w.'-]*){1,2}"
    r"|[-–—]\s+\d[\d.,]*(?:\s+[^\W\d]\w*){1,3})\s*"
    r"(?:[,;]|[,;]?\s(?:and|и|және)\s)\s*(?:of\s+)?(?:the\s+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name read in its context.

    Attributes
    ----------
    start, end : int
        Span in the passage.
    regions : tuple of (str, float)
        Candidates with weights that sum to one; one where the name is settled, none
        for what lies in no region.
    level, sense, rule : str
        As in the mentions table.
    open_by : str
        Why several regions fit: the place changed its region (``date``), places of
        one name (``namesake``), city or region (``adjective``), no place of its own
        in the gazetteer (``village``), a set of regions (``macro``); empty where one
        fits.
    """

    start: int
    end: int
    regions: Candidates
    level: str | None
    sense: str
    rule: str
    open_by: Openness = ""

    @property
    def is_settled(self) -> bool:
        """Whether one region fits."""
        return not self.open_by and len(self.regions) == 1

    @property
    def is_undecided(self) -> bool:
        """Whether what else the document names may help."""
        return self.open_by not in {"", "macro"}


def read_matches(
    text: str,
    matches: Sequence[Match],
    *,
    days: tuple[str, str],
    is_small: bool = False,
) -> list[Found]:
    """Read each match in its context.

    Parameters
    ----------
    text : str
        The passage.
    matches : sequence of Match
        Names in it, in the order of the text (:meth:`Matcher.iterate_matches`).
    days : tuple of (str, str)
        First and last day the document may be of, in ISO format; equal where the date
        is known.
    is_small : bool
        The document knows no capital letters.

    Returns
    -------
    list of Found
        The names that count, in the order of the text; look-alikes are left out. Open
        ones hold their candidates with the weights they have before anything else in
        the document is looked at.
    """
    found = []
    for case, readings in choose_accepted(
        text, list_cases(text, matches), is_small=is_small
    ):
        item = _judge(text, case, readings, days)
        if item is not None:
            found.append(item)
    return _share_sense(text, found)


def _judge(
    text: str, case: Case, readings: Sequence[Reading], days: tuple[str, str]
) -> Found | None:
    """Decide sense, level and regions of one name; None if it is no mention."""
    places = [reading.place for reading in readings]
    if case.kind == "street" or all(place.is_elsewhere for place in places):
        return None
    if case.kind == "village":
        # Most villages have namesakes, and only the larger ones are listed.
        listed = {
            region
            for place in places
            if place.kind == "settlement" and place.pos == "noun"
            for region in place.list_regions(*days)
        }
        return Found(
            start=case.match.start,
            end=case.match.end,
            regions=tuple((region, 1.0 / len(listed)) for region in sorted(listed)),
            level="village",
            sense="place",
            rule="village",
            open_by="village",
        )
    if is_elsewhere(case, readings):
        return None
    sense, reason = find_sense(text, case, readings)
    if not sense:
        return None
    level = _find_level(case, places, days)
    regions, open_by = _list_regions(case, places, level, days)
    own = "macro-region" if level == "macro" else case.rule or "name"
    rule = "-".join(filter(None, (own, reason)))
    is_whole = case.kind != "region" or level == "region"
    return Found(
        start=case.start if is_whole else case.match.start,
        end=case.end if is_whole else case.match.end,
        regions=regions,
        level=level,
        sense=sense,
        rule=f"{rule}-adjective" if open_by == "adjective" else rule,
        open_by=open_by,
    )


def _list_regions(
    case: Case, places: Sequence[Place], level: str, days: tuple[str, str]
) -> tuple[Candidates, Openness]:
    """List the regions that fit on the days, with equal or dated shares."""
    regions = {region for place in places for region in place.list_regions(*days)}
    open_by: Openness = "namesake"
    if level == "macro":
        open_by = "macro"
    elif (
        not case.kind
        and level == "city_of_republic"
        and case.is_adjective
        and not is_school_name(case)
    ):
        # An adjective without a head may come from the city or from the region that
        # bears the same name; which is more likely is not known. An institute is
        # the city's: the region's would be "областной".
        namesakes = {
            region
            for reading in case.match.readings
            if reading.place.kind == "region"
            for region in reading.place.list_regions(*days)
        }
        if namesakes - regions:
            regions |= namesakes
            open_by = "adjective"
    if len(regions) == 1 and open_by != "macro":
        return ((regions.pop(), 1.0),), ""
    if not regions:
        return (), "macro" if open_by == "macro" else ""
    if open_by == "namesake" and len({place.place_id for place in places}) == 1:
        spans = {
            region: (start, after)
            for place in places
            for region, start, after in place.spans
            if region in regions
        }
        shares = share_days(spans, *days)
        return tuple(sorted(shares.items())), "date"
    return tuple((region, 1.0 / len(regions)) for region in sorted(regions)), open_by


def _find_level(case: Case, places: Sequence[Place], days: tuple[str, str]) -> str:
    kinds = {place.kind for place in places}
    if len(kinds) > 1:
        # A city may have gained its rank later, as Shymkent did in 2018.
        there = {place.kind for place in places if place.list_regions(*days)}
        kinds = there or kinds
    if case.kind == "region" and "region" in kinds:
        return "region"
    if case.kind == "district" and case.is_marked:
        return "district"
    if kinds == {"settlement"}:
        return "village"
    return next((level for level in _LEVELS if level in kinds), "city")


def _share_sense(text: str, found: Sequence[Found]) -> list[Found]:
    """Give the members of a list the sense of the member beside.

    An authority before the list governs what follows, one after it (*облыстарының
    әкімдері*) the names that share its type word.
    """
    shared = list(found)
    for index in range(1, len(shared)):
        before, item = shared[index - 1], shared[index]
        if before.sense == "government" and _is_listed(text, before, item):
            shared[index] = _govern(item)
    for index in range(len(shared) - 1, 0, -1):
        before, item = shared[index - 1], shared[index]
        is_sharing = before.rule == "coordination"
        if is_sharing and item.sense == "government" and _is_listed(text, before, item):
            shared[index - 1] = _govern(before)
    return shared


def _is_listed(text: str, before: Found, item: Found) -> bool:
    gap = text[before.end : item.start]
    if _ROLL.fullmatch(gap) and {before.level, item.level} <= _RANKS:
        return True
    if _LINK.fullmatch(gap):
        return True
    return COORDINATION.fullmatch(gap) is not None and not _PLACING.search(gap)


def _govern(item: Found) -> Found:
    if item.sense != "place":
        return item
    return replace(item, sense="government", rule=f"{item.rule}-authority")


def settle_found(
    text: str, found: Sequence[Found], *, n_mentions: Mapping[str, int] | None = None
) -> list[Found]:
    """Let the regions named nearby decide between candidates, or weigh them.

    Parameters
    ----------
    text : str
        The passage.
    found : sequence of Found
        All names of the passage.
    n_mentions : Mapping[str, int], optional
        How often the whole document names each region without doubt; without it only
        the passage is looked at.

    Returns
    -------
    list of Found
        The same names; an open one whose region stands beside it, or of whose
        candidates the passage or the document names one alone, is settled.
    """
    named = Counter(item.regions[0][0] for item in found if item.is_settled)
    settled: list[Found] = []
    for index, item in enumerate(found):
        if not item.is_undecided:
            settled.append(item)
            continue
        before = settled[-1] if settled else None
        after = found[index + 1] if index + 1 < len(found) else None
        holder = _find_holder(text, item, before, after)
        if not holder and item.open_by == "village":
            region = _find_in_sentence(text, item, found)
            if region:
                settled.append(_close(item, region, "sentence"))
                continue
        settled.append(_settle(item, holder, named, n_mentions or {}))
    return settled


def _find_in_sentence(text: str, item: Found, found: Sequence[Found]) -> str:
    """Find the region of the districts that the sentence of a village names.

    Only where it names no other region, and where no village of that name is listed
    elsewhere.
    """
    near = [
        other
        for other in found
        if other.is_settled
        and other.sense == "place"
        and not _SENTENCE_END.search(
            text[min(item.end, other.end) : max(item.start, other.start)]
        )
    ]
    regions = {other.regions[0][0] for other in near}
    listed = {region for region, _ in item.regions}
    is_held = len(regions) == 1 and any(other.level == "district" for other in near)
    return regions.pop() if is_held and (not listed or listed >= regions) else ""


def _find_holder(
    text: str, item: Found, before: Found | None, after: Found | None
) -> str:
    """Find the region of the place that stands beside a name and holds it.

    *Семей, ВКО*; *село Панфилово Иртышского района*; *Алматы облысы Жамбыл ауданы*.
    """
    options = {region for region, _ in item.regions}
    for other, gap in (
        (after, text[item.end : after.start] if after else ""),
        (before, text[before.end : item.start] if before else ""),
    ):
        if other is None or not other.is_settled or other.level not in _HOLDERS:
            continue
        if other.level == "district" and item.open_by != "village":
            continue
        if len(gap) >= _HOLDER_DISTANCE or _CONJUNCTION.search(gap):
            continue
        if other is before and _HOLDER_BEFORE.fullmatch(gap) is None:
            continue
        region = other.regions[0][0]
        if region in options or item.open_by == "village":
            return region
    return ""


def _settle(
    item: Found, holder: str, named: Mapping[str, int], n_mentions: Mapping[str, int]
) -> Found:
    """Settle one open name, or weigh its candidates."""
    if holder and item.open_by != "adjective":
        return _close(item, holder, "container")
    priors = dict(item.regions)
    if item.open_by in {"namesake", "village"}:
        for rule, there in (("passage", named), ("document", n_mentions)):
            choice = [region for region in priors if there.get(region)]
            if len(choice) == 1:
                return _close(item, choice[0], rule)
    if item.open_by == "village":
        return replace(item, regions=_weigh_village(priors, n_mentions))
    return replace(item, regions=weigh_candidates(priors, n_mentions))


def _weigh_village(
    listed: Mapping[str, float], n_mentions: Mapping[str, int]
) -> Candidates:
    """Weigh the regions a village may lie in.

    Those the document names, each as often as it names them, and with one mention
    those of a listed namesake: most villages are not listed.
    """
    counts = Counter(n_mentions) + Counter(listed)
    total = sum(counts.values())
    return tuple((region, n / total) for region, n in sorted(counts.items()))


def _close(item: Found, region: str, rule: str) -> Found:
    return replace(
        item, regions=((region, 1.0),), rule=f"{item.rule}-{rule}", open_by=""
    )
