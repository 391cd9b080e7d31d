"""Categorization dictionaries of WordStat (``.cat``): an outline indented by tabs.

::

    ECONOMY
        POVERTY
                POOR (1)
                BELOW_THE_LINE (2)
                POVERT* (1)

The number behind an entry is its weight; ``_`` joins the words of a phrase.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.plain_phrases import Losses, list_phrases, read_phrase

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon
    from ledger import Problem

_LINE = re.compile(r"(?P<indent>\t*)(?P<name>.*?)(?:\s+\((?P<weight>-?[\d.,]+)\))?\s*")


def read_wordstat(text: str, *, file: str, name: str) -> Lexicon:
    """Read a categorization dictionary of WordStat.

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
        Its categories and entries with their weights. Rules (lines that begin with
        ``@``) are left out and noted.

    Raises
    ------
    LexiconError
        If an entry stands outside of a category.
    """
    builder = LexiconBuilder(file)
    path: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line.rstrip("\r"))
        if match is None or not match["name"]:
            continue
        where = f"{file}, line {number}"
        depth = len(match["indent"])
        if match["weight"] is not None or match["name"].startswith("@"):
            _read_entry(match, where, ".".join(path[:depth]), builder)
            continue
        part = clean_category_name(match["name"])
        if not part or depth > len(path):
            builder.report(
                "malformed-wordstat",
                where,
                found=f"found {match['name']!r}",
                expected="A category with one tab more than the one it lies in, or an "
                "entry with its weight in brackets: POOR (1)",
                action="Correct it",
            )
            continue
        path = [*path[:depth], part]
        builder.open_category(".".join(path), where=where)
        if part != match["name"].lower():
            builder.note(
                "renamed-category",
                where,
                found=f"category {match['name']!r}",
                expected="Small letters, digits and _",
                action=f"It is called {'.'.join(path)!r} here",
            )
    return builder.build(name)


def _read_entry(
    match: re.Match[str], where: str, category: str, builder: LexiconBuilder
) -> None:
    entry = match["name"]
    if not category:
        builder.report(
            "malformed-wordstat",
            where,
            found=f"entry {entry!r} outside of a category",
            expected="An entry stands below a category, one tab to the right",
            action="Indent it",
        )
        return
    is_rule = entry.startswith("@")
    pattern, lost = ("", "a rule") if is_rule else read_phrase(entry.replace("_", " "))
    if lost:
        builder.note(
            "changed-term" if pattern else "left-out-term",
            where,
            found=f"{entry!r}: {lost}",
            expected="Words with * and ?",
            action=f"It is read as {pattern}"
            if pattern
            else "It is left out; write it as a pattern with NEAR, AFTER, BEFORE, NOT",
        )
    if pattern:
        weight = float(match["weight"].replace(",", "."))
        builder.add_term(category, pattern, locate=lambda _: where, weight=weight)


def write_wordstat(lexicon: Lexicon, *, file: str) -> tuple[str, list[Problem]]:
    """Write a categorization dictionary of WordStat.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    file : str
        How messages call the file.

    Returns
    -------
    tuple of (str, list of Problem)
        The outline, and what it does not say.
    """
    losses = Losses()
    lines: list[str] = []
    path: list[str] = []
    for category in lexicon.categories:
        parts = category.name.split(".")
        shared = 0
        while shared < min(len(path), len(parts)) and path[shared] == parts[shared]:
            shared += 1
        lines += [
            "\t" * depth + parts[depth].upper() for depth in range(shared, len(parts))
        ]
        path = parts
        for pattern in category.patterns:
            losses.add_meaning(pattern, has_weights=True)
            lines += [
                f"{chr(9) * len(parts)}{phrase.replace(' ', '_').upper()} "
                f"({pattern.weight:g})"
                for phrase in list_phrases(pattern, losses, any_word=None)
            ]
    return "\n".join(lines) + "\n", list(losses.list_notes(file))
