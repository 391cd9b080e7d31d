"""Reading lexicons, and what is said of a wrong one."""

import pandas as pd
import pytest

from discourse import build_lexicon, find_hits, read_lexicon
from ledger import LexiconError

GOOD = """\
id = "work"
title = { ru = "Работа", en = "Work" }
definition = "About work."
include = ["work"]
[[sources]]
author = "Sen, Amartya"
year = 1992
work = "Inequality Reexamined"
[categories.work]
ru = ["работа", { pattern = "труд*", weight = 0.5, reason = "why" }]
en = ['"work"']
[categories.jobs]
any = ["job"]
"""


def read(folder, text):
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


def test_file_is_read_whole(tmp_path):
    lexicon = read(tmp_path, GOOD)
    assert lexicon.name == "work"
    assert lexicon.title == (("ru", "Работа"), ("en", "Work"))
    assert lexicon.sources[0].year == 1992
    assert [category.name for category in lexicon.categories] == ["work", "jobs"]
    patterns = [pattern for _, pattern in lexicon.list_patterns()]
    assert [p.text for p in patterns] == ["работа", "труд*", '"work"', "job"]
    assert [p.language for p in patterns] == ["ru", "ru", "en", None]
    assert patterns[1].weight == 0.5
    assert lexicon.n_patterns == 4


def test_byte_order_mark_and_windows_lines_are_read(tmp_path):
    path = tmp_path / "words.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_lexicon(path).n_patterns == 4


def test_typo_in_toml_names_line_and_column(tmp_path):
    with pytest.raises(LexiconError, match=r"words\.toml, line 10, column \d+"):
        read(tmp_path, GOOD.replace('ru = ["работа", {', 'ru = ["работа" {'))


def test_wrong_pattern_names_line_and_column(tmp_path):
    text = GOOD.replace('"труд*"', '"труд NEAR рост"')
    with pytest.raises(LexiconError, match="line 10, column 35") as caught:
        read(tmp_path, text)
    assert text.splitlines()[9][34:].startswith("NEAR рост")
    assert caught.value.problems[0].code == "bad-pattern"


def test_all_faults_are_said_at_once(tmp_path):
    text = GOOD.replace('"работа"', '"*"').replace('"job"', '"(job"')
    with pytest.raises(LexiconError, match="every word") as caught:
        read(tmp_path, text + 'es = ["trabajo"]\n')
    assert [p.code for p in caught.value.problems] == [
        "bad-pattern",
        "unknown-language",
        "bad-pattern",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('any = ["job"]', "any = []", "no terms"),
        ('any = ["job"]', 'any = "job"', "not a list"),
        ("weight = 0.5", 'weight = "much"', "weight"),
        ("weight = 0.5", "wieght = 0.5", "wieght"),
        ("[categories.jobs]", "[categories.Jobs]", "Jobs"),
        ('id = "work"', "", "id is missing"),
        ("definition =", "defnition =", "defnition"),
        ('["работа",', "[7,", "7"),
    ],
)
def test_wrong_content_is_refused(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, GOOD.replace(old, new))


def test_lexicon_without_categories_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="no category"):
        read(tmp_path, 'id = "empty"\n')


def test_missing_file_and_unknown_name_are_refused(tmp_path):
    with pytest.raises(LexiconError, match="cannot be read"):
        read_lexicon(tmp_path / "none.toml")
    with pytest.raises(LexiconError, match="no built-in lexicon"):
        read_lexicon("builtin:happiness")


NESTED = """\
id = "n"
[categories.economy]
definition = "All of it."
any = ["economy"]
[categories.economy.poverty]
en = ["poor"]
[categories.economy.work.wages]
en = ["wage"]
"""


def test_tables_inside_tables_are_levels(tmp_path):
    lexicon = read(tmp_path, NESTED)
    names = [category.name for category in lexicon.categories]
    assert names == ["economy", "economy.poverty", "economy.work.wages"]
    assert lexicon.categories[0].definition == "All of it."


