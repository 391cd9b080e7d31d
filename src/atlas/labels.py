"""Which region does a label of a statistics table mean?

Exact matching after a documented normalization; whatever does not match exactly ends
as ambiguous or unmatched, and near labels only appear in the message. Mentions in
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

from atlas.schemas import LABELS
from ledger import RegionError, TableError, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.registry import RegionRegistry

MatchStatus = Literal["matched", "ambiguous", "unmatched"]

_REGION_WORDS = frozenset(
    ["region", "oblast", "oblysy", "province", "reg", "область", "обл", "облысы"]
)
_CITY_WORDS = frozenset(
    ["city", "qalasy", "kalasy", "город", "гор", "г", "қаласы", "қала", "қ"]
)
_FOOTNOTE = re.compile(
    r"""(?: \s*\(?\d{1,2}\)      # 1)  2)  (3)
          | \s*[*†‡]+            # *  **
          | \s*[¹²³⁴-⁹⁰]+\)?     # superscripts
          | \s+\d{1,2}           # a bare mark after a space
        )+$""",
    re.VERBOSE,
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_NOT_WORD = re.compile(r"[\W_]+")
# Letters that look alike, in the case in which they do.
_LATIN_OF_CYRILLIC = dict(
    zip("АВЕКМНОРСТХУІЅЈҺасекорхуіѕјһ", "ABEKMHOPCTXYISJhacekopxyisjh", strict=True)
)
_CYRILLIC_OF_LATIN = {latin: cyrillic for cyrillic, latin in _LATIN_OF_CYRILLIC.items()}
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMatch:
    """What a label means.

    Parameters
    ----------
    status : {"matched", "ambiguous", "unmatched"}
        Only a matched label has a region.
    region_id : str or None
        The region, or the country for a national row.
    candidates : tuple of str
        Regions that fit an ambiguous label.
    note : str
        What a reader should know: near labels, validity.
    """

    status: MatchStatus
    region_id: str | None
    candidates: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One known label: its words without type words, and what they mean."""

    base: str
    kind: str | None
    region_id: str
    label: str


def match_label(
    registry: RegionRegistry, label: str, *, date: str | None = None
) -> LabelMatch:
    """Match the label of a row or column of a statistics table to a region.

    Parameters
    ----------
    registry : RegionRegistry
        The regions; their labels are in ``labels.csv``.
    label : str
        The label as written, or a region id (also a withdrawn one).
    date : str, optional
        A day (ISO date) of the values: if the region did not exist on it, the note
        says so. The match itself does not depend on it.

    Returns
    -------
    LabelMatch
        The region, or why there is none.

    Notes
    -----
    Normalization, in this order: Unicode NFC; all kinds of space to one; footnote
    marks at the end (``1)``, ``*``, a bare digit after a space) off; Cyrillic letters
    inside Latin words and the reverse to the script of the rest of the word; case
    folded; punctuation and hyphens to spaces; type words (oblast, region, облысы,
    г., қаласы, city ...) set apart, order of words kept. A city word decides for the
    city, a region word for the region. A name that stands alone and fits both is the
    region in Latin letters (``Almaty``, beside which tables write ``Almaty city``);
    in Cyrillic ``Алматы`` alone is ambiguous, because Russian tables mean the city
    and Kazakh tables the region.

    Examples
    --------
    >>> from atlas import read_registry
    >>> registry = read_registry()
    >>> match_label(registry, "г.Алматы").region_id
    'KZ-75'
    >>> match_label(registry, "Алматинская").region_id
    'KZ-19'
    """
    match = _match(registry, label)
    if match.region_id is None or match.region_id == registry.country_id:
        return match
    region = registry.get_region(match.region_id)
    if date is None or region.is_valid(date):
        return match
    span = f"from {region.valid_from}"
    if region.valid_to is not None:
        span += f" to {region.valid_to}"
    return LabelMatch(
        status=match.status,
        region_id=match.region_id,
        note=f"{region.region_id} exists {span}, not on {date}",
    )


def match_labels(
    registry: RegionRegistry, labels: Iterable[str]
) -> dict[str, LabelMatch]:
    """Match all labels of one table, each seen beside the others.

    Parameters
    ----------
    registry : RegionRegistry
        The regions.
    labels : iterable of str
        The distinct labels of one table.

    Returns
    -------
    dict of str to LabelMatch
        Match of each label.

    Notes
    -----
    As `match_label`, with one addition: where a table has a region written with its
    type (``Almaty region``, ``Алматинская``) and beside it a bare name that would fit
    the same region or a city (``Almaty``, ``Алматы``), the bare name is the city.
    """
    matches = {label: match_label(registry, label) for label in labels}
    for label, match in matches.items():
        rivals = _find_rivals(registry, label)
        if not rivals:
            continue
        region_id, city_id = rivals
        taken = {
            other.region_id
            for written, other in matches.items()
            if written != label and not _is_same_spelling(written, label)
        }
        if match.region_id == city_id or city_id in taken or region_id not in taken:
            continue
        matches[label] = LabelMatch(
            status="matched",
            region_id=city_id,
            note=f"{label.strip()!r} beside the region of that name is the city",
        )
    return matches


