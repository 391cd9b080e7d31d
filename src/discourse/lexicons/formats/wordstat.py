"""Categorization dictionaries of WordStat (``.cat``): an outline with indentation.

::

    ECONOMY
        POVERTY
            POOR (1)
            BELOW_THE_LINE (2)
            POVERT* (1)
            @WAGES [WAGE? NEAR LOW /S 5] (1)

The number behind an entry is its weight; ``_`` joins the words of a phrase; ``@`` begins
a rule (`wordstat_rules`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.outline import Outline
from discourse.lexicons.formats.plain_phrases import read_phrase, write_contexts
from discourse.lexicons.formats.wordstat_rules import (
    Rule,
    RuleCondition,
    RuleSyntaxError,
    read_rule,
)

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon

_LINE = re.compile(r"\s*(?P<name>.*?)(?:\s+\((?P<weight>-?\d+(?:[.,]\d+)?)\))?")
# A bracket that is open, or holds a digit, was meant to hold a weight.
_BROKEN_WEIGHT = re.compile(r".*(\((?:[^()]*|[^()]*\d[^()]*\)))")
_FORM = "an entry has its weight behind it: POOR (1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where an entry or rule stands."""

    category: str
    weight: float
    line: int
    column: int


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
        Its categories and entries with their weights. The first item of a rule is a
        term (or the entries of a category are terms) with the rest as contexts. Such
        terms ignore negation: the rule says what words around them do. Rules that our
        patterns cannot say are left out with a warning.

    Raises
    ------
    LexiconError
        If an entry stands outside of a category, a category is there twice, or a rule
        names one that is not there.
    """
    builder = LexiconBuilder(file, term_form=_FORM)
    reading = _Reading(builder)
    for index, line in enumerate(text.split("\n")):
        if line.strip():
            reading.read_line(line.rstrip(), index)
    reading.add_rules()
    return builder.build(name)


class _Reading:
    """One reading of one file."""

    def __init__(self, builder: LexiconBuilder) -> None:
        self._builder = builder
        self._outline = Outline()
        self._entries: dict[str, list[str]] = {}
        self._rules: list[tuple[Rule, _Place]] = []

    def read_line(self, line: str, index: int) -> None:
        match = _LINE.fullmatch(line)
        written = match["name"] if match else ""
        weight = match["weight"] if match else None
        parent, fits = self._outline.place(line)
        place = _Place(
            category=parent,
            weight=float((weight or "1").replace(",", ".")),
            line=index + 1,
            column=len(line) - len(line.lstrip()) + 1,
        )
        if not fits:
            expected = "As much indentation as the categories or entries beside it"
            self._report(place, written, expected)
        broken = _BROKEN_WEIGHT.fullmatch(written) if weight is None else None
        if written.startswith("@"):
            self._read_rule(written, place)
        elif broken:
            self._report(
                place, written, "A weight is a number: POOR (1)", broken.start(1)
            )
        elif weight is None:
            self._read_category(line, written, place)
        else:
            self._read_entry(written, place)

    def _read_category(self, line: str, written: str, place: _Place) -> None:
        part = clean_category_name(written)
        if not part:
            self._report(place, written, "A category has letters or digits")
            return
        category = ".".join(filter(None, (place.category, part)))
        self._outline.open_heading(line, category)
        where = self._locate(place)
        self._builder.begin_category(category, written=written.lower(), where=where)
        self._entries[category] = []

    def _read_entry(self, entry: str, place: _Place) -> None:
        if self._is_outside(entry, place):
            return
        pattern, lost = read_phrase(entry.replace("_", " "))
        if lost:
            self._builder.note(
                "changed-term" if pattern else "left-out-term",
                self._locate(place),
                found=f"{entry!r}: {lost}",
                expected="Words with * and ?",
                action=f"It is read as {pattern}" if pattern else "It is left out",
            )
        if pattern:
            self._entries[place.category].append(pattern)
            where = self._locate(place)
            self._builder.add_term(
                place.category, pattern, locate=lambda _: where, weight=place.weight
            )

    def _read_rule(self, written: str, place: _Place) -> None:
        if self._is_outside(written, place):
            return
        try:
            self._rules.append((read_rule(written, column=place.column), place))
        except RuleSyntaxError as error:
            self._leave_out(written, error.reason, place, error.column)

    def add_rules(self) -> None:
        """Add the rules; they may name categories that stand behind them."""
        for rule, place in self._rules:
            try:
                self._add_rule(rule, place)
            except RuleSyntaxError as error:
                self._leave_out(rule.body, error.reason, place, error.column)

    def _add_rule(self, rule: Rule, place: _Place) -> None:
        patterns = self._list_patterns(rule.item, rule.column, place)
        only_if: list[str] = []
        unless: list[str] = []
        for condition in rule.conditions:
            written = write_contexts(
                condition.side,
                self._list_patterns(condition.item, condition.column, place),
                is_required=condition.is_required,
            )
            if written is None:
                raise RuleSyntaxError(
                    condition.column, f"{condition.item} has too many phrases"
                )
            if condition.is_required:
                only_if += written
            else:
                unless += written
        for condition in rule.conditions:
            if condition.is_narrower:
                self._note_narrower(rule, condition, place)
        where = self._locate(place)
        for pattern in patterns:
            self._builder.add_term(
                place.category,
                pattern,
                locate=lambda _: where,
                weight=place.weight,
                negation="ignored",
                reason=f"WordStat rule @{rule.name}: {rule.body}",
                only_if=tuple(only_if),
                unless=tuple(unless),
            )

    def _list_patterns(self, item: str, column: int, place: _Place) -> list[str]:
        """List the patterns an item of a rule stands for."""
        if not item.startswith("#"):
            pattern, lost = read_phrase(item.replace("_", " "))
            if lost:
                raise RuleSyntaxError(column, f"{item!r}: {lost}")
            return [pattern]
        wanted = clean_category_name(item)
        homes = [
            category
            for category in self._entries
            if wanted in {category.rpartition(".")[2], category.replace(".", "_")}
        ]
        if len(homes) != 1:
            self._builder.report(
                "unknown-category" if not homes else "ambiguous-category",
                self._locate(place, column),
                found=f"{item} in a rule",
                expected="A category of this file"
                if not homes
                else "One of " + ", ".join(homes),
                action="Correct it" if not homes else "Rename one of them",
            )
            raise RuleSyntaxError(column, f"{item} is no category")
        found = [
            pattern
            for category, patterns in self._entries.items()
            if f"{category}.".startswith(f"{homes[0]}.")
            for pattern in patterns
        ]
        if not found:
            raise RuleSyntaxError(column, f"{item} has no entries but rules")
        return found

    def _note_narrower(
        self, rule: Rule, condition: RuleCondition, place: _Place
    ) -> None:
        effect = "fewer" if condition.is_required else "more"
        self._builder.note(
            "changed-term",
            self._locate(place, condition.column),
            found=f"rule @{rule.name} looks for {condition.item} beyond a paragraph",
            expected="Contexts stand in the same passage",
            action=f"It is read as {condition.side}: near the ends of passages it has "
            f"{effect} hits than in WordStat",
        )

    def _leave_out(self, rule: str, reason: str, place: _Place, column: int) -> None:
        self._builder.count_attempt(place.category)
        self._builder.note(
            "left-out-term",
            self._locate(place, column),
            found=f"rule {rule}: {reason}",
            expected="A word or #CATEGORY, then (AND, NOT) NEAR, AFTER or BEFORE with "
            "another and /S, /P or a number of words",
            action=f"It is left out: category {place.category!r} has fewer hits than in "
            "WordStat; write it as a pattern",
        )

    def _is_outside(self, written: str, place: _Place) -> bool:
        if not place.category:
            expected = (
                "An entry stands below a category, further to the right: this one is "
                "outside"
            )
            self._report(place, written, expected)
        return not place.category

    def _locate(self, place: _Place, column: int | None = None) -> str:
        return (
            f"{self._builder.file}, line {place.line}, column {column or place.column}"
        )

    def _report(
        self, place: _Place, written: str, expected: str, offset: int = 0
    ) -> None:
        self._builder.report(
            "malformed-wordstat",
            self._locate(place, place.column + offset),
            found=f"found {written!r}",
            expected=expected,
            action="Correct it",
        )
