import pandas as pd
import pytest

from ledger import (
    ACCOUNTS,
    TableError,
    build_table,
    compute_digest,
    compute_file_digest,
    read_table,
    write_csv,
    write_table,
    write_text_atomically,
)

ROW = {"step": "read", "reason": "kept", "rows_in": 2, "rows_out": 2, "n_rows": 2}


def test_a_table_comes_back_as_it_was_written(tmp_path):
    table = build_table([ROW], ACCOUNTS)
    write_table(table, ACCOUNTS, tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_table(tmp_path / "a.parquet", ACCOUNTS), table)


def test_the_same_table_gives_the_same_bytes(tmp_path):
    table = build_table([ROW, {**ROW, "reason": "empty"}], ACCOUNTS)
    write_table(table, ACCOUNTS, tmp_path / "a.parquet")
    write_table(table.copy(), ACCOUNTS, tmp_path / "b.parquet")
    first, second = (compute_file_digest(tmp_path / f"{n}.parquet") for n in "ab")
    assert first == second


def test_a_damaged_file_says_what_to_do(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(TableError, match="run the study again"):
        read_table(tmp_path / "a.parquet", ACCOUNTS)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "a.parquet"
    write_table(build_table([ROW], ACCOUNTS), ACCOUNTS, path)
    before = path.read_bytes()
    with pytest.raises(TableError):
        write_table(build_table([ROW, ROW], ACCOUNTS), ACCOUNTS, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx"])
def test_a_text_that_a_spreadsheet_would_run_is_disarmed(tmp_path, text):
    write_csv(pd.DataFrame({"a": [text]}), tmp_path / "a.csv")
    assert f"'{text}" in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_negative_numbers_stay_numbers(tmp_path):
    write_csv(pd.DataFrame({"a": [-1.5]}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "a\n-1.5\n"


def test_text_is_written_as_it_is(tmp_path):
    write_text_atomically("ә\nғ", tmp_path / "t.txt")
    assert (tmp_path / "t.txt").read_bytes() == "ә\nғ".encode()


def test_a_digest_does_not_depend_on_the_order_of_keys():
    assert compute_digest({"a": 1, "b": 2}) == compute_digest({"b": 2, "a": 1})
    assert compute_digest({"a": 1}) != compute_digest({"a": 2})


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(
    tmp_path, monkeypatch
):
    import errno

    import pyarrow.parquet

    path = tmp_path / "a.parquet"
    table = build_table([ROW], ACCOUNTS)
    write_table(table, ACCOUNTS, path)
    before = path.read_bytes()

    def run_out_of_space(_table, where, **_options):
        where.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device", str(where))

    monkeypatch.setattr(pyarrow.parquet, "write_table", run_out_of_space)
    with pytest.raises(OSError, match="No space left"):
        write_table(table, ACCOUNTS, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]
