"""How fast is a concordance of 20 patterns, beside NLTK's ConcordanceIndex?

The corpus is `generated_corpus`: 6 million tokens. Both programs run in one process, one
after the other, each from its own tokens, best of three, both timed to the written
lines. NLTK looks for single words by their form only, so it gets every form that the
patterns stand for; its index is timed, as ours is, because a concordance needs one. It
reads a fifth of the corpus, and rates are compared.

Run: ``python benchmarks/concordance.py [--documents 20000] [--repeats 3]``
"""

import argparse
import resource
import time
from dataclasses import replace

import numpy as np
import pandas as pd
from generated_corpus import N_WORDS, build_texts
from generated_patterns import build_words
from nltk.text import ConcordanceIndex

from discourse import build_lexicon, tokenize_passages
from discourse.corpus_statistics.concordance import build_lines
from discourse.lexicons.hits import find_hits_in_tokens
from discourse.lexicons.numbering import number_table

WINDOW = 5
NLTK_PART = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    texts = build_texts(options.documents)
    patterns = build_words(texts, np.random.default_rng(20261123))
    lexicon = build_lexicon({"match": patterns})
    table = tokenize_passages(
        pd.DataFrame(
            {
                "passage_id": [f"d{number:05d}#0001" for number in range(len(texts))],
                "language": "ru",
                "text": texts,
            }
        )
    )
    best = float("inf")
    for _ in range(options.repeats):
        start = time.process_time()
        # A fresh table forgets the folded forms that it keeps.
        tokens = number_table(replace(table), texts=texts)
        hits = find_hits_in_tokens(tokens, lexicons=[lexicon])
        lines = build_lines(tokens.table, texts, hits, window=WINDOW)
        best = min(best, time.process_time() - start)
    ours = table.n_tokens / best
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"aimaq: {best:.2f} s, {ours / 1e6:.2f} M tokens/s, {len(lines)} lines, "
        f"peak memory {peak:.0f} MB"
    )

    words = " ".join(texts[: len(texts) // NLTK_PART]).split()
    heads = tuple(pattern[:-1] for pattern in patterns if pattern.endswith("*"))
    exact = {pattern.strip('"') for pattern in patterns if pattern.startswith('"')}
    best = float("inf")
    for _ in range(options.repeats):
        start = time.process_time()
        index = ConcordanceIndex(words, key=str.lower)
        forms = {word for word in set(words) if word in exact or word.startswith(heads)}
        n_lines = sum(len(index.find_concordance(form, width=80)) for form in forms)
        best = min(best, time.process_time() - start)
    theirs = len(words) / best
    print(
        f"NLTK: {theirs / 1e6:.2f} M tokens/s on {len(words):,} tokens, {n_lines} lines"
    )
    print(f"ratio aimaq / NLTK: {ours / theirs:.1f} ({N_WORDS} words a document)")


if __name__ == "__main__":
    main()
