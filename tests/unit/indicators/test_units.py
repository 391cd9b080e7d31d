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
        ("doctors per 10 000 people", "doctors/10000 person"),
        ("врачей на 10 тыс. человек", "doctors/10000 person"),
        ("на 1000 человек населения", "units/1000 person"),
        ("per 100,000 population", "units/100000 person"),
        ("10 000 адамға шаққанда", "units/10000 person"),
        ("жан басына шаққанда, мың теңге", "thousand KZT/person"),
        ("тенге в месяц на душу населения", "KZT/person/month"),
        ("в среднем на душу населения в месяц, тенге", "KZT/person/month"),
        ("births/1000 person", "births/1000 person"),
        ("кв. м на одного жителя", "m2/person"),
        ("тыс. кв. метров", "thousand m2"),
        ("‰", "‰"),
        ("per mille", "‰"),
        ("USD/person", "USD/person"),
        ("население на начало года, тыс. человек", "thousand persons"),
        ("в рублях", None),
        ("KZT million", "mln KZT"),
        ("KZT mn per capita", "mln KZT/person"),
        ("тенге, тыс.", "thousand KZT"),
        ("Доля сельского населения, %", "%"),
        ("Число врачей, человек", "persons"),
        ("Численность населения (тыс. человек), 1999-2020 годы", "thousand persons"),
        ("people aged 15 years and older, thousand persons", "thousand persons"),
        ("Number of persons employed, %", "%"),
        ("Average wage of persons, KZT", "KZT"),
        ("Life expectancy at birth, years", "years"),
        ("число школ", "schools"),
        ("случаев на 100 000 человек населения", "cases/100000 person"),
        ("человек на 2023 год", "persons"),
        ("на 1 января 2020 года, человек", "persons"),
        ("тенге в год", "KZT/year"),
        ("в 2010 году, млн. тенге", "mln KZT"),
    ],
)
def test_a_unit_is_found(text, unit):
    assert str(find_unit(text)) == str(unit)


@pytest.mark.parametrize("text", ["", "Gross regional product", "2008", "Акмолинская"])
def test_no_unit_is_found(text):
    assert find_unit(text) is None


def test_a_written_unit_is_read_back():
    for text in (
        "mln KZT",
        "thousand KZT/person",
        "KZT/month",
        "persons",
        "%",
        "mln KZT/10000 person/month",
    ):
        assert str(parse_unit(text)) == text


def test_amounts_convert():
    assert compute_unit_factor("mln KZT", to_unit="thousand KZT") == 1000
    assert compute_unit_factor("KZT/person", to_unit="thousand KZT/person") == 0.001
    assert compute_unit_factor("%", to_unit="share") == 0.01
    assert compute_unit_factor("per mille", to_unit="%") == pytest.approx(0.1)
    factor = compute_unit_factor("doctors/10000 person", to_unit="doctors/1000 person")
    assert factor == pytest.approx(0.1)
    factor = compute_unit_factor("doctors/person", to_unit="doctors/100000 person")
    assert factor == pytest.approx(100_000)


def test_what_adds_up_over_regions():
    assert parse_unit("thousand persons").is_extensive
    for text in ("%", "persons/1000 person", "KZT/month", "years", "coefficient"):
        assert not parse_unit(text).is_extensive


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
