"""Hold what was read: texts, tables, and the problems met on the way.

The modules for single formats fill `Extracted`; `documents` turns them into the
`Documents` that users get.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from ledger import Problem

Status = Literal[
    "read",
    "empty",
    "unreadable",
    "image_only",
    "encrypted",
    "unsupported",
    "duplicate_id",
]
Layout = Literal["lines", "paragraphs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """The stored text of a document: the one that all offsets refer to.

    A line break always ends a paragraph: lines that were only wrapped for print
    are joined on reading.

    Parameters
    ----------
    text : str
        The text after repair and cleaning.
    page_starts : tuple of int
        First code point of each page; empty where the format has no pages.
    original_breaks : tuple of (int, int)
        Pairs (offset in the stored text, offset in the text as it stood in the
        file) where the distance between the two changes; empty when cleaning
        moved nothing.
    """

    text: str
    page_starts: tuple[int, ...] = ()
    original_breaks: tuple[tuple[int, int], ...] = ()

    def get_page(self, offset: int) -> int | None:
        """Tell the page, counted from 1, that an offset lies on.

        Parameters
        ----------
        offset : int
            Code point in the stored text.

        Returns
        -------
        int or None
            The page; None where the format has no pages.
        """
        if not self.page_starts:
            return None
        return max(1, bisect_right(self.page_starts, offset))

    def convert_span(self, start: int, end: int) -> tuple[int, int]:
        """Convert offsets in the stored text to offsets before cleaning.

        Parameters
        ----------
        start, end : int
            Half-open span in the stored text.

        Returns
        -------
        tuple of int
            The span in the text as decoded from the file (or as the field of
            the record held it). It covers characters that cleaning removed
            inside the span.
        """
        first = self._convert(start)
        if end <= start:
            return first, first
        return first, self._convert(end - 1) + 1

    def _convert(self, offset: int) -> int:
        if not self.original_breaks:
            return offset
        place = bisect_right(self.original_breaks, offset, key=lambda pair: pair[0]) - 1
        if place < 0:
            return offset
        stored, original = self.original_breaks[place]
        return original + offset - stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table inside a document.

    Parameters
    ----------
    page : int or None
        Page, counted from 1; None where the format has no pages.
    cells : tuple of tuple of str
        Rows of cells; an empty cell is an empty text.
    """

    page: int | None
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Documents as read: table, texts, tables inside them, and problems.

    Parameters
    ----------
    table : DataFrame
        documents table, one row per document found.
    texts : mapping of str to DocumentText
        Stored text of each document with status `read`.
    tables : mapping of str to tuple of Table
        Tables of the documents that hold some.
    problems : tuple of Problem
        Everything that was met, repaired or refused.
    """

    table: pd.DataFrame
    texts: Mapping[str, DocumentText] = field(default_factory=dict)
    tables: Mapping[str, tuple[Table, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a format's reader took from one file or record, before cleaning."""

    text: str = ""
    layout: Layout = "paragraphs"
    page_starts: tuple[int, ...] = ()
    n_pages: int | None = None
    tables: tuple[Table, ...] = ()
    record_id: str | None = None
    row: int | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    language_hint: str | None = None
    genre: str | None = None
    outlet: str | None = None
    status: Status = "read"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """All documents of one file; several for csv, xlsx and jsonl."""

    extracted: tuple[Extracted, ...]
    problems: tuple[Problem, ...] = ()
