"""Whether a negation governs a match.

Scope, written down:

- Russian: ``не``, ``ни``, ``нет``, ``без``, ``нельзя`` among the three words before
  the match, or ``нет`` among the two words after it.
- Kazakh: ``емес`` or ``жоқ`` among the three words after the match; a finite verb
  with the suffix -ма/-ме (-ба/-бе, -па/-пе) among the two words after it; or the
  suffix -сыз/-сіз on the last word of the match.
- English: ``not``, ``no``, ``without``, ``never``, ``nor``, ``neither`` or a verb
  with ``n't`` among the three words before the match.

A negation does not reach over the end of a sentence, nor over a comma, semicolon,
colon, dash or bracket. A negation inside the match belongs to the term ("нет
доступа" is what the lexicon looks for). Set phrases that only limit or compare are
no negation: не только, не менее, не более, не превышает, not only, no less than,
ғана емес, кем емес.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_REACH_BEFORE = 3
_REACH_AFTER = 2
_REACH_AFTER_KAZAKH = 3
_WALL = re.compile(r"[,;:()\[\]«»\"“”\n]|\s[–—-]\s|[.!?…](?=\s|$)")
_RUSSIAN_BEFORE = frozenset(("не", "ни", "нет", "без", "нельзя"))
_RUSSIAN_LIMITS = re.compile(
    r"только|менее|более|ниже|выше|позднее|позже|ранее|раз|просто|столько|меньше"
    r"|больше|превы\w+|достига\w+|случайно"
)
_ENGLISH_BEFORE = frozenset(("not", "no", "without", "never", "nor", "neither", "n't"))
_ENGLISH_LIMITS = re.compile(
    r"only|less|more|fewer|later|least|just|merely|simply|exceed\w*|doubt|longer"
)
_KAZAKH_AFTER = frozenset(("емес", "жоқ"))
_KAZAKH_LIMITS = re.compile(r"ғана|кем|кейін|артық|тек|аз")
# Without the imperative -масын/-месін, which is also the accusative of nouns in -ма.
_KAZAKH_VERB = re.compile(
    r"\w{2,}[мбп][ае]"
    r"(?:йды|йді|йтын|йтін|ған|ген|ды|ді|с|й|ймыз|йміз|йсыз|йсіз)"
)
_KAZAKH_WITHOUT = re.compile(r"\w{2,}с[ыі]з(?:д[ыі]қ\w*|д[ае]н|д[ые]|л[ае]р\w*)?")
# Words of their own: independent, safe, to provide, unequal, unemployed, continuous.
_KAZAKH_WHOLE = (
    "тәуелсіз",
    "қауіпсіз",
    "қамтамасыз",
    "теңсіз",
    "жұмыссыз",
    "үздіксіз",
    "сөзсіз",
    "шексіз",
    "панасыз",
    "баспанасыз",
    "үйсіз",
    "әділетсіз",
    "тұрақсыз",
    "сансыз",
)
_WORD = re.compile(r"[\w'’-]+")
_WINDOW = 80


def find_candidates(
    forms: Sequence[str],
    tokens: NDArray[np.int32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Find the matches that have a word of negation around them at all.

    Parameters
    ----------
    forms : sequence of str
        Distinct word forms, folded.
    tokens : array (n_tokens,)
        Number of each token's form.
    first, last : array (n_matches,)
        First and last token of each match.

    Returns
    -------
    array
        Indices of matches; only for these `is_negated` can be true.
    """
    before = np.array([_may_negate_following(form) for form in forms], dtype=bool)
    after = np.array([_may_negate_preceding(form) for form in forms], dtype=bool)
    without = np.array(
        [form.find("с") > 0 and bool(_KAZAKH_WITHOUT.fullmatch(form)) for form in forms]
    )
    is_candidate = without[tokens[last]]
    for step in range(1, max(_REACH_BEFORE, _REACH_AFTER_KAZAKH) + 1):
        places = first - step
        is_candidate |= (places >= 0) & before[tokens[np.maximum(places, 0)]]
        places = last + step
        inside = places < len(tokens)
        is_candidate |= inside & after[tokens[np.minimum(places, len(tokens) - 1)]]
    return np.flatnonzero(is_candidate)


def _may_negate_following(form: str) -> bool:
    return form in _RUSSIAN_BEFORE or form in _ENGLISH_BEFORE or form.endswith("n't")


def _may_negate_preceding(form: str) -> bool:
    if form in _KAZAKH_AFTER or form == "нет":
        return True
    return form.isalpha() and _KAZAKH_VERB.fullmatch(form) is not None


def is_negated(text: str, *, start: int, end: int, term: str, language: str) -> bool:
    """Say whether a negation governs the words from `start` to `end`.

    Parameters
    ----------
    text : str
        The passage.
    start, end : int
        The match, half-open, in code points.
    term : str
        The pattern; a suffix of negation it has itself does not count.
    language : str
        Language of the passage; of ``unknown`` all rules are tried.

    Returns
    -------
    bool
        True if a negation of the language has the match in its scope.
    """
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    rules = {"ru": (_is_russian,), "en": (_is_english,), "kk": (_is_kazakh,)}.get(
        language, (_is_russian, _is_english, _is_kazakh)
    )
    match = text[start:end].lower()
    return any(
        rule(_list_before(before), _list_after(after), match, term.lower())
        for rule in rules
    )


def _list_before(before: str) -> list[str]:
    walls = list(_WALL.finditer(before))
    clause = before[walls[-1].end() :] if walls else before
    return _WORD.findall(clause.lower())


def _list_after(after: str) -> list[str]:
    wall = _WALL.search(after)
    clause = after[: wall.start()] if wall else after
    return _WORD.findall(clause.lower())


def _is_russian(before: list[str], after: list[str], match: str, _term: str) -> bool:
    words = [*before, *_WORD.findall(match)[:1]]
    for index in range(max(0, len(before) - _REACH_BEFORE), len(before)):
        if words[index] in _RUSSIAN_BEFORE:
            following = words[index + 1] if index + 1 < len(words) else ""
            if not (words[index] == "не" and _RUSSIAN_LIMITS.fullmatch(following)):
                return True
    return "нет" in after[:_REACH_AFTER]


def _is_english(before: list[str], _after: list[str], match: str, _term: str) -> bool:
    words = [*before, *_WORD.findall(match)[:1]]
    for index in range(max(0, len(before) - _REACH_BEFORE), len(before)):
        word = words[index].replace("’", "'")
        if word in _ENGLISH_BEFORE or word.endswith("n't"):
            following = words[index + 1] if index + 1 < len(words) else ""
            if not _ENGLISH_LIMITS.fullmatch(following):
                return True
    return False


def _is_kazakh(_before: list[str], after: list[str], match: str, term: str) -> bool:
    last = _WORD.findall(match)[-1:] or [""]
    words = [last[0], *after]
    for index in range(1, min(len(words), _REACH_AFTER_KAZAKH + 1)):
        is_limited = _KAZAKH_LIMITS.fullmatch(words[index - 1]) is not None
        if words[index] in _KAZAKH_AFTER and not is_limited:
            return True
        if index <= _REACH_AFTER and _KAZAKH_VERB.fullmatch(words[index]):
            return True
    is_without = _KAZAKH_WITHOUT.fullmatch(last[0]) is not None
    return (
        is_without
        and not last[0].startswith(_KAZAKH_WHOLE)
        and "сыз" not in term
        and "сіз" not in term
    )
