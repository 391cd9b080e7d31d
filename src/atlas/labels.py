"""Which region does a label of a statistics table mean?

Exact matching after a documented normalization; whatever does not match exactly ends
as ambiguous or unmatched, and near labels only appear in the message. Mentions in
running text are a different question (`discourse.find_mentions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pandas as pd

from atlas.schemas import LABELS
from atlas.spelling import drop_remark, is_remark, normalize_label
from ledger import RegionError, TableError, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atlas.registry import RegionRegistry

MatchStatus = Literal["matched", "ambiguous", "unmatched"]

_CODE_SIGNS = re.compile(r"[\s._-]+")
_WHOLE_FLOAT = re.compile(r"\.0+$")
_BRACKETS = re.compile(r"^(?P<outside>[^()]+)\((?P<inside>[^()]*[^()\d\s][^()]*)\)\W*$")
_BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n]\s*|\s+[-–—]\s+")
_FEW = 2
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
        Regions that fit an ambiguous label, or whose labels are near an unmatched one.
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
    is_former: bool


def match_label(
    registry: RegionRegistry, label: str, *, date: str | None = None
) -> LabelMatch:
    """Match the label of a row or column of a statistics table to a region.

    Parameters
    ----------
    registry : RegionRegistry
        The regions; their labels are in ``labels.csv``.
    label : str
        The label as written, or a code: region id (also a withdrawn one, with or
        without the hyphen), number of the national classifier.
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
    marks at the end (``1)``, ``[2]``, ``*``, superscripts, a bare or glued digit) and
    numbering at the beginning (``3.``) off; apostrophes inside words off; Cyrillic
    letters inside Latin words and the reverse to the script of the rest of the word;
    case folded; Latin letters without their marks (``Qarağandy``, ``Qaraǵandy``),
    Kazakh Cyrillic letters as the Russian ones that stand for them (``Қызылорда``);
    Russian adjectives in -ской to the nominative (``по Акмолинской области``);
    punctuation and hyphens to spaces; type words (oblast, region, облысы, г.,
    қаласы, city ...) set apart, words such as ``total`` or ``of`` off, order of words
    kept. What is left must equal a label of ``labels.csv`` after the same steps.

    A city word decides for the city, a region word for the region. A name that stands
    alone and fits both is the region in Latin letters (``Almaty``, beside which tables
    write ``Almaty city``); in Cyrillic ``Алматы`` alone is ambiguous, because Russian
    tables mean the city and Kazakh tables the region. `match_labels` decides better,
    from the rest of the table. A region that ended before the first complete set needs
    its region word.

    Labels in two languages (``Ақмола облысы / Акмолинская область``) match if all
    parts mean one region; a name with another in brackets (``Astana (Nur-Sultan)``)
    likewise, and is ambiguous if they differ. Brackets with anything but a name or a
    date (``Karaganda (urban)``) leave the label unmatched: it is not the region.

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
    registry: RegionRegistry,
    labels: Iterable[str],
    *,
    aliases: Mapping[str, str] | None = None,
) -> dict[str, LabelMatch]:
    """Match all labels of one table, each seen beside the others.

    Parameters
    ----------
    registry : RegionRegistry
        The regions.
    labels : iterable of str
        The distinct labels of one table.
    aliases : mapping of str to str, optional
        What a person decided: region id by label as written. They go first.

    Returns
    -------
    dict of str to LabelMatch
        Match of each label.

    Raises
    ------
    RegionError
        If an alias names no region.

    Notes
    -----
    As `match_label`, except for a bare name that fits both a region and the city that
    has its name today (``Almaty``, ``Алматы``). There the table decides: beside the
    city written with its type the bare name is the region; beside the region it is
    the city; in a table of regions without any city it is the region, in a table of
    cities the city. Otherwise it is ambiguous.
    """
    aliases = dict(aliases or {})
    for region_id in aliases.values():
        if region_id != registry.country_id:
            registry.get_region(region_id)
    matches = {
        label: LabelMatch(
            status="matched", region_id=aliases[label], note="alias given by the user"
        )
        if label in aliases
        else match_label(registry, label)
        for label in labels
    }
    for label in matches:
        rivals = None if label in aliases else _find_rivals(registry, label)
        if rivals:
            others = [
                other.region_id
                for written, other in matches.items()
                if other.region_id is not None and not _is_same_spelling(written, label)
            ]
            matches[label] = _decide_rivals(registry, label, rivals, set(others))
    return matches


def _find_rivals(registry: RegionRegistry, label: str) -> tuple[str, str] | None:
    """Find the region and the city of today's name that a bare label fits."""
    by_base, _ = _read_labels(registry)
    spelling = normalize_label(label)
    found = {entry.kind: entry.region_id for entry in by_base.get(spelling.base, ())}
    if spelling.kind is not None or not {"region", "city"} <= set(found):
        return None
    city = registry.get_region(found["city"])
    names = {
        normalize_label(n).base for n in (city.name_en, city.name_ru, city.name_kk)
    }
    return (found["region"], found["city"]) if spelling.base in names else None


