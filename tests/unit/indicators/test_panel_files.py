import pandas as pd
import pytest

from indicators import read_panel
from ledger import InputError

GRP = """region,period,value
Атырауская,2016,100
Южно-Казахстанская,2016,10
Республика Казахстан,2016,110
"""
INCOME = "region,period,value\nAtyrau Region,2016,7\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "grp.csv").write_text(GRP, encoding="utf-8")
    (tmp_path / "income.csv").write_text(INCOME, encoding="utf-8")
    return [tmp_path / "grp.csv", tmp_path / "income.csv"]


def test_files_become_one_panel_named_by_their_files(files):
    units = {"grp": "mln KZT", "income": "KZT/month"}
    panel = read_panel(files, boundaries=2017, units=units)
    found = {
        (row["indicator_id"], row["region_id"]): (row["value"], row["source_cell"])
        for row in panel.values.to_dict("records")
    }
    assert found["grp", "KZ-23"][0] == 100
    assert found["grp", "KZ-YUZ"][0] == 10
    assert found["income", "KZ-23"] == (7, "income.csv#C2")
    assert list(panel.national["region_id"]) == ["KZ"]


def test_a_mapping_names_the_indicators(files):
    panel = read_panel(
        {"product": files[0]}, boundaries=2017, units={"product": "mln KZT"}
    )
    assert set(panel.values["indicator_id"]) == {"product"}


def test_a_territory_that_was_split_later_is_a_loss_not_a_guess(files):
    panel = read_panel(files[:1], boundaries=2020, units={"grp": "mln KZT"})
    assert "KZ-61" not in set(panel.values["region_id"])
    assert panel.losses["reason"].str.contains("split").any()


def test_currencies_and_breaks_are_settled_on_the_way(tmp_path):
    path = tmp_path / "grp.csv"
    path.write_text(
        "region,period,value,unit\nАтырауская,1992,500,mln RUB\n"
        "Атырауская,1994,7,mln KZT\n",
        encoding="utf-8",
    )
    rates = pd.DataFrame(
        {
            "from_currency": ["RUB"],
            "to_currency": ["KZT"],
            "period": ["1992"],
            "rate": [0.002],
        }
    )
    breaks = pd.DataFrame(
        {"indicator_id": ["grp"], "period": ["1994"], "reason": ["tenge"]}
    )
    options = {"boundaries": 2017, "units": {"grp": "mln KZT"}}
    panel = read_panel([path], **options)
    assert panel.values["period"].tolist() == ["1994"]
    assert panel.losses["reason"].tolist() == ["no rate from RUB to KZT for its period"]
    panel = read_panel([path], **options, rates=rates, breaks=breaks)
    assert panel.values["value"].tolist() == [pytest.approx(1), 7]
    assert panel.values["status"].tolist() == ["estimated", "break"]
    assert panel.losses.empty


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        read_panel([tmp_path / "nowhere.csv"], boundaries=2017)
