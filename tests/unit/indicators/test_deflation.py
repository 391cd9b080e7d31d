"""Amounts in prices of one year."""

import pandas as pd
import pytest

from indicators import deflate_values
from ledger import InputError

from .conftest import look_up


@pytest.fixture
def amounts(make_values):
    rows = [("income", "KZ-11", str(year), 100.0) for year in range(2018, 2023)]
    return make_values(rows, unit="KZT/month")


@pytest.fixture
def prices(make_values):
    """Make year-on-year prices: 10 % up in 2020, 20 % in 2021, 5 % down in 2019."""
    rows = [
        ("cpi", "KZ", "2019", 95.0),
        ("cpi", "KZ", "2020", 110.0),
        ("cpi", "KZ", "2021", 120.0),
    ]
    return make_values(rows, unit="%")


def deflate(values, prices, **options):
    before = values.copy(), prices.copy()
    table = deflate_values(
        values,
        prices,
        **{
            "indicator_id": "income",
            "real_id": "real",
            "base_year": 2019,
            "basis": "previous_year",
            **options,
        },
    )
    pd.testing.assert_frame_equal(values, before[0])
    pd.testing.assert_frame_equal(prices, before[1])
    return table


def test_year_on_year_indices_are_chained_both_ways(amounts, prices):
    table = deflate(amounts, prices)
    found = look_up(table)
    assert found["KZ-11", "2019"] == 100
    assert found["KZ-11", "2020"] == pytest.approx(100 / 1.1)
    assert found["KZ-11", "2021"] == pytest.approx(100 / 1.32)
    # 2018 was dearer: prices fell by 5 % in 2019.
    assert found["KZ-11", "2018"] == pytest.approx(95)
    assert pd.isna(found["KZ-11", "2022"])
    status = look_up(table, "status")
    assert status["KZ-11", "2021"] == "estimated"
    assert status["KZ-11", "2022"] == "not_available"
    assert look_up(table, "source_cell")["KZ-11", "2021"] == (
        "made up 3 / (made up 1 * made up 2)"
    )
    assert look_up(table, "source_cell")["KZ-11", "2018"] == (
        "made up 0 / (1 / (made up 0))"
    )


def test_a_fixed_base_is_rebased_and_agrees_with_the_chain(amounts, prices):
    fixed = prices.assign(value=[100.0, 110.0, 132.0])
    table = deflate(amounts, fixed, basis="fixed_base", base_year=2020)
    chained = deflate(amounts, prices, base_year=2020)
    for year in ("2019", "2020", "2021"):
        assert look_up(table)["KZ-11", year] == pytest.approx(
            look_up(chained)["KZ-11", year]
        )


def test_growth_in_real_terms_does_not_depend_on_the_base_year(amounts, prices):
    first = look_up(deflate(amounts, prices, base_year=2019))
    second = look_up(deflate(amounts, prices, base_year=2021))
    ratio = first["KZ-11", "2021"] / first["KZ-11", "2018"]
    assert second["KZ-11", "2021"] / second["KZ-11", "2018"] == pytest.approx(ratio)


def test_a_hole_in_the_chain_leaves_what_lies_behind_it_missing(amounts, prices):
    table = deflate(amounts, prices[prices["period"] != "2020"])
    found = look_up(table)
    assert found["KZ-11", "2019"] == 100
    assert pd.isna(found["KZ-11", "2020"])
    assert pd.isna(found["KZ-11", "2021"])


def test_regional_prices_are_not_replaced_by_national_ones(amounts, prices):
    own = prices.assign(region_id="KZ-15")
    table = deflate(amounts, pd.concat([prices, own]), scope="region")
    assert table["value"].isna().all()
    own = prices.assign(region_id="KZ-11")
    assert look_up(deflate(amounts, own, scope="region"))["KZ-11", "2020"] == (
        pytest.approx(100 / 1.1)
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": "KZT"}, "unit 'KZT'"),
        ({"value": -4.0}, "not a rate of change"),
        ({"region_id": "KZ-11"}, "no row of KZ"),
        ({"indicator_id": ["a", "b", "b"]}, "found 2 indicators"),
    ],
)
def test_what_is_no_price_index_is_refused(amounts, prices, change, message):
    with pytest.raises(InputError, match=message):
        deflate(amounts, prices.assign(**change))


def test_amounts_that_are_not_there_are_refused(amounts, prices):
    with pytest.raises(InputError, match="'wages': no yearly values"):
        deflate(amounts, prices, indicator_id="wages")
