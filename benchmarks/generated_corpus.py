"""The corpus that several benchmarks read: generated, always the same.

20,000 documents of 300 words are 6 million tokens of about 143,000 types. Frequencies
follow Zipf's law, and words share beginnings as inflected words do, so that patterns
such as ``stem*`` have several forms to find.
"""

import numpy as np

N_STEMS = 14_450
N_WORDS = 300
SEED = 20261123
ENDINGS = ("", "а", "ы", "ом", "ами", "ах", "ский", "ского", "ность", "ности")
LETTERS = tuple("абвгдежзиклмнопрстуфхцчшыэюя")


def build_texts(n_documents: int = 20_000, *, seed: int = SEED) -> list[str]:
    """Generate documents, each of `N_WORDS` words with blanks between."""
    rng = np.random.default_rng(seed)
    stems = [
        "".join(rng.choice(LETTERS, size=rng.integers(4, 9))) for _ in range(N_STEMS)
    ]
    words = [stem + ending for stem in stems for ending in ENDINGS]
    rng.shuffle(words)
    bounds = np.cumsum(1 / np.arange(1, len(words) + 1))
    bounds /= bounds[-1]
    return [
        " ".join(words[i] for i in np.searchsorted(bounds, rng.random(N_WORDS)))
        for _ in range(n_documents)
    ]
