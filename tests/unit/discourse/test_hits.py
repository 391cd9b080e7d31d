"""Where patterns are found, and what a hit says."""

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import build_lexicon, find_hits, read_lexicon
from discourse.schemas import HITS, PASSAGES
from ledger import (
    DataLossWarning,
    InputError,
    LexiconError,
    build_empty_table,
    check_table,
)


def make_passages(*texts, language="ru"):
    return pd.DataFrame(
        {
            "passage_id": [f"d#{number:04d}" for number in range(1, len(texts) + 1)],
            "language": language,
            "text": list(texts),
        }
    )


def find(patterns, *texts, language="ru"):
    """Give the matched texts."""
    lexicon = build_lexicon({"a": patterns}, language=language)
    passages = make_passages(*texts, language=language)
    hits = find_hits(passages, lexicon=lexicon)
    check_table(hits, HITS)
    text_of = dict(zip(passages["passage_id"], passages["text"], strict=True))
    return [
        text_of[hit.passage_id][int(hit.start) : int(hit.end)]
        for hit in hits.itertuples()
    ]


def test_a_word_fits_all_its_forms_and_any_case():
    text = "Регион, регионов и РЕГИОНАМИ, но не регионализм"
    assert find(["регион"], text) == ["Регион", "регионов", "РЕГИОНАМИ"]


def test_a_word_in_an_inflected_form_stands_for_its_lemma():
    assert find(["regions"], "A region.", language="en") == ["region"]


def test_kazakh_forms_are_joined_by_their_lemma():
    assert find(["өңір"], "Өңірлердің дамуы, өңірде", language="kk") == [
        "Өңірлердің",
        "өңірде",
    ]


@pytest.mark.parametrize(
    "pattern", ["отдалённый", '"отдалённые"', "отдал?н*", "*ённые", "/отдалённ(ые)?/"]
)
@pytest.mark.parametrize("text", ["Отдалённые сёла", "Отдаленные села"])
def test_yo_and_ye_make_no_difference(pattern, text):
    assert find([pattern, pattern.replace("ё", "е")], text) == [text.split()[0]]
    assert find([f"{pattern} сёл*", "мёд"], f"{text}, мед") == [text, "мед"]


def test_quoted_form_fits_itself_only():
    assert find(['"регионов"'], "Регион РЕГИОНОВ") == ["РЕГИОНОВ"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("меж*", ["межэтнический", "межа"]),
        ("*ический", ["межэтнический"]),
        ("*этни*", ["межэтнический"]),
        ("м?жа", ["межа"]),
        ("м*э*ий", ["межэтнический"]),
        ("/межа?/", ["межа"]),
    ],
)
def test_globs_and_regular_expressions(pattern, expected):
    assert find([pattern], "межэтнический межа") == expected


def test_phrase_gap_and_its_bounds():
    text = "рост доходов; рост реальных доходов; рост самых реальных доходов"
    assert find(["рост доход"], text) == ["рост доходов"]
    assert find(["рост [1-2] доход"], text) == [
        "рост реальных доходов",
        "рост самых реальных доходов",
    ]


def test_phrases_and_gaps_end_at_marks_unless_the_pattern_asks_for_more():
    text = "Образование, занятость. Строительство школ, больниц (и дорог)."
    assert find(["образование занятость", "школа [2] дорога"], text) == []
    assert find(["образование [,0] занятость"], text) == ["Образование, занятость"]
    assert find(["школа [,1-2] дорога"], text) == ["школ, больниц (и дорог"]
    assert find(["занятость [,3] строительство"], text) == []


@pytest.mark.parametrize("mark", [", ", "; ", ": ", " (", ") ", " [", "] "])
def test_each_mark_ends_a_phrase(mark):
    assert find(["a b"], f"a{mark}b", language="en") == []
    assert find(["a [,1] c"], f"a{mark}b{mark}c", language="en")


@pytest.mark.parametrize("text", ["a 1,5 b", "a 1, 5 b", "a 10:30 b", "a - b", "a «b»"])
def test_marks_in_numbers_dashes_and_quotation_marks_end_no_phrase(text):
    assert find(["a [2] b"], text, language="en")


