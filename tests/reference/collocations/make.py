"""Make input.csv and expected.csv with NLTK and plain loops, without code of aimaq."""

import csv
import math
from collections import Counter
from itertools import pairwise, product
from pathlib import Path

import numpy as np
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures as measures  # noqa: N813

HERE = Path(__file__).parent
SMOOTHING = 0.5
Row = tuple[str, str, str, int, float]


def count_patterns(documents: list[list[str]], candidate: tuple[str, ...]) -> Counter:
    """Sort every sequence by the places that hold the candidate's word."""
    size = len(candidate)
    return Counter(
        tuple(words[start + i] == candidate[i] for i in range(size))
        for words in documents
        for start in range(len(words) - size + 1)
    )


def compute_lambda(counts: Counter, size: int) -> tuple[float, float]:
    """Compute the highest interaction of the saturated model, and z."""
    estimate = variance = 0.0
    for pattern in product((False, True), repeat=size):
        n = counts[pattern] + SMOOTHING
        estimate += (-1) ** (size - sum(pattern)) * math.log(n)
        variance += 1 / n
    return estimate, estimate / math.sqrt(variance)


def count_pairs(documents: list[list[str]], window: int) -> Counter:
    """Count pairs token by token."""
    return Counter(
        tuple(sorted((words[i], words[j])))
        for words in documents
        for i in range(len(words))
        for j in range(i + 1, min(i + window, len(words) - 1) + 1)
    )


def draw_documents() -> list[list[str]]:
    """Draw documents in which "oil" is often followed by "field"."""
    rng = np.random.default_rng(1993)
    words = ["new", "oil", "field", "price", "of", "the", "region"]
    documents = []
    for _ in range(12):
        text: list[str] = []
        while len(text) < 40:
            drawn = str(rng.choice(words))
            text += (
                ["oil", "field"] if drawn == "oil" and rng.random() < 0.6 else [drawn]
            )
        documents.append(text)
    return documents


def list_interactions(documents: list[list[str]]) -> list[Row]:
    """List lambda and z of sequences of two, three and four words."""
    rows = []
    for size in (2, 3, 4):
        candidates = Counter(
            tuple(text[start : start + size])
            for text in documents
            for start in range(len(text) - size + 1)
        )
        for candidate, n in sorted(candidates.items()):
            values = compute_lambda(count_patterns(documents, candidate), size)
            for measure, value in zip(("lambda", "z"), values, strict=True):
                rows.append(("sequence", " ".join(candidate), measure, n, value))
    return rows


def list_pairs(documents: list[list[str]]) -> list[Row]:
    """List NLTK's measures of pairs that follow each other."""
    pairs = Counter(pair for text in documents for pair in pairwise(text))
    first, second = Counter(), Counter()
    for (a, b), n in pairs.items():
        first[a] += n
        second[b] += n
    frequency = Counter(word for text in documents for word in text)
    rows = []
    for (a, b), n in sorted(pairs.items()):
        margins = (n, (first[a], second[b]), sum(pairs.values()))
        dice = measures.dice(n, (frequency[a], frequency[b]), 1)
        for name, value in (
            ("g2", measures.likelihood_ratio(*margins)),
            ("chi2", measures.chi_sq(*margins)),
            ("mi", measures.pmi(*margins)),
            ("t", measures.student_t(*margins)),
            ("log_dice", 14 + math.log2(dice)),
        ):
            rows.append(("sequence", f"{a} {b}", name, n, value))
    return rows


def list_windows(documents: list[list[str]], window: int) -> list[Row]:
    """List NLTK's measures of pairs in a window."""
    near = count_pairs(documents, window)
    counted = Counter()
    for text in documents:
        # NLTK's window counts words, both ends included.
        found = BigramCollocationFinder.from_words(text, window_size=window + 1)
        for pair, n in found.ngram_fd.items():
            counted[tuple(sorted(pair))] += n
    if counted != near:
        raise AssertionError("NLTK and the loops disagree")
    ends = Counter()
    for (a, b), n in near.items():
        ends[a] += n
        ends[b] += n
    frequency = Counter(word for text in documents for word in text)
    rows = []
    for (a, b), n in sorted(near.items()):
        joint = 2 * n if a == b else n
        margins = (joint, (ends[a], ends[b]), sum(ends.values()))
        dice = measures.dice(n, (frequency[a], frequency[b]), 1)
        for name, value in (
            ("g2", measures.likelihood_ratio(*margins)),
            ("mi", measures.pmi(*margins)),
            ("t", measures.student_t(*margins)),
            ("log_dice", 14 + math.log2(dice)),
        ):
            rows.append(("window", f"{a} {b}", name, n, value))
    return rows


def main() -> None:
    """Write both tables."""
    documents = draw_documents()
    with (HERE / "input.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["document_id", "text"])
        for number, text in enumerate(documents):
            writer.writerow([f"d{number}", " ".join(text)])
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "collocation", "measure", "n", "value"])
        writer.writerows(list_interactions(documents))
        writer.writerows(list_pairs(documents))
        writer.writerows(list_windows(documents, 4))


if __name__ == "__main__":
    main()
