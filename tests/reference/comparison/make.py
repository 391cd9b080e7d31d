"""Make input.csv and expected.csv, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
from mapclassify import FisherJenks
from scipy import stats

HERE = Path(__file__).parent


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(1958)
    first = np.round(np.exp(rng.normal(1, 0.5, 14)), 1)
    last = np.round(first**0.8 * np.exp(rng.normal(0.8, 0.1, 14)), 1)
    groups = np.array(["west"] * 5 + ["south"] * 9)
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["region", "group", "year", "value"])
        for year, values in ((2000, first), (2010, last)):
            for place in range(14):
                writer.writerow(
                    [f"r{place:02d}", groups[place], year, float(values[place])]
                )
    rows = []
    for year, values in ((2000, first), (2010, last)):
        tested = stats.permutation_test(
            (values[:5], values[5:]),
            lambda a, b: a.mean() - b.mean(),
            permutation_type="independent",
            n_resamples=np.inf,
            alternative="greater",
        )
        extreme = np.abs(tested.null_distribution) >= abs(tested.statistic) - 1e-12
        rows.append(("permutation_p", year, float(extreme.mean())))
        for k in (3, 4):
            rows += [
                (f"breaks_{k}", year, float(end))
                for end in FisherJenks(values, k=k).bins
            ]
    fit = stats.linregress(np.log(first), np.log(last / first) / 10)
    t = stats.t.ppf(0.975, 12)
    rows += [
        ("beta", "", float(fit.slope)),
        ("beta_low", "", float(fit.slope - t * fit.stderr)),
        ("beta_high", "", float(fit.slope + t * fit.stderr)),
        ("beta_p", "", float(fit.pvalue)),
        ("r_squared", "", float(fit.rvalue**2)),
    ]
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["measure", "year", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
