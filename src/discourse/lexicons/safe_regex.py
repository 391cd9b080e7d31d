r"""Which regular expressions a lexicon may hold.

A pattern is matched against single word forms, so little is needed: letters, ``.``,
sets, ``\w \d \W \D``, groups, ``|``, and ``* + ? {m,n}`` after one letter or set; a
group may be followed by ``?``. ``^`` at the beginning and ``$`` at the end may be
written, but the whole word is compared anyway.

What is allowed is matched in time linear in the length of a word (`automaton`).
Repeated groups would be as fast here; they are refused because the same lexicon,
taken to a program that tries one way after the other, may never end there.
"""

from __future__ import annotations

from dataclasses import dataclass

_LARGEST_REPEAT = 50
_CLASSES = "wWdD"
_ESCAPED = set(_CLASSES + ".\\-+*?()[]{}|^$/'’")


class RegexError(ValueError):
    """A regular expression is not allowed; the text is the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A set of letters.

    Parameters
    ----------
    ranges : tuple of (str, str)
        First and last letter of each range.
    classes : str
        ``w`` letters and digits, ``d`` digits, ``W`` and ``D`` their complements.
    is_negated : bool
        All letters but these.
    """

    ranges: tuple[tuple[str, str], ...] = ()
    classes: str = ""
    is_negated: bool = False

    def fits(self, letter: str) -> bool:
        """Say whether a letter is in the set."""
        is_inside = any(low <= letter <= high for low, high in self.ranges) or any(
            _fits_class(name, letter) for name in self.classes
        )
        return is_inside != self.is_negated


def _fits_class(name: str, letter: str) -> bool:
    is_member = letter.isdigit() if name in "dD" else letter.isalnum() or letter == "_"
    return is_member != name.isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Parts one behind the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A part, several times; without an upper bound if `high` is missing."""

    part: Node
    low: int
    high: int | None


Node = Letters | Row | Choice | Repeat
_ANY = Letters(is_negated=True)


def parse_regex(text: str) -> Node:
    """Read a regular expression.

    Parameters
    ----------
    text : str
        The expression, without its slashes.

    Returns
    -------
    Letters, Row, Choice or Repeat
        Its parts.

    Raises
    ------
    RegexError
        If it cannot be read or is not allowed; the message is the reason.
    """
    inner = text.removeprefix("^")
    if inner.endswith("$") and not inner.endswith("\\$"):
        inner = inner[:-1]
    reader = _Reader(inner)
    node = reader.read_choice()
    if not reader.is_at_end():
        raise RegexError("a bracket is closed that was not opened")
    return node


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    def is_at_end(self) -> bool:
        return self._place == len(self._text)

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _take(self) -> str:
        letter = self._peek()
        if not letter:
            raise RegexError("a bracket or an escape is not closed")
        self._place += 1
        return letter

    def read_choice(self) -> Node:
        """Read alternatives up to a closing bracket or the end."""
        parts = [self._read_row()]
        while self._peek() == "|":
            self._take()
            parts.append(self._read_row())
        return parts[0] if len(parts) == 1 else Choice(parts=tuple(parts))

    def _read_row(self) -> Node:
        parts: list[Node] = []
        while self._peek() not in {"", "|", ")"}:
            is_group = self._peek() == "("
            part = self._read_part()
            parts.append(self._read_repeat(part, is_group=is_group))
        return Row(parts=tuple(parts))

    def _read_part(self) -> Node:
        letter = self._take()
        if letter == "(":
            if self._text.startswith("?:", self._place):
                self._place += 2
            elif self._peek() == "?":
                raise RegexError("look-around, references and flags are not allowed")
            part = self.read_choice()
            if self._take() != ")":
                raise RegexError("a bracket is not closed")
            return part
        if letter in "*+?{":
            raise RegexError(f"{letter} has nothing to repeat")
        if letter in "^$":
            raise RegexError(f"{letter} stands inside; the whole word is compared")
        if letter == "[":
            return self._read_set()
        if letter == ".":
            return _ANY
        if letter == "\\":
            return self._read_escape()
        return Letters(ranges=((letter, letter),))

    def _read_escape(self) -> Letters:
        escaped = self._take()
        if escaped not in _ESCAPED:
            raise RegexError(f"\\{escaped} is not among the allowed escapes")
        if escaped in _CLASSES:
            return Letters(classes=escaped)
        return Letters(ranges=((escaped, escaped),))

    def _read_set(self) -> Letters:
        is_negated = self._peek() == "^"
        if is_negated:
            self._take()
        ranges: list[tuple[str, str]] = []
        classes = ""
        while True:
            letter = self._take()
            if letter == "]" and (ranges or classes):
                break
            if letter == "\\":
                escape = self._read_escape()
                if escape.classes:
                    classes += escape.classes
                    continue
                letter = escape.ranges[0][0]
            ranges.append((letter, self._read_end_of_range(letter)))
        return Letters(ranges=tuple(ranges), classes=classes, is_negated=is_negated)

    def _read_end_of_range(self, low: str) -> str:
        following = self._text[self._place : self._place + 2]
        if len(following) < len("-x") or following[0] != "-" or following[1] == "]":
            return low
        self._take()
        high = self._take()
        if high == "\\":
            high = self._take()
        if high < low:
            raise RegexError(f"the range {low}-{high} is empty")
        return high

    def _read_repeat(self, part: Node, *, is_group: bool) -> Node:
        bounds = self._read_bounds()
        if bounds is None:
            return part
        low, high = bounds
        if is_group and bounds != (0, 1):
            raise RegexError(
                "a repeated group can take exponential time in programs that try one "
                "way after the other"
            )
        if self._peek() in {"*", "+", "?", "{"} and self._peek():
            raise RegexError("a repeat follows a repeat")
        return Repeat(part=part, low=low, high=high)

    def _read_bounds(self) -> tuple[int, int | None] | None:
        signs: dict[str, tuple[int, int | None]] = {
            "*": (0, None),
            "+": (1, None),
            "?": (0, 1),
        }
        sign = self._peek()
        if sign in signs:
            self._take()
            return signs[sign]
        if sign != "{":
            return None
        closing = self._text.find("}", self._place)
        inside = self._text[self._place + 1 : closing]
        low, comma, high = inside.partition(",")
        is_number = low.isdecimal() and (not high or high.isdecimal())
        if closing < 0 or not is_number:
            raise RegexError("a repeat in braces is {2}, {2,} or {2,4}")
        self._place = closing + 1
        most = (int(high) if high else None) if comma else int(low)
        if max(int(low), most or 0) > _LARGEST_REPEAT:
            raise RegexError(f"a repeat above {_LARGEST_REPEAT}")
        if most is not None and most < max(int(low), 1):
            raise RegexError(f"the repeat {{{inside}}} is empty")
        return int(low), most
