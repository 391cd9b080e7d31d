"""Which regions does each passage name?

Brings together the gazetteer of a country, the search for its names and their
reading in context, and writes the mentions table.
"""

import json
import logging
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from atlas import read_names
from discourse.mentions.gazetteer import build_gazetteer
from discourse.mentions.matching import Matcher
from discourse.mentions.resolution import Found, resolve_matches
from discourse.schemas import MENTIONS
from ledger import Progress, build_table

if TYPE_CHECKING:
    from atlas import RegionRegistry

logger = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def _read_matcher(registry: Any) -> Matcher:
    return Matcher(build_gazetteer(read_names(registry)))


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
        text are used.
    registry : RegionRegistry, optional
        The regions and their names; Kazakhstan's if missing.
    progress : Progress, optional
        Told about each passage.

    Returns
    -------
    DataFrame
        A mentions table: one row per occurrence of a name, with the region at the
        date of the document, the sense, and the rule that decided.

    Notes
    -----
    A region is given where one fits; where several do, status is ``ambiguous`` and
    ``candidates`` holds each with its weight, from which
    :func:`build_passage_regions` goes on. Without a date, a place that changed its
    region is ambiguous between its regions. Names of villages are ``unmatched``.
    Words that only look like names are left out.

    Checked against: sentences annotated by hand in three languages
    (``tests/quality/test_mention_floors.py``).
    """
    matcher = _read_matcher(registry if registry is not None else "kazakhstan")
    rows: list[dict[str, Any]] = []
    if progress is not None:
        progress.start("mentions", len(passages))
    for _, group in passages.groupby("document_id", sort=False):
        rows.extend(_find_in_document(group, matcher, progress))
    if progress is not None:
        progress.finish()
    logger.info("mentions: %d passages -> %d mentions", len(passages), len(rows))
    return build_table(
        pd.DataFrame(rows, columns=[c.name for c in MENTIONS.columns]), MENTIONS
    )


def _find_in_document(
    group: pd.DataFrame, matcher: Matcher, progress: Progress | None
) -> Iterator[dict[str, Any]]:
    open_passages = []
    named: set[str] = set()
    spans = _list_spans(group)
    for passage_id, document_id, days, text in zip(
        group["passage_id"], group["document_id"], spans, group["text"], strict=True
    ):
        matches = matcher.find_matches(text)
        if progress is not None:
            progress.advance()
        if not matches:
            continue
        found = resolve_matches(text, matches, days=days)
        named.update(item.regions[0][0] for item in found if len(item.regions) == 1)
        open_passages.append((passage_id, document_id, days, text, matches, found))
    for passage_id, document_id, days, text, matches, found in open_passages:
        read = found
        if any(item.is_open for item in found):
            read = resolve_matches(text, matches, days=days, known=frozenset(named))
        for item in read:
            yield _build_row(passage_id, document_id, text, item)


def _list_spans(group: pd.DataFrame) -> list[tuple[str, str]]:
    """List the days each passage may be of: its date, else its year, else any."""
    missing = [None] * len(group)
    dates = group["date"].tolist() if "date" in group else missing
    years = group["year"].tolist() if "year" in group else missing
    spans = []
    for date, year in zip(dates, years, strict=True):
        if isinstance(date, str) and date:
            # A date may lack its day or month.
            spans.append((f"{date}-01-01"[:10], f"{date}-12-31"[:10]))
        elif year is not None and not pd.isna(year):
            spans.append((f"{int(year):04d}-01-01", f"{int(year):04d}-12-31"))
        else:
            spans.append(("0000-01-01", "9999-12-31"))
    return spans


def _build_row(
    passage_id: str, document_id: str, text: str, item: Found
) -> dict[str, Any]:
    status, region, candidates = "unmatched", None, None
    if item.is_open:
        status = "ambiguous"
        candidates = json.dumps([list(pair) for pair in item.regions])
    elif item.regions:
        status, region = "matched", item.regions[0][0]
    elif item.level == "macro":
        status = "matched"
    return {
        "mention_id": f"{passage_id}@{item.start}",
        "passage_id": passage_id,
        "document_id": document_id,
        "start": item.start,
        "end": item.end,
        "surface": text[item.start : item.end],
        "region_id": region,
        "level": item.level,
        "sense": item.sense,
        "status": status,
        "rule": item.rule,
        "candidates": candidates,
    }
