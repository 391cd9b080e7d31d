"""Lexicons from and to other programs."""

import openpyxl
import pytest

from discourse import list_builtin_lexicons, read_lexicon, write_lexicon
from discourse.lexicons.formats.plain_phrases import read_phrase
from ledger import InputError, LexiconError

QUANTEDA = """\
Economy:
  poverty: [poor, povert*, "below the line"]
  work:
  - wage*
  - Federal * of *
law words:
  - law
  - "don't"
  - high:
    - court
empty-string: a single phrase
"""
LIWC = """\
%
1\teconomy
\t2\tpoverty
3\tLaw (words)
%
poor\t2
econom*\t1\t3
like\t(02 134)1\t3
a lot of\t3
"""
WORDSTAT = """\
ECONOMY
\tPOVERTY
\t\tPOOR (1)
\t\tBELOW_THE_LINE (2)
\t\tPOVERT* (0,5)
\tWORK
\t\t@RULE1 [WAGE NEAR LOW /S 5] (1)
\t\tWAGE? (1)
"""
SPREADSHEET = """\
category;pattern;language;weight;reason;not_within;unless;definition
economy.poverty;бедный NEAR/3 семья;ru;0,5;why;;;Being poor.
economy.poverty;"(""poor"" | poverty)";;;;;;
economy;guinea;en;;;"guinea bissau; new guinea";NEAR/3 pig;
"""
FULL = """\
id = "full"
title = { ru = "Всё", en = "All" }
definition = \"\"\"
One line
and another.\"\"\"
include = ["that"]
exclude = ["that not"]
[[sources]]
author = "Sen, Amartya"
year = 1992
work = "Inequality"
note = 'a "note"'
[categories.a]
definition = "A."
ru = ["регион", { pattern = '"регионов" [0-2] рост NEAR/5 село', weight = -0.5 }]
any = [{ pattern = "x", not_within = ["x y", "z x"] }]
[[categories.a.groups]]
reason = "because"
source = "a book"
unless = ["NEAR/3 pig"]
kk = ["өңір*", '/ауыл(дық)?/']
[categories.a.b]
en = ["back\\\\slash"]
[categories."өңір"]
any = ["q"]
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def list_terms(lexicon):
    return [(category, pattern.text) for category, pattern in lexicon.list_patterns()]


def get_content(lexicon):
    """List everything a lexicon says; groups may have put terms in another order."""
    return (
        lexicon.title,
        lexicon.definition,
        lexicon.include,
        lexicon.exclude,
        lexicon.sources,
        [
            (category.name, category.definition, sorted(category.patterns, key=repr))
            for category in lexicon.categories
        ],
    )


def test_quanteda_keys_become_levels_and_words_forms(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.yml", QUANTEDA))
    assert list_terms(lexicon) == [
        ("economy.poverty", '"poor"'),
        ("economy.poverty", "povert*"),
        ("economy.poverty", '"below the line"'),
        ("economy.work", "wage*"),
        ("economy.work", '"Federal" [1-1] "of"'),
        ("law_words", '"law"'),
        ("law_words", '"don\'t"'),
        ("law_words.high", '"court"'),
        ("empty_string", '"a single phrase"'),
    ]
    codes = [note.code for note in lexicon.problems]
    assert codes.count("renamed-category") == 3
    (note,) = [note for note in lexicon.problems if note.code == "changed-term"]
    assert "line 5, column 5" in note.where


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [b", "line 1, column 6"),
        ("- a\n- b\n", "no category"),
        ("a: []\n", "line 1, column 1"),
        ("'!!': [b]\n", "line 1, column 1"),
        ("a:\n- '*'\n", "no terms"),
    ],
)
def test_broken_yaml_names_its_place(tmp_path, text, place):
    with pytest.raises(LexiconError, match=place):
        read_lexicon(write(tmp_path, "d.yml", text))


def test_liwc_numbers_and_indents(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.dic", LIWC))
    assert list_terms(lexicon) == [
        ("economy", "econom*"),
        ("economy.poverty", '"poor"'),
        ("law_words", "econom*"),
        ("law_words", '"like"'),
        ("law_words", '"a lot of"'),
    ]
    codes = {note.code for note in lexicon.problems}
    assert codes == {"renamed-category", "changed-term", "shared-term"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("poor\t2", "poor\t9", "line 6.*number 9"),
        ("poor\t2", "poor", "line 6.*'poor'"),
        ("1\teconomy", "economy", "line 2.*'economy'"),
        ("%", "", "list of categories is missing"),
    ],
)
def test_broken_liwc_names_its_line(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, "d.dic", LIWC.replace(old, new)))


def test_wordstat_outline_with_weights(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.cat", WORDSTAT))
    assert [
        (category, pattern.text, pattern.weight)
        for category, pattern in lexicon.list_patterns()
    ] == [
        ("economy.poverty", '"POOR"', 1),
        ("economy.poverty", '"BELOW THE LINE"', 2),
        ("economy.poverty", "POVERT*", 0.5),
        ("economy.work", "WAGE?", 1),
    ]
    (note,) = lexicon.problems
    assert note.code == "left-out-term"
    assert "line 7" in note.where


@pytest.mark.parametrize(
    ("text", "message"),
    [("POOR (1)\n", "line 1.*outside"), ("A\n\t\tB\n", "line 2.*one tab more")],
)
def test_broken_wordstat_names_its_line(tmp_path, text, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, "d.cat", text))


def test_spreadsheet_rows_are_terms_of_our_language(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.csv", SPREADSHEET))
    first, second, third = [pattern for _, pattern in lexicon.list_patterns()]
    assert (first.language, first.weight, first.reason) == ("ru", 0.5, "why")
    assert first.neighbors[0].distance == 3
    assert (second.text, second.language) == ('("poor" | poverty)', None)
    assert third.not_within == ("guinea bissau", "new guinea")
    assert third.unless == ("NEAR/3 pig",)
    assert lexicon.categories[0].definition == "Being poor."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("NEAR/3 семья", "NEAR семья", "row 2, column pattern, character 8"),
        (";ru;", ";de;", "row 2, column language.*'de'"),
        ("0,5", "half", "row 2.*weight 'half'"),
        ("category;", "categories;", "row 1.*categories"),
        ("economy;guinea", ";guinea", "row 4.*empty"),
    ],
)
def test_broken_spreadsheet_names_row_and_column(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, "d.csv", SPREADSHEET.replace(old, new)))


def test_workbook_is_read_and_a_broken_one_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Category", "Pattern", "Weight"])
    book.active.append(["a", "регион*", 2])
    book.save(tmp_path / "d.xlsx")
    (entry,) = read_lexicon(tmp_path / "d.xlsx").list_patterns()
    assert (entry[1].text, entry[1].weight) == ("регион*", 2)
    (tmp_path / "e.xlsx").write_bytes(b"no workbook")
    with pytest.raises(LexiconError, match="Excel"):
        read_lexicon(tmp_path / "e.xlsx")


def test_toml_keeps_everything(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "full.toml", FULL))
    assert write_lexicon(lexicon, tmp_path / "again.toml") == ()
    again = read_lexicon(tmp_path / "again.toml")
    assert get_content(again) == get_content(lexicon)


@pytest.mark.parametrize("name", list_builtin_lexicons())
def test_built_in_lexicons_survive_toml(tmp_path, name):
    lexicon = read_lexicon(f"builtin:{name}")
    write_lexicon(lexicon, tmp_path / "again.toml")
    again = read_lexicon(tmp_path / "again.toml")
    assert get_content(again) == get_content(lexicon)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_spreadsheets_keep_all_terms_and_say_what_else_is_lost(tmp_path, ending):
    lexicon = read_lexicon(write(tmp_path, "full.toml", FULL))
    (note,) = write_lexicon(lexicon, tmp_path / f"again.{ending}")
    assert "title, definition, include, exclude, sources" in note.found
    again = read_lexicon(tmp_path / f"again.{ending}")
    assert [c for *_, c in [get_content(again)]] == [get_content(lexicon)[-1]]


@pytest.mark.parametrize(
    ("name", "text"),
    [("d.yml", QUANTEDA), ("d.dic", LIWC), ("d.cat", WORDSTAT)],
)
def test_what_a_program_wrote_comes_back_to_it(tmp_path, name, text):
    lexicon = read_lexicon(write(tmp_path, name, text))
    notes = write_lexicon(lexicon, tmp_path / f"again-{name}")
    again = read_lexicon(tmp_path / f"again-{name}")
    lost = {note.code for note in notes}
    assert lost == ({"lost-phrase"} if name == "d.dic" else set())
    expected = [
        (category, pattern.text.lower(), pattern.weight)
        for category, pattern in lexicon.list_patterns()
        if name != "d.dic" or " " not in pattern.text
    ]
    assert [
        (category, pattern.text.lower(), pattern.weight)
        for category, pattern in again.list_patterns()
    ] == expected


def test_what_quanteda_cannot_say_is_said(tmp_path):
    path = write(
        tmp_path,
        "d.toml",
        """\
