"""The verified series of the statistics office at the regions of any year."""

import pandas as pd
import pytest

from atlas import read_registry
from indicators import INDICATOR_VALUES, INDICATORS, build_panel
from ledger import build_table

pytestmark = pytest.mark.shared_data

REGISTRY = read_registry()
NAMES = {
    "grp_nominal": "mln KZT",
    "population_1jan": "persons",
    "applied_to_employment_bodies": "persons",
}


@pytest.fixture(scope="module")
def series(shared_data):
    table = pd.read_csv(shared_data / "indicators" / "kz_panel.csv")
    table = table[table["indicator"].isin(NAMES) & (table["year"] >= 2000)]
    return build_table(
        pd.DataFrame(
            {
                "indicator_id": table["indicator"],
                "region_id": table["region_iso"],
                "period": table["year"].astype(str),
                "value": table["value"].astype(float),
                "unit": table["indicator"].map(NAMES),
                "status": "observed",
                "source_cell": table["source"],
            }
        ),
        INDICATOR_VALUES,
    )


DESCRIBED = build_table(
    [
        {
            "indicator_id": name,
            "title": name,
            "unit": unit,
            "kind": "extensive",
            "direction": 1,
        }
        for name, unit in NAMES.items()
    ],
    INDICATORS,
)


@pytest.mark.parametrize("boundaries", [2000, 2010, 2017, 2018, 2021, 2022, 2026])
def test_every_series_adds_up_to_the_country_at_any_boundaries(series, boundaries):
    """The series begin their splits in different years (2011, 2017, 2018, 2021, 2022)."""
    panel = build_panel(
        series,
        registry=REGISTRY,
        boundaries=boundaries,
        indicators=DESCRIBED,
        split_by=dict.fromkeys(NAMES, "population_1jan"),
    )
    wanted = panel.national.set_index(["indicator_id", "period"])["value"]
    found = panel.values.groupby(["indicator_id", "period"])["value"].agg(
        ["sum", "count"]
    )
    assert (found["count"] == len(REGISTRY.list_boundaries(boundaries))).all()
    assert len(found) == len(wanted)
    pd.testing.assert_series_equal(
        found["sum"], wanted.reindex(found.index), check_names=False, rtol=1e-6
    )
    assert "regions-do-not-add-up" not in {p.code for p in panel.problems}
    # Whatever was split is an estimate, and nothing else became one.
    split = set(zip(panel.shares["indicator_id"], panel.shares["period"], strict=True))
    estimated = panel.values[panel.values["status"] == "estimated"]
    keys = set(zip(estimated["indicator_id"], estimated["period"], strict=True))
    assert keys == split
    assert bool(split) == (boundaries > 2017)


def test_undivided_years_are_set_apart_without_shares(series):
    panel = build_panel(
        series, registry=REGISTRY, boundaries=2022, indicators=DESCRIBED
    )
    grp = panel.values[panel.values["indicator_id"] == "grp_nominal"]
    years = {
        region: (rows["period"].min(), len(rows))
        for region, rows in grp.groupby("region_id")
    }
    assert years["KZ-61"] == ("2011", 13)
    assert years["KZ-63"] == years["KZ-10"] == ("2021", 3)
    assert years["KZ-55"] == ("2000", 24)
    reasons = panel.losses["reason"].str.partition(":")[0].value_counts()
    assert set(reasons.index) == {"split", "counted twice"}
