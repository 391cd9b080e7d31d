"""Linkage accepts what discourse and indicators produce, without knowing them."""

import pandas as pd
import pytest

from discourse.schemas import SCORES
from ledger import TableSchema, build_empty_table, build_table
from linkage import (
    SCORES_INPUT,
    VALUES_INPUT,
    convert_index_scores,
    estimate_correlation,
    join_tables,
)


def assert_fits(made: TableSchema, wanted: TableSchema) -> None:
    """Everything that linkage reads is made, with the same name, kind and key."""
    columns = {column.name: column for column in made.columns}
    assert made.key == wanted.key
    for column in wanted.columns:
        assert column.name in columns, f"{made.name} has no column {column.name}"
        assert columns[column.name].kind == column.kind
        if not column.is_optional:
            assert not columns[column.name].is_optional


def read_indicator_schemas():
    return pytest.importorskip(
        "indicators.schemas", reason="indicators has no schemas yet"
    )


def test_scores_of_discourse_fit():
    assert_fits(SCORES, SCORES_INPUT)


def test_values_of_indicators_fit():
    assert_fits(read_indicator_schemas().INDICATOR_VALUES, VALUES_INPUT)


def test_real_tables_join():
    scores = build_table(
        [
            {
                "measure_id": "prevalence:migration",
                "region_id": f"KZ-{10 + i}",
                "period": "2017",
                "estimate": (i * 7 % 5) / 10,
                "confidence_level": 0.95,
                "n_passages": 3,
                "n_documents": 2,
                "method": "ratio",
            }
            for i in range(5)
        ],
        SCORES,
    )
    values = build_table(
        [
            {
                "indicator_id": "grp",
                "region_id": f"KZ-{10 + i}",
                "period": "2017",
                "value": float(i),
                "unit": "KZT",
                "status": "observed",
                "source_cell": f"grp.xlsx!A{i}",
            }
            for i in range(5)
        ],
        read_indicator_schemas().INDICATOR_VALUES,
    )
    linked = join_tables(scores, values)
    found = estimate_correlation(linked, "prevalence:migration", "grp")
    assert found["n_regions"].tolist() == [5]
    assert found["estimate"].notna().all()


def test_empty_tables_of_both_join():
    schemas = read_indicator_schemas()
    linked = join_tables(
        build_empty_table(SCORES), build_empty_table(schemas.INDICATOR_VALUES)
    )
    assert linked.table.empty


def test_index_scores_fit():
    schemas = read_indicator_schemas()
    values = convert_index_scores(build_empty_table(schemas.INDEX_SCORES))
    assert isinstance(values, pd.DataFrame)
    assert list(values.columns) == list(VALUES_INPUT.names)
