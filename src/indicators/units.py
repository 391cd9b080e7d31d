"""In what is a value measured, and how does it convert?

Units are written ``<amount> <what>/<per>``: ``mln KZT``, ``thousand KZT/person``,
``persons``, ``KZT/month``, ``%``. Conversion changes the amount only; between different
quantities there is none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ledger import InputError

_AMOUNTS = {"": 1.0, "hundred": 1e2, "thousand": 1e3, "mln": 1e6, "bln": 1e9}
_AMOUNT_WORDS = {
    "thousand": "thousand",
    "thousands": "thousand",
    "thous": "thousand",
    "ths": "thousand",
    "тыс": "thousand",
    "тысяч": "thousand",
    "тысяча": "thousand",
    "мың": "thousand",
    "mln": "mln",
    "mn": "mln",
    "million": "mln",
    "millions": "mln",
    "млн": "mln",
    "миллион": "mln",
    "миллионов": "mln",
    "bln": "bln",
    "bn": "bln",
    "billion": "bln",
    "billions": "bln",
    "млрд": "bln",
    "миллиардов": "bln",
}
_QUANTITY_WORDS = {
    "kzt": "KZT",
    "tenge": "KZT",
    "тенге": "KZT",
    "теңге": "KZT",
    "тг": "KZT",
    "₸": "KZT",
    "rub": "RUB",
    "ruble": "RUB",
    "rubles": "RUB",
    "roubles": "RUB",
    "руб": "RUB",
    "рублей": "RUB",
    "рубль": "RUB",
    "usd": "USD",
    "$": "USD",
    "persons": "persons",
    "person": "persons",
    "people": "persons",
    "человек": "persons",
    "чел": "persons",
    "адам": "persons",
    "адамдар": "persons",
    "years": "years",
    "лет": "years",
    "organisations": "organisations",
    "organizations": "organisations",
    "units": "units",
    "единиц": "units",
    "бірлік": "units",
    "%": "%",
    "percent": "%",
    "percentage": "%",
    "процент": "%",
    "проценты": "%",
    "процентах": "%",
    "процентов": "%",
    "пайыз": "%",
    "пайызбен": "%",
    "share": "share",
    "доля": "share",
}
_PER_WORDS = {
    "person": "person",
    "persons": "person",
    "capita": "person",
    "head": "person",
    "человека": "person",
    "душу": "person",
    "month": "month",
    "monthly": "month",
    "месяц": "month",
    "айына": "month",
    "year": "year",
    "год": "year",
}
_WORD = re.compile(r"[^\W\d_]+|[%₸$]|\d+")
_SHOWN = 8


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
    """

    amount: str
    quantity: str
    per: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.amount} {self.quantity}".strip()
        return "/".join((head, *self.per))

    @property
    def factor(self) -> float:
        """How many of the plain quantity one of this unit is."""
        if self.quantity == "%":
            return 0.01
        return _AMOUNTS[self.amount]

    @property
    def dimension(self) -> tuple[str, tuple[str, ...]]:
        """What must agree for two units to convert."""
        quantity = "share" if self.quantity == "%" else self.quantity
        return quantity, tuple(sorted(self.per))

    @property
    def is_extensive(self) -> bool:
        """Whether values in it add up over regions, as far as a unit can tell."""
        return not self.per and self.quantity not in ("%", "share", "years")


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
    """
    words = [
        word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text))
    ]
    amount = ""
    for position, word in enumerate(words):
        if word in _AMOUNT_WORDS:
            amount = _AMOUNT_WORDS[word]
        elif word in _QUANTITY_WORDS:
            quantity = _QUANTITY_WORDS[word]
            rest = words[position + 1 :]
            per = tuple(
                dict.fromkeys(_PER_WORDS[item] for item in rest if item in _PER_WORDS)
            )
            if quantity in ("%", "share"):
                return Unit("", quantity)
            return Unit(amount, quantity, per if _has_divisor(text, rest) else ())
        elif amount:
            amount = ""
    return None


def parse_unit(text: str) -> Unit:
    """Parse a unit that a user wrote; like `find_unit`, but it must be there.

    Raises
    ------
    InputError
        If the text names no known unit.
    """
    unit = find_unit(text)
    if unit is None:
        known = sorted(set(_QUANTITY_WORDS.values()))
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


def _has_divisor(text: str, rest: list[str]) -> bool:
    return "/" in text or any(
        word in ("per", "на", "в", "monthly", "айына", "capita") for word in rest
    )
