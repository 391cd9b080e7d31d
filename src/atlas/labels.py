"""Which region does the label of a statistics table mean?

Exact match after a documented normalization, else nothing: near names are shown to the
user, never taken. Mentions in running text are the business of `discourse.mentions`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from atlas.registry import COUNTRY, read_rows

if TYPE_CHECKING:
    from atlas.registry import RegionRegistry

Status = Literal["matched", "ambiguous", "unmatched"]

# Letters that look alike in both scripts, folded onto the Latin ones.
_LOOK_ALIKES = str.maketrans("аеорсхкмтвнуіҺһ", "aeopcxkmtbhyihh")
_MARKS = re.compile(r"[\s*†]+$|\s*\(?\d{1,2}\)+$|(?<=\D)\s+\d$|\*+\)?$")
_CITY_WORDS = frozenset({"г", "город", "city", "қаласы", "қ", "гор", "the city of"})
_REGION_WORDS = frozenset(
    {"область", "обл", "облысы", "region", "oblast", "province", "oblasty"}
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMatch:
    """What a label of a statistics table means.

    Parameters
    ----------
    label : str
        The label as it stands in the table.
    status : {"matched", "ambiguous", "unmatched"}
        Whether one region fits, several, or none.
    region_id : str or None
        The region; ``KZ`` for the whole country.
    candidates : tuple of str
        Regions that fit, or names that come near; for people, never taken.
    note : str
        What the normalization had to decide; empty where nothing.
    """

    label: str
    status: Status
    region_id: str | None
    candidates: tuple[str, ...] = ()
    note: str = ""


def match_label(
    registry: RegionRegistry, label: str, *, date: str | None = None
) -> LabelMatch:
    """Match the label of a row of a statistics table to a region.

    Parameters
    ----------
    registry : RegionRegistry
        The regions.
    label : str
        Name, adjective or transliteration, in any case, with or without a type word
        (область, облысы, region, г., city), with footnote marks, with Latin letters in
        Cyrillic words or the reverse; also an ISO code.
    date : str, optional
        ISO date of the value. A region that did not exist then is still matched, with
        a note: series published in hindsight are common.

    Returns
    -------
    LabelMatch
        The region, or why there is none.

    Notes
    -----
    A bare name that a region and a city of republican significance share (Almaty) is
    the region: the statistics office writes the city with its type word.
    """
    ids = {region.region_id: region for region in registry.regions}
    code = label.strip().upper()
    if code in ids or code == COUNTRY:
        return LabelMatch(label=label, status="matched", region_id=code)
    index = _build_index(registry)
    key, kind = _normalize(label)
    found = index.get(key, ())
    if kind is not None:
        found = tuple(i for i in found if i == COUNTRY or ids[i].kind == kind)
    note = ""
    if len(found) > 1:
        regions = tuple(i for i in found if i != COUNTRY and ids[i].kind == "region")
        if len(regions) == 1 and kind is None:
            note = f"{label.strip()!r} without a type word is the region, not the city"
            found = regions
    if not found:
        near = get_close_matches(key, list(index), n=3)
        names = tuple(dict.fromkeys(i for name in near for i in index[name]))
        return LabelMatch(
            label=label, status="unmatched", region_id=None, candidates=names
        )
    if len(found) > 1:
        return LabelMatch(
            label=label, status="ambiguous", region_id=None, candidates=found
        )
    if date is not None and found[0] != COUNTRY and not ids[found[0]].is_valid(date):
        note = f"{found[0]} did not exist on {date}"
    return LabelMatch(label=label, status="matched", region_id=found[0], note=note)


def _normalize(label: str) -> tuple[str, str | None]:
    """Fold a label to its key and the kind its type word says."""
    text = unicodedata.normalize("NFC", label).casefold().strip()
    previous = ""
    while previous != text:
        previous, text = text, _MARKS.sub("", text).strip()
    words = _WORD.findall(text)
    kind = None
    if any(_fold(word) in _FOLDED_CITY for word in words):
        kind = "city_of_republic"
    elif any(_fold(word) in _FOLDED_REGION for word in words):
        kind = "region"
    kept = [_fold(word) for word in words]
    kept = [word for word in kept if word not in _FOLDED_CITY | _FOLDED_REGION]
    return " ".join(kept), kind


def _fold(word: str) -> str:
    return word.translate(_LOOK_ALIKES)


_FOLDED_CITY = frozenset(_fold(word) for word in _CITY_WORDS)
_FOLDED_REGION = frozenset(_fold(word) for word in _REGION_WORDS)


@lru_cache(maxsize=8)
def _build_index(registry: RegionRegistry) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for row in read_rows(registry.source, "labels.csv"):
        for name in row["labels"].split("|"):
            key, _ = _normalize(name)
            index[key] = tuple(dict.fromkeys((*index.get(key, ()), row["region_id"])))
    return index
