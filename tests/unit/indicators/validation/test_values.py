"""Findings about values: each rule finds its case, and leaves good values alone."""

import numpy as np
import pandas as pd
import pytest

from atlas import read_registry
from indicators import VALUE_FINDINGS, read_indicator_file, validate_values
from ledger import InputError, check_table

REGISTRY = read_registry()
# Twelve regions that never changed.
STABLE = [
    *("KZ-11", "KZ-15", "KZ-23", "KZ-27", "KZ-31", "KZ-39", "KZ-43", "KZ-47"),
    *("KZ-55", "KZ-59", "KZ-71", "KZ-75"),
]


def validate(values, *checks, **options):
    before = values.copy()
    table = validate_values(values, registry=REGISTRY, checks=checks or None, **options)
    pd.testing.assert_frame_equal(values, before)
    check_table(table, VALUE_FINDINGS)
    return table


def list_found(table, check):
    chosen = table[table["check"] == check]
    return list(
        zip(chosen["region_id"], chosen["period"], chosen["severity"], strict=True)
    )


@pytest.fixture
def make_growing(make_values):
    """Make uneven growth of twelve regions from 2001 to 2012, with changes."""

    def make(changes=None, unit="persons"):
        rows = []
        rng = np.random.default_rng(7)
        for place, region in enumerate(STABLE):
            for year in range(2001, 2013):
                wave = 1 + 0.01 * rng.normal()
                value = round(10_000 * (place + 2) * 1.05 ** (year - 2001) * wave) + 1.0
                value = (changes or {}).get((region, str(year)), lambda v: v)(value)
                rows.append(("p", region, str(year), value))
        return make_values(rows, unit=unit)

    return make


def test_good_values_have_no_findings(make_growing):
    assert validate(make_growing(), "plausibility", "outliers", "copies").empty


def test_an_unknown_region_is_an_error(make_values):
    table = validate(make_values([("p", "KZ-99", "2010", 1.0)]))
    assert list_found(table, "unknown-region") == [("KZ-99", "2010", "error")]


def test_a_region_that_ended_is_an_error_beside_its_parts(make_values):
    rows = [("p", "KZ-YUZ", "2022", 9.0), ("p", "KZ-61", "2022", 5.0)]
    table = validate(make_values(rows), "existence")
    assert list_found(table, "region-did-not-exist") == [("KZ-YUZ", "2022", "error")]
    table = validate(make_values(rows[:1]), "existence")
    assert list_found(table, "region-did-not-exist") == [("KZ-YUZ", "2022", "warning")]
    in_its_last_year = [("p", "KZ-YUZ", "2018", 9.0)]
    assert validate(make_values(in_its_last_year), "existence").empty


def test_a_series_calculated_back_is_a_note_with_its_span(make_values):
    rows = [("p", "KZ-61", str(year), 1.0) for year in range(2014, 2020)]
    table = validate(make_values(rows), "existence")
    assert list_found(table, "calculated-back") == [("KZ-61", "2014/2017", "note")]


def test_a_region_without_the_part_that_left_it_is_a_warning(make_values):
    table = validate(make_values([("p", "KZ-19", "2023", 1.0)]), "existence")
    assert list_found(table, "part-without-value") == [("KZ-19", "2023", "warning")]
    both = [("p", "KZ-19", "2023", 1.0), ("p", "KZ-33", "2023", 1.0)]
    assert validate(make_values(both), "existence").empty


@pytest.mark.parametrize(
    ("unit", "value", "is_wrong"),
    [
        ("%", 101.0, True),
        ("%", 100.0, False),
        ("share", 1.2, True),
        ("share", -0.1, True),
        ("persons", -5.0, True),
        ("mln KZT", -5.0, True),
        ("years", 130.0, True),
        ("years", 72.5, False),
        ("KZT/month", float("inf"), True),
    ],
)
def test_impossible_values(make_values, unit, value, is_wrong):
    good = 0.5 if unit == "share" else 50.0
    rows = [("p", region, "2010", good) for region in STABLE[1:]]
    values = make_values([*rows, ("p", STABLE[0], "2010", value)], unit=unit)
    found = list_found(validate(values, "plausibility"), "impossible-value")
    assert found == ([(STABLE[0], "2010", "error")] if is_wrong else [])


