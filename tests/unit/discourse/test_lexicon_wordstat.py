"""Dictionaries of WordStat: outline, weights, rules, and back."""

import pandas as pd
import pytest

from discourse import find_hits, read_lexicon, write_lexicon
from discourse.lexicons.formats.wordstat_rules import RuleSyntaxError, read_rule
from ledger import LexiconError

OUTLINE = """\
ECONOMY
\tPOVERTY
\t\tPOOR (1)
\t\tBELOW_THE_LINE (2)
\t\tPOVERT* (0,5)
\tWORK
\t\tWAGE? (1)
\tLOW INCOME (1)
"""
# The rules by which Provalis Research describes its sentiment dictionary (three words,
# same sentence), and the two examples of its user's guide; the words are ours.
RULES = """\
NEGATIONS
\tNOT (1)
\tNEVER (1)
\tWITHOUT ANY (1)
GOOD WORDS
\tGOOD (1)
\tVERY_NICE (1)
\tENJOY* (1)
FAVOR
\t@FAVOR [#GOOD_WORDS NOT AFTER #NEGATIONS /S 3] (1)
DISFAVOR
\t@DISFAVOR [#GOOD_WORDS AFTER #NEGATIONS /S 3] (2)
PROFESSOR
\tPROFESSOR* (1)
\tLECTURER (1)
TEACHING
\t@SATISFIED [SATISFIED NEAR #PROFESSOR /P] (1)
IDIOM
\t@TURN_OFF [TURN* BEFORE OFF /S] (1)
BANK
\t@BANK [BANK NEAR MONEY /P AND NOT NEAR RIVER /S 5] (1)
"""


def read(folder, text, name="d.cat"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


def find(lexicon, text, category):
    passages = pd.DataFrame({"passage_id": ["p"], "language": ["en"], "text": [text]})
    hits = find_hits(passages, lexicon=lexicon)
    return hits["surface"][hits["category"] == category].tolist()


def test_outline_with_weights(tmp_path):
    lexicon = read(tmp_path, OUTLINE)
    assert [
        (category, pattern.text, pattern.weight)
        for category, pattern in lexicon.list_patterns()
    ] == [
        ("economy", '"LOW INCOME"', 1),
        ("economy.poverty", '"POOR"', 1),
        ("economy.poverty", '"BELOW THE LINE"', 2),
        ("economy.poverty", "POVERT*", 0.5),
        ("economy.work", "WAGE?", 1),
    ]
    assert lexicon.problems == ()


def test_indentation_may_mix_blanks_and_tabs_that_look_alike(tmp_path):
    mixed = OUTLINE.replace("\t\tWAGE", "   \t\tWAGE").replace("\tWORK", "        WORK")
    blanks = OUTLINE.replace("\t", "  ")
    expected = list(read(tmp_path, OUTLINE).list_patterns())
    assert list(read(tmp_path, mixed).list_patterns()) == expected
    assert list(read(tmp_path, blanks).list_patterns()) == expected


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ECONOMY\n", "", "line 7, column 2: found 'LOW INCOME'.*outside"),
        ("\t\tPOOR (1)", "POOR (1)", "line 3, column 1.*outside"),
        ("\t\tPOOR (1)", "\t\tPOOR", "line 3, column 3.*no terms.*POOR [(]1[)]"),
        ("POOR (1)", "POOR (1", "line 3, column 8.*weight is a number"),
        ("POOR (1)", "POOR (1) (x2)", "line 3, column 12.*weight is a number"),
        ("\t\tPOVERT*", "    POVERT*", "line 5, column 5.*indentation"),
        ("\tWORK", "   WORK", "line 6, column 4.*indentation"),
        ("WORK", "Poverty", "line 6, column 2.*as at line 2, column 2"),
        (
            "WAGE? (1)",
            "@W [WAGE NEAR #LAW /S] (1)",
            "line 7, column 17: #LAW in a rule",
        ),
    ],
)
def test_a_broken_file_names_line_and_column(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, OUTLINE.replace(old, new))


@pytest.mark.parametrize(
    ("category", "text", "expected"),
    [
        ("favor", "Good roads.", ["Good"]),
        ("favor", "Not very good roads.", []),
        ("favor", "Not that any of them is good.", ["good"]),
        ("favor", "Not us. Good roads, never bad.", ["Good"]),
        ("disfavor", "Not very good roads.", ["good"]),
        ("disfavor", "Never a very nice or enjoyable word", ["very nice"]),
        ("disfavor", "Without any enjoyable sign", ["enjoyable"]),
        ("disfavor", "Good, not bad.", []),
        ("teaching", "I was satisfied. The lecturer knew all.", ["satisfied"]),
        (
            "teaching",
            "Satisfied and satisfied, professors!",
            ["Satisfied", "satisfied"],
        ),
        ("teaching", "I was satisfied.", []),
        ("idiom", "He turned the old radio off.", ["turned"]),
        ("idiom", "Off he turned.", []),
        ("idiom", "He turned. Off we go.", []),
        ("bank", "The bank. It has money.", ["bank"]),
        ("bank", "The bank of the river. It has money.", []),
        ("bank", "The bank.", []),
    ],
)
def test_rules_hit_what_they_say_and_nothing_else(tmp_path, category, text, expected):
    assert find(read(tmp_path, RULES), text, category) == expected


