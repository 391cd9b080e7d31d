"""Negation in Kazakh, where it follows what it negates.

- ``емес`` governs the three words before it, not over *және* ("and").
- ``жоқ`` governs the four words before it, but not a word in the genitive, dative,
  locative, ablative or instrumental ("ауылдарда мектеп жоқ" lacks the school, not the
  villages).
- A verb with the suffix -ма/-ме (-ба/-бе, -па/-пе) governs the three words before it,
  but not a word in the genitive or locative; the verb itself is negated if the match ends in it.
  The form is analysed: the suffix must agree with the vowels of its stem and with the
  stem's last sound, and an ending of a verb must follow (-йды, -ған, -ды, -са, -й, -с,
  -у, -йтын ...). So *бағдарлама*, *көбейді*, *запас* and names in -бай are no negations.
- What a postposition governs ("мәселелер бойынша шағым түскен жоқ") is not negated by
  ``жоқ`` or a verb behind it.
- The suffix -сыз/-сіз on the last word of the match is one, unless the word is lexical
  (*тәуелсіз* independent, *жұмыссыз* unemployed) or the term itself has the suffix.
- No negation: ғана емес, қана ... қоймай, тек ... емес (not only), кем емес, аз емес,
  аспайтын (not above), кешіктірмей (not later than), қарамастан (regardless), қоспағанда
  (except for), болмаса (or else).
- Two negations cancel each other: жоқ емес, -май қоймайды.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discourse.tokens.kk import find_case
from discourse.tokens.kk_negation import cut_without, is_negative_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.negation.clauses import Clause

BORDERS = frozenset(
    "бірақ алайда ал себебі өйткені сондықтан дегенмен егер әйтсе".split()  # noqa: SIM905
)
_NOT = re.compile(r"емес(?:т\w+|п[іе]\w*|с[іе]\w*)?")
_NONE = re.compile(r"жоқ(?:т[ыа]\w*|п\w*|с\w*)?")
_REACH_OF_NOT = 3
_REACH_OF_NONE = 4
_REACH_OF_VERB = 3
_LIMITS = frozenset(
    "ғана қана кем аз кейін артық кеш төмен бұрын".split()  # noqa: SIM905
)
_ONLY = frozenset(("тек", "тек-ақ"))
_CAPITALS = re.compile(r"\w+бай|\w+мас|\w+пей")
_OBLIQUE = frozenset(
    "GEN DAT DAT3 LOC LOC3 ABL ABL3 INS".split()  # noqa: SIM905
)
_NO_ARGUMENTS = frozenset(("GEN", "LOC", "LOC3"))
_POSTPOSITIONS = frozenset(
    "бойынша туралы жөнінде жайлы үшін арқылы дейін бері кейін".split()  # noqa: SIM905
)
_AND = frozenset(("және", "мен", "бен", "пен"))


def list_negators(forms: Sequence[str]) -> list[bool]:
    """Flag the forms that can negate what stands before them, or themselves."""
    return [
        form.startswith(("емес", "жоқ"))
        or cut_without(form) is not None
        or is_negative_verb(form)
        for form in forms
    ]


def is_negated(clause: Clause) -> bool:
    """Say whether a negation governs the match of a clause."""
    last = clause.match[-1]
    if _is_without(last, clause.term):
        return True
    words = [last, *clause.after]
    is_name = [
        capital and _CAPITALS.fullmatch(word) is not None
        for word, capital in zip(
            words, clause.is_capital[len(clause.match) - 1 :], strict=True
        )
    ]
    if is_negative_verb(last) and not is_name[0]:
        own = any(map(is_negative_verb, re.findall(r"\w+", clause.term)))
        return not own and not _is_cancelled(words, 0)
    for index in range(1, len(words)):
        if is_name[index] or not _governs(words, index, clause):
            continue
        return not _is_cancelled(words, index)
    return False


def _governs(words: list[str], index: int, clause: Clause) -> bool:
    word, before = words[index], words[index - 1]
    if _NOT.fullmatch(word):
        is_only = before in _LIMITS or any(
            other in _ONLY for other in clause.before[-_REACH_OF_NOT:]
        )
        is_other = not _AND.isdisjoint(words[1:index])
        return index <= _REACH_OF_NOT and not is_only and not is_other
    if words[1] in _POSTPOSITIONS:
        return False
    if _NONE.fullmatch(word):
        return index <= _REACH_OF_NONE and find_case(words[0]) not in _OBLIQUE
    is_only = word.startswith("қойма") and not _LIMITS.isdisjoint(words[1:index])
    return (
        index <= _REACH_OF_VERB
        and is_negative_verb(word)
        and not is_only
        and find_case(words[0]) not in _NO_ARGUMENTS
    )


def _is_cancelled(words: list[str], index: int) -> bool:
    following = words[index + 1 : index + 2]
    return bool(following) and (
        _NOT.fullmatch(following[0]) is not None or is_negative_verb(following[0])
    )


def _is_without(word: str, term: str) -> bool:
    return cut_without(word) is not None and "сыз" not in term and "сіз" not in term