id = "d"
[categories.a]
any = [
  "(poor | needy) [0-1] famil*",
  "near NEAR/5 far",
  "/x+y/",
  '"guinea" NOT WITHIN bissau',
  { pattern = '"heavy"', weight = 2 },
]
en = ['"tagged"']
[[categories.a.groups]]
reason = "why"
any = ['"reasoned"']
""",
    )
    notes = write_lexicon(read_lexicon(path), tmp_path / "d.yml")
    terms = list_terms(read_lexicon(tmp_path / "d.yml"))
    assert [text for _, text in terms] == [
        '"tagged"',
        '"poor" famil*',
        '"poor" [1-1] famil*',
        '"needy" famil*',
        '"needy" [1-1] famil*',
        '"guinea"',
        '"heavy"',
        '"reasoned"',
    ]
    assert {note.code: note.found for note in notes} == {
        "lost-lemma": "1 terms: (poor | needy) [0-1] famil*",
        "lost-near": "1 terms: near NEAR/5 far",
        "lost-regex": "1 terms: /x+y/",
        "lost-exclusion": '1 terms: "guinea" NOT WITHIN bissau',
        "lost-weight": '1 terms: "heavy"',
        "lost-language": '1 terms: "tagged"',
        "lost-reason": '1 terms: "reasoned"',
    }


@pytest.mark.parametrize(
    ("entry", "pattern"),
    [
        ("word", '"word"'),
        ("two words", '"two words"'),
        ("glob* word", 'glob* "word"'),
        ("a * b", '"a" [1-1] "b"'),
        ("a * * b*", '"a" [2-2] b*'),
        ("(sic)", '"(sic)"'),
        ("* ocean", '"ocean"'),
        ("*", ""),
        ('quote"', ""),
        ("(gl*", ""),
    ],
)
def test_entries_of_other_programs_become_patterns(entry, pattern):
    found, lost = read_phrase(entry)
    assert found == pattern
    assert bool(lost) == (entry.startswith("* ") or not pattern)


def test_unknown_ending_is_refused(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "full.toml", FULL))
    with pytest.raises(InputError, match=r"\.doc"):
        write_lexicon(lexicon, tmp_path / "d.doc")
