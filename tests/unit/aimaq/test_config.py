from pathlib import Path

import pytest

from aimaq.config import read_study
from ledger import ConfigError

GOOD = """
[study]
title = "Trial"
years = [2012, 2020]
[documents]
path = "documents"
[regions]
boundaries = 2017
[[codes]]
id = "migration"
lexicon = "builtin:migration"
[topics]
n_topics = 4
[[indicators]]
id = "grp"
path = "grp.csv"
unit = "mln KZT"
kind = "extensive"
[[indicators]]
id = "population"
path = "population.csv"
unit = "persons"
kind = "extensive"
[[indicators]]
id = "grp_per_capita"
numerator = "grp"
denominator = "population"
unit = "thousand KZT/person"
[[index]]
id = "wellbeing"
components = { grp_per_capita = 1 }
[[hypotheses]]
id = "H1"
claim = "Poorer regions are tied to migration more often"
outcome = "prevalence:migration"
exposure = "grp_per_capita"
direction = "negative"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    for name in ("grp.csv", "population.csv"):
        (tmp_path / name).write_text("region,period,value\n", encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str) -> Path:
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path, text: str):
    with pytest.raises(ConfigError) as caught:
        read_study(write(folder, text))
    return caught.value.problems


def test_a_good_study_is_read_with_its_defaults(folder):
    study = read_study(write(folder, GOOD))
    assert study.study.seed == 20260101
    assert study.topics is not None
    assert study.topics.n_topics == (4,)
    assert study.hypotheses[0].lag == 0
    assert read_study(folder / "study.toml") == study


def test_all_problems_come_at_once_with_the_nearest_known_key(folder):
    text = GOOD.replace("boundaries", "boundries").replace("title", "titel")
    found = {problem.where: problem for problem in problems_of(folder, text)}
    assert "Did you mean 'boundaries'?" in found["study.toml, regions.boundries"].action
    assert "Did you mean 'title'?" in found["study.toml, study.titel"].action
    assert found["study.toml, regions.boundaries"].code == "missing-key"
    assert found["study.toml, study.title"].code == "missing-key"


def test_a_number_as_text_is_not_converted(folder):
    text = GOOD.replace("boundaries = 2017", 'boundaries = "2017"')
    (problem,) = problems_of(folder, text)
    assert problem.where == "study.toml, regions.boundaries"
    assert "'2017'" in problem.found


def test_a_wrong_word_lists_the_allowed_ones(folder):
    text = GOOD.replace('kind = "extensive"', 'kind = "additive"', 1)
    (problem,) = problems_of(folder, text)
    assert problem.where == "study.toml, indicators[1].kind"
    assert "extensive" in problem.expected


def test_missing_files_and_unknown_names_are_reported_together(folder):
    text = GOOD.replace('"grp.csv"', '"gpr.csv"').replace(
        'exposure = "grp_per_capita"', 'exposure = "grp_percapita"'
    )
    problems = problems_of(folder, text)
    assert {problem.code for problem in problems} == {"missing-file", "unknown-name"}
    assert any("Did you mean 'grp_per_capita'?" in p.action for p in problems)


def test_a_doubled_id_is_a_problem(folder):
    text = GOOD.replace('id = "population"', 'id = "grp"').replace(
        'denominator = "population"', 'denominator = "grp"'
    )
    assert "duplicate-id" in {problem.code for problem in problems_of(folder, text)}


def test_an_indicator_without_a_source_is_a_problem(folder):
    text = GOOD.replace('path = "grp.csv"\n', "")
    codes = {problem.code for problem in problems_of(folder, text)}
    assert "wrong-source" in codes


REAL = """
[[indicators]]
id = "cpi"
path = "grp.csv"
unit = "%"
[[indicators]]
id = "grp_real"
unit = "mln KZT"
nominal = "grp"
prices = "cpi"
price_basis = "previous_year"
"""


def test_a_real_amount_needs_all_its_keys(folder):
    (problem,) = problems_of(folder, GOOD + REAL)
    assert "indicators.grp_real" in problem.where
    study = read_study(write(folder, GOOD + REAL + "base_year = 2015"))
    assert study.indicators[-1].is_real
    both = GOOD + REAL + 'base_year = 2015\npath = "grp.csv"'
    (problem,) = problems_of(folder, both)
    assert "keys of path and of nominal" in problem.found


def test_a_study_of_statistics_needs_no_documents(folder):
    text = GOOD.replace('[documents]\npath = "documents"\n', "")
    (problem,) = problems_of(folder, text)
    assert problem.code == "no-documents"
    bare = text.replace("[topics]\nn_topics = 4\n", "").replace(
        '[[codes]]\nid = "migration"\nlexicon = "builtin:migration"\n', ""
    )
    bare = bare[: bare.index("[[hypotheses]]")]
    assert read_study(write(folder, bare)).documents is None


def test_breaks_name_indicators_of_the_study(folder):
    text = '\n[[breaks]]\nindicator = "{}"\nperiod = "2017"\nreason = "census"\n'
    study = read_study(write(folder, GOOD + text.format("population")))
    assert study.breaks[0].reason == "census"
    (problem,) = problems_of(folder, GOOD + text.format("people"))
    assert "'people' is not declared" in problem.found


def test_years_in_the_wrong_order_are_a_problem(folder):
    (problem,) = problems_of(folder, GOOD.replace("[2012, 2020]", "[2020, 2012]"))
    assert problem.action == "Swap the years"


def test_a_folder_without_a_study_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="aimaq new"):
        read_study(tmp_path)


def test_broken_toml_names_the_place(folder):
    with pytest.raises(ConfigError, match="line 2"):
        read_study(write(folder, "[study]\ntitle = Trial\n"))


def test_a_file_in_another_encoding_is_named(folder):
    (folder / "study.toml").write_bytes("[study]\ntitle='Тест'".encode("cp1251"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_study(folder)


def test_unknown_lexicons_and_years_without_regions_are_reported_together(folder):
    text = GOOD.replace("builtin:migration", "builtin:migraton")
    text = text.replace("boundaries = 2017", "boundaries = 1950")
    problems = problems_of(folder, text)
    assert any("Did you mean 'builtin:migration'?" in p.action for p in problems)
    assert any("1950" in p.found for p in problems)
    assert len(problems) == 2


def test_an_unknown_registry_is_a_problem_of_the_file(folder):
    text = GOOD.replace("boundaries", 'registry = "atlantis"\nboundaries')
    (problem,) = problems_of(folder, text)
    assert "atlantis" in problem.sentence


def test_hypotheses_may_use_the_measures_that_were_asked_for(folder):
    corrected = GOOD.replace("prevalence:migration", "corrected_prevalence:migration")
    with pytest.raises(ConfigError) as caught:
        read_study(write(folder, corrected))
    assert "corrected_prevalence:migration" in caught.value.problems[0].found
    (folder / "coded.csv").write_text("passage_id,code_id,value\n", encoding="utf-8")
    scores = '[scores]\nmeasures = ["salience"]\ncoded = "coded.csv"\n'
    study = read_study(write(folder, corrected + scores))
    assert study.measure_ids == (
        "prevalence:migration",
        "corrected_prevalence:migration",
        "salience",
    )


def test_hand_coding_that_is_not_there_is_a_problem(folder):
    with pytest.raises(ConfigError) as caught:
        read_study(write(folder, GOOD + '[scores]\ncoded = "nowhere.csv"\n'))
    assert "scores.coded" in caught.value.problems[0].where
