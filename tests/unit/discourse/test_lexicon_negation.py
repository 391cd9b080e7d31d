"""The scope of negations, language by language."""

import pandas as pd
import pytest

from discourse import (
    build_lexicon,
    find_counted_hits,
    find_hits,
    list_builtin_lexicons,
    read_lexicon,
    write_lexicon,
)
from discourse.tokens.kk_negation import is_negative_verb
from ledger import LexiconError


def is_negated(text, word, language):
    """Say whether the one hit of a word form is negated."""
    passages = pd.DataFrame(
        {"passage_id": ["a#0001"], "language": [language], "text": [text]}
    )
    lexicon = build_lexicon({"a": [f'"{word}"']})
    (negated,) = find_hits(passages, lexicon=lexicon)["is_negated"]
    return bool(negated)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("В стране нет бедности", "бедности", True),
        ("Бедности здесь нет", "Бедности", True),
        ("Без бедности", "бедности", True),
        ("Ни бедности, ни голода", "голода", True),
        ("Это не бедность", "бедность", True),
        ("Проект не решает важную для страны проблему бедности", "бедности", False),
        ("Проект не решает главную проблему бедности", "бедности", True),
        ("Люди не живут в бедности", "бедности", True),
        ("Люди не должны жить в бедности", "бедности", True),
        ("Проект не решает проблему бедности в регионах", "регионах", False),
        ("Бедности не стало", "Бедности", True),
        ("Бедности в стране не существует", "Бедности", True),
        ("нельзя допустить бедности", "бедности", True),
        # The clause ends.
        ("Нет, бедность есть", "бедность", False),
        ("Не ждали. Бедность пришла", "Бедность", False),
        ("Не богатство, а бедность", "бедность", False),
        ("Не богатство а бедность", "бедность", False),
        ("Цены не снизились и выросла бедность", "бедность", False),
        ("Мы не знали – бедность росла", "бедность", False),
        # What a preposition governs is not denied by a negation behind it.
        ("У бедных регионов нет денег", "регионов", False),
        ("Для регионов не будет денег", "регионов", False),
        # Set phrases.
        ("не только бедность", "бедность", False),
        ("не менее бедные", "бедные", False),
        ("не все регионы", "регионы", False),
        ("не превышает уровня бедности", "бедности", False),
        ("как ни росла бедность", "бедность", False),
        ("нельзя не отметить бедность", "бедность", False),
        ("не может не волновать бедность", "бедность", False),
        ("Бедность не снижается", "Бедность", False),
        ("ниже черты бедности", "бедности", False),
        ("ждали, пока не исчезнет бедность", "бедность", False),
        ("невозможна без борьбы против бедности", "бедности", False),
        ("Без этих мер принят закон", "закон", False),
        # What "without" governs ends with its phrase.
        ("Без помощи семьям построены дома", "построены", False),
        ("Без помощи семьям бедность выросла", "бедность", False),
        ("Семьи без помощи государства", "государства", True),
        ("Дети без доступа к чистой воде", "воде", True),
        ("Страна не может развиваться без согласия", "согласия", False),
        ("Страна не развивалась, без согласия", "согласия", True),
        ("Люди не работают и живут без воды", "воды", True),
        ("Не обошли вниманием бедность", "бедность", False),
    ],
)
def test_russian(text, word, expected):
    assert is_negated(text, word, "ru") is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("There is no poverty", "poverty", True),
        ("without any poverty", "poverty", True),
        ("We don’t see poverty", "poverty", True),
        ("Never poverty", "poverty", True),
        ("They do not live in poverty", "poverty", True),
        ("no change in poor regions", "regions", False),
        ("no longer a poor region", "region", True),
        ("not only poverty", "poverty", False),
        ("no less poor", "poor", False),
        ("no doubt poverty rose", "poverty", False),
        ("not without poverty", "poverty", False),
        ("It cannot be built without unity", "unity", False),
        ("It is impossible to build a state without unity", "unity", False),
        ("A state without unity", "unity", True),
        ("They are not poor and live without water", "water", True),
        ("no; poverty rose", "poverty", False),
        ("It did not come but poverty rose", "poverty", False),
        ("Prices did not rise because poverty fell", "poverty", False),
    ],
)
def test_english(text, word, expected):
    assert is_negated(text, word, "en") is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Бұл кедейлік емес", "кедейлік", True),
        ("Ауылда кедейлік жоқ", "кедейлік", True),
        ("Ауылдарда мектеп жоқ", "Ауылдарда", False),
        ("Ауылдарда мектеп жоқ", "мектеп", True),
        ("Кедейлік азаймайды", "Кедейлік", True),
        ("Мектептер салынбаған", "Мектептер", True),
        ("Ауылда өндіріс дамымайды", "Ауылда", False),
        # The clause ends.
        ("Кедейлік азайды, өндіріс жоқ", "Кедейлік", False),
        ("Кедейлік азайды бірақ өндіріс жоқ", "Кедейлік", False),
        # Set phrases, lexical words, and words that only look so.
        ("кедейлік ғана емес", "кедейлік", False),
        ("тек кедейлік емес", "кедейлік", False),
        ("кедейлікті қана азайтып қоймай", "кедейлікті", False),
        ("кедейлік жоқ емес", "кедейлік", False),
        ("әкім жұмыс сапарымен Алматы қаласына барды", "жұмыс", False),
        ("бір жұмыс күн бұрын кешіктірмей береді", "жұмыс", False),
        ("мүліктік құқықтарын және мүліктік емес жеке құқық", "құқықтарын", False),
        ("мәселенің мәні баяндалмаған", "мәселенің", False),
        ("мәселелер бойынша шағымдар түскен жоқ", "мәселелер", False),
        ("бойынша мәселелер түскен жоқ", "мәселелер", True),
        ("сирек жағдайларды қоспағанда", "жағдайларды", False),
        ("кедейлікті жоймай қоймайды", "кедейлікті", False),
        ("Кедейлік азайды", "Кедейлік", False),
        ("Кедейлік көбейді", "Кедейлік", False),
        ("Кедейлік немесе байлық", "Кедейлік", False),
        ("Кедейлік бес пайыздан аспайды", "Кедейлік", False),
        ("Қала әкімі Есенбай", "әкімі", False),
        ("баспанасыз", "баспанасыз", False),
        ("жетістікке жеткізудесіздер", "жеткізудесіздер", False),
        ("тәуелсіздік", "тәуелсіздік", False),
        ("ЭКСПО көрмесін өткізді", "ЭКСПО", False),
    ],
)
def test_kazakh(text, word, expected):
    assert is_negated(text, word, "kk") is expected


