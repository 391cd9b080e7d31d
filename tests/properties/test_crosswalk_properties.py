"""Boundaries there and back: totals are conserved between any two years."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import read_registry
from indicators import INDICATOR_VALUES, INDICATORS, build_panel
from ledger import build_table

REGISTRY = read_registry()
YEARS = st.integers(2000, 2026)


def make_values(year, numbers, name="p"):
    regions = REGISTRY.list_boundaries(year)
    return build_table(
        [
            {
                "indicator_id": name,
                "region_id": region.region_id,
                "period": str(year),
                "value": number,
                "unit": "persons",
                "status": "observed",
                "source_cell": f"{name} {region.region_id}",
            }
            for region, number in zip(regions, numbers, strict=False)
        ],
        INDICATOR_VALUES,
    )


INDICATOR_TABLE = build_table(
    [
        {
            "indicator_id": name,
            "title": name,
            "unit": "persons",
            "kind": kind,
            "direction": 1,
        }
        for name, kind in (("p", "extensive"), ("w", "extensive"), ("r", "intensive"))
    ],
    INDICATORS,
)


def convert(values, boundaries, **options):
    return build_panel(
        values,
        registry=REGISTRY,
        boundaries=boundaries,
        indicators=INDICATOR_TABLE,
        **options,
    )


def draw(data, low=1.0):
    number = st.floats(low, 1e9)
    return data.draw(st.lists(number, min_size=20, max_size=20))


def build_shares(year, target, data):
    """Make shares for every region of a year that is divided in the target year."""
    rows = []
    after = {
        r.region_id: REGISTRY.find_territory(r.region_id, date=f"{target}-12-31")
        for r in REGISTRY.list_boundaries(target)
    }
    for region in REGISTRY.list_boundaries(year):
        pieces = REGISTRY.find_territory(region.region_id, date=f"{year}-12-31")
        parts = [part for part, held in after.items() if held & pieces]
        sizes = [data.draw(st.floats(0.1, 1)) for _ in parts]
        rows += [
            {
                "from_region_id": region.region_id,
                "to_region_id": part,
                "share": size / sum(sizes),
            }
            for part, size in zip(parts, sizes, strict=True)
        ]
    return pd.DataFrame(rows)


@settings(max_examples=30)
@given(year=YEARS, target=YEARS, data=st.data())
def test_totals_are_conserved_there_and_back(year, target, data):
    values = make_values(year, draw(data))
    panel = convert(values, target, shares=build_shares(year, target, data))
    assert len(panel.values) == len(REGISTRY.list_boundaries(target))
    assert panel.losses.empty
    assert panel.values["value"].sum() == pytest.approx(values["value"].sum())
    # Back again: what was merged cannot be told apart, what was split comes back.
    moved = panel.values.assign(period=str(target))
    back = convert(moved, year, shares=build_shares(target, year, data))
    assert back.values["value"].sum() == pytest.approx(values["value"].sum())
    if target >= year:
        before = dict(zip(values["region_id"], values["value"], strict=True))
        after = dict(zip(back.values["region_id"], back.values["value"], strict=True))
        assert after == pytest.approx(before)


@settings(max_examples=30)
@given(year=YEARS, target=YEARS, data=st.data())
def test_merged_rates_stay_between_their_parts_and_keep_the_weighted_mean(
    year, target, data
):
    if target > year:
        year, target = target, year
    rates = make_values(year, draw(data, low=0.0), "r")
    weights = make_values(year, draw(data), "w")
    panel = convert(pd.concat([rates, weights]), target, weights={"r": "w"})
    table = panel.values.pivot_table("value", "region_id", "indicator_id")
    before = (rates["value"] * weights["value"]).sum() / weights["value"].sum()
    after = (table["r"] * table["w"]).sum() / table["w"].sum()
    assert after == pytest.approx(before)
    assert (
        table["r"]
        .between(rates["value"].min() * (1 - 1e-9), rates["value"].max() * (1 + 1e-9))
        .all()
    )
