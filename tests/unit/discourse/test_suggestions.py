"""Word vectors of a corpus, and the words they suggest for a category."""

import numpy as np
import pytest

from discourse import build_lexicon, find_hits, suggest_terms
from discourse.audit.suggestions import TERM_SUGGESTIONS
from discourse.audit.vectors import build_word_vectors
from discourse.schemas import ANNOTATIONS, PASSAGES
from ledger import build_table, check_table

POOR = ["poverty", "hardship", "misery", "hunger"]
RICH = ["wealth", "luxury", "fortune", "comfort"]
COMPANY = {
    "poor": ["shelter", "ration", "charity", "winter", "crowd", "soup"],
    "rich": ["palace", "yacht", "jewel", "garden", "banquet", "silk"],
}


def draw_passages(rng, n=300):
    texts = []
    for number in range(n):
        side, words = (("poor", POOR), ("rich", RICH))[number % 2]
        own = [str(rng.choice(words)) for _ in range(2)]
        other = [str(rng.choice(COMPANY[side])) for _ in range(6)]
        together = own + other
        rng.shuffle(together)
        texts.append(" ".join(together))
    return build_table(
        [
            {
                "passage_id": f"p{i:03d}", "document_id": f"p{i:03d}", "position": 1,
                "start": 0, "end": len(text), "year": 2020, "date": None,
                "language": "en", "text": text, "n_tokens": 8,
            }
            for i, text in enumerate(texts)
        ],
        PASSAGES,
    )  # fmt: skip


def test_words_of_the_same_company_are_near():
    vectors = build_word_vectors(draw_passages(np.random.default_rng(1)))
    place = {word: number for number, word in enumerate(vectors.words)}
    cosine = vectors.vectors @ vectors.vectors.T
    assert np.linalg.norm(vectors.vectors, axis=1) == pytest.approx(1.0)
    assert cosine[place["poverty"], place["hunger"]] > 0.5
    assert cosine[place["poverty"], place["luxury"]] < 0.3


def test_two_runs_give_the_same_vectors():
    passages = draw_passages(np.random.default_rng(2))
    one, two = build_word_vectors(passages), build_word_vectors(passages)
    assert one.vectors.tobytes() == two.vectors.tobytes()


def test_a_tiny_corpus_has_no_vectors():
    passages = draw_passages(np.random.default_rng(3), n=4)
    assert build_word_vectors(passages).words == ()


def test_missing_terms_are_suggested_and_none_of_the_others():
    passages = draw_passages(np.random.default_rng(4))
    lexicon = build_lexicon({"poverty": ["poverty", "misery"]}, language="en")
    hits = find_hits(passages, lexicon=lexicon)
    judged = build_table(
        [
            {
                "passage_id": name, "code_id": "poverty", "coder_id": "us",
                "value": float(number % 2 == 0),
            }
            for number, name in enumerate(passages["passage_id"])
            if number < 80
        ],
        ANNOTATIONS,
    )  # fmt: skip
    table = suggest_terms(passages, hits, annotations=judged)
    check_table(table, TERM_SUGGESTIONS)
    for basis in ("vectors", "coded"):
        found = set(table.loc[table["basis"] == basis, "candidate"])
        assert {"hunger", "hardship"} & found
        assert not found & {*RICH, *COMPANY["rich"], "poverty", "misery"}
    row = table[table["candidate"] == "hunger"].iloc[0]
    assert row["example"] not in set(hits["passage_id"])
    assert set(table["status"]) == {"suggested"}


def test_without_hits_nothing_is_suggested():
    passages = draw_passages(np.random.default_rng(5), n=30)
    lexicon = build_lexicon({"other": ["absent"]}, language="en")
    assert suggest_terms(passages, find_hits(passages, lexicon=lexicon)).empty