def test_what_follows_a_negation_by_rule_is_not_denied_by_it(tmp_path):
    passages = pd.DataFrame(
        {"passage_id": ["p"], "language": ["en"], "text": ["Not very good roads."]}
    )
    hits = find_hits(passages, lexicon=read(tmp_path, RULES)).set_index("category")
    assert hits["has_negation"].to_dict() == {
        "negations": False,
        "good_words": True,
        "disfavor": True,
    }
    assert hits["is_negated"].to_dict() == {
        "negations": False,
        "good_words": True,
        "disfavor": False,
    }


def test_a_rule_keeps_its_weight_and_is_the_reason(tmp_path):
    found = [
        (pattern.text, pattern.weight, pattern.reason)
        for category, pattern in read(tmp_path, RULES).list_patterns()
        if category == "disfavor"
    ]
    reason = "WordStat rule @DISFAVOR: #GOOD_WORDS AFTER #NEGATIONS /S 3"
    assert found == [(text, 2, reason) for text in ('"GOOD"', '"VERY NICE"', "ENJOY*")]


@pytest.mark.parametrize(
    ("body", "side", "is_required", "is_narrower"),
    [
        ("A NEAR B /S", "NEAR/SENTENCE", True, False),
        ("A NEAR B /S5", "NEAR/5", True, False),
        ("A AFTER B /S /5", "AFTER/5", True, False),
        ("A BEFORE B /S/5", "BEFORE/5", True, False),
        ("a near b /p", "NEAR/PASSAGE", True, False),
        ("A NEAR B /P 5", "NEAR/5/PASSAGE", True, False),
        ("A NEAR B /C 5", "NEAR/5/PASSAGE", True, True),
        ("A NEAR B /5", "NEAR/5/PASSAGE", True, True),
        ("A AND B /S", "NEAR/SENTENCE", True, False),
        ("A NOT B /P", "NEAR/PASSAGE", False, False),
        ("A AND NOT B /P", "NEAR/PASSAGE", False, False),
        ("A NOT AFTER B /S 3", "AFTER/3", False, False),
    ],
)
def test_operators_and_units_are_read(body, side, is_required, is_narrower):
    rule = read_rule(f"@X [{body}]", column=1)
    (condition,) = rule.conditions
    assert (rule.item.upper(), condition.item.upper()) == ("A", "B")
    assert condition.side == side
    assert condition.is_required == is_required
    assert condition.is_narrower == is_narrower


def test_the_first_item_may_be_repeated_behind_and():
    short = read_rule("@X [TAX CUT NEAR B /S AND NOT AFTER C /S 2]", column=1)
    long = read_rule("@X [TAX CUT NEAR B /S AND TAX CUT NOT AFTER C /S 2]", column=1)
    assert short.item == "TAX CUT"
    assert [(c.item, c.side) for c in long.conditions] == [
        (c.item, c.side) for c in short.conditions
    ]


@pytest.mark.parametrize(
    ("rule", "column", "reason"),
    [
        ("@X A NEAR B", 3, "form"),
        ("@X [A]", 7, "no NEAR"),
        ("@X [A NEAR]", 13, "missing"),
        ("@X [NEAR B /S]", 7, "missing"),
        ("@X [A NEAR B OR C /S]", 16, "'OR'"),
        ("@X [A NEAR (B) /S]", 14, "'[(]'"),
        ("@X [A NEAR B]", 14, "does not say where"),
        ("@X [A NEAR B /C]", 14, "whole document"),
        ("@X [A NEAR B /S 99]", 14, "99 words"),
        ("@X [A NEAR B /Q]", 16, "'/Q'"),
        ("@X [A NEAR B /S AND C NEAR D /S]", 23, "does not say|no NEAR"),
    ],
)
def test_a_rule_that_is_not_understood_names_its_column(rule, column, reason):
    with pytest.raises(RuleSyntaxError, match=reason) as caught:
        read_rule(rule, column=3)
    assert caught.value.column == column


def test_rules_that_cannot_be_said_are_listed_with_their_effect(tmp_path):
    text = RULES.replace("NEAR MONEY /P AND NOT NEAR RIVER /S 5", "NEAR MONEY /C")
    lexicon = read(
        tmp_path, text.replace("TURN* BEFORE OFF /S", "TURN* BEFORE OFF /C 9")
    )
    left, changed = lexicon.problems[-2:]
    assert (left.code, changed.code) == ("left-out-term", "changed-term")
    assert left.where == "d.cat, line 21, column 19"
    assert "fewer hits" in left.action
    assert changed.where == "d.cat, line 19, column 26"
    assert "ends of passages it has fewer hits" in changed.action
    assert "bank" not in [category.name for category in lexicon.categories]


