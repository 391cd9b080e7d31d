"""Measure the uncertainty analysis of a composite index: draws a second.

Run as ``python benchmarks/composite.py [draws] [--coinr FOLDER]``. Beside it, in the same
run, stands the loop that a user of pandas would write for the same choices
(normalization, weights, mean, a component left out), on the same table: 20 regions, 10
components, one year. With the folder of a source package of COINr, and R, its
`get_sensitivity` runs on the same table too, both with the choices that both have:
winsorizing or not, min-max or z-score, weights 25 % more or less, arithmetic mean.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

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
        outliers="winsorize" if "outliers" in options else "none",
        aggregation="arithmetic",
    )
    settings: dict[str, object] = {
        "normalizations": ("rank",),
        "aggregations": ("geometric",),
        "weight_noise": 0.25,
        "is_leaving_out": True,
    }
    sobol = int(options.pop("n_sobol_draws", 0))  # type: ignore[call-overload]
    start = time.process_time()
    estimate_index_uncertainty(
        values,
        definition,
        alternatives=IndexAlternatives(**(settings | options)),  # type: ignore[arg-type]
        rng=np.random.default_rng(2),
        n_draws=n_draws,
        n_sobol_draws=sobol,
    )
    return time.process_time() - start


def loop_with_pandas(values: pd.DataFrame, n_draws: int) -> float:
    rng = np.random.default_rng(2)
    start = time.process_time()
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
    return time.process_time() - start


def run_coinr(folder: Path, values: pd.DataFrame, n_draws: int) -> tuple[float, str]:
    """Time COINr in R on the same table; seconds and versions."""
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "table.csv"
        wide = values.pivot_table(
            index="region_id", columns="indicator_id", values="value"
        )
        wide.index = wide.index.str.replace("-", "")
        wide.to_csv(table)
        script = Path(__file__).with_suffix(".R")
        done = subprocess.run(
            ["Rscript", script, folder, table, str(n_draws)],
            check=True,
            capture_output=True,
            text=True,
        )
    seconds, major, minor, version = done.stdout.split()
    return float(seconds), f"R {major}.{minor}, COINr {version}"


def compare_with_coinr(folder: Path, values: pd.DataFrame) -> None:
    same: dict[str, object] = {
        "outliers": ("none",),
        "normalizations": ("z-score",),
        "aggregations": (),
        "is_leaving_out": False,
    }
    ours = min(estimate(values, 1000, **same) for _ in range(3)) / 1000
    rounds = [run_coinr(folder, values, 200) for _ in range(3)]
    theirs, versions = min(rounds)[0] / 200, rounds[0][1]
    print(f"choices that COINr has too, seconds for 1000 draws ({versions})")
    print(f"  estimate_index_uncertainty  {1000 * ours:7.3f} s")
    print(
        f"  get_sensitivity, 200 draws x 5 {1000 * theirs:7.3f} s   "
        f"ratio {theirs / ours:.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("draws", nargs="?", type=int, default=1000)
    parser.add_argument("--coinr", type=Path, help="source package of COINr")
    given = parser.parse_args()
    n_draws = given.draws
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
    doubt = {"weightings": ("benefit-of-the-doubt",), "aggregations": ()}
    print(f"  with benefit of the doubt   {estimate(one, n_draws, **doubt):7.3f} s")
    both = estimate(one, n_draws, **doubt, **noise)
    print(f"    and errors of measurement {both:7.3f} s")
    sobol = estimate(one, n_draws, n_sobol_draws=n_draws)
    print(
        f"  with Sobol indices          {sobol:7.3f} s   (4 factors, 6 x {n_draws} more)"
    )
    print(f"  20 years at once            {estimate(many, n_draws):7.3f} s")
    if given.coinr is not None:
        compare_with_coinr(given.coinr, one)


if __name__ == "__main__":
    main()
