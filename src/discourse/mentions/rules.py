"""What does the rule of a mention say in plain words?

The ``rule`` of a mention is a chain of short names, in the order in which they
decided: what the name is, what it stands for, which region it means. Each has its
sentence here.
"""

from ledger import InputError

# What the name is.
_NAMES = {
    "name": "The name needs no word beside it to count",
    "type-word": "The type word after it says what it is",
    "type-word-before": "The type word before it says what it is",
    "type-adjective": "An adjective of the type beside it (областной, қалалық, of the "
    "region) says what it is",
    "plural-type-word": "The plural type word after its list says what each name is",
    "plural-type-word-before": "The plural type word before its list says what each "
    "name is",
    "coordination": "It shares the type word of the list it stands in",
    "list": "It stands in a list, on a route or in an address with names that count",
    "authority-head": "An authority follows the adjective of a district",
    "nature": "A lake, river or reservoir bears the name",
    "village": "The word for a village stands beside it",
    "macro-region": "It names a set of regions",
}
# What it stands for, if not simply for the place.
_SENSES = {
    "authority": "an authority is named with it, so that it stands for the authority",
    "derived": "the word is derived from the name with -лық/-лік",
    "people": "the word means the people of the place",
    "nature": "what bears the name is water or land, not the place",
    "company": "it is part of the name of a company",
    "quoted": "it stands in quotation marks as a title",
    "head-noun": "the noun it belongs to makes it the name of an organisation",
    "youth": "a body of young people bears the name of an authority (молодёжный "
    "маслихат, жастар мәслихаты)",
    "glued": "it is the first half of a word run together, as companies write",
    "address": "it is part of an address of the web or of mail",
    "event": "a year follows it, as in the name of an event",
    "epithet": "the word means the city that was the capital, or the southern "
    "capital, on the day of the document",
}
# Which of several regions it means.
_DECISIONS = {
    "adjective": "the adjective may come from the city or from the region of that name",
    "container": "the region it lies in stands right beside it",
    "sentence": "its sentence names districts of this region, and of no other",
    "passage": "of its candidates the passage names this region alone",
    "document": "of its candidates the document names this region alone",
}
PARTS = _NAMES | _SENSES | _DECISIONS


def describe_rule(rule: str) -> str:
    """Say in plain words why a mention was read as it was.

    Parameters
    ----------
    rule : str
        The rule of a row of the mentions table, such as
        ``coordination-authority-container``.

    Returns
    -------
    str
        One sentence.

    Raises
    ------
    InputError
        The rule is none that :func:`find_mentions` writes.

    Examples
    --------
    >>> describe_rule("type-word-container")
    'The type word after it says what it is; the region it lies in stands right beside it.'
    """
    described: list[str] = []
    rest = rule
    while rest:
        known = _NAMES if not described else _SENSES | _DECISIONS
        part = max(
            (name for name in known if rest == name or rest.startswith(f"{name}-")),
            key=len,
            default="",
        )
        if not part:
            raise InputError(
                f"rule {rule!r}: found no rule at {rest!r}. Expected a chain of "
                f"{', '.join(sorted(PARTS))}. Take it from a mentions table."
            )
        described.append(known[part])
        rest = rest[len(part) + 1 :]
    if not described:
        raise InputError(
            "rule: found empty text. Expected the rule of a mention. Take it from "
            "a mentions table."
        )
    return "; ".join(described) + "."
