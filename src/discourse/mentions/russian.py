"""Which forms does a Russian place name take?

Place names defeat morphological dictionaries (*Семее* becomes "семый", *Жетысуской* a
noun), so the endings are given here by declension class, found from the base form.
"""

import re

_ADJECTIVE = (
    "ий", "ая", "ое", "ого", "ому", "им", "ом", "ой", "ую", "ою", "ие", "их", "ими",
)  # fmt: skip
_HARD_ADJECTIVE = (
    "ый", "ая", "ое", "ого", "ому", "ым", "ом", "ой", "ую", "ые", "ых", "ыми",
)  # fmt: skip
_ENDINGS = {
    "я": ("и", "е", "ю", "ей"),
    "ь": ("я", "ю", "ем", "е", "и", "ью"),
    "й": ("я", "ю", "ем", "е"),
    "о": ("а", "у", "ом", "е"),
}
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя- "
_LATIN = dict(
    zip(
        _LETTERS,
        [
            *"abvgdee",
            "zh",
            *"ziyklmnoprstuf",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
            "-",
            " ",
        ],
        strict=True,
    )
)
_HUSHING = re.compile("[гкхжшчщ]$")


def list_adjective_forms(adjective: str) -> list[str]:
    """List the forms of an adjective in *-ский* or *-ская*.

    Parameters
    ----------
    adjective : str
        Any nominative singular, in lower case.

    Returns
    -------
    list of str
        All cases, genders and numbers.
    """
    stem = re.sub("(ий|ая|ый|ое|ой)$", "", adjective)
    if stem == adjective:
        return [adjective]
    endings = _ADJECTIVE if stem.endswith("к") else _HARD_ADJECTIVE
    return [stem + ending for ending in endings]


def list_english_spellings(adjective: str) -> list[str]:
    """List the ways English texts write a Russian adjective in *-ский*.

    Parameters
    ----------
    adjective : str
        Nominative singular in lower case.

    Returns
    -------
    list of str
        Without case: *burlinsky, burlinskiy, burlinskii, burlinskaya*; empty for other
        adjectives.
    """
    stem = re.sub("ск(ий|ая)$", "", adjective)
    if stem == adjective:
        return []
    latin = "".join(_LATIN.get(letter, letter) for letter in stem)
    return [f"{latin}sk{ending}" for ending in ("y", "iy", "ii", "aya")]


def list_noun_forms(noun: str) -> list[str]:
    """List the singular cases of a place name.

    Parameters
    ----------
    noun : str
        Nominative in lower case; of a compound only the last part is declined.

    Returns
    -------
    list of str
        Distinct forms, the nominative first.

    Notes
    -----
    Classes by ending: consonant (*Павлодар*), *-а/-я*, *-ь* (declined as masculine
    and as feminine, because usage varies: *Арысью*, *Есилем*), *-й*, *-о*, adjectival
    *-ый/-ий/-ое*; names in *-ы, -и, -у, -е, -э* do not change. Names in *-ов/-ев/-ин*
    take both *-ом* and *-ым*.
    """
    last, stem = noun[-1], noun[:-1]
    if noun.endswith(("ый", "ий", "ое")):
        # A town is singular: "рудные" is the adjective, not the town of Рудный.
        soft = "и" if noun[-3] in "кгх" else "ы"
        stem = noun[:-2]
        return [noun, *(stem + e for e in ("ого", "ому", f"{soft}м", "ом"))]
    if last == "а":
        first = "и" if _HUSHING.search(stem) else "ы"
        endings = (first, "е", "у", "ей" if stem.endswith("ц") else "ой")
        return [noun, *(stem + ending for ending in endings)]
    if last in _ENDINGS:
        return [noun, *(stem + ending for ending in _ENDINGS[last])]
    if last in "ыиуеэюөүұіә":
        return [noun]
    is_surname = noun.endswith(("ов", "ев", "ёв", "ин"))
    cases = ("а", "у", "ом", "е", "ым") if is_surname else ("а", "у", "ом", "е")
    return [noun, *(noun + ending for ending in cases)]


def list_russian_forms(name: str, pos: str) -> list[str]:
    """List the forms of a Russian name of one or more words.

    Parameters
    ----------
    name : str
        Base form in lower case; words are parted by spaces or hyphens.
    pos : str
        ``noun``, ``adjective``, ``abbreviation`` or ``epithet``.

    Returns
    -------
    list of str
        Forms with the separators of the base form.

    Notes
    -----
    Words before the last are declined only if they are adjectives parted by a space
    (*южная столица*, *Западный Казахстан*); the first part of *Усть-Каменогорск* or
    *Западно-Казахстанский* stays as it is.
    """
    if pos == "abbreviation":
        return [name]
    head, separator, last = "", "", name
    cut = max(name.rfind(" "), name.rfind("-"))
    if cut >= 0:
        head, separator, last = name[:cut], name[cut], name[cut + 1 :]
    lasts = list_adjective_forms(last) if pos == "adjective" else list_noun_forms(last)
    if last not in lasts:
        lasts = [last, *lasts]
    if not head:
        return lasts
    heads = [head]
    if separator == " " and head.endswith(("ый", "ий", "ая", "ое")):
        heads = [head, *list_adjective_forms(head)]
    return [f"{first}{separator}{form}" for first in heads for form in lasts]