def test_near_reaches_over_marks_unless_it_asks_for_less():
    text = "Бедность, говорят, и рост"
    assert find(["бедность NEAR/3 рост"], text) == [text]
    assert find(["бедность NEAR/3/PART рост"], text) == []
    assert find(["рост NOT NEAR/PART бедность"], text) == ["рост"]
    assert find(["рост NOT AFTER/1/PART и"], text) == []


def test_near_takes_either_order_and_after_only_one():
    text = "Бедность и рост. Рост и бедность."
    assert find(["бедность NEAR/2 рост"], text) == [
        "Бедность и рост",
        "Рост и бедность",
    ]
    assert find(["бедность AFTER/2 рост"], text) == ["Рост и бедность"]
    assert find(["бедность BEFORE/2 рост"], text) == ["Бедность и рост"]
    assert find(["бедность NEAR/1 рост"], text) == []


def test_phrases_and_near_stay_within_a_sentence_and_a_passage():
    assert find(["бедность NEAR/5 рост"], "Есть бедность. Рост есть.") == []
    assert find(["рост доход"], "Сильный рост. Доходы есть.") == []
    assert find(["рост доход"], "рост", "доход") == []


def test_reach_of_a_passage_crosses_sentences_but_not_passages():
    text = "Есть бедность. Рост есть."
    assert find(["бедность NEAR/PASSAGE рост"], text) == ["бедность. Рост"]
    assert find(["бедность BEFORE/1/PASSAGE рост"], text) == ["бедность. Рост"]
    assert find(["бедность AFTER/PASSAGE рост"], text) == []
    assert find(["есть NEAR/1/PASSAGE рост"], text) == ["Рост есть"]
    assert find(["бедность NEAR/PASSAGE рост"], "Есть бедность.", "Рост есть.") == []


def test_if_asks_for_a_context_that_is_no_part_of_the_hit():
    text = "Банк дал кредит и кредит. Берег реки, банк. Банк у реки."
    assert find(["банк IF BEFORE/SENTENCE кредит"], text) == ["Банк"]
    assert find(["банк IF AFTER/1 река"], text) == ["банк"]
    assert find(["банк IF NEAR/PASSAGE кредит"], text) == ["Банк", "банк", "Банк"]
    # Each of two words has its own hit, although they share the context.
    assert find(["кредит IF AFTER/SENTENCE банк"], text) == ["кредит", "кредит"]
    assert find(["кредит AFTER/SENTENCE банк"], text) == ["Банк дал кредит"]


def test_not_after_looks_before_the_match_only():
    text = "Good. Not very good. Good, not bad. Never was it so good"
    negated = "(not | never)"
    assert len(find([f"good NOT AFTER/3 {negated}"], text, language="en")) == 3
    assert len(find([f"good NOT AFTER/4 {negated}"], text, language="en")) == 2
    assert len(find([f"good NOT BEFORE/1 {negated}"], text, language="en")) == 3


def test_a_pattern_fits_words_that_a_text_divides():
    text = "It's Kazakhstan's rock&roll, etc."
    for pattern in ('"it\'s"', "kazakhstan's", '"rock&roll"', '"etc."'):
        assert find([pattern], text, language="en"), pattern


def test_surface_keeps_together_what_a_text_writes_together():
    lexicon = build_lexicon({"a": ['"it\'s"', "so [1] on", "new year"]}, language="en")
    text = "It's so and on. New\nyear"
    hits = find_hits(make_passages(text, language="en"), lexicon=lexicon)
    assert hits["surface"].tolist() == ["It's", "so … on", "New year"]


def test_not_within_excludes_the_phrase_only():
    patterns = ["гвинея NOT WITHIN экваториальная гвинея"]
    assert find(patterns, "Гвинея и Экваториальная Гвинея") == ["Гвинея"]


