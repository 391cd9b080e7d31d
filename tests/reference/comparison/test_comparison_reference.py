"""Permutation p, natural breaks and beta against SciPy and mapclassify."""

from pathlib import Path

import pandas as pd
import pytest

from indicators import classify_regions, compare_groups, estimate_convergence

HERE = Path(__file__).parent
FRAME = pd.read_csv(HERE / "input.csv")
EXPECTED = pd.read_csv(HERE / "expected.csv")
COLUMNS = {"value": "value", "region": "region", "period": "year"}


def expect(measure):
    return EXPECTED[EXPECTED["measure"] == measure]


def test_exact_permutation_p():
    table = compare_groups(
        FRAME, **COLUMNS, group="group", leaders="west", outsiders="south"
    ).measures
    gaps = table[table["measure"] == "gap_absolute"]
    assert gaps["p_value"].tolist() == pytest.approx(
        expect("permutation_p")["value"].tolist()
    )
    assert set(gaps["note"]) == {"p: 2002 all divisions of 14 regions"}


@pytest.mark.parametrize("n_classes", [3, 4])
def test_natural_breaks(n_classes):
    names = [f"class {number}" for number in range(n_classes)]
    table = classify_regions(
        FRAME, **COLUMNS, rule="natural-breaks", names=names
    ).classes
    tops = table.groupby(["period", "class_name"])["value"].max()
    assert tops.tolist() == expect(f"breaks_{n_classes}")["value"].tolist()


def test_beta():
    table = estimate_convergence(FRAME, **COLUMNS).measures.set_index("measure")
    beta = table.loc["beta"]
    found = {
        "beta": beta["value"],
        "beta_low": beta["conf_low"],
        "beta_high": beta["conf_high"],
        "beta_p": beta["p_value"],
        "r_squared": table.loc["r_squared", "value"],
    }
    wanted = {name: expect(name)["value"].iloc[0] for name in found}
    assert found == pytest.approx(wanted)
