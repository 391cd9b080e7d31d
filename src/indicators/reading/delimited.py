"""Delimited text: encoding, delimiter, rows with their line numbers."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from indicators.reading.grid import Grid
from ledger import Problem, TableError

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200
_SAMPLE_CHARACTERS = 200_000
_MAX_BYTES = 150_000_000
_SHOWN = 5
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_YEAR = re.compile(r"(?:19|20)\d{2}\D{0,3}")
# Letters of other languages that cp1251 shows where kz1048 has Kazakh ones.
_NOT_KAZAKH = re.compile(r"[ЌќЋћЎўЈЄєЇїґҐЅѕ]")


def read_delimited(path: Path) -> tuple[Grid, tuple[Problem, ...]]:
    """Read a delimited text file into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file: UTF-8, UTF-16 with its mark, Windows-1251 or KZ-1048.

    Returns
    -------
    Grid
        All cells as text; lines are those of the file.
    tuple of Problem
        Rows with more cells than the table has columns; they are not read, because
        what they hold has moved to other columns.

    Raises
    ------
    TableError
        If the file is empty, larger than 150 MB or not text.
    """
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise TableError(
            f"{path.name}: {size // 1_000_000} MB. Expected at most "
            f"{_MAX_BYTES // 1_000_000} MB of text. Keep the rows and columns that are "
            "needed, or divide the file by years."
        )
    data = path.read_bytes()
    if not data.strip():
        raise TableError(
            f"{path.name}: the file is empty. Expected a table of regions. Save it "
            "again from its program."
        )
    text = _decode(data, path.name)
    delimiter = _find_delimiter(text[:_SAMPLE_CHARACTERS])
    rows, lines = _read_rows(text, delimiter, path.name)
    rows, problems = _set_apart_shifted(rows, lines, path.name, delimiter)
    grid = Grid(
        name="", file=path.name, rows=tuple(rows), lines=tuple(lines), is_text=True
    )
    return grid, problems


def _read_rows(
    text: str, delimiter: str, file: str
) -> tuple[list[tuple[object, ...]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[object, ...]] = []
    lines: list[int] = []
    start = 1
    # Most cells repeat; one copy of each keeps large files small in memory.
    known: dict[str, str] = {}
    keep = known.setdefault
    try:
        for row in reader:
            rows.append(tuple([keep(cell, cell) for cell in row]))
            lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            f"{file}, line {start}: {error}. Expected a delimited table. Save "
            "the file again as CSV in UTF-8."
        ) from None
    return rows, lines


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise TableError(
            f"{name}: found bytes that are not text. Expected CSV in UTF-8 or "
            "Windows-1251. Save the table as CSV or XLSX."
        )
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        text = data.decode("kz1048", errors="replace")
    if _NOT_KAZAKH.search(text):
        text = data.decode("kz1048", errors="replace")
    if "\ufffd" in text:
        raise TableError(
            f"{name}: neither UTF-8 nor Windows-1251. Expected one of them. Save the "
            "file again in UTF-8."
        )
    return text


def _find_delimiter(text: str) -> str:
    """Take the delimiter that cuts the most rows into the same number of cells."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = []
        try:
            for row, _ in zip(reader, range(_SAMPLE), strict=False):
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
        except csv.Error:
            continue
        if not widths:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        if common == 1:
            continue
        score = widths.count(common) / len(widths) + common / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _set_apart_shifted(
    rows: list[tuple[object, ...]], lines: list[int], file: str, delimiter: str
) -> tuple[list[tuple[object, ...]], tuple[Problem, ...]]:
    """Empty the rows that have more cells than the header of the table."""
    width = _find_width(rows)
    wide = [
        place
        for place, row in enumerate(rows)
        if len(row) > width and any(str(cell).strip() for cell in row[width:])
    ]
    if not wide or not width:
        return rows, ()
    shifted = set(wide)
    cut = [() if place in shifted else row for place, row in enumerate(rows)]
    shown = ", ".join(str(lines[place]) for place in wide[:_SHOWN])
    problem = Problem(
        code="row-too-wide",
        severity="error",
        where=f"{file}, line {lines[wide[0]]}",
        found=f"{len(wide)} rows with more cells than the {width} of the header "
        f"(lines {shown})",
        expected=f"{width} cells in each row, divided by {delimiter!r}",
        action="These rows were not read. Put cells that contain the delimiter (such "
        "as numbers with a decimal comma) in quotation marks, or divide by ';'",
    )
    return cut, (problem,)


def _find_width(rows: list[tuple[object, ...]]) -> int:
    """Count the columns of the header: the widest row above the first with numbers."""
    width = 0
    for row in rows:
        filled = [str(cell).strip() for cell in row if str(cell).strip()]
        numbers = [text for text in filled if text[0].isdigit()]
        if numbers and width:
            return width
        if numbers:
            return len(row) if all(map(_YEAR.fullmatch, numbers)) else 0
        if len(filled) > 1:
            width = max(width, len(row))
    return width
