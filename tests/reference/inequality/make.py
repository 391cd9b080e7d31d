"""Make input.csv and expected.csv with PySAL, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
from inequality.atkinson import Atkinson
from inequality.gini import Gini
from inequality.theil import Theil, TheilD

HERE = Path(__file__).parent
GROUPS = ["centre"] * 2 + ["west"] * 4 + ["south"] * 6 + ["north"] * 5


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(1965)
    values = np.round(np.exp(rng.normal(1.0, 0.6, len(GROUPS))), 1)
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["region", "group", "value"])
        for place, (group, value) in enumerate(zip(GROUPS, values, strict=True)):
            writer.writerow([f"r{place:02d}", group, float(value)])
    parts = TheilD(values, np.array(GROUPS))
    low, high = np.percentile(values, [10, 90])
    rows = [
        ("gini", "total", Gini(values).g),
        ("theil_t", "total", np.ravel(Theil(values).T)[0]),
        ("theil_t", "between", np.ravel(parts.bg)[0]),
        ("theil_t", "within", np.ravel(parts.wg)[0]),
        ("atkinson_0.5", "total", Atkinson(values, 0.5).A),
        ("atkinson_1", "total", Atkinson(values, 1).A),
        ("ratio_90_10", "total", high / low),
    ]
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["measure", "component", "value"])
        writer.writerows([name, part, repr(float(value))] for name, part, value in rows)


if __name__ == "__main__":
    main()
