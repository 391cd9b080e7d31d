"""Time from raw text to mentions, beside spaCy's PhraseMatcher over the same names.

Run: python benchmarks/mentions.py [FOLDER OF LINES]

Without a folder the texts of the embedded study are repeated. PhraseMatcher gets the
base forms of the gazetteer, as a user would give them: it does not inflect, does not
tell a city from its region and does not know dates, so the counts differ.
"""

import resource
import sys
import time
from pathlib import Path

import pandas as pd
import spacy
from spacy.matcher import PhraseMatcher

import discourse
from atlas import read_names
from discourse import find_mentions, find_tokens
from ledger import build_table

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
WANTED_TOKENS = 1_000_000
ROUNDS = 3


def read_texts() -> list[str]:
    """Read lines of a folder, or the passages of the embedded study."""
    if len(sys.argv) > 1:
        files = [path for path in sorted(Path(sys.argv[1]).iterdir()) if path.is_file()]
        texts = [
            line.strip()
            for path in files
            if path.suffix != ".tmx"
            for line in path.read_text("utf-8", errors="replace").splitlines()
        ]
        return [text for text in texts if text]
    documents = discourse.read_documents(CORPUS)
    return list(discourse.split_passages(documents)["text"])


def build_passages(texts: list[str]) -> pd.DataFrame:
    """Repeat texts up to the wanted number of tokens."""
    n_tokens = sum(len(find_tokens(text)) for text in texts)
    repeated = texts * max(1, WANTED_TOKENS // n_tokens)
    return build_table(
        [
            {
                "passage_id": f"d{i // 20:06}#{i:07}",
                "document_id": f"d{i // 20:06}",
                "position": i,
                "start": 0,
                "end": len(text),
                "date": "2016-01-01",
                "year": 2016,
                "language": "ru",
                "text": text,
                "n_tokens": len(find_tokens(text)),
            }
            for i, text in enumerate(repeated)
        ],
        discourse.PASSAGES,
    )


def time_best(function: object, *arguments: object) -> tuple[float, int]:
    """Time a function, best of three, with the number of things it found."""
    best, found = float("inf"), 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = len(function(*arguments))  # type: ignore[operator]
        best = min(best, time.perf_counter() - start)
    return best, found


def main() -> None:
    """Print the rates and their ratio."""
    passages = build_passages(read_texts())
    n_tokens = int(passages["n_tokens"].sum())
    find_mentions(passages.head(10))  # the gazetteer is built once per process
    ours, n_ours = time_best(find_mentions, passages)

    nlp = spacy.blank("ru")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("place", [nlp.make_doc(form) for form in read_names()["form"].unique()])
    texts = list(passages["text"])

    def match(texts: list[str]) -> list[object]:
        return [hit for doc in nlp.pipe(texts) for hit in matcher(doc)]

    theirs, n_theirs = time_best(match, texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_tokens:,} tokens, {len(passages):,} passages, peak {memory:.0f} MB")
    print(f"find_mentions        {n_tokens / ours:12,.0f} tokens/s  {n_ours:,} found")
    print(
        f"spaCy PhraseMatcher  {n_tokens / theirs:12,.0f} tokens/s  {n_theirs:,} found"
    )
    print(f"ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
