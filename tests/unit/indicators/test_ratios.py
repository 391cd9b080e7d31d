"""One indicator divided by another."""

import pandas as pd
import pytest

from atlas import read_registry
from indicators import build_panel, compute_ratio
from ledger import InputError

from .conftest import look_up


@pytest.fixture
def values(make_values):
    product = make_values(
        [("grp", "KZ-11", "2016", 3.0), ("grp", "KZ-15", "2016", 4.0)], unit="mln KZT"
    )
    people = make_values(
        [
            ("people", "KZ-11", "2016", 1000.0),
            ("people", "KZ-11", "2017", 2000.0),
            ("people", "KZ-15", "2016", 1000.0),
        ]
    )
    return pd.concat([product, people], ignore_index=True)


def compute(values, **options):
    return compute_ratio(
        values,
        numerator="grp",
        denominator="people",
        indicator_id="per_head",
        **options,
    )


def test_the_denominator_is_the_mean_population_of_the_year(values):
    table = compute(values, unit="thousand KZT/person")
    assert look_up(table)["KZ-11", "2016"] == pytest.approx(2.0)
    assert set(table["unit"]) == {"thousand KZT/person"}
    assert table["source_cell"].iloc[0] == "made up 0 / mean(made up 0, made up 1)"


def test_without_the_next_year_there_is_no_value(values):
    table = compute(values)
    row = table[table["region_id"] == "KZ-15"].iloc[0]
    assert pd.isna(row["value"])
    assert row["status"] == "not_available"


def test_the_same_period_can_be_the_denominator(values):
    table = compute(values, basis="same_period")
    assert look_up(table)["KZ-15", "2016"] == pytest.approx(0.004)
    assert set(table["unit"]) == {"mln KZT/person"}


def test_rubles_do_not_become_tenge(values):
    rubles = values.assign(unit=values["unit"].replace("mln KZT", "mln RUB"))
    table = compute(rubles, unit="thousand KZT/person")
    assert table["value"].isna().all()


def test_an_indicator_without_values_is_refused(values):
    with pytest.raises(InputError, match="indicator 'people': no values"):
        compute(values[values["indicator_id"] == "grp"])


def test_an_unknown_basis_is_refused(values):
    with pytest.raises(InputError, match="basis"):
        compute(values, basis="median")


def test_a_merged_numerator_stands_in_brackets(values):
    cells = values["source_cell"].where(values["indicator_id"] != "grp", "a#B1 + a#B2")
    table = compute(values.assign(source_cell=cells))
    assert table["source_cell"].iloc[0].startswith("(a#B1 + a#B2) / mean(")


def test_what_was_split_by_its_denominator_has_no_ratio(make_values, make_indicators):
    values = make_values(
        [
            ("grp", "KZ-YUZ", "2005", 100.0),
            ("people", "KZ-YUZ", "2005", 9.0),
            ("people", "KZ-61", "2018", 3.0),
            ("people", "KZ-79", "2018", 1.0),
            ("area", "KZ-61", "2018", 90.0),
            ("area", "KZ-79", "2018", 10.0),
        ]
    )
    names = {"grp": "extensive", "people": "extensive", "area": "extensive"}

    def split(by):
        panel = build_panel(
            values,
            registry=read_registry(),
            boundaries=2018,
            indicators=make_indicators(**names),
            split_by={"grp": by, "people": "people"},
        )
        return compute(panel.values, basis="same_period")

    table = split("people")
    assert table["value"].isna().all()
    assert set(table["status"]) == {"not_available"}
    assert look_up(split("area"))["KZ-61", "2005"] == pytest.approx(90 / (9 * 0.75))
