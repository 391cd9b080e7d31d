"""Read lexicons from TOML, and say of every fault the line and column.

::

    id = "inequality"
    title = { ru = "Неравенство", en = "Inequality" }
    definition = "..."

    [categories.income]              # a category
    definition = "..."
    ru = ["бедность", { pattern = "низк* доход*", weight = 0.5, reason = "..." }]

    [[categories.income.groups]]     # terms that share a reason, a source, contexts
    reason = "..."
    en = ["poverty"]

    [categories.income.wages]        # a category inside: income.wages
    any = ["wage"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from discourse.lexicons.building import LANGUAGES, TERM_LISTS, LexiconBuilder
from discourse.lexicons.model import Source
from ledger import LexiconError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from discourse.lexicons.model import Lexicon

BUILTIN = "builtin:"
_LEXICON_KEYS = (
    "id",
    "title",
    "definition",
    "include",
    "exclude",
    "unless",
    "sources",
    "categories",
)
_SOURCE_KEYS = ("author", "year", "work", "note")
_TERM_KEYS = (
    "pattern",
    "weight",
    "reason",
    "source",
    "not_within",
    "unless",
    "only_if",
    "negation",
)
_CATEGORY_KEYS = (*TERM_LISTS, "definition", "negation", "groups")
_GROUP_KEYS = (*TERM_LISTS, "reason", "source", "unless", "only_if", "negation")


def read_toml(text: str, *, file: str) -> Lexicon:
    """Read a lexicon from the text of a TOML file.

    Parameters
    ----------
    text : str
        Content of the file.
    file : str
        How messages call it.

    Returns
    -------
    Lexicon
        Its patterns, read and checked.

    Raises
    ------
    LexiconError
        If anything in it is wrong; ``problems`` lists all findings.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at (line \d+, column \d+)\)", str(error))
        end = f"line {text.rstrip().count(chr(10)) + 1}, at the end of the file"
        where = f"{file}, {place[1] if place else end}"
        reason = str(error).partition(" (at ")[0]
        raise LexiconError(
            problems=[
                Problem(
                    code="malformed-toml",
                    severity="error",
                    where=where,
                    found=reason,
                    expected="Valid TOML: a quotation mark, comma or bracket may be missing",
                    action="Correct this line or the one above",
                )
            ]
        ) from error
    return _Reading(text, file=file).read(data)


def _keep(text: str) -> str:
    return text


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


