"""How fast are tokens and lemmas, and how often are lemmas right?

Run from the repository root: ``python benchmarks/tokens.py``. Reads the generated corpus
of 6 million words (`generated_corpus`), and the real texts and treebanks beside the
repository (``../shared/data``). Speed is compared within one run, alternating, best of
three, in time of one processor core; ratios mean more than the figures. spaCy remembers
the forms it has seen, so its later rounds are its best case.
"""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
from generated_corpus import build_texts

from discourse import find_tokens, lemmatize, tokenize_passages

DATA = Path(__file__).parents[1] / "../shared/data/texts"
ROUNDS = 3
CONTENT = ("NOUN", "ADJ", "VERB", "ADV")


def read_lines() -> list[str]:
    lines = []
    for path in sorted((DATA / "official_ru_kk").iterdir()):
        text = path.read_text("utf-8", errors="replace")
        lines += [line for line in text.splitlines() if line.strip()]
    return lines


def measure_speed(title: str, lines: list[str]) -> None:
    import spacy
    from nltk.tokenize import wordpunct_tokenize

    print(title)
    passages = pd.DataFrame(
        {
            "passage_id": [f"a#{i:06d}" for i in range(len(lines))],
            "language": "ru",
            "text": lines,
        }
    )
    blank = spacy.blank("ru")
    # A tenth of the generated corpus is enough for spaCy, which is slow on it.
    sample = lines if title == "official texts" else lines[: len(lines) // 10]
    runs = {
        "find_tokens": lambda: sum(len(find_tokens(line)) for line in lines),
        "tokenize_passages": lambda: tokenize_passages(passages).n_tokens,
        "nltk wordpunct": lambda: sum(len(wordpunct_tokenize(x)) for x in lines),
        "spacy blank ru": lambda: sum(len(d) for d in blank.pipe(sample)),
    }
    best = dict.fromkeys(runs, 0.0)
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began = time.process_time()
            n_tokens = run()
            rate = n_tokens / (time.process_time() - began)
            best[name] = max(best[name], rate)
    for name, rate in best.items():
        ratio = best["tokenize_passages"] / rate
        print(f"  {name:28s} {rate / 1e6:6.3f} M tokens/s  ours is {ratio:5.1f} times")


def measure_lemmas(lines: list[str]) -> None:
    passages = pd.DataFrame(
        {"passage_id": map(str, range(len(lines))), "language": "ru", "text": lines}
    )
    table = tokenize_passages(passages)
    began = time.process_time()
    n_lemmas = len(table.lemma_vocabulary)
    seconds = time.process_time() - began
    print(
        f"lemmas: {len(table.vocabulary)} forms to {n_lemmas} in {seconds:.1f} s "
        "(half of the forms are Kazakh, read as Russian)"
    )


def read_treebank(path: Path) -> pd.DataFrame:
    rows = []
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit() and any(map(str.isalpha, cells[1])):
            rows.append((cells[1], cells[2].lower().replace("ё", "е"), cells[3]))
    return pd.DataFrame(rows, columns=["form", "lemma", "kind"])


def measure_accuracy() -> None:
    for name in ("gsd", "taiga"):
        words = read_treebank(DATA / f"treebanks/ud_russian/ru_{name}-ud-test.conllu")
        words = words[~words["kind"].isin(["PUNCT", "SYM", "X"])]
        is_right = (
            pd.Series(lemmatize(words["form"].tolist(), "ru"), index=words.index)
            == words["lemma"]
        )
        is_content = words["kind"].isin(CONTENT)
        identity = words["form"].str.lower().str.replace("ё", "е") == words["lemma"]
        print(
            f"UD Russian {name}: {len(words)} words, right {is_right.mean():.3f}; "
            f"{is_content.sum()} content words, right {is_right[is_content].mean():.3f}; "
            f"the form itself {identity.mean():.3f}"
        )


if __name__ == "__main__":
    measure_speed("generated corpus", build_texts())
    real = read_lines()
    measure_speed("official texts", real)
    measure_lemmas(real)
    measure_accuracy()
