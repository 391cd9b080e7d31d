"""Make input.csv and expected.csv with scipy, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
from scipy import stats

HERE = Path(__file__).parent
N_REGIONS = 17
N_EXACT = 7


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(17)
    x = np.round(np.exp(rng.normal(size=N_REGIONS)), 1)
    y = np.round(-0.5 * np.log(x) + rng.normal(size=N_REGIONS), 3)
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["region_id", "x", "y"])
        for place in range(N_REGIONS):
            writer.writerow([f"KZ-{10 + place}", float(x[place]), float(y[place])])
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["method", "estimate", "conf_low", "conf_high", "exact_p"])
        for method, compute in (
            ("pearson", stats.pearsonr),
            ("spearman", stats.spearmanr),
            ("kendall", stats.kendalltau),
        ):
            low = high = ""
            if method == "pearson":
                low, high = map(float, stats.pearsonr(x, y).confidence_interval(0.95))

            def distance(v: np.ndarray, compute: object = compute) -> float:
                return abs(compute(v, y[:N_EXACT]).statistic)

            exact = stats.permutation_test(
                (x[:N_EXACT],),
                distance,
                permutation_type="pairings",
                alternative="greater",
                n_resamples=np.inf,
            ).pvalue
            estimate = float(compute(x, y).statistic)
            writer.writerow([method, estimate, low, high, float(exact)])


if __name__ == "__main__":
    main()
