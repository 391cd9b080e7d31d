"""In which phrases does a text name the west or the south of a country?

A direction alone names nothing (*запад*, *south*): only with the country (*юг
Казахстана, еліміздің батысы, the south of the country*) or with its regions
(*западные регионы, оңтүстік өңірлер, northern regions*) it means a set of regions. The
phrases are of the languages; directions and sets are data of the country.
"""

from collections.abc import Iterator

from discourse.mentions.russian import list_adjective_forms, list_noun_forms
from discourse.tokens.kk import list_case_forms
from discourse.tokens.kk_suffixes import find_harmony

# Endings of a hard adjective with the head noun they agree with.
_RUSSIAN_HEADS = (
    ("ый", "регион"), ("ого", "региона"), ("ому", "региону"), ("ым", "регионом"),
    ("ом", "регионе"), ("ые", "регионы"), ("ых", "регионов"), ("ым", "регионам"),
    ("ыми", "регионами"), ("ых", "регионах"), ("ые", "области"), ("ых", "областей"),
    ("ым", "областям"), ("ыми", "областями"), ("ых", "областях"),
)  # fmt: skip
_RUSSIAN_OWNERS = ("страны", "республики")
_KAZAKH_OWNERS = ("еліміздің", "елдің", "республиканың")
_KAZAKH_HEADS = ("өңір", "өңірлер", "облыстар", "аймақ")
_ENGLISH_OWNERS = ("the country", "the republic", "our country")
_ENGLISH_HEADS = ("region", "regions", "oblasts", "part of the country")


def list_macro_phrases(
    direction: str, language: str, pos: str, country: str
) -> Iterator[str]:
    """List the phrases that name a part of a country.

    Parameters
    ----------
    direction : str
        Noun (*юг, оңтүстік, south*) or adjective (*южная, southern*), in lower case.
    language : str
        Language of the direction.
    pos : str
        ``noun`` or ``adjective``.
    country : str
        Name of the country in that language.

    Yields
    ------
    str
        Phrases in every case, in lower case.
    """
    country = country.lower()
    if language == "ru" and pos == "adjective":
        stem = list_adjective_forms(direction)[0][:-2]
        for ending, head in _RUSSIAN_HEADS:
            yield f"{stem}{ending} {head}"
    elif language == "ru":
        for owner in (list_noun_forms(country)[1], *_RUSSIAN_OWNERS):
            for form in list_noun_forms(direction):
                yield f"{form} {owner}"
    elif language == "kk":
        yield from _list_kazakh(direction, country if pos == "noun" else "")
    elif pos == "adjective":
        for head in (country, *_ENGLISH_HEADS):
            yield f"{direction} {head}"
    else:
        for owner in (country, *_ENGLISH_OWNERS):
            yield f"{direction} of {owner}"


def _list_kazakh(direction: str, country: str) -> Iterator[str]:
    for head in _KAZAKH_HEADS:
        for form in list_case_forms(head):
            yield f"{direction} {form}"
        for form in list_case_forms(_possess(head), is_possessed=True):
            yield f"{direction} {form}"
    if not country:
        return
    possessed = _possess(direction)
    owners = (list_case_forms(country)[1], *_KAZAKH_OWNERS)
    for owner in owners:
        for form in list_case_forms(possessed, is_possessed=True):
            yield f"{owner} {form}"


def _possess(noun: str) -> str:
    """Add the possessive of the third person: *батысы, оңтүстігі, облыстары*."""
    voiced = {"қ": "ғ", "к": "г"}
    stem = noun[:-1] + voiced.get(noun[-1], noun[-1])
    return stem + ("ы" if "b" in find_harmony(noun) else "і")
