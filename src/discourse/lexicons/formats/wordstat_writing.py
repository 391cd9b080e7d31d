"""Write categorization dictionaries of WordStat; `wordstat` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.lexicons.formats.plain_phrases import Losses, expand
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
        entries = {
            category.name: [
                f"{entry} ({pattern.weight:g})"
                for pattern in category.patterns
                for entry in self._list_entries(pattern)
            ]
            for category in self._lexicon.categories
        }
        written = {name: found for name, found in entries.items() if found}
        self._losses.check_categories(entries, written)
        for name, found in written.items():
            parts = name.split(".")
            shared = 0
            while shared < min(len(path), len(parts)) and path[shared] == parts[shared]:
                shared += 1
            lines += [
                "\t" * depth + parts[depth].upper()
                for depth in range(shared, len(parts))
            ]
            path = parts
            lines += ["\t" * len(parts) + entry for entry in found]
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
        phrases, lost = expand(pattern.alternatives)
        if lost:
            self._losses.add(lost, pattern.text)
        conditions: list[str] = []
        contexts: tuple[Condition | Neighbor, ...] = (
            *pattern.neighbors,
            *pattern.conditions,
        )
        for found in contexts:
            written = self._write_condition(found)
            if not written and _describe(found)[1]:
                self._losses.add("condition", pattern.text)
                return []
            if not written:
                self._losses.add("exclusion", pattern.text)
            conditions += written
        is_rule = bool(conditions)
        self._losses.add_meaning(pattern, has_weights=True, is_rule=is_rule)
        if not is_rule:
            return [_write_phrase(phrase) for phrase in phrases]
        if pattern.neighbors and phrases:
            self._losses.add("joined", pattern.text)
        return [self._write_rule(phrase, conditions) for phrase in phrases]

    def _write_rule(self, phrase: str, conditions: list[str]) -> str:
        self._n_rules += 1
        return (
            f"@RULE{self._n_rules} [{_write_phrase(phrase)} {' AND '.join(conditions)}]"
        )

    def _write_condition(self, found: Condition | Neighbor) -> list[str]:
        """Write a context; nothing if it has no counterpart."""
        operator, is_required = _describe(found)
        if operator == "WITHIN":
            return []
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
    # In capitals as WordStat shows them, unless that makes other letters: ß, ı.
    capitals = phrase.upper()
    written = capitals if capitals.lower() == phrase else phrase
    return written.replace(" ", "_")
