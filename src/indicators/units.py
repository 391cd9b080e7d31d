"""In what is a value measured, and how does it convert?

Units are written ``<amount> <what>/<per>``: ``mln KZT``, ``thousand KZT/person``,
``persons``, ``KZT/month``, ``%``, ``doctors/10000 person``. Conversion changes the
amount only; between different quantities there is none: currencies need a table of
rates (`indicators.currency`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from indicators.unit_words import AMOUNT_WORDS, PER_WORDS, QUANTITY_WORDS
from ledger import InputError

_AMOUNTS = {"": 1.0, "hundred": 1e2, "thousand": 1e3, "mln": 1e6, "bln": 1e9}
# A divisor: a sign or word, perhaps an amount, what it is divided by. Kazakh puts the
# case at the end of the noun and needs no word before it.
_NUMBER = r"(?P<number>\d+)?\s*(?P<scale>thousand|тыс\w*|мың|hundred|mln|млн)?\.?\s*"
_DIVISOR = re.compile(
    r"(?:/|\b(?:per|на|в)\b)\s*(?:each|every|one|одного|одну|каждые|одного)?\s*"
    + _NUMBER
    + r"(?P<what>[^\W\d_]+)"
)
_DATIVE = re.compile(
    _NUMBER + r"(?:жан\s+)?(?P<what>адамға|тұрғынға|халыққа|басына|айына|жылына)"
)
_ADVERB = re.compile(r"\b(?P<number>)(?P<scale>)(?P<what>monthly)\b")
_SCALES = {
    "thousand": 1e3,
    "тыс": 1e3,
    "мың": 1e3,
    "hundred": 1e2,
    "mln": 1e6,
    "млн": 1e6,
}
_GROUPS = re.compile(r"(?<!\d)(\d{1,3})((?:[ \u00a0\u202f,.]\d{3})+)(?!\d)")
_NOT_DIGIT = re.compile(r"\D")
_SQUARE_METERS = re.compile(
    r"\b(?:кв\.?\s*(?:метр\w*|м)|sq(?:uare)?\.?\s*m(?:et(?:er|re)s?)?|шаршы\s+метр)\b|м²|m²"
)
_WORD = re.compile(r"m2|[^\W\d_]+|[%‰₸$]|\d+")
_SHOWN = 8
_PARTS = {"share": 1.0, "%": 0.01, "‰": 0.001}
# What values are measured in; other words name what is counted.
_MEASURES = frozenset(
    [
        *("KZT", "RUB", "USD", "EUR", "persons", "%", "‰", "share", "units"),
        *("m2", "km", "tonnes", "hectares", "points", "coefficient"),
    ]
)
_INTENSIVE = frozenset({*_PARTS, "years", "coefficient", "points"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Parameters
    ----------
    amount : str
        Empty, ``thousand``, ``mln`` or ``bln``.
    quantity : str
        What is counted: ``KZT``, ``persons``, ``%`` ...
    per : tuple of str
        What it is divided by: ``person``, ``month`` ...
    per_number : int
        By how many of the first of these: 1, 1000, 10000 ...
    """

    amount: str
    quantity: str
    per: tuple[str, ...] = ()
    per_number: int = 1

    def __str__(self) -> str:
        head = f"{self.amount} {self.quantity}".strip()
        if self.per_number == 1:
            return "/".join((head, *self.per))
        return "/".join((head, f"{self.per_number} {self.per[0]}", *self.per[1:]))

    @property
    def factor(self) -> float:
        """How many of the plain quantity one of this unit is."""
        return _PARTS.get(self.quantity, _AMOUNTS[self.amount]) / self.per_number

    @property
    def dimension(self) -> tuple[str, tuple[str, ...]]:
        """What must agree for two units to convert."""
        quantity = "share" if self.quantity in _PARTS else self.quantity
        return quantity, tuple(sorted(self.per))

    @property
    def is_extensive(self) -> bool:
        """Whether values in it add up over regions, as far as a unit can tell."""
        return not self.per and self.quantity not in _INTENSIVE


