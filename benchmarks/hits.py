"""How fast are tokens turned into hits, beside spaCy's PhraseMatcher?

A corpus is generated (Zipf words, fixed seed), and 500 patterns in 20 categories:
359 hold a glob, 103 are of several words. Both programs run in the same process, one
after the other, each from its own tokens, best of three. PhraseMatcher knows neither
globs nor gaps, so it gets the patterns without them, written as plain phrases; that
is less work than ours does.

Run: ``python benchmarks/hits.py [--documents 20000] [--repeats 3]``
"""

import argparse
import resource
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from discourse import build_lexicon, tokenize_passages
from discourse.lexicons.hits import find_hits_in_tokens
from discourse.lexicons.numbering import number_table

N_TYPES = 150_000
N_WORDS = 300
N_PATTERNS = 500
N_GLOBS = 359
N_MULTIWORD = 103
N_CATEGORIES = 20
RAREST, MOST_FREQUENT = 3, 300  # occurrences in 600,000 words


def build_corpus(n_documents: int, rng: np.random.Generator) -> list[list[str]]:
    """Generate documents of words that share beginnings as inflected words do."""
    letters = np.array(list("абвгдежзиклмнопрстуфхцчшыэюя"))
    endings = ["", "а", "ы", "ом", "ами", "ах", "ский", "ского", "ность", "ности"]
    n_stems = N_TYPES // len(endings)
    stems = [
        "".join(rng.choice(letters, size=rng.integers(4, 9))) for _ in range(n_stems)
    ]
    words = np.array([stem + ending for stem in stems for ending in endings])
    rng.shuffle(words)
    share = 1 / np.arange(1, len(words) + 1)
    numbers = rng.choice(len(words), p=share / share.sum(), size=n_documents * N_WORDS)
    return words[numbers].reshape(n_documents, N_WORDS).tolist()


def build_patterns(
    documents: list[list[str]], rng: np.random.Generator
) -> dict[str, list[str]]:
    """Take patterns from the texts, so that they occur.

    The rarest and the most frequent words are left out: lexicons do not hold them.
    """
    counts = Counter(word for document in documents[:2000] for word in document)
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
        if number < N_GLOBS:
            words[-1] = words[-1][:6] + "*"
            patterns.append(" ".join(words))
        else:
            patterns.append('"' + " ".join(words) + '"')
    return {
        f"category{group}": patterns[group::N_CATEGORIES]
        for group in range(N_CATEGORIES)
    }


def expand(pattern: str, vocabulary: list[str]) -> list[str]:
    """List the phrases a pattern stands for; only its last word may be a glob."""
    head, _, last = pattern.strip('"').rpartition(" ")
    if not last.endswith("*"):
        return [pattern.strip('"')]
    low = bisect_left(vocabulary, last[:-1])
    high = bisect_left(vocabulary, last[:-1] + "\uffff")
    return [f"{head} {word}".strip() for word in vocabulary[low:high]]


def measure(run: Callable[[], object], repeats: int) -> float:
    """Return the shortest of some times, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    rng = np.random.default_rng(20261123)
    documents = build_corpus(options.documents, rng)
    patterns = build_patterns(documents, rng)
    lexicon = build_lexicon(patterns, name="benchmark")
    texts = [" ".join(words) for words in documents]
    n_tokens = sum(len(words) for words in documents)
    passages = pd.DataFrame(
        {
            "passage_id": [f"d{number:05d}#0001" for number in range(len(texts))],
            "language": "ru",
            "text": texts,
        }
    )
    table = tokenize_passages(passages)
    n_types = len(table.folded_vocabulary)
    print(f"{n_tokens:,} tokens, {n_types:,} types, {lexicon.n_patterns} patterns")

    def run_ours() -> pd.DataFrame:
        # Folding, pattern expansion, search, offsets, negation: all of it. A fresh
        # table forgets the folded forms that it keeps.
        tokens = number_table(replace(table), texts=texts)
        return find_hits_in_tokens(tokens, lexicons=[lexicon])

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n_hits = len(run_ours())
    ours = measure(run_ours, options.repeats)
    print(f"aimaq: {ours:.2f} s, {n_tokens / ours / 1e6:.2f} M tokens/s, {n_hits} hits")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {before:.0f} MB with the corpus, {peak:.0f} MB after the hits")

    n_compared = min(len(documents), 4000)
    nlp = spacy.blank("ru")
    docs = [Doc(nlp.vocab, words=words) for words in documents[:n_compared]]
    vocabulary = sorted({word for words in documents for word in words})
    phrases = {
        name: [phrase for term in terms for phrase in expand(term, vocabulary)]
        for name, terms in patterns.items()
    }
    print(f"PhraseMatcher gets {sum(map(len, phrases.values())):,} phrases")
    prepared = {
        name: [Doc(nlp.vocab, words=phrase.split()) for phrase in terms]
        for name, terms in phrases.items()
    }

    def run_spacy() -> list[tuple[int, str, int, int]]:
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for name, terms in prepared.items():
            matcher.add(name, terms)
        names = nlp.vocab.strings
        return [
            (number, names[key], start, end)
            for number, doc in enumerate(docs)
            for key, start, end in matcher(doc)
        ]

    run_spacy()
    theirs = measure(run_spacy, options.repeats)
    speed = n_compared * N_WORDS / theirs
    print(
        f"spaCy PhraseMatcher: {speed / 1e6:.2f} M tokens/s on {n_compared} documents"
    )
    print(f"ratio aimaq / PhraseMatcher: {n_tokens / ours / speed:.2f}")


if __name__ == "__main__":
    main()
