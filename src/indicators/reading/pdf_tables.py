"""Tables in PDF pages: cells by their ruled lines, or by the gaps between words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from indicators.reading.grid import Grid, name_column
from ledger import Problem, TableError

if TYPE_CHECKING:
    from pathlib import Path

_MAX_PAGES = 300
_MAX_CAPTION = 6
_TEXT_SETTINGS = {"vertical_strategy": "text", "horizontal_strategy": "text"}
_Cells = tuple[tuple[object, ...], ...]


def read_pdf_tables(path: Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read the tables of a PDF into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file; its pages must have text, not only pictures.

    Returns
    -------
    tuple of Grid
        One for each table, with the lines of text above it as captions. A table that
        goes on without a header on the next page is joined to its beginning. The
        address of a cell has page, table, and place in the table
        (``report.pdf#page 3, table 1!C5``).
    tuple of Problem
        Tables without ruled lines, whose cells were found by gaps.

    Raises
    ------
    TableError
        If the file is encrypted or damaged, has more than 300 pages, or no table.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path) as document:
            _check_length(path.name, len(document.pages))
            tables: list[_Table] = []
            problems: list[Problem] = []
            has_text = False
            for page in document.pages:
                has_text = has_text or bool(page.chars)
                tables += _find_tables(page, path.name, problems)
    except TableError:
        raise
    except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
        is_locked = "password" in f"{type(error).__name__} {error!r}".lower()
        found = "is encrypted" if is_locked else f"cannot be read ({error!r})"
        raise TableError(
            f"{path.name}: {found}. Expected a PDF with text. Save it again without a "
            "password."
        ) from None
    if not tables:
        rest = "no table found" if has_text else "pages without text (pictures)"
        raise TableError(
            f"{path.name}: {rest}. Expected a table of regions. Take the table from "
            "the workbook, or type it into one."
        )
    return tuple(_join_pages(tables, path.name)), tuple(problems)


def _check_length(file: str, n_pages: int) -> None:
    if n_pages > _MAX_PAGES:
        raise TableError(
            f"{file}: {n_pages} pages. Expected at most {_MAX_PAGES}. Save the pages "
            "with the tables as a file of their own."
        )


class _Table:
    """One table of one page."""

    def __init__(self, place: str, cells: _Cells, captions: tuple[str, ...]) -> None:
        self.place, self.cells, self.captions = place, cells, captions

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)


def _find_tables(page: Any, file: str, problems: list[Problem]) -> list[_Table]:
    found = page.find_tables()
    found = [table for table in found if len(table.rows) > 1 or len(table.cells) > 2]  # noqa: PLR2004 - a frame is no table
    if not found and page.chars:
        found = page.find_tables(_TEXT_SETTINGS)
        found = [table for table in found if len(table.rows) > 2]  # noqa: PLR2004
        if found:
            problems.append(
                Problem(
                    code="table-without-lines",
                    severity="warning",
                    where=f"{file}, page {page.page_number}",
                    found="a table without ruled lines; its cells were found by the "
                    "gaps between words",
                    expected="A table with ruled lines",
                    action="Compare the values with the page",
                )
            )
    tables = []
    top = 0.0
    for number, table in enumerate(sorted(found, key=lambda item: item.bbox[1]), 1):
        captions = _read_captions(page, top, table.bbox[1])
        top = table.bbox[3]
        cells = tuple(
            tuple(_clean(content) for content in row) for row in table.extract()
        )
        tables.append(
            _Table(f"page {page.page_number}, table {number}", cells, captions)
        )
    return tables


def _clean(content: str | None) -> object:
    return None if content is None else " ".join(content.split()) or None


def _read_captions(page: Any, top: float, bottom: float) -> tuple[str, ...]:
    """Read the lines of text between a table and what stands above it."""
    if bottom - top < 1:
        return ()
    area = page.crop((0, top, page.width, bottom), strict=False)
    text = area.extract_text() or ""
    return tuple(line.strip() for line in text.split("\n") if line.strip())[
        -_MAX_CAPTION:
    ]


def _join_pages(tables: list[_Table], file: str) -> list[Grid]:
    groups: list[list[_Table]] = []
    for table in tables:
        before = groups[-1][-1] if groups else None
        goes_on = (
            before is not None
            and not table.captions
            and before.width == table.width
            and before.place.partition(",")[0] != table.place.partition(",")[0]
        )
        if goes_on:
            groups[-1].append(_drop_repeated_header(groups[-1][0], table))
        else:
            groups.append([table])
    return [_build(group, file) for group in groups]


def _drop_repeated_header(first: _Table, table: _Table) -> _Table:
    """Empty the rows in which a page repeats the header of the first page."""
    cells = list(table.cells)
    for place, (row, head) in enumerate(zip(table.cells, first.cells, strict=False)):
        if row != head:
            break
        cells[place] = ()
    return _Table(table.place, tuple(cells), ())


def _build(group: list[_Table], file: str) -> Grid:
    captions = group[0].captions
    rows: list[tuple[object, ...]] = []
    places: list[tuple[str, int]] = []
    for table in group:
        for number, row in enumerate(table.cells, 1):
            rows.append(row)
            places.append((table.place, number))

    def write(row: int, column: int) -> str:
        place, number = places[row]
        return f"{file}#{place}!{name_column(column)}{number}"

    return Grid(
        name=group[0].place,
        file=file,
        rows=tuple(rows),
        lines=tuple(number for _, number in places),
        captions=captions,
        is_text=True,
        address=write,
    )
