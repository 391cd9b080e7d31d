"""Whatever stands in a table of values, checks and the panel answer, and change nothing."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import read_registry
from indicators import (
    INDICATOR_VALUES,
    INDICATORS,
    VALUE_FINDINGS,
    build_panel,
    harmonize_values,
    validate_values,
)
from indicators.schemas import STATUSES
from ledger import build_table, check_table

REGISTRY = read_registry()
REGIONS = ["KZ", "KZ-99", *(region.region_id for region in REGISTRY.regions)]
UNITS = ["%", "share", "persons", "mln KZT", "mln RUB", "KZT/month", "years", "?"]
PERIODS = [
    *(str(year) for year in range(1991, 2027, 3)),
    *("2017", "2018", "2022", "2018-Q2", "2022-01/2022-06", "2021-05"),
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "gini", "net_b"]),
        st.sampled_from(REGIONS),
        st.sampled_from(PERIODS),
        st.one_of(
            st.none(),
            st.floats(allow_nan=False),
            st.floats(0, 1e6),
            st.sampled_from([0.0, 12345.6, 227021.0, -3.0]),
        ),
        st.sampled_from(UNITS),
        st.sampled_from(STATUSES),
    ),
    max_size=40,
    unique_by=lambda row: row[:3],
)
DESCRIBED = build_table(
    [
        {
            "indicator_id": name,
            "title": name,
            "unit": unit,
            "kind": kind,
            "direction": 1,
        }
        for name, unit, kind in (
            ("a", "mln KZT", "extensive"),
            ("gini", "share", "intensive"),
            ("net_b", "persons", "extensive"),
        )
    ],
    INDICATORS,
)


def make(rows):
    columns = ("indicator_id", "region_id", "period", "value", "unit", "status")
    return build_table(
        [
            dict(zip(columns, row, strict=True)) | {"source_cell": f"f.csv#B{number}"}
            for number, row in enumerate(rows)
        ],
        INDICATOR_VALUES,
    )


@settings(max_examples=40)
@given(rows=ROWS)
def test_any_table_is_validated(rows):
    values = make(rows)
    before = values.copy()
    findings = validate_values(values, registry=REGISTRY, indicators=DESCRIBED)
    check_table(findings, VALUE_FINDINGS)
    pd.testing.assert_frame_equal(values, before)
    unknown = (
        {row[1] for row in rows} - {"KZ"} - {r.region_id for r in REGISTRY.regions}
    )
    found = findings.loc[findings["check"] == "unknown-region", "region_id"]
    assert set(found) == unknown


@settings(max_examples=40)
@given(rows=ROWS, boundaries=st.integers(1997, 2026))
def test_any_table_becomes_a_panel_whose_accounts_close(rows, boundaries):
    values = make(rows)
    data = harmonize_values(values, indicators=DESCRIBED)
    assert data.accounts["n_rows"].sum() == len(values)
    assert len(data.values) + data.losses["n_rows"].sum() == len(values)
    panel = build_panel(
        data.values,
        registry=REGISTRY,
        boundaries=boundaries,
        indicators=DESCRIBED,
        weights={"gini": "a"},
        split_by={"a": "a", "net_b": "a"},
        years_only=False,
    )
    assert panel.accounts["n_rows"].sum() == len(data.values)
    check_table(panel.values, INDICATOR_VALUES)
    regions = {region.region_id for region in REGISTRY.list_boundaries(boundaries)}
    assert set(panel.values["region_id"]) <= regions
    refused = panel.values[panel.values["indicator_id"] == "gini"]
    is_made = refused["source_cell"].str.contains(r" \+ ")
    assert refused.loc[is_made.astype(bool), "value"].isna().all()
