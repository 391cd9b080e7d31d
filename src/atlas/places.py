"""Which place does a name mean on a day, if it means one?

Exact matching of a single name, for people who make tables and check texts by hand.
A name that several places share is ambiguous and never one of them; mentions in
running text are a different question (`discourse.find_mentions`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pandas as pd

from atlas.names import read_names, read_settlements
from atlas.spelling import fold_word
from atlas.validity import check_date
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atlas.registry import RegionRegistry

PlaceKind = Literal["region", "city", "district", "settlement"]

_WORDS_OF_KIND: dict[PlaceKind, str] = {
    "region": "region oblast oblysy oblys province область области обл облысы облыс",
    "city": "city town qalasy qala город города г қаласы қала қ",
    "district": "district rayon audany район районы р ауданы аудан",
    "settlement": "village settlement auyly kenti село с посёлок поселок п пос аул "
    "ауылы ауыл а кенті кент",
}
_TYPE_WORDS = {
    fold_word(word): kind
    for kind, words in _WORDS_OF_KIND.items()
    for word in words.split()
}
_FITS: dict[str, frozenset[str]] = {
    "region": frozenset({"region"}),
    "city": frozenset({"city", "city_of_republic"}),
    "district": frozenset({"district"}),
    "settlement": frozenset({"settlement"}),
}
# A capital, a nickname of a city or a person is no name of a place.
_NO_NAMES = ("epithet",)
# City administrations of the classifier: "Семей Г.А.", "Семей Қ.Ә.".
_ADMINISTRATION = re.compile(r"\b(?:г\.\s?а|қ\.\s?ә)\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# Marks the folded spellings in the index.
_LIKE = "~"
_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-12-31"
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """One place in the region it belongs to.

    Parameters
    ----------
    place_id : str
        The place, as in the names.
    kind : str
        What kind of place it is: region, city_of_republic, city, district ...
    region_id : str
        The region it belongs to on the day.
    """

    place_id: str
    kind: str
    region_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMatch:
    """What a name means.

    Parameters
    ----------
    status : {"matched", "ambiguous", "unmatched"}
        Only a matched name has a place.
    place : Place or None
        The place.
    candidates : tuple of Place
        All places that bear an ambiguous name.
    note : str
        Near names of an unmatched one; a day before the registry begins; a set of
        regions that bears the name too.
    """

    status: Literal["matched", "ambiguous", "unmatched"]
    place: Place | None
    candidates: tuple[Place, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name of a place in a span of its membership."""

    place: Place
    form: str
    start: str
    end: str


def find_places(
    registry: RegionRegistry,
    name: str,
    *,
    date: str | None = None,
    kind: PlaceKind | None = None,
) -> PlaceMatch:
    """Find the place that a name means on a day.

    Parameters
    ----------
    registry : RegionRegistry
        The regions and their names.
    name : str
        Noun or adjective in its base form, in any language of the registry, with a
        type word or without: ``Абай облысы``, ``Абайский район``, ``г. Абай``.
    date : str, optional
        A day (ISO date): the place is in the region it belonged to then. Without it,
        the region it belongs to now.
    kind : {"region", "city", "district", "settlement"}, optional
        What kind of place is meant; a type word in the name says the same.

    Returns
    -------
    PlaceMatch
        The place if exactly one fits; otherwise all that fit, or near names.

    Raises
    ------
    InputError
        If the kind is none of the four.
    RegionError
        If the date is no ISO date.

    Notes
    -----
    Compared are words without case, spaces and hyphens; only where no place is written
    so, also without marks and look-alike letters of the other script
    (`atlas.spelling.fold_word`). A name fits all kinds of places if it has no type
    word. Villages below district centres are not in the registry, so that a match
    without a type word says only that no listed place shares the name.

    Examples
    --------
    >>> from atlas import read_registry
    >>> registry = read_registry()
    >>> match = find_places(registry, "Сатпаев", date="2020-01-01")
    >>> match.place.region_id
    'KZ-35'
    >>> match = find_places(registry, "Жамбыл")
    >>> match.status, len(match.candidates) > 3
    ('ambiguous', True)
    """
    if kind is not None:
        check_choice(kind, PlaceKind, "kind")
    if date is not None:
        check_date(date, "date")
    index = _read_index(registry)
    written, told = " ".join(_list_words(name)), None
    if written not in index:
        written, told = _split_name(name)
    base = _fold(written)
    exact, like = index.get(written, ()), index.get(f"{_LIKE}{base}", ())
    wanted = kind or told
    places = _choose(exact, date, wanted) or _choose(like, date, wanted)
    note = "; ".join(_list_notes(registry, written, date))
    if len(places) == 1:
        return PlaceMatch(status="matched", place=places[0], note=note)
    if places:
        return PlaceMatch(
            status="ambiguous", place=None, candidates=tuple(places), note=note
        )
    near = get_close_matches(f"{_LIKE}{base}", index, n=_SHOWN, cutoff=0.8)
    shown = [f"{index[key][0].form} ({index[key][0].place.region_id})" for key in near]
    if exact or like:
        note = f"{name.strip()!r} names no such place then; it does otherwise"
    elif shown:
        note = f"near: {', '.join(shown)}"
    else:
        note = "nothing like it known"
    return PlaceMatch(status="unmatched", place=None, note=note)


