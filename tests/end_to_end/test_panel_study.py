"""The study of statistics in docs/panel_study, against a second computation.

The second one shares no code with aimaq: it merges regions by a list written here, from
the verified table of the data folder.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

STUDY = Path(__file__).parents[2] / "docs" / "panel_study" / "study.toml"
# After 2017 the old region is what these are together.
PARTS = {
    "KZ-61": "KZ-YUZ",
    "KZ-79": "KZ-YUZ",
    "KZ-10": "KZ-63",
    "KZ-33": "KZ-19",
    "KZ-62": "KZ-35",
}
N_REGIONS = 16

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def tables(aimaq, shared_data, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("panel") / "panel_study"
    folder.mkdir()
    text = STUDY.read_text(encoding="utf-8")
    text = text.replace("../../../shared/data", shared_data.as_posix())
    (folder / "study.toml").write_text(text, encoding="utf-8")
    aimaq("run", folder)
    return folder / "results" / "tables"


@pytest.fixture(scope="module")
def values(tables):
    table = pd.read_parquet(tables / "indicator_values.parquet")
    return table[table["period"].between("2000", "2023")]


def widen(values, indicator_id):
    chosen = values[values["indicator_id"] == indicator_id].dropna(subset="value")
    wide = chosen.pivot_table("value", "region_id", "period", observed=True)
    return wide.rename(columns=int)


@pytest.fixture(scope="module")
def verified(shared_data):
    """Read the verified values of regions, 2000 to 2023, as wide tables."""
    table = pd.read_csv(shared_data / "indicators" / "kz_panel.csv")
    table = table[(table["region_iso"] != "KZ") & table["year"].between(2000, 2023)]
    return {
        name: rows.pivot_table("value", "region_iso", "year")
        for name, rows in table.groupby("indicator")
    }


def merge_by_hand(table, weights=None):
    """Merge parts; a year with the old region itself takes only that."""
    merged = {}
    for year in table.columns:
        column = table[year].dropna()
        if "KZ-YUZ" in column.index:
            column = column.drop(["KZ-61", "KZ-79"], errors="ignore")
        owner = [PARTS.get(region, region) for region in column.index]
        if weights is None:
            merged[year] = column.groupby(owner).sum()
        else:
            share = weights[year].reindex(column.index)
            total = (column * share).groupby(owner).sum(min_count=1)
            merged[year] = total / share.groupby(owner).sum(min_count=1)
            alone = column[column.index.isin(set(owner)) & share.isna()]
            merged[year] = merged[year].fillna(alone)
    return pd.DataFrame(merged)


def assert_equal(found, wanted):
    assert set(found.index) == set(wanted.index)
    assert len(found.index) == N_REGIONS
    assert list(found.columns) == list(wanted.columns)
    wanted = wanted.reindex(found.index)
    np.testing.assert_allclose(found.to_numpy(), wanted.to_numpy(), rtol=1e-9)


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        ("grp", "grp_nominal"),
        ("population", "population_1jan"),
        ("applicants", "applied_to_employment_bodies"),
    ],
)
def test_sums_are_those_computed_by_hand(values, verified, indicator, name):
    assert_equal(widen(values, indicator), merge_by_hand(verified[name]))


def test_incomes_are_means_weighted_with_people(values, verified):
    table = verified["income_nominal_per_capita_month"]
    wanted = merge_by_hand(table, verified["population_1jan"])
    assert_equal(widen(values, "income"), wanted)


def test_the_panel_covers_the_years_and_says_what_is_missing(values):
    found = {
        name: (rows["period"].min(), rows["period"].max())
        for name, rows in values.dropna(subset="value").groupby("indicator_id")
    }
    assert found == {
        "grp": ("2000", "2023"),
        "population": ("2000", "2023"),
        "income": ("2000", "2023"),
        "applicants": ("2001", "2021"),
        "grp_per_capita": ("2000", "2022"),
        "applicants_per_1000": ("2001", "2021"),
    }
    gaps = values[values["value"].isna()]
    assert set(gaps["indicator_id"]) == {"grp_per_capita"}
    assert set(gaps["period"]) == {"2023"}


def compute_ratio_by_hand(verified, name, factor):
    top = merge_by_hand(verified[name])
    people = merge_by_hand(verified["population_1jan"])
    years = [year for year in top.columns if year + 1 in people.columns]
    return pd.DataFrame(
        {y: factor * top[y] / ((people[y] + people[y + 1]) / 2) for y in years}
    )


def test_ratios_are_over_the_mean_population_of_the_year(values, verified):
    wanted = compute_ratio_by_hand(verified, "grp_nominal", 1000)
    assert_equal(widen(values, "grp_per_capita"), wanted)
    wanted = compute_ratio_by_hand(verified, "applied_to_employment_bodies", 1000)
    assert_equal(widen(values, "applicants_per_1000"), wanted)


def test_each_value_names_its_cells_and_what_it_is(values):
    rows = values.set_index(["indicator_id", "region_id", "period"])
    product = rows.loc[("grp", "KZ-YUZ", "2018")]
    assert product["source_cell"].count("bns_grp_kaz.xlsx#2008-2023!") == 2
    income = rows.loc[("income", "KZ-YUZ", "2018")]
    assert income["status"] == "estimated"
    assert income["source_cell"].count("odk_population_source.xlsx#") == 4
    assert rows.loc[("population", "KZ-71", "2017"), "status"] == "break"
    people = values[values["indicator_id"] == "population"]
    assert set(people.loc[people["period"] == "2022", "status"]) == {"break"}


def test_the_index_is_the_geometric_mean_of_percents_of_the_mean(tables, verified):
    components = [
        compute_ratio_by_hand(verified, "grp_nominal", 1000),
        merge_by_hand(
            verified["income_nominal_per_capita_month"], verified["population_1jan"]
        ),
        1 / compute_ratio_by_hand(verified, "applied_to_employment_bodies", 1000),
    ]
    years = range(2001, 2022)
    percents = [100 * part[years] / part[years].mean() for part in components]
    wanted = (percents[0] * percents[1] * percents[2]) ** (1 / 3)
    scores = pd.read_parquet(tables / "index_scores.parquet").dropna(subset="score")
    found = scores.pivot_table("score", "region_id", "period", observed=True)
    assert_equal(found.rename(columns=int), wanted)


def test_what_the_readme_says(tables, values):
    """Hold the sentences of docs/panel_study/README.md to the numbers."""
    scores = pd.read_parquet(tables / "index_scores.parquet")
    last = scores[scores["period"] == "2021"].set_index("region_id")
    levels = last["score"].round().astype(int)
    wanted = {"KZ-23": 172, "KZ-71": 165, "KZ-75": 141, "KZ-35": 109}
    wanted |= {"KZ-43": 61, "KZ-31": 57, "KZ-YUZ": 52}
    assert levels[list(wanted)].to_dict() == wanted
    order = last["score"].sort_values(ascending=False).index
    assert list(order[:4]) == ["KZ-23", "KZ-71", "KZ-75", "KZ-35"]
    assert list(order[-3:]) == ["KZ-43", "KZ-31", "KZ-YUZ"]
    all_scores = scores.pivot_table("score", "region_id", "period", observed=True)
    assert all_scores.loc["KZ-47", ["2009", "2021"]].round().tolist() == [146, 96]
    assert all_scores.loc["KZ-75", ["2008", "2021"]].round().tolist() == [229, 141]
    assert all_scores.mean().between(91, 97).all()
    ranks = pd.read_parquet(tables / "index_ranks.parquet")
    ranks = ranks[ranks["period"] == "2021"].set_index("region_id")
    assert (ranks.loc[list(order[1:3]), "rank_high"] <= 3).all()
    assert (ranks.loc[list(order[-3:]), "rank_low"] >= 13).all()
    income = widen(values, "income")
    spread = income.max() / income.min()
    assert spread[[2000, 2023]].round(1).tolist() == [4.9, 2.9]
    product = widen(values, "grp_per_capita")
    spread = product.max() / product.min()
    assert spread[[2000, 2022]].round(1).tolist() == [9.4, 9.6]
    growth = (product[2021] / product[2001]).sort_values()
    assert growth.index[0] == "KZ-47"
    assert growth.iloc[[0, 1, -1]].round().tolist() == [11, 15, 27]
    others = product.drop("KZ-23")
    spread = others.max() / others.min()
    assert spread[[2000, 2022]].round(1).tolist() == [6.9, 4.3]
    people = widen(values, "population")
    growth = (people[2022] / people[2021] - 1) * 100
    assert (growth.idxmax(), round(growth.max())) == ("KZ-71", 9)
    assert (growth.idxmin(), round(growth.min())) == ("KZ-39", -3)
    old = widen(values, "grp")[2021] * 1000 / people[2021] / product[2021] - 1
    assert (100 * old).round(1)[["KZ-71", "KZ-11", "KZ-39"]].tolist() == [
        4.7,
        3.4,
        -1.7,
    ]


def test_merged_incomes_say_how_far_off_they_may_be(tables):
    problems = pd.read_parquet(tables / "problems.parquet")
    (found,) = problems.loc[problems["code"] == "mean-off-country", "found"]
    assert "weighted with population" in found
    assert "-3.3 to +4.4 %" in found


def test_findings_name_the_known_breaks(tables):
    found = pd.read_parquet(tables / "value_findings.parquet")
    assert not (found["severity"] == "error").any()
    breaks = found[found["check"] == "level-break"]
    keys = set(
        zip(breaks["indicator_id"], breaks["region_id"], breaks["period"], strict=True)
    )
    assert ("applicants", "KZ-75", "2015") in keys
    assert ("population", "KZ-47", "2009") in keys
    # Declared breaks are no findings any more.
    assert ("population", "KZ-71", "2017") not in keys
