"""Freshness, interruption, the lock and the manifest, with two small steps."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

import atlas
from aimaq.config import read_study
from aimaq.layout import StudyFolder
from aimaq.pipeline import (
    Step,
    StepResult,
    list_step_states,
    run_study,
)
from ledger import (
    ACCOUNTS,
    Column,
    InputError,
    Problem,
    TableSchema,
    ToolkitError,
    build_table,
    read_table,
    write_text_atomically,
)

WORDS = TableSchema(
    name="words", row="a word", key=("word",), columns=(Column("word", "text", "word"),)
)
COUNTS = TableSchema(
    name="counts",
    row="all words",
    key=("n",),
    columns=(Column("n", "integer", "number of words"),),
)
STUDY = """
[study]
title = "Trial"
years = [2012, 2020]
[documents]
path = "words.txt"
[regions]
boundaries = 2017
"""


class Silent:
    def start(self, label, total):
        pass

    def advance(self, n=1):
        pass

    def finish(self):
        pass


def split_words(context):
    words = context.folder.resolve("words.txt").read_text(encoding="utf-8").split()
    problem = Problem(
        code="note",
        severity="note",
        where="words.txt",
        found="a",
        expected="b",
        action="c",
    )
    return StepResult(
        tables={"words": build_table([{"word": w} for w in words], WORDS)},
        problems=[problem],
        accounts=[{"reason": "kept", "rows_in": 2, "rows_out": 2, "n_rows": 2}],
        summary=f"{len(words)} words",
    )


def count_words(context):
    table = build_table([{"n": len(context.tables["words"])}], COUNTS)
    return StepResult(tables={"counts": table}, summary="counted")


def write_page(context):
    n = int(context.tables["counts"]["n"].iloc[0])
    write_text_atomically(f"{n} words\n", context.folder.report)
    return StepResult(tables={}, summary="written")


STEPS = (
    Step(
        name="split",
        title="Splitting",
        makes={"words": WORDS},
        run=split_words,
        sources=lambda _study, folder: [folder.resolve("words.txt")],
    ),
    Step(
        name="count",
        title="Counting",
        makes={"counts": COUNTS},
        run=count_words,
        needs=("words",),
        options=lambda study: study.study.title,
    ),
    Step(
        name="report",
        title="Writing",
        makes={},
        files=("report.html",),
        run=write_page,
        needs=("counts", "problems"),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> StudyFolder:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "words.txt").write_text("one two", encoding="utf-8")
    return StudyFolder(tmp_path)


def run(folder, steps=STEPS, **options):
    return run_study(
        read_study(folder.root), folder, steps, progress=Silent(), **options
    )


def states(folder, steps=STEPS):
    found = list_step_states(read_study(folder.root), folder, steps)
    return [state.freshness for state in found]


def test_a_second_run_does_nothing_and_leaves_the_same_bytes(folder):
    assert run(folder).ran == ("split", "count", "report")
    before = {p: p.read_bytes() for p in folder.results.rglob("*") if p.is_file()}
    assert run(folder).ran == ()
    after = {p: p.read_bytes() for p in folder.results.rglob("*") if p.is_file()}
    assert before == after


def test_a_changed_file_makes_its_step_and_all_that_depend_on_it_stale(folder):
    run(folder)
    assert states(folder) == ["fresh", "fresh", "fresh"]
    folder.resolve("words.txt").write_text("one two three", encoding="utf-8")
    assert states(folder) == ["stale", "stale", "stale"]
    assert run(folder).ran == ("split", "count", "report")
    assert folder.report.read_text(encoding="utf-8") == "3 words\n"


def test_a_changed_option_runs_only_what_depends_on_it(folder):
    run(folder)
    text = folder.study_file.read_text(encoding="utf-8").replace("Trial", "Other")
    folder.study_file.write_text(text, encoding="utf-8")
    # The table of counts is the same bytes, so the report stays as it is.
    assert run(folder).ran == ("count",)


def test_a_damaged_table_is_made_again(folder):
    run(folder)
    (folder.tables / "words.parquet").write_bytes(b"half a fi")
    assert run(folder).ran == ("split",)


def test_a_run_that_broke_off_goes_on_where_it_stopped(folder):
    def break_off(_context):
        raise KeyboardInterrupt

    broken = (STEPS[0], replace(STEPS[1], run=break_off), STEPS[2])
    with pytest.raises(KeyboardInterrupt):
        run(folder, broken)
    assert not folder.manifest.exists()
    assert states(folder) == ["fresh", "missing", "missing"]
    assert run(folder).ran == ("count", "report")


def test_from_runs_a_step_and_all_after_it(folder):
    run(folder)
    assert run(folder, first="count").ran == ("count", "report")
    with pytest.raises(InputError, match="Expected one of split, count, report"):
        run(folder, first="counting")


def test_two_runs_at_once_are_refused_with_the_owner(folder):
    folder.results.mkdir()
    with FileLock(folder.lock), pytest.raises(InputError, match="another run"):
        run(folder)


def test_the_manifest_names_inputs_outputs_and_no_place_of_the_machine(folder):
    run(folder)
    text = folder.manifest.read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert set(manifest["inputs"]) == {"study.toml", "words.txt"}
    assert "report.html" in manifest["outputs"]
    assert "tables/counts.parquet" in manifest["outputs"]
    assert str(folder.root) not in text


def test_findings_of_all_steps_come_together(folder):
    result = run(folder)
    assert list(result.problems["where"]) == ["words.txt"]
    accounts = read_table(folder.tables / "accounts.parquet", ACCOUNTS)
    assert list(accounts["step"]) == ["split"]


def test_a_registry_of_the_study_is_a_folder_beside_its_file(folder):
    packaged = Path(atlas.__file__).parent / "data" / "kazakhstan"
    own = folder.root / "regions"
    shutil.copytree(packaged, own)
    text = folder.study_file.read_text(encoding="utf-8")
    text = text.replace("boundaries", 'registry = "regions"\nboundaries')
    folder.study_file.write_text(text, encoding="utf-8")
    assert folder.locate_registry("regions") == str(own)
    run(folder)
    assert run(folder).ran == ()
    regions = own / "regions.csv"
    changed = regions.read_text(encoding="utf-8").replace("Abay Region", "Abai Region")
    regions.write_text(changed, encoding="utf-8")
    assert run(folder).ran == ("split", "count", "report")


def test_an_unknown_registry_is_named(folder):
    text = folder.study_file.read_text(encoding="utf-8")
    text = text.replace("boundaries", 'registry = "kazahkstann"\nboundaries')
    folder.study_file.write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError, match="kazahkstann"):
        run(folder)
