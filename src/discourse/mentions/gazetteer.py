"""Which word forms, one after another, can be the name of a place?

Turns the names of a country (base forms) into every form a text may use, keyed by
first word, so that a text is searched with one dictionary look-up per word. Each
distinct word form is looked at once: homoglyphs, soft hyphens and capitals are
resolved there and not again.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from atlas import transliterate_kazakh, transliterate_to_cyrillic
from discourse.mentions.macro_phrases import list_macro_phrases
from discourse.mentions.russian import list_english_spellings, list_russian_forms
from discourse.tokens.kk import list_case_forms
from discourse.tokens.kk_suffixes import classify_final, find_harmony

# Letters of one script that look like letters of the other.
_LATIN = "aceopxykmtbhiABCEHIKMOPTXYj"
_CYRILLIC = "асеорхукмтвніАВСЕНІКМОРТХУј"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_HAS_LATIN = re.compile("[A-Za-z]")
_HAS_CYRILLIC = re.compile("[\u0400-\u052f]")
_KAZAKH_LATIN = re.compile("[äğıñöşūüÄĞİÑÖŞŪÜ]")
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f]")

_TO_RUSSIAN = str.maketrans("әғқңөұүһі", "агкноуухи")
_SHORTEST_FOLDED = 6

_DERIVED = {"vowel": 0, "glide": 0, "sonorant": 0, "nasal": 1, "fricative": 1, "l": 1}
_DERIVED_SUFFIXES = (("лық", "лік"), ("дық", "дік"), ("тық", "тік"))

# Days before this stand for "no date known".
FIRST_DAY = "0001-01-01"
IRREGULAR = "irregular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One reading of a name.

    Attributes
    ----------
    place_id, kind, language, pos, evidence : str
        As in the names table.
    spans : tuple of (str or None, str, str)
        Region with first day and first day after; empty text where unbounded.
    """

    place_id: str
    kind: str
    language: str
    pos: str
    evidence: str
    spans: tuple[tuple[str | None, str, str], ...]

    def list_regions(self, first: str, last: str) -> list[str]:
        """List the regions the place belongs to on some day of a span.

        Parameters
        ----------
        first, last : str
            ISO days; equal for one day.

        Returns
        -------
        list of str
            Usually one; several where the span holds a change, or for a region that
            was divided. A region named outright in a text of any day is the region
            that bears the name now, not the one its land belonged to before.
        """
        is_named_outright = self.kind in {"region", "macro"} and first < FIRST_DAY
        return sorted(
            {
                region
                for region, start, after in self.spans
                if region is not None
                and start <= last
                and (not after or (first < after and not is_named_outright))
            }
        )

    @property
    def is_elsewhere(self) -> bool:
        """Whether the name is listed only to say that it is none of ours."""
        return self.kind == "other" and all(
            region is None for region, _, _ in self.spans
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A place as named by one form: base form, other case, or derived word."""

    place: Place
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All forms of all names.

    Attributes
    ----------
    names : Mapping[str, Mapping[tuple of str, tuple of Reading]]
        First word in lower case -> further words of each name -> readings; the name
        with most words first.
    folded : Mapping[str, str]
        First word as a Russian keyboard writes it (*карағанды, мангыстау*) -> first
        word, for longer words, or names of several words, with letters that only
        Kazakh has.
    """

    names: dict[str, dict[tuple[str, ...], tuple[Reading, ...]]]
    folded: dict[str, str]

    def __contains__(self, word: str) -> bool:
        return word in self.names


def normalize_word(word: str) -> str:
    """Normalize a word: lower case, one script, no soft hyphens, composed letters.

    Parameters
    ----------
    word : str
        A word as it stands in a text.

    Returns
    -------
    str
        The word under which a name would be listed. Latin letters of the Kazakh
        alphabet of 2021 that no English word has make a word Kazakh.
    """
    if _INVISIBLE.search(word):
        word = unicodedata.normalize("NFC", word.replace("\u00ad", ""))
    if _HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word):
        cyrillic = word.translate(_TO_CYRILLIC)
        word = word.translate(_TO_LATIN) if _HAS_LATIN.search(cyrillic) else cyrillic
    if _KAZAKH_LATIN.search(word):
        return transliterate_to_cyrillic(word).lower()
    return word.lower()


def fold_kazakh(word: str) -> str:
    """Write a Kazakh word with the letters of a Russian keyboard.

    Parameters
    ----------
    word : str
        A word in lower case.

    Returns
    -------
    str
        The word with *а г к н о у у х и* for *ә ғ қ ң ө ұ ү һ і*.
    """
    return word.translate(_TO_RUSSIAN)


