"""Ends of sentences in three languages."""

import pytest

from discourse import find_sentences


def _split(text: str, language: str = "unknown") -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, language=language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ru", ["В 2014 г. доходы выросли.", "Цены тоже!", "Почему?"]),
        ("ru", ["Построены школы, больницы и т.д.", "Работы идут."]),
        ("ru", ["Памятник им. Абая открыл А. К. Смаилов.", "Гости аплодировали."]),
        ("ru", ["Бюджет 5 млн. 300 тыс. тенге утверждён.", "Это много."]),
        ("ru", ["Школа на ул. Абая, д. 5 открыта.", "«Мы рады», — сказал он."]),
        ("ru", ["Он работал в Павлодарской обл. с 2010 г. по 2014 г. директором."]),
        ("kk", ["Алматы қ. Абай даңғ. 12 мекенжайы берілді.", "Бұл жаңа."]),
        ("kk", ["Мектеп, аурухана, т.б. салынды.", "Жол да бар."]),
        ("kk", ["2015 ж. 3 млн. теңге бөлінді.", "Ол жеткілікті."]),
        ("en", ["Mr. Nazarbayev met Dr. Smith.", "They spoke.", "Why not?"]),
        ("en", ["The U.S. Embassy opened at 10 a.m. on Monday.", "It was full."]),
        ("en", ["He said “Enough.”", "Then he left…", "Nobody came."]),
    ],
)
def test_find_sentences(language, sentences):
    assert _split(" ".join(sentences), language) == sentences


def test_number_of_an_item_does_not_end_a_sentence():
    assert _split("1. Павлодар. 2014 год.") == ["1. Павлодар.", "2014 год."]


def test_a_year_may_end_a_sentence():
    assert _split("It began in 1991. Everybody knows.", "en") == [
        "It began in 1991.",
        "Everybody knows.",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_blank_text_has_no_sentences(text):
    assert find_sentences(text) == []


def test_blanks_around_sentences_are_outside():
    assert find_sentences("  A b.  C d.  ") == [(2, 6), (8, 12)]
