"""Match regular expressions in linear time.

Python's matcher tries one way after the other, and for some expressions the number of
ways doubles with each letter. Here all ways are followed at once: the state after a
letter is the set of places in the expression that are possible then (Thompson, K.
(1968). Regular expression search algorithm. Communications of the ACM 11(6), 419-422).
A word of n letters takes n steps whatever the expression is; a step is looked up after
it has been computed once.

Words are taken in alphabetical order, so that a beginning which several words share is
read once, and words whose beginning cannot match are skipped together.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from discourse.lexicons.safe_regex import (
    Choice,
    Letters,
    RegexError,
    Repeat,
    Row,
    parse_regex,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.safe_regex import Node

_LAST_LETTER = chr(0x10FFFF)
_MOST_PLACES = 2000
_State = frozenset[int]
_DEAD: _State = frozenset()
_PROBES = (
    ("мир", "область", "юг", "безработица"),
    ("қала", "үй", "әлеуметтік", "бюджеті"),
    ("xylophone", "big", "policy", "quarterly"),
)


class Machine:
    """The places of an expression and the ways between them.

    Parameters
    ----------
    node : Letters, Row, Choice or Repeat
        The expression.

    Raises
    ------
    RegexError
        If it has too many places.
    """

    def __init__(self, node: Node) -> None:
        # From each place: with a letter of a set to another, or without a letter.
        self._ways: list[list[tuple[Letters, int]]] = []
        self._jumps: list[list[int]] = []
        self._steps: dict[tuple[_State, str], _State] = {}
        start = self._add()
        self._last = self._build(node, start)
        self._first = self._follow([start])

    def _add(self) -> int:
        if len(self._ways) == _MOST_PLACES:
            raise RegexError(
                f"it has more than {_MOST_PLACES} places, counting each repeat as often "
                "as it may occur"
            )
        self._ways.append([])
        self._jumps.append([])
        return len(self._ways) - 1

    def _build(self, node: Node, start: int) -> int:
        """Build the ways of a part from a place on; give the place they end in."""
        if isinstance(node, Letters):
            end = self._add()
            self._ways[start].append((node, end))
            return end
        if isinstance(node, Row):
            for part in node.parts:
                start = self._build(part, start)
            return start
        if isinstance(node, Choice):
            ends = [self._build(part, self._fork(start)) for part in node.parts]
            return self._meet(ends)
        return self._build_repeat(node, start)

    def _build_repeat(self, node: Repeat, start: int) -> int:
        for _ in range(node.low):
            start = self._build(node.part, start)
        if node.high is None:
            start = self._fork(start)
            self._jumps[self._build(node.part, start)].append(start)
            return self._meet([start])
        ends = [start]
        for _ in range(node.high - node.low):
            ends.append(self._build(node.part, ends[-1]))
        return self._meet(ends)

    def _fork(self, start: int) -> int:
        place = self._add()
        self._jumps[start].append(place)
        return place

    def _meet(self, ends: list[int]) -> int:
        place = self._add()
        for end in ends:
            self._jumps[end].append(place)
        return place

    def find_words(self, words: Sequence[str]) -> list[int]:
        """Find where in an alphabetical list words stand that match as a whole."""
        found = []
        path = [self._first]
        before = ""
        index = 0
        while index < len(words):
            word = words[index]
            del path[_count_shared(before, word) + 1 :]
            before = word
            while len(path) <= len(word) and path[-1]:
                path.append(self._step(path[-1], word[len(path) - 1]))
            if not path[-1]:
                beginning = word[: len(path) - 1]
                index = bisect_left(words, beginning + _LAST_LETTER, index)
                continue
            if self._last in path[-1]:
                found.append(index)
            index += 1
        return found

    def _step(self, state: _State, letter: str) -> _State:
        key = (state, letter)
        if key not in self._steps:
            reached = [
                end
                for place in state
                for letters, end in self._ways[place]
                if letters.fits(letter)
            ]
            self._steps[key] = self._follow(reached) if reached else _DEAD
        return self._steps[key]

    def _follow(self, places: list[int]) -> _State:
        seen = set(places)
        waiting = list(places)
        while waiting:
            for place in self._jumps[waiting.pop()]:
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
        return frozenset(seen)


def _count_shared(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


@lru_cache(maxsize=4096)
def compile_regex(text: str) -> Machine:
    """Turn a regular expression into a machine that matches whole words.

    Raises
    ------
    RegexError
        If it is not allowed (`parse_regex`).
    """
    return Machine(parse_regex(text))


def find_regex_fault(text: str) -> str | None:
    """Say why a regular expression is not allowed; None when it is.

    Parameters
    ----------
    text : str
        The expression, without its slashes.

    Returns
    -------
    str or None
        The reason, as the end of a sentence.
    """
    try:
        machine = compile_regex(text)
    except RegexError as error:
        return str(error)
    if any(len(machine.find_words(sorted(p))) == len(p) for p in _PROBES):
        return "it matches every word"
    if machine.find_words([""]):
        return "it matches the empty word"
    return None