def test_not_near_excludes_by_a_word_beside():
    text = "Отток капитала. Отток населения"
    assert find(["отток NOT NEAR/2 капитал"], text) == ["Отток"]
    lexicon = build_lexicon({"a": ["отток NOT NEAR/2 капитал"]}, language="ru")
    assert find_hits(make_passages(text), lexicon=lexicon)["start"].tolist() == [16]


def test_not_near_excludes_by_a_word_in_a_gap_but_not_by_a_word_of_the_match():
    text = "Имидж службы, позитивный для всех. Имидж страны, позитивный для всех."
    pattern = "имидж NEAR/3 позитивный NOT NEAR/1 (служба | позитивный)"
    assert find([pattern], text) == ["Имидж страны, позитивный"]
    assert find(["имидж [,2] позитивный NOT NEAR/1 служба"], text) == [
        "Имидж страны, позитивный"
    ]


def test_longest_match_wins_within_a_category_only():
    lexicon = build_lexicon(
        {"a": ["регион", "бедный регион"], "b": ["регион"]}, language="ru"
    )
    hits = find_hits(make_passages("Бедные регионы"), lexicon=lexicon)
    assert list(zip(hits["category"], hits["term"], hits["start"], strict=True)) == [
        ("a", "бедный регион", 0),
        ("b", "регион", 7),
    ]


def test_partial_overlap_keeps_the_longer_then_the_earlier():
    assert find(["a b", "b c d"], "a b c d", language="en") == ["b c d"]
    assert find(["a b", "b c"], "a b c", language="en") == ["a b"]


def find_categories(categories, text, overlaps):
    lexicon = build_lexicon(categories, language="en")
    hits = find_hits(
        make_passages(text, language="en"), lexicon=lexicon, overlaps=overlaps
    )
    return list(zip(hits["category"], hits["surface"], strict=True))


@pytest.mark.parametrize(
    ("overlaps", "expected"),
    [
        # Categories do not disturb each other.
        ("category", [("k1", "a b"), ("k2", "b c"), ("k3", "b")]),
        # What longer matches use up is dropped; partial overlaps stay.
        ("nested", [("k1", "a b"), ("k2", "b c")]),
        # A token counts once.
        ("lexicon", [("k1", "a b")]),
    ],
)
def test_overlaps_between_categories_follow_the_policy(overlaps, expected):
    categories = {"k1": ["a b"], "k2": ["b c"], "k3": ["b"]}
    assert find_categories(categories, "a b c", overlaps) == expected


def test_equal_matches_of_two_categories_stay_unless_a_token_counts_once():
    categories = {"k1": ["a b"], "k2": ["a b"]}
    both = [("k1", "a b"), ("k2", "a b")]
    assert find_categories(categories, "a b", "category") == both
    assert find_categories(categories, "a b", "nested") == both
    assert find_categories(categories, "a b", "lexicon") == both[:1]


def test_unknown_policy_is_refused():
    with pytest.raises(InputError, match="nested"):
        find_categories({"k": ["a"]}, "a", "longest")


def test_words_in_a_gap_are_free_for_other_patterns():
    text = "Рост доходов бедных семей"
    assert find(["рост NEAR/5 семья", "бедный"], text) == [text, "бедных"]


def test_a_hit_says_which_words_matched():
    lexicon = build_lexicon(
        {"a": ["рост [0-2] доход NEAR/5 село", "бедный"]}, language="ru"
    )
    text = "Рост реальных доходов на селе и бедных"
    hits = find_hits(make_passages(text), lexicon=lexicon)
    assert hits["surface"].tolist() == ["Рост … доходов … селе", "бедных"]


def test_near_sentence_reaches_to_its_ends_only():
    text = "Бедность, как ни странно и как ни обидно, дала рост. Рост есть."
    assert find(["бедность NEAR/SENTENCE рост"], text) == [text[:51]]
    assert find(["странно NOT NEAR/SENTENCE рост"], text) == []
    assert find(["есть NOT NEAR/SENTENCE бедность"], text) == ["есть"]


def test_many_gaps_are_searched_step_by_step():
    words = " ".join(["w"] * 40)
    pattern = " [10] ".join(["w"] * 12)
    (found, *_) = find([pattern], words, language="en")
    assert found.split() == ["w"] * 12