def _list_notes(
    registry: RegionRegistry, written: str, date: str | None
) -> Iterator[str]:
    """Say what a reader of a match should know."""
    first = min(region.valid_from for region in registry.regions)
    if date is not None and date < first:
        yield f"before the registry begins ({first}): the regions are those of that day"
    if written in _read_set_names(registry):
        yield f"also the name of the set {_read_set_names(registry)[written]}"


@lru_cache(maxsize=4)
def _read_set_names(registry: RegionRegistry) -> dict[str, str]:
    sets = registry.read_region_sets()
    return {
        " ".join(_list_words(name)): set_id
        for column in ("name_en", "name_ru", "name_kk")
        for set_id, name in zip(sets["set_id"], sets[column], strict=True)
    }


def _choose(
    entries: Sequence[_Entry], date: str | None, kind: PlaceKind | None
) -> list[Place]:
    return sorted(
        {
            entry.place
            for entry in entries
            if (kind is None or entry.place.kind in _FITS[kind])
            and (
                entry.end == _LAST_DAY
                if date is None
                else entry.start <= date < entry.end
            )
        }
    )


def _split_name(name: str) -> tuple[str, PlaceKind | None]:
    """Split a name into its words and the kind its type word tells."""
    words = _list_words(name)
    kinds = {
        _TYPE_WORDS[fold_word(word)] for word in words if fold_word(word) in _TYPE_WORDS
    }
    rest = [word for word in words if fold_word(word) not in _TYPE_WORDS]
    if not rest or len(kinds) > 1:
        return " ".join(words), None
    return " ".join(rest), next(iter(kinds), None)


def _list_words(name: str) -> list[str]:
    plain = _ADMINISTRATION.sub("город", unicodedata.normalize("NFC", name))
    return _WORD.findall(plain.casefold())


def _fold(written: str) -> str:
    return " ".join(fold_word(word) for word in written.split())


@lru_cache(maxsize=4)
def _read_index(registry: RegionRegistry) -> dict[str, tuple[_Entry, ...]]:
    names = pd.concat([read_names(registry), read_settlements(registry)])
    names = names[names["region_id"].notna() & ~names["pos"].isin(_NO_NAMES)]
    names = names[names["kind"] != "person"]
    index: dict[str, list[_Entry]] = {}
    for place_id, kind, region_id, form, start, end in zip(
        names["place_id"],
        names["kind"],
        names["region_id"],
        names["form"],
        names["valid_from"].fillna(_FIRST_DAY),
        names["valid_to"].fillna(_LAST_DAY),
        strict=True,
    ):
        written = " ".join(_list_words(form))
        place = Place(place_id=place_id, kind=kind, region_id=region_id)
        entry = _Entry(place, form, start, end)
        index.setdefault(written, []).append(entry)
        index.setdefault(f"{_LIKE}{_fold(written)}", []).append(entry)
    return {base: tuple(entries) for base, entries in index.items()}
