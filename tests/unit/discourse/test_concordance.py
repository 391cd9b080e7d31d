"""Matches between the words around them, and the words around matches."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import (
    CONCORDANCE,
    WINDOWS,
    build_concordance,
    build_lexicon,
    build_windows,
    find_hits,
    tokenize_passages,
)
from discourse.schemas import HITS, MENTIONS
from ledger import InputError, TableError, build_empty_table, check_table


def make_passages(*texts, language="en"):
    return pd.DataFrame(
        {
            "passage_id": [f"d#{number:04d}" for number in range(1, len(texts) + 1)],
            "document_id": "d",
            "page": range(1, len(texts) + 1),
            "start": [100 * number for number in range(len(texts))],
            "language": language,
            "text": list(texts),
        }
    )


def find_lines(pattern, *texts, **options):
    passages = make_passages(*texts)
    hits = find_hits(passages, lexicon=build_lexicon({"x": [pattern]}))
    lines = build_concordance(passages, hits, **options)
    check_table(lines, CONCORDANCE)
    return lines


def show(lines):
    return list(zip(lines["left"], lines["match"], lines["right"], strict=True))


def test_words_on_both_sides_end_at_the_passage():
    lines = find_lines("c", "a b c d e", "c", window=1)
    assert show(lines) == [("b", "c", "d"), ("", "c", "")]


def test_context_is_the_text_with_its_punctuation_on_one_line():
    lines = find_lines("c", "a, (b)\n\n c!  d: e.", window=2)
    assert show(lines) == [("a, (b)", "c", "! d: e")]


def test_a_window_of_no_words_shows_the_match_alone():
    assert show(find_lines("b c", "a b c d", window=0)) == [("", "b c", "")]


def test_a_line_leads_back_to_passage_page_and_document():
    line = find_lines("c", "x", "a b c").iloc[0]
    assert (line["passage_id"], line["page"]) == ("d#0002", 2)
    assert (line["start"], line["end"]) == (4, 5)
    assert (line["document_start"], line["document_end"]) == (104, 105)
    assert (line["label"], line["term"]) == ("x", "c")


def test_lines_are_sorted_by_words_of_the_context():
    texts = ("b x c", "a x d", "A x b", "x b")
    by_left = show(find_lines("x", *texts, sort_by=["1L", "1R"]))
    assert [line[0] for line in by_left] == ["", "A", "a", "b"]
    by_right = show(find_lines("x", *texts, sort_by=["1R", "1L"]))
    assert [line[2] for line in by_right] == ["b", "b", "c", "d"]
    assert [line[0] for line in by_right] == ["", "A", "b", "a"]
    by_second = find_lines("x", "x b a", "x c", "x a", sort_by=["2R"])
    assert by_second["right"].tolist() == ["c", "a", "b a"]


def test_lines_keep_the_order_of_the_passages_by_default():
    lines = find_lines("x", "c x", "b x x", "a x")
    assert lines["line"].tolist() == [1, 2, 3, 4]
    assert lines["passage_id"].tolist() == ["d#0001", "d#0002", "d#0002", "d#0003"]


def test_a_sample_depends_on_its_seed_only():
    texts = [f"w{number} x" for number in range(50)]
    first, again, other = (
        find_lines("x", *texts, n_lines=5, rng=np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert len(first) == 5
    pd.testing.assert_frame_equal(first, again)
    assert first["passage_id"].tolist() != other["passage_id"].tolist()


def test_a_sample_needs_its_source_and_sort_keys_are_checked():
    with pytest.raises(InputError, match="rng"):
        find_lines("x", "x", n_lines=5)
    with pytest.raises(InputError, match="1L, 2L"):
        find_lines("x", "x", sort_by=["left"])


def test_mentions_are_labelled_by_their_region():
    passages = make_passages("In Almaty now")
    mentions = pd.DataFrame(
        {"passage_id": ["d#0001"], "start": [3], "end": [9], "region_id": ["KZ-75"]}
    )
    (line,) = build_concordance(passages, mentions).to_dict("records")
    assert (line["left"], line["match"], line["label"]) == ("In", "Almaty", "KZ-75")


def test_matches_of_other_passages_are_refused():
    mentions = pd.DataFrame({"passage_id": ["e#1"], "start": [0], "end": [1]})
    with pytest.raises(TableError, match="e#1"):
        build_concordance(make_passages("a"), mentions)


def test_no_match_gives_an_empty_table():
    passages = make_passages("a")
    lines = build_concordance(passages, build_empty_table(HITS))
    check_table(lines, CONCORDANCE)
    assert lines.empty
    windows = build_windows(passages, build_empty_table(MENTIONS))
    check_table(windows, WINDOWS)
    assert windows.empty


def test_tokenized_text_counts_what_stands_between_blanks():
    passages = make_passages("a , b . c")
    hits = find_hits(passages, lexicon=build_lexicon({"x": ["b"]}), tokens="whitespace")
    lines = build_concordance(passages, hits, window=1, tokens="whitespace")
    assert show(lines) == [(",", "b", ".")]


def mark(passage, *words, text, region="KZ-10"):
    return [
        {
            "passage_id": passage,
            "start": (start := text.index(word)),
            "end": start + len(word),
            "region_id": region,
        }
        for word in words
    ]


def test_windows_hold_the_words_around_and_not_the_name():
    text = "a b Abai c d e f"
    passages = make_passages(text)
    mentions = pd.DataFrame(mark("d#0001", "Abai", text=text))
    windows = build_windows(passages, mentions, window=2)
    check_table(windows, WINDOWS)
    assert windows["text"].tolist() == ["a b", "c d"]
    assert windows["n_tokens"].tolist() == [2, 2]
    assert windows["source_passage_id"].tolist() == ["d#0001", "d#0001"]
    for row in windows.itertuples():
        assert text[row.start : row.end] == row.text


def test_windows_that_overlap_are_one_for_a_label_and_shared_between_labels():
    text = "a Abai b Semey c Almaty d"
    passages = make_passages(text)
    rows = mark("d#0001", "Abai", "Semey", text=text)
    rows += mark("d#0001", "Almaty", text=text, region="KZ-75")
    windows = build_windows(passages, pd.DataFrame(rows), window=1)
    found = windows.groupby("label")["text"].apply(sorted).to_dict()
    assert found == {"KZ-10": ["a", "b", "c"], "KZ-75": ["c", "d"]}


def test_mentions_without_a_region_are_left_out():
    mentions = pd.DataFrame(
        {"passage_id": ["d#0001"], "start": [0], "end": [1], "region_id": [None]}
    )
    assert build_windows(make_passages("a b"), mentions).empty


def test_windows_can_be_searched():
    text = "poor Abai region and then many other words poor"
    passages = make_passages(text)
    windows = build_windows(
        passages, pd.DataFrame(mark("d#0001", "Abai", text=text)), window=3
    )
    hits = find_hits(windows, lexicon=build_lexicon({"x": ["poor"]}))
    assert len(hits) == 1


TEXTS = st.lists(
    st.lists(st.sampled_from(["x", "a", "B", "-", "c."]), max_size=9).map(" ".join),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.integers(0, 4))
def test_every_line_is_a_stretch_of_its_passage(texts, window):
    passages = make_passages(*texts)
    hits = find_hits(passages, lexicon=build_lexicon({"x": ['"x"']}))
    lines = build_concordance(passages, hits, window=window)
    assert len(lines) == sum(text.split().count("x") for text in texts)
    text_of = dict(zip(passages["passage_id"], passages["text"], strict=True))
    for line in lines.itertuples():
        text = text_of[line.passage_id]
        assert text[line.start : line.end] == line.match
        assert line.left in " ".join(text[: line.start].split())
        assert line.right in " ".join(text[line.end :].split())
        for side in (line.left, line.right):
            side_passage = make_passages(side)
            assert tokenize_passages(side_passage).n_tokens <= window


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_windows_wide_enough_hold_all_other_words_once(texts):
    passages = make_passages(*texts)
    hits = find_hits(passages, lexicon=build_lexicon({"x": ['"x"']}))
    windows = build_windows(passages, hits, by="category", window=50)
    with_match = passages[passages["passage_id"].isin(hits["passage_id"])]
    n_words = tokenize_passages(with_match).n_tokens
    assert windows["n_tokens"].sum() == n_words - len(hits)
