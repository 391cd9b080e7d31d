"""The patterns that benchmarks look for in the generated corpus, taken from its texts."""

from collections import Counter

import numpy as np
import pandas as pd
from generated_corpus import N_WORDS

N_PATTERNS = 500
N_GLOBS = 359
N_MULTIWORD = 103
N_CATEGORIES = 20
RAREST, MOST_FREQUENT = 3, 300  # occurrences in 600,000 words
N_CONCORDED = 20


def build_patterns(texts: list[str], rng: np.random.Generator) -> dict[str, list[str]]:
    """Take patterns from the texts, so that they occur.

    The rarest and the most frequent words are left out: lexicons do not hold them.
    """
    documents = [text.split() for text in texts[:2000]]
    counts = Counter(word for document in documents for word in document)
    patterns: list[str] = []
    while len(patterns) < N_PATTERNS:
        number = len(patterns)
        document = documents[int(rng.integers(len(documents)))]
        place = int(rng.integers(N_WORDS - 1))
        words = [document[place]]
        if not RAREST <= counts[words[0]] <= MOST_FREQUENT:
            continue
        if number < N_MULTIWORD:
            words.append(document[place + 1])
        words = [f'"{word}"' for word in words]
        if number < N_GLOBS:
            words[-1] = words[-1].strip('"')[:6] + "*"
        patterns.append(" ".join(words))
    return {
        f"category{group}": patterns[group::N_CATEGORIES]
        for group in range(N_CATEGORIES)
    }


def build_words(texts: list[str], rng: np.random.Generator) -> list[str]:
    """Take words of the texts, half of them with a wildcard; about 3,000 lines each."""
    counts = pd.Series(" ".join(texts[:2000]).split()).value_counts()
    words = counts.index[(counts > 100) & (counts < 600)]
    chosen = rng.choice(words, size=N_CONCORDED, replace=False).tolist()
    return [f"{word}*" for word in chosen[: N_CONCORDED // 2]] + [
        f'"{word}"' for word in chosen[N_CONCORDED // 2 :]
    ]