def _decide_rivals(
    registry: RegionRegistry, label: str, rivals: tuple[str, str], others: set[str]
) -> LabelMatch:
    region_id, city_id = rivals
    written = repr(label.strip())
    if region_id in others and city_id not in others:
        note = f"{written} beside the region of that name is the city"
        return LabelMatch(status="matched", region_id=city_id, note=note)
    if city_id in others and region_id not in others:
        note = f"{written} beside the city of that name is the region"
        return LabelMatch(status="matched", region_id=region_id, note=note)
    kinds = [
        registry.get_region(other).kind
        for other in sorted(others - {registry.country_id})
    ]
    if len(kinds) >= _FEW and len(set(kinds)) == 1:
        is_region = kinds[0] == "region"
        note = f"{written} in a table of {'regions' if is_region else 'cities'} only"
        chosen = region_id if is_region else city_id
        return LabelMatch(status="matched", region_id=chosen, note=note)
    return _ambiguous({region_id, city_id})


def _is_same_spelling(label: str, other: str) -> bool:
    return normalize_label(label) == normalize_label(other)


def _match(registry: RegionRegistry, label: str) -> LabelMatch:
    _, by_code = _read_labels(registry)
    code = by_code.get(_clean_code(label))
    if code is not None:
        return LabelMatch(status="matched", region_id=code)
    whole = _match_name(registry, label)
    if whole.status != "unmatched":
        return whole
    parts = [part for part in _BETWEEN_LANGUAGES.split(label) if part.strip()]
    if len(parts) > 1:
        return _agree([_match_name(registry, part) for part in parts], whole)
    bracketed = _BRACKETS.match(label.strip())
    if bracketed is None:
        return whole
    outside = _match_name(registry, bracketed["outside"])
    if is_remark(bracketed["inside"]):
        return outside
    inside = _match_name(registry, drop_remark(bracketed["inside"]))
    return _agree([outside, inside], whole)


def _agree(parts: Sequence[LabelMatch], whole: LabelMatch) -> LabelMatch:
    """Join the matches of parts that should mean one region."""
    found = {part.region_id for part in parts if part.region_id is not None}
    if any(part.status == "unmatched" for part in parts) or not found:
        return whole
    if len(found) == 1:
        return LabelMatch(status="matched", region_id=found.pop())
    return _ambiguous(found)


def _ambiguous(fitting: set[str]) -> LabelMatch:
    return LabelMatch(
        status="ambiguous",
        region_id=None,
        candidates=tuple(sorted(fitting)),
        note=f"fits {' and '.join(sorted(fitting))}; write the type of the region",
    )


def _match_name(registry: RegionRegistry, label: str) -> LabelMatch:
    by_base, _ = _read_labels(registry)
    spelling = normalize_label(label)
    entries = by_base.get(spelling.base, ())
    if spelling.kind is None:
        # Without a type word the name of a region that ended long ago is its city's.
        entries = tuple(entry for entry in entries if not entry.is_former)
    fitting = {
        entry.region_id
        for entry in entries
        if spelling.kind is None or entry.kind is None or entry.kind == spelling.kind
    }
    if len(fitting) > 1 and spelling.is_latin:
        fitting = {e.region_id for e in entries if e.kind == "region"} & fitting
    if len(fitting) == 1:
        return LabelMatch(status="matched", region_id=fitting.pop())
    if fitting:
        return _ambiguous(fitting)
    near = get_close_matches(spelling.base, sorted(by_base), n=_SHOWN, cutoff=0.75)
    shown = [
        f"{entry.label} ({entry.region_id})" for name in near for entry in by_base[name]
    ]
    return LabelMatch(
        status="unmatched",
        region_id=None,
        candidates=tuple(
            dict.fromkeys(entry.region_id for name in near for entry in by_base[name])
        ),
        note=f"near: {', '.join(shown[:_SHOWN])}" if shown else "nothing like it known",
    )


def _clean_code(text: str) -> str:
    return _CODE_SIGNS.sub("", _WHOLE_FLOAT.sub("", text.strip())).upper()


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
    former = {region.region_id for region in registry.list_former_regions()}
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
    codes = _list_codes(registry)
    rows = zip(frame["region_id"], frame["label"], frame["language"], strict=True)
    for region_id, label, language in rows:
        if language == "code":
            codes.setdefault(_clean_code(label), region_id)
            continue
        base = normalize_label(label).base
        entry = _Entry(base, kinds[region_id], region_id, label, region_id in former)
        # The first label of a spelling is the one shown: several fold to the same.
        if all(e.region_id != region_id for e in entries.setdefault(base, [])):
            entries[base].append(entry)
    return {base: tuple(found) for base, found in entries.items()}, codes


def _list_codes(registry: RegionRegistry) -> dict[str, str]:
    codes = {_clean_code(r.region_id): r.region_id for r in registry.regions}
    codes[_clean_code(registry.country_id)] = registry.country_id
    for region in registry.regions:
        for code in (region.withdrawn_code, region.kato):
            if code is not None:
                codes.setdefault(_clean_code(code), region.region_id)
    return codes