def test_an_empty_category_is_named_with_its_line(tmp_path):
    text = NESTED + "[categories.economy.debt]\nen = []\n"
    with pytest.raises(LexiconError, match=r"line 9, column 1.*economy.debt"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('"wage"', '"(wage"', "line 8, column 8", "not closed"),
        ('["wage"]', '["wage", "a NEAR b"]', "line 8, column 18", "NEAR"),
        ('"wage"', "'\"a\" *'", "line 8, column 12", "every word"),
        ('"wage"', '"\\"a\\" *"', "line 8, column 14", "every word"),
        ('"wage"', '"/(a+)+b/"', "line 8, column 8", "exponential"),
        ('"wage"', '"*"', "line 8, column 8", "every word"),
        ("definition", "defnition", "line 3, column 1", "defnition"),
        ('en = ["poor"]', 'es = ["pobre"]', "line 6, column 1", "language 'es'"),
        ('"wage"', "{ pattern = 'a', not_within = 'b' }", "line 8", "list of texts"),
        ('"wage"', "{ pattern = 'a', not_within = ['b ('] }", "line 8", "context"),
        ('"wage"', "{ pattern = 'a', weight = nan }", "line 8", "weight"),
        ('id = "n"', 'id = "n"\ninclude = "all"', "line 2, column 1", "list of texts"),
        ('id = "n"', 'id = "n"\nsources = 7', "line 2, column 1", "sources"),
        ('id = "n"', 'id = "n"\n[[sources]]\nyear = "7"', "line 3, column 1", "year"),
        ('id = "n"', 'id = "n"\ntitle = 7', "line", "title"),
    ],
)
def test_a_fault_names_its_line_and_column(tmp_path, old, new, place, message):
    assert old in NESTED
    with pytest.raises(LexiconError, match=place) as caught:
        read(tmp_path, NESTED.replace(old, new))
    assert message in str(caught.value)
    assert len(caught.value.problems) == 1


def test_unknown_language_of_plain_lists_is_refused():
    with pytest.raises(LexiconError, match="language 'de'"):
        build_lexicon({"a": ["Region"]}, language="de")


def test_wrong_pattern_of_plain_lists_names_its_column():
    with pytest.raises(LexiconError, match="column 3"):
        build_lexicon({"a": ["fine", "a (b"]})


def test_term_in_two_categories_is_allowed_and_reported():
    lexicon = build_lexicon({"a": ["регион"], "b": ["Регион", "село"]}, language="ru")
    (note,) = lexicon.problems
    assert (note.code, note.severity) == ("shared-term", "note")
    assert "a, b" in note.found


def test_term_twice_in_a_category_is_reported():
    lexicon = build_lexicon({"a": ["регион", "регион"]})
    assert lexicon.problems[0].code == "repeated-term"


GROUPED = """\
id = "work"
[categories.work]
definition = "Work."
ru = ["работа"]
[[categories.work.groups]]
reason = "what is done"
source = "Marx 1867"
ru = ["труд*", { pattern = "усили*", reason = "its own" }]
en = ["labor"]
[[categories.work.groups]]
reason = "who does it"
en = ["worker"]
"""


def test_terms_take_reason_and_source_of_their_group(tmp_path):
    patterns = [pattern for _, pattern in read(tmp_path, GROUPED).list_patterns()]
    assert [(p.text, p.reason, p.source) for p in patterns] == [
        ("работа", "", ""),
        ("труд*", "what is done", "Marx 1867"),
        ("усили*", "its own", "Marx 1867"),
        ("labor", "what is done", "Marx 1867"),
        ("worker", "who does it", ""),
    ]


