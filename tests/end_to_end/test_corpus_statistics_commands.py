"""The commands of corpus statistics keep their contract."""

from types import SimpleNamespace

import pandas as pd
import pytest

from aimaq.cli import main

KEYNESS = ["term", "n_target", "n_reference", "measure", "value"]
COLLOCATIONS = ["collocation", "n", "measure", "value"]


@pytest.fixture
def aimaq(capsys):
    """Return a function that runs `aimaq` in this process."""

    def run(*words, expect=0):
        capsys.readouterr()
        with pytest.raises(SystemExit) as done:
            main([str(word) for word in words])
        shown = capsys.readouterr()
        assert (done.value.code or 0) == expect, shown.err
        return SimpleNamespace(stdout=shown.out, stderr=shown.err)

    return run


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        "text,region,year\n"
        "oil wells and oil price,west,2019\n"
        "wheat and steppe,north,2019\n"
        "oil and gas,west,\n"
        "wheat wheat oil,north,2020\n",
        encoding="utf-8",
    )
    return path


def test_keyness_keeps_its_columns_and_counts(aimaq, texts, tmp_path):
    out = tmp_path / "out.csv"
    done = aimaq(
        *("discourse", "keyness", texts, "--target", "region=west"),
        *("--measure", "G2", "--measure", "log-ratio", "--tokens", "whitespace"),
        *("-o", out),
    )
    assert "values are missing" in done.stderr
    found = pd.read_csv(out)
    assert list(found.columns) == KEYNESS
    assert set(found["measure"]) == {"g2", "log_ratio"}
    row = found[(found["term"] == "oil") & (found["measure"] == "log_ratio")].iloc[0]
    assert (row["n_target"], row["n_reference"]) == (3, 1)
    assert row["value"] == pytest.approx(1.169925)
    assert found["value"].iloc[0] == found.query("measure == 'g2'")["value"].max()


def test_keyness_with_intervals_and_of_years(aimaq, texts, tmp_path):
    out = tmp_path / "out.csv"
    done = aimaq(
        *("discourse", "keyness", texts, "--target", "year=2019", "--intervals"),
        *("--reference", "year=2020", "--unit", "form", "--n-resamples", "9"),
        *("-o", out),
    )
    assert "neither group, which count nowhere: 1" in done.stderr
    found = pd.read_csv(out)
    assert list(found.columns[:5]) == KEYNESS
    assert {"conf_low", "p_value", "p_adjusted", "p_naive", "note"} <= set(found)
    assert found["n_reference"].max() == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--target", "region=east"], "Expected one of north, west"),
        (["--target", "region"], "Expected NAME=VALUE"),
        (["--target", "place=west"], "column 'place': not in the table"),
        (["--target", "region=west", "--measure", "g3"], "measures: found 'g3'"),
        (
            ["--target", "region=west", "--reference", "year=2019"],
            "found the columns region, year",
        ),
    ],
)
def test_keyness_names_what_is_wrong(aimaq, texts, words, message):
    done = aimaq("discourse", "keyness", texts, *words, expect=1)
    assert message in done.stderr


