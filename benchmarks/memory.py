"""How much memory does a job take, from the texts on disk to its result?

The corpus is `generated_corpus`: 6 million tokens of about 143,000 types, here as a file
of 112 MB with a text a line. Each job runs in a process of its own, which reads the
file, makes the passages, finds tokens, counts and holds the result; its largest memory
is that of all of it, Python and the libraries too. Times are of the processor.

Run: ``python benchmarks/memory.py [--documents 20000] [JOB ...]``
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from generated_corpus import build_texts
from generated_patterns import build_patterns, build_words
from peak import read_peak

import discourse

MIN_COUNT = 5
N_RESAMPLES = 199


def read_passages(path: Path) -> pd.DataFrame:
    texts = path.read_text("utf-8").splitlines()
    names = [f"d{number:05d}" for number in range(len(texts))]
    is_target = np.random.default_rng(1).random(len(texts)) < 0.3
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "ru",
            "text": texts,
            "side": np.where(is_target, "target", "reference"),
        }
    )


def read_terms(passages: pd.DataFrame) -> discourse.TermSequence:
    return discourse.build_term_sequence(passages, unit="form")


def find_hits(passages: pd.DataFrame, *, few: bool = False) -> pd.DataFrame:
    texts = passages["text"].head(2000).tolist()
    rng = np.random.default_rng(20261123)
    patterns = {"match": build_words(texts, rng)} if few else build_patterns(texts, rng)
    lexicon = discourse.build_lexicon(patterns)
    return discourse.find_hits(passages, lexicon=lexicon)


def group(passages: pd.DataFrame) -> discourse.PassageGroups:
    return discourse.build_column_groups(passages, "side", target="target")


JOBS = {
    "tokens": discourse.tokenize_passages,
    "hits": find_hits,
    "kwic": lambda rows: discourse.build_concordance(rows, find_hits(rows, few=True)),
    "collocations": lambda rows: discourse.compute_collocations(
        read_terms(rows), min_count=MIN_COUNT
    ),
    "collocations-twice": lambda rows: discourse.compute_collocations(read_terms(rows)),
    "windows": lambda rows: discourse.compute_cooccurrences(
        read_terms(rows), min_count=MIN_COUNT
    ),
    "keyness": lambda rows: discourse.compute_keyness(
        read_terms(rows), group(rows), measures=["g2"]
    ),
    "keyness-intervals": lambda rows: discourse.estimate_keyness(
        read_terms(rows),
        group(rows),
        rng=np.random.default_rng(1),
        min_count=MIN_COUNT,
    ),
    "dispersion": lambda rows: discourse.compute_dispersion(read_terms(rows)),
    "dispersion-intervals": lambda rows: discourse.estimate_dispersion(
        read_terms(rows),
        rng=np.random.default_rng(1),
        n_resamples=N_RESAMPLES,
        min_count=MIN_COUNT,
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=", ".join(JOBS))
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--texts", type=Path, help="do one job here, on this file")
    options = parser.parse_args()
    if options.texts is not None:
        passages = read_passages(options.texts)
        start = time.process_time()
        result = JOBS[options.jobs[0]](passages)
        n_rows = result.n_tokens if options.jobs[0] == "tokens" else len(result)
        print(
            f"{options.jobs[0]:21s} {read_peak():5.0f} MB at the peak, "
            f"{time.process_time() - start:5.1f} s from passages to {n_rows:,} rows"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.txt")
        path.write_text("\n".join(build_texts(options.documents)) + "\n", "utf-8")
        for job in options.jobs or JOBS:
            command = [sys.executable, __file__, job, "--texts", str(path)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
