"""Tables in PDF pages: cells by their ruled lines, or by where the texts stand.

Ruled lines are believed where every number has a cell of its own. Where they frame a
header only, or whole rows, or nothing, rows and columns are found by the places of the
numbers (`indicators.reading.pdf.loose_tables`).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from indicators.reading.captions import is_footer
from indicators.reading.cells import read_cell
from indicators.reading.grid import Grid, name_column
from indicators.reading.pdf.blocks import group_lines
from indicators.reading.pdf.loose_tables import LooseTable, find_loose_tables
from indicators.reading.pdf.ruled_tables import RuledTable, find_ruled_tables
from indicators.reading.pdf.runs import find_runs
from ledger import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indicators.reading.pdf.runs import Run

_MAX_PAGES = 300
_MAX_CAPTION = 6
_MAX_HEADER = 8
_SHOWN = 5
_Cells = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One table of one page."""

    place: str
    cells: _Cells
    captions: tuple[str, ...]
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    loose: LooseTable | None = None

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)

    @property
    def text_columns(self) -> set[int]:
        """Columns that have texts beside numbers."""
        rows = [row for row in self.cells if any(map(_is_number, row))]
        return {
            column
            for column in range(self.width)
            if 2 * sum(_is_text(row, column) for row in rows) > len(rows)
        }

    @property
    def page(self) -> str:
        return self.place.partition(",")[0]


@dataclass(slots=True)
class _Findings:
    """What the pages of a file gave."""

    file: str
    tables: list[_Table] = field(default_factory=list)
    without_lines: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    has_text: bool = False


