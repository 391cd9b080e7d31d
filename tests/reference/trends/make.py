"""Make input.csv and expected.csv, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
import pymannkendall
from scipy import stats

HERE = Path(__file__).parent


def list_series() -> dict[str, tuple[list[int], list[float]]]:
    """List the series: years and values."""
    rng = np.random.default_rng(1945)
    plain = list(range(2000, 2012))
    uneven = [2000, 2001, 2004, 2005, 2009, 2010, 2011, 2017, 2023]
    tied = list(range(2010, 2021))
    long = list(range(1960, 2020))
    ten = list(range(2008, 2018))
    return {
        "plain": (plain, [0.1 * t + e for t, e in enumerate(rng.normal(size=12))]),
        "uneven": (
            uneven,
            [
                0.2 * (t - 2000) + e
                for t, e in zip(uneven, rng.normal(size=9), strict=True)
            ],
        ),
        "tied": (
            tied,
            [float(v) for v in np.round(np.arange(11) / 4 + rng.normal(size=11))],
        ),
        "long": (long, [0.01 * t + e for t, e in enumerate(rng.normal(size=60))]),
        "ten": (ten, [1.0, 2.0, 3.0, 4.0, 6.0, 5.0, 7.0, 9.0, 8.0, 10.0]),
    }


def main() -> None:
    """Write both tables."""
    series = {
        name: (years, [round(value, 4) for value in values])
        for name, (years, values) in list_series().items()
    }
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["series", "year", "value"])
        for name, (years, values) in series.items():
            writer.writerows([name, *row] for row in zip(years, values, strict=True))
    rng = np.random.default_rng(7)
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "series",
                "s",
                "tau",
                "variance",
                "slope",
                "p",
                "kind",
                "normal_p",
                "low",
                "high",
            ]
        )
        for name, (years, values) in series.items():
            test = pymannkendall.original_test(values)
            tau, p, kind = stats.kendalltau(years, values).statistic, test.p, "normal"
            if name == "tied":
                orders = rng.permuted(np.tile(values, (400_000, 1)), axis=1)
                s = sum(
                    np.sign(orders[:, j] - orders[:, i])
                    for i in range(len(values))
                    for j in range(i + 1, len(values))
                )
                p, kind = float((abs(s) >= abs(test.s)).mean()), "drawn"
            elif name != "long":
                p = stats.kendalltau(years, values, method="exact").pvalue
                kind = "exact"
            slope = stats.theilslopes(values, years)
            writer.writerow(
                [
                    name,
                    int(test.s),
                    float(tau),
                    float(test.var_s),
                    float(slope.slope),
                    float(p),
                    kind,
                    float(test.p),
                    float(slope.low_slope),
                    float(slope.high_slope),
                ]
            )


if __name__ == "__main__":
    main()
