"""Wrapped lines and words cut by hyphens."""

from discourse.reading.cleaning import TextEditor, tidy_blanks
from discourse.reading.layout import join_wrapped_lines

WRAPPED = """\
The United Nations summit that has just been concluded
will have far-reaching implications for our
organization. Its outcome has prepared the ground for
the most radical reform in the entire history of this
house.
Kazakhstan supports closer interdependence among the
three main pillars of the contemporary world: devel-
opment, freedom and peace. It expresses its hope in

this house and in the people who have built it since
then.
"""


def _join(text: str) -> tuple[list[str], dict[str, int]]:
    editor = TextEditor(text)
    repairs = join_wrapped_lines(editor)
    tidy_blanks(editor)
    lines = [line for line in editor.text.split("\n") if line]
    return lines, {repair.code: repair.count for repair in repairs}


def test_wrapped_lines_are_joined_into_paragraphs():
    lines, repairs = _join(WRAPPED)
    assert len(lines) == 2
    assert lines[0].endswith("of this house.")
    assert "development, freedom" in lines[1]
    # A blank line in the middle of a sentence is the end of a page.
    assert "its hope in this house" in lines[1]
    assert repairs["rejoined-hyphenation"] == 1


def test_a_paragraph_a_line_stays_as_it_is():
    text = "Здравоохранение\nПодведены итоги недели.\nВ области открыта школа.\n"
    lines, repairs = _join(text)
    assert len(lines) == 3
    assert repairs == {}


def test_indented_lines_begin_paragraphs():
    text = (
        "As a matter of principle we support the three main\n"
        "pillars of the world and the people in it and peace.\n"
        " Today the country is confidently leading the other\n"
        "states in all of the many macroeconomic indicators.\n"
    )
    lines, _ = _join(text)
    assert [line.split()[0] for line in lines] == ["As", "Today"]


def test_items_of_a_list_stay_apart():
    text = (
        "The plan of the government for the region has these\n"
        "parts, which were agreed upon by all who took part:\n"
        "- schools in the villages, and roads that lead to\n"
        "them in winter;\n"
        "- hospitals.\n"
    )
    lines, _ = _join(text)
    assert len(lines) == 3
    assert lines[1].startswith("- schools")
    assert lines[1].endswith("in winter;")


def test_hyphens_that_belong_to_the_word_stay():
    text = (
        "Жители написали письмо, что в Северо-\n"
        "Казахстанской области и в социально-\n"
        "экономической жизни района видны пере-\n"
        "мены, которые давно ждали все жители и\n"
        "соседи.\n"
    )
    lines, _ = _join(text)
    assert "Северо-Казахстанской" in lines[0]
    assert "социально-экономической" in lines[0]
    assert "перемены" in lines[0]


def test_the_document_decides_about_a_hyphen():
    text = (
        "Жаңа жоба туралы айтылды, ол ауыл-\n"
        "аймақ үшін маңызды болып отыр деп, ал\n"
        "ауыл-аймақ тұрғындары оны күтіп жүр екен\n"
        "деген сөз бар.\n"
    )
    lines, _ = _join(text)
    assert lines[0].count("ауыл-аймақ") == 2


def test_short_texts_are_left_alone():
    assert _join("") == ([], {})
    assert _join("one line") == (["one line"], {})


def test_rows_of_a_table_are_not_joined_to_each_other_or_to_the_text():
    text = (
        "Валовой продукт показан в таблице ниже и\n"
        "растёт медленно, как и везде.\n"
        "Атырауская 3613411.3 3977354.6\n"
        "Жамбылская 760397.3 876736.3\n"
        "Низкая база означает низкие заработки, и\n"
        "разрыв с нефтяными областями почти не\n"
        "сокращается, хотя в 2014 2015\n"
        "годах он был меньше.\n"
    )
    lines, _ = _join(text)
    assert "Атырауская 3613411.3 3977354.6" in lines
    assert "Жамбылская 760397.3 876736.3" in lines
    assert lines[-1].endswith("2014 2015 годах он был меньше.")
