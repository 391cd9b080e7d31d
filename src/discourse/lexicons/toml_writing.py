"""Write lexicons as TOML: everything that a lexicon says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discourse.lexicons.building import LANGUAGES

if TYPE_CHECKING:
    from discourse.lexicons.model import Category, Lexicon, Pattern

_BARE = re.compile(r"[a-z0-9_]+")


def write_toml(lexicon: Lexicon) -> str:
    """Write the text of a TOML file that `read_toml` reads back.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.

    Returns
    -------
    str
        The file; terms that share reason, source and contexts stand in one group.
    """
    lines = _list_meaning(lexicon)
    for category in lexicon.categories:
        lines += _list_category(category)
    return "\n".join(lines) + "\n"


def _list_meaning(lexicon: Lexicon) -> list[str]:
    lines = [f"id = {_quote(lexicon.name)}"]
    if lexicon.title:
        titles = ", ".join(f"{key} = {_quote(text)}" for key, text in lexicon.title)
        lines.append(f"title = {{ {titles} }}")
    lines += _list_given("definition", lexicon.definition)
    for key, texts in (("include", lexicon.include), ("exclude", lexicon.exclude)):
        if texts:
            lines += [f"{key} = [", *(f"  {_quote(text)}," for text in texts), "]"]
    for source in lexicon.sources:
        lines += ["[[sources]]", f"author = {_quote(source.author)}"]
        lines += [f"year = {source.year}", f"work = {_quote(source.work)}"]
        lines += _list_given("note", source.note)
    return lines


def _list_category(category: Category) -> list[str]:
    name = ".".join(map(_write_key, category.name.split(".")))
    lines = ["", f"[categories.{name}]"]
    lines += _list_given("definition", category.definition)
    groups: dict[tuple[str, ...], list[Pattern]] = {}
    for pattern in category.patterns:
        groups.setdefault(tuple(_list_shared(pattern)), []).append(pattern)
    lines += _list_terms(groups.pop((), []))
    for shared, patterns in groups.items():
        lines += [f"[[categories.{name}.groups]]", *shared, *_list_terms(patterns)]
    return lines


def _list_shared(pattern: Pattern) -> list[str]:
    """List what a pattern says beside its words that a group can say for many."""
    lines = _list_given("reason", pattern.reason)
    lines += _list_given("source", pattern.source)
    for key, contexts in (("unless", pattern.unless), ("only_if", pattern.only_if)):
        if contexts:
            lines.append(f"{key} = [{', '.join(map(_quote, contexts))}]")
    if pattern.negation != "denies":
        lines.append(f"negation = {_quote(pattern.negation)}")
    return lines


def _list_given(key: str, text: str) -> list[str]:
    return [f"{key} = {_quote(text)}"] if text else []


def _list_terms(patterns: list[Pattern]) -> list[str]:
    lines = []
    for tag in (*LANGUAGES, None):
        found = [pattern for pattern in patterns if pattern.language == tag]
        if found:
            lines += [f"{tag or 'any'} = [", *map(_write_term, found), "]"]
    return lines


def _write_term(pattern: Pattern) -> str:
    parts = [f"pattern = {_quote(pattern.text)}"]
    if pattern.weight != 1:
        parts.append(f"weight = {pattern.weight!r}")
    if pattern.not_within:
        parts.append(f"not_within = [{', '.join(map(_quote, pattern.not_within))}]")
    if len(parts) == 1:
        return f"  {_quote(pattern.text)},"
    return f"  {{ {', '.join(parts)} }},"


def _write_key(part: str) -> str:
    return part if _BARE.fullmatch(part) else _quote(part)


def _quote(text: str) -> str:
    if '"' in text and "'" not in text and "\n" not in text:
        return f"'{text}'"
    if "\n" in text and '"""' not in text and "\\" not in text:
        return f'"""\n{text}"""'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
