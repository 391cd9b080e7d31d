"""Which of a file's tables are one indicator, and what are the others called?

Sheets that continue each other (1998-2007, 2008-2023) are one indicator. Tables that
give other values for the same regions and periods (men, urban population, a second
value column) are indicators of their own, named after what tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.reading.dimensions import find_dimension
from indicators.schemas import INDICATORS
from indicators.units import find_unit
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    own_names = {names[place][3] for place in order if names[place][3]}
    has_sheets = len({names[place][0] for place in order}) > 1
    keys = _list_keys(frame, order)
    taken: dict[str, set[tuple[str, str]]] = {}
    first_heads: dict[str, tuple[object, ...]] = {}
    ids: dict[int, str] = {}
    for place in order:
        series = names[place]
        own = _make_slug(series[3]) if len(own_names) > 1 else ""
        # Columns and parts of one table stay apart even where rows do not overlap.
        head = (_find_parts(series[1]), *series[2:])
        for name in _list_names(own or base, series, has_sheets=has_sheets):
            is_other = name in first_heads and first_heads[name] != head
            if is_other or keys[place] & taken.get(name, set()):
                continue
            ids[place] = name
            taken.setdefault(name, set()).update(keys[place])
            first_heads.setdefault(name, head)
            break
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


def _list_keys(
    frame: pd.DataFrame, order: Sequence[int]
) -> dict[int, set[tuple[str, str]]]:
    if len(order) == 1:
        # One series overlaps with nothing; its keys are not needed.
        return {order[0]: set()}
    unique = frame[["series", "region_id", "period"]].drop_duplicates()
    return {
        int(str(place)): set(zip(group["region_id"], group["period"], strict=True))
        for place, group in unique.groupby("series", sort=False)
    }


def _find_parts(heading: str) -> tuple[tuple[str, str], ...]:
    """Find what a heading breaks values down by; other headings only announce."""
    found = (find_dimension(part) for part in heading.split(", "))
    return tuple(part for part in found if part is not None and part[1] != "total")


def _list_names(base: str, series: Series, *, has_sheets: bool) -> list[str]:
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
    return [*names, *(f"{base}:{joined}-{number}" for number in range(2, 99))]


def _make_slug(text: str) -> str:
    return re.sub(r"[^\w%$₸]+", "-", text.casefold()).strip("-")
