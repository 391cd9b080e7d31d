"""A folder of documents: ids, metadata, duplicates, dates, limits, workers."""

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from discourse import read_documents
from discourse.schemas import DOCUMENTS
from ledger import InputError, check_table


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _get_codes(documents) -> list[str]:
    return sorted(problem.code for problem in documents.problems)


def test_ids_are_paths_inside_the_folder(tmp_path):
    _write(
        tmp_path,
        {"akimat/2014-03.txt": "Текст раз.", "Отчёт за год #1.txt": "Текст два."},
    )
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == [
        "akimat/2014-03.txt",
        "Отчёт_за_год_1.txt",
    ]
    assert documents.table["path"].tolist() == [
        "akimat/2014-03.txt",
        "Отчёт за год #1.txt",
    ]
    check_table(documents.table, DOCUMENTS)
    assert str(tmp_path) not in documents.table.to_csv()
    assert not any(str(tmp_path) in p.sentence for p in documents.problems)


def test_id_cannot_begin_a_formula(tmp_path):
    _write(tmp_path, {"=cmd().txt": "Текст раз.", "-1.txt": "Текст два."})
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["_-1.txt", "_cmd().txt"]


def test_names_that_differ_only_in_unsafe_characters_get_two_ids(tmp_path):
    _write(tmp_path, {"a b.txt": "Текст раз.", "a+b.txt": "Текст два."})
    documents = read_documents(tmp_path)
    first, second = sorted(documents.table["document_id"], key=len)
    assert first == "a_b.txt"
    assert second.startswith("a_b.txt-")
    assert documents.table["status"].tolist() == ["read", "read"]


def test_one_file_is_named_by_its_name(tmp_path):
    _write(tmp_path, {"a.txt": "Текст раз."})
    documents = read_documents(tmp_path / "a.txt")
    assert documents.table["path"].tolist() == ["a.txt"]


def test_metadata_win_over_what_the_page_says(tmp_path):
    page = (
        '<html><head><meta name="date" content="2011-01-01"></head>'
        "<body><p>Новый текст о районе.</p></body></html>"
    )
    _write(
        tmp_path,
        {
            "a.html": page,
            "b.txt": "Текст о районе.",
            "c.txt": "Другой текст о районе.",
            "metadata.csv": (
                "path,title,date,language,genre,outlet,editor\n"
                "a.html,Заголовок,2014-03-15,ru,news,site,x\n"
                "./b.txt,,15.03.2015,,,,\n"
                "lost.txt,,2010,,,,\n"
            ),
        },
    )
    documents = read_documents(tmp_path)
    first, second, third = documents.table.to_dict("records")
    assert (first["date"], first["title"]) == ("2014-03-15", "Заголовок")
    assert (first["genre"], first["outlet"]) == ("news", "site")
    assert second["date"] == "2015-03-15"
    assert third["status"] == "read"
    assert _get_codes(documents) == [
        "ignored-fields",
        "no-date",
        "no-metadata",
        "unknown-metadata-path",
    ]
    lost = documents.problems[-1]
    assert lost.where == "metadata.csv, line 4"
    assert "lost.txt" in lost.found


def test_metadata_may_lie_elsewhere(tmp_path):
    _write(
        tmp_path, {"in/a.txt": "Текст о районе.", "m.csv": "path;date\na.txt;2014\n"}
    )
    documents = read_documents(tmp_path / "in", metadata=tmp_path / "m.csv")
    assert documents.table["year"].tolist() == [2014]
    assert documents.problems == ()


def test_metadata_without_paths_are_a_problem(tmp_path):
    _write(tmp_path, {"a.txt": "Текст.", "metadata.csv": "file,date\na.txt,2014\n"})
    documents = read_documents(tmp_path)
    assert "missing-path-column" in _get_codes(documents)
    assert documents.table["status"].tolist() == ["read"]


def test_second_row_of_metadata_for_one_document_is_named(tmp_path):
    _write(
        tmp_path,
        {"a.txt": "Текст.", "metadata.csv": "path,date\na.txt,2014\na.txt,2015\n"},
    )
    documents = read_documents(tmp_path)
    assert documents.table["year"].tolist() == [2014]
    assert _get_codes(documents) == ["duplicate-metadata"]


def test_document_without_a_date_is_kept_and_noted(tmp_path):
    _write(tmp_path, {"a.txt": "Текст о районе."})
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["read"]
    assert documents.table["date"].isna().all()
    (problem,) = documents.problems
    assert (problem.code, problem.severity) == ("no-date", "note")


def test_date_that_is_not_understood_is_said(tmp_path):
    _write(
        tmp_path, {"a.txt": "Текст.", "metadata.csv": "path,date\na.txt,03/04/2014\n"}
    )
    documents = read_documents(tmp_path)
    assert documents.table["year"].tolist() == [2014]
    assert _get_codes(documents) == ["unclear-date"]


def test_language_of_the_metadata_is_kept_and_the_difference_said(tmp_path):
    _write(
        tmp_path,
        {
            "a.txt": "Аким посетил школу в районе и на селе.",
            "b.txt": "Аким посетил больницу в районе и на селе.",
            "metadata.csv": "path,date,language\na.txt,2014,kz\nb.txt,2014,fr\n",
        },
    )
    documents = read_documents(tmp_path)
    assert documents.table["language"].tolist() == ["kk", "ru"]
    assert _get_codes(documents) == ["language-differs", "unknown-language"]


