"""Our counts against NLTK's, our coherence against gensim's and NLTK's."""

import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from nltk import FreqDist
from nltk.metrics import BigramAssocMeasures
from nltk.tokenize import RegexpTokenizer
from nltk.util import ngrams

from discourse import find_tokens, tokenize_passages
from discourse.topics.coherence import compute_npmi
from discourse.topics.terms import build_term_matrix

SYLLABLES = ("ал", "ма", "ты", "ас", "та", "на", "қа", "ра", "ған", "ды", "се", "мей")


def make_passages(n_passages=60, length=25):
    rng = np.random.default_rng(5)
    lexicon = ["".join(pair) for pair in itertools.product(SYLLABLES, repeat=2)]
    weights = 1 / np.arange(1, len(lexicon) + 1)
    texts = [
        " ".join(rng.choice(lexicon, size=length, p=weights / weights.sum()))
        for _ in range(n_passages)
    ]
    return pd.DataFrame(
        {
            "passage_id": [f"p{i:03d}" for i in range(n_passages)],
            "language": "unknown",
            "text": texts,
        }
    )


def test_tokens_of_plain_text_are_those_of_nltk():
    text = "Қазақстан, 2015: Алматы (облысы)! Regions; and «words»"
    spans = list(RegexpTokenizer(r"\w+").span_tokenize(text))
    assert find_tokens(text) == spans


def test_frequencies_are_those_of_nltk():
    passages = make_passages()
    table = tokenize_passages(passages)
    ours = Counter(table.vocabulary[i] for i in table.form_id.tolist())
    assert ours == FreqDist(" ".join(passages["text"]).split())


def test_bigrams_within_passages_are_those_of_nltk():
    passages = make_passages()
    table = tokenize_passages(passages)
    inside = table.passage_index[1:] == table.passage_index[:-1]
    pairs = np.column_stack([table.form_id[:-1], table.form_id[1:]])[inside]
    words = table.vocabulary
    ours = Counter((words[a], words[b]) for a, b in pairs.tolist())
    theirs = Counter(
        pair for text in passages["text"] for pair in ngrams(text.split(), 2)
    )
    assert ours == theirs


def test_pair_association_is_that_of_nltk():
    matrix = build_term_matrix(make_passages(), tokens="whitespace")
    n_passages = len(matrix.passage_ids)
    present = matrix.counts.toarray() > 0
    n_compared = 0
    for i, j in itertools.combinations(range(12), 2):
        both = int((present[:, i] & present[:, j]).sum())
        if not 0 < both < n_passages:
            continue
        alone = (int(present[:, i].sum()), int(present[:, j].sum()))
        pmi = BigramAssocMeasures.pmi(both, alone, n_passages)
        expected = pmi / -np.log2(both / n_passages)
        assert compute_npmi(matrix.counts, [i, j]) == pytest.approx(expected, abs=1e-6)
        n_compared += 1
    assert n_compared > 20


def test_coherence_is_that_of_gensim():
    passages = make_passages()
    matrix = build_term_matrix(passages, tokens="whitespace")
    texts = [text.split() for text in passages["text"]]
    total = np.asarray(matrix.counts.sum(axis=0)).ravel()
    terms = np.argsort(-total)[:8].tolist()
    model = CoherenceModel(
        topics=[[matrix.terms[i] for i in terms]],
        texts=texts,
        dictionary=Dictionary(texts),
        coherence="c_npmi",
        window_size=max(map(len, texts)),
        processes=1,
    )
    assert compute_npmi(matrix.counts, terms) == pytest.approx(
        model.get_coherence(), abs=1e-6
    )
