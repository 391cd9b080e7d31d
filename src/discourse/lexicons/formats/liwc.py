"""Dictionaries of LIWC (``.dic``): numbered categories, then words with their numbers.

::

    %
    1   economy
        2   poverty
    3   pronoun
    %
    poor        2
    econom*     1   3
    a lot       1
    like        (3)1/2
    kind        <of>1/2

An indented category lies inside the one above it. Two signs before a number are
conditions, which LIWC2007 has: ``(3)1/2`` is category 1 if the word before is one of
category 3, else 2; ``<of>1/2`` is 1 if the next word is *of*, else 2. The part behind
the stroke may be missing. Both become conditions of our patterns, at a distance of one
word inside the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.outline import Outline
from discourse.lexicons.formats.plain_phrases import read_phrase, write_contexts

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon

_CATEGORY = re.compile(r"\s*(?P<number>\d+)\s+(?P<name>\S.*)")
_MARK = re.compile(
    r"\s*(?P<head>\(\s*\d+(?:[\s,]+\d+)*\s*\)|<[^<>\s]+>)?"
    r"\s*(?P<number>\d+)(?:/(?P<other>\d+))?(?=[\s(<]|$)"
)
_HIDDEN_NUMBER = re.compile(r"\s(\d+)$")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A number behind a word: a category, perhaps under a condition."""

    head: str
    number: int
    other: int | None
    place: int

    def list_before(self) -> list[int]:
        """List the categories one of which the word before must have."""
        named = self.head if self.head.startswith("(") else ""
        return [int(number) for number in re.findall(r"\d+", named)]

    def list_numbers(self) -> list[int]:
        """List every category it names."""
        other = [] if self.other is None else [self.other]
        return [self.number, *other, *self.list_before()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One line: words, and the marks behind them."""

    words: str
    pattern: str
    marks: list[_Mark]
    where: str


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
        Its categories; words are forms or globs, several are a phrase. Conditions on
        the word before or behind are conditions of the patterns; the entry is their
        reason. Such a term ignores negation: the entry says what words around it do.

    Raises
    ------
    LexiconError
        If it has no list of categories between lines of ``%``, a category or its
        number is there twice, or a word has a number that is none of theirs.

    Notes
    -----
    A condition that names categories means the words they hold without a condition.

    References
    ----------
    Pennebaker, Booth and Francis (2007), LIWC2007 Operator's Manual, has a section on
    conditional categories, which was not at hand. The two forms are read as programs
    that score texts with its dictionary do, and as the titles of the categories in its
    two entries (*like*, *kind*) demand.
    """
    builder = LexiconBuilder(file)
    lines = text.split("\n")
    borders = [index for index, line in enumerate(lines) if line.strip() == "%"]
    if len(borders) < len("%%"):
        builder.report(
            "malformed-liwc",
            f"{file}, line {borders[0] + 1 if borders else 1}, column 1",
            found=f"the list of categories is missing: {len(borders)} lines of % alone",
            expected="One line of % before it and one behind it",
            action="Add what is missing, or give another format its own ending",
        )
        return builder.build(name)
    reading = _Reading(lines, builder)
    reading.read_categories(borders[0] + 1, borders[1])
    reading.read_entries(borders[1] + 1)
    return builder.build(name)


class _Reading:
    """One reading of one file."""

    def __init__(self, lines: list[str], builder: LexiconBuilder) -> None:
        self._lines = lines
        self._builder = builder
        self._categories: dict[int, str] = {}
        self._homes: dict[int, int] = {}

    def read_categories(self, first: int, behind: int) -> None:
        outline = Outline()
        for index in range(first, behind):
            line = self._lines[index].rstrip()
            if not line:
                continue
            start = len(line) - len(line.lstrip())
            match = _CATEGORY.fullmatch(line)
            part = clean_category_name(match["name"]) if match else ""
            if match is None or not part:
                self._report(index, start, line, "A number and a name")
                continue
            parent, fits = outline.place(line)
            if not fits:
                expected = "As much indentation as the categories beside it"
                self._report(index, start, line, expected)
            category = ".".join(filter(None, (parent, part)))
            outline.open_heading(line, category)
            number = int(match["number"])
            where = self._locate(index, start)
            if number in self._categories:
                self._builder.report(
                    "repeated-number",
                    where,
                    found=f"number {number} is that of {self._categories[number]!r}, "
                    f"line {self._homes[number] + 1}, and of {match['name']!r}",
                    expected="Each category has its own number",
                    action="Renumber one of them, here and behind the words",
                )
                continue
            self._categories[number] = category
            self._homes[number] = index
            self._builder.begin_category(category, written=match["name"], where=where)

    def read_entries(self, first: int) -> None:
        entries = [
            entry
            for index in range(first, len(self._lines))
            if self._lines[index].strip() and (entry := self._read_entry(index))
        ]
        words: dict[int, list[str]] = {}
        for entry in entries:
            for mark in entry.marks:
                if not mark.head:
                    words.setdefault(mark.number, []).append(entry.pattern)
        for entry in entries:
            for mark in entry.marks:
                self._add(entry, mark, words)
        if self._builder.has_errors:
            # A line that cannot be read may hold the terms of any category.
            for category in self._categories.values():
                self._builder.count_attempt(category)

    def _read_entry(self, index: int) -> _Entry | None:
        line = self._lines[index].rstrip()
        start = len(line) - len(line.lstrip())
        words, marks, stop = _split(line, start)
        if stop < len(line) or not marks:
            expected = (
                "A word, and behind tabs the numbers of its categories; conditions are "
                "written (3)1/2 or <of>1/2"
            )
            self._report(index, stop, line, expected)
            return None
        hidden = _HIDDEN_NUMBER.search(words)
        if hidden and int(hidden[1]) in self._categories:
            expected = f"A tab before each number, also before {hidden[1]}"
            self._report(index, start + hidden.start(1), line, expected)
            return None
        unknown = [mark for mark in marks if not self._is_known(mark, words, index)]
        if unknown:
            return None
        pattern, lost = read_phrase(words)
        where = self._locate(index, start)
        if lost:
            self._builder.note(
                "changed-term" if pattern else "left-out-term",
                where,
                found=f"{words!r}: {lost}",
                expected="Letters, with * at the end",
                action=f"It is read as {pattern}" if pattern else "It is left out",
            )
        if not pattern:
            return None
        return _Entry(words=words, pattern=pattern, marks=marks, where=where)

    def _is_known(self, mark: _Mark, words: str, index: int) -> bool:
        unknown = [n for n in mark.list_numbers() if n not in self._categories]
        for number in unknown:
            known = [str(found) for found in self._categories]
            rest = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
            self._builder.report(
                "unknown-category",
                self._locate(index, mark.place),
                found=f"number {number} of {words!r}",
                expected=f"One of {', '.join(known[:_SHOWN])}{rest}",
                action="Correct it or add the category",
            )
        return not unknown

    def _add(self, entry: _Entry, mark: _Mark, words: dict[int, list[str]]) -> None:
        home = self._categories[mark.number]
        if not mark.head:
            self._builder.add_term(home, entry.pattern, locate=lambda _: entry.where)
            return
        side, found = "BEFORE/1", [read_phrase(mark.head.strip("<>"))[0]]
        if before := mark.list_before():
            side, found = "AFTER/1", [w for n in before for w in words.get(n, ())]
        other = "" if mark.other is None else self._categories[mark.other]
        for category, key in ((home, "only_if"), (other, "unless")):
            if not category:
                continue
            contexts = write_contexts(side, found, is_required=key == "only_if")
            if contexts is None:
                self._leave_out(entry, mark, category)
                continue
            self._builder.add_term(
                category,
                entry.pattern,
                locate=lambda _: entry.where,
                negation="ignored",
                reason=f"LIWC: {entry.words} {mark.head}{mark.number}"
                + ("" if mark.other is None else f"/{mark.other}"),
                only_if=contexts if key == "only_if" else (),
                unless=contexts if key == "unless" else (),
            )

    def _leave_out(self, entry: _Entry, mark: _Mark, category: str) -> None:
        self._builder.count_attempt(category)
        self._builder.note(
            "left-out-term",
            entry.where,
            found=f"{entry.words!r} with the condition {mark.head}",
            expected="A condition on words of a category, at most 90 of them phrases",
            action=f"It is left out; category {category!r} has fewer hits",
        )

    def _locate(self, index: int, place: int) -> str:
        return f"{self._builder.file}, line {index + 1}, column {place + 1}"

    def _report(self, index: int, place: int, line: str, expected: str) -> None:
        self._builder.report(
            "malformed-liwc",
            self._locate(index, place),
            found=f"found {line.strip()!r}",
            expected=expected,
            action="Correct it",
        )


def _split(line: str, start: int) -> tuple[str, list[_Mark], int]:
    """Give the words of a line, its marks, and how far it could be read."""
    tab = line.find("\t", start)
    if tab >= 0:
        marks, stop = _read_marks(line, tab)
        return line[start:tab].strip(), marks, stop
    # Without a tab the marks are all that looks like marks up to the end of the line.
    for blank in re.finditer(r"(?<=\S)\s+(?=[\d(<])", line):
        marks, stop = _read_marks(line, blank.start())
        if stop == len(line):
            return line[start : blank.start()].strip(), marks, stop
    return "", [], start


def _read_marks(line: str, place: int) -> tuple[list[_Mark], int]:
    marks = []
    while match := _MARK.match(line, place):
        marks.append(
            _Mark(
                head=match["head"] or "",
                number=int(match["number"]),
                other=None if match["other"] is None else int(match["other"]),
                place=match.start("head" if match["head"] else "number"),
            )
        )
        place = match.end()
    return marks, place + len(line[place:]) - len(line[place:].lstrip())