def test_a_word_without_language_stands_for_its_lemma_in_each():
    lexicon = build_lexicon({"a": ["регион", "region"]})
    passages = make_passages("регионы regions", "regions регионы", "регионы regions")
    passages["language"] = ["ru", "en", "unknown"]
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["surface"].tolist() == ["регионы", "regions", "регионы", "regions"]


def test_text_that_is_tokenized_is_searched_as_it_is():
    lexicon = build_lexicon({"a": ['"u.s." "gov\'t"']})
    passages = make_passages("the U.S. gov't .", language="en")
    hits = find_hits(passages, lexicon=lexicon, tokens="whitespace")
    assert hits["surface"].tolist() == ["U.S. gov't"]


def test_same_place_is_given_to_the_first_pattern():
    lexicon = build_lexicon({"a": ["регион*", "регион"]}, language="ru")
    hits = find_hits(make_passages("регион"), lexicon=lexicon)
    assert hits["term"].tolist() == ["регион*"]


def test_language_tag_limits_the_passages():
    lexicon = build_lexicon({"a": ["регион*"]}, language="ru")
    passages = make_passages("регион", "регион", "регион")
    passages["language"] = ["ru", "kk", "unknown"]
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["passage_id"].tolist() == ["d#0001", "d#0003"]


def test_hit_carries_term_weight_and_identifier(tmp_path):
    path = tmp_path / "w.toml"
    path.write_text(
        'id = "w"\n[categories.a]\nru = [{ pattern = "Регион*", weight = 0.5 }]\n',
        encoding="utf-8",
    )
    hits = find_hits(make_passages("В регионе"), lexicon=read_lexicon(path))
    (hit,) = hits.to_dict("records")
    assert hit == {
        "hit_id": "d#0001@2:a",
        "passage_id": "d#0001",
        "category": "a",
        "term": "Регион*",
        "start": 2,
        "end": 9,
        "surface": "регионе",
        "is_negated": False,
        "has_negation": False,
        "weight": 0.5,
    }


def test_empty_table_and_no_match_give_an_empty_table():
    lexicon = build_lexicon({"a": ["регион"]}, language="ru")
    empty = find_hits(build_empty_table(PASSAGES), lexicon=lexicon)
    assert empty.empty
    check_table(empty, HITS)
    check_table(find_hits(make_passages("..."), lexicon=lexicon), HITS)
    assert find_hits(make_passages("город"), lexicon=lexicon).empty


def test_passages_are_not_changed():
    passages = make_passages("Бедные регионы")
    before = passages.copy(deep=True)
    find_hits(passages, lexicon=build_lexicon({"a": ["регион"]}, language="ru"))
    pd.testing.assert_frame_equal(passages, before)


def test_lexicons_that_share_a_category_are_refused():
    lexicon = build_lexicon({"a": ["регион"]})
    with pytest.raises(LexiconError, match="stands in the lexicons"):
        find_hits(make_passages("регион"), lexicon=[lexicon, lexicon])


def test_many_terms_are_handled():
    words = [f"слово{number}" for number in range(50_000)]
    lexicon = build_lexicon({"a": [f'"{word}"' for word in words]}, language="ru")
    assert len(find_hits(make_passages("слово7 слово49999"), lexicon=lexicon)) == 2


def test_negation_of_a_hit_is_marked_and_own_negation_is_not():
    lexicon = build_lexicon({"a": ["бедность", "нет [1] доступ"]}, language="ru")
    hits = find_hits(make_passages("Бедности нет, нет доступа"), lexicon=lexicon)
    assert hits["is_negated"].tolist() == [True, False]


WORDS = st.lists(
    st.sampled_from(["axb", "axc", "b", "c", "d"]), min_size=1, max_size=12
)


