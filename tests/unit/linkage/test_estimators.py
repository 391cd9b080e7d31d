"""Regressions over region-years."""

import math

import numpy as np
import pandas as pd
import pytest

from ledger import InputError, check_table
from linkage import ESTIMATES, fit_formula, fit_regression
from linkage.estimators import fit_terms

OUTCOME = "prevalence:migration"


@pytest.fixture
def panel():
    rng = np.random.default_rng(1)
    x, z = rng.normal(size=(2, 16, 6))
    y = 1 + 2 * x - z + rng.normal(size=(16, 1)) + rng.normal(size=(16, 6))
    return x, z, y


def compute_by_hand(y, design, groups=None):
    """Least squares with CR1 or HC3 errors, from the formulas."""
    n, k = design.shape
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ y
    rest = y - design @ beta
    if groups is None:
        leverage = np.einsum("ij,jk,ik->i", design, bread, design)
        scores = design * (rest / (1 - leverage))[:, None]
        factor = 1.0
    else:
        names = np.unique(groups)
        scores = np.array([design[groups == g].T @ rest[groups == g] for g in names])
        factor = len(names) / (len(names) - 1) * (n - 1) / (n - k)
    variance = factor * bread @ (scores.T @ scores) @ bread
    return beta, np.sqrt(np.diag(variance))


@pytest.mark.parametrize("covariance", ["cluster", "hc3"])
def test_coefficients_and_errors_are_those_of_the_formulas(
    make_linked, panel, covariance
):
    x, z, y = panel
    linked = make_linked(y, grp=x, income=z)
    table = fit_regression(
        linked, OUTCOME, "grp", controls=["income"], covariance=covariance
    )
    check_table(table, ESTIMATES)
    table = table.set_index("term").loc[["Intercept", "grp", "income"]]
    design = np.column_stack([np.ones(96), x.ravel(), z.ravel()])
    groups = np.repeat(np.arange(16), 6) if covariance == "cluster" else None
    beta, errors = compute_by_hand(y.ravel(), design, groups)
    assert table["estimate"].to_numpy() == pytest.approx(beta, abs=1e-10)
    assert table["standard_error"].to_numpy() == pytest.approx(errors, abs=1e-10)
    assert set(table["df"]) == {15.0 if covariance == "cluster" else 93.0}
    assert set(table["n_regions"]) == {16}
    assert ("too small below 30" in str(table["note"].iloc[0])) == (
        covariance == "cluster"
    )


def test_clusters_of_one_row_are_robust_errors(panel):
    x, _, y = (v.ravel()[:40] for v in panel)
    design = {"Intercept": np.ones(40), "x": x}
    single = fit_terms(
        y, design, covariance="cluster", groups=np.arange(40), confidence_level=0.95
    )
    robust = fit_terms(y, design, covariance="hc1", groups=None, confidence_level=0.95)
    # HC1 multiplies by n/(n-k), CR1 by G/(G-1) (n-1)/(n-k) = n/(n-k).
    assert single[1]["standard_error"] == pytest.approx(robust[1]["standard_error"])


def test_lag_moves_exposures_and_controls(make_linked, panel):
    x, z, y = panel
    table = fit_regression(
        make_linked(y, grp=x, income=z), OUTCOME, "grp", controls=["income"], lag=1
    )
    design = np.column_stack([np.ones(80), x[:, :-1].ravel(), z[:, :-1].ravel()])
    beta, _ = compute_by_hand(y[:, 1:].ravel(), design)
    assert table.set_index("term").loc["grp", "estimate"] == pytest.approx(beta[1])
    assert set(table["n_observations"]) == {80}
    assert set(table["specification_id"]) == {
        "prevalence:migration ~ grp + income | ols cluster, region-years, lag 1"
    }


def test_constant_and_collinear_terms_have_a_reason_and_others_stand(
    make_linked, panel
):
    x, z, y = panel
    linked = make_linked(y, grp=x, constant=0 * x + 0.1, twice=2 * x + 3, income=z)
    table = fit_regression(
        linked, OUTCOME, "grp", controls=["constant", "twice", "income"]
    ).set_index("term")
    alone = fit_regression(
        make_linked(y, grp=x, income=z), OUTCOME, "grp", controls=["income"]
    ).set_index("term")
    assert table.loc["constant", "note"] == "does not vary"
    assert table.loc["twice", "note"].startswith("collinear")
    assert table.loc[["constant", "twice"], "estimate"].isna().all()
    for term in ("grp", "income"):
        assert table.loc[term, "estimate"] == pytest.approx(alone.loc[term, "estimate"])
        assert "fitted without constant, twice" in table.loc[term, "note"]


def test_values_of_very_different_size_are_not_collinear(make_linked, panel):
    x, z, y = panel
    table = fit_regression(
        make_linked(y, tenge=1e6 + 1e3 * x, share=z / 1e6), OUTCOME, ["tenge", "share"]
    ).set_index("term")
    assert table.loc["tenge", "estimate"] == pytest.approx(2 / 1e3, rel=0.2)
    assert table.loc["share", "estimate"] == pytest.approx(-1e6, rel=0.3)


def test_too_few_rows(make_linked):
    table = fit_regression(make_linked([1.0, 2.0], grp=[1.0, 3.0]), OUTCOME, "grp")
    assert table["estimate"].isna().all()
    assert set(table["note"]) == {"2 rows for 2 coefficients: too few"}


