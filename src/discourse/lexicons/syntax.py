"""Read the pattern language: from the text of a pattern to its parts.

::

    регион            the lemma (any form of the word)
    "регионов"        this word form
    регион*           word forms that begin so; * any letters, ? one letter
    /регион(а|у)/     a regular expression over one word form (a safe part)
    бедный семья      words in this order, side by side
    рост [0-2] доход  up to two words in between
    рост [,2] доход   the same, also over a comma or another mark
    (село | аул) a b  one of several
    бедность NEAR/5 рост      within five words, either order, same sentence
    бедность NEAR/SENTENCE рост        anywhere in the same sentence
    рост AFTER/3 доход        рост at most three words after доход; BEFORE/3 before
    гвинея NOT WITHIN экваториальная гвинея    not as a part of this phrase
    гвинея not within "гвинея бисау"           the same; small letters before " or (
    отток NOT NEAR/3 капитал                   not with this phrase near or in a gap
    хороший NOT AFTER/4 не                     not with it at most four words before
    банк IF NEAR/5 кредит         банк alone, where the other stands within five words

Beside a number, NEAR, AFTER and BEFORE take SENTENCE (any distance in the sentence),
PASSAGE (any distance in the passage), or 5/PASSAGE (also over the end of a sentence),
or PART and 5/PART (not over a comma, semicolon, colon or bracket).

Case does not matter, except that ``NOT WITHIN`` before a bare word is written in
capitals: ``not within reach`` are three words. A word without a language tag stands for
its lemma in each language. What the parts match is decided in `matching`.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from discourse.lexicons.automaton import find_regex_fault
from discourse.lexicons.model import (
    Alternatives,
    Atom,
    AtomKind,
    Condition,
    ConditionKind,
    Negation,
    Neighbor,
    Pattern,
    Phrase,
    Reach,
    Relation,
    Slot,
)
from discourse.tokens.forms import fold_form
from discourse.tokens.tokenizing import find_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["lemma", "form"]
_LARGEST_GAP = 10
_LARGEST_DISTANCE = 50
_MOST_ALTERNATIVES = 200
_FEWEST_LETTERS = 2
_RELATION = (
    r"(?i:(?:near|after|before)/(?:\d+|sentence|(?:\d+/)?(?:passage|part)))(?=[\s(]|$)"
)
_WITHIN = "NOT WITHIN "
_CONTEXT_FORM = (
    "A context is NEAR/5, AFTER/3 or BEFORE/3 (or WITHIN, to exclude) with a phrase"
)
_CONTEXT = re.compile(r"\s*(?i:within|near|after|before)[\s/]")
_DISTANT = ("NEAR", "AFTER", "BEFORE")
_PIECES = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<form>"[^"]*")'
    r"|(?P<condition>NOT\s+WITHIN(?=[\s(]|$)|(?i:not\s+within)(?=\s*[\"(])"
    rf"|(?i:not|if)\s+{_RELATION})"
    rf"|(?P<relation>{_RELATION})"
    r"|(?P<keyword>(?:NOT|NEAR|AFTER|BEFORE|WITHIN)(?=[\s(/]|$)\S*)"
    r"|(?P<regex>/(?:\\.|[^/\\])+/)"
    r"|(?P<gap>\[,?\d+(?:-\d+)?\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<bar>\|)"
    r'|(?P<word>[^\s"()|\[\]/]+)'
    r"|(?P<other>.)",
    re.DOTALL,
)


class PatternSyntaxError(ValueError):
    """A pattern cannot be read; says where in it, and what to do."""

    def __init__(self, column: int, found: str, expected: str, action: str) -> None:
        self.column = column
        self.found = found
        self.expected = expected
        self.action = action
        super().__init__(f"column {column}: {found}. {expected}. {action}.")


@dataclass(frozen=True, slots=True)
class _Gap:
    low: int = 0
    high: int = 0
    crosses_marks: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    column: int


def parse_pattern(  # noqa: PLR0913 - all that a lexicon file can say beside a pattern
    text: str,
    *,
    language: str | None = None,
    weight: float = 1.0,
    reason: str = "",
    source: str = "",
    not_within: Sequence[str] = (),
    unless: Sequence[str] = (),
    only_if: Sequence[str] = (),
    negation: Negation = "denies",
    unit: Unit = "lemma",
) -> Pattern:
    """Read one pattern.

    Parameters
    ----------
    text : str
        The pattern, see the module's description.
    language : str, optional
        Language tag.
    weight : float
        What a match counts.
    reason : str
        Why the term is there.
    source : str
        Where it comes from.
    not_within : sequence of str
        Further phrases that exclude a match lying inside them.
    unless : sequence of str
        Further contexts that exclude a match, such as ``NEAR/8 (form | decree)``.
    only_if : sequence of str
        Further contexts that a match needs, such as ``AFTER/1 (i | you)``; all of them.
    negation : {"denies", "ignored"}
        Whether a match that a negation governs does not count, or counts all the same.
    unit : {"lemma", "form"}
        What a bare word stands for.

    Returns
    -------
    Pattern
        Its parts.

    Raises
    ------
    PatternSyntaxError
        If it cannot be read or would match everything.
    """
    parser = _Parser(_split(text), unit)
    first = parser.read_alternatives()
    neighbors: list[Neighbor] = []
    conditions: list[Condition] = []
    while (piece := parser.take()) is not None:
        if piece.kind == "relation":
            name, distance, reach = _read_distance(piece)
            neighbors.append(
                Neighbor(
                    relation=cast("Relation", name),
                    distance=distance,
                    reach=reach,
                    alternatives=parser.read_alternatives(),
                )
            )
        else:
            conditions.append(_read_condition(piece, parser))
    for head, contexts in (
        (_WITHIN, not_within),
        ("NOT ", unless),
        ("IF ", only_if),
    ):
        for context in contexts:
            conditions += _read_context(head, context, unit)
    _refuse_lone_stub(first, neighbors)
    return Pattern(
        text=text,
        language=language,
        weight=weight,
        reason=reason,
        source=source,
        not_within=tuple(not_within),
        unless=tuple(unless),
        only_if=tuple(only_if),
        negation=negation,
        alternatives=first,
        neighbors=tuple(neighbors),
        conditions=tuple(conditions),
    )


def _read_distance(piece: _Piece) -> tuple[str, int | None, Reach]:
    name, *bounds = piece.text.lower().split("/")
    number = next((bound for bound in bounds if bound.isdecimal()), None)
    reach = next((bound for bound in bounds if not bound.isdecimal()), "sentence")
    if number is None:
        return name, None, cast("Reach", reach)
    distance = int(number)
    if not 0 < distance <= _LARGEST_DISTANCE:
        raise PatternSyntaxError(
            piece.column,
            f"distance {distance}",
            f"A distance is between 1 and {_LARGEST_DISTANCE} words, or PART, SENTENCE, "
            "PASSAGE",
            "Change it",
        )
    return name, distance, cast("Reach", reach)


def _read_condition(piece: _Piece, parser: _Parser) -> Condition:
    name, distance, reach = _read_distance(piece)
    head, kind = name.split()
    return Condition(
        kind=cast("ConditionKind", kind),
        distance=distance,
        reach=reach,
        is_required=head == "if",
        alternatives=parser.read_alternatives(),
    )


# Thousands of terms may share a context of hundreds of words.
@lru_cache(maxsize=4096)
def _read_context(head: str, context: str, unit: Unit) -> tuple[Condition, ...]:
    """Read a context that is written beside the pattern."""
    try:
        if head != _WITHIN:
            _check_relation(context)
        return _parse_conditions(head + context, unit)
    except PatternSyntaxError as error:
        # Its column is not one of the pattern.
        raise PatternSyntaxError(
            1, f"context {context!r}: {error.found}", error.expected, error.action
        ) from error


def _check_relation(context: str) -> None:
    if not _CONTEXT.match(context):
        raise PatternSyntaxError(1, "no relation", _CONTEXT_FORM, "Write it so")


def _parse_conditions(text: str, unit: Unit) -> tuple[Condition, ...]:
    parser = _Parser(_split(text), unit)
    conditions = []
    while (piece := parser.take()) is not None:
        if piece.kind != "condition":
            raise PatternSyntaxError(
                piece.column, f"found {piece.text!r}", _CONTEXT_FORM, "Write it so"
            )
        conditions.append(_read_condition(piece, parser))
    return tuple(conditions)


def _split(text: str) -> list[_Piece]:
    pieces = []
    for match in _PIECES.finditer(text):
        kind = str(match.lastgroup)
        piece = _Piece(kind, match.group(), match.start() + 1)
        if kind == "other":
            raise PatternSyntaxError(
                piece.column,
                f"found {piece.text!r}",
                "Quotation marks, slashes and brackets come in pairs",
                "Close it or take it out",
            )
        relation = piece.text.rstrip("/")
        if kind == "keyword" and relation in _DISTANT:
            raise PatternSyntaxError(
                piece.column,
                f"{relation} without a distance",
                f"How many words away the next may be, {relation}/5, or that it is in "
                f"the same sentence, {relation}/SENTENCE"
                if relation == "NEAR"
                else f"How many words away the next may be: {relation}/5",
                "Write the distance, or the word in small letters",
            )
        if kind == "keyword":
            raise PatternSyntaxError(
                piece.column,
                f"found {piece.text!r}",
                "In capitals these are NEAR/5, NEAR/SENTENCE, AFTER/3, BEFORE/3, "
                "NOT WITHIN, NOT NEAR/3, IF NEAR/3",
                "Write it so, or the word in small letters",
            )
        if kind != "space":
            pieces.append(piece)
    if not pieces:
        raise PatternSyntaxError(
            1, "the pattern is empty", "A pattern has a word", "Fill it or delete it"
        )
    return pieces


class _Parser:
    """Reads phrases from pieces, one behind the other."""

    def __init__(self, pieces: list[_Piece], unit: Unit) -> None:
        self._pieces = pieces
        self._unit = unit
        self._position = 0

    def take(self) -> _Piece | None:
        if self._position == len(self._pieces):
            return None
        piece = self._pieces[self._position]
        if piece.kind in {"close", "bar"}:
            raise PatternSyntaxError(
                piece.column,
                f"found {piece.text!r} outside a group",
                "Alternatives stand in parentheses",
                "Write (one | other)",
            )
        self._position += 1
        return piece

    def read_alternatives(self) -> Alternatives:
        """Read up to a relation, a condition, the end of a group, or the end."""
        phrases: list[Phrase] = [()]
        gap = _Gap()
        gap_column = 0
        while self._position < len(self._pieces):
            piece = self._pieces[self._position]
            if piece.kind in {"relation", "condition", "bar", "close"}:
                break
            self._position += 1
            if piece.kind == "gap":
                gap = _read_gap(piece, is_first=phrases == [()])
                gap_column = piece.column
                continue
            if piece.kind == "open":
                choices = self._read_group(piece)
            else:
                choices = _read_word(piece, self._unit)
            phrases = [
                (*phrase, *_open_gap(choice, gap))
                for phrase, choice in itertools.product(phrases, choices)
            ]
            if len(phrases) > _MOST_ALTERNATIVES:
                raise PatternSyntaxError(
                    piece.column,
                    f"more than {_MOST_ALTERNATIVES} combinations of alternatives",
                    "A pattern stays countable",
                    "Make it several patterns",
                )
            gap = _Gap()
            gap_column = 0
        if phrases == [()] or gap_column:
            column = gap_column or self._get_column()
            raise PatternSyntaxError(
                column,
                "a word is missing",
                "Words stand on both sides of a gap, a relation and a bar",
                "Add the word",
            )
        return tuple(phrases)

    def _read_group(self, opening: _Piece) -> Alternatives:
        choices: list[Phrase] = []
        while True:
            choices.extend(self.read_alternatives())
            if self._position == len(self._pieces):
                raise PatternSyntaxError(
                    opening.column,
                    "the group is not closed",
                    "Parentheses come in pairs",
                    "Add ')'",
                )
            piece = self._pieces[self._position]
            if piece.kind not in {"bar", "close"}:
                raise PatternSyntaxError(
                    piece.column,
                    f"found {piece.text!r} inside a group",
                    "A group holds words and bars",
                    "Move it out of the parentheses",
                )
            self._position += 1
            if piece.kind == "close":
                break
        # One slot instead of many phrases: a union costs nothing to match.
        atoms = tuple(
            atom for (slot, *more) in choices if not more for atom in slot.atoms
        )
        singles = (Slot(atoms=atoms),)
        return tuple(
            dict.fromkeys(choice if choice[1:] else singles for choice in choices)
        )

    def _get_column(self) -> int:
        if self._position < len(self._pieces):
            return self._pieces[self._position].column
        last = self._pieces[-1]
        return last.column + len(last.text)


def _read_gap(piece: _Piece, *, is_first: bool) -> _Gap:
    numbers = [int(number) for number in re.findall(r"\d+", piece.text)]
    low, high = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    if is_first or low > high or high > _LARGEST_GAP:
        raise PatternSyntaxError(
            piece.column,
            f"gap {piece.text}",
            f"A gap stands between two words and is at most {_LARGEST_GAP}: "
            "[2] for up to two words, [1-2] for one or two",
            "Change it",
        )
    return _Gap(low, high, piece.text.startswith("[,"))


def _open_gap(phrase: Phrase, gap: _Gap) -> Phrase:
    first = replace(
        phrase[0],
        gap_low=gap.low,
        gap_high=gap.high,
        crosses_marks=gap.crosses_marks,
    )
    return (first, *phrase[1:])


def _read_word(piece: _Piece, unit: Unit) -> Alternatives:
    text = fold_form(piece.text)
    kind: AtomKind = unit
    if piece.kind == "form":
        text = text.strip('"')
        if not text.split():
            raise PatternSyntaxError(
                piece.column, 'found ""', "A word form has letters", "Write it"
            )
        if "*" in text or "?" in text:
            raise PatternSyntaxError(
                piece.column,
                f"found {piece.text}",
                "Quotation marks hold word forms; * and ? stand for letters outside "
                "of them only",
                "Write the word with * or ? without quotation marks",
            )
        return _list_spellings(text, "form")
    if piece.kind == "regex":
        text = piece.text[1:-1]
        fault = find_regex_fault(text.lower())
        if fault is not None:
            raise PatternSyntaxError(
                piece.column,
                f"regular expression {piece.text}: {fault}",
                "Letters, sets, alternatives and simple repeats are allowed",
                "Write it with * and ?, or as several patterns",
            )
        # Lower-casing escapes such as \W would turn them into others.
        text = re.sub(r"\\.|.", lambda m: m[0] if len(m[0]) > 1 else m[0].lower(), text)
        return ((Slot(atoms=(Atom(kind="regex", text=text),)),),)
    if "*" in text or "?" in text:
        kind = "glob"
        if not any(character.isalnum() for character in text):
            raise PatternSyntaxError(
                piece.column,
                f"{piece.text!r} matches every word",
                "A pattern names something",
                "Add letters, or write a gap such as [0-2] between two words",
            )
    elif not any(character.isalnum() for character in text):
        raise PatternSyntaxError(
            piece.column,
            f"{piece.text!r} is not a word",
            "Punctuation is not counted among the words",
            "Leave it out",
        )
    return _list_spellings(text, kind)


def _list_spellings(text: str, kind: AtomKind) -> Alternatives:
    """List words as they stand between blanks, and as texts are divided into tokens.

    ``it's`` are two tokens of a text, ``etc.`` is one without its dot; text that is
    tokenized already keeps them whole.
    """
    return tuple(
        tuple(Slot(atoms=(_make_atom(word, kind),)) for word in words)
        for words in dict.fromkeys((tuple(text.split()), divide_words(text)))
        if words
    )


def divide_words(text: str) -> tuple[str, ...]:
    """Divide words of a pattern as a text that holds them is divided into tokens.

    Parameters
    ----------
    text : str
        Words, maybe with ``*`` and ``?``.

    Returns
    -------
    tuple of str
        The tokens; none if one of them would be ``*`` alone, or there is no word.
    """
    if text.strip("*?").isalnum():
        return (text,)
    # A wildcard stands for letters: without them the borders would be others.
    probe = text.replace("*", "x").replace("?", "x")
    pieces = tuple(text[start:end] for start, end in find_tokens(probe))
    is_open = any(not any(map(str.isalnum, piece)) for piece in pieces)
    return () if is_open else pieces


def _make_atom(word: str, kind: AtomKind) -> Atom:
    is_whole = kind == "glob" and "*" not in word and "?" not in word
    return Atom(kind="form" if is_whole else kind, text=word)


def _refuse_lone_stub(alternatives: Alternatives, neighbors: list[Neighbor]) -> None:
    if neighbors:
        return
    for phrase in alternatives:
        for atom in phrase[0].atoms:
            letters = sum(character.isalnum() for character in atom.text)
            if len(phrase) == 1 and atom.kind == "glob" and letters < _FEWEST_LETTERS:
                raise PatternSyntaxError(
                    1,
                    f"{atom.text!r} matches nearly every text",
                    f"A glob that stands alone has {_FEWEST_LETTERS} letters or more",
                    "Add letters",
                )
