"""Between our patterns and the plain phrases that other programs know.

Their entries are words with ``*`` and ``?``, side by side. Read by us, a plain word is a
form (`"word"`), because they know no lemmas. Written for them, a pattern becomes every
phrase it stands for, and what they cannot say is reported.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from discourse.lexicons.syntax import divide_words
from ledger import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from discourse.lexicons.model import Alternatives, Pattern, Phrase, Slot

_MOST_PHRASES = 1000
# A group may have 200 combinations, and a phrase two spellings.
_MOST_IN_GROUP = 90
_SHOWN = 5
_RESERVED = set('"()[]|/')
_LOSSES = {
    "regex": "a regular expression; the term is left out",
    "near": "NEAR, AFTER, BEFORE or IF; the term is left out",
    "joined": "that two phrases are one hit; as a rule, each first word counts",
    "gap": "a gap; the term is left out",
    "phrase": "words side by side before LIWC2015; they are written",
    "glob": "a wildcard that is not the last letter; the term is left out",
    "size": f"more than {_MOST_PHRASES} phrases; the term is left out",
    "exclusion": "contexts that exclude; the term is written without and matches more",
    "condition": "this context; the term is left out",
    "lemma": "a lemma; the word is written and matches this form only",
    "weight": "weights; the term is written without",
    "language": "languages; the term is written without its own",
    "reason": "reasons and sources; the term is written without",
    "negation": "what a negation does; read back, it denies words but not rules",
    "category": "any of their terms; the category is left out",
}


class Losses:
    """What a format cannot say, by kind and term."""

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, None]] = {}

    def add(self, kind: str, term: str) -> None:
        """Note that something of a term is lost."""
        self._terms.setdefault(kind, {})[term] = None

    def add_meaning(
        self, pattern: Pattern, *, has_weights: bool = False, is_rule: bool = False
    ) -> None:
        """Note what is said about a pattern beside its words.

        Parameters
        ----------
        pattern : Pattern
            The pattern.
        has_weights : bool
            Whether the format has weights.
        is_rule : bool
            Whether it is written under a condition, which is read back as one that
            says itself what a negation does.
        """
        if pattern.weight != 1 and not has_weights:
            self.add("weight", pattern.text)
        if pattern.language is not None:
            self.add("language", pattern.text)
        if pattern.reason or pattern.source:
            self.add("reason", pattern.text)
        if (pattern.negation == "ignored") != is_rule:
            self.add("negation", pattern.text)

    def check_categories(self, wanted: Iterable[str], written: Iterable[str]) -> None:
        """Note the categories that are left without terms; refuse if all are."""
        names = list(wanted)
        empty = [name for name in names if name not in set(written)]
        if len(empty) == len(names):
            raise InputError(
                "found no term that this format can say. Expected single words, phrases "
                "and wildcards. Write the lexicon as TOML, CSV or XLSX."
            )
        for name in empty:
            self.add("category", name)

    def list_notes(self, file: str) -> Iterator[Problem]:
        """Say each kind of loss once, with its first terms."""
        for kind, found in self._terms.items():
            terms = list(found)
            rest = f" and {len(terms) - _SHOWN} more" if len(terms) > _SHOWN else ""
            yield Problem(
                code=f"lost-{kind}",
                severity="note",
                where=file,
                found=f"{len(terms)} {'categories' if kind == 'category' else 'terms'}: "
                f"{', '.join(terms[:_SHOWN])}{rest}",
                expected=f"The format cannot say {_LOSSES[kind]}",
                action="Keep the lexicon as TOML, which says everything",
            )


def read_phrase(text: str) -> tuple[str, str]:
    """Turn an entry of another program into a pattern.

    Parameters
    ----------
    text : str
        Words with ``*`` and ``?``, blanks between them. A word that is ``*`` alone is
        any one word.

    Returns
    -------
    tuple of (str, str)
        The pattern, and what it does not say of the entry; one of them may be empty.
    """
    parts: list[str] = []
    plain: list[str] = []
    n_any = 0
    lost = ""
    for word in text.split():
        if not word.strip("*"):
            n_any += 1
            continue
        is_glob = "*" in word or "?" in word
        if '"' in word or (is_glob and _RESERVED & set(word)):
            return "", f"{word!r} holds a sign of the pattern language"
        if (is_glob or n_any) and plain:
            parts.append(f'"{" ".join(plain)}"')
            plain = []
        if n_any:
            if parts:
                parts.append(f"[{n_any}-{n_any}]")
            else:
                lost = "it need not stand behind another word"
            n_any = 0
        if is_glob:
            parts.append(word)
        else:
            plain.append(word)
    if plain:
        parts.append(f'"{" ".join(plain)}"')
    if n_any:
        lost = (
            "it need not stand before another word" if parts else "it fits every word"
        )
    return " ".join(parts), lost


def list_phrases(
    pattern: Pattern, losses: Losses, *, any_word: str | None
) -> list[str]:
    """List the plain phrases that a pattern stands for.

    Parameters
    ----------
    pattern : Pattern
        The pattern.
    losses : Losses
        Is told what they do not say.
    any_word : str, optional
        How the format writes any one word; without it a gap cannot be written.

    Returns
    -------
    list of str
        Phrases, each once; none if the pattern cannot be written at all.
    """
    if pattern.neighbors or any(found.is_required for found in pattern.conditions):
        losses.add("near", pattern.text)
        return []
    phrases, lost = expand(pattern.alternatives, any_word=any_word)
    if phrases and pattern.conditions:
        losses.add("exclusion", pattern.text)
    if lost:
        losses.add(lost, pattern.text)
    return phrases


def expand(
    alternatives: Alternatives, *, any_word: str | None = None
) -> tuple[list[str], str]:
    """List the plain phrases of one side of a pattern.

    Parameters
    ----------
    alternatives : tuple of Phrase
        The side.
    any_word : str, optional
        How the format writes any one word; without it a gap cannot be written.

    Returns
    -------
    tuple of (list of str, str)
        Phrases, each once, and the kind of loss, if there is one; no phrases if it
        cannot be written at all.
    """
    slots = [slot for phrase in alternatives for slot in phrase]
    kinds = {atom.kind for slot in slots for atom in slot.atoms}
    if "regex" in kinds:
        return [], "regex"
    if any_word is None and any(slot.gap_high for slot in slots):
        return [], "gap"
    phrases: dict[str, None] = {}
    for phrase in alternatives:
        for words in _expand(phrase, any_word or ""):
            phrases[words] = None
            if len(phrases) > _MOST_PHRASES:
                return [], "size"
    # What a text divides into tokens is written as one word: it's, not it 's.
    for words in list(phrases):
        divided = " ".join(divide_words(words))
        if divided != words:
            phrases.pop(divided, None)
    return list(phrases), "lemma" if "lemma" in kinds else ""


def write_contexts(
    side: str, patterns: Iterable[str], *, is_required: bool
) -> tuple[str, ...] | None:
    """Write the contexts that say: one of these patterns stands there, or none does.

    Parameters
    ----------
    side : str
        Where: ``AFTER/1``, ``NEAR/PASSAGE``.
    patterns : iterable of str
        The patterns.
    is_required : bool
        Whether one of them must stand there; then it is one context.

    Returns
    -------
    tuple of str or None
        For ``only_if`` or ``unless``. None if there is no pattern, or too many phrases
        for one context.
    """
    found = list(dict.fromkeys(filter(None, patterns)))
    words = [pattern for pattern in found if pattern.strip('"*?').isalnum()]
    phrases = [pattern for pattern in found if not pattern.strip('"*?').isalnum()]
    if not found or (is_required and len(phrases) > _MOST_IN_GROUP):
        return None
    parts = [
        phrases[start : start + _MOST_IN_GROUP]
        for start in range(0, max(len(phrases), 1), _MOST_IN_GROUP)
    ]
    parts[0] = words + parts[0]
    return tuple(
        f"{side} {part[0] if len(part) == 1 else '(' + ' | '.join(part) + ')'}"
        for part in parts
    )


def _expand(phrase: Phrase, any_word: str) -> Iterator[str]:
    for words in itertools.product(*(_list_ways(slot, any_word) for slot in phrase)):
        yield " ".join(words)


def _list_ways(slot: Slot, any_word: str) -> list[str]:
    gaps: Iterable[int] = range(slot.gap_low, slot.gap_high + 1)
    return [
        " ".join([*[any_word] * gap, atom.text]) for gap in gaps for atom in slot.atoms
    ]
