"""Kazakh word forms."""

import pytest

from discourse import lemmatize_kazakh
from discourse.tokens.kk import list_case_forms
from discourse.tokens.kk_learning import learn_suffixes
from discourse.tokens.kk_suffixes import (
    find_harmony,
    is_loan,
    join_suffix,
    list_cuts,
)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("мектептерінде", "мектеп"),
        ("халқының", "халық"),
        ("кітабы", "кітап"),
        ("орнында", "орын"),
        ("қалаларымыздағы", "қала"),
        ("өңірлерде", "өңір"),
        ("Қазақстанның", "қазақстан"),
        ("бюджеттен", "бюджет"),
        ("субсидиялармен", "субсидия"),
        ("заңдарын", "заң"),
        ("маңызды", "маңызды"),
        ("АҚШ-пен", "ақш"),
        # -лы and -шы form words; they are no possessed л or ш.
        ("үлгілі", "үлгілі"),
        ("аңшыға", "аңшы"),
        # An adjective because of тұрақтылық.
        ("тұрақты", "тұрақты"),
        ("тұрақтылық", "тұрақтылық"),
        ("анығырақ", "анық"),
        ("жақсырақ", "жақсы"),
        ("елдеріміз", "ел"),
        ("ішінде", "іш"),
        ("үйінен", "үй"),
        ("даңқын", "даңқ"),
        ("көңліне", "көңіл"),
        ("мүлкі", "мүлік"),
        ("банкте", "банк"),
        ("принципі", "принцип"),
        ("моделін", "модель"),
        ("Әбішұлының", "әбішұлы"),
        ("қап-қара", "қара"),
        ("ата-анасының", "ата-ана"),
    ],
)
def test_forms_have_their_dictionary_form(form: str, lemma: str) -> None:
    assert lemmatize_kazakh([form]) == [lemma]


def test_no_words_give_no_lemmas() -> None:
    assert lemmatize_kazakh([]) == []
    assert lemmatize_kazakh(["", "а", "-"]) == ["", "а", "-"]


def test_harmony_is_that_of_the_last_vowel() -> None:
    assert find_harmony("қала") == "b"
    assert find_harmony("мектеп") == "f"
    assert find_harmony("жетісу") == "bf"


def test_a_cut_against_harmony_is_not_made() -> None:
    assert ("қала", ("LOC",)) in list_cuts("қалада")
    assert ("қала", ("LOC",)) not in list_cuts("қаладе")


@pytest.mark.parametrize(
    ("name", "locative"),
    [
        ("алматы", "алматыда"),
        ("өскемен", "өскеменде"),
        ("тараз", "таразда"),
        ("ақтөбе", "ақтөбеде"),
        ("шымкент", "шымкентте"),
        ("жетісу", "жетісуда"),
    ],
)
def test_names_have_their_cases(name: str, locative: str) -> None:
    assert locative in list_case_forms(name)
    assert locative in join_suffix(name, "LOC")


def test_possessed_names_take_n_before_the_case() -> None:
    forms = list_case_forms("облысы", is_possessed=True)
    assert {"облысында", "облысынан", "облысына", "облысындағы"} <= set(forms)


@pytest.mark.parametrize("form", list_case_forms("семей"))
def test_each_case_is_a_form_of_its_name(form: str) -> None:
    assert form == "семей" or "семей" in [stem for stem, _ in list_cuts(form)]


def test_look_alikes_are_no_forms_of_names() -> None:
    assert "қарағанда" not in list_case_forms("қарағанды")
    assert "оралғанын" not in list_case_forms("орал")


def test_stems_are_learned_from_forms_that_share_them() -> None:
    stems = ("қала", "бала", "дала", "сала", "мектеп", "ауыл", "жол", "қазақ")
    tags = ("GEN", "LOC", "ABL", "DAT")
    forms = [f for s in stems for tag in tags for f in join_suffix(s, tag)]
    model = learn_suffixes([*forms, *stems])
    cuts = list_cuts("қаладан")
    assert max(cuts, key=lambda cut: model.score(*cut)) == ("қала", ("ABL",))


def test_loans_are_known_by_their_sounds() -> None:
    assert all(map(is_loan, ("модель", "проект", "телефон", "факс", "район")))
    assert not any(map(is_loan, ("мектеп", "орын", "қазақ", "көңіл", "достық")))
