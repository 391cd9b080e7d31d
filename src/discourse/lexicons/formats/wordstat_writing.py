"""Write categorization dictionaries of WordStat; `wordstat` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.lexicons.formats.plain_phrases import Losses, expand, list_phrases
from discourse.lexicons.model import Neighbor
from ledger import Problem

if TYPE_CHECKING:
    from discourse.lexicons.model import (
        Alternatives,
        Condition,
        Lexicon,
        Pattern,
    )

_UNITS = {"sentence": "/S", "passage": "/P"}


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
        The outline, and what it does not say. NEAR, AFTER, BEFORE and contexts are
        written as rules; a context of several words needs a category that holds just
        these, or to be excluded.
    """
    return _Writing(lexicon).write(file)


class _Writing:
    """One lexicon on its way to a file."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._losses = Losses()
        self._n_rules = 0
        self._categories = _list_contents(lexicon)

    def write(self, file: str) -> tuple[str, list[Problem]]:
        lines: list[str] = []
        path: list[str] = []
        for category in self._lexicon.categories:
            parts = category.name.split(".")
            shared = 0
            while shared < min(len(path), len(parts)) and path[shared] == parts[shared]:
                shared += 1
            lines += [
                "\t" * depth + parts[depth].upper()
                for depth in range(shared, len(parts))
            ]
            path = parts
            for pattern in category.patterns:
                self._losses.add_meaning(pattern, has_weights=True)
                lines += [
                    f"{chr(9) * len(parts)}{entry} ({pattern.weight:g})"
                    for entry in self._list_entries(pattern)
                ]
        notes = list(self._losses.list_notes(file))
        if self._n_rules:
            notes.append(
                Problem(
                    code="written-rules",
                    severity="note",
                    where=file,
                    found=f"{self._n_rules} rules",
                    expected="How a file writes rules is not documented; this is the "
                    "form that is read here",
                    action="Look at them in WordStat before you count",
                )
            )
        return "\n".join(lines) + "\n", notes

    def _list_entries(self, pattern: Pattern) -> list[str]:
        near: list[Condition | Neighbor] = [
            found for found in pattern.conditions if found.kind != "within"
        ]
        if not near and not pattern.neighbors:
            phrases = list_phrases(pattern, self._losses, any_word=None)
            return [_write_phrase(phrase) for phrase in phrases]
        phrases, lost = expand(pattern.alternatives)
        if lost:
            self._losses.add(lost, pattern.text)
        conditions: list[str] = []
        for found in (*pattern.neighbors, *near):
            written = self._write_condition(found)
            if not written:
                self._losses.add("condition", pattern.text)
                return []
            conditions += written
        if pattern.neighbors:
            self._losses.add("joined", pattern.text)
        if len(near) < len(pattern.conditions):
            self._losses.add("exclusion", pattern.text)
        return [self._write_rule(phrase, conditions) for phrase in phrases]

    def _write_rule(self, phrase: str, conditions: list[str]) -> str:
        self._n_rules += 1
        return (
            f"@RULE{self._n_rules} [{_write_phrase(phrase)} {' AND '.join(conditions)}]"
        )

    def _write_condition(self, found: Condition | Neighbor) -> list[str]:
        """Write a context; nothing if it has no counterpart."""
        operator, is_required = _describe(found)
        unit = _UNITS.get(found.reach, "")
        limit = unit if found.distance is None else f"{unit} {found.distance}"
        items = self._list_items(found.alternatives)
        if not unit or (is_required and len(items) > 1):
            return []
        head = operator if is_required else f"NOT {operator}"
        return [f"{head} {item} {limit}" for item in items]

    def _list_items(self, alternatives: Alternatives) -> list[str]:
        phrases, lost = expand(alternatives)
        if lost:
            return []
        category = self._categories.get(frozenset(phrases))
        if len(phrases) > 1 and category:
            return [f"#{category}"]
        return [_write_phrase(phrase) for phrase in phrases]


def _describe(found: Condition | Neighbor) -> tuple[str, bool]:
    """Give the operator, and whether the item must stand there."""
    if isinstance(found, Neighbor):
        return found.relation.upper(), True
    return found.kind.upper(), found.is_required


def _list_contents(lexicon: Lexicon) -> dict[frozenset[str], str]:
    """Name the categories that a rule can mean by what they hold."""
    own: dict[str, set[str]] = {}
    for category in lexicon.categories:
        own[category.name] = {
            phrase
            for pattern in category.patterns
            if not pattern.conditions and not pattern.neighbors
            for phrase in expand(pattern.alternatives)[0]
        }
    contents = {}
    for name in own:
        inside = [
            words for home, words in own.items() if f"{home}.".startswith(f"{name}.")
        ]
        contents[frozenset().union(*inside)] = name.replace(".", "_").upper()
    return contents


def _write_phrase(phrase: str) -> str:
    return phrase.replace(" ", "_").upper()
