"""Repair a text so that the same word is always written with the same letters.

Each repair is counted, so that it can be said; the way back to the text before
cleaning is kept. Which lines belong to one paragraph is decided in `layout`.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_LATIN = "A-Za-z\u00c0-\u024f\u0259\u0275\u04bb"
_CYRILLIC = "\u0400-\u04ff"
# Patterns that begin with a run look behind them for its start: tried again at each
# character of it, a run of a million would take hours.
_WORD_OF_TWO_SCRIPTS = re.compile(
    rf"(?<![{_LATIN}{_CYRILLIC}])[{_LATIN}{_CYRILLIC}]*"
    rf"(?:[A-Za-z\u0259\u0275][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-z\u0259\u0275])"
    rf"[{_LATIN}{_CYRILLIC}]*"
)
_TO_CYRILLIC = str.maketrans("AaBCcEeHIiKMOoPpTXxYyhəɵƏƟ", "АаВСсЕеНІіКМОоРрТХхУуһәөӘӨ")
_TO_LATIN = str.maketrans("АаВСсЕеНІіКМОоРрТХхУуһ", "AaBCcEeHIiKMOoPpTXxYyh")
_IS_LATIN = re.compile(r"[A-Za-z\u0180-\u024f\u0259\u0275]")
_IS_CYRILLIC = re.compile(rf"[{_CYRILLIC}]")

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# A no-break blank between groups of three digits stays: it holds a number together.
_SPACES = re.compile(
    "(?!(?<=\\d)[\u00a0\u2009\u202f]\\d{3}(?!\\d))"
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SOFT_HYPHEN = re.compile("\u00ad[ \t]*\n?[ \t]*(?=\\w)|\u00ad")
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]")
_RUNS_OF_SPACES = re.compile(r"[ \t]*\t[ \t]*|  +")
_EDGES_OF_LINES = re.compile(r"^[ \t]+|(?<![ \t])[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_EDGES = re.compile(r"\A\s+|(?<!\s)\s+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """How often one kind of repair was made."""

    code: str
    count: int
    example: str = ""


class TextEditor:
    """Change a text step by step and remember where each character came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._positions: np.ndarray | None = None

    def substitute(
        self, pattern: re.Pattern[str], replace: str | Callable[[re.Match[str]], str]
    ) -> int:
        """Replace every match; the count tells how many really changed."""
        edits: list[tuple[int, int, str]] = []
        for match in pattern.finditer(self.text):
            new = replace if isinstance(replace, str) else replace(match)
            if new != match.group():
                edits.append(_narrow_edit(match.start(), match.group(), new))
        self.apply(edits)
        return len(edits)

    def apply(self, edits: list[tuple[int, int, str]]) -> None:
        """Apply edits (start, end, new text), ordered and not overlapping."""
        if not edits:
            return
        pieces: list[str] = []
        places: list[np.ndarray] = []
        moves = any(end - start != len(new) for start, end, new in edits)
        if moves and self._positions is None:
            self._positions = np.arange(len(self.text))
        done = 0
        for start, end, new in edits:
            pieces += [self.text[done:start], new]
            if moves and self._positions is not None:
                places.append(self._positions[done:start])
                if new:
                    width = max(end - start, 1)
                    inside = start + np.minimum(np.arange(len(new)), width - 1)
                    last = len(self._positions) - 1
                    places.append(self._positions[np.minimum(inside, last)])
            done = end
        pieces.append(self.text[done:])
        if moves and self._positions is not None:
            places.append(self._positions[done:])
            self._positions = np.concatenate(places)
        self.text = "".join(pieces)

    def find_breaks(self) -> tuple[tuple[int, int], ...]:
        """List where the distance to the original text changes."""
        if self._positions is None or not len(self._positions):
            return ()
        distance = self._positions - np.arange(len(self._positions))
        changes = np.flatnonzero(np.diff(distance, prepend=0))
        return tuple((int(at), int(self._positions[at])) for at in changes)

    def convert_from_original(self, offsets: tuple[int, ...]) -> tuple[int, ...]:
        """Convert offsets before cleaning to offsets in the text as it is now."""
        if self._positions is None:
            return tuple(min(offset, len(self.text)) for offset in offsets)
        return tuple(int(at) for at in np.searchsorted(self._positions, offsets))


