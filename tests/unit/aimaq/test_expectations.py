import pandas as pd
import pytest

from aimaq.expectations import check_expectations, read_expectations
from ledger import TableError

HEADER = "trap_id,path,title,expectation,check,surface,region_id,sense,status\n"
TABLES = {
    "documents": pd.DataFrame(
        {
            "document_id": ["a", "b"],
            "path": ["a.txt", "b.pdf"],
            "status": ["read", "image_only"],
            "year": pd.array([None, 2018], dtype="Int64"),
        }
    ),
    "mentions": pd.DataFrame(
        {
            "document_id": ["a", "a"],
            "surface": ["Абай", "области Абай"],
            "region_id": [None, "KZ-10"],
            "sense": ["person_or_other", "place"],
            "status": ["matched", "matched"],
        }
    ),
    "problems": pd.DataFrame({"code": ["no-date"], "where": ["a.txt"]}),
}


def check(tmp_path, *rows):
    path = tmp_path / "traps.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return check_expectations(read_expectations(path), TABLES)


def test_a_person_is_no_place_while_the_region_in_the_same_text_is(tmp_path):
    poet, region = check(
        tmp_path,
        "1,a.txt,poet,no region,no-place,Абай,,,",
        "2,a.txt,region,KZ-10,mention,области Абай,KZ-10,place,matched",
    )
    assert poet.is_met
    assert "person_or_other" in poet.outcome
    assert region.is_met


def test_an_expectation_that_failed_says_what_was_found(tmp_path):
    (wrong,) = check(tmp_path, "1,a.txt,t,e,mention,области Абай,KZ-63,place,matched")
    assert not wrong.is_met
    assert "KZ-10" in wrong.outcome


def test_a_place_where_none_was_wanted_fails(tmp_path):
    (wrong,) = check(tmp_path, "1,a.txt,t,e,no-place,области Абай,,,")
    assert not wrong.is_met


def test_documents_and_dates(tmp_path):
    image, undated, dated = check(
        tmp_path,
        "1,b.pdf,t,e,document,,,,image_only",
        "2,a.txt,t,e,no-date,,,,",
        "3,b.pdf,t,e,no-date,,,,",
    )
    assert (image.is_met, undated.is_met, dated.is_met) == (True, True, False)


def test_an_unknown_check_is_named(tmp_path):
    with pytest.raises(TableError, match="'guess'"):
        check(tmp_path, "1,a.txt,t,e,guess,,,,")


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "traps.csv").write_text("trap_id,path\n", encoding="utf-8")
    with pytest.raises(TableError, match="no column title"):
        read_expectations(tmp_path / "traps.csv")
