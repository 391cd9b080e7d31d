"""Which regions does each passage name?

Brings together the gazetteer of a country, the search for its names and their
reading in context, and writes the mentions table.
"""

import json
import logging
import warnings
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from atlas import read_names, read_registry, read_settlements
from discourse.mentions.gazetteer import build_gazetteer
from discourse.mentions.matching import Matcher
from discourse.mentions.resolution import Found, read_matches, settle_found
from discourse.schemas import MENTIONS
from ledger import ApproximationWarning, Progress, build_table

if TYPE_CHECKING:
    from atlas import RegionRegistry

logger = logging.getLogger(__name__)

_ANY_DAY = ("0000-01-01", "9999-12-31")
_YEAR, _MONTH = 4, 7
# Mentions whose regions tell what an open name of the document may mean.
_TELLING = frozenset({"place", "government"})


@lru_cache(maxsize=4)
def _read_matcher(registry: "RegionRegistry") -> Matcher:
    names = pd.concat([read_names(registry), read_settlements(registry)])
    return Matcher(
        build_gazetteer(
            names,
            region_sets=registry.read_region_sets(),
            country_names={
                "ru": registry.name_ru,
                "kk": registry.name_kk,
                "en": registry.name_en,
            },
        )
    )


def find_mentions(
    passages: pd.DataFrame,
    *,
    registry: "RegionRegistry | None" = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find the places of a country that passages name.

    Parameters
    ----------
    passages : DataFrame
        A passages table; of its columns passage_id, document_id, date, year and
        text are used. Date and year may be missing.
    registry : RegionRegistry, optional
        The regions and their names; Kazakhstan's if missing.
    progress : Progress, optional
        Told about each passage.

    Returns
    -------
    DataFrame
        A mentions table: one row per occurrence of a name, with the region at the
        date of the document, the sense, and the rule that decided
        (:func:`describe_rule` says it in words).

    Warns
    -----
    ApproximationWarning
        Passages are dated before the first or after the present day of the registry;
        they get the regions of its first or last day.

    Notes
    -----
    A region is given where one fits. Where several do, status is ``ambiguous`` and
    ``candidates`` holds each with its weight
    (:func:`discourse.mentions.candidates.weigh_candidates` has the formula), from
    which :func:`build_passage_regions` goes on. What was looked at, in this order:

    1. the *type word* beside a name or shared by its list (*Алматы, Жамбыл және
       Қызылорда облыстарында*) leaves only places of that type;
    2. the *date* leaves only regions the place belonged to on the days the document
       may be of;
    3. a region named right beside a town or district, else the one candidate that the
       passage, else the document, names, decides between namesakes;
    4. what is still open is weighed by how often the document names each candidate
       and, where a place moved, by how many of the days lie on each side.

    The *language* acts through the type words and case endings of each language, not
    as a weight of its own: where two languages list a form for different places, the
    lists differ by gaps of the record, not by usage.

    What a name stands for is asked of the head of its phrase: before the name in
    Russian and English, at its end in Kazakh (:mod:`discourse.mentions.heads`). An
    official in another clause, and a name that says where (*қаласында, в районе*), make
    no authority; the kind of body named (*больница, театр, ЖШС*) makes an organisation.

    Villages share their names, and only the larger ones are listed. A village gets
    a region where the place that holds it stands beside it, where its sentence names
    districts of one region and no other region, or where the passage, else the
    document, names the region of the one village listed. Without such support it is
    ``ambiguous`` even if one village of its name is listed, and counts in
    :func:`build_passage_regions` only if asked for. A macro-region (*the south*) is
    ``matched`` without a region; its candidates are its members in equal shares.
    Words that only look like names are left out.

    Checked against: sentences annotated by hand in three languages
    (``tests/quality/test_mention_floors.py``).
    """
    if registry is None:
        registry = read_registry("kazakhstan")
    matcher = _read_matcher(registry)
    if progress is not None:
        progress.start("mentions", len(passages))
    rows = _Rows()
    spans = _list_spans(passages)
    _warn_of_dates(registry, spans)
    passage_ids = passages["passage_id"].tolist()
    document_ids = passages["document_id"].tolist()
    texts = passages["text"].tolist()
    for positions in _list_documents(document_ids):
        document = [
            _Passage(passage_ids[i], document_ids[i], texts[i], spans[i])
            for i in positions
        ]
        _read_document(document, matcher, progress)
        for passage in document:
            if passage.found:
                rows.extend(passage)
                passage.found.clear()
    if progress is not None:
        progress.finish()
    logger.info("mentions: %d passages -> %d mentions", len(passages), len(rows))
    return build_table(rows.build_frame(), MENTIONS)


@dataclass(slots=True)
class _Passage:
    """A passage with what was found in it."""

    passage_id: str
    document_id: str
    text: str
    days: tuple[str, str]
    found: list[Found] = field(default_factory=list)


def _list_documents(document_ids: Sequence[str]) -> Iterator[Sequence[int]]:
    """List the positions of each document's passages, documents in order."""
    positions: dict[str, list[int]] = {}
    for position, document_id in enumerate(document_ids):
        positions.setdefault(document_id, []).append(position)
    yield from positions.values()


def _read_document(
    document: Sequence[_Passage], matcher: Matcher, progress: Progress | None
) -> None:
    """Find the mentions of a document's passages, settled by what it names."""
    # A document without any capital letter was lower-cased by whoever stored it.
    is_small = all(passage.text.islower() for passage in document if passage.text)
    n_mentions: Counter[str] = Counter()
    for passage in document:
        for matches in matcher.iterate_matches(passage.text):
            passage.found += read_matches(
                passage.text, matches, days=passage.days, is_small=is_small
            )
        if progress is not None:
            progress.advance()
        if passage.found:
            passage.found = settle_found(passage.text, passage.found)
            n_mentions.update(
                item.regions[0][0]
                for item in passage.found
                if item.is_settled and item.sense in _TELLING
            )
    if n_mentions:
        for passage in document:
            if any(item.is_undecided for item in passage.found):
                passage.found = settle_found(
                    passage.text, passage.found, n_mentions=n_mentions
                )


def _list_spans(passages: pd.DataFrame) -> list[tuple[str, str]]:
    """List the days each passage may be of: its date, else its year, else any."""
    missing = [None] * len(passages)
    dates = passages["date"].tolist() if "date" in passages else missing
    years = passages["year"].tolist() if "year" in passages else missing
    spans = []
    for date, year in zip(dates, years, strict=True):
        if isinstance(date, str) and date:
            spans.append(_read_span(date))
        elif year is not None and not pd.isna(year):
            spans.append(_read_span(f"{int(year):04d}"))
        else:
            spans.append(_ANY_DAY)
    return spans


@lru_cache(maxsize=65536)
def _read_span(date: str) -> tuple[str, str]:
    """List first and last day of a date that may lack its day or month."""
    if len(date) == _YEAR:
        return f"{date}-01-01", f"{date}-12-31"
    return (f"{date}-01", f"{date}-31") if len(date) == _MONTH else (date, date)


def _warn_of_dates(
    registry: "RegionRegistry", spans: Sequence[tuple[str, str]]
) -> None:
    """Say how many passages are dated where the registry knows no regions."""
    first = min(region.valid_from for region in registry.regions)
    today = datetime.now(UTC).date().isoformat()
    for count, found, given in (
        (sum(last < first for _, last in spans), f"before {first}", "first"),
        (
            sum(begin > today and begin != _ANY_DAY[0] for begin, _ in spans),
            f"after today ({today})",
            "last",
        ),
    ):
        if count:
            warnings.warn(
                f"passages: {count} dated {found}, where the registry knows no "
                f"regions. Their places get the region of its {given} day. Correct "
                "the dates or leave these passages out.",
                ApproximationWarning,
                stacklevel=3,
            )


class _Rows:
    """The columns of the mentions table while it grows.

    One list per column instead of one mapping per row: a text of 50 MB may hold two
    million mentions.
    """

    def __init__(self) -> None:
        self._start, self._end = array("q"), array("q")
        self._columns: dict[str, list[str | None]] = {
            column.name: []
            for column in MENTIONS.columns
            if column.name not in {"start", "end"}
        }
        self._shared: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._start)

    def extend(self, passage: _Passage) -> None:
        """Add the mentions of a passage."""
        append = {name: values.append for name, values in self._columns.items()}
        share = self._shared.setdefault
        for item in passage.found:
            surface = passage.text[item.start : item.end]
            status, region, candidates = _describe_regions(item)
            self._start.append(item.start)
            self._end.append(item.end)
            append["mention_id"](f"{passage.passage_id}@{item.start}")
            append["passage_id"](passage.passage_id)
            append["document_id"](passage.document_id)
            append["surface"](share(surface, surface))
            append["region_id"](region)
            append["level"](item.level)
            append["sense"](item.sense)
            append["status"](status)
            append["rule"](share(item.rule, item.rule))
            append["candidates"](candidates and share(candidates, candidates))

    def build_frame(self) -> pd.DataFrame:
        """Build the frame, columns in the order of the schema, and let go of the rows."""
        numbers = {"start": self._start, "end": self._end}
        return pd.DataFrame(
            {
                column.name: (
                    pd.Series(numbers[column.name], dtype="int64")
                    if column.name in numbers
                    else pd.Series(self._columns.pop(column.name), dtype="str")
                )
                for column in MENTIONS.columns
            }
        )


def _describe_regions(item: Found) -> tuple[str, str | None, str | None]:
    """Say status, region and candidates of a mention."""
    if item.is_settled:
        return "matched", item.regions[0][0], None
    candidates = json.dumps(item.regions) if item.regions else None
    if item.level == "macro":
        return "matched", None, candidates
    return "ambiguous" if candidates else "unmatched", None, candidates
