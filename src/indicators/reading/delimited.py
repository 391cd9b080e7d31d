"""Delimited text: encoding, delimiter, rows with their line numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from indicators.reading.grid import Grid
from ledger import TableError

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 50
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(path: Path) -> Grid:
    """Read a delimited text file into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file: UTF-8, UTF-16 with its mark, or Windows-1251.

    Returns
    -------
    Grid
        All cells as text; lines are those of the file.

    Raises
    ------
    TableError
        If the file is empty or not text.
    """
    data = path.read_bytes()
    if not data.strip():
        raise TableError(
            f"{path.name}: the file is empty. Expected a table of regions. Save it "
            "again from its program."
        )
    text = _decode(data, path.name)
    delimiter = _find_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[object, ...]] = []
    lines: list[int] = []
    start = 1
    try:
        for row in reader:
            rows.append(tuple(row))
            lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            f"{path.name}, line {start}: {error}. Expected a delimited table. Save "
            "the file again as CSV in UTF-8."
        ) from None
    return Grid(name="", file=path.name, rows=tuple(rows), lines=tuple(lines))


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding)
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
        return data.decode("cp1251")
    except UnicodeDecodeError:
        raise TableError(
            f"{name}: neither UTF-8 nor Windows-1251. Expected one of them. Save the "
            "file again in UTF-8."
        ) from None


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
