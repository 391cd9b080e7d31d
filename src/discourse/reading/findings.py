"""Word the problems that more than one format can have.

A problem of one format only is worded beside the code that finds it.
"""

from discourse.reading.cleaning import Repair
from discourse.reading.encoding import Decoded
from ledger import Problem

_REPAIRS = {
    "removed-control-characters": "{count} control characters (such as NUL)",
    "removed-soft-hyphens": "{count} soft hyphens",
    "composed-accents": "{count} letters written as a letter and a separate accent",
    "removed-stress-marks": "{count} stress marks over Cyrillic letters",
    "repaired-homoglyphs": (
        "{count} words that mix Latin and Cyrillic letters that look alike"
    ),
    "rejoined-hyphenation": "{count} words cut by a hyphen at the end of a line",
    "joined-lines": "{count} lines that were wrapped inside a paragraph",
    "removed-page-lines": "{count} lines that repeat at the edge of pages",
    "dropped-page-furniture": (
        "{count} characters of menus, forms, footers or side columns"
    ),
}
_ACTIONS = {
    "dropped-page-furniture": "The article was kept; save the page as text if some "
    "of it is missing.",
    "removed-page-lines": "The running head was left out; nothing to do.",
}


def build_repair_problem(repair: Repair, *, where: str) -> Problem:
    """Word a repair as a note."""
    found = _REPAIRS[repair.code].format(count=repair.count)
    if repair.example:
        found += f', such as "{repair.example}"'
    return Problem(
        code=repair.code,
        severity="note",
        where=where,
        found=found,
        expected="text that a search can find",
        action=_ACTIONS.get(
            repair.code,
            "The stored text is the repaired one and offsets refer to it; "
            "nothing to do.",
        ),
    )


def build_encoding_problems(decoded: Decoded, *, where: str) -> list[Problem]:
    """Say which encoding was used when the bytes do not prove it."""
    problems: list[Problem] = []
    if decoded.encoding not in {"utf-8", "utf-8-sig"}:
        doubt = f"; {', '.join(decoded.rivals)} would fit too" if decoded.rivals else ""
        problems.append(
            Problem(
                code="other-encoding",
                severity="warning" if decoded.rivals else "note",
                where=where,
                found=f"text in {decoded.encoding}{doubt}",
                expected="UTF-8",
                action="It was decoded; look at a sentence, and save the file as "
                "UTF-8 if letters are wrong.",
            )
        )
    if decoded.n_broken:
        problems.append(
            Problem(
                code="broken-characters",
                severity="warning",
                where=where,
                found=f"{decoded.n_broken} characters that {decoded.encoding} "
                "cannot explain",
                expected="a text in one encoding",
                action="They stand as U+FFFD in the text; get the file again.",
            )
        )
    return problems


def build_unreadable(where: str, *, code: str, found: str, action: str) -> Problem:
    """Word a document that could not be read at all."""
    return Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected="a document that can be read",
        action=action,
    )


def build_empty(where: str) -> Problem:
    """Word a document without any text."""
    return Problem(
        code="empty-document",
        severity="error",
        where=where,
        found="no text",
        expected="a document with text",
        action="Delete the file or put the right one in its place.",
    )
