"""Read lexicons: from a TOML file, from the built-in ones, or from plain lists.

Everything wrong in a file is collected and said at once, with line and column.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from discourse.lexicons.model import Category, Lexicon, Pattern, Source
from discourse.lexicons.syntax import PatternSyntaxError, parse_pattern
from ledger import LexiconError, Problem

_BUILTIN = "builtin:"
_LANGUAGES = ("ru", "kk", "en")
_TERM_LISTS = (*_LANGUAGES, "any")
_LEXICON_KEYS = (
    "id",
    "title",
    "definition",
    "include",
    "exclude",
    "sources",
    "categories",
)
_SOURCE_KEYS = ("author", "year", "work", "note")
_TERM_KEYS = ("pattern", "weight", "reason", "source", "not_within", "unless")
_CATEGORY_KEYS = (*_TERM_LISTS, "definition", "groups")
_GROUP_KEYS = (*_TERM_LISTS, "reason", "source", "unless")
_CATEGORY_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


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
        ``builtin:NAME`` for one that comes with the package, else a TOML file.

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
    if name.startswith(_BUILTIN):
        builtin = name.removeprefix(_BUILTIN)
        if builtin not in list_builtin_lexicons():
            raise LexiconError(
                problems=[
                    Problem(
                        code="unknown-lexicon",
                        severity="error",
                        where=f"lexicon {name!r}",
                        found="There is no built-in lexicon of this name",
                        expected="One of " + ", ".join(list_builtin_lexicons()),
                        action="Correct the name or give the path of a file",
                    )
                ]
            )
        entry = resources.files("discourse") / "data" / "lexicons" / f"{builtin}.toml"
        return _read_text(entry.read_text(encoding="utf-8"), file=name)
    path = Path(source)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            problems=[
                Problem(
                    code="unreadable-lexicon",
                    severity="error",
                    where=str(path),
                    found=f"The file cannot be read ({type(error).__name__})",
                    expected="A TOML file in UTF-8, or builtin:NAME",
                    action="Check the path and save the file as UTF-8",
                )
            ]
        ) from error
    return _read_text(text.replace("\r\n", "\n"), file=path.name)


def build_lexicon(
    categories: Mapping[str, Sequence[str]],
    *,
    name: str = "lexicon",
    language: str | None = None,
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

    Returns
    -------
    Lexicon
        Its patterns, read and checked.

    Raises
    ------
    LexiconError
        If a pattern cannot be read, a category is empty, or the language is unknown.
    """
    term_list = "any" if language is None else language
    data = {
        "id": name,
        "categories": {
            category: {term_list: list(patterns)}
            for category, patterns in categories.items()
        },
    }
    return _Reading("", file=f"lexicon {name!r}").build(data)


def _read_text(text: str, *, file: str) -> Lexicon:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at (line \d+, column \d+)\)", str(error))
        where = f"{file}, {place[1]}" if place else f"{file}, end of the file"
        reason = str(error).partition(" (at ")[0]
        raise LexiconError(
            problems=[
                Problem(
                    code="malformed-toml",
                    severity="error",
                    where=where,
                    found=reason,
                    expected="TOML: a quotation mark, comma or bracket may be missing",
                    action="Correct this line or the one above",
                )
            ]
        ) from error
    return _Reading(text, file=file).build(data)


