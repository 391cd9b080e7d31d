"""Make input.csv and expected.csv by loops over parts and tokens."""

import csv
import math
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def measure(parts: list[list[str]], word: str) -> dict[str, float]:
    """Compute the measures as their definitions read."""
    corpus = [token for part in parts for token in part]
    n = len(parts)
    f = corpus.count(word)
    shares = [len(part) / len(corpus) for part in parts]
    dp = (
        sum(
            abs(part.count(word) / f - share)
            for part, share in zip(parts, shares, strict=True)
        )
        / 2
    )
    rates = [part.count(word) / len(part) for part in parts]
    mean = sum(rates) / n
    deviation = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / n)
    places = [place for place, token in enumerate(corpus) if token == word]
    distances = [
        (places[i] - places[i - 1] - 1) % len(corpus) + 1 for i in range(len(places))
    ]
    gap = len(corpus) / f
    return {
        "dp": dp,
        "dp_norm": dp / (1 - min(shares)),
        "juilland_d": 1 - deviation / mean / math.sqrt(n - 1),
        "arf": sum(min(distance, gap) for distance in distances) / gap,
    }


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(2002)
    words = ["oil", "gas", "wheat", "steppe", "port", "school"]
    parts = []
    for _ in range(9):
        weights = rng.exponential(size=len(words)) ** 2
        size = int(rng.integers(8, 40))
        parts.append(rng.choice(words, p=weights / weights.sum(), size=size).tolist())
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["document_id", "text"])
        for number, part in enumerate(parts):
            writer.writerow([f"d{number}", " ".join(part)])
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["term", "measure", "value"])
        for word in sorted(words):
            for name, value in measure(parts, word).items():
                writer.writerow([word, name, value])


if __name__ == "__main__":
    main()