def test_an_index_in_per_cent_and_a_balance_are_not_impossible(make_values):
    index = [("p", region, "2010", 98.0 + 2 * n) for n, region in enumerate(STABLE)]
    assert validate(make_values(index, unit="%"), "plausibility").empty
    balance = [("net_migration", STABLE[0], "2010", -700.0)]
    assert validate(make_values(balance), "plausibility").empty
    users = [("internet_users", STABLE[0], "2010", -7.0)]
    assert len(validate(make_values(users, unit="%"), "plausibility")) == 1


def test_half_a_person_and_the_only_zero_are_warnings(make_values):
    rows = [("p", region, "2010", 7.0) for region in STABLE]
    half = make_values([*rows, ("p", "KZ-35", "2010", 7.5)])
    assert list_found(validate(half, "plausibility"), "fractional-count")
    zero = make_values([*rows, ("p", "KZ-35", "2010", 0.0)])
    assert list_found(validate(zero, "plausibility"), "single-zero") == [
        ("KZ-35", "2010", "warning")
    ]
    marked = make_values([*rows, ("p", "KZ-35", "2010", 0.0, "negligible")])
    assert validate(marked, "plausibility").empty


def test_more_decimals_than_the_column_are_a_warning(make_values):
    rows = [("p", region, "2010", 4000.0 + n / 10) for n, region in enumerate(STABLE)]
    values = make_values([*rows, ("p", "KZ-35", "2010", 5206.719999999999)], "mln KZT")
    (found,) = validate(values, "plausibility").to_dict("records")
    assert (found["check"], found["region_id"]) == ("odd-precision", "KZ-35")
    assert found["found"].startswith("5206.72: 2 decimals, where 12 of 13")
    exact = [("p", region, "2010", n / 7) for n, region in enumerate(STABLE, 1)]
    assert validate(make_values(exact, "KZT/person"), "plausibility").empty


def make_country(make_values, total, year=2016, skip=()):
    regions = [r.region_id for r in REGISTRY.list_boundaries(year)]
    rows = [("p", r, str(year), 1000.0) for r in regions if r not in skip]
    return make_values([*rows, ("p", "KZ", str(year), total)])


def test_regions_are_summed_against_the_country(make_values):
    assert validate(make_country(make_values, 16000.0), "totals").empty
    table = validate(make_country(make_values, 16800.0), "totals")
    assert list_found(table, "regions-do-not-add-up") == [("KZ", "2016", "warning")]
    assert "-4.762 %" in table["found"].iloc[0]
    table = validate(make_country(make_values, 16020.0), "totals")
    assert list_found(table, "regions-do-not-add-up") == [("KZ", "2016", "note")]


def test_a_country_made_of_old_boundaries_is_found(make_values):
    new = ("KZ-10", "KZ-33", "KZ-62")
    values = make_country(make_values, 17000.0, year=2022, skip=new)
    table = validate(values, "totals")
    assert list_found(table, "old-boundaries") == [("KZ", "2022", "warning")]
    assert validate(values, "totals", own_boundaries={"p": 2021}).empty


def test_a_table_at_boundaries_of_its_own_is_not_asked_when_regions_existed(
    make_values,
):
    values = make_values([("p", "KZ-YUZ", "2023", 1.0), ("p", "KZ-19", "2023", 1.0)])
    assert len(validate(values, "existence")) == 2
    assert validate(values, "existence", own_boundaries={"p": 2017}).empty


def test_a_national_rate_lies_between_those_of_the_regions(make_values):
    values = make_country(make_values, 1000.0).assign(unit="KZT/month")
    assert validate(values, "totals").empty
    values = make_country(make_values, 1001.0).assign(unit="KZT/month")
    table = validate(values, "totals")
    assert list_found(table, "country-outside-regions") == [("KZ", "2016", "warning")]


