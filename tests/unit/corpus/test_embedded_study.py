"""The embedded study is what its README says: counts, languages, traps, real figures."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import docx
import pypdfium2
import pytest

REPOSITORY = Path(__file__).parents[3]
CORPUS = REPOSITORY / "corpus"
DOCUMENTS = CORPUS / "documents"
SCAFFOLD = REPOSITORY / "src" / "aimaq" / "scaffold_data"
KAZAKH_LETTERS = "әғқңөұүһі"

# What a reader would look for; kept apart from the gazetteer on purpose.
REGION_STEMS = {
    "KZ-10": ("бласть Абай", "бласти Абай", "Абай облыс", "Abai Region"),
    "KZ-11": ("кмолинск", "Ақмола обл", "Akmola Region"),
    "KZ-15": ("ктюбинск", "Ақтөбе обл", "Aktobe Region"),
    "KZ-19": ("лматинск", "Алматы облыс", "Almaty Region"),
    "KZ-23": ("тырауск", "Атырау обл", "Atyrau Region"),
    "KZ-27": ("ападно-Казахстан", "Батыс Қазақстан", "West Kazakhstan"),
    "KZ-31": ("амбылск", "Жамбыл обл", "Zhambyl Region"),
    "KZ-33": ("Жетісу", "Zhetisu"),
    "KZ-35": ("арагандинск", "Қарағанды обл", "Karaganda Region"),
    "KZ-39": ("останайск", "Қостанай обл", "Kostanay Region"),
    "KZ-43": ("ызылординск", "Қызылорда обл", "Kyzylorda Region"),
    "KZ-47": ("ангистауск", "Маңғыстау", "Mangystau Region"),
    "KZ-55": ("авлодарск", "Павлодар обл", "Pavlodar Region"),
    "KZ-59": ("еверо-Казахстан", "Солтүстік Қазақстан", "North Kazakhstan"),
    "KZ-61": ("уркестанск", "Түркістан облыс", "Turkistan Region"),
    "KZ-62": ("Ұлытау", "Ulytau"),
    "KZ-63": ("осточно-Казахстан", "Шығыс Қазақстан", "East Kazakhstan"),
    "KZ-71": ("Астан", "Нур-Султан", "Нұр-Сұлтан", "Astana", "Nur-Sultan"),
    "KZ-75": ("Алматы ", "Алматы.", "Алматы,", "Almaty "),
    "KZ-79": ("Шымкент", "Shymkent"),
    "KZ-YUZ": ("жно-Казахстан", "ЮКО", "Оңтүстік Қазақстан", "South Kazakhstan"),
}


def _read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_row_documents() -> list[dict[str, str]]:
    lines = (DOCUMENTS / "rows" / "dala.jsonl").read_text(encoding="utf-8")
    return [
        *_read_csv(DOCUMENTS / "rows" / "bulletin.csv"),
        *(json.loads(line) for line in lines.splitlines()),
    ]


def _read_text(path: str) -> str:
    file = DOCUMENTS / path
    if file.suffix in {".docx", ".pdf"}:
        return (CORPUS / "sources" / f"{path}.txt").read_text(encoding="utf-8")
    encoding = "cp1251" if "incomes-in-south" in path else "utf-8"
    text = file.read_text(encoding=encoding).replace("&shy;", "")
    return re.sub(r"(?s)<(head|nav|footer|aside)\b.*?</\1>|<[^>]+>", " ", text)


@pytest.fixture(scope="module")
def listing() -> list[dict[str, str]]:
    return [*_read_csv(DOCUMENTS / "metadata.csv"), *_read_row_documents()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files = {
        row["path"]: _read_text(row["path"])
        for row in _read_csv(DOCUMENTS / "metadata.csv")
    }
    return files | {row["document_id"]: row["text"] for row in _read_row_documents()}


def test_there_are_at_least_sixty_documents(listing: list[dict[str, str]]) -> None:
    assert len(listing) >= 60


def test_the_metadata_name_exactly_the_files_that_exist() -> None:
    found = {
        file.relative_to(DOCUMENTS).as_posix()
        for file in DOCUMENTS.rglob("*")
        if file.is_file() and file.parent.name != "rows" and file.name != "metadata.csv"
    }
    assert {row["path"] for row in _read_csv(DOCUMENTS / "metadata.csv")} == found


def test_three_languages_and_mixed_documents(listing: list[dict[str, str]]) -> None:
    counts = Counter(row["language"] for row in listing)
    assert counts["ru"] >= 26
    assert counts["kk"] >= 20
    assert counts["en"] >= 18
    assert counts["mixed"] >= 2


def test_six_formats_and_at_least_four_pdf() -> None:
    formats = Counter(file.suffix for file in DOCUMENTS.rglob("*.*"))
    assert set(formats) == {".txt", ".html", ".docx", ".pdf", ".csv", ".jsonl"}
    assert formats[".pdf"] >= 5


def test_each_year_has_at_least_four_documents(listing: list[dict[str, str]]) -> None:
    dates = [dt.date.fromisoformat(row["date"]) for row in listing if row["date"]]
    years = Counter(date.year for date in dates)
    assert set(years) == set(range(2012, 2024))
    assert min(years.values()) >= 4
    assert len(dates) == len(listing) - 1


def test_every_document_says_that_it_is_a_demonstration(
    listing: list[dict[str, str]],
) -> None:
    assert all(row["genre"].startswith("demonstration: ") for row in listing)


def test_regions_are_named_often_enough(texts: dict[str, str]) -> None:
    documents = defaultdict(set)
    for name, text in texts.items():
        for region_id, stems in REGION_STEMS.items():
            if any(stem in text for stem in stems):
                documents[region_id].add(name)
    counts = {region_id: len(documents[region_id]) for region_id in REGION_STEMS}
    new = {"KZ-10", "KZ-33", "KZ-62", "KZ-79"}
    assert min(counts.values()) >= 4
    assert min(n for region_id, n in counts.items() if region_id not in new) >= 9


def test_new_regions_are_named_only_after_they_were_founded(
    listing: list[dict[str, str]], texts: dict[str, str]
) -> None:
    for row in listing:
        text = texts[row.get("path") or row["document_id"]]
        is_named = any(
            stem in text
            for region_id in ("KZ-10", "KZ-33")
            for stem in REGION_STEMS[region_id]
        )
        assert not is_named or row["date"] >= "2022-06"


def test_documents_are_short(texts: dict[str, str]) -> None:
    counts = {name: len(re.findall(r"\w+", text)) for name, text in texts.items()}
    outside = {
        name: count
        for name, count in counts.items()
        if not 50 <= count <= 180 and "scan" not in name and "empty" not in name
    }
    assert outside == {}


def test_all_kazakh_letters_occur_in_a_pdf() -> None:
    text = "".join(
        file.read_text(encoding="utf-8").lower()
        for file in (CORPUS / "sources").rglob("*.pdf.txt")
    )
    missing = set(KAZAKH_LETTERS) - set(text)
    assert missing == set()


def _read_binary(file: Path) -> str:
    if file.suffix == ".docx":
        document = docx.Document(str(file))
        return " ".join(paragraph.text for paragraph in document.paragraphs)
    with contextlib.closing(pypdfium2.PdfDocument(file)) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def test_binaries_hold_the_words_of_their_sources() -> None:
    sources = sorted((CORPUS / "sources").rglob("*.*.txt"))
    assert len(sources) == 19
    for source in sources:
        text = source.read_text(encoding="utf-8")
        name = source.relative_to(CORPUS / "sources").with_suffix("")
        found = _read_binary(DOCUMENTS / name)
        words = re.sub(r"\[\[.*?\]\]", " ", text).split()
        is_picture = text.startswith("[[scan]]")
        assert (found.split() == []) == is_picture
        missing = [word for word in words if word not in found]
        assert is_picture or missing == []


@pytest.mark.slow
def test_binaries_are_built_without_a_clock(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("matplotlib")
    digests = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        subprocess.run(
            [sys.executable, str(CORPUS / "build_binaries.py"), str(folder)],
            check=True,
            capture_output=True,
        )
        digests.append(
            {
                file.name: hashlib.sha256(file.read_bytes()).hexdigest()
                for file in folder.rglob("*.*")
            }
        )
    assert len(digests[0]) == 19
    assert digests[0] == digests[1]


def test_traps_point_at_files_and_can_be_checked() -> None:
    traps = _read_csv(CORPUS / "TRAPS.csv")
    assert len({trap["trap_id"] for trap in traps}) == len(traps)
    for trap in traps:
        assert (DOCUMENTS / trap["path"]).is_file()
        assert trap["title"]
        assert trap["expectation"]
        assert trap["check"] in {"mention", "no-place", "no-date", "document"}
        if trap["check"] == "mention":
            assert trap["surface"] or trap["region_id"]
        if trap["check"] == "no-place":
            assert trap["surface"]
        assert bool(trap["status"]) == (trap["check"] in {"mention", "document"})


def test_indicators_name_the_cell_of_every_value() -> None:
    for name in ("grp", "population", "income"):
        rows = _read_csv(CORPUS / "indicators" / f"{name}.csv")
        assert {int(row["period"]) for row in rows} == set(range(2010, 2024))
        assert all(re.search(r"(cell [A-Z]+|line )\d+", row["source"]) for row in rows)
        keys = [(row["region"], row["period"]) for row in rows]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["grp", "population"])
def test_regions_add_up_to_the_country(name: str) -> None:
    country: dict[str, float] = {}
    regions: dict[str, float] = defaultdict(float)
    for row in _read_csv(CORPUS / "indicators" / f"{name}.csv"):
        if row["region"] == "Республика Казахстан":
            country[row["period"]] = float(row["value"])
        else:
            regions[row["period"]] += float(row["value"])
    for period, total in country.items():
        assert regions[period] == pytest.approx(total, rel=1e-6)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("grp", "grp_nominal"),
        ("population", "population_1jan"),
        ("income", "income_nominal_per_capita_month"),
    ],
)
def test_figures_are_those_of_the_office(
    name: str, indicator: str, shared_data: Path
) -> None:
    published = defaultdict(list)
    for row in _read_csv(shared_data / "indicators" / "kz_panel.csv"):
        if row["indicator"] == indicator:
            published[row["year"]].append(float(row["value"]))
    for row in _read_csv(CORPUS / "indicators" / f"{name}.csv"):
        assert float(row["value"]) == pytest.approx(
            min(published[row["period"]], key=lambda v: abs(v - float(row["value"])))
        )


@pytest.mark.parametrize("folder", [CORPUS, SCAFFOLD], ids=["corpus", "scaffold"])
def test_study_files_declare_the_demonstration(folder: Path) -> None:
    study = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    assert "prove nothing about Kazakhstan" in study["study"]["notice"]
    assert study["hypotheses"]
    for indicator in study["indicators"]:
        assert "path" not in indicator or (folder / indicator["path"]).is_file()


def test_the_embedded_study_has_ten_codes_and_two_hypotheses() -> None:
    study = tomllib.loads((CORPUS / "study.toml").read_text(encoding="utf-8"))
    assert len(study["codes"]) == 10
    assert [hypothesis["id"] for hypothesis in study["hypotheses"]] == ["H1", "H2"]


def test_the_scaffold_has_twelve_documents_in_three_languages() -> None:
    rows = _read_csv(SCAFFOLD / "documents" / "metadata.csv")
    assert Counter(row["language"] for row in rows) == {"ru": 4, "kk": 4, "en": 4}
    for row in rows:
        assert (SCAFFOLD / "documents" / row["path"]).is_file()
        assert row["genre"].startswith("demonstration: ")
