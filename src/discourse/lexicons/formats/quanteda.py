"""Dictionaries of quanteda, written in YAML: keys inside keys, lists of phrases.

::

    economy:
      poverty: [poor, povert*, "below the line"]
      work:
      - wage*
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discourse.lexicons.building import LexiconBuilder, clean_category_name
from discourse.lexicons.formats.plain_phrases import Losses, list_phrases, read_phrase

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon
    from ledger import Problem

_ANY_WORD = "*"


def read_quanteda(text: str, *, file: str, name: str) -> Lexicon:
    """Read a dictionary of quanteda.

    Parameters
    ----------
    text : str
        The YAML.
    file : str
        How messages call it.
    name : str
        Identifier of the lexicon.

    Returns
    -------
    Lexicon
        Its keys as categories, with dots between the levels. A word is a form, or a
        glob; a word ``*`` between others is a gap of one word.

    Raises
    ------
    LexiconError
        If it is not YAML, or not made of keys and lists.
    """
    import yaml

    builder = LexiconBuilder(file)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        builder.report(
            "malformed-yaml",
            file if mark is None else _locate(file, mark),
            found=f"{error.problem}{_describe_context(error)}",
            expected="Valid YAML: keys with lists of phrases, what lies inside of "
            "them indented alike, by blanks",
            action="Correct this line or the one above",
        )
        return builder.build(name)
    if isinstance(root, yaml.MappingNode):
        _Walk(builder).read_keys(root, parent="")
    elif root is not None:
        builder.report(
            "malformed-yaml",
            _locate(file, root.start_mark),
            found="there is no key",
            expected="Keys with lists of phrases: economy: [poor, rich]",
            action="Write a key and a colon before the phrases",
        )
    return builder.build(name)


def _describe_context(error: Any) -> str:
    """Say where what is broken began: a quotation mark, a list."""
    if error.context_mark is None:
        return ""
    return f", {error.context} from line {error.context_mark.line + 1}"


def _locate(file: str, mark: Any) -> str:
    return f"{file}, line {mark.line + 1}, column {mark.column + 1}"


class _Walk:
    """Goes through keys and lists and hands the phrases to the builder."""

    def __init__(self, builder: LexiconBuilder) -> None:
        self._builder = builder

    def read_keys(self, node: Any, *, parent: str) -> None:
        for key, value in node.value:
            part = clean_category_name(str(key.value))
            category = ".".join(filter(None, (parent, part)))
            where = _locate(self._builder.file, key.start_mark)
            if not category:
                self._builder.report(
                    "bad-category-name",
                    where,
                    found=f"key {key.value!r}",
                    expected="A key has letters or digits",
                    action="Name it",
                )
                continue
            self._builder.begin_category(category, written=str(key.value), where=where)
            self._read_value(value, category)

    def _read_value(self, node: Any, category: str) -> None:
        import yaml

        if isinstance(node, yaml.MappingNode):
            self.read_keys(node, parent=category)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                if item.value:
                    self._read_value(item, category)
                else:
                    self._note_empty(item, category)
        elif node.value:
            self._read_phrase(node, category)

    def _note_empty(self, node: Any, category: str) -> None:
        self._builder.note(
            "left-out-term",
            _locate(self._builder.file, node.start_mark),
            found=f"an empty phrase in {category!r}",
            expected="Words",
            action="It is left out",
        )

    def _read_phrase(self, node: Any, category: str) -> None:
        where = _locate(self._builder.file, node.start_mark)
        pattern, lost = read_phrase(node.value)
        if lost:
            self._builder.note(
                "changed-term" if pattern else "left-out-term",
                where,
                found=f"{node.value!r}: {lost}",
                expected="Words with * and ?",
                action=f"It is read as {pattern}" if pattern else "It is left out",
            )
        if pattern:
            self._builder.add_term(category, pattern, locate=lambda _: where)


def write_quanteda(lexicon: Lexicon, *, file: str) -> tuple[str, list[Problem]]:
    """Write a dictionary of quanteda.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    file : str
        How messages call the file.

    Returns
    -------
    tuple of (str, list of Problem)
        The YAML, and what it does not say.
    """
    import yaml

    losses = Losses()
    tree: dict[str, Any] = {}
    written: dict[str, list[str]] = {}
    for category in lexicon.categories:
        phrases: dict[str, None] = {}
        for pattern in category.patterns:
            phrases |= dict.fromkeys(list_phrases(pattern, losses, any_word=_ANY_WORD))
            losses.add_meaning(pattern)
        if phrases:
            written[category.name] = list(phrases)
    losses.check_categories((found.name for found in lexicon.categories), written)
    for name, found in written.items():
        branch = tree
        for part in name.split("."):
            branch = branch.setdefault(part, {})
        branch[""] = found
    text = yaml.safe_dump(
        {key: _flatten(value) for key, value in tree.items()},
        allow_unicode=True,
        sort_keys=False,
    )
    return text, list(losses.list_notes(file))


def _flatten(branch: dict[str, Any]) -> Any:
    """Write a key's own phrases as a list, and its keys behind them."""
    own = branch.get("", [])
    keys = {key: _flatten(value) for key, value in branch.items() if key}
    if not keys:
        return own
    return [*own, *({key: value} for key, value in keys.items())] if own else keys
