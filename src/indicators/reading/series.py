"""Which of a file's tables are one indicator, and what are the others called?

Sheets that continue each other (1998-2007, 2008-2023) are one indicator. Tables that
give other values for the same regions and periods (men, urban population, a second
value column) are indicators of their own, named after what tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.schemas import INDICATORS
from indicators.units import find_unit
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from indicators.reading.records import Record, Tally

_SHOWN = 8


def name_series(
    records: list[Record], base: str, file: str, tally: Tally
) -> list[tuple[str, Record]]:
    """Give each record the id of its indicator.

    Parameters
    ----------
    records : list of Record
        Records in the order of the file.
    base : str
        Id of the first table.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    list of (str, Record)
        Records with ids.
    """
    by_series: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        by_series.setdefault(record.series, []).append(record)
    own_names = {series[3] for series in by_series if series[3]}
    has_sheets = len({series[0] for series in by_series}) > 1
    taken: dict[str, set[tuple[str, str]]] = {}
    first_heads: dict[str, tuple[str, ...]] = {}
    ids: dict[tuple[str, ...], str] = {}
    for series, members in by_series.items():
        keys = {(record.region_id, record.period) for record in members}
        own = _make_slug(series[3]) if len(own_names) > 1 else ""
        for name in _list_names(own or base, series, has_sheets=has_sheets):
            # Columns of one table stay apart even where their rows do not overlap.
            is_other = name in first_heads and first_heads[name] != series[2:]
            if is_other or keys & taken.get(name, set()):
                continue
            ids[series] = name
            taken.setdefault(name, set()).update(keys)
            first_heads.setdefault(name, series[2:])
            break
    if len(set(ids.values())) > 1:
        names = list(dict.fromkeys(ids.values()))
        tally.report(
            "several-tables",
            "note",
            file,
            found=f"{len(names)} indicators: {', '.join(names[:_SHOWN])}",
            rest="One table | Each has an id of its own; choose with 'select' or "
            "'columns' to read one alone",
        )
    return [(ids[record.series], record) for record in records]


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


def _list_names(base: str, series: tuple[str, ...], *, has_sheets: bool) -> list[str]:
    """List names for a series, from the shortest to one that is always free."""
    sheet, heading, column = (_make_slug(part) for part in series[:3])
    inner = "-".join(part for part in (heading, column) if part)
    parts = [inner]
    if has_sheets:
        # A heading such as "urban population" says little without its sheet.
        parts = [sheet, f"{sheet}-{inner}"] if heading or not column else [inner]
    names = [base, *(f"{base}:{part}" for part in parts if part)]
    joined = "-".join(part for part in (sheet, inner) if part) or "table"
    return [*names, *(f"{base}:{joined}-{number}" for number in range(2, 99))]


def _make_slug(text: str) -> str:
    return re.sub(r"[^\w%$₸]+", "-", text.casefold()).strip("-")