def test_a_year_is_more_than_its_first_months(make_values):
    rows = [
        ("p", "KZ-23", "2017-Q1", 1234.5),
        ("p", "KZ-23", "2017-01/2017-09", 4567.8),
        ("p", "KZ-23", "2017", 6789.1),
    ]
    assert validate(make_values(rows), "totals").empty
    nine_months = [*rows[:2], ("p", "KZ-23", "2017", 4567.8)]
    (found,) = validate(make_values(nine_months), "totals").to_dict("records")
    assert (found["check"], found["period"]) == ("not-cumulative", "2017")
    assert "the very value of 2017-01/2017-09" in found["found"]
    less = [*rows[:2], ("p", "KZ-23", "2017", 4000.0)]
    (found,) = validate(make_values(less), "totals").to_dict("records")
    assert "less than 4567.8 in 2017-01/2017-09" in found["found"]
    rates = make_values(less, unit="KZT/person")
    assert validate(rates, "totals").empty
    borders = [
        ("p", "KZ-63", "2021-01/2021-09", 32.0),
        ("p", "KZ-63", "2021", 30.0),
        ("p", "KZ-10", "2021", 15.0),
    ]
    assert validate(make_values(borders), "totals").empty


def test_double_counting_is_measured(make_values):
    rows = [
        ("p", "KZ-YUZ", "2015", 100.0),
        ("p", "KZ-61", "2015", 70.0),
        ("p", "KZ-79", "2015", 40.0),
    ]
    (found,) = validate(make_values(rows), "totals").to_dict("records")
    assert (found["check"], found["severity"]) == ("counted-twice", "warning")
    assert "10.00 %" in found["found"]


def test_a_value_a_thousand_times_too_large_is_an_outlier(make_growing):
    values = make_growing({("KZ-31", "2006"): lambda value: value * 1000})
    table = validate(values, "outliers")
    assert list_found(table, "outlier") == [("KZ-31", "2006", "warning")]
    assert list_found(table, "level-break") == []


def test_a_level_that_stays_up_is_a_break(make_growing):
    changes = {("KZ-71", str(year)): lambda v: v * 1.6 for year in range(2006, 2013)}
    table = validate(make_growing(changes), "outliers")
    assert list_found(table, "level-break") == [("KZ-71", "2006", "warning")]


def test_a_census_moves_all_regions_at_once(make_growing):
    changes = {
        (region, str(year)): lambda v: v * 1.3
        for region in STABLE
        for year in range(2008, 2013)
    }
    table = validate(make_growing(changes), "outliers")
    assert [found[1:] for found in list_found(table, "common-break")] == [
        ("2008", "note")
    ]
    assert list_found(table, "level-break") == []


def test_another_unit_or_territory_is_no_break(make_values):
    rows = [("p", "KZ-63", str(year), 100.0 + year % 3) for year in range(2010, 2022)]
    rows += [("p", "KZ-63", "2022", 50.0), ("p", "KZ-10", "2022", 50.0)]
    assert list_found(validate(make_values(rows), "outliers"), "level-break") == []


def test_values_of_another_region_or_year_are_copies(make_growing):
    copied = make_growing().copy()
    where = (copied["region_id"] == "KZ-31") & (copied["period"] == "2006")
    other = (copied["region_id"] == "KZ-59") & (copied["period"] == "2006")
    copied.loc[where, "value"] = copied.loc[other, "value"].iloc[0]
    table = validate(copied, "copies")
    assert {f[0] for f in list_found(table, "copied-value")} == {"KZ-31", "KZ-59"}
    repeated = make_growing()
    before = (repeated["region_id"] == "KZ-31") & (repeated["period"] == "2005")
    repeated.loc[where, "value"] = repeated.loc[before, "value"].iloc[0]
    table = validate(repeated, "copies")
    assert list_found(table, "carried-forward") == [("KZ-31", "2006", "warning")]