def read_pdf_tables(
    path: Path, *, is_name: Callable[[str], bool] = lambda _: False
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read the tables of a PDF into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file; its pages must have text, not only pictures.
    is_name : callable
        Whether a text is the name of a region; two lines that are one name together
        are joined.

    Returns
    -------
    tuple of Grid
        One for each table, with the lines of text above it as captions. A table that
        goes on without a header on the next page is joined to its beginning. The
        address of a cell has page, table, and place in the table
        (``report.pdf#page 3, table 1!C5``).
    tuple of Problem
        Tables without ruled lines, and those that are left out since a text of their
        header fits several divisions of the columns.

    Raises
    ------
    TableError
        If the file is encrypted or damaged, has more than 300 pages, or no table.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    findings = _Findings(path.name)
    try:
        with pdfplumber.open(path) as document:
            _check_length(path.name, len(document.pages))
            has_blanks = _writes_blanks(document.pages)
            for page in document.pages:
                _read_page(page, findings, is_name, has_blanks=has_blanks)
                page.close()
    except TableError:
        raise
    except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
        is_locked = "password" in f"{type(error).__name__} {error!r}".lower()
        found = "is encrypted" if is_locked else f"cannot be read ({error!r})"
        raise TableError(
            f"{path.name}: {found}. Expected a PDF with text. Save it again without a "
            "password."
        ) from None
    if not findings.tables and findings.problems:
        raise TableError(_write(findings.problems[0]))
    if not findings.tables:
        rest = (
            "no table found" if findings.has_text else "pages without text (pictures)"
        )
        raise TableError(
            f"{path.name}: {rest}. Expected a table of regions. Take the table from "
            "the workbook, or type it into one."
        )
    grids = tuple(_join_pages(findings))
    if not grids and findings.problems:
        raise TableError(_write(findings.problems[0]))
    return grids, _list_problems(findings)


def _is_number(content: object) -> bool:
    return read_cell(content, decimal="comma").is_kept


def _is_text(row: Sequence[object], column: int) -> bool:
    content = row[column] if column < len(row) else None
    return content is not None and not _is_number(content)


def _check_length(file: str, n_pages: int) -> None:
    if n_pages > _MAX_PAGES:
        raise TableError(
            f"{file}: {n_pages} pages. Expected at most {_MAX_PAGES}. Save the pages "
            "with the tables as a file of their own."
        )


def _writes_blanks(pages: Sequence[Any]) -> bool:
    """Whether a file writes blanks as characters, or leaves gaps only."""
    return any(char["text"].isspace() for page in pages for char in page.chars)


def _read_page(
    page: Any,
    findings: _Findings,
    is_name: Callable[[str], bool],
    *,
    has_blanks: bool,
) -> None:
    place = f"page {page.page_number}"
    runs = find_runs(page.chars, has_blanks=has_blanks)
    findings.has_text = findings.has_text or bool(page.chars)
    loose = find_loose_tables(runs, is_name)
    ruled = find_ruled_tables(page, runs, is_name)
    loose = [
        table
        for table in loose
        if not any(item.has_own_cells(table.numbers) for item in ruled)
    ]
    ruled = [item for item in ruled if not any(item.meets(t.box) for t in loose)]
    if (loose or ruled) and any(not char["upright"] for char in page.chars):
        findings.turned.append(place)
    if loose:
        findings.without_lines.append(place)
    top = 0.0
    items: list[LooseTable | RuledTable] = [*loose, *ruled]
    items.sort(key=lambda item: item.box[1])
    for number, item in enumerate(items, 1):
        name = f"{place}, table {number}"
        if isinstance(item, LooseTable):
            captions = item.captions
            if item.fault:
                findings.problems.append(_report_fault(item, findings.file, name))
                continue
        else:
            captions = _read_lines(runs, top, item.box[1])[-_MAX_CAPTION:]
        top = item.box[3]
        cells = item.rows
        if item is items[-1] and not isinstance(item, LooseTable):
            # Notes below the last table say what its marks mean.
            below = _read_lines(runs, top, float("inf"))
            cells = (*cells, *((line,) for line in below if is_footer(line)))
        findings.tables.append(
            _Table(
                place=name,
                cells=cells,
                captions=captions,
                spans=item.spans,
                loose=item if isinstance(item, LooseTable) else None,
            )
        )


def _report_fault(table: LooseTable, file: str, name: str) -> Problem:
    return Problem(
        code="unclear-table",
        severity="error",
        where=f"{file}, {name}",
        found=f"a table without ruled lines {table.fault}; its {len(table.numbers)} "
        "numbers are left out",
        expected="One text above each column, or centered over its columns, and one "
        "line of numbers for each row",
        action="Take the table from the workbook, or type it into one",
    )


def _write(problem: Problem) -> str:
    return (
        f"{problem.where}: {problem.found}. Expected: {problem.expected}. "
        f"{problem.action}."
    )


def _list_problems(findings: _Findings) -> tuple[Problem, ...]:
    problems = list(findings.problems)
    if findings.without_lines:
        problems.append(
            Problem(
                code="table-without-lines",
                severity="warning",
                where=f"{findings.file}, {_list_pages(findings.without_lines)}",
                found="tables without ruled lines; their cells were found by where "
                "the texts stand",
                expected="Tables with ruled lines",
                action="Compare the values with the page",
            )
        )
    if findings.turned:
        problems.append(
            Problem(
                code="turned-text",
                severity="warning",
                where=f"{findings.file}, {_list_pages(findings.turned)}",
                found="text that runs up or down the page, which is not read",
                expected="Text from left to right",
                action="Compare the headers of the table with the page",
            )
        )
    return tuple(problems)


def _list_pages(places: Sequence[str]) -> str:
    shown = ", ".join(places[:_SHOWN])
    rest = len(places) - _SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown


def _read_lines(runs: Sequence[Run], top: float, bottom: float) -> tuple[str, ...]:
    """Read the lines of text between two heights of a page."""
    between = [run for run in runs if top < run.y - run.size / 3 < bottom]
    lines = (
        " ".join(run.text.strip() for run in line) for line in group_lines(between)
    )
    return tuple(line for line in lines if line)


def _join_pages(findings: _Findings) -> list[Grid]:
    """Join tables that go on; a rest whose beginning was not read is not read."""
    groups: list[list[_Table]] = []
    for table in findings.tables:
        before = groups[-1][-1] if groups else None
        goes_on = (
            before is not None
            and not table.captions
            and before.width == table.width
            and before.text_columns == table.text_columns
            and before.page != table.page
        )
        if goes_on:
            groups[-1].append(_drop_repeated_header(groups[-1][0], table))
        elif table.loose is not None and not (table.loose.has_head or table.captions):
            rest = replace(table.loose, fault="that has no header")
            findings.problems.append(_report_fault(rest, findings.file, table.place))
        else:
            groups.append([table])
    return [_build(group, findings.file) for group in groups]


def _drop_repeated_header(first: _Table, table: _Table) -> _Table:
    """Empty the rows in which a page repeats the header of the first page."""
    most = 0
    for start in range(min(_MAX_HEADER, len(first.cells))):
        pairs = zip(first.cells[start:], table.cells, strict=False)
        same = takewhile(lambda pair: pair[0] == pair[1], pairs)
        most = max(most, sum(1 for _ in same))
    return replace(table, cells=(((),) * most + table.cells[most:]))


def _build(group: Sequence[_Table], file: str) -> Grid:
    rows: list[tuple[object, ...]] = []
    places: list[tuple[str, int]] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for table in group:
        start = len(rows)
        for number, row in enumerate(table.cells, 1):
            rows.append(row)
            places.append((table.place, number))
        for (row_, column), first in table.spans.items():
            if table.cells[first[0]]:
                spans[start + row_, column] = (start + first[0], first[1])

    def write(row: int, column: int) -> str:
        place, number = places[row]
        return f"{file}#{place}!{name_column(column)}{number}"

    return Grid(
        name=group[0].place,
        file=file,
        rows=tuple(rows),
        lines=tuple(number for _, number in places),
        spans=spans,
        captions=group[0].captions,
        is_text=True,
        has_all_spans=True,
        address=write,
    )