def test_a_category_of_rules_only_is_no_item(tmp_path):
    text = RULES + "MORE\n\t@M [GOOD NEAR #BANK /S] (1)\n"
    (note,) = [n for n in read(tmp_path, text).problems if n.code == "left-out-term"]
    assert "no entries but rules" in note.found


def test_long_lists_of_phrases_are_excluded_in_parts(tmp_path):
    phrases = "".join(
        f"\tnot a{number}\n".replace("\n", " (1)\n") for number in range(200)
    )
    rule = "@X [GOOD {} AFTER #MANY /S 2] (1)\n"
    text = f"MANY\n{phrases}A\n\t" + rule.format("NOT") + "\tPLAIN (1)\nB\n\tC (1)\n\t"
    lexicon = read(tmp_path, text + rule.format(""))
    assert find(lexicon, "Good, and not a199 good.", "a") == ["Good"]
    (note,) = [note for note in lexicon.problems if note.code == "left-out-term"]
    assert "too many phrases" in note.found


@pytest.mark.parametrize("text", [OUTLINE, RULES])
def test_what_wordstat_wrote_comes_back_to_it(tmp_path, text):
    lexicon = read(tmp_path, text)
    notes = write_lexicon(lexicon, tmp_path / "again.cat")
    expected = {"lost-reason", "written-rules"} if "@" in text else set()
    assert {note.code for note in notes} == expected

    def list_content(lexicon):
        return sorted(
            (category, pattern.text.lower(), pattern.weight, str(pattern.conditions))
            for category, pattern in lexicon.list_patterns()
        )

    assert list_content(read_lexicon(tmp_path / "again.cat")) == list_content(lexicon)


def test_rules_are_written_with_their_categories(tmp_path):
    write_lexicon(read(tmp_path, RULES), tmp_path / "again.cat")
    lines = (tmp_path / "again.cat").read_text("utf-8").splitlines()
    assert "\t@RULE1 [GOOD NOT AFTER #NEGATIONS /S 3] (1)" in lines
    assert "\t@RULE9 [BANK NOT NEAR RIVER /S 5 AND NEAR MONEY /P] (1)" in lines


def test_what_wordstat_cannot_say_is_said(tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(
        """\
id = "d"
[categories.a]
any = [
  '"one" NEAR/5 "two"',
  '"three" IF NEAR/5 ("four" | "five")',
  '"six" NOT NEAR/5 ("seven" | "eight")',
  '"nine" NOT WITHIN "nine ten"',
  '"eleven" IF AFTER/2 /x+y/',
  '"zero" IF AFTER/2/PART "one"',
  '"ten" NOT AFTER/2/PART "one" NOT AFTER/3 "two"',
  '"twelve" [2] "dozen"',
]
""",
        encoding="utf-8",
    )
    notes = write_lexicon(read_lexicon(path), tmp_path / "d.cat")
    assert {note.code: note.found for note in notes} == {
        "lost-joined": '1 terms: "one" NEAR/5 "two"',
        "lost-condition": '3 terms: "three" IF NEAR/5 ("four" | "five"), '
        '"eleven" IF AFTER/2 /x+y/, "zero" IF AFTER/2/PART "one"',
        "lost-exclusion": '2 terms: "nine" NOT WITHIN "nine ten", '
        '"ten" NOT AFTER/2/PART "one" NOT AFTER/3 "two"',
        "lost-gap": '1 terms: "twelve" [2] "dozen"',
        "lost-negation": '3 terms: "one" NEAR/5 "two", '
        '"six" NOT NEAR/5 ("seven" | "eight"), '
        '"ten" NOT AFTER/2/PART "one" NOT AFTER/3 "two"',
        "written-rules": "3 rules",
    }
    assert (tmp_path / "d.cat").read_text("utf-8").splitlines() == [
        "A",
        "\t@RULE1 [ONE NEAR TWO /S 5] (1)",
        "\t@RULE2 [SIX NOT NEAR SEVEN /S 5 AND NOT NEAR EIGHT /S 5] (1)",
        "\tNINE (1)",
        "\t@RULE3 [TEN NOT AFTER TWO /S 3] (1)",
    ]


def test_capitals_make_no_other_letters(tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(
        "id = 'd'\n[categories.a]\nany = ['größe*', 'aqı*', 'соңғы*']\n", "utf-8"
    )
    write_lexicon(read_lexicon(path), tmp_path / "d.cat")
    assert (tmp_path / "d.cat").read_text("utf-8").splitlines()[1:] == [
        "\tgröße* (1)",
        "\taqı* (1)",
        "\tСОҢҒЫ* (1)",
    ]