def test_a_row_shifted_by_a_column_is_found(make_values):
    numbers = [497948.0, 305774.0, 223471.0, 190551.0]
    rows = [(f"c{n}", "KZ-55", "2022", value) for n, value in enumerate(numbers)]
    rows += [(f"c{n}", "KZ-59", "2022", v) for n, v in enumerate(numbers[1:])]
    values = make_values(rows, unit="KZT/month").assign(source_cell="wages.csv#B2")
    table = validate(values, "copies")
    assert {f[0] for f in list_found(table, "copied-row")} == {"KZ-55", "KZ-59"}


def test_gaps_name_their_marks(make_growing):
    values = make_growing()
    is_gap = (values["region_id"] == "KZ-31") & (values["period"] == "2006")
    table = validate(values[~is_gap], "runs")
    # The twelve are not all regions: the others never had values.
    gaps = [found for found in list_found(table, "gap") if found[0] == "KZ-31"]
    assert gaps == [("KZ-31", "2006", "note")]
    marked = values.copy()
    marked.loc[is_gap, ["value", "status"]] = [float("nan"), "confidential"]
    table = validate(marked, "runs")
    found = table.loc[table["region_id"] == "KZ-31", "found"].item()
    assert "confidential" in found


def test_values_on_a_line_are_interpolated(make_growing):
    line = {
        ("KZ-31", str(year)): lambda _, y=year: 60_000.0 + 1_357 * (y - 2003)
        for year in range(2003, 2009)
    }
    table = validate(make_growing(line), "runs")
    assert list_found(table, "straight-run") == [("KZ-31", "2003/2008", "warning")]
    path = {
        ("KZ-31", str(year)): lambda _, y=year: round(60_000 * 1.031 ** (y - 2003), 0)
        for year in range(2003, 2010)
    }
    table = validate(make_growing(path), "runs")
    assert [f[0] for f in list_found(table, "straight-run")] == ["KZ-31"]


def test_an_empty_table_has_no_findings(make_values):
    assert validate(make_values([])).empty


def test_an_unknown_check_is_refused(make_values):
    with pytest.raises(InputError, match="checks"):
        validate(make_values([]), "everything")


@pytest.mark.shared_data
def test_the_invented_region_of_a_wage_table_is_found(shared_data):
    path = shared_data / "indicators/income/odk_avg_salary_2022.csv"
    table = validate(read_indicator_file(path, unit="KZT/month").values)
    errors = table[table["severity"] == "error"]
    phantom = errors[errors["check"] == "region-did-not-exist"]
    assert set(phantom["region_id"]) == {"KZ-YUZ"}
    assert len(phantom) == 11
    copied = errors[errors["check"] == "copied-row"]
    assert set(copied["region_id"]) == {"KZ-YUZ", "KZ-55"}


@pytest.mark.shared_data
def test_invented_products_per_head_are_found_by_their_decimals(shared_data):
    name = "indicators/grp/odk_city_ranking_cleaned_CONTAINS_IMPUTED.csv"
    data = read_indicator_file(shared_data / name, period="2022")
    table = validate(data.values)
    odd = table[
        (table["check"] == "odd-precision")
        & table["indicator_id"].str.endswith("gdp_per_capita")
    ]
    assert set(odd["region_id"]) == {"KZ-10", "KZ-33", "KZ-61", "KZ-62"}


@pytest.mark.shared_data
def test_real_series_show_their_known_breaks(shared_data):
    folder = shared_data / "indicators"
    population = read_indicator_file(
        folder / "population/odk_population_source.xlsx",
        unit="persons",
        select={"sheet": "Все население"},
    )
    table = validate(population.values)
    assert ("KZ-71", "2017", "warning") in list_found(table, "level-break")
    assert "2022" in {found[1] for found in list_found(table, "common-break")}
    assert not (table["severity"] == "error").any()
    product = read_indicator_file(folder / "grp/bns_grp_kaz.xlsx", indicator_id="grp")
    table = validate(product.values)
    assert not (table["severity"] == "error").any()
    # One number stands three times in the office's own workbook.
    assert {found[0] for found in list_found(table, "copied-value")} == {
        *("KZ-15", "KZ-19", "KZ-47")
    }
    assert list_found(table, "counted-twice") == [("KZ-YUZ", "2011/2017", "note")]
