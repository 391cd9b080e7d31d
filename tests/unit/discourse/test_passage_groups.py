"""Which passages are compared with which."""

import pandas as pd
import pytest

from discourse import build_column_groups, build_region_groups
from ledger import InputError

PASSAGES = pd.DataFrame(
    {
        "passage_id": ["a", "b", "c", "d"],
        "year": [2018, 2019, None, 2019],
        "side": ["x", "y", "z", "y"],
        "same": "s",
    }
)
REGIONS = pd.DataFrame(
    {
        "passage_id": ["a", "b", "b", "c", "c"],
        "region_id": ["KZ-1", "KZ-1", "KZ-2", "KZ-2", "KZ-3"],
        "weight": [1.0, 0.25, 0.75, 0.5, 0.5],
        "basis": "mention",
    }
)


def test_years_are_compared_as_they_are_written():
    for target in (2019, "2019", [2019.0]):
        groups = build_column_groups(PASSAGES, "year", target=target)
        assert groups.target.tolist() == [0, 1, 0, 1]
        assert groups.reference.tolist() == [1, 0, 0, 0]


def test_a_reference_may_be_named():
    groups = build_column_groups(PASSAGES, "side", target="x", reference=["z"])
    assert groups.reference.tolist() == [0, 0, 1, 0]
    assert groups.reference_name == "side = z"


@pytest.mark.parametrize(
    ("column", "target", "reference", "message"),
    [
        ("region", "x", None, "column 'region': not in the table"),
        ("side", "q", None, "no passage with the value 'q'. Expected one of x, y, z"),
        ("side", "x", ["x"], "in the target and in the reference"),
        ("side", [], None, "no value for the target"),
        ("same", "s", None, "nothing to compare it with"),
    ],
)
def test_groups_that_cannot_be_compared(column, target, reference, message):
    with pytest.raises(InputError, match=message):
        build_column_groups(PASSAGES, column, target=target, reference=reference)


def test_regions_by_their_weights():
    groups = build_region_groups(PASSAGES, REGIONS, target=["KZ-1"])
    assert groups.target.tolist() == [1, 0.25, 0, 0]
    assert groups.reference.tolist() == [0, 0.75, 1, 0]


def test_regions_by_name_leave_out_passages_that_name_both_sides():
    groups = build_region_groups(
        PASSAGES, REGIONS, target=["KZ-1"], reference=["KZ-2"], attribution="named"
    )
    assert groups.target.tolist() == [1, 0, 0, 0]
    assert groups.reference.tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [
        (["KZ-9"], None, "target KZ-9: no passage is about it"),
        (["KZ-1"], ["KZ-1", "KZ-2"], "regions KZ-1: in the target and in the"),
        (["KZ-1", "KZ-2", "KZ-3"], None, r"reference \(no region\): no passage"),
    ],
)
def test_regions_that_cannot_be_compared(target, reference, message):
    with pytest.raises(InputError, match=message):
        build_region_groups(PASSAGES, REGIONS, target=target, reference=reference)


def test_shares_follow_other_orders_of_passages():
    groups = build_column_groups(PASSAGES, "side", target="y")
    target, reference = groups.list_shares(["d", "nobody", "a"])
    assert target.tolist() == [1, 0, 0]
    assert reference.tolist() == [0, 0, 1]
