"""Which regular expressions a lexicon may hold.

A pattern is matched against single word forms, so little is needed; what can make
Python's matcher slow (repeated groups, references, look-around) is refused.
"""

from __future__ import annotations

import re

_UNBOUNDED = 2
_LARGEST_REPEAT = 50
_PIECE = re.compile(
    r"(?P<escape>\\(?P<escaped>.))"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<special>\(\?(?!:))"
    r"|(?P<open>\((?:\?:)?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PROBES = (
    ("мир", "область", "юг", "безработица"),
    ("қала", "үй", "әлеуметтік", "бюджеті"),
    ("xylophone", "big", "policy", "quarterly"),
)
_ESCAPED = set("wWdD.\\-+*?()[]{}|^$/'’")


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

    Notes
    -----
    Allowed: letters, ``.``, sets, ``|``, groups, and ``* + ? {m,n}`` after one
    character or set. A group may be followed by ``?`` only. At most two repeats
    without an upper bound. An expression of this kind takes a number of steps that
    is at most quadratic in the length of one word.
    """
    pieces = list(_PIECE.finditer(text))
    for before, piece in zip([None, *pieces], pieces, strict=False):
        fault = _find_piece_fault(piece, before)
        if fault is not None:
            return fault
    unbounded = sum(piece["repeat"] is not None and _is_open(piece) for piece in pieces)
    if unbounded > _UNBOUNDED:
        return f"{unbounded} repeats without an upper bound; {_UNBOUNDED} are allowed"
    try:
        compiled = re.compile(text)
    except re.error as error:
        return f"not a regular expression ({error})"
    if compiled.fullmatch("") or _fits_any_word(compiled):
        return "it matches every word"
    return None


def _find_piece_fault(piece: re.Match[str], before: re.Match[str] | None) -> str | None:
    if piece["escape"] and piece["escaped"] not in _ESCAPED:
        return f"{piece.group()} is not among the allowed escapes"
    if piece["special"]:
        return "look-around, references and flags are not allowed"
    if piece["repeat"] and before is not None:
        return _find_repeat_fault(piece, before)
    return None


def _find_repeat_fault(piece: re.Match[str], before: re.Match[str]) -> str | None:
    if before["close"] and piece.group() != "?":
        return "a repeated group can take exponential time"
    if before["repeat"]:
        return "a repeat follows a repeat"
    numbers = [int(number) for number in re.findall(r"\d+", piece.group())]
    if any(number > _LARGEST_REPEAT for number in numbers):
        return f"a repeat above {_LARGEST_REPEAT}"
    return None


def _is_open(repeat: re.Match[str]) -> bool:
    return repeat.group() in {"*", "+"} or repeat.group().endswith(",}")


def _fits_any_word(compiled: re.Pattern[str]) -> bool:
    return any(all(compiled.fullmatch(word) for word in words) for words in _PROBES)
