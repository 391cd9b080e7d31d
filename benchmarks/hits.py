"""How fast are tokens turned into hits, beside spaCy's PhraseMatcher?

The corpus is `generated_corpus`: 6 million tokens of about 143,000 types. 500 patterns
in 20 categories: 359 hold a glob, 103 are of several words. Both programs run in one
process, one after the other, each from its own tokens, best of three, and both are
timed from the text of the patterns to a table of hits. PhraseMatcher knows no globs, so
each is expanded into the phrases of the corpus that it stands for: that is the part
that ours does by number. Ours also solves overlaps and looks for negations.

At the end 50,000 single words are looked for.

Run: ``python benchmarks/hits.py [--documents 20000] [--repeats 3]``
"""

import argparse
import resource
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import spacy
from generated_corpus import N_WORDS, build_texts
from generated_patterns import N_PATTERNS, build_patterns
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from discourse import build_lexicon, tokenize_passages
from discourse.lexicons.hits import find_hits_in_tokens
from discourse.lexicons.numbering import number_table

N_TERMS = 50_000
N_DOCS_AT_ONCE = 4000


def expand(pattern: str, vocabulary: list[str]) -> list[str]:
    """List the phrases a pattern stands for; only its last word may be a glob."""
    head, _, last = pattern.replace('"', "").rpartition(" ")
    if not last.endswith("*"):
        return [f"{head} {last}".strip()]
    low = bisect_left(vocabulary, last[:-1])
    high = bisect_left(vocabulary, last[:-1] + "\uffff")
    return [f"{head} {word}".strip() for word in vocabulary[low:high]]


def measure(run: Callable[[], float], repeats: int) -> float:
    """Return the shortest of some times, in seconds; `run` says its own."""
    return min(run() for _ in range(repeats))


def measure_ours(
    texts: list[str], patterns: dict[str, list[str]], repeats: int
) -> tuple[float, int]:
    """Time from tokens and the text of patterns to hits; count the hits."""
    table = tokenize_passages(
        pd.DataFrame(
            {
                "passage_id": [f"d{number:05d}#0001" for number in range(len(texts))],
                "language": "ru",
                "text": texts,
            }
        )
    )
    n_hits = 0

    def run() -> float:
        nonlocal n_hits
        start = time.process_time()
        # A fresh table forgets the folded forms that it keeps.
        tokens = number_table(replace(table), texts=texts)
        lexicon = build_lexicon(patterns)
        n_hits = len(find_hits_in_tokens(tokens, lexicons=[lexicon]))
        return time.process_time() - start

    return measure(run, repeats), n_hits


def measure_spacy(
    texts: list[str], patterns: dict[str, list[str]], repeats: int
) -> tuple[float, int]:
    """Time from docs and the text of patterns to matches; count the matches.

    Making the docs is not timed; they are made a few thousand at a time, because all
    of them take several gigabytes.
    """
    nlp = spacy.blank("ru")
    words = list({word for text in texts for word in text.split()})
    found: list[tuple[int, str, int, int]] = []

    def run() -> float:
        found.clear()
        start = time.process_time()
        vocabulary = sorted(words)
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for name, terms in patterns.items():
            phrases = [phrase for term in terms for phrase in expand(term, vocabulary)]
            docs = [Doc(nlp.vocab, words=phrase.split()) for phrase in phrases]
            matcher.add(name, docs)
        seconds = time.process_time() - start
        names = nlp.vocab.strings
        for first in range(0, len(texts), N_DOCS_AT_ONCE):
            part = texts[first : first + N_DOCS_AT_ONCE]
            docs = [Doc(nlp.vocab, words=text.split()) for text in part]
            start = time.process_time()
            found.extend(
                (number, names[key], begin, end)
                for number, doc in enumerate(docs, first)
                for key, begin, end in matcher(doc)
            )
            seconds += time.process_time() - start
        return seconds

    return measure(run, repeats), len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    texts = build_texts(options.documents)
    n_tokens = len(texts) * N_WORDS
    patterns = build_patterns(texts, np.random.default_rng(20261123))
    print(f"{n_tokens:,} tokens, {N_PATTERNS} patterns")

    ours, n_hits = measure_ours(texts, patterns, options.repeats)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"aimaq: {ours:.2f} s, {n_tokens / ours / 1e6:.2f} M tokens/s, {n_hits} hits")
    print(f"peak memory with the corpus and its hits: {peak:.0f} MB")

    theirs, n_matches = measure_spacy(texts, patterns, options.repeats)
    print(
        f"spaCy PhraseMatcher: {theirs:.2f} s, {n_tokens / theirs / 1e6:.2f} M tokens/s, "
        f"{n_matches} matches"
    )
    print(f"ratio aimaq / PhraseMatcher: {theirs / ours:.2f}")

    words = sorted({word for text in texts[:4000] for word in text.split()})[:N_TERMS]
    terms = {"all": [f'"{word}"' for word in words]}
    many, n_hits = measure_ours(texts[:2000], terms, 1)
    n_tokens = 2000 * N_WORDS
    print(f"{len(words):,} terms in {n_tokens:,} tokens: {many:.2f} s, {n_hits} hits")


if __name__ == "__main__":
    main()
