"""Units: found in captions, converted within a quantity."""

import pytest

from indicators import compute_unit_factor, find_unit, parse_unit
from ledger import InputError


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("mln.tenge", "mln KZT"),
        ("млн. тенге", "mln KZT"),
        ("млн теңге", "mln KZT"),
        ("1990-1992 -mln. rubles", "mln RUB"),
        ("тыс. тенге", "thousand KZT"),
        ("thousand KZT/person", "thousand KZT/person"),
        ("тыс. тенге на душу населения", "thousand KZT/person"),
        ("KZT per month", "KZT/month"),
        ("KZT/month", "KZT/month"),
        ("человек, на начало года", "persons"),
        ("Халық саны (адам)", "persons"),
        ("в процентах", "%"),
        ("Innovation Activity Level, %", "%"),
        ("Year 2022 ₸", "KZT"),
        ("%", "%"),
    ],
)
def test_a_unit_is_found(text, unit):
    assert str(find_unit(text)) == unit


@pytest.mark.parametrize("text", ["", "Gross regional product", "2008", "Акмолинская"])
def test_no_unit_is_found(text):
    assert find_unit(text) is None


def test_a_written_unit_is_read_back():
    for text in ("mln KZT", "thousand KZT/person", "KZT/month", "persons", "%"):
        assert str(parse_unit(text)) == text


def test_amounts_convert():
    assert compute_unit_factor("mln KZT", to_unit="thousand KZT") == 1000
    assert compute_unit_factor("KZT/person", to_unit="thousand KZT/person") == 0.001
    assert compute_unit_factor("%", to_unit="share") == 0.01


def test_there_and_back_is_one():
    there = compute_unit_factor("bln KZT", to_unit="KZT")
    assert there * compute_unit_factor("KZT", to_unit="bln KZT") == pytest.approx(1)


@pytest.mark.parametrize("other", ["KZT/person", "persons", "mln RUB"])
def test_other_quantities_do_not_convert(other):
    with pytest.raises(InputError, match="measure different things"):
        compute_unit_factor("mln KZT", to_unit=other)


def test_an_unknown_unit_is_refused():
    with pytest.raises(InputError, match="unit 'bushels': not known"):
        parse_unit("bushels")
