"""Which heading does an indented line lie in?

Dictionaries of LIWC and WordStat show by indentation what lies in what. Tabs are counted
to the next eighth column, as editors show them, so that tabs and blanks can be mixed as
long as the lines look right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class _Heading:
    name: str
    width: int
    inner_width: int | None = None


class Outline:
    """The headings a line may lie in, from the outermost."""

    def __init__(self) -> None:
        self._open = [_Heading("", -1)]

    def place(self, line: str) -> tuple[str, bool]:
        """Find what a line lies in; headings further to the right are over.

        Parameters
        ----------
        line : str
            The line with its indentation.

        Returns
        -------
        tuple of (str, bool)
            The heading above with less indentation, empty if there is none, and
            whether the line is indented like the first one inside of it. If not, what
            it lies in cannot be told.
        """
        width = _measure(line)
        while self._open[-1].width >= width:
            self._open.pop()
        parent = self._open[-1]
        if parent.inner_width is None:
            parent.inner_width = width
        return parent.name, parent.inner_width == width

    def open_heading(self, line: str, name: str) -> None:
        """Begin a heading, at a line that was placed."""
        self._open.append(_Heading(name, _measure(line)))


def _measure(line: str) -> int:
    indent = line[: len(line) - len(line.lstrip())]
    return len(indent.expandtabs())
