"""Make expected.csv with SALib, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
from SALib.analyze.sobol import first_order, total_order
from scipy.stats import qmc

HERE = Path(__file__).parent


def main() -> None:
    """Write the indices."""
    points = qmc.Sobol(6, scramble=True, rng=np.random.default_rng(1993)).random(4096)
    a, b = np.pi * (2 * points[:, :3] - 1), np.pi * (2 * points[:, 3:] - 1)

    def evaluate(x: np.ndarray) -> np.ndarray:
        return (
            np.sin(x[:, 0])
            + 7 * np.sin(x[:, 1]) ** 2
            + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
        )

    first, second = evaluate(a), evaluate(b)
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["factor", "first_order", "total"])
        for factor in range(3):
            mixed = a.copy()
            mixed[:, factor] = b[:, factor]
            third = evaluate(mixed)
            center = np.concatenate([first, second, third]).mean()
            parts = [part - center for part in (first, third, second)]
            writer.writerow(
                [factor, float(first_order(*parts)), float(total_order(*parts))]
            )


if __name__ == "__main__":
    main()
