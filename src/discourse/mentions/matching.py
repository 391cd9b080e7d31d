"""Where in a text does a name of the gazetteer stand?

One pass of a compiled pattern over the text; each distinct word form is looked up in
the gazetteer once. What the name means there is left to
:mod:`discourse.mentions.resolution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from discourse.mentions.gazetteer import (
    IRREGULAR,
    Gazetteer,
    Reading,
    fold_kazakh,
    normalize_word,
)

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏЀ-ԯ\u00ad\u0300-\u036f"
# A hyphen of a line end, with or without the line break, belongs to the word.
_WORD = re.compile(f"[{_LETTERS}]+(?:-(?:\r?\n[ \t]*)?[a-zа-яёәғқңөұүһі]+)?")
_PLAIN = re.compile(f"[{_LETTERS}]+")
# A word that changes from small to capital letters is two words run together.
_CAMEL = re.compile("[a-zа-яёәғқңөұүһі\u00ad][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
_CAMEL_PART = re.compile(
    f"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]*[a-zа-яёәғқңөұүһі\u00ad\u0300-\u036f]+|[{_LETTERS}]+?"
    f"(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]?[a-z])|[{_LETTERS}]+"
)
_JOIN = re.compile(r"\.?[ ]?[-‐‑–—]\r?\n?[ ]?|\.[ ]?|[ \t\u00a0]*[\r\n]?[ \t\u00a0]*")
_BEFORE = re.compile(
    f"([{_LETTERS}]+)-?(?:[ ]?,[ ]?|[ ](?:и|мен|және|and|or|или)[ ]|-?[ ]и[ ])+$"
)
_LIMIT = 1_000_000
_STRETCH, _SEARCHED = 65536, 2048
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A stretch of text that has the form of a name."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    words: tuple[str, ...] = ()
    is_glued: bool = False


class _KnownWords(dict[str, str]):
    """Word form as written -> first word of a name, or empty text.

    ``others`` holds the forms that are no name, so that a text without names is
    passed over in one comparison of sets.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self.others: set[str] = set()

    def __missing__(self, word: str) -> str:
        if len(self) > _LIMIT:
            self.clear()
            self.others.clear()
        if "-" in word:
            glued = normalize_word(re.sub(r"-(?:\r?\n[ \t]*)?", "", word))
            is_glued = glued in self._gazetteer and not self._is_compound(word)
            known = glued if is_glued else self._find_part(word)
        else:
            normal = normalize_word(word)
            if normal in self._gazetteer:
                known = normal
            elif _CAMEL.search(word):
                known = IRREGULAR
            else:
                known = self._gazetteer.folded.get(fold_kazakh(normal), "")
        self[word] = known
        if not known:
            self.others.add(word)
        return known

    def _is_compound(self, word: str) -> bool:
        """Say whether the hyphen belongs to a name (*нур-султан*)."""
        first, *rest = map(normalize_word, _PLAIN.findall(word))
        return tuple(rest) in self._gazetteer.names.get(first, {})

    def _find_part(self, word: str) -> str:
        """Say whether a part of a word with a hyphen can begin a name."""
        parts = _PLAIN.findall(word)
        return IRREGULAR if any(self[part] for part in parts) else ""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the names of one gazetteer; keeps what it learned about word forms."""

    gazetteer: Gazetteer
    _known: _KnownWords = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", _KnownWords(self.gazetteer))

    def iterate_matches(self, text: str) -> Iterator[list[Match]]:
        """Find the names in a text, longest first, none inside another.

        Parameters
        ----------
        text : str
            Any text.

        Yields
        ------
        list of Match
            In the order of the text, for one stretch of a long text after another, so
            that not all of its matches are kept at once. Stretches end at the end of
            a sentence where there is one.
        """
        covered = 0
        for begin, end in _list_stretches(text):
            matches = self._find_matches(text, max(begin, covered), end)
            if matches:
                covered = matches[-1].end
                yield matches

    def _find_matches(self, text: str, begin: int, end: int) -> list[Match]:
        known = self._known
        if known.others.issuperset(_WORD.findall(text, begin, end)):
            return []
        matches: list[Match] = []
        covered = -1
        others = known.others
        for hit in _WORD.finditer(text, begin, end):
            written = hit.group()
            if written in others:
                continue
            first = known[written]
            if not first:
                continue
            pieces = (
                self._split_irregular(text, hit.start(), hit.end())
                if first == IRREGULAR
                else [(first, hit.start(), hit.end(), False)]
            )
            for word, start, stop, is_glued in pieces:
                if start < covered:
                    continue
                match = self._extend(text, word, start, stop, is_glued=is_glued)
                if match is not None:
                    if len(match.words) > 1:
                        matches.extend(self._find_elided(text, match, covered))
                    matches.append(match)
                    covered = match.end
        return matches

    def _find_elided(self, text: str, match: Match, covered: int) -> list[Match]:
        """Find names before a name that share its last words.

        *North, East and West Kazakhstan*, *Северо-, Восточно- и Западно-Казахстанская*
        say the common word once.
        """
        elided: list[Match] = []
        tail = match.words[1:]
        start = match.start
        while True:
            before = _BEFORE.search(text, max(0, start - 60, covered), start)
            if before is None:
                return elided[::-1]
            first = normalize_word(before.group(1))
            readings = self.gazetteer.names.get(first, {}).get(tail)
            if readings is None:
                return elided[::-1]
            start = before.start(1)
            elided.append(
                Match(
                    start=start,
                    end=before.end(1),
                    readings=readings,
                    words=(first, *tail),
                )
            )

    def _split_irregular(
        self, text: str, start: int, end: int
    ) -> list[tuple[str, int, int, bool]]:
        """Take apart words run together and hyphens that belong to a name."""
        pieces = []
        for plain in _PLAIN.finditer(text, start, end):
            parts = (
                list(_CAMEL_PART.finditer(text, plain.start(), plain.end()))
                if _CAMEL.search(plain.group())
                else [plain]
            )
            for part in parts:
                word = normalize_word(part.group())
                # Glued to what follows, it is the first half of a company's name.
                is_glued = part.end() < plain.end()
                if word in self.gazetteer:
                    pieces.append((word, part.start(), part.end(), is_glued))
        return pieces

    def _extend(
        self, text: str, word: str, start: int, end: int, *, is_glued: bool
    ) -> Match | None:
        names = self.gazetteer.names[word]
        words: list[str] = []
        ends = [end]
        while len(words) < len(next(iter(names))):
            joint = _JOIN.match(text, ends[-1])
            following = _PLAIN.match(text, joint.end() if joint else ends[-1])
            if following is None:
                break
            words.append(normalize_word(following.group()))
            ends.append(following.end())
        for size in range(len(words), -1, -1):
            rest = tuple(words[:size])
            readings = names.get(rest)
            if readings is None and size:
                readings = names.get(tuple(map(fold_kazakh, rest)))
            if readings is not None:
                return Match(
                    start=start,
                    end=ends[size],
                    readings=readings,
                    words=(word, *rest),
                    is_glued=is_glued,
                )
        return None


def _list_stretches(text: str) -> Iterator[tuple[int, int]]:
    """List stretches of a text that are read one by one."""
    begin = 0
    while len(text) - begin > _STRETCH:
        limit = begin + _STRETCH
        ends = [m.end() for m in _SENTENCE_END.finditer(text, limit - _SEARCHED, limit)]
        end = ends[-1] if ends else text.rfind(" ", limit - _SEARCHED, limit) + 1
        end = end or limit
        yield begin, end
        begin = end
    yield begin, len(text)
