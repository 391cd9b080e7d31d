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
SPREADSHEET = """\
category;pattern;language;weight;reason;not_within;unless;only_if;definition
economy.poverty;бедный NEAR/3 семья;ru;0,5;why;;;;Being poor.
economy.poverty;"(""poor"" | poverty)";;;;;;;
economy;guinea;en;;;"guinea bissau; new guinea";NEAR/3 pig;NEAR/PASSAGE coast;
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
only_if = ["AFTER/2/PASSAGE (cow | ox)", "NEAR/9 hay"]
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


def test_empty_phrase_of_yaml_is_noted(tmp_path):
    (note,) = read_lexicon(write(tmp_path, "d.yml", "a:\n- b\n- ''\n")).problems
    assert (note.code, note.where) == ("left-out-term", "d.yml, line 3, column 3")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [b", "line 1, column 6"),
        ("- a\n- b\n", "line 1, column 1: there is no key"),
        ("", "no category"),
        ("a:\n  b: [c]\n\td: [e]\n", "line 3, column 1"),
        ("a:\n- 'open\n", "line 3.*quoted scalar from line 2"),
        ("a: [b]\nA: [c]\n", "line 2, column 1: 'A' is category 'a', as at line 1"),
        ("a: []\n", "line 1, column 1"),
        ("'!!': [b]\n", "line 1, column 1"),
        ("a:\n- '*'\n", "no terms"),
    ],
)
def test_broken_yaml_names_its_place(tmp_path, text, place):
    with pytest.raises(LexiconError, match=place):
        read_lexicon(write(tmp_path, "d.yml", text))


def test_spreadsheet_rows_are_terms_of_our_language(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.csv", SPREADSHEET))
    first, second, third = [pattern for _, pattern in lexicon.list_patterns()]
    assert (first.language, first.weight, first.reason) == ("ru", 0.5, "why")
    assert first.neighbors[0].distance == 3
    assert (second.text, second.language) == ('("poor" | poverty)', None)
    assert third.not_within == ("guinea bissau", "new guinea")
    assert third.unless == ("NEAR/3 pig",)
    assert third.only_if == ("NEAR/PASSAGE coast",)
    assert lexicon.categories[0].definition == "Being poor."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("NEAR/3 семья", "NEAR семья", "row 2, column pattern, character 8"),
        (";ru;", ";de;", "row 2, column language.*'de'"),
        ("0,5", "half", "row 2, column weight: weight 'half'"),
        ("category;", "categories;", "row 1.*Rename or delete categories; add categ"),
        ("reason;", "weight;", "row 1.*Keep once weight"),
        ("0,5", "0;5", "row 2: 10 cells"),
        ('bissau; new guinea"', "bissau; new guinea", "row 4.*end of data"),
        ('"(""poor"" | poverty)"', '"poor" | poverty', "row 3.*doubles those inside"),
        ("economy;guinea", ";guinea", "row 4.*empty"),
    ],
)
def test_broken_spreadsheet_names_row_and_column(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, "d.csv", SPREADSHEET.replace(old, new)))


def test_table_says_its_divider_and_what_it_renames(tmp_path):
    text = "sep=;\nCategory;pattern;definition\nHigh Court;a;One\nHigh Court;b;Two\n"
    lexicon = read_lexicon(write(tmp_path, "d.csv", text))
    assert list_terms(lexicon) == [("high_court", "a"), ("high_court", "b")]
    assert [(note.code, note.where) for note in lexicon.problems] == [
        ("renamed-category", "d.csv, row 3"),
        ("second-definition", "d.csv, row 4"),
    ]


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


def test_what_quanteda_wrote_comes_back_to_it(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "d.yml", QUANTEDA))
    assert write_lexicon(lexicon, tmp_path / "again.yml") == ()
    again = read_lexicon(tmp_path / "again.yml")
    assert [(c, text.lower()) for c, text in list_terms(again)] == [
        (c, text.lower()) for c, text in list_terms(lexicon)
    ]


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
  '"bank" IF NEAR/5 loan',
  "women's",
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
        '"women\'s"',
        '"heavy"',
        '"reasoned"',
    ]
    assert {note.code: note.found for note in notes} == {
        "lost-lemma": "2 terms: (poor | needy) [0-1] famil*, women's",
        "lost-near": '2 terms: near NEAR/5 far, "bank" IF NEAR/5 loan',
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


@pytest.mark.parametrize("ending", ["yml", "dic", "dicx", "cat"])
def test_category_that_cannot_be_written_is_left_out_and_said(tmp_path, ending):
    text = "id = 'd'\n[categories.a.b]\nany = ['/x+y/']\n[categories.c]\nany = ['z1']\n"
    lexicon = read_lexicon(write(tmp_path, "d.toml", text))
    notes = write_lexicon(lexicon, tmp_path / f"d.{ending}")
    (note,) = [note for note in notes if note.code == "lost-category"]
    assert note.found == "1 categories: a.b"
    ((category, term),) = list_terms(read_lexicon(tmp_path / f"d.{ending}"))
    assert (category, term.lower()) == ("c", '"z1"')


@pytest.mark.parametrize("ending", ["yml", "dic", "dicx", "cat"])
def test_lexicon_of_which_nothing_can_be_written_is_refused(tmp_path, ending):
    text = "id = 'd'\n[categories.a]\nany = ['/x+y/']\n"
    lexicon = read_lexicon(write(tmp_path, "d.toml", text))
    with pytest.raises(InputError, match="no term that this format can say"):
        write_lexicon(lexicon, tmp_path / f"d.{ending}")
    assert not (tmp_path / f"d.{ending}").exists()


def test_cell_that_a_workbook_would_cut_off_is_refused(tmp_path):
    words = " | ".join(f"word{number}" for number in range(4000))
    text = f"id = 'd'\n[categories.a]\nany = ['b', '({words}) NEAR/3 c']\n"
    lexicon = read_lexicon(write(tmp_path, "d.toml", text))
    with pytest.raises(InputError, match="row 3, column pattern: found more than"):
        write_lexicon(lexicon, tmp_path / "d.xlsx")
    assert not (tmp_path / "d.xlsx").exists()
    write_lexicon(lexicon, tmp_path / "d.csv")
    assert list_terms(read_lexicon(tmp_path / "d.csv")) == list_terms(lexicon)


@pytest.mark.parametrize("ending", ["yml", "dic", "dicx", "cat"])
def test_terms_that_ignore_negation_are_said_to_lose_that(tmp_path, ending):
    text = "id = 'd'\n[categories.a]\nnegation = 'ignored'\nany = ['\"lack\"']\n"
    lexicon = read_lexicon(write(tmp_path, "d.toml", text))
    (note,) = write_lexicon(lexicon, tmp_path / f"d.{ending}")
    assert (note.code, note.found) == ("lost-negation", '1 terms: "lack"')