def test_a_table_without_texts_is_refused(aimaq, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("words,side\noil,west\n", encoding="utf-8")
    done = aimaq("discourse", "keyness", path, "--target", "side=west", expect=1)
    assert "found no column 'text'" in done.stderr


def test_groups_of_different_languages_are_pointed_out(aimaq, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        "text,language,side\noil,en,west\noil,en,north\nмұнай,kk,west\n",
        encoding="utf-8",
    )
    command = ("discourse", "keyness", path, "--target", "side=west", "--json")
    assert "--languages each" in aimaq(*command).stderr
    each = aimaq(*command, "--languages", "each")
    assert "--languages each" not in each.stderr
    assert '"language":"kk"' in each.stdout.replace(" ", "").replace("\n", "")


def test_collocations_keep_their_columns(aimaq, texts, tmp_path):
    out = tmp_path / "out.csv"
    aimaq(
        *("discourse", "collocations", texts, "--tokens", "whitespace"),
        *("--measure", "lambda", "--measure", "logDice", "--min-count", "1"),
        *("-o", out),
    )
    found = pd.read_csv(out)
    assert list(found.columns) == COLLOCATIONS
    assert set(found["measure"]) == {"lambda", "log_dice"}
    assert "oil wells" in set(found["collocation"])
    aimaq(
        *("discourse", "collocations", texts, "--window", "3", "--unit", "form"),
        *("--min-count", "1", "-o", out),
    )
    found = pd.read_csv(out)
    assert list(found.columns) == COLLOCATIONS
    assert "price wells" in set(found["collocation"])


def test_dispersion_keeps_its_columns(aimaq, texts, tmp_path):
    out = tmp_path / "out.csv"
    aimaq("discourse", "dispersion", texts, "--tokens", "whitespace", "-o", out)
    found = pd.read_csv(out)
    assert list(found.columns) == ["term", "n", "measure", "value"]
    assert set(found["measure"]) == {"dp", "dp_norm", "juilland_d", "arf"}
    row = found[(found["term"] == "oil") & (found["measure"] == "dp")].iloc[0]
    # Sizes 5, 3, 3, 3 of 14; oil 2, 0, 1, 1 of 4.
    assert row["n"] == 4
    assert row["value"] == pytest.approx(
        (abs(2 / 4 - 5 / 14) + 3 / 14 + 2 * (1 / 4 - 3 / 14)) / 2
    )
    aimaq(
        *("discourse", "dispersion", texts, "--by", "region", "--intervals"),
        *("--tokens", "whitespace", "--n-resamples", "9", "-o", out),
    )
    found = pd.read_csv(out)
    assert {"n_parts", "conf_low", "note"} <= set(found)
    assert set(found["n_parts"]) == {2}


def test_counts_readability_and_diversity(aimaq, texts, tmp_path):
    out = tmp_path / "out.csv"
    counts = ["term", "n", "per_million", "n_documents", "document_share"]
    command = (texts, "--unit", "form", "-o", out)
    aimaq("discourse", "frequencies", *command)
    found = pd.read_csv(out)
    assert list(found.columns) == counts
    # oil 4 times, and 3 times.
    assert found["term"].head(2).tolist() == ["oil", "and"]
    aimaq("discourse", "ngrams", *command, "--min-count", "1")
    assert "oil price" in set(pd.read_csv(out)["term"])
    aimaq("discourse", "readability", texts, "-o", out)
    assert "value" in pd.read_csv(out)
    aimaq("discourse", "diversity", texts, "--measure", "TTR", "-o", out)
    assert set(pd.read_csv(out)["measure"]) == {"ttr"}


def test_collocates_of_regions_and_categories(aimaq, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"id": 1, "text": "Poor villages of Atyrau Region need water.", '
        '"language": "en", "date": "2019"}\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.csv"
    aimaq("discourse", "collocates", path, "--min-count", "1", "-o", out)
    found = pd.read_csv(out)
    assert list(found.columns) == ["node", "term", "n", "measure", "value"]
    assert set(found["node"]) == {"KZ-23"}
    assert "water" in set(found["term"])
    aimaq(
        *("discourse", "collocates", path, "--around", "categories"),
        *("--min-count", "1", "-o", out),
    )
    assert len(pd.read_csv(out))


def test_lines_may_state_years_documents_and_other_columns(aimaq, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"id": 1, "text": "oil oil", "year": 2018, "document_id": "a", "side": "x"}\n'
        '{"id": 2, "text": "oil gas", "date": "2018-05-01", "document_id": "a"}\n'
        '{"id": 3, "text": "gas", "year": 2019, "document_id": "b", "side": "y"}\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.csv"
    command = ("discourse", "keyness", path, "--unit", "form", "-o", out)
    aimaq(*command, "--target", "year=2018", "--intervals", "--n-resamples", "9")
    found = pd.read_csv(out).set_index(["measure", "term"]).loc["g2"]
    assert found.loc["oil", ["n_target", "n_documents_target"]].tolist() == [3, 1]
    aimaq(*command, "--target", "side=x")
    assert pd.read_csv(out)["n_reference"].max() == 1
    wrong = aimaq(*command, "--target", "side=x", "--document", "doc", expect=1)
    assert "found no key 'doc'" in wrong.stderr