def find_by_hand(words):
    """Look for 'ax* [0-1] b' with a plain regular expression over the words."""
    text = " ".join(words)
    found = re.finditer(r"(?<!\S)(?=(a\S*(?: \S+)?? b(?!\S)))", text)
    return {(match.start(), match.end(1)) for match in found}


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_single_words_agree_with_a_plain_search(words):
    lexicon = build_lexicon({"a": ["ax*"], "b": ['"b"'], "ab": ['ax* [0-1] "b"']})
    hits = find_hits(make_passages(" ".join(words)), lexicon=lexicon)
    counts = hits["category"].value_counts().to_dict()
    assert counts.get("a", 0) == sum(word.startswith("a") for word in words)
    assert counts.get("b", 0) == words.count("b")
    in_phrases = hits[hits["category"] == "ab"]
    spans = set(zip(in_phrases["start"], in_phrases["end"], strict=True))
    by_hand = find_by_hand(words)
    assert bool(spans) == bool(by_hand)
    # One token counts once: the phrases of a category never overlap.
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=5))
def test_order_and_company_of_passages_change_nothing(texts):
    lexicon = build_lexicon({"x": ["ax* b", "b", "c NEAR/2 d"]})
    passages = make_passages(*(" ".join(words) for words in texts))
    whole = find_hits(passages, lexicon=lexicon)
    backward = find_hits(passages.iloc[::-1], lexicon=lexicon)
    alone = [
        find_hits(passages.iloc[[number]], lexicon=lexicon)
        for number in range(len(passages))
    ]
    expected = sorted(whole["hit_id"] + whole["term"])
    assert sorted(backward["hit_id"] + backward["term"]) == expected
    assert sorted(pd.concat(alone).pipe(lambda h: h["hit_id"] + h["term"])) == expected


LEVELS = {
    "work.wages": ["wage"],
    "work.hours": ["low wage"],
    "debt": ["debt"],
}


def test_levels_merge_categories_before_overlaps_are_solved():
    lexicon = build_lexicon(LEVELS, language="en")
    passages = make_passages("Low wages and debts", language="en")
    whole = find_hits(passages, lexicon=lexicon)
    assert whole["category"].tolist() == ["work.hours", "work.wages", "debt"]
    first = find_hits(passages, lexicon=lexicon, levels=[1])
    assert first["surface"].tolist() == ["Low wages", "debts"]
    assert first["category"].tolist() == ["work", "debt"]


def test_categories_without_a_level_are_left_out_and_said():
    lexicon = build_lexicon(LEVELS, language="en")
    passages = make_passages("Low wages and debts", language="en")
    with pytest.warns(DataLossWarning, match="not counted: debt"):
        hits = find_hits(passages, lexicon=lexicon, levels=[2])
    assert hits["category"].tolist() == ["hours", "wages"]


@pytest.mark.parametrize("levels", [[], [0], [3]])
def test_levels_that_no_category_has_are_refused(levels):
    with pytest.raises(InputError, match="levels"):
        find_hits(make_passages("a"), lexicon=build_lexicon(LEVELS), levels=levels)


SENTENCES = st.lists(
    st.lists(st.sampled_from(["axb", "b", "c", "d", "not"]), min_size=1, max_size=6),
    min_size=2,
    max_size=4,
)


@settings(max_examples=30, deadline=None)
@given(SENTENCES, st.data())
def test_splitting_a_document_between_sentences_keeps_the_counts(sentences, data):
    written = [" ".join(words).capitalize() + "." for words in sentences]
    cut = data.draw(st.integers(1, len(written) - 1))
    lexicon = build_lexicon(
        {"x": ["ax* [0-1] b", "c NEAR/3 d", "b NOT NEAR/2 d"], "y": ["d", "c d"]}
    )
    whole = make_passages(" ".join(written), language="en")
    halves = make_passages(
        " ".join(written[:cut]), " ".join(written[cut:]), language="en"
    )
    columns = ["category", "term", "surface", "is_negated"]
    for policy in ("category", "nested", "lexicon"):
        found = [
            find_hits(passages, lexicon=lexicon, overlaps=policy)[columns]
            for passages in (whole, halves)
        ]
        pd.testing.assert_frame_equal(*found)
