"""Sobol indices on the Ishigami function: SALib's, and the exact ones."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import qmc

from indicators.sobol import estimate_sobol_indices

EXPECTED = pd.read_csv(Path(__file__).parent / "expected.csv")
A, B = 7.0, 0.1


def evaluate(x):
    return (
        np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])
    )


@pytest.fixture(scope="module")
def indices():
    points = qmc.Sobol(6, scramble=True, rng=np.random.default_rng(1993)).random(4096)
    a, b = np.pi * (2 * points[:, :3] - 1), np.pi * (2 * points[:, 3:] - 1)
    mixed = np.repeat(a[None], 3, axis=0)
    for factor in range(3):
        mixed[factor, :, factor] = b[:, factor]
    return estimate_sobol_indices(
        evaluate(a)[:, None],
        evaluate(b)[:, None],
        np.stack([evaluate(part)[:, None] for part in mixed]),
        rng=np.random.default_rng(0),
    )


def test_agrees_with_salib(indices):
    assert indices.first_order[:, 0] == pytest.approx(
        EXPECTED["first_order"].to_numpy(), abs=0.005
    )
    assert indices.total[:, 0] == pytest.approx(EXPECTED["total"].to_numpy(), abs=1e-9)


def test_finds_the_exact_indices(indices):
    v1 = (1 + B * np.pi**4 / 5) ** 2 / 2
    v2 = A**2 / 8
    v13 = B**2 * np.pi**8 * (1 / 18 - 1 / 50)
    total = v1 + v2 + v13
    assert indices.first_order[:, 0] == pytest.approx(
        [v1 / total, v2 / total, 0], abs=0.02
    )
    assert indices.total[:, 0] == pytest.approx(
        [(v1 + v13) / total, v2 / total, v13 / total], abs=0.02
    )
    exact = np.array([v1 / total, v2 / total, 0])
    held = (indices.first_low[:, 0] <= exact) & (exact <= indices.first_high[:, 0])
    assert held.sum() >= 2


def test_an_additive_model_has_shares_that_add_up_to_one():
    rng = np.random.default_rng(4)
    a, b = rng.uniform(size=(2, 20_000, 3))
    weights = np.array([1.0, 2.0, 3.0])
    mixed = np.repeat(a[None], 3, axis=0)
    for factor in range(3):
        mixed[factor, :, factor] = b[:, factor]
    found = estimate_sobol_indices(
        (a @ weights)[:, None],
        (b @ weights)[:, None],
        np.stack([(part @ weights)[:, None] for part in mixed]),
        rng=rng,
        n_resamples=20,
    )
    assert found.first_order.sum() == pytest.approx(1, abs=0.03)
    assert found.total.sum() == pytest.approx(1, abs=0.03)
    assert found.first_order[:, 0] == pytest.approx(weights**2 / 14, abs=0.03)


def test_an_output_that_does_not_vary_has_no_indices():
    same = np.full((100, 1), 7.0)
    found = estimate_sobol_indices(
        same, same, np.stack([same]), rng=np.random.default_rng(0)
    )
    assert np.isnan(found.first_order).all()
    assert np.isnan(found.total).all()
