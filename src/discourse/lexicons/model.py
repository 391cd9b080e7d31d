"""What a lexicon is: patterns grouped in categories, with their meaning and sources.

Definitions only. `syntax` reads the pattern language, `reading` the files,
`matching` finds the patterns in tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger import Problem

AtomKind = Literal["form", "lemma", "glob", "regex"]
Relation = Literal["near", "after", "before"]
ConditionKind = Literal["within", "near", "after", "before"]
Reach = Literal["part", "sentence", "passage"]
Negation = Literal["denies", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One condition on one word.

    Parameters
    ----------
    kind : {"form", "lemma", "glob", "regex"}
        What the text is compared with: the word form, the dictionary form, the word
        form with ``*`` and ``?``, or the whole word form with a regular expression.
    text : str
        The condition, in lower case.
    """

    kind: AtomKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of a phrase: any of some words, after a gap.

    Parameters
    ----------
    atoms : tuple of Atom
        The word fits if one of them does.
    gap_low, gap_high : int
        How many words may stand between the previous slot and this one.
    crosses_marks : bool
        Whether commas, semicolons, colons and brackets may stand there too.
    """

    atoms: tuple[Atom, ...]
    gap_low: int = 0
    gap_high: int = 0
    crosses_marks: bool = False


Phrase = tuple[Slot, ...]
Alternatives = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor:
    """A second phrase that must stand near, after or before the first.

    Parameters
    ----------
    relation : {"near", "after", "before"}
        Where the phrase so far stands, seen from this one.
    distance : int, optional
        Largest distance in words; neighbors have distance 1. Any distance when missing.
    reach : {"part", "sentence", "passage"}
        Both stand in the same part of a sentence between marks, in the same sentence,
        or in the same passage.
    alternatives : tuple of Phrase
        The second phrase.
    """

    relation: Relation
    distance: int | None
    reach: Reach = "sentence"
    alternatives: Alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A context in which a match counts only, or does not count.

    Parameters
    ----------
    kind : {"within", "near", "after", "before"}
        The match lies inside the phrase, or stands near, after or before it.
    distance : int, optional
        Largest distance in words; any distance when missing.
    reach : {"part", "sentence", "passage"}
        Both stand in the same part of a sentence between marks, in the same sentence,
        or in the same passage.
    is_required : bool
        Whether the match counts with the phrase only; else without it only.
    alternatives : tuple of Phrase
        The phrase. It is no part of the match.
    """

    kind: ConditionKind
    distance: int | None
    reach: Reach = "sentence"
    is_required: bool = False
    alternatives: Alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One entry of a lexicon.

    Parameters
    ----------
    text : str
        As written in the lexicon; it is the ``term`` of every hit.
    language : {"ru", "kk", "en"}, optional
        Language of the passages it is looked for in; any language when missing.
    weight : float
        What a match counts.
    reason : str
        Why the term is there.
    source : str
        Where it comes from: a work, a programme, a law.
    not_within, unless : tuple of str
        Contexts in which a match does not count, as written beside the pattern; they
        are among `conditions`.
    only_if : tuple of str
        Contexts without which a match does not count; they are among `conditions`.
    negation : {"denies", "ignored"}
        Whether a match that a negation governs does not count, or counts all the same:
        where the term says what is lacking, "no access" is the theme.
    alternatives : tuple of Phrase
        The phrases that fit.
    neighbors : tuple of Neighbor
        Phrases that must stand near.
    conditions : tuple of Condition
        Contexts in which a match counts only, or does not count.
    """

    text: str
    language: str | None = None
    weight: float = 1.0
    reason: str = ""
    source: str = ""
    not_within: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    negation: Negation = "denies"
    alternatives: Alternatives
    neighbors: tuple[Neighbor, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def list_sides(self) -> tuple[Alternatives, ...]:
        """List every phrase it is made of: its own, its neighbors', its conditions'."""
        return (
            self.alternatives,
            *(neighbor.alternatives for neighbor in self.neighbors),
            *(condition.alternatives for condition in self.conditions),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A heading of a lexicon with its patterns; it maps to the code of its name."""

    name: str
    definition: str = ""
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work a lexicon rests on."""

    author: str
    year: int
    work: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns grouped in categories, with their meaning and sources.

    Parameters
    ----------
    name : str
        Identifier.
    title : tuple of (str, str)
        Language and title, in the order ru, kk, en.
    definition : str
        The concept.
    include, exclude : tuple of str
        What the categories are meant to find, and what they are not.
    sources : tuple of Source
        Works the concept comes from.
    categories : tuple of Category
        At least one, each with at least one pattern.
    problems : tuple of Problem
        Warnings and notes made while reading: a rule of another program that was left
        out, a term in two categories.
    """

    name: str
    title: tuple[tuple[str, str], ...] = ()
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    categories: tuple[Category, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def n_patterns(self) -> int:
        """Number of patterns in all categories."""
        return sum(len(category.patterns) for category in self.categories)

    def list_patterns(self) -> Iterator[tuple[str, Pattern]]:
        """Go through the patterns with the name of their category, in file order."""
        for category in self.categories:
            for pattern in category.patterns:
                yield category.name, pattern
