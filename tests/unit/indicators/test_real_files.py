"""The statistics office's own files, read without configuration."""

import pandas as pd
import pytest

from atlas import read_registry
from indicators import build_panel, compute_ratio, read_indicator_file

from .conftest import look_up

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "indicators"


@pytest.fixture(scope="module")
def verified(folder):
    return pd.read_csv(folder / "kz_panel.csv")


@pytest.fixture(scope="module")
def product(folder):
    return read_indicator_file(folder / "grp/bns_grp_kaz.xlsx", indicator_id="grp")


@pytest.fixture(scope="module")
def population(folder):
    return read_indicator_file(
        folder / "population/odk_population_source.xlsx",
        indicator_id="population",
        unit="persons",
        select={"sheet": "Все население"},
    )


def find_differences(values, verified, indicator, period="{year}"):
    found = look_up(values)
    chosen = verified[verified["indicator"] == indicator]
    assert len(chosen)
    return [
        (region, year, value, found.get((region, period.format(year=year))))
        for region, year, value in zip(
            chosen["region_iso"], chosen["year"], chosen["value"], strict=True
        )
        if found.get((region, period.format(year=year))) != value
    ]


def test_every_product_of_the_workbook_is_the_verified_one(product, verified):
    values = product.values
    assert find_differences(values, verified, "grp_nominal") == []
    nine = "{year}-01/{year}-09"
    assert find_differences(values, verified, "grp_nominal_9m", nine) == []
    n_years = values["period"].str.fullmatch(r"\d{4}").sum()
    assert n_years == (verified["indicator"] == "grp_nominal").sum()


def test_units_and_preliminary_figures_of_the_workbook(product):
    unit = look_up(product.values, "unit")
    status = look_up(product.values, "status")
    assert unit["KZ-55", "1992"] == "mln RUB"
    assert unit["KZ-55", "1993"] == "mln KZT"
    assert status["KZ-55", "2023"] == "estimated"
    assert status["KZ-61", "2015"] == "retrospective"
    cell = look_up(product.values, "source_cell")["KZ-11", "2008"]
    assert cell == "bns_grp_kaz.xlsx#2008-2023!E6"


def test_every_population_is_the_verified_one(population, verified):
    assert find_differences(population.values, verified, "population_1jan") == []
    assert "successor-label" in {problem.code for problem in population.problems}


def test_every_income_is_the_verified_one(folder, verified):
    data = read_indicator_file(
        folder / "income/bns_percapita_income_annual.csv", unit="KZT/month"
    )
    wanted = "income_nominal_per_capita_month"
    assert find_differences(data.values, verified, wanted) == []
    assert data.problems == ()


def test_applicants_are_the_verified_ones(folder, verified):
    data = read_indicator_file(
        folder / "unemployment/odk_applied_employment_raw.xlsx", unit="persons"
    )
    wanted = "applied_to_employment_bodies"
    assert find_differences(data.values, verified, wanted) == []
    assert len(set(data.values["indicator_id"])) == 1


@pytest.mark.parametrize(
    ("name", "n_values"),
    [
        ("income/bns_percapita_income_quarterly.csv", 1126),
        ("income/odk_percapita_income_taldau_704447.csv", 360),
        ("income/odk_avg_salary_2022.csv", 242),
        ("population/odk_kazpop.csv", 421),
        ("population/odk_population_main_en.csv", 379),
        ("population/odk_city_population_2023.csv", 63),
        ("education/odk_schools_2022.csv", 20),
    ],
)
def test_other_files_are_read_whole(folder, name, n_values):
    data = read_indicator_file(folder / name)
    assert len(data.values) == n_values
    assert data.accounts["n_rows"].sum() == data.accounts["rows_in"].iloc[0]


