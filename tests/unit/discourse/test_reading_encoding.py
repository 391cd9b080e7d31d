"""Texts in the encodings that are met in Kazakhstan."""

import pytest

from discourse.reading.encoding import decode_bytes

RUSSIAN = (
    "Аким области рассказал о доходах населения: «В районе построили школу». "
    "Бюджет вырос на 5 % — это больше, чем в прошлом году. "
)
PLAIN_RUSSIAN = RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")
KAZAKH = (
    "Қазақстан өңірлерінің халқы ұлттық құндылықтарды сақтайды. Облыс әкімі "
    "ауыл тұрғындарымен кездесіп, «Қоғамның үні» туралы айтты. "
)
ENGLISH = "The region’s income grew by 5 % – more than in any other year. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (KAZAKH, "utf-16"),
        (KAZAKH, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (ENGLISH, "utf-16-le"),
        (RUSSIAN, "cp1251"),
        (PLAIN_RUSSIAN, "koi8-r"),
        (PLAIN_RUSSIAN, "cp866"),
        (KAZAKH, "kz1048"),
        (KAZAKH, "ptcp154"),
        (KAZAKH + RUSSIAN, "kz1048"),
    ],
)
def test_decode_bytes_finds_the_encoding(text, encoding):
    decoded = decode_bytes(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert decoded.n_broken == 0


def test_english_quotation_marks_of_windows():
    decoded = decode_bytes(ENGLISH.encode("cp1252"))
    assert decoded is not None
    assert decoded.text == ENGLISH


def test_a_few_broken_bytes_do_not_change_the_encoding():
    content = (RUSSIAN * 5).encode()
    decoded = decode_bytes(content[:400] + b"\xff" + content[400:])
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.n_broken == 1


def test_ascii_is_utf8_and_nothing_else():
    decoded = decode_bytes(b"plain text")
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert (decoded.n_broken, decoded.rivals) == (0, ())


def test_bytes_that_are_no_text_give_none():
    assert decode_bytes(bytes(range(256)) * 20) is None


def test_empty_content_is_an_empty_text():
    decoded = decode_bytes(b"")
    assert decoded is not None
    assert decoded.text == ""


def test_hint_of_the_page_is_used_only_if_it_can_be():
    decoded = decode_bytes(RUSSIAN.encode("cp1251"), hint="no-such-encoding")
    assert decoded is not None
    assert decoded.text == RUSSIAN