def test_document_in_two_languages_is_mixed(tmp_path):
    _write(
        tmp_path,
        {"a.txt": "Аким посетил школу в районе.\nОблыс әкімі мектепке барды.\n"},
    )
    assert read_documents(tmp_path).table["language"].tolist() == ["mixed"]


def test_duplicate_ids_keep_the_first_and_name_the_others(tmp_path):
    _write(
        tmp_path,
        {
            "a.jsonl": '{"id": "x", "text": "Первый текст.", "year": 2014}\n',
            "b.jsonl": '{"id": "x", "text": "Второй текст.", "year": 2014}\n',
        },
    )
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["x", "x~2"]
    assert documents.table["status"].tolist() == ["read", "duplicate_id"]
    assert list(documents.texts) == ["x"]
    (problem,) = documents.problems
    assert problem.code == "duplicate-id"
    assert "a.jsonl" in problem.found


def test_an_id_given_by_the_user_may_look_like_a_row(tmp_path):
    _write(tmp_path, {"a.csv": "id,text\nrow-2,Текст раз.\n,Текст два.\n"})
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["a.csv:row-3", "row-2"]


def test_identical_texts_are_kept_and_noted(tmp_path):
    _write(tmp_path, {"a.txt": "Текст о районе.", "b.txt": "Текст о районе. \n"})
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["read", "read"]
    note = next(p for p in documents.problems if p.code == "identical-text")
    assert note.severity == "note"
    assert note.where == "b.txt"
    assert "a.txt" in note.found


def test_too_large_file_is_not_opened(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(2_000_000_001)
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["unreadable"]
    (problem,) = documents.problems
    assert problem.code == "too-large"
    assert "2000000001" in problem.found


def test_limit_can_be_set(tmp_path):
    _write(tmp_path, {"a.txt": "Текст о районе."})
    documents = read_documents(tmp_path, max_bytes=5)
    assert _get_codes(documents) == ["too-large"]


def test_empty_files_are_listed(tmp_path):
    _write(
        tmp_path, {"a.txt": "", "b.pdf": "", "c.docx": "", "d.csv": "", "e.txt": " "}
    )
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["empty"] * 5
    assert set(_get_codes(documents)) == {"empty-document"}


def test_text_in_another_encoding_is_said(tmp_path):
    text = "Аким области рассказал о доходах населения в районе."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    documents = read_documents(tmp_path)
    assert documents.texts["a.txt"].text == text
    assert _get_codes(documents) == ["no-date", "other-encoding"]


def test_text_without_extension_is_read(tmp_path):
    _write(tmp_path, {"letter": "Текст о районе."})
    assert read_documents(tmp_path).table["status"].tolist() == ["read"]


def test_hidden_files_are_left_out_and_said(tmp_path):
    _write(tmp_path, {".DS_Store": "x", "~$a.docx": "x", "a.txt": "Текст."})
    documents = read_documents(tmp_path)
    assert documents.table["path"].tolist() == ["a.txt"]
    assert _get_codes(documents) == ["no-date", "skipped-files"]


def test_empty_folder_gives_an_empty_table(tmp_path):
    documents = read_documents(tmp_path)
    assert len(documents.table) == 0
    check_table(documents.table, DOCUMENTS)
    assert _get_codes(documents) == ["no-documents"]


def test_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: no such file or folder"):
        read_documents(tmp_path / "nowhere")


def test_missing_metadata_are_an_error(tmp_path):
    with pytest.raises(InputError, match=r"m\.csv: no such file"):
        read_documents(tmp_path, metadata=tmp_path / "m.csv")


def test_workers_must_be_at_least_one(tmp_path):
    with pytest.raises(InputError, match="workers: found 0"):
        read_documents(tmp_path, workers=0)


def test_result_does_not_depend_on_the_number_of_workers(tmp_path):
    _write(tmp_path, {f"{n}.txt": f"Текст номер {n} о районе." for n in range(6)})
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    alone = read_documents(tmp_path)
    together = read_documents(tmp_path, workers=2)
    assert_frame_equal(alone.table, together.table)
    assert alone.texts == together.texts
    assert alone.problems == together.problems


def test_progress_is_told(tmp_path):
    _write(tmp_path, {"a.txt": "Текст раз.", "b.txt": "Текст два."})
    calls: list[object] = []

    class Listener:
        def start(self, label: str, total: int) -> None:
            calls.append((label, total))

        def advance(self, n: int = 1) -> None:
            calls.append(n)

        def finish(self) -> None:
            calls.append("end")

    read_documents(tmp_path, progress=Listener())
    assert calls == [("documents", 2), 1, 1, "end"]


def test_every_problem_has_four_parts(tmp_path):
    _write(tmp_path, {"a.txt": "", "b.json": "{}", "c.csv": "x\n1\n", "d.txt": "Да."})
    for problem in read_documents(tmp_path).problems:
        assert all((problem.where, problem.found, problem.expected, problem.action))


@pytest.mark.shared_data
def test_real_documents(shared_data):
    documents = read_documents(shared_data / "texts" / "documents.jsonl")
    assert len(documents.table) == 997
    assert set(documents.table["status"]) == {"read"}
    assert documents.table["language"].value_counts().to_dict() == {
        "ru": 482,
        "kk": 482,
        "en": 33,
    }
