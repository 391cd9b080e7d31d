"""The pattern language: what is read, what is refused and where."""

import pytest

from discourse.lexicons.model import Atom
from discourse.lexicons.safe_regex import find_regex_fault
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


def test_group_of_single_words_is_one_slot():
    (phrase,) = parse_pattern("(село | аул) район").alternatives
    assert [atom.text for atom in phrase[0].atoms] == ["село", "аул"]


def test_group_of_phrases_multiplies():
    pattern = parse_pattern("(a b | c) (d | e f)")
    assert [len(phrase) for phrase in pattern.alternatives] == [3, 4, 2, 3]


def test_relations_and_exclusions_are_kept_in_order():
    pattern = parse_pattern("рост NEAR/5 доход AFTER/2 год NOT WITHIN a b NOT NEAR/3 c")
    assert [n.relation for n in pattern.neighbors] == ["near", "after"]
    assert [(e.kind, e.distance) for e in pattern.exclusions] == [
        ("within", 0),
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
        ("a NEAR b", 3, "NEAR"),
        ("a NEAR/0 b", 3, "distance 0"),
        ("a NEAR/5", 9, "missing"),
        ("[2] a", 1, "gap"),
        ("a [5-2] b", 3, "gap"),
        ("a [2]", 3, "missing"),
        ('a "b', 3, "found"),
        ("a -", 3, "not a word"),
        ("a /(b+)+/", 3, "exponential"),
    ],
)
def test_a_fault_names_its_column(text, column, message):
    with pytest.raises(PatternSyntaxError, match=message) as caught:
        parse_pattern(text)
    assert caught.value.column == column


def test_too_many_combinations_are_refused():
    with pytest.raises(PatternSyntaxError, match="combinations"):
        parse_pattern(" ".join(["(a b | c d | e f)"] * 5))


@pytest.mark.parametrize(
    "text",
    ["(a+)+b", "(a|b)*", "a*b*c*", r"\1a", "(?=a)b", ".*", r"\w+", "a{100}", "a["],
)
def test_regex_that_could_explode_or_fits_all_is_refused(text):
    assert find_regex_fault(text) is not None


@pytest.mark.parametrize("text", ["регион(а|у)?", "эк?спо(-.*)?", "[а-я]{3}ский"])
def test_simple_regex_is_allowed(text):
    assert find_regex_fault(text) is None
