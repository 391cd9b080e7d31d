"""A folder of another country is told everything at once."""

import shutil
from pathlib import Path

import pytest

from atlas import check_registry, read_registry
from ledger import RegionError

FOLDER = Path(__file__).parent / "another_country"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the invented country to break."""
    target = tmp_path / "country"
    shutil.copytree(FOLDER, target)
    return target


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")


def list_codes(folder: Path) -> list[str]:
    with pytest.raises(RegionError) as caught:
        check_registry(folder)
    # One message, a sentence for each problem up to the limit.
    assert str(caught.value)
    return sorted(problem.code for problem in caught.value.problems)


def test_both_countries_are_sound() -> None:
    assert check_registry("kazakhstan") is read_registry("kazakhstan")
    assert check_registry(FOLDER).country_id == "QY"


def test_all_files_are_looked_at(folder: Path) -> None:
    append(folder / "names.csv", "x:ru:1,x,QY-Z,city,ru,Икс,noun,free,,,")
    append(folder / "names.csv", "bramvik:ru:1,bramvik,QY-B,city,ru,Б,noun,free,,,")
    append(folder / "region_set_members.csv", "shore-sea,QY-Z,,")
    append(folder / "designations.csv", "d,QY-N,centre,en,X,2011-01-01,,day,i,i")
    append(folder / "labels.csv", "QY-Z,Nowhere,en")
    append(folder / "neighbours.csv", "QY-B,QY-Z")
    append(folder / "tiles.csv", "2012,,QY-B,0,0")
    codes = list_codes(folder)
    assert codes.count("unknown-region") == 2
    assert {"duplicate-name", "overlapping-validity", "unusable-file"} <= set(codes)
    # Labels and neighbors; the second tile is not drawn before 2012.
    assert codes.count("unusable-file") >= 2


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("regions.csv", "2010-05-01,", "2011-05-01,", "overlapping-validity"),
        ("regions.csv", "QY-T,Tovsund", "QY-B,Tovsund", "duplicate-region"),
        ("regions.csv", "QY-B,Bramvik", "QY,Bramvik", "country-as-region"),
        ("events.csv", "QY-N;QY-T", "QY-N;QY-X", "unknown-successor"),
        ("events.csv", "2010-05-01,split", "May 2010,split", "wrong-format"),
        ("events.csv", "split", "explosion", "unknown-value"),
        ("events.csv", "from_region_ids", "from", "missing-column"),
        ("registry.toml", "complete_from = 2000", "", "missing-setting"),
        ("registry.toml", "complete_from = 2000", "complete_from =", "unreadable-file"),
        (
            "registry.toml",
            "complete_from = 2000",
            "complete_from = '2'",
            "wrong-setting",
        ),
    ],
)
def test_one_wrong_thing_is_one_clear_message(
    folder: Path, file: str, old: str, new: str, code: str
) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    codes = list_codes(folder)
    assert code in codes, codes


@pytest.mark.parametrize(
    "file", ["names.csv", "labels.csv", "neighbours.csv", "tiles.csv"]
)
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(RegionError, match=file):
        check_registry(folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00a", b'"unclosed', b"a,b\n1\n"])
@pytest.mark.parametrize("file", ["regions.csv", "events.csv", "names.csv"])
def test_a_file_that_is_no_table_is_named(
    folder: Path, file: str, content: bytes
) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(RegionError) as caught:
        check_registry(folder)
    assert any(
        file in problem.where or file.removesuffix(".csv") in problem.where
        for problem in caught.value.problems
    )


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(RegionError) as caught:
        check_registry(tmp_path)
    assert {problem.where for problem in caught.value.problems} == {
        "registry.toml",
        "regions.csv",
        "events.csv",
    }
