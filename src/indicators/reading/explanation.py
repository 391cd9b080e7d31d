"""What did the reader take each row and column of a file for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.periods import build_period
from indicators.schemas import READING_ROLES
from ledger import build_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from indicators.reading.layout import Table
    from indicators.reading.periods import PeriodWords

_MOST_ROWS = 2000
_SHOWN = 6
_LONGEST = 24


def build_roles(tables: Sequence[Table]) -> pd.DataFrame:
    """Build the table of what the reader decided.

    Parameters
    ----------
    tables : sequence of Table
        Tables of a file.

    Returns
    -------
    pandas.DataFrame
        Reading_roles table: one row for each column and each row of each table; of
        tables with more than 2,000 rows the first 2,000.
    """
    found: list[dict[str, object]] = []
    for number, table in enumerate(tables, 1):
        found += _list_columns(table, number)
        found += _list_rows(table, number)
    return build_table(found, READING_ROLES)


def _list_columns(table: Table, number: int) -> list[dict[str, object]]:
    grid = table.grid
    axis = "row" if table.is_turned else "column"
    first = min(table.head.body, len(grid.rows) - 1)
    rows = []
    for column, plan in sorted(table.columns.items()):
        period = _write_period(plan.words)
        detail = "; ".join(
            part
            for part in (
                f"period {period}" if period else "",
                f"unit {plan.unit}" if plan.unit else "",
                f"of {plan.rest!r}" if plan.rest and plan.role == "value" else "",
                plan.note,
                "hidden" if column in grid.hidden_columns else "",
            )
            if part
        )
        rows.append(
            {
                "table": number,
                "sheet": grid.name.strip(),
                "axis": axis,
                "position": column + 1,
                "cell": grid.locate(first, column),
                "role": plan.role,
                "detail": detail,
                "contents": " / ".join(plan.path),
            }
        )
    return rows


def _list_rows(table: Table, number: int) -> list[dict[str, object]]:
    grid = table.grid
    axis = "column" if table.is_turned else "row"
    rows = []
    for row, plan in sorted(table.rows.items())[:_MOST_ROWS]:
        role: str = plan.role
        if row in table.head.levels:
            role = f"header {table.head.levels.index(row) + 1}"
        detail = [plan.region_id or "", plan.note]
        if row in grid.hidden_rows:
            detail.append("hidden")
        context = plan.context
        if context.heading or context.part:
            names = ", ".join(part for part in (context.heading, context.part) if part)
            detail.append(f"under {names!r}")
        if context.words is not None:
            detail.append(f"period {_write_period(context.words)}")
        rows.append(
            {
                "table": number,
                "sheet": grid.name.strip(),
                "axis": axis,
                "position": grid.lines[row],
                "cell": grid.locate(row, table.axis.column),
                "role": role,
                "detail": "; ".join(part.strip() for part in detail if part),
                "contents": _show(grid.rows[row]),
            }
        )
    return rows


def _write_period(words: PeriodWords | None) -> str:
    """Write what a header says of a period; YYYY where the year stands elsewhere."""
    if words is None:
        return ""
    if words.has_several:
        return "not one period"
    return build_period(words.year or "YYYY", words.part)


def _show(cells: Sequence[object]) -> str:
    filled = [str(cell).strip() for cell in cells if cell is not None]
    shown = [text[:_LONGEST] for text in filled if text][:_SHOWN]
    more = " | ..." if len(filled) > _SHOWN else ""
    return " | ".join(shown) + more
