"""Dictionaries of LIWC-22 (``.dicx``): a table of words by categories.

::

    DicTerm,economy,poverty
    poor,,X
    econom*,X,

A mark says that a word is in a category; a number there is its weight. The name of the
first column makes no difference.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.plain_phrases import Losses, list_phrases, read_phrase
from discourse.lexicons.formats.spreadsheet import read_cells

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon
    from ledger import Problem

_MARK = "X"


def read_liwc_table(text: str, *, file: str, name: str) -> Lexicon:
    """Read a dictionary of LIWC-22.

    Parameters
    ----------
    text : str
        Content of the file.
    file : str
        How messages call it.
    name : str
        Identifier of the lexicon.

    Returns
    -------
    Lexicon
        Its categories; words are forms or globs, several are a phrase.

    Raises
    ------
    LexiconError
        If it is no table, a category is there twice, or a cell holds neither a mark
        nor a number.

    References
    ----------
    The form is that of LIWC-22's own exports as a user shows it (quanteda, issue 2183)
    and of its help page on the Dictionary Workbench, which names the mark.
    """
    builder = LexiconBuilder(file)
    rows = read_cells(text, builder)
    header, *lines = rows or [[]]
    if not header[1:]:
        if rows is not None:
            builder.report(
                "malformed-liwc",
                f"{file}, row 1",
                found=f"columns {', '.join(header) or 'none'}",
                expected="A column of words and one for each category",
                action="Export it again, or give another format its own ending",
            )
        return builder.build(name)
    categories = [_begin_category(builder, written) for written in header[1:]]
    for number, row in enumerate(lines, 2):
        if any(row):
            _read_row(builder, row, categories, f"{file}, row {number}")
    return builder.build(name)


def _begin_category(builder: LexiconBuilder, written: str) -> str:
    name = clean_category_name(written)
    where = f"{builder.file}, row 1, column {written!r}"
    builder.begin_category(name, written=written, where=where)
    return name


def _read_row(
    builder: LexiconBuilder, row: list[str], categories: list[str], where: str
) -> None:
    words, *cells = (cell.strip() for cell in row)
    marks = {
        category: cell
        for category, cell in zip(categories, cells, strict=False)
        if cell not in {"", "0"}
    }
    if not words or len(cells) > len(categories):
        builder.report(
            "bad-row",
            where,
            found=f"{len(row)} cells, the first of them {words!r}",
            expected=f"A word, and at most {len(categories)} marks",
            action="Correct it",
        )
        return
    pattern, lost = read_phrase(words)
    if lost or not marks:
        builder.note(
            "changed-term" if pattern and marks else "left-out-term",
            where,
            found=f"{words!r}: {lost or 'it is in no category'}",
            expected="Letters, with * at the end, and a mark",
            action=f"It is read as {pattern}"
            if pattern and marks
            else "It is left out",
        )
    for category, mark in marks.items():
        weight = 1.0 if mark.upper() == _MARK else _read_number(mark)
        if weight is None:
            builder.report(
                "bad-weight",
                f"{where}, column {category}",
                found=f"{mark!r} for {words!r}",
                expected="X or a number, or nothing",
                action="Correct it",
            )
        elif pattern:
            builder.add_term(category, pattern, locate=lambda _: where, weight=weight)


def _read_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def write_liwc_table(lexicon: Lexicon, *, file: str) -> tuple[str, list[Problem]]:
    """Write a dictionary of LIWC-22.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    file : str
        How messages call the file.

    Returns
    -------
    tuple of (str, list of Problem)
        The table, and what it does not say. Categories inside others stand beside them,
        with their full names.
    """
    losses = Losses()
    marks: dict[str, dict[str, float]] = {}
    for category in lexicon.categories:
        for pattern in category.patterns:
            losses.add_meaning(pattern, has_weights=True)
            for phrase in list_phrases(pattern, losses, any_word=None):
                if "?" in phrase or "*" in phrase.removesuffix("*"):
                    losses.add("glob", pattern.text)
                else:
                    home = marks.setdefault(phrase, {})
                    if home.setdefault(category.name, pattern.weight) != pattern.weight:
                        losses.add("weight", pattern.text)
    is_weighted = any(
        weight != 1 for home in marks.values() for weight in home.values()
    )
    wanted = [category.name for category in lexicon.categories]
    used = {name for home in marks.values() for name in home}
    losses.check_categories(wanted, used)
    names = [name for name in wanted if name in used]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["DicTerm", *names])
    for phrase, home in marks.items():
        cells = [
            "" if name not in home else f"{home[name]:g}" if is_weighted else _MARK
            for name in names
        ]
        writer.writerow([phrase, *cells])
    return text.getvalue(), list(losses.list_notes(file))