def _find_rivals(registry: RegionRegistry, label: str) -> tuple[str, str] | None:
    """Find the region and the city that a bare label fits, if it fits both."""
    by_base, _ = _read_labels(registry)
    base, kind = _normalize(label)
    found = {entry.kind: entry.region_id for entry in by_base.get(base, ())}
    if kind is None and {"region", "city"} <= set(found):
        return found["region"], found["city"]
    return None


def _is_same_spelling(label: str, other: str) -> bool:
    return _normalize(label) == _normalize(other)


def _match(registry: RegionRegistry, label: str) -> LabelMatch:
    by_base, by_code = _read_labels(registry)
    code = by_code.get(label.strip().upper())
    if code is not None:
        return LabelMatch(status="matched", region_id=code)
    base, kind = _normalize(label)
    entries = by_base.get(base, ())
    fitting = {
        entry.region_id
        for entry in entries
        if kind is None or entry.kind is None or entry.kind == kind
    }
    if len(fitting) > 1 and _is_latin(base):
        fitting = {e.region_id for e in entries if e.kind == "region"} & fitting
    if len(fitting) == 1:
        return LabelMatch(status="matched", region_id=fitting.pop())
    if fitting:
        return LabelMatch(
            status="ambiguous",
            region_id=None,
            candidates=tuple(sorted(fitting)),
            note=f"fits {' and '.join(sorted(fitting))}; write the type of the region",
        )
    near = get_close_matches(base, sorted(by_base), n=_SHOWN, cutoff=0.75)
    shown = [
        f"{entry.label} ({entry.region_id})" for name in near for entry in by_base[name]
    ]
    return LabelMatch(
        status="unmatched",
        region_id=None,
        note=f"near: {', '.join(shown[:_SHOWN])}" if shown else "nothing like it known",
    )


def _normalize(label: str) -> tuple[str, str | None]:
    """Split a label into its words without type words, and the kind they tell."""
    text = unicodedata.normalize("NFC", label)
    text = _SPACES.sub(" ", text).strip().rstrip(":;,")
    text = _FOOTNOTE.sub("", text)
    words = [_repair_word(word) for word in _NOT_WORD.split(text) if word]
    folded = [unicodedata.normalize("NFC", word.casefold()) for word in words]
    kinds = {
        "region" if word in _REGION_WORDS else "city"
        for word in folded
        if word in _REGION_WORDS or word in _CITY_WORDS
    }
    base = " ".join(
        word for word in folded if word not in _REGION_WORDS and word not in _CITY_WORDS
    )
    return base, kinds.pop() if len(kinds) == 1 else None


def _repair_word(word: str) -> str:
    """Bring a word of two scripts to one, if its letters allow it."""
    latin = [letter for letter in word if "LATIN" in unicodedata.name(letter, "")]
    cyrillic = [letter for letter in word if "CYRILLIC" in unicodedata.name(letter, "")]
    if not latin or not cyrillic:
        return word
    can_be_latin = all(letter in _LATIN_OF_CYRILLIC for letter in cyrillic)
    can_be_cyrillic = all(letter in _CYRILLIC_OF_LATIN for letter in latin)
    if can_be_latin and (not can_be_cyrillic or len(latin) >= len(cyrillic)):
        table: Mapping[str, str] = _LATIN_OF_CYRILLIC
    elif can_be_cyrillic:
        table = _CYRILLIC_OF_LATIN
    else:
        return word
    return "".join(table.get(letter, letter) for letter in word)


def _is_latin(base: str) -> bool:
    return all("CYRILLIC" not in unicodedata.name(letter, "") for letter in base)


_Index = tuple[dict[str, tuple[_Entry, ...]], dict[str, str]]


@lru_cache(maxsize=4)
def _read_labels(registry: RegionRegistry) -> _Index:
    path = registry.folder / "labels.csv"
    try:
        frame = build_table(pd.read_csv(path, dtype="str"), LABELS)
        check_table(frame, LABELS)
    except OSError:
        raise RegionError(
            f"registry {registry.folder.name!r}: no file labels.csv. Expected the "
            "labels of statistics tables. Add the file."
        ) from None
    except TableError as error:
        raise RegionError(problems=error.problems) from None
    kinds: dict[str, str | None] = {
        region.region_id: region.kind for region in registry.regions
    }
    kinds[registry.country_id] = None
    unknown = sorted(set(frame["region_id"]) - set(kinds))
    if unknown:
        raise RegionError(
            f"labels.csv: found {', '.join(unknown)}. Expected regions of regions.csv "
            "or the country. Correct the ids."
        )
    entries: dict[str, list[_Entry]] = {}
    for region_id, label in zip(frame["region_id"], frame["label"], strict=True):
        base, _ = _normalize(label)
        entry = _Entry(base, kinds[region_id], region_id, label)
        entries.setdefault(base, []).append(entry)
    codes = {region.region_id: region.region_id for region in registry.regions}
    codes[registry.country_id] = registry.country_id
    for region in registry.regions:
        if region.withdrawn_code is not None:
            codes.setdefault(region.withdrawn_code, region.region_id)
    return {base: tuple(found) for base, found in entries.items()}, codes
