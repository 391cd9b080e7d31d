"""Dictionaries of LIWC (``.dic``): numbered categories, then words with their numbers.

::

    %
    1   economy
        2   poverty
    %
    poor    2
    econom* 1   3

An indented category lies inside the one above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.plain_phrases import Losses, list_phrases, read_phrase

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon
    from ledger import Problem

_CATEGORY = re.compile(r"(?P<indent>\s*)(?P<number>\d+)\s+(?P<name>\S.*)")
_TERM = re.compile(r"(?P<words>.*?\S)\s*(?P<numbers>(?:\t\s*\d+|(?<=\S)\s+\d+)+)")
_CONDITION = re.compile(r"\([^)]*\)\S*|<[^>]*>\S*")


def read_liwc(text: str, *, file: str, name: str) -> Lexicon:
    """Read a dictionary of LIWC.

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
        Its categories; words are forms or globs. Conditions on the words before or
        after, which LIWC writes in brackets, are left out and noted.

    Raises
    ------
    LexiconError
        If it has no list of categories between lines of ``%``, or a word has a number
        that is none of theirs.
    """
    builder = LexiconBuilder(file)
    lines = text.split("\n")
    marks = [index for index, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < len("%%"):
        builder.report(
            "malformed-liwc",
            f"{file}, line 1",
            found="the list of categories is missing",
            expected="Lines of % before and behind the list of categories",
            action="Add it",
        )
        return builder.build(name)
    opening, closing = marks[:2]
    categories = _read_categories(lines, opening + 1, closing, builder)
    for index in range(closing + 1, len(lines)):
        if lines[index].strip():
            _read_term(lines[index], f"{file}, line {index + 1}", categories, builder)
    return builder.build(name)


def _read_categories(
    lines: list[str], first: int, behind: int, builder: LexiconBuilder
) -> dict[str, str]:
    found: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for index in range(first, behind):
        if not lines[index].strip():
            continue
        where = f"{builder.file}, line {index + 1}"
        match = _CATEGORY.fullmatch(lines[index].rstrip())
        part = clean_category_name(match["name"]) if match else ""
        if match is None or not part:
            builder.report(
                "malformed-liwc",
                where,
                found=f"found {lines[index].strip()!r}",
                expected="A number and a name",
                action="Write it so",
            )
            continue
        depth = len(match["indent"])
        path = [step for step in path if step[0] < depth]
        path.append((depth, part))
        category = ".".join(step[1] for step in path)
        if part != match["name"]:
            builder.note(
                "renamed-category",
                where,
                found=f"category {match['name']!r}",
                expected="Small letters, digits and _",
                action=f"It is called {category!r} here",
            )
        found[match["number"]] = category
        builder.open_category(category, where=where)
    return found


def _read_term(
    line: str, where: str, categories: dict[str, str], builder: LexiconBuilder
) -> None:
    plain = _CONDITION.sub("\t", line)
    if plain != line:
        builder.note(
            "changed-term",
            where,
            found=f"{line.strip()!r} has a condition on other words",
            expected="A word and the numbers of its categories",
            action="The condition is left out",
        )
    match = _TERM.fullmatch(plain.rstrip())
    if match is None:
        builder.report(
            "malformed-liwc",
            where,
            found=f"found {line.strip()!r}",
            expected="A word and the numbers of its categories",
            action="Correct it",
        )
        return
    pattern, lost = read_phrase(match["words"])
    if lost:
        builder.note(
            "changed-term" if pattern else "left-out-term",
            where,
            found=f"{match['words']!r}: {lost}",
            expected="Letters, with * at the end",
            action=f"It is read as {pattern}" if pattern else "It is left out",
        )
    for number in match["numbers"].split():
        if number not in categories:
            builder.report(
                "unknown-category",
                where,
                found=f"number {number} of {match['words']!r}",
                expected="One of " + ", ".join(categories),
                action="Correct it or add the category",
            )
        elif pattern:
            builder.add_term(categories[number], pattern, locate=lambda _: where)


def write_liwc(lexicon: Lexicon, *, file: str) -> tuple[str, list[Problem]]:
    """Write a dictionary of LIWC.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    file : str
        How messages call the file.

    Returns
    -------
    tuple of (str, list of Problem)
        The text, and what it does not say. LIWC knows single words with ``*`` at the
        end only.
    """
    losses = Losses()
    lines = ["%"]
    numbers: dict[str, int] = {}
    written: set[str] = set()
    for category in lexicon.categories:
        parts = category.name.split(".")
        for depth in range(1, len(parts) + 1):
            heading = ".".join(parts[:depth])
            if heading not in written:
                written.add(heading)
                numbers[heading] = len(numbers) + 1
                indent = "\t" * (depth - 1)
                lines.append(f"{indent}{numbers[heading]}\t{parts[depth - 1]}")
    lines.append("%")
    terms: dict[str, dict[int, None]] = {}
    for category in lexicon.categories:
        for pattern in category.patterns:
            losses.add_meaning(pattern)
            for phrase in list_phrases(pattern, losses, any_word=None):
                if " " in phrase:
                    losses.add("phrase", pattern.text)
                elif "?" in phrase or "*" in phrase[:-1]:
                    losses.add("glob", pattern.text)
                else:
                    terms.setdefault(phrase, {})[numbers[category.name]] = None
    lines += [
        "\t".join([term, *(str(number) for number in found)])
        for term, found in terms.items()
    ]
    return "\n".join(lines) + "\n", list(losses.list_notes(file))
