"""Correlations over regions."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ledger import InputError, check_table
from linkage import ESTIMATES, compute_smallest_detectable, estimate_correlation
from linkage.association.coefficients import (
    compute_coefficient,
    compute_weighted_coefficients,
)
from linkage.association.intervals import compute_analytic_interval
from linkage.association.panel import build_pairs
from linkage.association.permutation import compute_permutation_p

OUTCOME = "prevalence:migration"
METHODS = ("pearson", "spearman", "kendall")
SCOPES = ("between", "within", "pooled")
ORACLES = {
    "pearson": stats.pearsonr,
    "spearman": stats.spearmanr,
    "kendall": stats.kendalltau,
}


def draw_panel(seed, n_regions=16, n_years=6, n_missing=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n_regions, 1)) + rng.normal(size=(n_regions, n_years))
    y = 0.5 * x + rng.normal(size=(n_regions, n_years))
    y.ravel()[rng.choice(y.size, n_missing, replace=False)] = np.nan
    return x, y


def estimate(linked, **choices):
    choices = {"n_permutations": 199, "n_resamples": 199} | choices
    table = estimate_correlation(linked, OUTCOME, "grp", **choices)
    check_table(table, ESTIMATES)
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n_missing", [0, 9])
def test_between_is_the_correlation_of_means_over_common_years(
    make_linked, method, n_missing
):
    x, y = draw_panel(1, n_missing=n_missing)
    row = estimate(make_linked(y, grp=x), method=method)
    common = np.where(np.isnan(y), np.nan, x)
    means = np.nanmean(common, axis=1), np.nanmean(y, axis=1)
    assert row["estimate"] == pytest.approx(ORACLES[method](*means)[0], abs=1e-12)
    assert (row["n_regions"], row["n_observations"]) == (16, 96 - n_missing)
    assert row["n_periods"] == 6


@pytest.mark.parametrize("method", METHODS)
def test_within_is_the_correlation_of_deviations(make_linked, method):
    x, y = draw_panel(2)
    row = estimate(make_linked(y, grp=x), method=method, scope="within")
    deviations = [(v - v.mean(axis=1, keepdims=True)).ravel() for v in (x, y)]
    assert row["estimate"] == pytest.approx(ORACLES[method](*deviations)[0], abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_pooled_never_counts_region_years_as_the_sample(make_linked, method):
    x, y = draw_panel(3)
    row = estimate(make_linked(y, grp=x), method=method, scope="pooled")
    assert row["estimate"] == pytest.approx(
        ORACLES[method](x.ravel(), y.ravel())[0], abs=1e-12
    )
    assert row["smallest_detectable"] == compute_smallest_detectable(16)
    assert "mixes" in row["note"]


@pytest.mark.parametrize("method", METHODS)
def test_ties_are_handled_as_scipy_does(method):
    x = np.array([1, 1, 2, 3, 3, 3, 4, 5.0])
    y = np.array([2, 1, 1, 5, 3, 3, 5, 5.0])
    assert compute_coefficient(x, y, method=method) == pytest.approx(
        ORACLES[method](x, y)[0], abs=1e-12
    )


@pytest.mark.parametrize("method", METHODS)
def test_a_weight_is_a_repeated_row(method):
    rng = np.random.default_rng(4)
    x, y = rng.integers(0, 5, (2, 12)).astype(float)
    counts = rng.integers(0, 4, 12)
    repeated = ORACLES[method](np.repeat(x, counts), np.repeat(y, counts))[0]
    weighted = compute_weighted_coefficients(
        x, y, counts[None, :].astype(float), method=method
    )
    assert weighted[0] == pytest.approx(repeated, abs=1e-12)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("method", METHODS)
def test_permutation_p_counts_whole_regions(scope, method):
    x, y = draw_panel(5, n_regions=5, n_years=3)
    frame = pd.DataFrame(
        {
            "region_id": np.repeat(list("abcde"), 3),
            "year": np.tile(range(3), 5),
            "x": x.ravel(),
            "y": y.ravel(),
        }
    )
    pairs = build_pairs(frame, "y", "x", scope=scope)
    rng = np.random.default_rng(0)
    p, n_used, is_exact = compute_permutation_p(
        pairs, method=method, n_permutations=10, rng=rng
    )

    def compare(order):
        if scope == "between":
            left, right = x.mean(axis=1), y.mean(axis=1)
        elif scope == "within":
            left, right = (v - v.mean(axis=1, keepdims=True) for v in (x, y))
        else:
            left, right = x, y
        return ORACLES[method](left.ravel(), right[list(order)].ravel())[0]

    observed = compare(range(5))
    permuted = [compare(order) for order in itertools.permutations(range(5))]
    expected = np.mean([abs(r) >= abs(observed) - 1e-9 for r in permuted])
    assert is_exact
    assert n_used == math.factorial(5)
    assert p == pytest.approx(expected)


def test_exact_p_agrees_with_scipy():
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(2, 6))
    frame = pd.DataFrame({"region_id": list("abcdef"), "year": 0, "x": x, "y": y})
    pairs = build_pairs(frame, "y", "x", scope="between")
    p, _, _ = compute_permutation_p(pairs, method="pearson", n_permutations=9, rng=rng)
    oracle = stats.permutation_test(
        (x,),
        lambda v: abs(stats.pearsonr(v, y).statistic),
        permutation_type="pairings",
        alternative="greater",
        n_resamples=np.inf,
    )
    assert p == pytest.approx(oracle.pvalue)


def test_a_common_trend_does_not_make_p_small(make_linked):
    rng = np.random.default_rng(7)
    trend = np.arange(8.0)
    x = trend + 0.1 * rng.normal(size=(16, 8))
    y = trend + 0.1 * rng.normal(size=(16, 8))
    row = estimate(make_linked(y, grp=x), scope="within", n_permutations=499)
    assert row["estimate"] > 0.98
    assert row["p_value"] > 0.05


@pytest.mark.parametrize(
    ("n", "expected"), [(16, 0.640), (17, 0.624), (20, 0.582), (4, 0.987)]
)
def test_smallest_detectable(n, expected):
    assert compute_smallest_detectable(n) == pytest.approx(expected, abs=5e-4)


def test_smallest_detectable_of_very_few_regions_is_missing():
    assert math.isnan(compute_smallest_detectable(3))


def test_fisher_interval_is_scipys():
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(2, 17))
    result = stats.pearsonr(x, y)
    expected = result.confidence_interval(0.9)
    found = compute_analytic_interval(
        result.statistic, 17, method="pearson", confidence_level=0.9
    )
    assert found == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_rank_intervals_by_hand():
    low, high = compute_analytic_interval(
        0.5, 20, method="spearman", confidence_level=0.95
    )
    half = stats.norm.ppf(0.975) * math.sqrt((1 + 0.125) / 17)
    assert (low, high) == pytest.approx(
        (math.tanh(math.atanh(0.5) - half), math.tanh(math.atanh(0.5) + half))
    )
    low, high = compute_analytic_interval(
        0.5, 20, method="kendall", confidence_level=0.95
    )
    half = stats.norm.ppf(0.975) * math.sqrt(0.437 / 16)
    assert math.atanh(high) - math.atanh(low) == pytest.approx(2 * half)


@pytest.mark.parametrize("interval", ["analytic", "jackknife", "percentile", "bca"])
def test_intervals_hold_the_estimate(make_linked, interval):
    x, y = draw_panel(9)
    row = estimate(make_linked(y, grp=x), interval=interval)
    assert row["conf_low"] < row["estimate"] < row["conf_high"]


def test_bca_is_scipys():
    rng = np.random.default_rng(10)
    x, y = rng.normal(size=(2, 20))
    y = y + x
    frame = pd.DataFrame({"region_id": range(20), "year": 0, "x": x, "y": y})
    from linkage.association.intervals import compute_bca_interval, draw_resamples

    pairs = build_pairs(frame, "y", "x", scope="between")
    drawn = draw_resamples(pairs, method="pearson", n_resamples=20_000, rng=rng)
    found = compute_bca_interval(pairs, drawn, method="pearson", confidence_level=0.95)
    oracle = stats.bootstrap(
        (x, y),
        lambda a, b: stats.pearsonr(a, b).statistic,
        paired=True,
        vectorized=False,
        n_resamples=5_000,
        method="BCa",
        rng=rng,
    ).confidence_interval
    assert found == pytest.approx((oracle.low, oracle.high), abs=0.03)


@pytest.mark.parametrize("scope", SCOPES)
def test_changing_the_units_changes_nothing(make_linked, scope):
    x, y = draw_panel(11)
    first = estimate(make_linked(y, grp=x), scope=scope)
    second = estimate(make_linked(y * 100, grp=x / 1000 + 5), scope=scope)
    assert second["estimate"] == pytest.approx(first["estimate"], abs=1e-9)
    assert second["p_value"] == first["p_value"]
    assert second["conf_low"] == pytest.approx(first["conf_low"], abs=1e-9)


def test_same_choice_same_bytes(make_linked):
    x, y = draw_panel(12)
    linked = make_linked(y, grp=x)
    pd.testing.assert_series_equal(estimate(linked), estimate(linked))


def test_specification_is_named_in_words(make_linked):
    x, y = draw_panel(13)
    row = estimate(make_linked(y, grp=x), method="spearman", lag=1, hypothesis_id="H1")
    assert (
        row["specification_id"]
        == "H1: prevalence:migration ~ grp | spearman, between, lag 1"
    )
    assert row["n_observations"] == 16 * 5


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("method", METHODS)
def test_no_variation_is_a_missing_estimate(make_linked, scope, method):
    _, y = draw_panel(14)
    row = estimate(make_linked(y, grp=np.full_like(y, 0.1)), scope=scope, method=method)
    assert pd.isna(row[["estimate", "p_value", "conf_low", "conf_high"]]).all()
    assert row["note"].startswith("the exposure does not vary")


def test_three_regions_are_too_few(make_linked):
    x, y = draw_panel(15, n_regions=3)
    row = estimate(make_linked(y, grp=x))
    assert math.isnan(row["estimate"])
    assert row["note"] == "3 regions have both variables; at least 4 are needed"
    assert row["n_regions"] == 3


def test_all_missing(make_linked):
    x, y = draw_panel(16)
    row = estimate(make_linked(np.full_like(y, np.nan), grp=x))
    assert row["note"] == "no region has both variables in the same year"
    assert row["n_regions"] == 0


def test_nothing_varies_within_regions_of_one_year(make_linked):
    x, y = draw_panel(17, n_years=1)
    row = estimate(make_linked(y, grp=x), scope="within")
    assert row["note"].startswith("each region has one year only")


def test_perfect_correlation_has_no_interval(make_linked):
    x, _ = draw_panel(18, n_regions=5, n_years=1)
    row = estimate(make_linked(2 * x, grp=x))
    assert row["estimate"] == pytest.approx(1)
    assert math.isnan(row["conf_low"])
    assert "no interval" in row["note"]


def test_many_rows_are_taken_in_bounded_memory(make_linked):
    rng = np.random.default_rng(20)
    x = rng.normal(size=2_000)
    linked = make_linked(x + rng.normal(size=2_000), grp=x)
    assert estimate(linked, method="spearman")["p_value"] == pytest.approx(1 / 200)
    refused = estimate(linked, method="kendall")
    assert "too many for Kendall" in refused["note"]


def test_wrong_choices_are_refused(make_linked):
    x, y = draw_panel(19)
    linked = make_linked(y, grp=x)
    with pytest.raises(InputError, match="method: found 'spearmann'"):
        estimate(linked, method="spearmann")
    with pytest.raises(InputError, match="scope: found 'across'"):
        estimate(linked, scope="across")
    with pytest.raises(InputError, match="confidence_level: found 95"):
        estimate(linked, confidence_level=95)