def test_the_panel_adds_up_to_the_country(product, population):
    values = pd.concat([product.values, population.values], ignore_index=True)
    indicators = pd.concat(
        [product.indicators, population.indicators], ignore_index=True
    )
    for boundaries, n_regions in ((2017, 16), (2019, 17)):
        panel = build_panel(
            values,
            registry=read_registry(),
            boundaries=boundaries,
            indicators=indicators,
        )
        (double,) = panel.problems
        assert double.code == "counted-twice"
        assert "KZ-YUZ and its parts KZ-61, KZ-79" in double.found
        assert "7 periods (2011" in double.where
        assert ("the whole" if boundaries == 2017 else "the parts") in double.action
        assert panel.values["region_id"].nunique() == n_regions
        assert panel.accounts["n_rows"].sum() == len(values)


def test_product_per_head_is_the_published_one(folder, product, population):
    """Product over the mean of two 1-January populations, as published for 2022.

    The published figures have one decimal (``8985.6``). Rounded like them, the computed
    ones are equal for 11 of 16 regions and within 0.2 for all; unrounded, Almaty city
    is 0.217 above. Neither 1 January alone, nor the mean of 2021 and 2022, nor the
    other edition of 1 January 2023 in the folder comes nearer. The difference of Almaty
    city is what 100 persons of 2 161 797 make; which revision the office used is not
    known.
    """
    values = pd.concat([product.values, population.values], ignore_index=True)
    ratio = look_up(
        compute_ratio(
            values,
            numerator="grp",
            denominator="population",
            indicator_id="per_head",
            unit="thousand KZT/person",
        )
    )
    published = pd.read_csv(folder / "kz_panel.csv")
    published = published[published["indicator"] == "grp_per_capita_published"]
    printed = dict(zip(published["region_iso"], published["value"], strict=True))
    assert len(printed) == 16
    assert all(value == round(value, 1) for value in printed.values())
    computed = {region: ratio[region, "2022"] for region in printed}
    rounded = {r: round(round(v, 1) - printed[r], 1) for r, v in computed.items()}
    assert {r for r, d in rounded.items() if d} == {
        *("KZ-11", "KZ-19", "KZ-23", "KZ-71", "KZ-75")
    }
    assert max(map(abs, rounded.values())) == 0.2
    exact = {region: value - printed[region] for region, value in computed.items()}
    assert max(exact, key=lambda region: abs(exact[region])) == "KZ-75"
    assert exact["KZ-75"] == pytest.approx(0.217, abs=5e-4)
    people, grp = look_up(population.values), look_up(product.values)
    edition = look_up(
        read_indicator_file(
            folder / "population/odk_city_population_2023.csv",
            indicator_id="edition",
            period="2023",
        ).values.query("indicator_id == 'edition'")
    )
    for first, second in (("2021", "2022"), ("2022", "2022"), ("2023", "2023")):
        others = {
            r: grp[r, "2022"] * 2000 / (people[r, first] + people[r, second])
            for r in printed
        }
        assert max(abs(others[r] - printed[r]) for r in printed) > 100
    assert edition["KZ-75", "2023"] == 2161695
    mixed = {
        r: grp[r, "2022"] * 2000 / (people[r, "2022"] + edition[r, "2023"])
        for r in printed
    }
    assert max(abs(mixed[r] - printed[r]) for r in printed) > 0.5
    revised = (people["KZ-75", "2022"] + people["KZ-75", "2023"] + 100) / 2
    assert round(grp["KZ-75", "2022"] * 1000 / revised, 1) == 8985.6


SETTINGS = {
    "grp/bns_grp_kaz.xlsx": {},
    "grp/odk_grp_per_capita_2022.csv": {},
    "grp/odk_city_ranking_cleaned_CONTAINS_IMPUTED.csv": {"period": "2022"},
    "population/odk_population_source.xlsx": {},
    "population/odk_kazpop.csv": {"unit": "persons"},
    "population/odk_population_main_en.csv": {"unit": "persons"},
    "population/odk_city_population_2023.csv": {"unit": "persons"},
    "population/odk_regions_total_2020.csv": {"unit": "persons"},
    "population/odk_regions_age_sex_2020.csv": {"unit": "persons"},
    "income/bns_percapita_income_annual.csv": {"unit": "KZT/month"},
    "income/bns_percapita_income_quarterly.csv": {"unit": "KZT/month"},
    "income/odk_percapita_income_taldau_704447.csv": {"unit": "KZT/month"},
    "income/odk_avg_salary_2022.csv": {"unit": "KZT/month"},
    "unemployment/odk_applied_employment_raw.xlsx": {"unit": "persons"},
    "education/odk_education_mcda_messy.csv": {"period": "2022"},
    "education/odk_schools_2022.csv": {},
}
"""Every file with values and what must be said of it: never more than three lines."""

