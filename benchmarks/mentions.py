"""Time from raw text to mentions, beside spaCy's PhraseMatcher and natasha's NER.

Run: python benchmarks/mentions.py [FOLDER OF LINES] [--natasha PYTHON]

Without a folder the texts of the embedded study are repeated, with
``../shared/data/texts/official_ru_kk`` the lines of Russian and Kazakh state sites. The
text is repeated to six million tokens; each passage is distinct to the program, but
its words are not, as in any large collection. Times are of the processor, best of
three, so that other work on the machine counts less; memory is the peak of a process
that does nothing but read the passages and find their mentions.

PhraseMatcher gets the base forms of the same names, as a user would give them: it does
not inflect, does not tell a city from its region and does not know dates. natasha
(Russian only, not a dependency) is timed on the first lines where PYTHON has it: it
finds spans of places, not which place. So the counts differ.
"""

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import spacy
from spacy.matcher import PhraseMatcher

import discourse
from atlas import read_names
from discourse import find_mentions, find_tokens

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
WANTED_TOKENS = 6_000_000
ROUNDS = 3
NATASHA_LINES = 300
NATASHA = """
import json, sys, time
from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
texts = json.load(sys.stdin)
best = float("inf")
for _ in range(2):
    start, found = time.process_time(), 0
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        found += sum(span.type == "LOC" for span in doc.spans)
    best = min(best, time.process_time() - start)
print(json.dumps([best, found]))
"""


def read_texts(folder: Path | None) -> list[str]:
    """Read the lines of a folder, or the passages of the embedded study."""
    if folder is None:
        return list(discourse.split_passages(discourse.read_documents(CORPUS))["text"])
    lines = [
        line.strip()
        for path in sorted(folder.iterdir())
        if path.is_file()
        for line in path.read_text("utf-8", errors="replace").splitlines()
    ]
    return [line for line in lines if line]


def build_passages(texts: list[str], n_times: int) -> pd.DataFrame:
    """Repeat texts as passages of documents of twenty."""
    n = len(texts) * n_times
    return pd.DataFrame(
        {
            "passage_id": [f"d{i // 20:06}#{i:07}" for i in range(n)],
            "document_id": [f"d{i // 20:06}" for i in range(n)],
            "date": "2016-01-01",
            "text": texts * n_times,
        }
    )


def time_best(function: Callable[[], int], rounds: int = ROUNDS) -> tuple[float, int]:
    """Time a function on the processor, best of some rounds, with its count."""
    best, found = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        found = function()
        best = min(best, time.process_time() - start)
    return best, found


def measure_ours(texts: list[str], n_times: int) -> tuple[float, int, float]:
    """Time find_mentions and say the peak of memory in MB."""
    passages = build_passages(texts, n_times)
    find_mentions(passages.head(10))  # the gazetteer is built once per process
    seconds, found = time_best(lambda: len(find_mentions(passages)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, found, peak


def measure_phrases(texts: list[str]) -> tuple[float, int]:
    """Time spaCy's tokenizer and PhraseMatcher on texts given once."""
    nlp = spacy.blank("ru")
    nlp.max_length = 10_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("place", [nlp.make_doc(form) for form in read_names()["form"].unique()])
    return time_best(
        lambda: sum(len(matcher(doc)) for doc in nlp.pipe(texts)), rounds=2
    )


def measure_natasha(texts: list[str], python: str) -> tuple[float, int] | str:
    """Time natasha's NER in an interpreter that has it, or say why not."""
    done = subprocess.run(
        [python, "-W", "ignore", "-c", NATASHA],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no output"])[-1]
    seconds, found = json.loads(done.stdout.strip().splitlines()[-1])
    return float(seconds), int(found)


def count_tokens(texts: list[str]) -> int:
    """Count the tokens of texts, by our tokenizer for every program."""
    return sum(len(find_tokens(text)) for text in texts)


def main() -> None:
    """Print the rates and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--natasha", default=sys.executable)
    options = parser.parse_args()
    texts = read_texts(options.folder)
    n_once = count_tokens(texts)
    n_times = max(1, round(WANTED_TOKENS / n_once))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, n_ours, peak = pool.apply(measure_ours, (texts, n_times))
    ours = n_once * n_times / seconds
    print(f"{n_once * n_times:,} tokens, {len(texts) * n_times:,} passages")
    print(f"find_mentions      {ours:11,.0f} tokens/s  {n_ours:,} found, {peak:.0f} MB")
    seconds, n_phrases = measure_phrases(texts)
    phrases = n_once / seconds
    print(
        f"spaCy PhraseMatcher{phrases:11,.0f} tokens/s  {n_phrases * n_times:,} found, "
        f"ratio {ours / phrases:.1f}"
    )
    # Long enough to be sentences, spread over the sites.
    sentences = [text for text in texts if len(text) > len("слово") * 10]
    sample = sentences[:: max(1, len(sentences) // NATASHA_LINES)]
    result = measure_natasha(sample, options.natasha)
    if isinstance(result, str):
        print(f"natasha NER        not measured: {result}")
        return
    rate = count_tokens(sample) / result[0]
    print(
        f"natasha NER        {rate:11,.0f} tokens/s  {result[1]:,} found in "
        f"{len(sample)} passages, ratio {ours / rate:.1f}"
    )


if __name__ == "__main__":
    main()
