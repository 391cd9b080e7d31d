"""One sheet of an invented table with the truth of its cells, and how it is saved."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from indicators.reading.grid import name_column


@dataclass(frozen=True)
class Truth:
    """What is true of one cell."""

    region_id: str
    period: str
    part: str
    value: float | None
    status: str


@dataclass
class Sheet:
    """A sheet and the truth of its values by address."""

    name: str
    unit: str | None = None
    cells: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    truth: dict = field(default_factory=dict)
    description: str = ""
    second: set = field(default_factory=set)
    delimiter: str = ","
    encoding: str = "utf-8"

    def turn(self) -> None:
        """Turn rows into columns."""
        self.cells = {(c, r): content for (r, c), content in self.cells.items()}
        self.truth = {(c, r): found for (r, c), found in self.truth.items()}
        self.merged = [(b, a, d, c) for a, b, c, d in self.merged]

    def locate(self) -> dict:
        """Give the truth by address, and whether it is of a second table."""
        return {
            f"{name_column(column)}{row + 1}": (found, (row, column) in self.second)
            for (row, column), found in self.truth.items()
        }


def write_book(sheets: list[Sheet], path: Path) -> None:
    """Write sheets as a workbook, or one sheet as delimited text, by the ending."""
    if path.suffix == ".csv":
        write_text(sheets[0], path)
        return
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), content in sheet.cells.items():
            page.cell(row + 1, column + 1, content)
        for row, column, last_row, last_column in sheet.merged:
            page.merge_cells(
                start_row=row + 1,
                start_column=column + 1,
                end_row=last_row + 1,
                end_column=last_column + 1,
            )
    book.save(path)


def write_text(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a spreadsheet program saves it as text."""
    n_rows = max(row for row, _ in sheet.cells) + 1
    n_columns = max(column for _, column in sheet.cells) + 1
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sheet.delimiter, lineterminator="\r\n")
    for row in range(n_rows):
        writer.writerow(
            [str(sheet.cells.get((row, column), "")) for column in range(n_columns)]
        )
    path.write_bytes(text.getvalue().encode(sheet.encoding, errors="replace"))