def test_the_rules_of_all_languages_are_tried_where_it_is_unknown():
    assert is_negated("нет бедности", "бедности", "unknown")
    assert is_negated("кедейлік жоқ", "кедейлік", "unknown")
    assert is_negated("no poverty", "poverty", "unknown")


def test_a_term_that_has_the_suffix_itself_is_not_negated_by_it():
    passages = pd.DataFrame(
        {"passage_id": ["a#1"], "language": ["kk"], "text": ["дәріханасыз ауыл"]}
    )
    for term, expected in (("дәріханасыз*", False), ("дәріхана*", True)):
        hits = find_hits(passages, lexicon=build_lexicon({"a": [term]}))
        assert hits["is_negated"].tolist() == [expected]


def test_a_match_that_ends_in_a_negative_verb_is_negated_unless_the_term_is():
    passages = pd.DataFrame(
        {"passage_id": ["a#1"], "language": ["kk"], "text": ["ауылды дамытпайды"]}
    )
    for term, expected in (("дамыт*", True), ("дамытпайды", False)):
        hits = find_hits(passages, lexicon=build_lexicon({"a": [term]}))
        assert hits["is_negated"].tolist() == [expected]


def test_a_lemma_fits_its_form_with_the_suffix_which_is_negated():
    lexicon = build_lexicon({"a": ["дәріхана"]}, language="kk")
    passages = pd.DataFrame(
        {
            "passage_id": ["a#1"],
            "language": ["kk"],
            "text": ["дәріхана, дәріханасыз ауыл, дәріханасыздар"],
        }
    )
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["is_negated"].tolist() == [False, True, True]


def test_a_stem_may_begin_with_the_letter_of_the_suffix():
    lexicon = build_lexicon({"a": ["су", "сапа"]}, language="kk")
    passages = pd.DataFrame(
        {"passage_id": ["a#1"], "language": ["kk"], "text": ["сусыз ауыл, сапасыз су"]}
    )
    hits = find_hits(passages, lexicon=lexicon)
    assert hits["surface"].tolist() == ["сусыз", "сапасыз", "су"]
    assert hits["is_negated"].tolist() == [True, True, False]


