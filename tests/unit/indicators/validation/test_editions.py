"""Two sources of one indicator."""

import pytest

from indicators import compare_editions, read_indicator_file
from ledger import InputError


def compare(make_values, mine, theirs, units=("persons", "persons")):
    first = make_values([("p", *row) for row in mine], unit=units[0])
    second = make_values([("q", *row) for row in theirs], unit=units[1])
    table = compare_editions(first, second, indicator_id="p", other_id="q")
    return [
        (row["region_id"], row["severity"], row["found"])
        for row in table.to_dict("records")
    ]


def test_rounding_is_no_difference(make_values):
    mine = [("KZ-11", "2010", 56252.0), ("KZ-15", "2010", 12.35)]
    theirs = [("KZ-11", "2010", 56251.0), ("KZ-15", "2010", 12.4)]
    assert compare(make_values, mine, theirs) == []


def test_revisions_and_inventions_are_told_apart_by_size(make_values):
    mine = [("KZ-75", "2023", 2161695.0), ("KZ-61", "2022", 5704.92)]
    theirs = [("KZ-75", "2023", 2161797.0), ("KZ-61", "2022", 1671.8)]
    found = compare(make_values, mine, theirs)
    assert [row[:2] for row in found] == [("KZ-61", "warning"), ("KZ-75", "note")]
    assert "+241.24 %" in found[0][2]


def test_units_are_converted_and_gaps_named(make_values):
    mine = [("KZ-11", "2010", 1.5)]
    theirs = [("KZ-11", "2010", 1500.0), ("KZ-15", "2010", 7.0)]
    units = ("mln KZT", "thousand KZT")
    ((region, severity, found),) = compare(make_values, mine, theirs, units)
    assert (region, severity) == ("KZ-15", "note")
    assert found.startswith("no value; the other source has 7")
    with pytest.raises(InputError, match="measure different things"):
        compare(make_values, mine, theirs, ("mln KZT", "persons"))


def test_an_indicator_without_values_is_refused(make_values):
    values = make_values([("p", "KZ-11", "2010", 1.0)])
    with pytest.raises(InputError, match="'q': no values"):
        compare_editions(values, values, indicator_id="p", other_id="q")


@pytest.mark.shared_data
def test_two_pulls_of_incomes_differ_by_rounding_only(shared_data):
    folder = shared_data / "indicators" / "income"
    first, second = (
        read_indicator_file(folder / name, indicator_id="income", unit="KZT/month")
        for name in (
            "bns_percapita_income_annual.csv",
            "odk_percapita_income_taldau_704447.csv",
        )
    )
    table = compare_editions(first.values, second.values, indicator_id="income")
    assert len(second.values) == 360
    assert table.empty
