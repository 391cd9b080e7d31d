"""Which Kazakh word forms hold a suffix of negation?

Verbs are negated by -ма/-ме (-ба/-бе, -па/-пе) inside the form, nouns by -сыз/-сіз,
"without". What such a form governs in a sentence is left to
`discourse.lexicons.negation`.

References
----------
Muhamedowa, R. (2016). Kazakh: A comprehensive grammar. London: Routledge.
"""

import re

from discourse.tokens.kk_suffixes import VOWELS, classify_final, find_harmony

_SUFFIX = (
    r"(?P<first>[мбп])(?P<vowel>[ае])"
    r"(?:й(?:[дт][ыі]|тын\w*|тін\w*|мын|мін|м[ыі]з|сың|сің|с[ыі]з|ынша|інше)?"
    r"|(?:ған|ген)\w*|(?:д|пт)[ыі][мңқк]?|с(?:[ае][мңқк]?)?|у(?:[ыі]\w*|ға|ге|да|де)?"
    r"|ст[ае]н|ң[ыі]з(?:д[ае]р)?)"
)
_ENDING = re.compile(_SUFFIX)
_VERB = re.compile(rf"\w{{2,}}?{_SUFFIX}")
_STEMS_OF_TWO = frozenset(("же", "де", "жу", "жи"))
_NO_VERBS = frozenset(
    """
    болмаса немесе әйтпесе қарамастан қарамай дербес жаппай жағармай жанармай
    жамбас алмас тұмау тұмауы самай көпес арзамас дамай
    """.split()  # noqa: SIM905
)
# Not above, immovable, regardless, except for, not later than: set words.
_WHOLE_VERBS = re.compile(
    r"(?:жылжы|ас)[мп]а\w+|қарама(?:стан|й)|қоспағанда|кешік(?:тір)?мей"
)
_SUFFIX_AFTER = {"voiceless": "п", "nasal": "мб", "fricative": "б"}
_WITHOUT = re.compile(r"(\w{2,})с[ыі]з(?:[дғг][ыіае]\w*)?")
# Behind the present tense -уда/-уде it is "you": жеткізудесіздер.
_PERSONAL = ("уда", "уде", "юда", "юде")
# Words of their own: independent, safe, to provide, unequal, unemployed, continuous.
_LEXICAL = (
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


def is_negative_verb(form: str) -> bool:
    """Say whether a form is a verb with the suffix of negation.

    Parameters
    ----------
    form : str
        A folded word form.

    Returns
    -------
    bool
        True if some cut into stem, suffix and ending keeps the rules of harmony and
        assimilation.

    Examples
    --------
    >>> [is_negative_verb(word) for word in ("азаймайды", "көбейді", "бағдарлама")]
    [True, False, False]
    """
    if not _VERB.fullmatch(form) or form in _NO_VERBS or _WHOLE_VERBS.fullmatch(form):
        return False
    endings = (_ENDING.fullmatch(form, place) for place in range(2, len(form)))
    return any(
        _fits(form[: ending.start()], ending["first"], ending["vowel"])
        for ending in endings
        if ending is not None
    )


def _fits(stem: str, first: str, vowel: str) -> bool:
    if len(stem) == len("де") and stem[-1] in VOWELS and stem not in _STEMS_OF_TWO:
        return False
    if not any(letter in VOWELS for letter in stem):
        return False
    harmony = find_harmony(stem)
    if ("b" if vowel == "а" else "f") not in harmony:
        return False
    return first in _SUFFIX_AFTER.get(classify_final(stem), "м")


def cut_without(form: str) -> str | None:
    """Cut the suffix -сыз/-сіз, "without".

    Parameters
    ----------
    form : str
        A folded word form.

    Returns
    -------
    str or None
        What stands before the suffix; None if there is none, or if the word is one of
        its own (*тәуелсіз*).
    """
    found = _WITHOUT.fullmatch(form) if form.find("с", 1) > 0 else None
    if found is None or form.startswith(_LEXICAL) or found[1].endswith(_PERSONAL):
        return None
    return found[1]
