"""Which distinct words of a corpus fit each condition of a pattern.

A corpus of millions of words has few distinct ones, so each condition is tried on
these once; the texts are then searched by number only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from discourse.lexicons.automaton import compile_regex
from discourse.tokens.kk_negation import cut_without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from discourse.lexicons.model import Atom, Slot

Numbers = NDArray[np.int32]
_LAST_LETTER = chr(0x10FFFF)


class Vocabulary:
    """The distinct word forms of a corpus, ready to be asked for patterns.

    Parameters
    ----------
    forms : sequence of str
        Distinct forms in lower case; the place in the sequence is the number of a
        form.
    lemmatize : callable
        Takes words and a language, returns their lemmas.
    forms_of : mapping of str to array
        Numbers of the forms that occur in passages of a language; lemmas are
        computed for these only.
    """

    def __init__(
        self,
        forms: Sequence[str],
        *,
        lemmatize: Callable[[Sequence[str], str], Sequence[str]],
        forms_of: Callable[[str], Numbers],
    ) -> None:
        self._forms = forms
        self._lemmatize = lemmatize
        self._forms_of = forms_of
        self._ordered = _Ordered([_plain(form) for form in forms])
        self._backward: _Ordered | None = None
        self._by_lemma: dict[str, dict[str, list[int]]] = {}
        self._found: dict[tuple[Atom, str | None], Numbers] = {}

    def prepare_lemmas(self, words: dict[str, list[str]]) -> None:
        """Look up the lemmas of pattern words by language in one go."""
        for language, wanted in words.items():
            known = self._get_lemma_index(language)
            if not known:
                continue
            lemmas = self._lemmatize(wanted, language)
            for word, lemma in zip(wanted, lemmas, strict=True):
                if word != lemma:
                    forms = known.get(_plain(lemma.lower()), [])
                    known.setdefault(f"\0{_plain(word)}", forms)

    def find(self, slot: Slot, *, language: str | None) -> Numbers:
        """Find the numbers of the forms that fit a slot, ascending."""
        parts = [self._find_atom(atom, language) for atom in slot.atoms]
        return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))

    def _find_atom(self, atom: Atom, language: str | None) -> Numbers:
        key = (atom, language if atom.kind == "lemma" else None)
        if key not in self._found:
            numbers = self._search(atom, language)
            found = np.asarray(numbers, dtype=np.int32)
            self._found[key] = np.unique(found) if len(found) > 1 else found
        return self._found[key]

    def _search(self, atom: Atom, language: str | None) -> Sequence[int] | Numbers:
        if atom.kind == "glob":
            return self._find_glob(_plain(atom.text))
        if atom.kind == "regex":
            machine = compile_regex(_plain(atom.text))
            return self._ordered.numbers[machine.find_words(self._ordered.words)]
        word = _plain(atom.text)
        numbers = self._ordered.find_word(word)
        if atom.kind == "lemma" and language is not None:
            index = self._get_lemma_index(language)
            numbers += index.get(word, [])
            numbers += index.get(f"\0{word}", [])
        return numbers

    def _get_lemma_index(self, language: str) -> dict[str, list[int]]:
        if language not in self._by_lemma:
            numbers = self._forms_of(language).tolist()
            lemmas = self._lemmatize([self._forms[n] for n in numbers], language)
            index: dict[str, list[int]] = {}
            for number, lemma in zip(numbers, lemmas, strict=True):
                index.setdefault(_plain(lemma.lower()), []).append(number)
            if language == "kk":
                self._add_privatives(index, numbers)
            self._by_lemma[language] = index
        return self._by_lemma[language]

    def _add_privatives(self, index: dict[str, list[int]], numbers: list[int]) -> None:
        """Let a Kazakh lemma fit its form with -сыз too, which counts as negated."""
        stems = {n: stem for n in numbers if (stem := cut_without(self._forms[n]))}
        lemmas = self._lemmatize(list(stems.values()), "kk")
        for number, lemma in zip(stems, lemmas, strict=True):
            index.setdefault(lemma, []).append(number)

    def _find_glob(self, text: str) -> Sequence[int] | Numbers:
        head = re.split(r"[*?]", text, maxsplit=1)[0]
        tail = re.split(r"[*?]", text)[-1]
        if head:
            numbers = self._ordered.find_range(head)
            if text == f"{head}*":
                return numbers
        elif tail:
            if self._backward is None:
                backward = [_plain(form)[::-1] for form in self._forms]
                self._backward = _Ordered(backward)
            numbers = self._backward.find_range(tail[::-1])
            if text == f"*{tail}":
                return numbers
        else:
            numbers = self._ordered.numbers
        fits = re.compile(_convert_glob(text)).fullmatch
        return [n for n in numbers.tolist() if fits(_plain(self._forms[n]))]


def _plain(text: str) -> str:
    """Write ``е`` for ``ё``, as most texts do."""
    return text.replace("ё", "е")


class _Ordered:
    """Words in alphabetical order, with their numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        # UTF-8 keeps the order of code points, which is Python's order of text.
        order = pc.sort_indices(pa.array(words, type=pa.string()))
        self.numbers: Numbers = order.to_numpy().astype(np.int32)
        self.words = [words[number] for number in self.numbers.tolist()]

    def find_word(self, word: str) -> list[int]:
        """Find the numbers of a word; there are several where ``ё`` was written."""
        low, high = bisect_left(self.words, word), bisect_right(self.words, word)
        return [int(number) for number in self.numbers[low:high]]

    def find_range(self, head: str) -> Numbers:
        """Find the numbers of the words that begin so."""
        low = bisect_left(self.words, head)
        return self.numbers[low : bisect_left(self.words, head + _LAST_LETTER)]


def _convert_glob(text: str) -> str:
    # The leftmost place of a part is always as good as any later one, so each part
    # is taken there for good (an atomic group): the time stays linear.
    parts = [re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", text)]
    if len(parts) == 1:
        return parts[0]
    middle = "".join(f"(?>.*?{part})" for part in parts[1:-1] if part)
    return f"{parts[0]}{middle}.*{parts[-1]}"
