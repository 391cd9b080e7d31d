"""Which of a file's tables are one indicator, and what are the others called?

Sheets that continue each other (1998-2007, 2008-2023) are one indicator. Tables that
give other values for the same regions and periods (men, urban population, a second
value column) are indicators of their own, named after what tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.reading.dimensions import find_dimension
from indicators.schemas import INDICATORS
from indicators.units import find_unit
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

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
    found = _describe_series(frame, order)
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
    for indicator_id, group in values.groupby("indicator_id", sort=True):
        counts = group["unit"].value_counts()
        unit = str(counts.index[0])
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


@dataclass(frozen=True, slots=True)
class _Contents:
    """What one series holds: regions and periods, units."""

    keys: frozenset[tuple[str, str]]
    units: frozenset[str]


def _describe_series(frame: pd.DataFrame, order: Sequence[int]) -> dict[int, _Contents]:
    if len(order) == 1:
        # One series overlaps with nothing; what it holds is not needed.
        return {order[0]: _Contents(frozenset(), frozenset())}
    columns = ["series", "region_id", "period", "unit"]
    unique = frame[columns].drop_duplicates()
    return {
        int(str(place)): _Contents(
            frozenset(zip(group["region_id"], group["period"], strict=True)),
            frozenset(group["unit"].dropna()),
        )
        for place, group in unique.groupby("series", sort=False)
    }


def _goes_on(
    names: Sequence[Series], found: Mapping[int, _Contents], first: int, place: int
) -> bool:
    """Whether one series can be a part of the same indicator as another."""
    one, other = names[first], names[place]
    # Columns and parts of one table stay apart even where rows do not overlap.
    if (_find_parts(one.heading), *one[2:4]) != (
        _find_parts(other.heading),
        *other[2:4],
    ):
        return False
    if found[first].keys & found[place].keys:
        return False
    units = found[first].units, found[place].units
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
