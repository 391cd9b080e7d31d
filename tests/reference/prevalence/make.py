"""Make input.csv and expected.csv without any code of aimaq."""

import csv
import math
import random
import statistics
from fractions import Fraction
from pathlib import Path

from scipy.stats import t as student

HERE = Path(__file__).parent
N_DOCUMENTS = {"KZ-10": 25, "KZ-33": 12, "KZ-75": 3}


def main() -> None:
    """Write both tables."""
    draw = random.Random(17)  # noqa: S311 -- test data
    documents = []
    for region, n in N_DOCUMENTS.items():
        for place in range(n):
            quarters = draw.randint(1, 24)
            part = sum(draw.random() < 0.3 for _ in range(quarters))
            documents.append((region, f"{region}-{place:02d}", quarters, part))
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["region_id", "document_id", "total", "part"])
        writer.writerows([(r, d, n / 4, k / 4) for r, d, n, k in documents])
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["region_id", "estimate", "standard_error", "conf_low", "conf_high"]
        )
        for region, count in N_DOCUMENTS.items():
            rows = [
                (Fraction(n, 4), Fraction(k, 4))
                for r, _, n, k in documents
                if r == region
            ]
            base = sum(n for n, _ in rows)
            share = sum(k for _, k in rows) / base
            squares = sum((k - share * n) ** 2 for n, k in rows)
            error = math.sqrt(Fraction(count, count - 1) * squares / base**2)
            residuals = [float((k - share * n) / base) for n, k in rows]
            linearized = math.sqrt(count * statistics.variance(residuals))
            if not math.isclose(error, linearized, rel_tol=1e-12):
                raise SystemExit(f"{region}: {error} is not {linearized}")
            p = float(share)
            half = student.ppf(0.975, count - 1) * error / (p * (1 - p))
            center = math.log(p / (1 - p))
            bounds = [1 / (1 + math.exp(-center + sign * half)) for sign in (1, -1)]
            writer.writerow([region, p, error, *bounds])


if __name__ == "__main__":
    main()
