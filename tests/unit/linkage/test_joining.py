"""Joining: no row is lost silently."""

import pandas as pd
import pytest

from ledger import ACCOUNTS, LOSSES, InputError, TableError, check_table
from linkage import LINKED, convert_index_scores, join_tables
from linkage.inputs import SCORES_INPUT, VALUES_INPUT

OUTCOME = "prevalence:migration"
EXPOSURE = "grp_per_capita"


@pytest.fixture
def tables(make_scores, make_values):
    scores = make_scores(
        {
            ("KZ-10", "2017"): 0.1,
            ("KZ-11", "2017"): None,
            ("KZ-15", "2017"): 0.3,
            ("KZ-10", "2012/2023"): 0.2,
        }
    )
    values = make_values(
        {
            ("KZ-10", "2017"): 5.0,
            ("KZ-11", "2017"): 6.0,
            ("KZ-15", "2016"): 7.0,
            ("KZ", "2017"): 8.0,
            ("KZ-10", "2017-Q3"): 9.0,
            ("KZ-19", "2017"): None,
        }
    )
    return scores, values


def read_reasons(linked, table):
    rows = linked.losses[linked.losses["table"] == table]
    return dict(zip(rows["key"], rows["reason"], strict=True))


def test_keys_of_either_side_stay(tables):
    linked = join_tables(*tables)
    check_table(linked.table, LINKED)
    table = linked.table.set_index(["region_id", "period"])
    assert table.loc[("KZ-10", "2017")].tolist() == [0.1, 5.0]
    assert list(table.columns) == [OUTCOME, EXPOSURE]
    assert set(table.index) == {
        ("KZ-10", "2017"),
        ("KZ-11", "2017"),
        ("KZ-15", "2016"),
        ("KZ-15", "2017"),
    }
    assert pd.isna(table.loc[("KZ-15", "2017"), EXPOSURE])


def test_each_loss_has_its_reason(tables):
    linked = join_tables(*tables)
    check_table(linked.losses, LOSSES)
    assert read_reasons(linked, "scores") == {
        f"{OUTCOME}, KZ-11, 2017": "estimate is missing",
        f"{OUTCOME}, KZ-15, 2017": "no indicator value of this region and year",
        f"{OUTCOME}, KZ-10, 2012/2023": "period is not a year",
    }
    assert read_reasons(linked, "indicator_values") == {
        f"{EXPOSURE}, KZ-11, 2017": "no score of this region and year",
        f"{EXPOSURE}, KZ-15, 2016": "no score of this region and year",
        f"{EXPOSURE}, KZ, 2017": "country, not a region",
        f"{EXPOSURE}, KZ-10, 2017-Q3": "period is not a year",
        f"{EXPOSURE}, KZ-19, 2017": "value is missing (absent)",
    }


@pytest.mark.parametrize("lag", [0, 1, 3])
def test_rows_close(tables, lag):
    linked = join_tables(*tables, lag=lag)
    check_table(linked.accounts, ACCOUNTS)
    for table, frame in zip(("scores", "indicator_values"), tables, strict=True):
        account = linked.accounts[linked.accounts["step"] == f"link {table}"]
        lost = linked.losses[linked.losses["table"] == table]
        kept = account.loc[account["reason"] == "kept", "n_rows"].item()
        assert account["n_rows"].sum() == len(frame)
        assert kept + lost["n_rows"].sum() == len(frame)
        assert (account["rows_out"] == kept).all()


def test_lag_puts_a_score_beside_the_value_of_the_year_before(tables):
    linked = join_tables(*tables, lag=1)
    table = linked.table.set_index(["region_id", "period"])
    assert table.loc[("KZ-15", "2017")].tolist() == [0.3, 7.0]
    assert linked.lag == 1


def test_inputs_are_left_as_they_were(tables):
    before = [frame.copy() for frame in tables]
    join_tables(*tables, lag=1)
    for frame, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_order_of_rows_does_not_matter(tables):
    turned = [frame.iloc[::-1] for frame in tables]
    first, second = join_tables(*tables), join_tables(*turned)
    pd.testing.assert_frame_equal(first.table, second.table)
    pd.testing.assert_frame_equal(first.losses, second.losses)


def test_empty_tables(make_scores, make_values):
    linked = join_tables(make_scores({}), make_values({}))
    assert linked.table.empty
    assert linked.losses.empty
    check_table(linked.table, LINKED)
    one_sided = join_tables(make_scores({("KZ-10", "2017"): 1.0}), make_values({}))
    assert len(one_sided.table) == 1
    assert len(one_sided.losses) == 1


def test_repeated_key_is_refused(tables):
    scores, values = tables
    with pytest.raises(TableError, match="2 rows share a key"):
        join_tables(pd.concat([scores, scores.head(1)]), values)


def test_absent_column_is_refused(tables):
    scores, values = tables
    with pytest.raises(TableError, match="no column 'region_id'"):
        join_tables(scores.drop(columns="region_id"), values)


def test_one_name_for_two_variables_is_refused(tables):
    scores, values = tables
    with pytest.raises(TableError, match=f"'{EXPOSURE}' in both tables"):
        join_tables(scores.assign(measure_id=EXPOSURE), values)
    with pytest.raises(TableError, match="reserved name"):
        join_tables(scores.assign(measure_id="period"), values)


def test_negative_lag_is_refused(tables):
    with pytest.raises(InputError, match="lag: found -1"):
        join_tables(*tables, lag=-1)


def test_further_columns_are_accepted(tables):
    scores, values = tables
    linked = join_tables(
        scores.assign(n_passages=3, method="own"), values.assign(unit="KZT")
    )
    assert list(linked.table.columns) == ["region_id", "period", OUTCOME, EXPOSURE]
    assert SCORES_INPUT.has_extra
    assert VALUES_INPUT.has_extra


def test_index_scores_become_values(make_scores):
    index = pd.DataFrame(
        {
            "index_id": "wellbeing",
            "region_id": ["KZ-10", "KZ-11"],
            "period": "2017",
            "score": [0.5, None],
            "rank": [1, None],
        }
    )
    linked = join_tables(
        make_scores({("KZ-10", "2017"): 0.1}), convert_index_scores(index)
    )
    assert linked.table["wellbeing"].tolist() == [0.5]
    assert linked.values == ("wellbeing",)
