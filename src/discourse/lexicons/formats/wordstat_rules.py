"""Rules of WordStat: a word or category, and what must or must not stand near it.

::

    @BANK [BANK NEAR #MONEY /P AND NOT NEAR RIVER /S 5]
    @TURN_OFF [TURN* BEFORE OFF /S]
    @DENIED [#GOOD AFTER #NEGATIONS /S 4]

The first item is what is coded; it becomes the term, and the rest its contexts. ``#NAME``
stands for every entry of a category. Behind an item stand where both are looked for
(``/S`` sentence, ``/P`` paragraph, ``/C`` case, which is a document) and the largest
distance in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPERATORS = {"NEAR", "AFTER", "BEFORE"}
_JOINTS = {"AND", "NOT"}
_UNKNOWN = {"OR", "(", ")"}
_RULE = re.compile(r"@(?P<name>[^\[\]]*?)\s*\[(?P<body>[^\[\]]*)\]\s*")
_WORD = re.compile(r"[()]|[^\s()]+")
_UNIT = re.compile(r"/(?P<unit>[SPCD])?/?(?P<distance>\d+)?", re.IGNORECASE)
_LARGEST_DISTANCE = 50


class RuleSyntaxError(ValueError):
    """A rule cannot be said in our patterns; says where in it and why."""

    def __init__(self, column: int, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCondition:
    """What must or must not stand near the first item.

    Parameters
    ----------
    is_required : bool
        Whether it must stand there.
    side : str
        Where, in our words: ``AFTER/4``, ``NEAR/PASSAGE``.
    item : str
        A word or phrase, or ``#`` and a category.
    column : int
        Place of the item in the line.
    is_narrower : bool
        Whether the rule looks further than passages reach.
    """

    is_required: bool
    side: str
    item: str
    column: int
    is_narrower: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    Parameters
    ----------
    name : str
        Its name, without ``@``.
    body : str
        What stands in its brackets.
    item : str
        What is coded: a word or phrase, or ``#`` and a category.
    column : int
        Place of the item in the line.
    conditions : tuple of RuleCondition
        All of them must hold.
    """

    name: str
    body: str
    item: str
    column: int
    conditions: tuple[RuleCondition, ...]


def read_rule(text: str, *, column: int) -> Rule:
    """Read a rule.

    Parameters
    ----------
    text : str
        The rule, from ``@`` to the bracket.
    column : int
        Where it begins in its line, from 1.

    Returns
    -------
    Rule
        Its parts.

    Raises
    ------
    RuleSyntaxError
        If it is no rule of this form, or says what our patterns cannot: OR, brackets, a
        whole document, more than 50 words.

    Notes
    -----
    What rules mean is described in the WordStat User's Guide (Provalis Research), section
    "Working with Rules", and on its page on sentiment dictionaries. How a file writes
    them was found in neither; whatever is not understood is refused here and listed by
    the caller.
    """
    match = _RULE.fullmatch(text)
    if match is None:
        raise RuleSyntaxError(column, "it has not the form @NAME [A NEAR B /S 5]")
    parser = _Parser(match["body"], column=column + match.start("body"))
    item, start = parser.read_item()
    conditions = []
    while not parser.is_done():
        conditions.append(parser.read_condition(item))
    if not conditions:
        raise RuleSyntaxError(start, "it has no NEAR, AFTER, BEFORE, AND or NOT")
    return Rule(
        name=match["name"],
        body=match["body"].strip(),
        item=item,
        column=start,
        conditions=tuple(conditions),
    )


class _Parser:
    """Reads the words of a rule one after the other."""

    def __init__(self, body: str, *, column: int) -> None:
        self._words = [
            (found[0], column + found.start()) for found in _WORD.finditer(body)
        ]
        self._end = column + len(body)
        self._position = 0

    def is_done(self) -> bool:
        return self._position == len(self._words)

    def read_item(self) -> tuple[str, int]:
        """Read words up to an operator or a unit."""
        _, column = self._peek()
        words: list[str] = []
        while not self.is_done():
            word, place = self._peek()
            if word.upper() in _UNKNOWN:
                raise RuleSyntaxError(place, f"{word!r} has no counterpart here")
            if word.upper() in _OPERATORS | _JOINTS or word.startswith("/"):
                break
            words.append(word)
            self._position += 1
        if not words:
            raise RuleSyntaxError(column, "a word or #CATEGORY is missing")
        return " ".join(words), column

    def read_condition(self, first: str) -> RuleCondition:
        """Read what stands behind the first item or another condition."""
        place = self._peek()[1]
        is_joined = self._take("AND")
        if is_joined and self._repeats(first):
            self.read_item()
        is_excluded = self._take("NOT")
        word, _ = self._peek()
        operator = word.upper() if word.upper() in _OPERATORS else ""
        self._position += bool(operator)
        if not (is_joined or is_excluded or operator):
            raise RuleSyntaxError(
                place, f"{word!r} is no NEAR, AFTER, BEFORE, AND, NOT"
            )
        item, column = self.read_item()
        reach, is_narrower = self._read_units(column)
        return RuleCondition(
            is_required=not is_excluded,
            side=f"{operator or 'NEAR'}/{reach}",
            item=item,
            column=column,
            is_narrower=is_narrower,
        )

    def _repeats(self, first: str) -> bool:
        """Say whether the first item and an operator follow: A NEAR B AND A NEAR C."""
        words = [word.upper() for word, _ in self._words[self._position :]]
        n_first = len(first.split())
        follows = words[n_first : n_first + 1]
        is_first = words[:n_first] == first.upper().split()
        return is_first and bool(follows) and follows[0] in _OPERATORS | {"NOT"}

    def _read_units(self, column: int) -> tuple[str, bool]:
        """Read /S 5: how far, in our words, and whether that is less than was meant."""
        unit = distance = ""
        while not self.is_done() and self._peek()[0].startswith("/"):
            word, place = self._peek()
            match = _UNIT.fullmatch(word)
            if match is None or not (match["unit"] or match["distance"]):
                raise RuleSyntaxError(place, f"{word!r} is no /S, /P, /C or number")
            unit = (match["unit"] or unit).upper()
            distance = match["distance"] or distance
            self._position += 1
            if unit and not distance and not self.is_done():
                word, _ = self._peek()
                distance = word if word.isdecimal() else ""
                self._position += bool(distance)
        if distance and not 0 < int(distance) <= _LARGEST_DISTANCE:
            raise RuleSyntaxError(
                column, f"{distance} words are more than {_LARGEST_DISTANCE}, or none"
            )
        if unit == "S":
            return distance or "SENTENCE", False
        if unit != "P" and not distance:
            where = "in a whole document" if unit else "it does not say where"
            raise RuleSyntaxError(column, f"{where}; patterns look in passages")
        return f"{distance}/PASSAGE" if distance else "PASSAGE", unit != "P"

    def _take(self, word: str) -> bool:
        is_there = self._peek()[0].upper() == word
        self._position += is_there
        return is_there

    def _peek(self) -> tuple[str, int]:
        if self.is_done():
            return "", self._end
        return self._words[self._position]