def test_constant_outcome(make_linked, panel):
    x, _, _ = panel
    table = fit_regression(make_linked(0 * x, grp=x), OUTCOME, "grp")
    assert set(table["note"]) == {"the outcome does not vary"}


def test_all_missing(make_linked, panel):
    x, _, y = panel
    table = fit_regression(make_linked(np.nan * y, grp=x), OUTCOME, "grp")
    assert table["estimate"].isna().all()
    assert set(table["n_observations"]) == {0}


def test_one_region_has_no_clustered_error(make_linked, panel):
    x, _, y = panel
    table = fit_regression(make_linked(y[:1], grp=x[:1]), OUTCOME, "grp")
    assert table["estimate"].notna().all()
    assert table["standard_error"].isna().all()
    assert set(table["note"]) == {"fewer than two regions: no clustered error"}


def test_a_row_alone_in_its_group_has_no_hc3_error(panel):
    x, _, y = (v.ravel()[:10] for v in panel)
    lone = np.zeros(10)
    lone[3] = 1
    rows = fit_terms(
        y,
        {"Intercept": np.ones(10), "x": x, "lone": lone},
        covariance="hc3",
        groups=None,
        confidence_level=0.95,
    )
    assert all(math.isnan(row["standard_error"]) for row in rows)
    assert "leverage 1" in rows[0]["note"]


def test_perfect_fit_has_no_error(make_linked, panel):
    x, _, _ = panel
    table = fit_regression(
        make_linked(np.round(x, 3) * 0 + x, grp=x), OUTCOME, "grp", covariance="hc3"
    ).set_index("term")
    assert table.loc["grp", "estimate"] == pytest.approx(1)


def test_wrong_choices_are_refused(make_linked, panel):
    x, _, y = panel
    linked = make_linked(y, grp=x)
    with pytest.raises(InputError, match="covariance: found 'hc4'"):
        fit_regression(linked, OUTCOME, "grp", covariance="hc4")
    with pytest.raises(InputError, match="exposures: found none"):
        fit_regression(linked, OUTCOME, [])
    with pytest.raises(InputError, match="confidence_level: found 95"):
        fit_regression(linked, OUTCOME, "grp", confidence_level=95)


@pytest.fixture
def frame(panel):
    x, z, y = panel
    return pd.DataFrame(
        {
            "prevalence:migration": y.ravel(),
            "grp": x.ravel(),
            "income per head": z.ravel(),
            "region_id": np.repeat([f"KZ-{i}" for i in range(10, 26)], 6),
            "period": np.tile([str(t) for t in range(2010, 2016)], 16),
        }
    )


def test_names_with_a_colon_or_blanks_work_in_a_formula(frame, panel):
    x, z, y = panel
    table = fit_formula(frame, "prevalence:migration ~ grp + income per head")
    beta, errors = compute_by_hand(
        y.ravel(), np.column_stack([np.ones(96), x.ravel(), z.ravel()])
    )
    assert list(table["term"]) == ["Intercept", "grp", "income per head"]
    assert table["estimate"].to_numpy() == pytest.approx(beta)
    assert table["standard_error"].to_numpy() == pytest.approx(errors)


def test_quoted_names_are_understood(frame):
    first = fit_formula(frame, "Q('prevalence:migration') ~ grp")
    second = fit_formula(frame, "prevalence:migration ~ grp")
    pd.testing.assert_frame_equal(first, second)


def test_formula_takes_categories_functions_and_interactions(frame):
    data = frame.assign(grp=np.exp(frame["grp"]))
    table = fit_formula(
        data, "prevalence:migration ~ log(grp) * income per head + C(period) - 1"
    )
    assert "log(grp)" in set(table["term"])
    assert "log(grp):income per head" in set(table["term"])
    assert "Intercept" not in set(table["term"])
    assert table["estimate"].notna().all()


def test_formula_clusters_by_region(frame, panel):
    x, _, y = panel
    table = fit_formula(frame, "prevalence:migration ~ grp", covariance="cluster")
    _, errors = compute_by_hand(
        y.ravel(),
        np.column_stack([np.ones(96), x.ravel()]),
        np.repeat(np.arange(16), 6),
    )
    assert table["standard_error"].to_numpy() == pytest.approx(errors)
    with pytest.raises(InputError, match="no column 'region_id' or 'region'"):
        fit_formula(
            frame.drop(columns="region_id"),
            "prevalence:migration ~ grp",
            covariance="cluster",
        )


def test_rows_with_missing_values_are_counted(frame):
    data = frame.copy()
    data.loc[[3, 7], "grp"] = np.nan
    data["grp"] = data["grp"].astype("Float64")
    table = fit_formula(data, "prevalence:migration ~ grp", covariance="cluster")
    assert table["note"].str.contains("2 rows with missing values left out").all()
    assert set(table["n_observations"]) == {94}


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("prevalence:migration = grp", "Write one ~"),
        ("prevalence:migration ~ gpr", "found 'gpr'"),
        ("prevalence:migration ~ __import__('os')", "found"),
        ("prevalence:migration ~ grp + I(open('x'))", "'open'"),
        ("prevalence:migration ~ grp.__class__", "found"),
        ("prevalence:migration ~ (grp", "cannot be read"),
        ("period ~ grp", "not a column of numbers"),
    ],
)
def test_unreadable_formulas_are_refused(frame, formula, message):
    with pytest.raises(InputError, match=message):
        fit_formula(frame, formula)


def test_empty_frame(frame):
    table = fit_formula(frame.head(0), "prevalence:migration ~ grp")
    assert table["estimate"].isna().all()
