"""Dictionaries of LIWC: numbers, indentation, conditions, and back."""

import pandas as pd
import pytest

from discourse import find_hits, read_lexicon, write_lexicon
from ledger import LexiconError

PLAIN = """\
%
01\teconomy
\t2\tpoverty
3\tLaw (words)
%
poor\t2
econom*\t1\t3
a lot of\t03
top 10\t3
"""
# The two entries of LIWC2007 that have conditions, with its numbers; the word lists of
# the categories are ours.
CONDITIONS = """\
%
2\tpronoun
125\taffect
126\tposemo
131\tcogmech
134\tdiscrep
135\ttentat
253\ttime
464\tfiller
%
i\t2
they\t2
it's\t2
would\t134
never mind\t134
like\t(02 134)125/464\t(02 134)126\t253
kind\t<of>131/125\t<of>135/126
"""


def read(folder, text, name="d.dic"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


def list_terms(lexicon):
    return [(category, pattern.text) for category, pattern in lexicon.list_patterns()]


def count(lexicon, text):
    passages = pd.DataFrame({"passage_id": ["p"], "language": ["en"], "text": [text]})
    return find_hits(passages, lexicon=lexicon)["category"].value_counts().to_dict()


def test_numbers_and_indents(tmp_path):
    lexicon = read(tmp_path, PLAIN)
    assert list_terms(lexicon) == [
        ("economy", "econom*"),
        ("economy.poverty", '"poor"'),
        ("law_words", "econom*"),
        ("law_words", '"a lot of"'),
        ("law_words", '"top 10"'),
    ]
    codes = {note.code for note in lexicon.problems}
    assert codes == {"renamed-category", "shared-term"}


def test_blanks_instead_of_tabs(tmp_path):
    text = PLAIN.replace("top 10\t3\n", "").replace("\t", "    ")
    assert list_terms(read(tmp_path, text)) == list_terms(
        read(tmp_path, PLAIN.replace("top 10\t3\n", ""))
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("poor\t2", "poor\t9", "line 6, column 6: number 9 of 'poor'"),
        ("poor\t2", "poor", "line 6, column 1: found 'poor'"),
        ("poor\t2", "poor\t2\tx", "line 6, column 8: found 'poor"),
        ("poor\t2", "poor 2\t3", "line 6, column 6.*tab before each number"),
        ("poor\t2", "# poor", "line 6, column 1: found '# poor'"),
        ("poor\t2", "poor\t(7)2", "line 6, column 6: number 7"),
        ("poor\t2", "poor\t(of)2", "line 6, column 6: found"),
        ("01\teconomy", "economy", "line 2, column 1: found 'economy'"),
        ("3\tLaw", "2\tLaw", "line 4, column 1: number 2 .*line 3, and of 'Law"),
        ("3\tLaw (words)", "3\tEconomy", "line 4.*'Economy' is category 'economy'"),
        ("3\tLaw", "    3\tLaw", "line 4, column 5.*indentation"),
        ("%\npoor", "poor", "line 1, column 1: the list of categories is missing: 1"),
    ],
)
def test_a_broken_file_names_line_and_column(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message) as caught:
        read(tmp_path, PLAIN.replace(old, new))
    assert caught.value.problems[0].severity == "error"


def test_a_line_that_cannot_be_read_is_the_only_fault(tmp_path):
    with pytest.raises(LexiconError) as caught:
        read(tmp_path, PLAIN.replace("poor\t2", "poor\ttwo"))
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I like it.", {"pronoun": 1, "affect": 1, "posemo": 1, "time": 1}),
        ("It's like that.", {"pronoun": 1, "affect": 1, "posemo": 1, "time": 1}),
        ("Never mind like it.", {"discrep": 1, "affect": 1, "posemo": 1, "time": 1}),
        ("Trees like it.", {"filler": 1, "time": 1}),
        # The word before stands in another sentence.
        ("So do they. Like it.", {"pronoun": 1, "filler": 1, "time": 1}),
        ("They do like it.", {"pronoun": 1, "filler": 1, "time": 1}),
        ("That kind of thing.", {"cogmech": 1, "tentat": 1}),
        ("A kind man of old.", {"affect": 1, "posemo": 1}),
    ],
)
def test_conditions_decide_between_categories(tmp_path, text, expected):
    assert count(read(tmp_path, CONDITIONS), text) == expected


def test_a_condition_keeps_the_entry_as_its_reason(tmp_path):
    reasons = {
        pattern.reason
        for _, pattern in read(tmp_path, CONDITIONS).list_patterns()
        if pattern.text == '"kind"'
    }
    assert reasons == {"LIWC: kind <of>131/125", "LIWC: kind <of>135/126"}


def test_condition_on_a_category_without_words_is_left_out(tmp_path):
    text = PLAIN.replace("poor\t2", "poor\t2\nlike\t(1)3/2").replace("*\t1\t3", "*\t3")
    lexicon = read(tmp_path, text)
    notes = [note for note in lexicon.problems if note.code == "left-out-term"]
    assert [note.where for note in notes] == ["d.dic, line 7, column 1"] * 2
    assert '"like"' not in [term for _, term in list_terms(lexicon)]


