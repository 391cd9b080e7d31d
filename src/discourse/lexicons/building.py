"""Put a lexicon together from terms, whatever file they come from.

The readers of all formats hand their terms to one builder, so that every lexicon is
checked by the same rules, and everything wrong in a file is said at once.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from discourse.lexicons.model import Category, Lexicon, Negation, Pattern
from discourse.lexicons.syntax import PatternSyntaxError, Unit, parse_pattern
from ledger import LexiconError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("ru", "kk", "en")
TERM_LISTS = (*LANGUAGES, "any")
_PART_OF_NAME = re.compile(r"[^\W.]+")
_SHOWN = 5
_MOST_NOTES = 20
_CHANGES_COUNTS = ("left-out-term", "changed-term", "no-word")


@dataclass(slots=True)
class _Heading:
    """What is known of a category so far."""

    where: str
    definition: str = ""
    n_terms: int = 0
    patterns: list[Pattern] = field(default_factory=list)


class LexiconBuilder:
    """Collects the terms of a lexicon, and what is wrong with them.

    Parameters
    ----------
    file : str
        How messages call the file.
    unit : {"lemma", "form"}
        What a bare word of a pattern stands for.
    term_form : str
        How the format writes a term, for the message on a category without one.
    """

    def __init__(self, file: str, *, unit: Unit = "lemma", term_form: str = "") -> None:
        self.file = file
        self._unit = unit
        self._term_form = f": {term_form}" if term_form else ""
        self._headings: dict[str, _Heading] = {}
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._problems)

    def report(
        self, code: str, where: str, *, found: str, expected: str, action: str
    ) -> None:
        """Keep something that is wrong; `build` will raise it."""
        self._problems.append(
            Problem(
                code=code,
                severity="error",
                where=where,
                found=found,
                expected=expected,
                action=action,
            )
        )

    def note(
        self, code: str, where: str, *, found: str, expected: str, action: str
    ) -> None:
        """Keep something to be said that does not stop the reading."""
        self._notes.append(
            Problem(
                code=code,
                severity="warning" if code in _CHANGES_COUNTS else "note",
                where=where,
                found=found,
                expected=expected,
                action=action,
            )
        )

    def open_category(self, name: str, *, where: str, definition: str = "") -> None:
        """Begin a category, or go on with one; dots divide its levels."""
        if not _is_category_name(name):
            self.report(
                "bad-category-name",
                where,
                found=f"category {name!r}",
                expected="Names are small letters, digits and _, with . between levels",
                action="Rename it",
            )
        heading = self._headings.setdefault(name, _Heading(where))
        heading.definition = heading.definition or definition

    def begin_category(self, name: str, *, written: str, where: str) -> None:
        """Begin a category of another program, whose names are not ours.

        Parameters
        ----------
        name : str
            Its name here, with those it lies in (`clean_category_name`).
        written : str
            The last part as it is written there.
        where : str
            Place in the file.
        """
        if name in self._headings:
            self.report(
                "repeated-category",
                where,
                found=f"{written!r} is category {name!r}, as at "
                f"{self._headings[name].where.removeprefix(self.file + ', ')}",
                expected="Each category is written once; capitals, blanks and signs "
                "make no difference",
                action="Rename one, or put their terms together",
            )
        self.open_category(name, where=where)
        self._note_name(name.rpartition(".")[2], name, written=written, where=where)

    def continue_category(
        self, name: str, *, written: str, where: str, definition: str
    ) -> None:
        """Begin a category of a table, or go on with it, and say what gets lost."""
        if name not in self._headings:
            self._note_name(name, name, written=written, where=where)
        self.open_category(name, where=where, definition=definition)
        kept = self._headings[name].definition
        if definition and kept != definition:
            self.note(
                "second-definition",
                where,
                found=f"another definition of {name!r}: {definition}",
                expected="A category has one definition",
                action=f"The first is kept: {kept}",
            )

    def _note_name(self, part: str, name: str, *, written: str, where: str) -> None:
        if part != written:
            self.note(
                "renamed-category",
                where,
                found=f"category {written!r}",
                expected="Small letters, digits and _",
                action=f"It is called {name!r} here",
            )

    def count_attempt(self, category: str) -> None:
        """Remember that terms are written there, even if they cannot be read."""
        self._headings[category].n_terms += 1

    def add_term(
        self,
        category: str,
        text: str,
        *,
        locate: Callable[[int], str],
        language: str | None = None,
        weight: Any = 1.0,
        **details: Any,
    ) -> None:
        """Read a pattern and put it into an open category.

        Parameters
        ----------
        category : str
            Name of the category.
        text : str
            The pattern.
        locate : callable
            Says where in the file a column of the pattern stands.
        language : {"ru", "kk", "en"}, optional
            Language tag.
        weight : float
            What a match counts.
        **details
            ``reason``, ``source``, ``not_within``, ``unless``, ``only_if``,
            ``negation`` (`parse_pattern`).
        """
        self.count_attempt(category)
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            number = math.nan
        else:
            number = float(weight)
        if not math.isfinite(number):
            self.report(
                "bad-weight",
                locate(1),
                found=f"weight {weight!r} of {text!r}",
                expected="A weight is a number",
                action="Correct it",
            )
            return
        negation = details.get("negation", "denies")
        if negation not in get_args(Negation):
            self.report(
                "bad-negation",
                locate(1),
                found=f"negation {negation!r} of {text!r}",
                expected="One of " + ", ".join(get_args(Negation)),
                action="Correct it",
            )
            return
        try:
            pattern = parse_pattern(
                text, language=language, weight=number, unit=self._unit, **details
            )
        except PatternSyntaxError as error:
            self.report(
                "bad-pattern",
                locate(error.column),
                found=f"term {text!r}: {error.found}",
                expected=error.expected,
                action=error.action,
            )
            return
        if not _has_words(pattern):
            self.note(
                "no-word",
                locate(1),
                found=f"{text!r} is no word of a text",
                expected="Punctuation is not counted among the words",
                action="It has no hits, except in texts that are tokenized already",
            )
        self._headings[category].patterns.append(pattern)

    def build(self, name: str, **meaning: Any) -> Lexicon:
        """Make the lexicon.

        Parameters
        ----------
        name : str
            Identifier.
        **meaning
            ``title``, ``definition``, ``include``, ``exclude``, ``sources``
            (`Lexicon`).

        Returns
        -------
        Lexicon
            Its categories in the order in which they were opened. A category that only
            holds others is not among them.

        Raises
        ------
        LexiconError
            If anything was wrong, or a category is empty.
        """
        categories = tuple(
            Category(
                name=category,
                definition=heading.definition,
                patterns=tuple(heading.patterns),
            )
            for category, heading in self._headings.items()
            if heading.patterns
        )
        self._check_not_empty()
        if self._problems:
            raise LexiconError(problems=self._problems)
        notes = (*self._notes, *_find_shared_terms(categories, file=self.file))
        return Lexicon(name=name, categories=categories, problems=notes, **meaning)

    def _check_not_empty(self) -> None:
        if not self._headings and not self._problems:
            self.report(
                "no-category",
                self.file,
                found="there is no category",
                expected="A lexicon has at least one category with terms",
                action="Add one",
            )
        parents = {name.rpartition(".")[0] for name in self._headings}
        for name, heading in self._headings.items():
            is_parent = name in parents
            if not heading.n_terms and not is_parent:
                self.report(
                    "empty-category",
                    heading.where,
                    found=f"category {name!r} has no terms",
                    expected=f"A category has at least one term{self._term_form}",
                    action="Add terms or delete the category",
                )


def _has_words(pattern: Pattern) -> bool:
    """Say whether one of its phrases consists of words as texts have them."""
    return any(
        all(
            atom.kind == "regex" or any(map(str.isalnum, atom.text))
            for slot in phrase
            for atom in slot.atoms
        )
        for phrase in pattern.alternatives
    )


def _is_category_name(name: str) -> bool:
    parts = name.split(".")
    return name == name.lower() and all(map(_PART_OF_NAME.fullmatch, parts))


def clean_category_name(name: str) -> str:
    """Make a name of another program one of ours: small letters, digits, ``_``."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")


