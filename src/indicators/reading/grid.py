"""One sheet or one delimited file as cells with addresses."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cells in rows, with where each stands in its file.

    Parameters
    ----------
    name : str
        Sheet name; empty for a delimited file.
    file : str
        File name, without folder.
    rows : tuple of tuple of object
        Contents; rows may differ in length.
    lines : tuple of int
        Line or row number of each row in the file, from 1.
    spans : mapping of (row, column) to content
        For cells inside a merged range, the content of its first cell.
    problems : tuple of str
        Cells whose formula could not be computed.
    """

    name: str
    file: str
    rows: tuple[tuple[object, ...], ...]
    lines: tuple[int, ...]
    spans: dict[tuple[int, int], object] = field(default_factory=dict)

    def get(self, row: int, column: int) -> object:
        """Get the content of a cell; None outside and where it is empty."""
        cells = self.rows[row]
        content = cells[column] if column < len(cells) else None
        if isinstance(content, str) and not content.strip():
            return None
        return content

    def get_spanned(self, row: int, column: int) -> object:
        """Get the content of a cell, or of the merged range it lies in."""
        content = self.get(row, column)
        return self.spans.get((row, column)) if content is None else content

    def locate(self, row: int, column: int) -> str:
        """Write the address of a cell, as ``file.xlsx#sheet!B12``."""
        cell = f"{name_column(column)}{self.lines[row]}"
        if self.name:
            return f"{self.file}#{self.name.strip()}!{cell}"
        return f"{self.file}#{cell}"

    @property
    def width(self) -> int:
        """Cells in the longest row."""
        return max((len(row) for row in self.rows), default=0)

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