class _Reading:
    """One reading of one file: collects what is wrong and where."""

    def __init__(self, text: str, *, file: str) -> None:
        self._text = text
        self._file = file
        self._problems: list[Problem] = []

    def build(self, data: Mapping[str, Any]) -> Lexicon:
        self._check_keys(data, _LEXICON_KEYS, after=0)
        name = data.get("id")
        if not isinstance(name, str) or not name:
            self._report(
                "missing-key", 0, "id is missing", "A lexicon has an id", "Add it"
            )
        title = data.get("title", {})
        if isinstance(title, str):
            title = {"en": title}
        categories = self._read_categories(data.get("categories"))
        notes = _find_shared_terms(categories, file=self._file)
        if self._problems:
            raise LexiconError(problems=self._problems)
        return Lexicon(
            name=str(name),
            title=tuple((key, title[key]) for key in _LANGUAGES if key in title),
            definition=str(data.get("definition", "")).strip(),
            include=tuple(data.get("include", ())),
            exclude=tuple(data.get("exclude", ())),
            sources=self._read_sources(data.get("sources", ())),
            categories=categories,
            problems=notes,
        )

    def _read_sources(self, entries: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
        sources = []
        for entry in entries:
            self._check_keys(entry, _SOURCE_KEYS, after=0)
            sources.append(
                Source(
                    author=str(entry.get("author", "")),
                    year=int(entry.get("year", 0)),
                    work=str(entry.get("work", "")),
                    note=str(entry.get("note", "")),
                )
            )
        if self._problems:
            raise LexiconError(problems=self._problems)
        return tuple(sources)

    def _read_categories(self, data: object) -> tuple[Category, ...]:
        if not isinstance(data, Mapping) or not data:
            self._report(
                "no-category",
                0,
                "there is no category",
                "A lexicon has [categories.NAME] with lists of terms",
                "Add one",
            )
            return ()
        return tuple(
            self._read_category(str(name), entry) for name, entry in data.items()
        )

    def _read_category(self, name: str, entry: object) -> Category:
        header = max(0, self._text.find(f"categories.{name}"))
        if not _CATEGORY_NAME.fullmatch(name):
            self._report(
                "bad-category-name",
                header,
                f"category {name!r}",
                "Names are small Latin letters, digits, _ and . between parts",
                "Rename it",
            )
        if not isinstance(entry, Mapping):
            entry = {"any": entry}
        self._check_keys(
            {key: 0 for key in entry if key not in _CATEGORY_KEYS},
            _TERM_LISTS,
            after=header,
            what="language",
        )
        patterns = self._read_term_lists(entry, name=name, header=header)
        for group in self._list_groups(entry, name=name, header=header):
            header = self._find_header(f"[[categories.{name}.groups]]", after=header)
            self._check_keys(group, _GROUP_KEYS, after=header)
            patterns += self._read_term_lists(group, name=name, header=header)
        if not patterns and not self._problems:
            self._report(
                "empty-category",
                header,
                f"category {name!r} has no terms",
                "A category has at least one term",
                "Add terms or delete the category",
            )
        return Category(
            name=name,
            definition=str(entry.get("definition", "")).strip(),
            patterns=tuple(patterns),
        )

    def _list_groups(
        self, entry: Mapping[str, Any], *, name: str, header: int
    ) -> Sequence[Mapping[str, Any]]:
        groups = entry.get("groups", ())
        if isinstance(groups, list | tuple) and all(
            isinstance(group, Mapping) for group in groups
        ):
            return groups
        self._report(
            "bad-group",
            header,
            f"groups of category {name!r}",
            f"A group is a table: [[categories.{name}.groups]]",
            "Correct it",
        )
        return ()

    def _find_header(self, header: str, *, after: int) -> int:
        place = self._text.find(header, after + 1)
        return place if place >= 0 else after

    def _read_term_lists(
        self, entry: Mapping[str, Any], *, name: str, header: int
    ) -> list[Pattern]:
        """Read the lists of a category or group; terms take its reason and source."""
        patterns: list[Pattern] = []
        for language in _TERM_LISTS:
            terms = entry.get(language, ())
            if isinstance(terms, str) or not isinstance(terms, Sequence):
                self._report(
                    "bad-term",
                    header,
                    f"{language} of category {name!r} is not a list",
                    "Terms stand in a list: [ ... ]",
                    "Put them in brackets",
                )
                continue
            tag = None if language == "any" else language
            place = re.search(rf"(?m)^{language}\s*=", self._text[header:])
            after = header + place.start() if place else header
            for term in terms:
                pattern, after = self._read_term(
                    term, language=tag, after=after, group=entry
                )
                if pattern is not None:
                    patterns.append(pattern)
        return patterns

    def _read_term(
        self,
        term: object,
        *,
        language: str | None,
        after: int,
        group: Mapping[str, Any],
    ) -> tuple[Pattern | None, int]:
        entry = {"pattern": term} if isinstance(term, str) else term
        if not isinstance(entry, Mapping) or not isinstance(entry.get("pattern"), str):
            self._report(
                "bad-term",
                after,
                f"term {term!r}",
                "A term is a text, or { pattern = ..., weight = ..., reason = ... }",
                "Correct it",
            )
            return None, after
        text = entry["pattern"]
        place = self._find(text, after=after)
        self._check_keys(entry, _TERM_KEYS, after=place)
        weight = entry.get("weight", 1.0)
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            self._report(
                "bad-weight",
                place,
                f"weight {weight!r} of {text!r}",
                "A weight is a number",
                "Correct it",
            )
            return None, place
        try:
            pattern = parse_pattern(
                text,
                language=language,
                weight=float(weight),
                reason=str(entry.get("reason", group.get("reason", ""))),
                source=str(entry.get("source", group.get("source", ""))),
                not_within=entry.get("not_within", ()),
                unless=(*group.get("unless", ()), *entry.get("unless", ())),
            )
        except PatternSyntaxError as error:
            self._report(
                "bad-pattern",
                place + error.column - 1,
                f"term {text!r}: {error.found}",
                error.expected,
                error.action,
            )
            return None, place
        return pattern, place + len(text)

    def _find(self, pattern: str, *, after: int) -> int:
        for quote in ("'", '"'):
            place = self._text.find(f"{quote}{pattern}{quote}", after)
            if place >= 0:
                return place + 1
        return after

    def _check_keys(
        self,
        entry: Mapping[str, Any],
        known: Sequence[str],
        *,
        after: int,
        what: str = "key",
    ) -> None:
        for key in entry:
            if key not in known:
                place = re.search(rf"\b{re.escape(key)}\b", self._text[after:])
                self._report(
                    f"unknown-{what}",
                    after + (place.start() if place else 0),
                    f"{what} {key!r}",
                    "One of " + ", ".join(known),
                    "Correct or delete it",
                )

    def _report(
        self, code: str, place: int, found: str, expected: str, action: str
    ) -> None:
        where = self._file
        if self._text:
            line = self._text.count("\n", 0, place) + 1
            column = place - (self._text.rfind("\n", 0, place) + 1) + 1
            where = f"{self._file}, line {line}, column {column}"
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


def _find_shared_terms(
    categories: Sequence[Category], *, file: str
) -> tuple[Problem, ...]:
    homes: dict[tuple[str, str | None], list[str]] = {}
    for category in categories:
        for pattern in category.patterns:
            key = (pattern.text.lower(), pattern.language)
            homes.setdefault(key, []).append(category.name)
    notes = []
    for (text, _), names in homes.items():
        if len(names) > 1:
            is_repeated = len(set(names)) < len(names)
            notes.append(
                Problem(
                    code="repeated-term" if is_repeated else "shared-term",
                    severity="note",
                    where=f"{file}, term {text!r}",
                    found="It stands in " + ", ".join(names),
                    expected="A term in two categories counts for both",
                    action="Keep it if that is meant",
                )
            )
    return tuple(notes)
