"""A user's path: new, check, run, status, report, explain."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

N_STEPS = 12


def read_results(folder: Path) -> dict[str, bytes]:
    results = folder / "results"
    return {
        path.relative_to(results).as_posix(): path.read_bytes()
        for path in sorted(results.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def copy_study(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("results"))
    return target


def test_a_new_study_says_what_to_do_next_and_refuses_a_full_folder(aimaq, tmp_path):
    done = aimaq("new", tmp_path / "mine")
    assert "aimaq check" in done.stderr
    assert (tmp_path / "mine" / "study.toml").is_file()
    again = aimaq("new", tmp_path / "mine", expect=1)
    assert "nothing was written" in again.stderr


def test_check_reads_everything_and_writes_nothing(aimaq, tmp_path):
    folder = tmp_path / "mine"
    aimaq("new", folder)
    done = aimaq("check", folder)
    assert "documents" in done.stdout
    assert not (folder / "results").exists()


def test_a_run_writes_report_manifest_and_tables(finished):
    results = finished / "results"
    assert (results / "report.html").stat().st_size > 50_000
    manifest = json.loads((results / "manifest.json").read_text(encoding="utf-8"))
    listed = {f"tables/{path.name}" for path in (results / "tables").glob("*.parquet")}
    assert listed <= set(manifest["outputs"])
    assert {"tables/estimates.parquet", "report.html"} <= set(manifest["outputs"])
    scores = pd.read_parquet(results / "tables" / "scores.parquet")
    empty = scores[scores["n_passages"] == 0]
    assert len(empty)
    assert empty["estimate"].isna().all()


def test_another_machine_gives_the_same_bytes_with_any_number_of_workers(
    aimaq, finished, tmp_path
):
    other = copy_study(finished, tmp_path / "elsewhere" / "trial")
    aimaq("run", other, "--workers", 3)
    assert read_results(other) == read_results(finished)


def test_a_second_run_keeps_every_step(aimaq, finished):
    before = read_results(finished)
    done = aimaq("run", finished)
    assert "kept as they were: read, mentions" in done.stderr
    assert read_results(finished) == before
    status = aimaq("status", finished)
    assert len(re.findall(r"^ +\w+ +fresh ", status.stdout, re.MULTILINE)) == N_STEPS


def test_a_run_killed_in_the_middle_is_resumed(aimaq, finished, tmp_path):
    other = copy_study(finished, tmp_path / "trial")
    process = subprocess.Popen(
        [sys.executable, "-c", "from aimaq.cli import main; main()", "run", str(other)],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    mentions = other / "results" / "steps" / "mentions" / "record.json"
    deadline = time.monotonic() + 120
    while not mentions.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert mentions.exists()
    assert not (other / "results" / "manifest.json").exists()
    for path in (other / "results").rglob("*.parquet"):
        pd.read_parquet(path)  # whatever is there is whole
    done = aimaq("run", other)
    assert "kept as they were: read, mentions" in done.stderr
    assert read_results(other) == read_results(finished)


def test_bad_study_files_are_answered_with_all_problems_and_exit_code_one(
    aimaq, finished, tmp_path
):
    other = copy_study(finished, tmp_path / "trial")
    text = (other / "study.toml").read_text(encoding="utf-8")
    text = text.replace("boundaries", "boundries").replace("[documents]", "[dokuments]")
    (other / "study.toml").write_text(text, encoding="utf-8")
    done = aimaq("run", other, expect=1)
    assert "Did you mean 'boundaries'?" in done.stderr
    assert "Did you mean 'documents'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_documents_do_not_stop_a_run(aimaq, finished, tmp_path):
    other = copy_study(finished, tmp_path / "trial")
    documents = other / "documents"
    (documents / "empty.txt").write_text("", encoding="utf-8")
    (documents / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (documents / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (documents / "title.html").write_text(
        "<title><script>alert(1)</script></title><p>=cmd() | Актюбинская область</p>",
        encoding="utf-8",
    )
    aimaq("run", other)
    table = pd.read_parquet(other / "results" / "tables" / "documents.parquet")
    statuses = table.set_index("path")["status"]
    assert statuses["empty.txt"] == "empty"
    assert statuses["broken.pdf"] == "unreadable"
    assert statuses["broken.docx"] == "unreadable"
    report = (other / "results" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in report
    assert "broken.pdf" in report


def test_explain_follows_a_score_to_its_sentences_and_a_value_to_its_cell(
    aimaq, finished
):
    tables = finished / "results" / "tables"
    scores = pd.read_parquet(tables / "scores.parquet")
    score = scores[scores["estimate"] > 0].iloc[0]
    key = f"{score['measure_id']}/{score['region_id']}/{score['period']}"
    done = aimaq("explain", finished, key)
    assert re.search(r"\[[^\]]+\]", done.stdout)
    assert f"{score['estimate']:.4f}" in done.stdout
    values = pd.read_parquet(tables / "indicator_values.parquet")
    value = values[values["value"].notna()].iloc[0]
    key = f"{value['indicator_id']}/{value['region_id']}/{value['period']}"
    done = aimaq("explain", finished, key)
    assert str(value["source_cell"]).split(";")[0] in done.stdout


def test_explain_goes_back_from_a_passage_and_from_a_hypothesis(aimaq, finished):
    tables = finished / "results" / "tables"
    hit = pd.read_parquet(tables / "hits.parquet").iloc[0]
    done = aimaq("explain", finished, hit["passage_id"], "--json")
    answer = json.loads(done.stdout)
    assert "Numbers it enters" in answer
    verdict = pd.read_parquet(tables / "verdicts.parquet").iloc[0]
    done = aimaq("explain", finished, verdict["hypothesis_id"])
    assert verdict["verdict"] in done.stdout
    wrong = aimaq("explain", finished, "prevalence:migratoin/KZ-61", expect=1)
    assert "Did you mean" in wrong.stderr


def test_report_is_written_again_without_computing(aimaq, finished):
    before = read_results(finished)
    done = aimaq("report", finished)
    assert done.stdout.strip().endswith("report.html")
    assert read_results(finished) == before


def test_results_name_no_place_of_the_machine(finished):
    for name, content in read_results(finished).items():
        assert str(finished).encode() not in content, name
        assert str(Path.home()).encode() not in content, name


def test_explaining_before_a_run_says_what_to_do(aimaq, tmp_path):
    aimaq("new", tmp_path / "mine")
    done = aimaq("explain", tmp_path / "mine", "H1", expect=1)
    assert "aimaq run" in done.stderr


@pytest.mark.parametrize("words", [("runn",), ("run", "--wrong"), ("linkage", "corr")])
def test_wrong_usage_exits_with_two(aimaq, words):
    done = aimaq(*words, expect=2)
    assert "Traceback" not in done.stderr


def test_an_interrupted_run_says_so_and_is_resumed(aimaq, finished, tmp_path):
    other = copy_study(finished, tmp_path / "trial")
    # Below a shell's background job Ctrl-C is ignored, and Python inherits that.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from aimaq.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, "run", str(other)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    record = other / "results" / "steps" / "read" / "record.json"
    deadline = time.monotonic() + 120
    while not record.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert "run again to go on" in said
    assert not list((other / "results").rglob("*.part"))
    done = aimaq("run", other)
    assert "kept as they were: read" in done.stderr
    assert read_results(other) == read_results(finished)


def test_check_goes_on_after_a_file_that_cannot_be_read(aimaq, tmp_path):
    folder = tmp_path / "mine"
    aimaq("new", folder)
    (folder / "indicators" / "income.csv").write_text(
        "nothing here\n", encoding="utf-8"
    )
    done = aimaq("check", folder)
    assert "unreadable" in done.stdout
    assert "population" in done.stdout
    assert "income.csv" in done.stderr


def test_the_audit_starts_from_the_primary_estimate(finished):
    tables = finished / "results" / "tables"
    effects = pd.read_parquet(tables / "term_effects.parquet")
    rows = pd.read_parquet(tables / "specifications.parquet").merge(
        pd.read_parquet(tables / "estimates.parquet"), on="specification_id"
    )
    primary = rows[(rows["estimator"] == "spearman") & (rows["sample"] == "between")]
    expected = primary.set_index("hypothesis_id")["estimate"].dropna()
    found = effects.drop_duplicates("hypothesis_id").set_index("hypothesis_id")
    assert len(found)
    for hypothesis, row in found.iterrows():
        assert row["estimate_all"] == pytest.approx(expected[hypothesis])
