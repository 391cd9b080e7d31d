"""Between our patterns and the plain phrases that other programs know.

Their entries are words with ``*`` and ``?``, side by side. Read by us, a plain word is a
form (`"word"`), because they know no lemmas. Written for them, a pattern becomes every
phrase it stands for, and what they cannot say is reported.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ledger import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from discourse.lexicons.model import Pattern, Phrase, Slot

_MOST_PHRASES = 1000
_SHOWN = 5
_RESERVED = set('"()[]|/')
_LOSSES = {
    "regex": "a regular expression; the term is left out",
    "near": "NEAR, AFTER or BEFORE; the term is left out",
    "gap": "a gap; the term is left out",
    "phrase": "words side by side; the term is left out",
    "glob": "a wildcard that is not the last letter; the term is left out",
    "size": f"more than {_MOST_PHRASES} phrases; the term is left out",
    "exclusion": "contexts that exclude; the term is written without and matches more",
    "lemma": "a lemma; the word is written and matches this form only",
    "weight": "weights; the term is written without",
    "language": "languages; the term is written without its own",
    "reason": "reasons and sources; the term is written without",
}


class Losses:
    """What a format cannot say, by kind and term."""

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, None]] = {}

    def add(self, kind: str, term: str) -> None:
        """Note that something of a term is lost."""
        self._terms.setdefault(kind, {})[term] = None

    def add_meaning(self, pattern: Pattern, *, has_weights: bool = False) -> None:
        """Note what is said about a pattern beside its words."""
        if pattern.weight != 1 and not has_weights:
            self.add("weight", pattern.text)
        if pattern.language is not None:
            self.add("language", pattern.text)
        if pattern.reason or pattern.source:
            self.add("reason", pattern.text)

    def list_notes(self, file: str) -> Iterator[Problem]:
        """Say each kind of loss once, with its first terms."""
        for kind, found in self._terms.items():
            terms = list(found)
            rest = f" and {len(terms) - _SHOWN} more" if len(terms) > _SHOWN else ""
            yield Problem(
                code=f"lost-{kind}",
                severity="note",
                where=file,
                found=f"{len(terms)} terms: {', '.join(terms[:_SHOWN])}{rest}",
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
    term = pattern.text
    slots = [slot for phrase in pattern.alternatives for slot in phrase]
    kinds = {atom.kind for slot in slots for atom in slot.atoms}
    if pattern.neighbors:
        losses.add("near", term)
        return []
    if "regex" in kinds:
        losses.add("regex", term)
        return []
    if any_word is None and any(slot.gap_high for slot in slots):
        losses.add("gap", term)
        return []
    phrases: dict[str, None] = {}
    for phrase in pattern.alternatives:
        for words in _expand(phrase, any_word or ""):
            phrases[words] = None
            if len(phrases) > _MOST_PHRASES:
                losses.add("size", term)
                return []
    if pattern.conditions:
        losses.add("exclusion", term)
    if "lemma" in kinds:
        losses.add("lemma", term)
    return list(phrases)


def _expand(phrase: Phrase, any_word: str) -> Iterator[str]:
    for words in itertools.product(*(_list_ways(slot, any_word) for slot in phrase)):
        yield " ".join(words)


def _list_ways(slot: Slot, any_word: str) -> list[str]:
    gaps: Iterable[int] = range(slot.gap_low, slot.gap_high + 1)
    return [
        " ".join([*[any_word] * gap, atom.text]) for gap in gaps for atom in slot.atoms
    ]
