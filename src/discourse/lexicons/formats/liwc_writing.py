"""Write dictionaries of LIWC; `liwc` reads them and shows their form."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from discourse.lexicons.formats.plain_phrases import Losses, expand, list_phrases

if TYPE_CHECKING:
    from discourse.lexicons.model import Condition, Lexicon, Pattern
    from ledger import Problem


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
        The text, and what it does not say. LIWC knows ``*`` at the end of a word only,
        phrases since LIWC2015, and one condition: on the next word, or on the word
        before being one of some categories.
    """
    return _Writing(lexicon).write(file)


class _Writing:
    """One lexicon on its way to a file."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._losses = Losses()
        self._numbers: dict[str, int] = {}
        self._marks: dict[str, dict[str, None]] = {}
        # By phrase and condition: the categories with it, and those without it.
        self._pairs: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        self._words: dict[str, set[str]] = {}

    def write(self, file: str) -> tuple[str, list[Problem]]:
        self._number_headings()
        conditional: list[tuple[int, Pattern]] = []
        for category in self._lexicon.categories:
            number = self._numbers[category.name]
            for pattern in category.patterns:
                if len(pattern.conditions) == 1 and not pattern.neighbors:
                    conditional.append((number, pattern))
                    continue
                self._losses.add_meaning(pattern)
                for phrase in list_phrases(pattern, self._losses, any_word=None):
                    self._add(phrase, str(number), pattern)
                    self._words.setdefault(category.name, set()).add(phrase)
        for number, pattern in conditional:
            self._add_condition(number, pattern)
        self._add_pairs()
        terms = ["\t".join([phrase, *marks]) for phrase, marks in self._marks.items()]
        lines = ["%", *self._list_headings(), "%", *terms]
        return "\n".join(lines) + "\n", list(self._losses.list_notes(file))

    def _number_headings(self) -> None:
        # A phrase that ends in the number of a category would be ambiguous.
        ends = {
            atom.text
            for _, pattern in self._lexicon.list_patterns()
            for phrase in pattern.alternatives
            for atom in phrase[-1].atoms
        }
        free = (number for number in itertools.count(1) if str(number) not in ends)
        for category in self._lexicon.categories:
            parts = category.name.split(".")
            for depth in range(len(parts)):
                heading = ".".join(parts[: depth + 1])
                if heading not in self._numbers:
                    self._numbers[heading] = next(free)

    def _list_headings(self) -> list[str]:
        """List the categories that have terms, and those they lie in."""
        written = {
            int(number)
            for marks in self._marks.values()
            for mark in marks
            for number in re.findall(r"\d+", re.split("[)>]", mark)[-1])
        }
        names = [name for name, number in self._numbers.items() if number in written]
        wanted = [category.name for category in self._lexicon.categories]
        self._losses.check_categories(wanted, names)
        return [
            "\t" * heading.count(".") + f"{number}\t{heading.rpartition('.')[2]}"
            for heading, number in self._numbers.items()
            if any(f"{name}.".startswith(f"{heading}.") for name in names)
        ]

    def _add(self, phrase: str, mark: str, pattern: Pattern) -> None:
        if "?" in phrase or "*" in phrase.replace("* ", " ").removesuffix("*"):
            self._losses.add("glob", pattern.text)
            return
        if " " in phrase:
            self._losses.add("phrase", pattern.text)
        self._marks.setdefault(phrase, {})[mark] = None

    def _add_condition(self, number: int, pattern: Pattern) -> None:
        (condition,) = pattern.conditions
        head = self._write_head(condition)
        self._losses.add_meaning(pattern, is_rule=bool(head))
        if not head:
            for phrase in list_phrases(pattern, self._losses, any_word=None):
                self._add(phrase, str(number), pattern)
            return
        phrases, lost = expand(pattern.alternatives)
        if lost:
            self._losses.add(lost, pattern.text)
        for phrase in phrases:
            with_it, without = self._pairs.setdefault((phrase, head), ([], []))
            (with_it if condition.is_required else without).append(number)

    def _write_head(self, condition: Condition) -> str:
        """Write a condition; nothing if LIWC has none like it."""
        phrases, lost = expand(condition.alternatives)
        is_next = condition.distance == 1 and condition.reach == "sentence"
        if lost or not is_next:
            return ""
        if condition.kind == "before" and len(phrases) == 1 and " " not in phrases[0]:
            return f"<{phrases[0]}>"
        if condition.kind != "after":
            return ""
        wanted, numbers = set(phrases), []
        for name, words in sorted(self._words.items(), key=lambda home: -len(home[1])):
            if words <= set(phrases) and words & wanted:
                numbers.append(self._numbers[name])
                wanted -= words
        return "" if wanted else f"({' '.join(map(str, sorted(numbers)))})"

    def _add_pairs(self) -> None:
        patterns = {
            phrase: pattern
            for _, pattern in self._lexicon.list_patterns()
            for phrase in expand(pattern.alternatives)[0]
        }
        for (phrase, head), (with_it, without) in self._pairs.items():
            others = [f"/{number}" for number in without[: len(with_it)]]
            others += [""] * (len(with_it) - len(others))
            for number, other in zip(with_it, others, strict=True):
                self._add(phrase, f"{head}{number}{other}", patterns[phrase])
            if len(without) > len(with_it):
                self._losses.add("condition", patterns[phrase].text)