FOLDERS = ("grp", "population", "income", "unemployment", "education")


def test_every_file_of_the_folder_is_among_those_checked(folder):
    found = {
        str(path.relative_to(folder))
        for name in FOLDERS
        for path in (folder / name).iterdir()
    }
    assert found == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_file_is_read_with_at_most_three_lines(folder, name):
    settings = SETTINGS[name]
    assert len(settings) <= 3
    data = read_indicator_file(folder / name, **settings)
    errors = [p.sentence for p in data.problems if p.severity == "error"]
    assert errors == []
    assert data.accounts["n_rows"].sum() == data.accounts["rows_in"].iloc[0]
    assert not data.values["source_cell"].duplicated().any()


def read_numbers(path):
    """Read the numbers of a delimited file in another way: by one expression."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    frame = pd.read_csv(path, sep=delimiter, dtype=str, keep_default_na=False)
    if delimiter == ";":
        frame = frame.map(lambda cell: cell.replace(",", ".").rstrip("%"))
    frame = frame.map(lambda cell: cell.replace(" ", "").replace("\u00a0", ""))
    columns = {}
    for name in frame.columns:
        numbers = pd.to_numeric(frame[name], errors="coerce")
        if numbers.notna().mean() > 0.5:
            columns[name] = sorted(numbers.dropna())
    return columns


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("population/odk_kazpop.csv", {"Год"}),
        ("population/odk_population_main_en.csv", {"year"}),
        ("population/odk_city_population_2023.csv", set()),
        ("population/odk_regions_total_2020.csv", set()),
        ("population/odk_regions_age_sex_2020.csv", set()),
        ("income/bns_percapita_income_quarterly.csv", {"PERIOD", "region_level"}),
        ("income/odk_percapita_income_taldau_704447.csv", set()),
        ("income/odk_avg_salary_2022.csv", set()),
        ("grp/odk_grp_per_capita_2022.csv", set()),
        ("grp/odk_city_ranking_cleaned_CONTAINS_IMPUTED.csv", {"ID"}),
        ("education/odk_education_mcda_messy.csv", set()),
        ("education/odk_schools_2022.csv", {"Year"}),
    ],
)
def test_every_number_of_a_delimited_file_is_read(folder, name, ignored):
    settings = {k: v for k, v in SETTINGS[name].items() if k != "unit"}
    values = read_indicator_file(folder / name, **settings).values
    columns = read_numbers(folder / name)
    wanted = sorted(n for c, ns in columns.items() if c not in ignored for n in ns)
    found = sorted(values["value"].dropna())
    dropped = len(wanted) - len(found)
    assert 0 <= dropped <= UNKNOWN_LABELS.get(name, 0) * len(columns)
    if not dropped:
        assert found == pytest.approx(wanted)


UNKNOWN_LABELS: dict[str, int] = {}
"""Rows of a file whose label is no region; their values are listed as problems."""


def test_sexes_and_urban_and_rural_population_add_up(folder):
    """The blocks of the population workbook are kept apart: men and women make all."""
    data = read_indicator_file(
        folder / "population/odk_population_source.xlsx", indicator_id="p"
    )
    wide = data.values.pivot_table(
        index=["region_id", "period"], columns="indicator_id", values="value"
    )
    people = wide.dropna(subset=["p", "p:мужчины", "p:женщины"])
    assert len(people) > 400
    gap = people["p"] - people["p:мужчины"] - people["p:женщины"]
    assert (gap.abs() <= 1).mean() > 0.99
    men = people.dropna(subset=["p:мужчины-сельское-население"])
    urban, rural = (
        men[f"p:мужчины-{place}-население"] for place in ("городское", "сельское")
    )
    assert ((men["p:мужчины"] - urban - rural).abs() <= 1).mean() > 0.99
