"""How fast are collocations, keyness and dispersion, beside NLTK?

The corpus is `generated_corpus`: 6 million tokens of about 143,000 types. NLTK has
contiguous pairs and windows (BigramCollocationFinder) and counts (FreqDist); it reads
the same tokens in the same process, on fewer documents, and rates are compared. It has
no keyness, no document counts and no intervals. Best of some repeats.

Run: ``python benchmarks/corpus_statistics.py [--documents 20000] [--repeats 3]``
"""

import argparse
import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
from generated_corpus import N_WORDS, build_texts
from nltk import FreqDist
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from peak import forget_peak, read_peak

from discourse import (
    build_column_groups,
    build_term_sequence,
    compute_collocations,
    compute_cooccurrences,
    compute_dispersion,
    compute_frequencies,
    compute_keyness,
    estimate_keyness,
)

MIN_COUNT = 5
WINDOW = 5
N_COMPARED = 4000  # documents that NLTK reads


def build_passages(n_documents: int) -> pd.DataFrame:
    texts = build_texts(n_documents)
    names = [f"d{number:05d}" for number in range(n_documents)]
    side = np.random.default_rng(1).random(n_documents) < 0.3
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "ru",
            "text": texts,
            "side": np.where(side, "target", "reference"),
        }
    )


def measure(run: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return the shortest time and the shortest processor time, in seconds.

    On a machine that does other work too, only the second says what the work costs.
    """
    walls, processors = [], []
    for _ in range(repeats):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return min(walls), min(processors)


def score_with_nltk(documents: list[list[str]]) -> list[tuple[object, float]]:
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_freq_filter(MIN_COUNT)
    return finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)


def score_windows_with_nltk(documents: list[list[str]]) -> list[tuple[object, float]]:
    # The padding that keeps documents apart is as long as the window.
    padded = [word for words in documents for word in [*words, *[None] * WINDOW]]
    finder = BigramCollocationFinder.from_words(padded, window_size=WINDOW + 1)
    finder.apply_ngram_filter(lambda *pair: None in pair)
    finder.apply_freq_filter(MIN_COUNT)
    return finder.score_ngrams(BigramAssocMeasures.pmi)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    passages = build_passages(options.documents)
    forget_peak()
    n_tokens = options.documents * N_WORDS
    print(f"{n_tokens:,} tokens; the texts take {read_peak():.0f} MB")

    wall, processor = time.perf_counter(), time.process_time()
    terms = build_term_sequence(passages, tokens="whitespace")
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"terms from texts: {wall:.1f} s ({processor:.1f} of the processor), "
        f"{len(terms.terms):,} types, peak {read_peak():.0f} MB"
    )
    groups = build_column_groups(passages, "side", target="target")
    compared = passages.head(N_COMPARED).copy()
    del passages

    def report(name: str, run: Callable[[], object], repeats: int) -> float:
        forget_peak()
        wall, processor = measure(run, repeats)
        print(
            f"{name}: {wall:.2f} s ({processor:.2f} of the processor), "
            f"{n_tokens / processor / 1e6:.2f} M tokens/s, peak {read_peak():.0f} MB"
        )
        return processor

    pairs = report(
        "collocations (lambda, z; pairs that occur 5 times)",
        lambda: compute_collocations(terms, min_count=MIN_COUNT),
        options.repeats,
    )
    report(
        "collocations (every pair that occurs twice)",
        lambda: compute_collocations(terms),
        1,
    )
    terms.counts  # noqa: B018 - the matrix of documents and terms, kept
    ordered = np.sort(terms.frequencies)[::-1]
    # About 97,000 terms, as in comparisons with other programs.
    least = int(ordered[min(97_000, len(ordered)) - 1])
    for min_count in (1, least):
        n = int((terms.frequencies >= min_count).sum())
        report(
            f"keyness g2 of {n:,} terms (that occur {min_count} times)",
            lambda m=min_count: compute_keyness(
                terms, groups, measures=["g2"], min_count=m
            ),
            options.repeats,
        )
    report(
        "dispersion, three measures of parts and arf",
        lambda: compute_dispersion(terms),
        1,
    )
    report(
        "keyness with 999 permutations and intervals (terms that occur 5 times)",
        lambda: estimate_keyness(
            terms, groups, rng=np.random.default_rng(1), min_count=MIN_COUNT
        ),
        1,
    )
    windows = report(
        f"co-occurrence in windows of {WINDOW}",
        lambda: compute_cooccurrences(terms, window=WINDOW, min_count=MIN_COUNT),
        1,
    )

    documents = [text.split() for text in compared["text"]]
    few = build_term_sequence(compared, tokens="whitespace")
    n_few = len(documents) * N_WORDS
    print(f"NLTK on {n_few:,} tokens (time of the processor):")
    for name, ours, full, theirs in (
        (
            "frequencies",
            lambda: compute_frequencies(few),
            None,
            lambda: FreqDist(word for words in documents for word in words),
        ),
        (
            "pairs counted, nothing scored",
            lambda: compute_frequencies(few, size=2),
            None,
            lambda: FreqDist(p for words in documents for p in pairwise(words)),
        ),
        (
            "pairs scored",
            lambda: compute_collocations(few, measures=["g2"], min_count=MIN_COUNT),
            pairs,
            lambda: score_with_nltk(documents),
        ),
        (
            "windows scored",
            lambda: compute_cooccurrences(few, measures=["mi"], min_count=MIN_COUNT),
            windows,
            lambda: score_windows_with_nltk(documents),
        ),
    ):
        took, other = measure(ours, options.repeats)[1], measure(theirs, 2)[1]
        line = (
            f"  {name}: ours {took:.2f} s, NLTK {other:.2f} s, ratio {other / took:.1f}"
        )
        if full is not None:
            line += (
                f" (at {n_tokens:,} tokens ours {n_tokens / full / 1e6:.2f} M tokens/s)"
            )
        print(line)


if __name__ == "__main__":
    main()
