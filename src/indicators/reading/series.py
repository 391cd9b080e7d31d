"""Which of a file's tables are one indicator, and what are the others called?

Sheets that continue each other (1998-2007, 2008-2023) are one indicator. Tables that
give other values for the same regions and periods (men, urban population, a second
value column) are indicators of their own, named after what tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from indicators.reading.dimensions import find_dimension
from indicators.schemas import INDICATORS
from indicators.units import find_unit
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.reading.records import Series, Tally

_SHOWN = 8


def name_series(
    frame: pd.DataFrame, names: Sequence[Series], base: str, file: str, tally: Tally
) -> pd.DataFrame:
    """Give each record the id of its indicator.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records of a file, with the position of their series.
    names : sequence of Series
        The series.
    base : str
        Id of the first table.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    pandas.DataFrame
        The records with a column ``indicator_id``.
    """
    order = list(dict.fromkeys(frame["series"]))
    own_names = {names[place].indicator for place in order if names[place].indicator}
    has_sheets = len({names[place].sheet for place in order}) > 1
    has_tables = len({names[place].table for place in order}) > 1
    found = _Holdings(frame)
    members: dict[str, list[int]] = {}
    ids: dict[int, str] = {}
    joined: list[tuple[str, str]] = []
    for place in order:
        series = names[place]
        own = _make_slug(series.indicator) if len(own_names) > 1 else ""
        options = _list_names(
            own or base, series, has_sheets=has_sheets, has_tables=has_tables
        )
        for name in options:
            others = members.get(name, [])
            if not all(_goes_on(names, found, other, place) for other in others):
                continue
            ids[place] = name
            members.setdefault(name, []).append(place)
            if any(_is_joined(names[other], series) for other in others):
                joined.append((name, series.sheet))
            break
    _report_joined(joined, file, tally)
    if len(set(ids.values())) > 1:
        unique = list(dict.fromkeys(ids.values()))
        tally.report(
            "several-tables",
            "note",
            file,
            found=f"{len(unique)} indicators: {', '.join(unique[:_SHOWN])}",
            rest="One table | Each has an id of its own; choose with 'select' or "
            "'columns' to read one alone",
        )
    return frame.assign(indicator_id=frame["series"].map(ids).astype("str"))


def find_origin_unit(units: Iterable[str]) -> str | None:
    """Take the unit of the other tables of an indicator, if they agree."""
    found = {unit for unit in units if find_unit(unit) is not None}
    return found.pop() if len(found) == 1 else None


def build_indicators(
    values: pd.DataFrame, *, title: str, origin_id: str | None
) -> pd.DataFrame:
    """Build the indicators table that belongs to values.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    title : str
        Name for people.
    origin_id : str or None
        Where the data come from.

    Returns
    -------
    pandas.DataFrame
        Indicators table. Kind follows from the unit: amounts and counts are
        extensive, rates, ratios and unknown units intensive.
    """
    rows = []
    counts = values.groupby(["indicator_id", "unit"], sort=True).size()
    counts = counts.sort_values(ascending=False, kind="stable")
    first = counts.reset_index().drop_duplicates("indicator_id")
    for indicator_id, unit in sorted(
        zip(first["indicator_id"], first["unit"], strict=True)
    ):
        parsed = find_unit(unit)
        suffix = str(indicator_id).partition(":")[2]
        rows.append(
            {
                "indicator_id": indicator_id,
                "title": f"{title}: {suffix}" if suffix else title,
                "unit": unit,
                "kind": "extensive" if parsed and parsed.is_extensive else "intensive",
                "direction": 1,
                "origin_id": origin_id,
            }
        )
    return build_table(rows, INDICATORS)


class _Holdings:
    """What each series holds: regions and periods, units; found when asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._rows: dict[int, pd.DataFrame] = {}

    def _take(self, place: int) -> pd.DataFrame:
        if not self._rows:
            columns = ["series", "region_id", "period", "unit"]
            unique = self._frame[columns].drop_duplicates()
            self._rows = {int(str(key)): part for key, part in unique.groupby("series")}
        return self._rows[place]

    def overlap(self, one: int, other: int) -> bool:
        """Whether two series have values for one region and period."""
        columns = ["region_id", "period"]
        first, second = self._take(one), self._take(other)
        keys = pd.MultiIndex.from_frame(first[columns])
        return bool(keys.isin(pd.MultiIndex.from_frame(second[columns])).any())

    def find_units(self, place: int) -> frozenset[str]:
        """Find the units of a series."""
        return frozenset(self._take(place)["unit"].dropna())


def _goes_on(names: Sequence[Series], found: _Holdings, first: int, place: int) -> bool:
    """Whether one series can be a part of the same indicator as another."""
    one, other = names[first], names[place]
    # Columns and parts of one table stay apart even where rows do not overlap.
    if (_find_parts(one.heading), *one[2:4]) != (
        _find_parts(other.heading),
        *other[2:4],
    ):
        return False
    if found.overlap(first, place):
        return False
    units = found.find_units(first), found.find_units(place)
    if all(units) and not units[0] & units[1]:
        return False
    if one.table == other.table:
        return True
    if one.sheet == other.sheet and other.topic and not one.topic:
        # A title over the second table only begins something new.
        return False
    return one.topic <= other.topic or other.topic <= one.topic


def _is_joined(one: Series, other: Series) -> bool:
    """Whether two tables of one sheet were joined though the second has no title."""
    is_apart = one.sheet == other.sheet and one.table != other.table
    return is_apart and not (one.topic and other.topic)


def _report_joined(joined: list[tuple[str, str]], file: str, tally: Tally) -> None:
    for name, sheet in dict.fromkeys(joined):
        tally.report(
            "tables-joined",
            "warning",
            f"{file}, sheet {sheet!r}" if sheet else file,
            found=f"two tables without titles that tell them apart, both taken as {name}",
            rest="One table, or a title over each | Write titles over the tables if "
            "they measure different things",
        )


def _find_parts(heading: str) -> tuple[tuple[str, str], ...]:
    """Find what a heading breaks values down by; other headings only announce."""
    found = (find_dimension(part) for part in heading.split(", "))
    return tuple(part for part in found if part is not None and part[1] != "total")


def _list_names(
    base: str, series: Series, *, has_sheets: bool, has_tables: bool
) -> list[str]:
    """List names for a series, from the shortest to one that is always free."""
    sheet, heading, column = (_make_slug(part) for part in series[:3])
    inner = "-".join(part for part in (heading, column) if part)
    parts = [inner]
    if has_sheets:
        # A heading such as "urban population" says little without its sheet.
        both = inner if inner.startswith(f"{sheet}-") else f"{sheet}-{inner}"
        parts = [sheet, both] if heading or not column else [inner]
    names = [base, *(f"{base}:{part}" for part in parts if part)]
    joined = "-".join(part for part in (sheet, inner) if part) or "table"
    if has_tables and series.table > 1:
        joined = f"table-{series.table}" + (f"-{inner}" if inner else "")
        names = [base, *(f"{base}:{inner}" for _ in (1,) if inner), f"{base}:{joined}"]
    return [*names, *(f"{base}:{joined}-{number}" for number in range(2, 99))]


def _make_slug(text: str) -> str:
    return re.sub(r"[^\w%$₸]+", "-", text.casefold()).strip("-")