def build_gazetteer(
    names: pd.DataFrame,
    *,
    region_sets: pd.DataFrame | None = None,
    country_names: Mapping[str, str] = MappingProxyType({}),
) -> Gazetteer:
    """Build every form of every name.

    Parameters
    ----------
    names : DataFrame
        A names table (:func:`atlas.read_names`).
    region_sets : DataFrame, optional
        A region sets table. A place of kind ``macro`` whose id is that of a set is
        the direction by which the set is named (*юг, southern*).
    country_names : Mapping[str, str]
        Name of the country by language, for *the south of the country*.

    Returns
    -------
    Gazetteer
        Forms keyed by their first word.

    Notes
    -----
    Russian names are declined by :mod:`discourse.mentions.russian`, Kazakh ones by
    :func:`discourse.tokens.kk.list_case_forms` with the derived words in *-лық*;
    English names do not change. Directions are forms only in the phrases of
    :mod:`discourse.mentions.macro_phrases`.
    """
    by_form: dict[tuple[str, ...], dict[Place, str]] = defaultdict(dict)
    sets = {} if region_sets is None else _group_spans(region_sets, ["set_id"])
    keys = ["place_id", "kind", "language", "pos", "evidence", "form"]
    for values, spans in sorted(_group_spans(names, keys).items()):
        place_id, kind, language, pos, evidence, form = values
        is_set = (place_id,) in sets
        place = Place(
            place_id=place_id,
            kind=kind,
            language=language,
            pos=pos,
            evidence=evidence,
            spans=sets[(place_id,)] if is_set else spans,
        )
        country = country_names.get(language, "")
        variants = (
            _list_phrases(form.lower(), language, pos, country)
            if is_set
            else _list_forms(form.lower(), language, pos)
        )
        for variant, shape in variants:
            words = tuple(filter(None, re.split(r"[\s.-]+", variant)))
            by_form[words].setdefault(place, shape)
    firsts: dict[str, dict[tuple[str, ...], tuple[Reading, ...]]] = defaultdict(dict)
    for words, places in sorted(by_form.items(), key=lambda item: -len(item[0])):
        readings = tuple(Reading(place=p, shape=s) for p, s in places.items())
        firsts[words[0]][words[1:]] = readings
        firsts[words[0]].setdefault(tuple(map(fold_kazakh, words[1:])), readings)
    folded = {
        fold_kazakh(first): first
        for first in sorted(firsts)
        if fold_kazakh(first) != first
        and (len(first) >= _SHORTEST_FOLDED or all(firsts[first]))
    }
    return Gazetteer(folded=folded, names=dict(firsts))


def _group_spans(
    frame: pd.DataFrame, keys: Sequence[str]
) -> dict[tuple[str, ...], tuple[tuple[str | None, str, str], ...]]:
    """Group region, first day and first day after of the rows by what they are of."""
    grouped: dict[tuple[str, ...], list[tuple[str | None, str, str]]] = {}
    columns = frame[[*keys, "region_id", "valid_from", "valid_to"]].fillna("")
    for row in columns.itertuples(index=False, name=None):
        *key, region, start, after = map(str, row)
        grouped.setdefault(tuple(key), []).append((region or None, start, after))
    return {key: tuple(spans) for key, spans in grouped.items()}


def _list_phrases(
    form: str, language: str, pos: str, country: str
) -> Iterable[tuple[str, str]]:
    for phrase in list_macro_phrases(form, language, pos, country):
        yield phrase, "base"


def _list_forms(form: str, language: str, pos: str) -> Iterable[tuple[str, str]]:
    if language == "ru":
        for index, variant in enumerate(list_russian_forms(form, pos)):
            yield variant, "base" if index == 0 else "case"
        if pos == "adjective":
            for variant in list_english_spellings(form):
                yield variant, "case"
    elif language == "kk":
        yield from _list_kazakh_forms(form, pos)
    elif language == "kk-Latn":
        yield from _list_latin_forms(form, pos)
    else:
        yield form, "base"


def _list_kazakh_forms(form: str, pos: str) -> Iterable[tuple[str, str]]:
    is_possessed = form.endswith(("сы", "сі", "өңірі"))
    for index, variant in enumerate(list_case_forms(form, is_possessed=is_possessed)):
        yield variant, "base" if index == 0 else "case"
    if pos == "noun":
        yield from _list_derived(form)
    if pos == "epithet":
        for variant in list_case_forms(form + "сы", is_possessed=True):
            yield variant, "possessed"


def _list_latin_forms(form: str, pos: str) -> Iterable[tuple[str, str]]:
    """List Kazakh forms in Latin letters without marks; others are read as Cyrillic."""
    for variant, shape in _list_forms(transliterate_to_cyrillic(form), "kk", pos):
        latin = transliterate_kazakh(variant)
        if latin.isascii():
            yield latin, shape


def _list_derived(form: str) -> Iterable[tuple[str, str]]:
    """List the words in *-лық*: adjective, then the people of the place."""
    row = _DERIVED.get(classify_final(form), 2)
    back, front = _DERIVED_SUFFIXES[row]
    harmony = find_harmony(form)
    for suffix, wanted in ((back, "b"), (front, "f")):
        if wanted in harmony:
            derived = form + suffix
            yield derived, "derived"
            for variant in list_case_forms(derived)[1:]:
                yield variant, "people"
            plural = derived + ("тар" if wanted == "b" else "тер")
            for variant in list_case_forms(plural):
                yield variant, "people"
