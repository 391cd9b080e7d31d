"""Kazakh in the Latin letters of April 2021."""

import pytest

from atlas import read_names, transliterate_kazakh, transliterate_to_cyrillic
from atlas.transliteration import KAZAKH_LATIN, has_loanword_letters


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Қарағанды", "Qarağandy"),
        ("Маңғыстау", "Mañğystau"),
        ("Ақтөбе", "Aqtöbe"),
        ("Түркістан", "Türkıstan"),
        ("Шымкент", "Şymkent"),
        ("Жетісу", "Jetısu"),
        ("Ұлытау", "Ūlytau"),
        ("Әйтеке би", "Äiteke bi"),
        ("ҰЛЫТАУ ОБЛЫСЫ", "ŪLYTAU OBLYSY"),
        ("Іле, Иле", "Ile, İle"),
        ("Гагарин көшесі 5", "Gagarin köşesı 5"),
        ("", ""),
    ],
)
def test_names_are_written_letter_by_letter(cyrillic: str, latin: str) -> None:
    assert transliterate_kazakh(cyrillic) == latin


def test_the_sample_of_the_alphabet_page() -> None:
    # "Kazakh alphabets", Wikipedia, the fable of the judge of Baghdad.
    cyrillic = "бір данышпан кісі, Бағдат шаһарының бір үлкен қазысының үйіне келіп"
    latin = "bır danyşpan kısı, Bağdat şaharynyñ bır ülken qazysynyñ üiıne kelıp"
    assert transliterate_kazakh(cyrillic) == latin


def test_the_alphabet_has_its_31_letters() -> None:
    # х and һ, и and й fall together; the alphabet also has no c, w, x.
    assert set(KAZAKH_LATIN.values()) == set("aäbdefgğhiıjklmnñoöpqrsştuūüvyz")
    assert len(set(KAZAKH_LATIN.values())) == 31


def test_letters_of_loanwords_follow_common_practice() -> None:
    assert transliterate_kazakh("Щучинск, Лениногорск") == "Ştşutşinsk, Leninogorsk"
    assert transliterate_kazakh("ЮБИЛЕЙ Юбилей") == "İUBİLEİ İubilei"
    assert has_loanword_letters("Щучинск")
    assert not has_loanword_letters("Көкшетау")


def test_no_cyrillic_letter_of_the_names_is_left() -> None:
    forms = read_names().query("language == 'kk'")["form"]
    left = [
        form
        for form in forms
        if any("\u0400" <= letter <= "\u052f" for letter in transliterate_kazakh(form))
    ]
    assert left == []


@pytest.mark.parametrize(
    "cyrillic",
    ["Қарағандыда", "Маңғыстау", "Өскемен", "ҰЛЫТАУ", "Жетісудан", "Әйтеке", "Индер"],
)
def test_the_way_back_where_letters_tell(cyrillic: str) -> None:
    assert transliterate_to_cyrillic(transliterate_kazakh(cyrillic)) == cyrillic


def test_the_way_back_and_forth_is_the_same_latin() -> None:
    for form in read_names().query("language == 'kk-Latn'")["form"]:
        assert transliterate_kazakh(transliterate_to_cyrillic(form)) == form
