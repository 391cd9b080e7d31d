"""Wordfish: planted positions, and the optimum found by another way."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, sparse

from discourse import SCALE_UNITS, TermCounts, fit_wordfish
from discourse.scaling import wordfish
from ledger import InputError, check_table


def make_counts(table) -> TermCounts:
    return TermCounts(
        unit_ids=tuple(f"u{i:02d}" for i in range(len(table))),
        terms=tuple(f"w{j:03d}" for j in range(len(table[0]))),
        counts=sparse.csr_array(np.asarray(table, dtype=float)),
    )


def draw(rng, *, n_units=20, n_words=300):
    theta = np.sort(rng.normal(size=n_units))
    theta = (theta - theta.mean()) / theta.std()
    beta, psi = rng.normal(0, 0.6, n_words), rng.normal(0, 1, n_words)
    alpha = rng.normal(1, 0.4, n_units)
    rate = np.exp(alpha[:, None] + psi + theta[:, None] * beta)
    return theta, beta, rng.poisson(rate)


def test_planted_positions_are_recovered_with_their_errors():
    rng = np.random.default_rng(5)
    held, correlations = [], []
    for _ in range(15):
        theta, beta, table = draw(rng)
        fit = fit_wordfish(make_counts(table), direction=("u00", "u19"))
        units = fit.units
        correlations.append(np.corrcoef(units["position"], theta)[0, 1])
        held.append(
            ((units["conf_low"] <= theta) & (theta <= units["conf_high"])).mean()
        )
        known = table.sum(axis=0) > 0
        assert np.corrcoef(fit.terms["weight"], beta[known])[0, 1] > 0.8
        assert fit.dispersion == pytest.approx(1.0, abs=0.1)
    assert min(correlations) > 0.99
    assert np.mean(held) > 0.88


def test_a_general_optimizer_finds_the_same_optimum():
    _, _, table = draw(np.random.default_rng(8), n_units=5, n_words=8)
    table = table + 1
    fit = fit_wordfish(make_counts(table), direction=("u00", "u04"))
    n, m = table.shape

    def loss(x):
        alpha = np.concatenate([[0.0], x[: n - 1]])
        psi, beta, theta = np.split(x[n - 1 :], [m, 2 * m])
        rate = np.exp(alpha[:, None] + psi + theta[:, None] * beta)
        prior = (beta**2).sum() / 18 + (theta**2).sum() / 2
        return prior - (table * np.log(rate) - rate).sum()

    start = np.concatenate([np.zeros(n - 1), np.log(table.mean(axis=0)), np.zeros(m) + 0.1, np.linspace(-1, 1, n)])  # fmt: skip
    best = optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-7})
    theta = best.x[-n:]
    theta = (theta - theta.mean()) / theta.std()
    theta *= np.sign(theta[4] - theta[0])
    assert fit.units["position"].to_numpy() == pytest.approx(theta, abs=2e-4)


def test_direction_turns_the_scale_and_nothing_else():
    _, _, table = draw(np.random.default_rng(2), n_units=8, n_words=40)
    one = fit_wordfish(make_counts(table), direction=("u00", "u07"))
    two = fit_wordfish(make_counts(table), direction=("u07", "u00"))
    assert one.units["position"].to_numpy() == pytest.approx(
        -two.units["position"].to_numpy()
    )
    assert one.units["position"][0] < one.units["position"][7]


def test_bursts_of_words_widen_the_errors():
    rng = np.random.default_rng(4)
    _, _, table = draw(rng)
    bursty = fit_wordfish(make_counts(table * 5), direction=("u00", "u19"))
    plain = fit_wordfish(make_counts(table), direction=("u00", "u19"))
    # Five copies of each word are no more evidence than one.
    assert bursty.dispersion == pytest.approx(5 * plain.dispersion, rel=0.05)
    ratio = bursty.units["standard_error"].mean() / plain.units["standard_error"].mean()
    assert ratio == pytest.approx(1.0, abs=0.1)


def test_a_unit_without_terms_is_missing():
    _, _, table = draw(np.random.default_rng(2), n_units=6, n_words=30)
    table[3] = 0
    units = fit_wordfish(make_counts(table), direction=("u00", "u05")).units
    check_table(units, SCALE_UNITS)
    assert pd.isna(units["position"][3])
    assert units["method"][3] == wordfish.METHOD_SILENT


@pytest.mark.parametrize(
    ("table", "direction", "message"),
    [
        ([[1, 2], [2, 1]], ("u00", "u01"), "at least 3 units"),
        ([[1, 2], [2, 1], [1, 1]], ("u00", "u00"), "two different units"),
        ([[1, 2], [2, 1], [1, 1]], ("u00", "nobody"), "two different units"),
    ],
)
def test_what_cannot_be_scaled(table, direction, message):
    with pytest.raises(InputError, match=message):
        fit_wordfish(make_counts(table), direction=direction)
