"""What README.md tells people to type fits the study that `aimaq new` writes."""

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from aimaq.cli.entry import aimaq

_README = Path(__file__).parents[3] / "README.md"


def test_numbers_that_readme_explains_are_measured_in_the_new_study(tmp_path):
    CliRunner().invoke(aimaq, ["new", str(tmp_path / "mystudy")])
    study = tomllib.loads(
        (tmp_path / "mystudy" / "study.toml").read_text(encoding="utf-8")
    )
    known = {f"prevalence:{code['id']}" for code in study["codes"]}
    known |= {indicator["id"] for indicator in study["indicators"]}
    text = _README.read_text(encoding="utf-8")
    named = re.findall(r"aimaq explain mystudy ([^/\s]+)/", text)
    assert named
    assert set(named) <= known
