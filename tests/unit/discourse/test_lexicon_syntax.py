"""The pattern language: what is read, what is refused and where."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.lexicons.automaton import compile_regex, find_regex_fault
from discourse.lexicons.model import Atom
from discourse.lexicons.syntax import PatternSyntaxError, parse_pattern


def get_atoms(text):
    pattern = parse_pattern(text)
    return [[slot.atoms for slot in phrase] for phrase in pattern.alternatives]


@pytest.mark.parametrize(
    ("text", "kind", "condition"),
    [
        ("Регион", "lemma", "регион"),
        ('"Регионов"', "form", "регионов"),
        ("регион*", "glob", "регион*"),
        ("urbani?ation", "glob", "urbani?ation"),
        ("/регион(а|у)/", "regex", "регион(а|у)"),
    ],
)
def test_one_word_is_read_as_its_kind(text, kind, condition):
    assert get_atoms(text) == [[(Atom(kind=kind, text=condition),)]]


def test_quoted_words_are_forms_side_by_side():
    slots = parse_pattern('"новый год"').alternatives[0]
    assert [slot.atoms[0].text for slot in slots] == ["новый", "год"]
    assert {slot.atoms[0].kind for slot in slots} == {"form"}


def test_gap_belongs_to_the_slot_after_it():
    slots = parse_pattern("рост [1-3] доход").alternatives[0]
    assert (slots[1].gap_low, slots[1].gap_high) == (1, 3)
    assert parse_pattern("рост [2] доход").alternatives[0][1].gap_low == 0
    assert not slots[1].crosses_marks
    (slot,) = parse_pattern("рост [,1-3] доход").alternatives[0][1:]
    assert (slot.gap_low, slot.gap_high, slot.crosses_marks) == (1, 3, True)


def test_group_of_single_words_is_one_slot():
    (phrase,) = parse_pattern("(село | аул) район").alternatives
    assert [atom.text for atom in phrase[0].atoms] == ["село", "аул"]


def test_group_of_phrases_multiplies():
    pattern = parse_pattern("(a b | c) (d | e f)")
    assert [len(phrase) for phrase in pattern.alternatives] == [3, 4, 2, 3]


def test_relations_and_conditions_are_kept_in_order():
    pattern = parse_pattern("рост NEAR/5 доход AFTER/2 год NOT WITHIN a b NOT NEAR/3 c")
    assert [n.relation for n in pattern.neighbors] == ["near", "after"]
    assert [(e.kind, e.distance) for e in pattern.conditions] == [
        ("within", None),
        ("near", 3),
    ]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "empty"),
        ("*", 1, "every word"),
        ("регион **", 8, "every word"),
        ("а*", 1, "nearly every"),
        ("(a | b", 1, "not closed"),
        ("a b)", 4, "outside a group"),
        ("a | b", 3, "outside a group"),
        ("a NEAR b", 3, "NEAR without a distance"),
        ("a NEAR", 3, "NEAR without a distance"),
        ("a BEFORE/ b", 3, "BEFORE without a distance"),
        ("a NOT", 3, "found 'NOT'"),
        ("a NEAR/0 b", 3, "distance 0"),
        ("a NEAR/5", 9, "missing"),
        ("[2] a", 1, "gap"),
        ("a [5-2] b", 3, "gap"),
        ("a [2]", 3, "missing"),
        ('a "b', 3, "found"),
        ("a -", 3, "not a word"),
        ("a /(b+)+/", 3, "exponential"),
        ("a NEAR/99/PASSAGE b", 3, "distance 99"),
        ("a IF NEAR b", 6, "NEAR"),
        ('a "b*"', 3, "without quotation marks"),
    ],
)
def test_a_fault_names_its_column(text, column, message):
    with pytest.raises(PatternSyntaxError, match=message) as caught:
        parse_pattern(text)
    assert caught.value.column == column


def test_too_many_combinations_are_refused():
    with pytest.raises(PatternSyntaxError, match="combinations"):
        parse_pattern(" ".join(["(a b | c d | e f)"] * 5))


def test_relations_and_conditions_in_small_letters():
    pattern = parse_pattern(
        'guinea near/3 coast not near/2 bissau not within "guinea bissau"'
    )
    assert pattern.neighbors[0].relation == "near"
    assert [(e.kind, e.distance) for e in pattern.conditions] == [
        ("near", 2),
        ("within", None),
    ]
    assert (
        pattern.conditions[1]
        == parse_pattern('guinea NOT WITHIN "guinea bissau"').conditions[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a NOT AFTER/4 b", ("after", 4, "sentence", False)),
        ("a not before/sentence b", ("before", None, "sentence", False)),
        ("a IF NEAR/PASSAGE b", ("near", None, "passage", True)),
        ("a if after/1/passage b", ("after", 1, "passage", True)),
        ("a NOT AFTER/4/PART b", ("after", 4, "part", False)),
        ("a IF NEAR/PART b", ("near", None, "part", True)),
    ],
)
def test_conditions_have_a_side_a_distance_and_a_reach(text, expected):
    (found,) = parse_pattern(text).conditions
    assert (found.kind, found.distance, found.reach, found.is_required) == expected


def test_contexts_beside_a_pattern_are_the_conditions_written_in_it():
    beside = parse_pattern("a", unless=["AFTER/2 b"], only_if=["NEAR/PASSAGE (c | d)"])
    written = parse_pattern("a NOT AFTER/2 b IF NEAR/PASSAGE (c | d)")
    assert beside.conditions == written.conditions


def test_if_is_a_word_where_no_relation_follows():
    (phrase,) = parse_pattern("IF poor").alternatives
    assert [slot.atoms[0].text for slot in phrase] == ["if", "poor"]


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ('"it\'s"', [["it's"], ["it", "'s"]]),
        (
            '"and so on, etc."',
            [["and", "so", "on,", "etc."], ["and", "so", "on", "etc"]],
        ),
        ("women's", [["women's"], ["women", "'s"]]),
        ('"a.m."', [["a.m."]]),
        ("r&b*", [["r&b*"], ["r", "b*"]]),
        ('":)"', [[":)"]]),
    ],
)
def test_words_are_also_read_as_texts_are_divided_into_tokens(text, spellings):
    found = parse_pattern(text).alternatives
    assert [[slot.atoms[0].text for slot in phrase] for phrase in found] == spellings


def test_the_single_words_of_a_group_are_one_slot():
    pattern = parse_pattern("(a | b c | d)")
    assert [[len(s.atoms) for s in phrase] for phrase in pattern.alternatives] == [
        [2],
        [1, 1],
    ]


def test_bare_words_not_within_are_words():
    (phrase,) = parse_pattern("not within reach").alternatives
    assert [slot.atoms[0].text for slot in phrase] == ["not", "within", "reach"]


@pytest.mark.parametrize("text", ["a NEAR/SENTENCE b", "a near/sentence b"])
def test_distance_may_be_the_sentence(text):
    assert parse_pattern(text).neighbors[0].distance is None


def test_bare_words_can_stand_for_forms():
    pattern = parse_pattern("регионов (села | аула)", unit="form")
    kinds = {atom.kind for slot in pattern.alternatives[0] for atom in slot.atoms}
    assert kinds == {"form"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(a+)+b", "repeated group"),
        ("(a|b)*", "repeated group"),
        ("(a|aa){2,}", "repeated group"),
        ("(ab)+c", "repeated group"),
        (r"\1a", "escapes"),
        ("(?=a)b", "look-around"),
        ("(?i)b", "look-around"),
        (".*", "every word"),
        (r"\w+", "every word"),
        ("[а-яәғқңөұүһіa-z]+", "every word"),
        ("a?", "empty word"),
        ("a{100}", "above 50"),
        ("a{2,1}", "empty"),
        ("a{x}", "braces"),
        ("a**", "follows a repeat"),
        ("*a", "nothing to repeat"),
        ("a^b", "stands inside"),
        ("[b-a]", "range"),
        ("a[", "not closed"),
        ("(a", "not closed"),
        ("a)", "not opened"),
        ("a.{50}" * 45, "places"),
    ],
)
def test_regex_that_could_explode_or_fits_all_is_refused(text, reason):
    assert reason in find_regex_fault(text)


@pytest.mark.parametrize(
    "text",
    ["регион(а|у)?", "эк?спо(-.*)?", "[а-я]{3}ский", "^регион.*$", "a.*b.*c.*d"],
)
def test_simple_regex_is_allowed(text):
    assert find_regex_fault(text) is None


def find_words(text, words):
    ordered = sorted(words)
    return [ordered[place] for place in compile_regex(text).find_words(ordered)]


def test_regex_fits_whole_words_only():
    words = ["регион", "региона", "регионы", "межрегион", "реги"]
    assert find_words("регион(а|ы)?", words) == ["регион", "региона", "регионы"]
    assert find_words("^регион.$", words) == ["региона", "регионы"]
    assert find_words("[^р]+регион", words) == ["межрегион"]


@pytest.mark.parametrize("text", ["a?" * 60 + "a" * 60, "(a|aa|a)" * 60 + "b"])
def test_regex_with_very_many_ways_ends(text):
    # A matcher that tries one way after the other needs 2 to the power of 60 steps.
    assert find_words(text, ["a" * 59, "a" * 59 + "c"]) == []


PARTS = st.recursive(
    st.sampled_from(
        ["a", "b", ".", "[ab]", "[^a]", r"\w", "a?", "b*", "[bc]+", ".{1,2}"]
    ),
    lambda part: (
        st.tuples(part, part).map("".join)
        | st.tuples(part, part).map("({0[0]}|{0[1]})?".format)
    ),
    max_leaves=8,
)
WORDS = sorted("".join(w) for n in range(5) for w in itertools.product("abc", repeat=n))


@settings(max_examples=200, deadline=None)
@given(PARTS)
def test_regex_fits_the_words_that_python_fits(text):
    assert find_words(text, WORDS) == [w for w in WORDS if re.fullmatch(text, w)]
