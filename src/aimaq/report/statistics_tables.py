"""How are indicators and indexes printed: values by region and year, ranks, sources?"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from aimaq.report.formatting import (
    MISSING,
    format_count,
    format_number,
    format_period,
    format_share,
    is_missing,
    link_evidence,
)
from aimaq.report.inputs import Material, list_rows

# More periods than this make a table nobody reads; all stand in the Parquet file.
_MOST_PERIODS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCell:
    """One number of a table.

    Parameters
    ----------
    text, title, href : str
        The number, its explanation, and the address of its evidence.
    mark : str
        Status of a value that is not simply observed.
    """

    text: str
    title: str
    href: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTable:
    """One indicator or index, by region and period.

    Parameters
    ----------
    variable, title, unit, note : str
        What it is.
    periods : tuple of str
        Its columns.
    rows : tuple of (str, tuple of ValueCell)
        Name of each region, and its cells.
    n_left_out : int
        Earlier periods that are not printed.
    """

    variable: str
    title: str
    unit: str
    note: str
    periods: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ValueCell, ...]], ...]
    n_left_out: int


def build_indicator_tables(material: Material) -> list[ValueTable]:
    """Build one table for each indicator, with a link from each value to its cell."""
    about = {
        row["indicator_id"]: row for row in list_rows(material.tables["indicators"])
    }
    tables = []
    for variable, frame in material.tables["indicator_values"].groupby("indicator_id"):
        cells = {
            (row["region_id"], row["period"]): _build_value(material, row)
            for row in list_rows(frame)
        }
        row = about.get(str(variable), {})
        direction = {1: "more is better", -1: "less is better"}.get(
            row.get("direction") or 0, ""
        )
        parts = (row.get("kind") or "", direction)
        tables.append(
            _build_table(
                material,
                str(variable),
                cells,
                unit=material.units.get(str(variable), ""),
                note=", ".join(part for part in parts if part),
            )
        )
    return tables


def _build_value(material: Material, row: dict[str, Any]) -> ValueCell:
    name = material.regions.get(row["region_id"], row["region_id"])
    status = row["status"] or ""
    text = format_number(row["value"])
    source = row["source_cell"] or "no source cell"
    reason = f"missing ({status})" if is_missing(row["value"]) else text
    return ValueCell(
        text=text,
        title=f"{name}, {format_period(row['period'])}: {reason}; {source}",
        href=link_evidence(row["indicator_id"], row["region_id"], row["period"]),
        mark="" if status == "observed" else status,
    )


SCALES = {
    "0-1": "0 to 1",
    "z": "standard deviations from the mean",
    "mean-100": "percent of the mean",
    "copeland": "wins less losses, from -1 to 1",
}


def build_index_tables(material: Material) -> list[ValueTable]:
    """Build one table for each index: score, rank, and the interval in the title."""
    tables = []
    declared = {index.index_id: index for index in material.study.indexes}
    for variable, frame in material.tables["index_scores"].groupby("index_id"):
        cells = {
            (row["region_id"], row["period"]): _build_score(material, row)
            for row in list_rows(frame)
        }
        note = ""
        if index := declared.get(str(variable)):
            components = ", ".join(material.get_name(item) for item in index.components)
            note = f"{index.normalization}, {index.aggregation} mean of: {components}"
        tables.append(
            _build_table(
                material, str(variable), cells, unit=_name_scale(frame), note=note
            )
        )
    return tables


def _name_scale(frame: pd.DataFrame) -> str:
    known = frame["scale"].dropna()
    return SCALES.get(str(known.iloc[0]), "") if len(known) else "0 to 1"


def _build_score(material: Material, row: dict[str, Any]) -> ValueCell:
    name = material.regions.get(row["region_id"], row["region_id"])
    where = f"{name}, {format_period(row['period'])}"
    base = (
        f"{format_count(row['n_components'])} components, "
        f"coverage {format_share(row['coverage'])}"
    )
    if is_missing(row["score"]):
        text, mark, finding = MISSING, "", "missing"
    else:
        text = format_number(row["score"], digits=2)
        mark = "" if is_missing(row["rank"]) else f"rank {format_count(row['rank'])}"
        finding = text
        if not is_missing(row["conf_low"]):
            low, high = (
                format_number(row[name], digits=2) for name in ("conf_low", "conf_high")
            )
            finding = f"{text} (interval {low} to {high})"
    return ValueCell(
        text=text,
        title=f"{where}: {finding}; {base}",
        href=link_evidence(row["index_id"], row["region_id"], row["period"]),
        mark=mark,
    )


def _build_table(
    material: Material,
    variable: str,
    cells: dict[tuple[str, str], ValueCell],
    *,
    unit: str,
    note: str,
) -> ValueTable:
    periods = sorted({period for _, period in cells})
    shown = periods[-_MOST_PERIODS:]
    inside = [
        region for region in material.regions if any(r == region for r, _ in cells)
    ]
    # Values of regions outside the boundaries would otherwise disappear silently.
    outside = sorted({region for region, _ in cells} - set(material.regions))
    rows = []
    for region in (*inside, *outside):
        name = material.regions.get(region, region)
        line = []
        for period in shown:
            absent = ValueCell(
                text=MISSING, title=f"{name}, {format_period(period)}: no row", href=""
            )
            line.append(cells.get((region, period), absent))
        rows.append((name, tuple(line)))
    return ValueTable(
        variable=variable,
        title=material.get_name(variable),
        unit=unit,
        note=note,
        periods=tuple(format_period(period) for period in shown),
        rows=tuple(rows),
        n_left_out=len(periods) - len(shown),
    )
