"""Dictionary forms in the three languages."""

import subprocess
import sys

import pytest

from discourse import fold_form, lemmatize
from ledger import InputError


@pytest.mark.parametrize(
    ("form", "folded"),
    [
        ("ОБЛАСТЬ", "область"),
        ("Усть\u2011Каменого\u0301рск", "усть-каменогорск"),
        ("и\u0306од", "йод"),
        ("Казах\u00adстан", "казахстан"),
        ("Don’t", "don't"),
        ("Ещё", "ещё"),
        ("ӘЛЕУМЕТТІК", "әлеуметтік"),
        ("", ""),
        ("облаcти", "области"),
        ("MИHИCTP", "министр"),
        ("бiлiм", "білім"),
        ("IT-компания", "it-компания"),
        ("Wi-Fi-сеть", "wi-fi-сеть"),
        ("Zаря", "zаря"),
    ],
)
def test_spellings_fold_together(form, folded):
    assert fold_form(form) == folded


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Областей", "область"),
        ("люди", "человек"),
        ("Северо-Казахстанской", "северо-казахстанский"),
        ("ещё", "еще"),
        ("мо\u0301лока", "молоко"),
        ("GDP", "gdp"),
        ("2015", "2015"),
        ("т.е.", "т.е."),
        ("тенге", "тенге"),
        ("Атырауской", "атырауский"),
        ("женской", "женский"),
        ("миской", "миска"),
        ("акиматов", "акимат"),
        ("облаcти", "область"),
        ("әділет", "әділет"),
    ],
)
def test_russian(word, lemma):
    assert lemmatize([word], "ru") == [lemma]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Countries", "country"),
        ("was", "be"),
        ("children", "child"),
        ("developing", "develop"),
        ("used", "use"),
        ("building", "building"),
        ("United", "united"),
        ("data", "data"),
        ("does", "do"),
        ("his", "his"),
        ("smaller", "smaller"),
        ("akims", "akim"),
        ("sub-regions", "sub-region"),
        ("kazakhstani", "kazakhstani"),
        ("Астана", "астана"),
    ],
)
def test_english(word, lemma):
    assert lemmatize([word], "en") == [lemma]


def test_kazakh_goes_to_its_own_analyser():
    assert lemmatize(["аймақтардың", "Аймақ"], "kk") == ["аймақ", "аймақ"]


def test_unknown_language_only_folds():
    assert lemmatize(["Regions", "Регионы"], "unknown") == ["regions", "регионы"]


def test_order_and_repetition_are_kept():
    assert lemmatize(["мы", "регионы", "мы"], "ru") == ["мы", "регион", "мы"]


@pytest.mark.parametrize("language", ["ru", "kk", "en", "unknown"])
def test_no_words_no_lemmas(language):
    assert lemmatize([], language) == []


@pytest.mark.parametrize("language", ["ru", "kk", "en", "unknown"])
def test_strange_words_come_back(language):
    for word in ("", "-", "a-", "’", "№", "x" * 1000):
        assert len(lemmatize([word], language)) == 1


def test_a_language_without_lemmas_is_refused():
    with pytest.raises(InputError, match=r"language: found 'de'.*'ru', 'kk', 'en'"):
        lemmatize(["Land"], "de")


def test_english_tables_need_no_spacy():
    code = (
        "import sys, discourse; discourse.lemmatize(['regions'], 'en');"
        "assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