@pytest.mark.parametrize("text", [PLAIN, CONDITIONS])
def test_what_liwc_wrote_comes_back_to_it(tmp_path, text):
    lexicon = read(tmp_path, text)
    notes = write_lexicon(lexicon, tmp_path / "again.dic")
    again = read_lexicon(tmp_path / "again.dic")
    assert {note.code for note in notes} <= {"lost-phrase", "lost-reason"}

    def list_content(lexicon):
        return sorted(
            (category, pattern.text, pattern.only_if, pattern.unless)
            for category, pattern in lexicon.list_patterns()
        )

    assert list_content(again) == list_content(lexicon)


def test_conditions_are_written_as_liwc_has_them(tmp_path):
    write_lexicon(read(tmp_path, CONDITIONS), tmp_path / "again.dic")
    lines = (tmp_path / "again.dic").read_text("utf-8").splitlines()
    assert "like\t7\t(1 5)2/8\t(1 5)3" in lines
    assert "kind\t<of>4/2\t<of>6/3" in lines
    assert "it's\t1" in lines


def test_what_liwc_cannot_say_is_said(tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(
        """\
id = "d"
[categories.a]
any = [
  '"one" IF NEAR/5 "two"',
  '"three" NOT AFTER/1 "four"',
  '"five" NOT NEAR/2 "six"',
  '"seven" NEAR/3 "eight"',
  "ni?e",
  '"eleven twelve"',
]
[categories.b]
any = ['"four"']
""",
        encoding="utf-8",
    )
    notes = write_lexicon(read_lexicon(path), tmp_path / "d.dic")
    assert {note.code: note.found for note in notes} == {
        "lost-near": '2 terms: "seven" NEAR/3 "eight", "one" IF NEAR/5 "two"',
        # LIWC has a category for words that do not follow some others only beside one
        # for those that do.
        "lost-condition": '1 terms: "three" NOT AFTER/1 "four"',
        "lost-negation": '1 terms: "three" NOT AFTER/1 "four"',
        "lost-exclusion": '1 terms: "five" NOT NEAR/2 "six"',
        "lost-glob": "1 terms: ni?e",
        "lost-phrase": '1 terms: "eleven twelve"',
    }
    found = [term for _, term in list_terms(read_lexicon(tmp_path / "d.dic"))]
    assert found == ['"eleven twelve"', '"five"', '"four"']


TABLE = """\
DicTerm,Economy,poverty
poor,,X
econom*,x,
a lot of,X,X
"""


def test_table_of_liwc_22(tmp_path):
    lexicon = read(tmp_path, TABLE, "d.dicx")
    assert list_terms(lexicon) == [
        ("economy", "econom*"),
        ("economy", '"a lot of"'),
        ("poverty", '"poor"'),
        ("poverty", '"a lot of"'),
    ]
    assert {note.code for note in lexicon.problems} == {
        "renamed-category",
        "shared-term",
    }


def test_table_with_numbers_has_weights(tmp_path):
    text = "Entry,a,b\nrope*,1,\nknife,0,-0.5\n"
    found = [
        (category, pattern.text, pattern.weight)
        for category, pattern in read(tmp_path, text, "d.dicx").list_patterns()
    ]
    assert found == [("a", "rope*", 1), ("b", '"knife"', -0.5)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("DicTerm,Economy,poverty", "DicTerm", "row 1: columns DicTerm"),
        ("poverty", "Economy", "row 1, column 'Economy': 'Economy' is category"),
        ("poor,,X", "poor,,yes", "row 2, column poverty: 'yes' for 'poor'"),
        ("poor,,X", ",,X", "row 2: 3 cells, the first of them ''"),
        ("poor,,X", "poor,,X,X", "row 2: 4 cells"),
        ("poor,,X", '"poor,,X', "end of data"),
    ],
)
def test_a_broken_table_names_row_and_column(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, TABLE.replace(old, new), "d.dicx")


def test_word_without_a_mark_is_left_out(tmp_path):
    (note,) = [
        note
        for note in read(tmp_path, TABLE + "rich,,\n", "d.dicx").problems
        if note.severity == "warning"
    ]
    assert (note.code, note.where) == ("left-out-term", "d.dicx, row 5")


@pytest.mark.parametrize("text", [TABLE, "Entry,a,b\nrope*,1,\nknife,2,-0.5\n"])
def test_what_liwc_22_wrote_comes_back_to_it(tmp_path, text):
    lexicon = read(tmp_path, text, "d.dicx")
    assert write_lexicon(lexicon, tmp_path / "again.dicx") == ()
    again = read_lexicon(tmp_path / "again.dicx")
    assert sorted(again.list_patterns(), key=repr) == sorted(
        lexicon.list_patterns(), key=repr
    )


def test_what_the_table_cannot_say_is_said(tmp_path):
    lexicon = read(tmp_path, CONDITIONS)
    notes = write_lexicon(lexicon, tmp_path / "d.dicx")
    assert {note.code for note in notes} == {
        "lost-near",
        "lost-exclusion",
        "lost-reason",
        "lost-negation",
        "lost-category",
    }
    (note,) = [note for note in notes if note.code == "lost-category"]
    assert note.found == "2 categories: cogmech, tentat"


def test_no_category_has_a_number_that_a_phrase_ends_in(tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(
        "id = 'd'\n[categories.a]\nany = ['\"goal 1\"', '\"goal 2\"']\n", "utf-8"
    )
    write_lexicon(read_lexicon(path), tmp_path / "d.dic")
    again = read_lexicon(tmp_path / "d.dic")
    assert list_terms(again) == [("a", '"goal 1"'), ("a", '"goal 2"')]
