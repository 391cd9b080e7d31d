"""Small tables of statistics."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from indicators import INDICATOR_VALUES, INDICATORS
from ledger import build_table


@pytest.fixture
def write_csv(tmp_path: Path):
    """Write text as a delimited file."""

    def write(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def write_workbook(tmp_path: Path):
    """Write sheets of rows as a workbook; merged ranges by sheet."""

    def write(sheets: dict, merged: dict | None = None) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for area in (merged or {}).get(name, ()):
                sheet.merge_cells(area)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def make_values():
    """Make a values table of (indicator, region, period, value[, status])."""

    def make(rows: list[tuple], unit: str = "persons") -> pd.DataFrame:
        return build_table(
            [
                {
                    "indicator_id": row[0],
                    "region_id": row[1],
                    "period": row[2],
                    "value": row[3],
                    "unit": unit,
                    "status": row[4] if len(row) > 4 else "observed",
                    "source_cell": f"made up {number}",
                }
                for number, row in enumerate(rows)
            ],
            INDICATOR_VALUES,
        )

    return make


@pytest.fixture
def make_indicators():
    """Make an indicators table of kinds by id."""

    def make(unit: str = "persons", **kinds: str) -> pd.DataFrame:
        return build_table(
            [
                {
                    "indicator_id": name,
                    "title": name,
                    "unit": unit,
                    "kind": kind,
                    "direction": 1,
                }
                for name, kind in kinds.items()
            ],
            INDICATORS,
        )

    return make


def look_up(values: pd.DataFrame, column: str = "value") -> dict:
    """Look values up by region and period."""
    return {
        (region, period): content
        for region, period, content in zip(
            values["region_id"], values["period"], values[column], strict=True
        )
    }