class _Reading:
    """One reading of one file."""

    def __init__(self, text: str, *, file: str) -> None:
        self._text = text
        self._file = file
        self._builder = LexiconBuilder(file)
        self._contexts: dict[str, tuple[str, ...]] = {}

    def read(self, data: Mapping[str, Any]) -> Lexicon:
        self._check_keys(data, _LEXICON_KEYS, after=0)
        self._contexts = self._read_contexts(data.get("unless", {}))
        name = data.get("id")
        if not isinstance(name, str) or not name:
            self._report(
                "missing-key", 0, "id is missing", "A lexicon has an id", "Add it"
            )
        categories = data.get("categories", {})
        if isinstance(categories, Mapping):
            for category, entry in categories.items():
                self._read_category(str(category), entry, after=0)
        else:
            self._report_kind("categories", 0, "tables: [categories.NAME]")
        title = data.get("title", {})
        if not isinstance(title, str | Mapping):
            self._report_kind("title", 0, "a text, or { ru = ..., kk = ..., en = ... }")
            title = ""
        titles = {"en": title} if isinstance(title, str) else title
        return self._builder.build(
            str(name),
            title=tuple((key, titles[key]) for key in LANGUAGES if key in titles),
            definition=self._read_text(data, "definition", after=0),
            include=self._read_texts(data, "include", after=0),
            exclude=self._read_texts(data, "exclude", after=0),
            sources=self._read_sources(data.get("sources", ())),
        )

    def _read_contexts(self, given: object) -> dict[str, tuple[str, ...]]:
        """Read the contexts of all terms: by language, or a list of the package."""
        place = self._find_key("unless", 0)
        if isinstance(given, str):
            name = given.removeprefix(BUILTIN)
            file = resources.files("discourse") / "data" / "contexts" / f"{name}.toml"
            if not given.startswith(BUILTIN) or not file.is_file():
                self._report(
                    "unknown-contexts",
                    place,
                    f"unless = {given!r}",
                    "A table of contexts by language, or builtin:official_names",
                    "Correct it",
                )
                return {}
            given = tomllib.loads(file.read_text(encoding="utf-8"))
        if not isinstance(given, Mapping):
            self._report_kind("unless", place, "a table of contexts by language")
            return {}
        self._check_keys(given, TERM_LISTS, after=place, what="language")
        return {
            tag: self._read_texts(given, tag, after=place)
            for tag in TERM_LISTS
            if tag in given
        }

    def _list_contexts(self, language: str) -> tuple[str, ...]:
        """List the lexicon's contexts for terms of a language; ``any`` has them all."""
        tags = TERM_LISTS if language == "any" else (language, "any")
        return tuple(context for tag in tags for context in self._contexts.get(tag, ()))

    def _read_sources(self, entries: object) -> tuple[Source, ...]:
        if not isinstance(entries, Sequence) or not all(
            isinstance(entry, Mapping) for entry in entries
        ):
            self._report_kind("sources", self._find_key("sources", 0), "[[sources]]")
            return ()
        sources = []
        place = 0
        for entry in entries:
            place = self._find("[[sources]]", after=place)
            self._check_keys(entry, _SOURCE_KEYS, after=place)
            year = entry.get("year", 0)
            if not isinstance(year, int):
                self._report_kind("year", self._find_key("year", place), "a number")
                year = 0
            author, work, note = (
                self._read_text(entry, key, after=place)
                for key in ("author", "work", "note")
            )
            sources.append(Source(author=author, year=year, work=work, note=note))
        return tuple(sources)

    def _read_category(self, name: str, entry: object, *, after: int) -> None:
        header = self._find_category(name, after)
        if not isinstance(entry, Mapping):
            entry = {"any": entry}
        nested = {
            key: value
            for key, value in entry.items()
            if key not in _CATEGORY_KEYS and isinstance(value, Mapping)
        }
        unknown = [k for k in entry if k not in _CATEGORY_KEYS and k not in nested]
        self._check_keys(
            dict.fromkeys(unknown), TERM_LISTS, after=header, what="language"
        )
        self._builder.open_category(
            name,
            where=self._locate(header),
            definition=self._read_text(entry, "definition", after=header),
        )
        if unknown:
            self._builder.count_attempt(name)
        negation = self._read_text(entry, "negation", after=header) or "denies"
        self._read_term_lists(entry, name=name, header=header, negation=negation)
        place = header
        for group in self._list_groups(entry, name=name, header=header):
            place = self._find(f"[[categories.{name}.groups]]", after=place)
            self._check_keys(group, _GROUP_KEYS, after=place)
            self._read_term_lists(group, name=name, header=place, negation=negation)
        for key, value in nested.items():
            self._read_category(f"{name}.{key}", value, after=header)

    def _find_category(self, name: str, after: int) -> int:
        """Find the header of a category; quotation marks and blanks may stand in it."""
        parts = (rf"[\"']?{re.escape(part)}[\"']?" for part in name.split("."))
        header = r"\s*\.\s*".join(parts)
        place = re.search(rf"(?m)^\s*\[\s*categories\s*\.\s*{header}\s*\]", self._text)
        if place is None:
            last = re.escape(name.rpartition(".")[2])
            pattern = re.compile(rf"(?m)^\s*[\"']?{last}[\"']?\s*=")
            place = pattern.search(self._text, after)
        return after if place is None else place.start()

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

    def _read_term_lists(
        self, entry: Mapping[str, Any], *, name: str, header: int, negation: str
    ) -> None:
        """Read the lists of a category or group; terms take its reason and source."""
        shared = {
            "reason": self._read_text(entry, "reason", after=header),
            "source": self._read_text(entry, "source", after=header),
            "unless": self._read_texts(entry, "unless", after=header),
            "only_if": self._read_texts(entry, "only_if", after=header),
            "negation": self._read_text(entry, "negation", after=header) or negation,
        }
        for language in TERM_LISTS:
            terms = entry.get(language, ())
            place = self._find_key(language, header)
            common = {
                **shared,
                "unless": (*shared["unless"], *self._list_contexts(language)),
            }
            if isinstance(terms, str) or not isinstance(terms, Sequence):
                self._report(
                    "bad-term",
                    place,
                    f"{language} of category {name!r} is not a list",
                    "Terms stand in a list: [ ... ]",
                    "Put them in brackets",
                )
                continue
            tag = None if language == "any" else language
            for term in terms:
                place = self._read_term(
                    term, category=name, language=tag, after=place, shared=common
                )

    def _read_term(
        self,
        term: object,
        *,
        category: str,
        language: str | None,
        after: int,
        shared: Mapping[str, Any],
    ) -> int:
        entry = {"pattern": term} if isinstance(term, str) else term
        if not isinstance(entry, Mapping) or not isinstance(entry.get("pattern"), str):
            self._report(
                "bad-term",
                after,
                f"term {term!r}",
                "A term is a text, or { pattern = ..., weight = ..., reason = ... }",
                "Correct it",
            )
            return after
        text = entry["pattern"]
        place, locate = self._find_term(text, after=after)
        self._check_keys(entry, _TERM_KEYS, after=place)
        self._builder.add_term(
            category,
            text,
            locate=locate,
            language=language,
            weight=entry.get("weight", 1.0),
            reason=self._read_text(entry, "reason", after=place) or shared["reason"],
            source=self._read_text(entry, "source", after=place) or shared["source"],
            not_within=self._read_texts(entry, "not_within", after=place),
            negation=self._read_text(entry, "negation", after=place)
            or shared["negation"],
            **{
                key: (*shared[key], *self._read_texts(entry, key, after=place))
                for key in ("unless", "only_if")
            },
        )
        return place + len(text)

    def _find_term(self, text: str, *, after: int) -> tuple[int, Callable[[int], str]]:
        """Find a term as it is written, with or without escapes."""
        # The likelier spelling first: a search in vain reads to the end of the file.
        plain, escaped = ("'", _keep), ('"', _escape)
        for quote, write in (plain, escaped) if '"' in text else (escaped, plain):
            place = self._text.find(f"{quote}{write(text)}{quote}", after)
            if place >= 0:
                return place + 1, partial(self._locate_in, text, place + 1, write)
        return after, lambda _: self._locate(after)

    def _locate_in(
        self, text: str, place: int, write: Callable[[str], str], column: int
    ) -> str:
        return self._locate(place + len(write(text[: column - 1])))

    def _find(self, header: str, *, after: int) -> int:
        place = self._text.find(header, after + 1)
        return place if place >= 0 else after

    def _find_key(self, key: str, after: int) -> int:
        name = re.escape(key)
        written = rf"(?m)(?:^|[{{,])\s*(?:(?={name}\s*=)|\[+\s*(?={name}\s*[.\]]))"
        place = re.compile(written).search(self._text, after)
        return after if place is None else place.end()

    def _read_text(self, entry: Mapping[str, Any], key: str, *, after: int) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str):
            self._report_kind(key, self._find_key(key, after), "a text")
            return ""
        return value.strip()

    def _read_texts(
        self, entry: Mapping[str, Any], key: str, *, after: int
    ) -> tuple[str, ...]:
        value = entry.get(key, ())
        is_list = isinstance(value, list | tuple)
        if not is_list or not all(isinstance(part, str) for part in value):
            self._report_kind(key, self._find_key(key, after), "a list of texts")
            return ()
        return tuple(value)

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
                self._report(
                    f"unknown-{what}",
                    self._find_key(key, after),
                    f"{what} {key!r}",
                    "One of " + ", ".join(known),
                    "Correct or delete it",
                )

    def _report_kind(self, key: str, place: int, expected: str) -> None:
        self._report(
            "bad-value",
            place,
            f"{key} has a value of another kind",
            f"{key} is {expected}",
            "Correct it",
        )

    def _report(
        self, code: str, place: int, found: str, expected: str, action: str
    ) -> None:
        self._builder.report(
            code, self._locate(place), found=found, expected=expected, action=action
        )

    def _locate(self, place: int) -> str:
        line = self._text.count("\n", 0, place) + 1
        column = place - (self._text.rfind("\n", 0, place) + 1) + 1
        return f"{self._file}, line {line}, column {column}"
