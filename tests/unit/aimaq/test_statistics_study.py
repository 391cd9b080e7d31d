"""A study of statistics alone: shares, breaks, prices, findings, and no documents."""

import pandas as pd
import pytest

from aimaq.checking import check_study
from aimaq.config import read_study
from aimaq.console import TerminalProgress
from aimaq.layout import StudyFolder
from aimaq.pipeline import run_study
from aimaq.steps import STEPS

STUDY = """
[study]
title = "Statistics alone"
years = [2016, 2019]
[regions]
boundaries = 2018
[statistics]
shares = "shares.csv"
[[indicators]]
id = "grp"
path = "grp.csv"
unit = "mln KZT"
kind = "extensive"
[[indicators]]
id = "median_income"
path = "median.csv"
unit = "KZT/month"
[[indicators]]
id = "cpi"
path = "cpi.csv"
unit = "%"
[[indicators]]
id = "grp_real"
unit = "mln KZT"
kind = "extensive"
nominal = "grp"
prices = "cpi"
price_basis = "previous_year"
base_year = 2018
[[breaks]]
indicator = "grp"
period = "2019"
reason = "new method"
[[index]]
id = "wealth"
components = { grp = 1 }
"""
FILES = {
    "grp.csv": """region,2016,2017,2018,2019
Туркестанская область,,,70,77
г. Шымкент,,,30,33
Южно-Казахстанская область,80,90,,
Атырауская область,5,6,7,8
""",
    "median.csv": """region,2016,2017,2018,2019
Туркестанская область,,,50,55
г. Шымкент,,,60,66
Атырауская область,90,90,90,-1
""",
    "cpi.csv": "region,2017,2018,2019\nКазахстан,107,106,110\n",
    "shares.csv": "from_region_id,to_region_id,share\n"
    "KZ-YUZ,KZ-61,0.75\nKZ-YUZ,KZ-79,0.25\n",
    "study.toml": STUDY,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("statistics")
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def run(root):
    return run_study(
        read_study(root), StudyFolder(root), STEPS, progress=TerminalProgress()
    )


@pytest.fixture(scope="module")
def values(root, run):
    assert (root / "results" / "report.html").is_file()
    table = pd.read_parquet(root / "results" / "tables" / "indicator_values.parquet")
    return table.set_index(["indicator_id", "region_id", "period"])


def test_shares_split_and_are_recorded(root, values):
    assert values.loc[("grp", "KZ-61", "2016"), "value"] == pytest.approx(60)
    assert values.loc[("grp", "KZ-79", "2016"), "status"] == "estimated"
    shares = pd.read_parquet(root / "results" / "tables" / "split_shares.parquet")
    assert set(shares["share"]) == {0.75, 0.25}


def test_breaks_are_marked_and_prices_taken_out(values):
    assert values.loc[("grp", "KZ-23", "2019"), "status"] == "break"
    assert values.loc[("grp_real", "KZ-23", "2018"), "value"] == 7
    assert values.loc[("grp_real", "KZ-23", "2019"), "value"] == pytest.approx(8 / 1.1)
    assert values.loc[("grp_real", "KZ-23", "2017"), "value"] == pytest.approx(6 * 1.06)


def test_suspect_values_are_a_table_and_problems(root, run, values):
    assert values.loc[("median_income", "KZ-23", "2019"), "value"] == -1
    found = pd.read_parquet(root / "results" / "tables" / "value_findings.parquet")
    wrong = found[found["check"] == "impossible-value"]
    assert wrong["source_cell"].tolist() == ["median.csv#E4"]
    assert "impossible-value" in set(run.problems["code"])


def test_check_finds_them_before_the_run(root):
    finding = check_study(read_study(root), StudyFolder(root), TerminalProgress())
    assert "impossible-value" in {problem.code for problem in finding.problems}
    assert finding.n_errors == 0
