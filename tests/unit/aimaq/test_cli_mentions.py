"""The command that shows mentions."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from aimaq.cli.discourse.mentions import mentions


def _run(tmp_path: Path, lines: list[dict[str, object]], *options: str) -> Result:
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return CliRunner().invoke(mentions, [str(path), *options])


def test_each_mention_is_marked_and_explained(tmp_path: Path) -> None:
    lines = [
        {"id": "b", "text": "Школы в Семее и Актау", "date": "2022"},
        {"id": "a", "text": "Ничего"},
    ]
    done = _run(tmp_path, lines, "--explain")
    assert "Школы в [1: Семее] и [2: Актау]" in done.stdout
    assert "Семее -> ambiguous (city, place). The name needs no word" in done.stdout
    assert "Candidates: KZ-10 57%, KZ-63 43%." in done.stdout
    assert "Актау -> KZ-47 (city, place)." in done.stdout
    assert "2 mentions; 1 texts without any" in done.stderr


def test_of_a_long_text_only_the_surroundings_are_shown(tmp_path: Path) -> None:
    text = "слово " * 2000 + "в Актау " + "слово " * 2000
    done = _run(tmp_path, [{"id": "a", "text": text}], "--explain")
    assert " ... " in done.stdout
    assert len(done.stdout) < 1000


def test_rows_come_in_the_order_of_the_texts(tmp_path: Path) -> None:
    text = "Актау, Атырау, Павлодар, Кокшетау и Актобе"
    lines = [{"id": "b", "text": text}, {"id": "a", "text": text}]
    rows = json.loads(_run(tmp_path, lines, "--json").stdout)
    assert [row["id"] for row in rows] == ["a"] * 5 + ["b"] * 5
    assert [row["start"] for row in rows[:5]] == sorted(r["start"] for r in rows[:5])


def test_dates_outside_the_registry_are_said(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "в Павлодаре", "date": "1936-05-01"},
        {"id": "b", "text": "в Павлодаре", "date": "2099-05-01"},
    ]
    done = _run(tmp_path, lines)
    assert "1 dated before" in done.stderr
    assert "1 dated after today" in done.stderr
    assert done.stdout.count("KZ-55") == 2


def test_an_unknown_language_is_said(tmp_path: Path) -> None:
    line = {"id": "a", "text": "в Павлодаре", "language": "de"}
    done = _run(tmp_path, [line])
    assert (
        "1 lines declare a language other than ru, kk and en: 'de' (1)" in done.stderr
    )
    assert "KZ-55" in done.stdout


def test_a_line_without_a_date_is_of_its_year(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": "a", "text": "в Семее", "year": 2015},
        {"id": "b", "text": "в Семее", "year": "2023", "date": ""},
        {"id": "c", "text": "в Семее", "year": 2023, "date": "2015-01-01"},
        {"id": "d", "text": "в Семее", "year": "soon"},
        {"id": "e", "text": "в Семее", "year": None},
    ]
    done = _run(tmp_path, lines, "--json", "-o", str(tmp_path / "out.jsonl"))
    assert done.exit_code == 0
    written = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in written]
    regions = [row["region_id"] for row in rows]
    assert regions == ["KZ-63", "KZ-10", "KZ-63", None, None]
    assert "warning: 1 lines have a year" in done.stderr