def _find_shared_terms(
    categories: tuple[Category, ...], *, file: str
) -> tuple[Problem, ...]:
    homes: dict[tuple[str, str | None, object], list[str]] = {}
    for category in categories:
        for pattern in category.patterns:
            contexts = (pattern.not_within, pattern.unless, pattern.only_if)
            key = (pattern.text.lower(), pattern.language, contexts)
            homes.setdefault(key, []).append(category.name)
    shared = [(key[0], names) for key, names in homes.items() if len(names) > 1]
    notes = []
    for code, expected in (
        ("repeated-term", "A term twice in one category counts once"),
        ("shared-term", "A term in two categories counts for both"),
    ):
        found = [
            f"{text!r} stands {len(names)} times in {_join(list(dict.fromkeys(names)))}"
            for text, names in shared
            if (len(set(names)) < len(names)) == (code == "repeated-term")
        ]
        # Dictionaries of thousands of words share hundreds of them by design.
        each = (
            found
            if len(found) <= _MOST_NOTES
            else [f"{len(found)} terms: " + "; ".join(found[:_SHOWN]) + "; ..."]
        )
        notes += [
            Problem(
                code=code,
                severity="note",
                where=file,
                found=text,
                expected=expected,
                action="Keep it if that is meant",
            )
            for text in each
        ]
    return tuple(notes)


def _join(names: list[str]) -> str:
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + rest
