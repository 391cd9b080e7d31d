"""One table, sheet or delimited file as cells with addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cells in rows, with where each stands in its file.

    Parameters
    ----------
    name : str
        Sheet, or page and table; empty for a delimited file.
    file : str
        File name, without folder.
    rows : tuple of tuple of object
        Contents; rows may differ in length.
    lines : tuple of int
        Line or row number of each row in the file, from 1. Several empty rows in
        sequence may be left out.
    spans : mapping of (row, column) to (row, column)
        For cells inside a merged range, its first cell.
    captions : tuple of str
        Texts that stand above the table outside of its cells.
    hidden_rows, hidden_columns : frozenset of int
        Positions of rows and columns that the program does not show.
    is_text : bool
        Whether all contents are text that a program wrote (a delimited file).
    has_all_spans : bool
        Whether a text that stands for several columns always has its range, so that
        an empty cell to its right outside of it belongs to nobody.
    address : callable, optional
        Writes the address of a cell; by default sheet, letters and number.
    """

    name: str
    file: str
    rows: tuple[tuple[object, ...], ...]
    lines: tuple[int, ...]
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    captions: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_text: bool = False
    has_all_spans: bool = False
    address: Callable[[int, int], str] | None = None
    width: int = field(init=False)
    _columns: dict[int, list[object]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        width = max((len(row) for row in self.rows), default=0)
        object.__setattr__(self, "width", width)

    def get(self, row: int, column: int) -> object:
        """Get the content of a cell; None outside and where it is empty."""
        cells = self.rows[row]
        content = cells[column] if column < len(cells) else None
        if isinstance(content, str) and not content.strip():
            return None
        return content

    def get_column(self, column: int) -> list[object]:
        """Get the contents of a column, row by row; empty text is None."""
        found = self._columns.get(column)
        if found is None:
            found = [
                cells[column] if column < len(cells) else None for cells in self.rows
            ]
            blanks = {c for c in set(found) if isinstance(c, str) and not c.strip()}
            if blanks:
                found = [None if content in blanks else content for content in found]
            self._columns[column] = found
        return found

    def get_spanned(self, row: int, column: int) -> object:
        """Get the content of a cell, or of the merged range it lies in."""
        content = self.get(row, column)
        if content is None and (first := self.spans.get((row, column))) is not None:
            return self.get(*first)
        return content

    def locate(self, row: int, column: int) -> str:
        """Write the address of a cell, as ``file.xlsx#sheet!B12``."""
        if self.address is not None:
            return self.address(row, column)
        cell = f"{name_column(column)}{self.lines[row]}"
        if self.name:
            return f"{self.file}#{self.name.strip()}!{cell}"
        return f"{self.file}#{cell}"

    def list_filled(self, row: int) -> list[int]:
        """List the columns of a row that are not empty."""
        return [
            column
            for column, content in enumerate(self.rows[row])
            if content is not None
            and not (isinstance(content, str) and not content.strip())
        ]

    def select_columns(self, columns: Collection[int]) -> Grid:
        """Keep some columns in their places; the others become empty."""
        kept = set(columns)
        rows = tuple(
            tuple(
                content if column in kept else None
                for column, content in enumerate(cells)
            )
            for cells in self.rows
        )
        spans = {
            cell: first
            for cell, first in self.spans.items()
            if cell[1] in kept and first[1] in kept
        }
        return replace(self, rows=rows, spans=spans)

    def transpose(self) -> Grid:
        """Turn rows into columns; every cell keeps its address."""
        rows = tuple(
            tuple(cells[column] if column < len(cells) else None for cells in self.rows)
            for column in range(self.width)
        )
        return replace(
            self,
            rows=rows,
            lines=tuple(range(1, self.width + 1)),
            spans={
                (column, row): (first[1], first[0])
                for (row, column), first in self.spans.items()
            },
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            address=lambda row, column: self.locate(column, row),
        )

    @property
    def place(self) -> str:
        """File and sheet for messages."""
        return f"{self.file}, sheet {self.name.strip()!r}" if self.name else self.file


def name_column(column: int) -> str:
    """Name a column in letters: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def build_grid(
    cells: Mapping[tuple[int, int], object],
    *,
    name: str,
    file: str,
    merged: Collection[tuple[int, int, int, int]] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
) -> Grid:
    """Build a grid from the cells of a sheet that are not empty.

    Parameters
    ----------
    cells : mapping of (row, column) to object
        Contents by position from 0.
    name, file : str
        Sheet and file.
    merged : collection of (row, column, row, column)
        First and last cell of each merged range.
    hidden_rows, hidden_columns : collection of int
        Positions from 0.

    Returns
    -------
    Grid
        Of several empty rows in sequence one remains; ``lines`` has the numbers.
    """
    by_row: dict[int, dict[int, object]] = {}
    for (row, column), content in cells.items():
        by_row.setdefault(row, {})[column] = content
    kept: list[int] = []
    for row in sorted(by_row):
        if kept and row > kept[-1] + 1:
            kept.append(kept[-1] + 1)
        elif not kept and row > 0:
            kept.append(row - 1)
        kept.append(row)
    place = {row: position for position, row in enumerate(kept)}
    rows = tuple(
        tuple(
            by_row[row].get(column)
            for column in range(max(by_row[row], default=-1) + 1)
        )
        if row in by_row
        else ()
        for row in kept
    )
    width = max((len(row) for row in rows), default=0)
    spans = {}
    for top, left, bottom, right in merged:
        lines = [line for line in kept if top <= line <= bottom] if top in place else []
        for line in lines:
            for column in range(left, min(right, width - 1) + 1):
                spans[place[line], column] = (place[top], left)
    return Grid(
        name=name,
        file=file,
        rows=rows,
        lines=tuple(line + 1 for line in kept),
        spans=spans,
        hidden_rows=frozenset(place[row] for row in hidden_rows if row in by_row),
        hidden_columns=frozenset(hidden_columns),
    )
