"""The table of tokens of a set of passages."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import find_tokens, fold_form, tokenize_passages
from discourse.schemas import PASSAGES
from discourse.tokens.forms import fold_forms
from discourse.tokens.tokenizing import split_text
from ledger import InputError, build_empty_table


def make_passages(*rows):
    return pd.DataFrame(
        {
            "passage_id": [f"a#{i:04d}" for i in range(1, len(rows) + 1)],
            "language": [language for language, _ in rows],
            "text": [text for _, text in rows],
        }
    )


PASSAGES_OF_TWO = make_passages(
    ("ru", "Регион и регионы"), ("en", "..."), ("en", "Regions and regions")
)


def test_tokens_point_into_their_passages():
    table = tokenize_passages(PASSAGES_OF_TWO)
    texts = PASSAGES_OF_TWO["text"].tolist()
    written = [
        texts[p][s:e]
        for p, s, e in zip(table.passage_index, table.start, table.end, strict=True)
    ]
    assert written == ["Регион", "и", "регионы", "Regions", "and", "regions"]
    assert written == [table.vocabulary[i] for i in table.form_id]
    assert table.counts.tolist() == [3, 0, 3]
    assert table.n_tokens == 6


def test_forms_are_folded_once():
    table = tokenize_passages(PASSAGES_OF_TWO)
    assert table.vocabulary[-1] == "regions"
    assert table.folded_vocabulary == ("регион", "и", "регионы", "regions", "and")
    assert table.folded_ids.tolist() == [0, 1, 2, 3, 4, 3]


def test_lemmas_depend_on_the_language_of_the_passage():
    table = tokenize_passages(
        make_passages(("en", "has regions"), ("unknown", "has regions"))
    )
    lemmas = [table.lemma_vocabulary[i] for i in table.lemma_ids]
    assert lemmas == ["have", "region", "has", "regions"]


def test_arrays_cannot_be_changed():
    table = tokenize_passages(PASSAGES_OF_TWO)
    with pytest.raises(ValueError, match="read-only"):
        table.start[0] = 5


def test_the_passages_are_not_changed():
    before = PASSAGES_OF_TWO.copy()
    tokenize_passages(PASSAGES_OF_TWO)
    pd.testing.assert_frame_equal(PASSAGES_OF_TWO, before)


def test_empty_table_has_no_tokens():
    table = tokenize_passages(build_empty_table(PASSAGES))
    assert table.n_tokens == 0
    assert table.lemma_ids.dtype == np.int32
    assert table.lemma_vocabulary == ()
    assert table.counts.tolist() == []


def test_progress_counts_every_passage():
    class Recorder:
        label = ""
        total = done = 0
        is_finished = False

        def start(self, label, total):
            self.label, self.total = label, total

        def advance(self, n=1):
            self.done += n

        def finish(self):
            self.is_finished = True

    recorder = Recorder()
    tokenize_passages(make_passages(*[("ru", "а")] * 1500), progress=recorder)
    assert recorder.label == "tokens"
    assert (recorder.total, recorder.done, recorder.is_finished) == (1500, 1500, True)


def test_table_agrees_with_find_tokens():
    table = tokenize_passages(PASSAGES_OF_TWO)
    spans = list(zip(table.start.tolist(), table.end.tolist(), strict=True))
    expected = [s for text in PASSAGES_OF_TWO["text"] for s in find_tokens(text)]
    assert spans == expected


def test_tokenized_text_is_split_at_blanks_only():
    table = tokenize_passages(
        make_passages(("en", "U.S. , don't !")), tokens="whitespace"
    )
    assert table.vocabulary == ("U.S.", ",", "don't", "!")
    assert table.start.tolist() == [0, 5, 7, 13]
    assert table.end.tolist() == [4, 6, 12, 14]


def test_unknown_kind_of_tokens_is_refused():
    with pytest.raises(InputError, match="whitespace"):
        tokenize_passages(PASSAGES_OF_TWO, tokens="letters")


WRITTEN = st.text(
    st.characters(exclude_characters="\n", exclude_categories=["Cs", "Zl", "Zp", "Cc"])
    | st.sampled_from("aAсСkКңҢ\u0301\u00ad’-"),
    min_size=1,
)


@given(st.lists(WRITTEN))
def test_many_forms_are_folded_as_each_alone(forms):
    assert fold_forms(forms) == [fold_form(form) for form in forms]


@given(st.lists(WRITTEN))
def test_splitting_finds_the_tokens_of_find_tokens(words):
    text = " ".join(words)
    pieces = split_text(text)
    assert "".join(pieces) == text
    assert pieces[1::2] == [text[start:end] for start, end in find_tokens(text)]