def _narrow_edit(start: int, old: str, new: str) -> tuple[int, int, str]:
    """Leave out what an edit keeps, so that offsets stay exact around the change."""
    prefix = _count_shared(old, new)
    old, new = old[prefix:], new[prefix:]
    suffix = _count_shared(old[::-1], new[::-1])
    kept = slice(0, len(new) - suffix)
    return start + prefix, start + prefix + len(old) - suffix, new[kept]


def _count_shared(first: str, second: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = enumerate(zip(first, second, strict=False))
    shortest = min(len(first), len(second))
    return next((place for place, (a, b) in pairs if a != b), shortest)


def repair_characters(editor: TextEditor) -> list[Repair]:
    """Repair characters: controls, soft hyphens, accents, letters of two scripts.

    Parameters
    ----------
    editor : TextEditor
        The text; changed in place.

    Returns
    -------
    list of Repair
        The repairs that change what a reader would see or search for. Line ends
        and kinds of blanks are made uniform without being counted.

    Notes
    -----
    A word that mixes Latin and Cyrillic letters is rewritten in one script only
    if each letter of the other script has a look-alike; the script of most of
    its letters wins, Cyrillic on a tie. Words such as `COVIDке` stay as they
    are. A single Latin letter standing alone is not touched.
    """
    repairs: list[Repair] = []

    def record(code: str, count: int, example: str = "") -> None:
        if count:
            repairs.append(Repair(code=code, count=count, example=example))

    editor.substitute(_LINE_ENDS, "\n")
    editor.substitute(_SPACES, " ")
    record("removed-control-characters", editor.substitute(_CONTROLS, ""))
    editor.substitute(_INVISIBLE, "")
    record("removed-soft-hyphens", editor.substitute(_SOFT_HYPHEN, ""))
    examples: list[str] = []

    def repair(match: re.Match[str]) -> str:
        word = _repair_word(match.group())
        if word != match.group():
            examples.append(word)
        return word

    # One repair can open the way for another: a Latin letter that became Cyrillic
    # takes up the accent behind it, a word without its stress mark is seen whole.
    n_composed = n_stress = n_words = 0
    before = ""
    while before != editor.text:
        before = editor.text
        n_composed += _compose_accents(editor)
        n_stress += editor.substitute(_STRESS, "")
        n_words += editor.substitute(_WORD_OF_TWO_SCRIPTS, repair)
    record("composed-accents", n_composed)
    record("removed-stress-marks", n_stress)
    record("repaired-homoglyphs", n_words, examples[0] if examples else "")
    return repairs


def tidy_blanks(editor: TextEditor) -> None:
    """Remove blanks that carry nothing: at edges of lines, doubled, empty lines."""
    editor.substitute(_EDGES_OF_LINES, "")
    editor.substitute(
        _RUNS_OF_SPACES, lambda match: "\t" if "\t" in match.group() else " "
    )
    editor.substitute(_BLANK_LINES, "\n\n")
    editor.substitute(_EDGES, "")


def _compose_accents(editor: TextEditor) -> int:
    """Compose base letters and accents (NFC), cluster by cluster."""
    text = editor.text
    if unicodedata.is_normalized("NFC", text):
        return 0
    edits: list[tuple[int, int, str]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            edits.append((start, end, composed))
        start = end
    editor.apply(edits)
    return len(edits)


def _repair_word(word: str) -> str:
    """Write a word of two scripts in one, if look-alikes allow it."""
    latin = _IS_LATIN.findall(word)
    cyrillic = _IS_CYRILLIC.findall(word)
    to_cyrillic = word.translate(_TO_CYRILLIC)
    to_latin = word.translate(_TO_LATIN)
    can_be_cyrillic = not _IS_LATIN.search(to_cyrillic)
    can_be_latin = not _IS_CYRILLIC.search(to_latin)
    if can_be_cyrillic and (len(cyrillic) >= len(latin) or not can_be_latin):
        return to_cyrillic
    if can_be_latin and len(latin) > len(cyrillic):
        return to_latin
    return word
