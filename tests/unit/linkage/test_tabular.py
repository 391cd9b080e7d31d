"""Any wide table: the functions behind the command line."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ledger import InputError
from linkage import correlate_frame, estimate_correlation, regress_frame

COLUMNS = [
    "method",
    "scope",
    "estimate",
    "conf_low",
    "conf_high",
    "p_value",
    "n_observations",
    "n_regions",
    "smallest_detectable",
    "note",
]


@pytest.fixture
def arrays():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(12, 1)) + rng.normal(size=(12, 5))
    return x, x + rng.normal(size=(12, 5))


@pytest.fixture
def frame(arrays):
    x, y = arrays
    return pd.DataFrame(
        {
            "region": np.repeat([f"KZ-{i}" for i in range(10, 22)], 5),
            "year": np.tile(range(2010, 2015), 12),
            "grp": x.ravel(),
            "prevalence:migration": y.ravel(),
        }
    )


def test_same_figures_as_the_linked_table(frame, arrays, make_linked):
    x, y = arrays
    found = correlate_frame(
        frame, x="grp", y="prevalence:migration", region="region", period="year"
    )
    assert list(found.columns) == COLUMNS
    assert len(found) == 9
    linked = make_linked(y, grp=x)
    for row in found.itertuples():
        expected = estimate_correlation(
            linked,
            "prevalence:migration",
            "grp",
            method=row.method,
            scope=row.scope,
            n_resamples=9,
        ).iloc[0]
        assert row.estimate == pytest.approx(expected["estimate"], abs=1e-12)
        assert row.conf_low == pytest.approx(expected["conf_low"], abs=1e-12)
        assert row.p_value == pytest.approx(expected["p_value"], abs=0.02)
        assert row.n_regions == 12
        assert row.n_observations == 60


def test_plain_rows_get_the_textbook_interval(frame):
    found = correlate_frame(
        frame, x="grp", y="prevalence:migration", methods=["pearson"]
    ).iloc[0]
    oracle = stats.pearsonr(frame["grp"], frame["prevalence:migration"])
    interval = oracle.confidence_interval(0.95)
    assert found["estimate"] == pytest.approx(oracle.statistic)
    assert found["conf_low"] == pytest.approx(interval.low)
    assert found["conf_high"] == pytest.approx(interval.high)
    assert found["n_regions"] == 60


def test_one_row_per_region(frame):
    found = correlate_frame(
        frame.drop_duplicates("region"),
        x="grp",
        y="prevalence:migration",
        region="region",
    ).set_index(["method", "scope"])
    assert np.isnan(found.loc[("pearson", "within"), "estimate"])
    assert "one year only" in found.loc[("pearson", "within"), "note"]
    assert found.loc[("pearson", "between"), "estimate"] == pytest.approx(
        found.loc[("pearson", "pooled"), "estimate"]
    )


def test_missing_cells_are_left_out(frame):
    data = frame.astype({"grp": "Float64"})
    data.loc[0, "grp"] = pd.NA
    data.loc[1, "region"] = None
    found = correlate_frame(
        data, x="grp", y="prevalence:migration", region="region", period="year"
    )
    assert set(found["n_observations"]) == {58}


def test_empty_frame(frame):
    found = correlate_frame(
        frame.head(0), x="grp", y="prevalence:migration", region="region"
    )
    assert found["estimate"].isna().all()
    assert set(found["n_regions"]) == {0}


def test_bad_columns_are_refused(frame):
    with pytest.raises(InputError, match="no column 'gpr'"):
        correlate_frame(frame, x="gpr", y="prevalence:migration")
    with pytest.raises(InputError, match="column 'region': found text"):
        correlate_frame(frame, x="region", y="grp")
    with pytest.raises(InputError, match="repeat a region and period"):
        correlate_frame(
            pd.concat([frame, frame]),
            x="grp",
            y="prevalence:migration",
            region="region",
            period="year",
        )
    with pytest.raises(InputError, match="method: found 'rho'"):
        correlate_frame(frame, x="grp", y="prevalence:migration", methods=["rho"])


def test_regression_has_the_columns_of_the_contract(frame):
    found = regress_frame(frame, "prevalence:migration ~ grp", "cluster")
    assert list(found.columns) == [
        "term",
        "estimate",
        "standard_error",
        "statistic",
        "df",
        "p_value",
        "conf_low",
        "conf_high",
        "note",
    ]
    assert set(found["df"]) == {11.0}