def find_unit(text: str) -> Unit | None:
    """Find a unit in a caption, a heading or an argument.

    Parameters
    ----------
    text : str
        For example ``mln.tenge``, ``человек, на начало года``, ``KZT/person``.

    Returns
    -------
    Unit or None
        The unit, or None if the text names none.

    Examples
    --------
    >>> str(find_unit("mln.tenge")), str(find_unit("тыс. тенге на душу населения"))
    ('mln KZT', 'thousand KZT/person')
    >>> str(find_unit("doctors per 10,000 people")), str(find_unit("на 1000 человек"))
    ('doctors/10000 person', 'units/1000 person')
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    plain = _GROUPS.sub(lambda m: m[1] + _NOT_DIGIT.sub("", m[2]), plain)
    plain = _SQUARE_METERS.sub(" m2 ", plain.replace("per mille", "‰"))
    head, per, number = _take_divisors(plain)
    found = _find_quantities(_WORD.findall(head))
    if not found:
        # "на 10 000 человек" says what is counted in the caption, not in the unit.
        return Unit("", "units", per, number) if number > 1 else None
    amount, quantity = found
    return (
        Unit("", quantity)
        if quantity in _PARTS
        else Unit(amount, quantity, per, number)
    )


def _find_quantities(words: list[str]) -> tuple[str, str] | None:
    """Find the amount and the quantity among the words of a caption.

    A caption ends with its unit ("Число врачей, человек"; "доля, %"): the last word
    that measures counts, before words that only name what is counted, and ages or
    years before none of them.
    """
    hits = [
        (position, QUANTITY_WORDS[word])
        for position, word in enumerate(words)
        if word in QUANTITY_WORDS
    ]
    if not hits:
        return None
    measures = [hit for hit in hits if hit[1] in _MEASURES]
    shares = [hit for hit in measures if hit[1] == "%"]
    things = [hit for hit in hits if hit[1] not in _MEASURES and hit[1] != "years"]
    position, quantity = (shares or measures or [*things[:1]] or hits)[-1]
    beside = (*words[position - 1 : position], *words[position + 1 : position + 2])
    amount = next((AMOUNT_WORDS[word] for word in beside if word in AMOUNT_WORDS), "")
    return amount, quantity


def _take_divisors(text: str) -> tuple[str, tuple[str, ...], int]:
    """Take what a unit is divided by out of a text: the rest, the words, how many."""
    per: list[str] = []
    number = 1
    for pattern in (_DIVISOR, _DATIVE, _ADVERB):
        for match in pattern.finditer(text):
            what = PER_WORDS.get(match["what"])
            # "на 2023 год" is a date, "на 1000 человек" a divisor.
            if what is None or (what != "person" and match["number"]):
                continue
            if what == "person":
                number = int(match["number"] or 1) * int(_find_scale(match["scale"]))
            per = [what, *per] if what == "person" else [*per, what]
            text = text.replace(match[0], " ", 1)
    return text, tuple(dict.fromkeys(per)), number


def _find_scale(word: str | None) -> float:
    return next(
        (size for stem, size in _SCALES.items() if (word or "").startswith(stem)), 1.0
    )


def parse_unit(text: str) -> Unit:
    """Parse a unit that a user wrote; like `find_unit`, but it must be there.

    Raises
    ------
    InputError
        If the text names no known unit.
    """
    unit = find_unit(text)
    if unit is None:
        known = sorted(set(QUANTITY_WORDS.values()))
        raise InputError(
            f"unit {text!r}: not known. Expected an amount (thousand, mln, bln) and a "
            f"quantity ({', '.join(known[:_SHOWN])} ...), such as 'mln KZT' or "
            "'KZT/person'. Write the unit so."
        )
    return unit


def compute_unit_factor(unit: str, *, to_unit: str) -> float:
    """Compute the factor that brings values of one unit to another.

    Parameters
    ----------
    unit, to_unit : str
        Units of the same quantity.

    Returns
    -------
    float
        Multiply by it.

    Raises
    ------
    InputError
        If a unit is unknown, or they measure different things.

    Examples
    --------
    >>> compute_unit_factor("mln KZT", to_unit="thousand KZT")
    1000.0
    """
    if unit == to_unit:
        return 1.0
    source, target = parse_unit(unit), parse_unit(to_unit)
    if source.dimension != target.dimension:
        raise InputError(
            f"unit {unit!r} to {to_unit!r}: they measure different things. Expected "
            "units of one quantity. Correct the unit, or compute the ratio or change "
            "first."
        )
    return source.factor / target.factor
