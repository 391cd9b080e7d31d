"""Make input.csv and expected.csv with scipy and plain loops, without code of aimaq."""

import csv
import math
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import stats

HERE = Path(__file__).parent
WORDS = ["oil", "gas", "wheat", "steppe", "port", "school", "road", "bridge", "the"]
PRIOR_SIZE = 500


def compute_zeta(y_i: int, y_j: int, n_i: int, n_j: int) -> tuple[float, float]:
    """Compute Monroe, Colaresi and Quinn's delta and zeta term by term."""
    alpha_0 = PRIOR_SIZE
    alpha = alpha_0 * (y_i + y_j) / (n_i + n_j)
    odds_i = (y_i + alpha) / (n_i + alpha_0 - (y_i + alpha))
    odds_j = (y_j + alpha) / (n_j + alpha_0 - (y_j + alpha))
    delta = math.log(odds_i / odds_j)
    return delta, delta / math.sqrt(1 / (y_i + alpha) + 1 / (y_j + alpha))


def sign(a: int, b: int, n_a: int, n_b: int) -> int:
    """Say on which side the share is larger."""
    return (a * n_b > b * n_a) - (a * n_b < b * n_a)


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(2008)
    weights = 1 / np.arange(1, len(WORDS) + 1)
    documents = []
    for number in range(24):
        side = "target" if number < 9 else "reference"
        tilt = rng.dirichlet(4 * weights[:: 1 if side == "target" else -1] + 0.1)
        words = rng.choice(WORDS, p=tilt, size=int(rng.integers(20, 60)))
        documents.append((f"d{number}", side, " ".join(words)))
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["document_id", "side", "text"])
        writer.writerows(documents)
    counts = {"target": Counter(), "reference": Counter()}
    holders = {"target": Counter(), "reference": Counter()}
    n_documents = Counter(side for _, side, _ in documents)
    for _, side, text in documents:
        counts[side].update(text.split())
        holders[side].update(set(text.split()))
    n_t, n_r = (sum(counts[side].values()) for side in ("target", "reference"))
    d_t, d_r = n_documents["target"], n_documents["reference"]
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["term", "measure", "n_target", "n_reference", "value", "p"])
        for word in sorted(WORDS):
            a, b = counts["target"][word], counts["reference"][word]
            k, m = holders["target"][word], holders["reference"][word]
            table = [[a, b], [n_t - a, n_r - b]]
            g2 = stats.chi2_contingency(
                table, correction=False, lambda_="log-likelihood"
            )
            chi2 = stats.chi2_contingency(table, correction=False)
            odds = stats.contingency.odds_ratio(np.array(table), kind="sample")
            risk = stats.contingency.relative_risk(a, n_t, b, n_r).relative_risk
            delta, zeta = compute_zeta(a, b, n_t, n_r)
            spread = [[k, m], [d_t - k, d_r - m]]
            dispersion = 0.0
            if k + m < d_t + d_r:
                dispersion = stats.chi2_contingency(
                    spread, correction=False, lambda_="log-likelihood"
                ).statistic
            direction = sign(a, b, n_t, n_r)
            for measure, value, p in (
                ("g2", direction * g2.statistic, g2.pvalue),
                ("chi2", direction * chi2.statistic, chi2.pvalue),
                ("odds_ratio", odds.statistic, ""),
                ("log_ratio", math.log2(risk), ""),
                ("percent_diff", 100 * (risk - 1), ""),
                ("log_odds", delta, ""),
                ("weighted_log_odds", zeta, 2 * stats.norm.sf(abs(zeta))),
                ("text_dispersion", sign(k, m, d_t, d_r) * dispersion, ""),
            ):
                shown = float(p) if p != "" else ""
                writer.writerow([word, measure, a, b, float(value), shown])


if __name__ == "__main__":
    main()
