"""Where tokens begin and end."""

import pytest

from discourse import find_tokens


def read_words(text):
    return [text[start:end] for start, end in find_tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Северо-Казахстанская область", ["Северо-Казахстанская", "область"]),
        ("Северо- и Южно-Казахстанской", ["Северо", "и", "Южно-Казахстанской"]),
        ("Усть\u2011Каменогорск", ["Усть\u2011Каменогорск"]),
        ("al-Farabi; o'clock, don’t", ["al-Farabi", "o'clock", "don’t"]),
        ("Kazakhstan's regions’ it’s", ["Kazakhstan", "'s", "regions", "it", "’s"]),
        ("the 's' key", ["the", "s", "key"]),
        ("Алматы–Астана — «Ауыл»", ["Алматы", "Астана", "Ауыл"]),
        ("и\u0306од, за\u0301мок", ["и\u0306од", "за\u0301мок"]),
        ("Казах\u00adстан", ["Казах\u00adстан"]),
        ("қаласы’ндағы әлеуметтік", ["қаласы’ндағы", "әлеуметтік"]),
    ],
)
def test_words_keep_hyphens_and_apostrophes_inside(text, words):
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25.09.2015, 1,5% и 10:30", ["25.09.2015", "1,5", "и", "10:30"]),
        ("12\u00a0345 и 12 345", ["12\u00a0345", "и", "12", "345"]),
        ("2012\u00a0жыл", ["2012", "жыл"]),
        ("20-летие, COVID-19, 1990-х", ["20-летие", "COVID-19", "1990-х"]),
        ("стр.5.Далее", ["стр", "5", "Далее"]),
        ("-5 °C", ["5", "C"]),
    ],
)
def test_numbers_keep_their_separators(text, words):
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("т.е. и т.д.", ["т.е.", "и", "т.д."]),
        ("Н.А.Назарбаев", ["Н.А.", "Назарбаев"]),
        ("U.S. млн. г.Алматы", ["U.S.", "млн", "г", "Алматы"]),
    ],
)
def test_dotted_abbreviations_are_one_token(text, words):
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(https://stat.gov.kz/ru/).", ["https://stat.gov.kz/ru/"]),
        ("www.akorda.kz, дальше", ["www.akorda.kz", "дальше"]),
    ],
)
def test_web_addresses_are_one_token(text, words):
    assert read_words(text) == words


@pytest.mark.parametrize("text", ["", "   ", "____ -- ... №", "\n\n"])
def test_text_without_words_has_no_tokens(text):
    assert find_tokens(text) == []


def test_no_token_crosses_a_line_break():
    assert read_words("Северо-\nКазахстанская") == ["Северо", "Казахстанская"]


@pytest.mark.parametrize("piece", ["a.", "1,", "а-", "'s", "www.", "\u0301а", "_"])
def test_time_grows_with_length_only(piece):
    assert len(find_tokens(piece * 200_000)) <= 200_000
