"""Which region does a name mean here?

Brings together type words, evidence and senses, in an order that goes from the
plainest evidence (a type word) to the weakest (what else the document names). Where
the evidence does not decide, the answer says so, with candidates and weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from discourse.mentions.evidence import choose_accepted
from discourse.mentions.gazetteer import Place, Reading
from discourse.mentions.matching import Match
from discourse.mentions.senses import find_sense, is_elsewhere
from discourse.mentions.type_words import COORDINATION, Case, list_cases

_LEVELS = ("city_of_republic", "city", "district", "region", "macro")
_HOLDERS = frozenset({"region", "city", "city_of_republic"})
_HOLDER_DISTANCE = 40


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
    """

    start: int
    end: int
    regions: tuple[tuple[str, float], ...]
    level: str | None
    sense: str
    rule: str

    @property
    def is_open(self) -> bool:
        """Whether several regions fit."""
        return len(self.regions) > 1


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
    found = []
    for case, readings in choose_accepted(text, list_cases(text, matches)):
        item = _judge(text, case, readings, days)
        if item is not None:
            found.append(item)
    return _settle_open(_share_sense(text, found), known)


def _judge(
    text: str, case: Case, readings: Sequence[Reading], days: tuple[str, str]
) -> Found | None:
    """Decide sense, level and regions of one name; None if it is no mention."""
    places = [reading.place for reading in readings]
    if case.kind == "street" or all(place.is_elsewhere for place in places):
        return None
    if case.kind == "village":
        # The gazetteer ends above villages, and namesakes are many.
        return Found(
            start=case.match.start,
            end=case.match.end,
            regions=(),
            level=None,
            sense="place",
            rule="village",
        )
    if is_elsewhere(case, readings):
        return None
    sense, reason = find_sense(text, case, readings)
    if not sense:
        return None
    level = _find_level(case, places)
    regions = {region for place in places for region in place.list_regions(*days)}
    rule = "-".join(filter(None, (case.rule or "name", reason)))
    if not case.kind and level == "city_of_republic" and case.is_adjective:
        # An adjective without a head may come from the city or from the region that
        # bears the same name; which is more likely is not known.
        namesakes = {
            region
            for reading in case.match.readings
            if reading.place.kind == "region"
            for region in reading.place.list_regions(*days)
        }
        if namesakes - regions:
            regions |= namesakes
            rule += "-adjective"
    return Found(
        start=case.start,
        end=case.end,
        regions=tuple((region, 1.0 / len(regions)) for region in sorted(regions)),
        level=level,
        sense=sense,
        rule=rule,
    )


def _find_level(case: Case, places: Sequence[Place]) -> str:
    kinds = {place.kind for place in places}
    if case.kind == "region":
        return "region"
    return next((level for level in _LEVELS if level in kinds), "city")


def _share_sense(text: str, found: Sequence[Found]) -> list[Found]:
    """Give the members of a list the sense of the member before."""
    shared: list[Found] = []
    for item in found:
        is_governed = (
            bool(shared)
            and item.sense == "place"
            and shared[-1].sense == "government"
            and COORDINATION.fullmatch(text[shared[-1].end : item.start]) is not None
        )
        shared.append(
            replace(item, sense="government", rule=f"{item.rule}-authority")
            if is_governed
            else item
        )
    return shared


def _settle_open(found: Sequence[Found], known: frozenset[str]) -> list[Found]:
    """Let the regions named nearby decide between candidates."""
    named = {item.regions[0][0] for item in found if len(item.regions) == 1}
    settled = []
    for index, item in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        settled.append(_settle(item, following, named, known))
    return settled


def _settle(
    item: Found, following: Found | None, named: set[str], known: frozenset[str]
) -> Found:
    if not item.is_open or item.rule.endswith("adjective"):
        return item
    options = {region for region, _ in item.regions}
    holder: set[str] = set()
    if (
        following is not None
        and len(following.regions) == 1
        and following.level in _HOLDERS
        and following.start - item.end < _HOLDER_DISTANCE
    ):
        holder = {following.regions[0][0]}
    for rule, there in (("container", holder), ("passage", named), ("document", known)):
        choice = options & there
        if len(choice) == 1:
            return replace(
                item, regions=((choice.pop(), 1.0),), rule=f"{item.rule}-{rule}"
            )
    return item
