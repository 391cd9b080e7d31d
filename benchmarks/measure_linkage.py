"""Measure linkage: coverage of intervals, size of tests, time.

Run as ``python benchmarks/measure_linkage.py [coverage|time|all] [simulations] [scope]``. (The
file cannot be called linkage.py: run as a script it would hide the package.) The coverage
table is what the default intervals of `linkage.estimate_correlation` were chosen by.
"""

from __future__ import annotations

import sys
import time
from itertools import product

import numpy as np
import pandas as pd

from linkage import Hypothesis, join_tables, judge_hypotheses
from linkage.association.coefficients import compute_coefficient
from linkage.association.intervals import (
    compute_analytic_interval,
    compute_bca_interval,
    compute_jackknife_interval,
    compute_percentile_interval,
    draw_resamples,
)
from linkage.association.panel import build_pairs
from linkage.association.permutation import compute_permutation_p

N_YEARS = 8
SCOPES = ["within", "pooled"]


def simulate(
    rng: np.random.Generator, n_regions: int, rho: float, *, shape: str, scope: str
) -> pd.DataFrame:
    """Draw a panel whose coefficient is known: rho between and within regions."""
    chol = np.linalg.cholesky(np.array([[1.0, rho], [rho, 1.0]]))
    if scope == "between":
        values = rng.normal(size=(n_regions, 1, 2)) @ chol.T
    else:
        effects = rng.normal(size=(n_regions, 1, 2)) @ chol.T
        noise = rng.normal(size=(n_regions, N_YEARS, 2)) @ chol.T
        for year in range(1, N_YEARS):
            noise[:, year] = 0.6 * noise[:, year - 1] + 0.8 * noise[:, year]
        values = effects + noise
    if shape == "skewed":
        values = np.exp(values)
    n_years = values.shape[1]
    return pd.DataFrame(
        {
            "region_id": np.repeat([f"r{i:02d}" for i in range(n_regions)], n_years),
            "year": np.tile(np.arange(n_years), n_regions),
            "x": values[:, :, 0].ravel(),
            "y": values[:, :, 1].ravel(),
        }
    )


def find_truth(rho: float, *, method: str, shape: str, scope: str) -> float:
    """Compute the coefficient of the population, by a large sample where needed."""
    if scope == "between" and method == "spearman":
        return 6 / np.pi * np.arcsin(rho / 2)
    if scope == "between" and method == "kendall":
        return 2 / np.pi * np.arcsin(rho)
    if scope == "between" and shape == "skewed":
        return (np.exp(rho) - 1) / (np.e - 1)
    if method == "pearson" and shape == "normal":
        return rho
    rng = np.random.default_rng(5)
    pairs = build_pairs(
        simulate(rng, 20_000, rho, shape=shape, scope=scope), "y", "x", scope=scope
    )
    return compute_coefficient(pairs.x, pairs.y, method=method)


def measure_coverage(n_simulations: int, only: str | None = None) -> None:
    """Print how often each 95 % interval holds the truth, and how often p < .05."""
    print(
        "scope    method    shape   n  rho  | analytic jackknife percentile bca | p<.05"
    )
    cases = [
        *product(["between"], ["pearson", "spearman", "kendall"], [16, 17, 20]),
        *product(SCOPES, ["pearson", "spearman"], [16, 20]),
    ]
    for (scope, method, n), shape, rho in product(
        cases, ["normal", "skewed"], [0.0, 0.3, 0.6]
    ):
        if only not in {None, scope}:
            continue
        rng = np.random.default_rng([n, int(rho * 10), len(shape), len(scope)])
        truth = find_truth(rho, method=method, shape=shape, scope=scope)
        held = np.zeros(4)
        n_found = 0
        for _ in range(n_simulations):
            frame = simulate(rng, n, rho, shape=shape, scope=scope)
            pairs = build_pairs(frame, "y", "x", scope=scope)
            r = compute_coefficient(pairs.x, pairs.y, method=method)
            drawn = draw_resamples(pairs, method=method, n_resamples=999, rng=rng)
            level = {"confidence_level": 0.95}
            intervals = (
                compute_analytic_interval(r, n, method=method, **level),
                compute_jackknife_interval(pairs, method=method, **level),
                compute_percentile_interval(drawn, **level),
                compute_bca_interval(pairs, drawn, method=method, **level),
            )
            held += [low <= truth <= high for low, high in intervals]
            p, _, _ = compute_permutation_p(
                pairs, method=method, n_permutations=499, rng=rng
            )
            n_found += p < 0.05
        shares = "   ".join(f"{share:.3f}" for share in held / n_simulations)
        print(
            f"{scope:8} {method:9} {shape:7} {n} {rho:.1f}  | {shares} | "
            f"{n_found / n_simulations:.3f}",
            flush=True,
        )


def measure_time() -> None:
    """Print the time of a join and of judging ten hypotheses."""
    rng = np.random.default_rng(1)
    keys = list(product([f"KZ-{i}" for i in range(10, 30)], range(2000, 2025)))
    names = [f"prevalence:code_{i}" for i in range(10)]
    scores = pd.DataFrame(
        [(m, r, str(t), rng.random()) for m in names for r, t in keys],
        columns=["measure_id", "region_id", "period", "estimate"],
    )
    values = pd.DataFrame(
        [(f"i{i}", r, str(t), rng.normal()) for i in range(20) for r, t in keys],
        columns=["indicator_id", "region_id", "period", "value"],
    )
    start = time.perf_counter()
    linked = join_tables(scores, values)
    print(
        f"join {len(scores)} + {len(values)} rows: {time.perf_counter() - start:.2f} s"
    )
    hypotheses = [
        Hypothesis(
            hypothesis_id=f"H{i}",
            claim="noise",
            outcome=name,
            exposure=f"i{i}",
            direction="positive",
        )
        for i, name in enumerate(names)
    ]
    start = time.perf_counter()
    judged = judge_hypotheses(linked, hypotheses, seed=1)
    print(
        f"judge 10 hypotheses, {len(judged.specifications)} specifications: "
        f"{time.perf_counter() - start:.2f} s"
    )


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "all"
    if chosen in {"time", "all"}:
        measure_time()
    if chosen in {"coverage", "all"}:
        measure_coverage(
            int(sys.argv[2]) if len(sys.argv) > 2 else 500,
            sys.argv[3] if len(sys.argv) > 3 else None,
        )