def test_context_of_a_group_excludes_for_all_its_terms(tmp_path):
    text = GROUPED.replace('source = "Marx 1867"', 'unless = ["NEAR/3 (форма | form)"]')
    lexicon = read(tmp_path, text)
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c", "d"],
            "language": ["en", "en", "ru", "ru"],
            "text": ["Labor form.", "Labor costs.", "Форма: усилия.", "Форма: работа."],
        }
    )
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["passage_id"].tolist() == ["b", "d"]


def test_context_that_a_group_needs_is_needed_by_all_its_terms(tmp_path):
    text = GROUPED.replace('source = "Marx 1867"', 'only_if = ["AFTER/1 (of | для)"]')
    lexicon = read(tmp_path, text)
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c", "d"],
            "language": ["en", "en", "ru", "ru"],
            "text": ["Cost of labor.", "Labor.", "Для усилия.", "Труд. Работа."],
        }
    )
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["surface"].tolist() == ["labor", "усилия", "Работа"]


COMMON = """\
[unless]
ru = ["AFTER/2 комитет"]
kk = ["BEFORE/2 комитеті*"]
any = ["NEAR/2 form"]
[[sources]]"""


def test_contexts_of_a_lexicon_exclude_for_all_its_terms_by_language(tmp_path):
    text = GOOD.replace("[[sources]]", COMMON).replace('["job"]', '["job", "работа"]')
    lexicon = read(tmp_path, text)
    unless = {(category, p.text): p.unless for category, p in lexicon.list_patterns()}
    assert unless["work", "работа"] == ("AFTER/2 комитет", "NEAR/2 form")
    assert unless["work", '"work"'] == ("NEAR/2 form",)
    assert unless["jobs", "job"] == (
        "AFTER/2 комитет",
        "BEFORE/2 комитеті*",
        "NEAR/2 form",
    )
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c"],
            "language": ["ru", "ru", "en"],
            "text": ["Комитет труда.", "Труд и комитет.", "Work form."],
        }
    )
    assert find_hits(passages, lexicon=lexicon)["passage_id"].tolist() == ["b"]


def test_contexts_of_the_package_are_taken_by_name(tmp_path):
    text = 'unless = "builtin:official_names"\n' + GOOD
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b"],
            "language": "ru",
            "text": ["Комитет труда.", "Труд."],
        }
    )
    hits = find_hits(passages, lexicon=read(tmp_path, text))
    assert hits["passage_id"].tolist() == ["b"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ('"builtin:names"', "official_names"),
        ('"official_names"', "official_names"),
        ("7", "table of contexts"),
        ('{ de = ["NEAR/2 amt"] }', "'de'"),
        ('{ ru = "NEAR/2 форма" }', "a list of texts"),
        ('{ ru = ["форма"] }', "no relation"),
    ],
)
def test_wrong_contexts_of_a_lexicon_are_refused(tmp_path, given, message):
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, f"unless = {given}\n{GOOD}")


def test_term_without_a_letter_is_said_to_have_no_hits(tmp_path):
    (note,) = read(tmp_path, GROUPED.replace('"labor"', "'\":)\"'")).problems
    assert note.code == "no-word"
    assert "line 9, column 8" in note.where


def test_context_that_is_none_is_refused(tmp_path):
    text = GROUPED.replace('source = "Marx 1867"', 'unless = ["form"]')
    with pytest.raises(LexiconError, match=r"line 8, column 8.*'form': no relation"):
        read(tmp_path, text)


def test_fault_in_a_group_names_its_line(tmp_path):
    text = GROUPED.replace('"worker"', '"(worker"').replace("who does", "labor")
    with pytest.raises(LexiconError, match="line 12, column 8"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason = "who', 'raeson = "who', "raeson"),
        (
            '[[categories.work.groups]]\nreason = "what',
            '[categories.work.groups]\nreason = "what',
            "a group is a table",
        ),
    ],
)
def test_wrong_group_says_what_is_wrong(tmp_path, old, new, message):
    text = GROUPED.replace(old, new)
    if "[categories.work.groups]\n" in new:
        text = text[: text.rindex("[[")]
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, text)
