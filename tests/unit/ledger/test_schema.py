import pandas as pd
import pytest

from ledger import (
    ACCOUNTS,
    Column,
    TableError,
    TableSchema,
    build_empty_table,
    build_table,
    check_table,
)

SHARES = TableSchema(
    name="shares",
    row="one region and period",
    key=("region_id", "period"),
    columns=(
        Column("region_id", "category", "region", allowed=("KZ-10", "KZ-11")),
        Column("period", "period", "year"),
        Column("share", "number", "share", "share", is_optional=True, lower=0, upper=1),
    ),
)


def rows(*shares):
    return [
        {"region_id": "KZ-10", "period": str(2000 + i), "share": share}
        for i, share in enumerate(shares)
    ]


def test_a_built_table_is_sorted_by_key_and_passes_its_check():
    table = build_table(list(reversed(rows(0.1, 0.2))), SHARES)
    check_table(table, SHARES)
    assert list(table["period"]) == ["2000", "2001"]
    assert list(table.index) == [0, 1]


def test_building_does_not_change_the_frame_it_was_given():
    frame = pd.DataFrame(list(reversed(rows(0.1, 0.2))))
    before = frame.copy(deep=True)
    build_table(frame, SHARES)
    pd.testing.assert_frame_equal(frame, before)


def test_an_absent_optional_column_becomes_missing_not_zero():
    table = build_table([{"region_id": "KZ-10", "period": "2000"}], SHARES)
    assert table["share"].isna().all()


def test_an_empty_table_keeps_columns_and_dtypes():
    table = build_empty_table(SHARES)
    check_table(table, SHARES)
    assert list(table.columns) == list(SHARES.names)
    assert table["share"].dtype == "float64"


def test_a_share_above_one_is_named_with_its_bounds():
    table = build_table(rows(1.4), SHARES)
    with pytest.raises(TableError, match=r"column 'share'.*1\.4.*between 0 and 1"):
        check_table(table, SHARES)


def test_every_problem_is_reported_at_once():
    table = build_table(rows(2.0, -1.0), SHARES)
    table["region_id"] = "KZ-99"
    table["period"] = "May"
    with pytest.raises(TableError) as caught:
        check_table(table, SHARES)
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"out-of-bounds", "unknown-value", "wrong-format", "duplicate-key"}


def test_an_unknown_column_is_refused_unless_the_schema_allows_more():
    with pytest.raises(TableError, match="column 'extra'"):
        build_table([{**rows(0.1)[0], "extra": 1}], SHARES)


def test_a_text_where_a_number_belongs_is_refused():
    with pytest.raises(TableError, match="column 'share'"):
        build_table(rows("many"), SHARES)


def test_a_fraction_is_not_rounded_into_an_integer():
    row = {"step": "a", "reason": "b", "rows_in": 1.5, "rows_out": 1, "n_rows": 1}
    with pytest.raises(TableError, match="not whole numbers"):
        build_table([row], ACCOUNTS)


def test_a_missing_value_in_a_required_column_is_named_by_row():
    table = build_table([{"region_id": None, "period": "2000"}], SHARES)
    with pytest.raises(TableError, match=r"1 missing values \(rows 0\)"):
        check_table(table, SHARES)


@pytest.mark.parametrize(
    "period", ["2017", "2017-Q3", "2017-01/2017-09", "2012/2023", "2017-05"]
)
def test_periods_are_iso_text(period):
    check_table(build_table([{"region_id": "KZ-10", "period": period}], SHARES), SHARES)
