"""Measure the uncertainty analysis of a composite index: draws a second.

Run as ``python benchmarks/composite.py [draws]``. Beside it, in the same run, stands the
loop that a user of pandas would write for the same choices (normalization, weights,
mean, a component left out), on the same table: 20 regions, 10 components, one year.
COINr 1.1.14 (R) took 26 s for 50 draws on 51 units (another run, another machine load).
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from indicators import (
    INDICATOR_VALUES,
    IndexAlternatives,
    IndexComponent,
    IndexDefinition,
    estimate_index_uncertainty,
)
from ledger import build_table

N_REGIONS, N_COMPONENTS = 20, 10
NAMES = [f"c{place}" for place in range(N_COMPONENTS)]


def make_values(n_periods: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return build_table(
        [
            {
                "indicator_id": name,
                "region_id": f"KZ-{10 + region}",
                "period": str(2000 + period),
                "value": float(rng.lognormal()),
                "unit": "persons",
                "status": "observed",
                "source_cell": "drawn",
            }
            for name in NAMES
            for region in range(N_REGIONS)
            for period in range(n_periods)
        ],
        INDICATOR_VALUES,
    )


def estimate(values: pd.DataFrame, n_draws: int, **options: object) -> float:
    definition = IndexDefinition(
        index_id="w",
        components=tuple(IndexComponent(indicator_id=name) for name in NAMES),
        aggregation="arithmetic",
    )
    settings: dict[str, object] = {
        "normalizations": ("rank",),
        "aggregations": ("geometric",),
        "weight_noise": 0.25,
        "is_leaving_out": True,
    }
    sobol = int(options.pop("n_sobol_draws", 0))  # type: ignore[call-overload]
    start = time.perf_counter()
    estimate_index_uncertainty(
        values,
        definition,
        alternatives=IndexAlternatives(**(settings | options)),  # type: ignore[arg-type]
        rng=np.random.default_rng(2),
        n_draws=n_draws,
        n_sobol_draws=sobol,
    )
    return time.perf_counter() - start


def loop_with_pandas(values: pd.DataFrame, n_draws: int) -> float:
    rng = np.random.default_rng(2)
    start = time.perf_counter()
    ranks = []
    for _ in range(n_draws):
        wide = values.pivot_table(
            index="region_id", columns="indicator_id", values="value"
        )
        if rng.random() < 0.5:
            scaled = (wide - wide.min()) / (wide.max() - wide.min())
        else:
            scaled = (wide.rank() - 0.5) / len(wide)
        weights = pd.Series(rng.uniform(0.75, 1.25, N_COMPONENTS), index=NAMES)
        out = rng.integers(0, N_COMPONENTS + 1)
        if out:
            scaled, weights = (
                scaled.drop(columns=NAMES[out - 1]),
                weights.drop(NAMES[out - 1]),
            )
        weights = weights / weights.sum()
        if rng.random() < 0.5:
            score = (scaled * weights).sum(axis=1)
        else:
            score = np.exp((np.log(scaled.clip(lower=0.01)) * weights).sum(axis=1))
        ranks.append(score.rank(ascending=False))
    pd.concat(ranks, axis=1).quantile([0.05, 0.5, 0.95], axis=1)
    return time.perf_counter() - start


def main() -> None:
    n_draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    one, many = make_values(), make_values(20)
    estimate(one, 100)
    ours = min(estimate(one, n_draws) for _ in range(3))
    loop = loop_with_pandas(one, n_draws)
    print(f"{n_draws} draws, {N_REGIONS} regions x {N_COMPONENTS} components")
    print(f"  estimate_index_uncertainty  {ours:7.3f} s")
    print(f"  loop with pandas            {loop:7.3f} s   ratio {loop / ours:.0f}")
    noise = {"measurement_error": tuple((name, 0.05) for name in NAMES)}
    print(f"  with errors of measurement  {estimate(one, n_draws, **noise):7.3f} s")
    copeland = {"aggregations": ("geometric", "copeland")}
    print(f"  with copeland               {estimate(one, n_draws, **copeland):7.3f} s")
    sobol = estimate(one, n_draws, n_sobol_draws=n_draws)
    print(
        f"  with Sobol indices          {sobol:7.3f} s   (4 factors, 6 x {n_draws} more)"
    )
    print(f"  20 years at once            {estimate(many, n_draws):7.3f} s")


if __name__ == "__main__":
    main()
