"""Lexicon files as they come: encodings, line ends, endings, sizes."""

import pytest

from discourse import read_lexicon
from ledger import LexiconError

DIC = "%\n1\tбедность\n2\tрынок\n%\nнищета\t1\nбедн*\t1\nторговля\t2\nцены\t2\n"
YML = "бедность: [нищета, бедн*]\nрынок:\n- торговля\n- цены\n"
CAT = "БЕДНОСТЬ\n\tнищета (1)\n\tбедн* (1)\nРЫНОК\n\tторговля (1)\n\tцены (1)\n"
CSV = (
    'category,pattern\nбедность,"""нищета"""\nбедность,бедн*\n'
    'рынок,"""торговля"""\nрынок,"""цены"""\n'
)
TOML = (
    "id = 'd'\n[categories.\"бедность\"]\nany = ['\"нищета\"', 'бедн*']\n"
    '[categories."рынок"]\nany = [\'"торговля"\', \'"цены"\']\n'
)
FILES = {"d.dic": DIC, "d.yml": YML, "d.cat": CAT, "d.csv": CSV, "d.toml": TOML}
TERMS = [
    ("бедность", '"нищета"'),
    ("бедность", "бедн*"),
    ("рынок", '"торговля"'),
    ("рынок", '"цены"'),
]


def read(folder, name, content):
    (folder / name).write_bytes(content)
    return read_lexicon(folder / name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"]
)
def test_every_format_is_read_in_every_encoding(tmp_path, name, line_end, encoding):
    text = FILES[name].replace("\n", line_end)
    lexicon = read(tmp_path, name, text.encode(encoding))
    assert [(category, p.text) for category, p in lexicon.list_patterns()] == TERMS
    codes = [note.code for note in lexicon.problems]
    assert codes == ([] if encoding.startswith("utf") else ["guessed-encoding"])


def test_western_letters_are_no_cyrillic_ones(tmp_path):
    content = "%\n1\tplaces\n%\ncafé\t1\nnaïve*\t1\nSão\t1\n".encode("cp1252")
    lexicon = read(tmp_path, "d.dic", content)
    terms = [pattern.text for _, pattern in lexicon.list_patterns()]
    assert terms == ['"café"', "naïve*", '"São"']
    assert "cp1252" in lexicon.problems[0].found


def test_a_broken_letter_names_line_and_column(tmp_path):
    content = DIC.encode() * 20
    content = content[:55] + b"\xff" + content[55:]
    with pytest.raises(LexiconError, match="line 6, column 3: 1 signs"):
        read(tmp_path, "d.dic", content)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("d.nfl", b"x", "The ending is '.nfl'. Expected: one of .toml, .xlsx, .yml"),
        ("d", b"x", "The ending is ''"),
        ("d.dic", bytes(range(256)) * 9, "no text"),
        ("d.dic", b"", "line 1, column 1"),
        ("d.cat", b"", "no category"),
        ("d.yml", b"", "no category"),
        ("d.csv", b"", "row 1: columns none"),
        ("d.toml", b"", "line 1, column 1: id is missing"),
        ("d.toml", b"id = 'd'\n[category.a]\nru = ['a']\n", "line 2, column 2: key"),
        ("d.toml", b"id = 'd'\n[categories.a]\nru = ['a'\n", "line 3, at the end"),
    ],
)
def test_a_file_that_is_none_says_so(tmp_path, name, content, message):
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "head", "line"),
    [
        ("d.dic", "%\n1\ta\n2\tb\n%\n", "word{0}*\t1\t2\n"),
        ("d.cat", "A\n", "\tWORD{0}* (1)\n"),
        ("d.csv", "category,pattern\n", "a,word{0}*\n"),
    ],
)
def test_thousands_of_terms_are_read_and_what_they_share_is_said_once(
    tmp_path, name, head, line
):
    text = head + "".join(line.format(number) for number in range(3000))
    lexicon = read(tmp_path, name, text.encode())
    assert lexicon.n_patterns == (6000 if name == "d.dic" else 3000)
    assert len(lexicon.problems) == (1 if name == "d.dic" else 0)