@pytest.mark.parametrize(
    "form",
    ["азаймайды", "орындалмаған", "болмауы", "етпейді", "алмай", "келіспеген",
     "көзделмесе", "алынбаған", "бермеу", "шешілмеді", "айтпағанда"],
)  # fmt: skip
def test_negative_verbs_are_recognised(form):
    assert is_negative_verb(form)


@pytest.mark.parametrize(
    "form",
    ["көбейді", "бағдарлама", "запас", "компас", "табады", "жаппай", "қарамастан",
     "немесе", "болмаса", "аспайтын", "тапсырма", "көрмесін", "семей", "собес",
     "алматы", "қоспағанда", "кешіктірмей"],
)  # fmt: skip
def test_words_that_only_look_like_negative_verbs_are_not(form):
    assert not is_negative_verb(form)


def find_denied(lexicon, text):
    passages = pd.DataFrame({"passage_id": ["p"], "language": ["en"], "text": [text]})
    hits = find_hits(passages, lexicon=lexicon)
    counted = find_counted_hits(hits)["surface"].tolist()
    return hits[["surface", "has_negation", "is_negated"]].values.tolist(), counted


LACK = """\
id = "lack"
[categories.access]
negation = "ignored"
en = ["water", { pattern = "debt", negation = "denies" }]
[[categories.access.groups]]
negation = "denies"
en = ["poverty", { pattern = "gas", negation = "ignored" }]
[categories.unity]
en = ["unity"]
"""


def test_a_negated_hit_counts_where_its_term_ignores_negations(tmp_path):
    path = tmp_path / "lack.toml"
    path.write_text(LACK, encoding="utf-8")
    lexicon = read_lexicon(path)
    text = "No water. No debt. No poverty. No gas. No unity. Water."
    found, counted = find_denied(lexicon, text)
    assert found == [
        ["water", True, False],
        ["debt", True, True],
        ["poverty", True, True],
        ["gas", True, False],
        ["unity", True, True],
        ["Water", False, False],
    ]
    assert counted == ["water", "gas", "Water"]


@pytest.mark.parametrize("ending", ["toml", "csv", "xlsx"])
def test_what_a_negation_means_is_written_and_read_back(tmp_path, ending):
    path = tmp_path / "lack.toml"
    path.write_text(LACK, encoding="utf-8")
    lexicon = read_lexicon(path)
    copy = tmp_path / f"copy.{ending}"
    write_lexicon(lexicon, copy)
    said = {p.text: p.negation for _, p in read_lexicon(copy).list_patterns()}
    assert said == {p.text: p.negation for _, p in lexicon.list_patterns()}
    assert set(said.values()) == {"denies", "ignored"}


def test_unknown_meaning_of_a_negation_is_refused(tmp_path):
    path = tmp_path / "lack.toml"
    path.write_text(LACK.replace('"ignored"', '"ignore"', 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"line 4, column 8.*'ignore'"):
        read_lexicon(path)


def test_hits_that_are_negated_do_not_count():
    hits = pd.DataFrame({"hit_id": ["a", "b", "c"], "is_negated": [True, False, None]})
    assert find_counted_hits(hits)["hit_id"].tolist() == ["b", "c"]


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("ru", "В селе нет доступа к питьевой воде.", "access_services"),
        ("kk", "Ауылда ауыз су жоқ.", "access_services"),
        ("en", "Villages have no access to clean water.", "access_services"),
        ("ru", "Мы не видели межэтнических конфликтов.", "unity_in_diversity"),
        ("ru", "Бедности в стране нет.", None),
        ("kk", "Елде кедейлік жоқ.", None),
        ("en", "There is no poverty in the country.", None),
    ],
)
def test_lack_is_the_theme_of_access_but_no_poverty_is_denied(language, text, category):
    lexicons = [read_lexicon(f"builtin:{name}") for name in list_builtin_lexicons()]
    passages = pd.DataFrame(
        {"passage_id": ["p"], "language": [language], "text": [text]}
    )
    hits = find_hits(passages, lexicon=lexicons)
    assert hits["has_negation"].any()
    counted = set(find_counted_hits(hits)["category"])
    assert (category in counted) if category else not counted
