"""Negation in Russian.

- ``не`` and ``нельзя`` govern the five words behind them, up to a second predicate
  ("не снизилась бедность и выросло ..." ends at *выросло*), and up to ``в, на, по, из,
  среди, между, у, при`` unless that directly follows the negated word or a verb ("не
  живут в бедности", but not "не решает проблему бедности | в регионах").
- ``нет`` and ``без`` govern the five words behind them, with the same ends; the phrase
  behind ``без`` ends at a predicate, also at a matched one, and at a noun that is no
  genitive but may be a subject ("без мер поддержки | трудоустроены люди").
- ``ни`` governs the three words behind it.
- ``нет`` behind a match in its clause governs it too ("бедности здесь нет"), and so does
  ``не`` with a verb of being there (не стало, не будет, не осталось, не имеется, не
  существует, не наблюдается), unless a preposition governs the match ("у бедных
  регионов нет денег").
- No negation: пока не (until), не только, не просто, не менее, не более, не раз, не все, не случайно, не
  превышает, не обошли (litotes), не в последнюю очередь; ``ни`` of concession (как ни, что бы ни).
- Two negations cancel each other: нельзя не, не может не, не без, невозможно без, also
  with up to five words between ("не может развиваться без").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from discourse.tokens.ru import find_parts_of_speech, is_subject_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.negation.clauses import Clause

BORDERS = frozenset(
    """
    но а однако зато хотя что чтобы если когда пока поскольку потому ибо где куда
    откуда кто чей который которая которое которые которого которой которому
    которым которую котором которых которыми
    """.split()  # noqa: SIM905
)
_NEGATORS = {"не": 5, "нельзя": 5, "нет": 5, "без": 5, "ни": 3}
_LIMITS = re.compile(
    r"только|лишь|просто|столько|столь|мен(?:ее|ьше)|бол(?:ее|ьше)|ниже|выше|поздн?ее"
    r"|позже|раньше|ранее|раз|один|одн[аоу]|одного|одной|вс[её]|всех|всем|всеми|всегда"
    r"|везде|кажд\w+|обош\w+|обойд\w+|превы\w+|достига\w+|случайно|секрет|исключено|что|кто"
)
_LIMITS_OF_TWO = re.compile(r"в (?:последнюю|меньшей|полной)|за горами")
_CONCESSION = re.compile(
    r"как|бы|кто|что|где|куда|сколько|как(?:ой|ая|ое|ие|им|ого)|когда"
)
_BEING = re.compile(
    r"стал[оаи]?|буд(?:ет|ут)|был[оаи]?|остал\w+|остан\w+|существ\w+|име(?:ет|ют|л)\w*"
    r"|наблюда\w+|выявл\w+|обнаруж\w+|возник\w+|хвата(?:ет|ло)"
)
_PLACES = frozenset(
    "в во на по из среди между у при".split()  # noqa: SIM905
)
_PREPOSITIONS = _PLACES | frozenset(
    "для от ото к ко о об обо с со за над под".split()  # noqa: SIM905
)
_MODIFIERS = frozenset(("ADJF", "PRTF", "NUMR"))
_VERBS = frozenset(("VERB", "INFN"))
_PREDICATES = frozenset(("VERB", "PRTS"))
_IMPOSSIBLE = re.compile(r"не|нельзя|невозмож\w+|немыслим\w+")
_NEAR = 2
_BEFORE_WITHOUT = 6
_REACH_BACK = 4


def list_negators(forms: Sequence[str]) -> list[bool]:
    """Flag the forms that can negate what stands around them."""
    return [form in _NEGATORS for form in forms]


def is_negated(clause: Clause) -> bool:
    """Say whether a negation governs the match of a clause."""
    words = [*clause.before, *clause.match]
    n_before = len(clause.before)
    for index in range(n_before - 1, -1, -1):
        if index == 0 and words[0] == "не" and clause.opening == "пока":
            break
        reach = _NEGATORS.get(words[index], 0)
        if n_before - index <= reach and _governs(words, index, n_before):
            return not _is_cancelled(words, index)
    return _is_denied_behind(clause)


def _governs(words: list[str], index: int, match: int) -> bool:
    negator = words[index]
    following = words[index + 1]
    if negator == "не" and (
        _LIMITS.fullmatch(following)
        or _LIMITS_OF_TWO.fullmatch(" ".join(words[index + 1 : index + 3]))
    ):
        return False
    if negator == "ни" and index and _CONCESSION.fullmatch(words[index - 1]):
        return False
    if negator == "без" and any(map(_ends_without, words[index + 1 : match + 1])):
        return False
    for place in range(index + 2, match):
        if _PREDICATES.issuperset(find_parts_of_speech(words[place])[:1] or "?"):
            return False
        if words[place] in _PLACES and not (
            negator in {"не", "нельзя"}
            and (
                place == index + _NEAR
                or _VERBS.issuperset(find_parts_of_speech(words[place - 1])[:1])
            )
        ):
            return False
    return True


def _ends_without(word: str) -> bool:
    """Say whether a word cannot belong to the phrase that "without" governs."""
    likeliest = find_parts_of_speech(word)[:1]
    return bool(likeliest) and (likeliest[0] in _PREDICATES or is_subject_only(word))


def _is_cancelled(words: list[str], index: int) -> bool:
    if words[index] not in {"не", "без"}:
        return False
    reach = _BEFORE_WITHOUT if words[index] == "без" else 3
    for word in reversed(words[max(0, index - reach) : index]):
        if word in {"и", "или"}:
            return False
        if _IMPOSSIBLE.fullmatch(word):
            return True
    return False


def _is_denied_behind(clause: Clause) -> bool:
    after = clause.after[:_REACH_BACK]
    is_denied = "нет" in after or any(
        word == "не" and _BEING.fullmatch(verb) for word, verb in pairwise(after)
    )
    if not is_denied:
        return False
    for word in reversed(clause.before):
        if word in _PREPOSITIONS:
            return False
        if _MODIFIERS.isdisjoint(find_parts_of_speech(word)):
            break
    return True
