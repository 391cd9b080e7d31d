"""The study of real documents in docs/real_study, from its own study file."""

import json
from pathlib import Path

import pandas as pd
import pytest

STUDY = Path(__file__).parents[2] / "docs" / "real_study" / "study.toml"

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def tables(aimaq, shared_data, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "real_study"
    folder.mkdir()
    text = STUDY.read_text(encoding="utf-8")
    text = text.replace("../../../shared/data", shared_data.as_posix())
    (folder / "study.toml").write_text(text, encoding="utf-8")
    aimaq("run", folder)
    return folder / "results" / "tables"


def test_every_document_is_read_in_three_languages(tables):
    documents = pd.read_parquet(tables / "documents.parquet")
    assert len(documents) == 997
    assert (documents["status"] == "read").all()
    assert set(documents["language"]) >= {"ru", "kk", "en"}


def test_mentions_and_hits_point_into_their_passages(tables):
    texts = pd.read_parquet(tables / "passages.parquet").set_index("passage_id")["text"]
    mentions = pd.read_parquet(tables / "mentions.parquet")
    assert len(mentions) > 4000
    for row in mentions.to_dict("records"):
        text = texts[row["passage_id"]]
        assert text[row["start"] : row["end"]] == row["surface"]
    hits = pd.read_parquet(tables / "hits.parquet")
    assert hits["category"].nunique() == 10
    lengths = hits["passage_id"].map(texts.str.len())
    assert (hits["end"] <= lengths).all()
    assert (hits["start"] < hits["end"]).all()


def test_weights_close_and_scores_stay_shares(tables):
    weights = pd.read_parquet(tables / "passage_regions.parquet")
    sums = weights.groupby("passage_id")["weight"].sum()
    assert sums.max() <= 1 + 1e-9
    scores = pd.read_parquet(tables / "scores.parquet")
    assert scores["estimate"].dropna().between(0, 1).all()
    assert scores[scores["n_passages"] == 0]["estimate"].isna().all()


def test_values_are_the_statistics_offices_own(tables, shared_data):
    panel = pd.read_csv(shared_data / "indicators" / "kz_panel.csv")
    known = panel[panel["indicator"] == "grp_nominal"]
    expected = {
        (r, str(y)): v for r, y, v in known[["region_iso", "year", "value"]].values
    }
    values = pd.read_parquet(tables / "indicator_values.parquet")
    grp = values[(values["indicator_id"] == "grp") & (values["period"] == "2014")]
    assert len(grp) == 16
    for row in grp.to_dict("records"):
        assert row["value"] == pytest.approx(expected[row["region_id"], "2014"])
        assert ".xlsx#" in row["source_cell"]


def test_hypotheses_get_verdicts_with_reasons(tables):
    verdicts = pd.read_parquet(tables / "verdicts.parquet")
    assert set(verdicts["verdict"]) <= {"supported", "contradicted", "inconclusive"}
    assert verdicts["reason"].str.len().min() > 20
    manifest = json.loads((tables.parent / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"]["documents.jsonl"]
