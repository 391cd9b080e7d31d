"""Which chains of nominal suffixes may a Kazakh word form end in?

Kazakh nouns take suffixes in a fixed order: plural, possessive, case, and after
the locative the attributive -ғы/-гі (*қалаларымыздағы* = қала + лар + ымыз + да +
ғы, "the one in our cities"). Each suffix has variants chosen by the vowels (back or
front) and by the last sound of what it is joined to. This module lists the ways to
cut a form at such boundaries; :mod:`discourse.tokens.kk` chooses among them.

References
----------
Muhamedowa, R. (2016). Kazakh: A comprehensive grammar. London: Routledge, chapters
1-3 (harmony, consonant assimilation, the order of nominal suffixes).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

BACK = frozenset("аоұыуёюя")
FRONT = frozenset("әеөүіэ")
_NEUTRAL = frozenset("и")
_UNDECIDED = frozenset("иую")
VOWELS = BACK | FRONT | _NEUTRAL
_VOICELESS = frozenset("пфкқтсшщчцхһбвгд")
_NASAL = frozenset("мнң")
_SOUNDS = (("nasal", _NASAL), ("fricative", "жз"), ("voiceless", _VOICELESS))

# Stems that lose their last vowel before a possessive: contracted form -> full form.
CONTRACTED = {
    "халқ": "халық",
    "орн": "орын",
    "мұрн": "мұрын",
    "ауз": "ауыз",
    "мойн": "мойын",
    "ерн": "ерін",
    "қалп": "қалып",
    "қарн": "қарын",
    "құлқ": "құлық",
    "ерк": "ерік",
    "көрк": "көрік",
    "әрп": "әріп",
    "парқ": "парық",
    "бөрк": "бөрік",
    "нарқ": "нарық",
    "қауп": "қауіп",
    "ойн": "ойын",
    "қойн": "қойын",
    "құрт": "құрт",
    "өрк": "өрік",
    "ғұрп": "ғұрып",
    "айб": "айып",
    "лайғ": "лайық",
    "мүлк": "мүлік",
    "көңл": "көңіл",
    "ырқ": "ырық",
    "кейп": "кейіп",
    "пейл": "пейіл",
    "қайн": "қайын",
    "құлп": "құлып",
    "шырқ": "шырық",
}


_CLOSED_LOAN = re.compile("[рнл][кг]$")
_LOAN = re.compile(
    "[фвцчщэьъё]|йо|^[бвгджзклмнпрстфхцчш]{2}|[аәеиоөуұүыі][^аәеиоөуұүыі]+о"
)


@lru_cache(maxsize=65536)
def is_loan(stem: str) -> bool:
    """Say whether a stem looks like a word taken from Russian.

    Native words have none of *ф в ц ч щ э ь*, no *о* after their first syllable and
    no two consonants at their beginning.
    """
    return _LOAN.search(stem) is not None


def find_harmony(text: str) -> str:
    """Find which vowels may follow a stem.

    Parameters
    ----------
    text : str
        A stem in lower case.

    Returns
    -------
    str
        ``"b"`` back vowels only, ``"f"`` front vowels only, ``"bf"`` either.

    Notes
    -----
    The last vowel decides. Russian loans end in *-ия*, *-ь*, *-ист* and the like and
    take either set in practice, as do stems whose last vowel is *и* or *у*.
    """
    if text.endswith("ь"):
        return "f"
    if _CLOSED_LOAN.search(text):
        # банкте, паркте, Гонконгте, Нью-Йорктің: front whatever the vowel.
        return "bf"
    if text.endswith("су"):
        # Compounds of су "water" (Жетісу, Ақсу) take its back vowels.
        return "b" if BACK & set(text[:-2]) else "bf"
    vowels = [x for x in text if x in VOWELS]
    plain = [x for x in vowels if x not in _UNDECIDED]
    if not vowels or not plain:
        return "bf"
    if vowels[-1] == "и" or (vowels[-1] == "е" and "о" in vowels):
        return "bf"
    return "f" if plain[-1] in FRONT else "b"


def classify_final(stem: str) -> str:
    """Say what kind of sound a stem ends in, for the choice of consonants."""
    last = stem[-2] if stem[-1] == "ь" and len(stem) > 1 else stem[-1]
    if last in "уию":
        return "glide"
    if last in VOWELS:
        return "vowel"
    if last == "л":
        return "l"
    return next((name for name, sounds in _SOUNDS if last in sounds), "sonorant")


# (tag, vowels, first consonant allowed after) -> surface. One row per variant:
# surface, tag, harmony, classes of the sound before it.
_ALL = "vowel glide nasal fricative voiceless l sonorant"
_VARIANTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "PL": (
        ("лар лер", "bf", "vowel glide sonorant"),
        ("дар дер", "bf", "nasal fricative l"),
        ("тар тер", "bf", "voiceless"),
    ),
    "GEN": (
        ("ның нің", "bf", "vowel glide nasal"),
        ("дың дің", "bf", "glide sonorant fricative l"),
        ("тың тің", "bf", "voiceless"),
    ),
    "ACC": (
        ("ны ні", "bf", "vowel glide"),
        ("ды ді", "bf", "glide nasal sonorant fricative l"),
        ("ты ті", "bf", "voiceless"),
    ),
    "DAT": (
        ("ға ге", "bf", "vowel glide nasal sonorant fricative l"),
        ("қа ке", "bf", "voiceless"),
    ),
    "LOC": (
        ("да де", "bf", "vowel glide nasal sonorant fricative l"),
        ("та те", "bf", "voiceless"),
    ),
    "ABL": (
        ("нан нен", "bf", "nasal"),
        ("дан ден", "bf", "vowel glide sonorant fricative l"),
        ("тан тен", "bf", "voiceless"),
    ),
    "INS": (
        ("мен мен", "any", "vowel glide nasal sonorant l"),
        ("бен бен", "any", "fricative"),
        ("пен пен", "any", "voiceless"),
    ),
    "P3": (("ы і", "bf", "glide nasal fricative voiceless l sonorant"),),
    "P3V": (("сы сі", "bf", "vowel glide"),),
    "P1": (
        ("ым ім", "bf", "glide nasal fricative voiceless l sonorant"),
        ("м м", "any", "vowel"),
    ),
    "P2": (
        ("ың ің", "bf", "glide nasal fricative voiceless l sonorant"),
        ("ң ң", "any", "vowel"),
    ),
    "P1P": (
        ("ымыз іміз", "bf", "glide nasal fricative voiceless l sonorant"),
        ("мыз міз", "bf", "vowel"),
    ),
    "P2P": (
        ("ыңыз іңіз", "bf", "glide nasal fricative voiceless l sonorant"),
        ("ңыз ңіз", "bf", "vowel"),
    ),
    # After the third-person possessive the cases have their own forms.
    "ACC3": (("н н", "any", "vowel"),),
    "DAT3": (("на не", "bf", "vowel"),),
    "LOC3": (("нда нде", "bf", "vowel"),),
    "ABL3": (("нан нен", "bf", "vowel"),),
    # After the first and second person the dative has no consonant.
    "DATP": (("а е", "bf", "nasal"),),
    "KI": (("ғы гі", "bf", "vowel"),),
    # Comparative of adjectives: жақсырақ, анығырақ.
    "CMP": (
        ("ырақ ірек", "bf", "glide nasal fricative voiceless l sonorant"),
        ("рақ рек", "bf", "vowel"),
    ),
    "EQU": (
        ("дай дей", "bf", "vowel glide nasal sonorant fricative l"),
        ("тай тей", "bf", "voiceless"),
    ),
    # Possessive pronoun of things: -нікі, front in every word.
    "GENKI": (
        ("нікі нікі", "any", "vowel glide nasal"),
        ("дікі дікі", "any", "glide sonorant fricative l"),
        ("тікі тікі", "any", "voiceless"),
    ),
}

_POSSESSIVES = ("P3", "P3V", "P1", "P2", "P1P", "P2P")
_THIRD = frozenset({"P3", "P3V"})
_PERSON = frozenset({"P1", "P2", "P1P", "P2P"})


def _build_surfaces() -> dict[str, tuple[tuple[str, str, frozenset[str]], ...]]:
    surfaces = {}
    for tag, rows in _VARIANTS.items():
        variants = []
        for pair, harmony, classes in rows:
            back, front = pair.split()
            allowed = frozenset(classes.split())
            if harmony == "any":
                variants.append((back, "any", allowed))
            else:
                variants.append((back, "b", allowed))
                variants.append((front, "f", allowed))
        surfaces[tag] = tuple(variants)
    return surfaces


_SURFACES = _build_surfaces()


@lru_cache(maxsize=65536)
def cut_suffix(form: str, tag: str) -> tuple[str, ...]:
    """Cut one suffix off a form wherever harmony and assimilation allow."""
    stems = []
    for surface, harmony, classes in _SURFACES[tag]:
        if len(form) <= len(surface) + 1 or not form.endswith(surface):
            continue
        stem = form[: -len(surface)]
        if harmony != "any" and harmony not in find_harmony(stem):
            continue
        if classify_final(stem) in classes:
            stems.append(stem)
    return tuple(stems)


def _restore(stem: str) -> Iterator[str]:
    """Undo what a possessive vowel did to the end of a stem."""
    if stem in CONTRACTED:
        yield CONTRACTED[stem]
        return
    last = stem[-1]
    if last == "ғ":
        yield stem[:-1] + "қ"
    elif last == "г":
        if stem[-2:-1] in {"о", "э"}:
            yield stem
        else:
            yield stem[:-1] + "к"
    elif last == "б":
        yield stem[:-1] + "п"
        yield stem
    elif last not in "қкп" or stem[-2] not in VOWELS or is_loan(stem):
        # Between vowels a final қ, к, п of a native word would have been voiced.
        yield stem
    if last in "лнртвс" and is_loan(stem + "ь"):
        # королі, моделін: the sign goes before the vowel.
        yield stem + "ь"


def _cut_plural(
    form: str, tags: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield form, tags
    for stem in cut_suffix(form, "PL"):
        yield stem, ("PL", *tags)


def _cut_possessive(
    form: str, tags: tuple[str, ...], kinds: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tag in kinds:
        for stem in cut_suffix(form, tag):
            if stem[-1] in "иу" or tag == "P3V" or stem[-1] in VOWELS:
                yield from _cut_plural(stem, (tag, *tags))
                continue
            for restored in _restore(stem):
                yield from _cut_plural(restored, (tag, *tags))


def _cut_case(
    form: str, tags: tuple[str, ...], cases: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for case in cases:
        for stem in cut_suffix(form, case):
            chain = (case, *tags)
            if case in ("ACC3", "DAT3", "LOC3", "ABL3"):
                yield from _cut_possessive(stem, chain, ("P3", "P3V"))
            elif case == "DATP":
                yield from _cut_possessive(stem, chain, ("P1", "P2"))
            else:
                yield from _cut_plural(stem, chain)
                kinds: tuple[str, ...] = _POSSESSIVES
                if case in ("ACC", "DAT", "LOC", "ABL"):
                    kinds = tuple(k for k in kinds if k not in _THIRD)
                yield from _cut_possessive(stem, chain, kinds)


def list_cuts(form: str) -> list[tuple[str, tuple[str, ...]]]:
    """List the ways to cut a form into a stem and a chain of nominal suffixes.

    Parameters
    ----------
    form : str
        A word form in lower case.

    Returns
    -------
    list of (str, tuple of str)
        Stem and the tags of the suffixes from left to right; the uncut form with an
        empty chain is always the first.

    Examples
    --------
    >>> ("қала", ("PL", "P1P", "LOC", "KI")) in list_cuts("қалаларымыздағы")
    True
    """
    cases = (
        "GEN", "ACC", "DAT", "LOC", "ABL", "INS", "ACC3", "DAT3", "LOC3", "ABL3",
        "DATP", "EQU", "GENKI",
    )  # fmt: skip
    cuts: dict[tuple[str, tuple[str, ...]], None] = {}
    for cut in _cut_plural(form, ()):
        cuts[cut] = None
    for cut in _cut_possessive(form, (), _POSSESSIVES):
        cuts[cut] = None
    for cut in _cut_case(form, (), cases):
        cuts[cut] = None
    for stem in cut_suffix(form, "CMP"):
        for restored in _restore(stem) if stem[-1] not in VOWELS else (stem,):
            cuts[restored, ("CMP",)] = None
    for stem in cut_suffix(form, "KI"):
        for cut in _cut_case(stem, ("KI",), ("LOC", "LOC3")):
            cuts[cut] = None
    return [
        cut
        for cut in cuts
        if not cut[1] or (len(cut[0]) > 1 and any(x in VOWELS for x in cut[0]))
    ]


def join_suffix(stem: str, tag: str) -> list[str]:
    """Join one suffix to a stem in every variant its sounds allow.

    Parameters
    ----------
    stem : str
        Stem in lower case.
    tag : str
        Tag of the suffix, such as ``"LOC"``.

    Returns
    -------
    list of str
        Usually one form; two where the stem takes back and front vowels.
    """
    allowed = find_harmony(stem)
    kind = classify_final(stem)
    return [
        stem + surface
        for surface, harmony, classes in _SURFACES[tag]
        if kind in classes and (harmony == "any" or harmony in allowed)
    ]


_HYPHENATED = frozenset(
    surface
    for tag in ("GEN", "ACC", "DAT", "LOC", "ABL", "INS", "DAT3", "LOC3", "ABL3")
    for surface, _, _ in _SURFACES[tag]
) | frozenset({"дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі"})


def split_hyphen_suffix(form: str) -> str | None:
    """Split a suffix written after a hyphen off an abbreviation or number.

    Parameters
    ----------
    form : str
        Word form with a hyphen, such as *АҚШ-пен*.

    Returns
    -------
    str or None
        What stands before the hyphen, or None if no suffix follows it. The vowels of
        the spoken name decide the variant, so harmony is not asked for.
    """
    head, _, tail = form.rpartition("-")
    return head if head and tail in _HYPHENATED else None
