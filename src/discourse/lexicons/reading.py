"""Read lexicons: from a TOML file, from the built-in ones, or from plain lists.

Everything wrong in a file is collected and said at once, with line and column.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from discourse.lexicons.building import LANGUAGES, LexiconBuilder
from discourse.lexicons.formats.liwc import read_liwc
from discourse.lexicons.formats.liwc_table import read_liwc_table
from discourse.lexicons.formats.quanteda import read_quanteda
from discourse.lexicons.formats.spreadsheet import read_delimited, read_workbook
from discourse.lexicons.formats.wordstat import read_wordstat
from discourse.lexicons.syntax import Unit
from discourse.lexicons.toml_file import BUILTIN, read_toml
from discourse.reading.encoding import decode_bytes
from ledger import LexiconError, Problem, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from discourse.lexicons.model import Lexicon

_READERS = {
    ".yml": read_quanteda,
    ".yaml": read_quanteda,
    ".dic": read_liwc,
    ".dicx": read_liwc_table,
    ".cat": read_wordstat,
    ".csv": read_delimited,
    ".tsv": read_delimited,
}


def list_builtin_lexicons() -> tuple[str, ...]:
    """List the names of the lexicons that come with the package.

    Returns
    -------
    tuple of str
        Names, sorted; `read_lexicon` takes each with ``builtin:`` before it.
    """
    folder = resources.files("discourse") / "data" / "lexicons"
    names = [entry.name for entry in folder.iterdir()]
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


def read_lexicon(source: str | Path) -> Lexicon:
    """Read a lexicon.

    Parameters
    ----------
    source : str or Path
        ``builtin:NAME`` for one that comes with the package, else a file: TOML, or by
        its ending a dictionary of quanteda (``.yml``), LIWC (``.dic``, ``.dicx``) or
        WordStat (``.cat``), or a spreadsheet (``.csv``, ``.xlsx``). Words of other programs'
        dictionaries are forms. Text is UTF-8 or UTF-16; other encodings are read if
        the letters leave no doubt, with a note.

    Returns
    -------
    Lexicon
        Its patterns, read and checked. ``problems`` holds notes, such as a term that
        stands in two categories (allowed: it counts for both).

    Raises
    ------
    LexiconError
        If the file is missing or anything in it is wrong; ``problems`` lists all
        findings with line and column.
    """
    name = str(source)
    if name.startswith(BUILTIN):
        builtin = name.removeprefix(BUILTIN)
        if builtin not in list_builtin_lexicons():
            raise _fail(
                "unknown-lexicon",
                f"lexicon {name!r}",
                found="There is no built-in lexicon of this name",
                expected="One of " + ", ".join(list_builtin_lexicons()),
                action="Correct the name or give the path of a file",
            )
        entry = resources.files("discourse") / "data" / "lexicons" / f"{builtin}.toml"
        return read_toml(entry.read_text(encoding="utf-8"), file=name)
    path = Path(source)
    ending = path.suffix.lower()
    if ending not in {*_READERS, ".toml", ".xlsx"}:
        raise _fail(
            "unknown-format",
            str(path),
            found=f"The ending is {ending!r}",
            expected=f"One of .toml, .xlsx, {', '.join(_READERS)}, or builtin:NAME",
            action="Give the file the ending of its format; export it as one of these",
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _fail(
            "unreadable-lexicon",
            str(path),
            found=f"The file cannot be read ({type(error).__name__})",
            expected="A lexicon file, or builtin:NAME",
            action="Check the path",
        ) from error
    if ending == ".xlsx":
        return read_workbook(content, file=path.name, name=path.stem)
    text, note = _decode(content, file=path.name)
    if ending in _READERS:
        lexicon = _READERS[ending](text, file=path.name, name=path.stem)
    else:
        lexicon = read_toml(text, file=path.name)
    return replace(lexicon, problems=(*note, *lexicon.problems))


def _decode(content: bytes, *, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode a file; in another encoding than Unicode only if it can be no other."""
    decoded = decode_bytes(content)
    if decoded is None:
        raise _fail(
            "unreadable-lexicon",
            file,
            found="The file is no text",
            expected="A text file, or a workbook with the ending .xlsx",
            action="Export it as text in UTF-8",
        )
    # All line ends are one sign, so that lines are counted as editors count them.
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if decoded.n_broken:
        before = text[: text.index("\ufffd")]
        raise _fail(
            "unreadable-lexicon",
            f"{file}, line {before.count(chr(10)) + 1}, "
            f"column {len(before) - before.rfind(chr(10))}",
            found=f"{decoded.n_broken} signs that are none in {decoded.encoding}",
            expected="A text file in UTF-8",
            action="Save the file as UTF-8",
        )
    if decoded.rivals:
        raise _fail(
            "unreadable-lexicon",
            file,
            found=f"It is not UTF-8, and {decoded.encoding} as well as "
            f"{', '.join(decoded.rivals)} is possible",
            expected="A text file in UTF-8",
            action="Save the file as UTF-8",
        )
    if decoded.encoding.startswith("utf"):
        return text, ()
    note = Problem(
        code="guessed-encoding",
        severity="warning",
        where=file,
        found=f"It is not UTF-8 and read as {decoded.encoding}",
        expected="UTF-8 needs no guess",
        action="Look whether the words are right, and save it as UTF-8",
    )
    return text, (note,)


def _fail(
    code: str, where: str, *, found: str, expected: str, action: str
) -> LexiconError:
    problem = Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected=expected,
        action=action,
    )
    return LexiconError(problems=[problem])


def build_lexicon(
    categories: Mapping[str, Sequence[str]],
    *,
    name: str = "lexicon",
    language: str | None = None,
    unit: Unit = "lemma",
) -> Lexicon:
    """Make a lexicon from plain lists of patterns.

    Parameters
    ----------
    categories : mapping of str to sequence of str
        Patterns by category.
    name : str
        Identifier.
    language : {"ru", "kk", "en"}, optional
        Language of all patterns; any language by default.
    unit : {"lemma", "form"}
        What a bare word stands for.

    Returns
    -------
    Lexicon
        Its patterns, read and checked.

    Raises
    ------
    LexiconError
        If a pattern cannot be read, a category is empty, or the language is unknown.
    """
    check_choice(unit, Unit, "unit")
    builder = LexiconBuilder(f"lexicon {name!r}", unit=unit)
    if language is not None and language not in LANGUAGES:
        builder.report(
            "unknown-language",
            builder.file,
            found=f"language {language!r}",
            expected="One of " + ", ".join(LANGUAGES),
            action="Correct or leave it out",
        )
    for category, patterns in categories.items():
        builder.open_category(category, where=builder.file)
        for pattern in patterns:
            builder.add_term(
                category,
                pattern,
                locate=lambda column: f"{builder.file}, column {column}",
                language=language,
            )
    return builder.build(name)
