"""Values in the unit of their indicator: amounts, currencies, breaks."""

import pandas as pd
import pytest

from indicators import BREAKS, EXCHANGE_RATES, harmonize_values
from ledger import InputError, build_table

from .conftest import look_up


def make_rates(*rows):
    columns = ("from_currency", "to_currency", "period", "rate")
    return build_table(
        [dict(zip(columns, row, strict=True)) for row in rows], EXCHANGE_RATES
    )


def harmonize(values, indicators, **options):
    before = values.copy()
    data = harmonize_values(values, indicators=indicators, **options)
    pd.testing.assert_frame_equal(values, before)
    assert data.accounts["n_rows"].sum() == len(values)
    return data


def test_amounts_come_to_the_unit_of_the_indicator(make_values, make_indicators):
    values = make_values([("p", "KZ-11", "2016", 4.0)], unit="mln KZT")
    data = harmonize(values, make_indicators(unit="thousand KZT", p="extensive"))
    assert look_up(data.values) == {("KZ-11", "2016"): 4000}
    assert data.values["status"].tolist() == ["observed"]
    rates = make_values([("p", "KZ-11", "2016", 4.0)], unit="persons/1000 person")
    indicators = make_indicators(unit="persons/10000 person", p="intensive")
    assert look_up(harmonize(rates, indicators).values) == {("KZ-11", "2016"): 40}


def test_rubles_without_a_rate_are_set_apart(make_values, make_indicators):
    rows = [("p", "KZ-11", "1992", 500.0), ("p", "KZ-15", "1992", 1.0)]
    values = make_values(rows, unit="mln RUB")
    data = harmonize(values, make_indicators(unit="mln KZT", p="extensive"))
    assert data.values.empty
    assert data.losses["reason"].tolist() == ["no rate from RUB to KZT for its period"]
    assert data.losses["n_rows"].tolist() == [2]
    (problem,) = data.problems
    assert "Give a table of rates" in problem.action


def test_a_rate_of_the_very_period_converts_and_is_named(make_values, make_indicators):
    rubles = make_values([("p", "KZ-11", "1992", 500.0)], unit="mln RUB")
    rates = make_rates(("RUB", "KZT", "1992", 0.002))
    data = harmonize(
        rubles, make_indicators(unit="thousand KZT", p="extensive"), rates=rates
    )
    assert look_up(data.values) == {("KZ-11", "1992"): pytest.approx(1000)}
    assert data.values["status"].tolist() == ["estimated"]
    assert data.values["source_cell"].tolist() == ["made up 0 * (rate 0.002 KZT/RUB)"]
    other_year = make_rates(("RUB", "KZT", "1993", 0.002))
    data = harmonize(
        rubles, make_indicators(unit="mln KZT", p="extensive"), rates=other_year
    )
    assert data.values.empty


def test_a_rate_works_in_both_directions(make_values, make_indicators):
    tenge = make_values([("p", "KZ-11", "2022", 4600.0)], unit="thousand KZT/person")
    rates = make_rates(("USD", "KZT", "2022", 460.0))
    indicators = make_indicators(unit="USD/person", p="intensive")
    data = harmonize(tenge, indicators, rates=rates)
    assert look_up(data.values) == {("KZ-11", "2022"): pytest.approx(10_000)}
    assert "/ (rate 460 KZT/USD)" in data.values["source_cell"].item()
    with pytest.raises(InputError, match="positive rate"):
        harmonize(tenge, indicators, rates=make_rates(("USD", "KZT", "2022", 0.0)))


def test_a_total_does_not_become_a_value_per_head_by_a_rate(
    make_values, make_indicators
):
    values = make_values([("p", "KZ-11", "2022", 1.0)], unit="mln KZT")
    indicators = make_indicators(unit="USD/person", p="intensive")
    rates = make_rates(("USD", "KZT", "2022", 460.0))
    data = harmonize(values, indicators, rates=rates)
    assert "not that of the indicator" in data.losses["reason"].item()


def test_breaks_mark_the_first_value_of_a_level(make_values, make_indicators):
    rows = [
        ("p", "KZ-11", "2021", 1.0),
        ("p", "KZ-11", "2022", 2.0),
        ("p", "KZ-15", "2022", 3.0),
        ("p", "KZ-23", "2022", 3.0, "estimated"),
        ("p", "KZ-71", "2017", 9.0),
    ]
    breaks = build_table(
        [
            {"indicator_id": "p", "period": "2022", "reason": "census of 2021"},
            {
                "indicator_id": "p",
                "region_id": "KZ-71",
                "period": "2017",
                "reason": "recount",
            },
            {"indicator_id": "p", "period": "2030", "reason": "not yet"},
        ],
        BREAKS,
    )
    data = harmonize(make_values(rows), make_indicators(p="extensive"), breaks=breaks)
    assert look_up(data.values, "status") == {
        ("KZ-11", "2021"): "observed",
        ("KZ-11", "2022"): "break",
        ("KZ-15", "2022"): "break",
        ("KZ-23", "2022"): "estimated",
        ("KZ-71", "2017"): "break",
    }
    codes = [(problem.code, problem.severity) for problem in data.problems]
    assert codes == [
        ("break-in-series", "note"),
        ("break-in-series", "note"),
        ("break-without-value", "warning"),
    ]
    assert "census of 2021 (2 of 3 values marked)" in data.problems[0].found


def test_an_indicator_without_a_row_is_refused(make_values, make_indicators):
    with pytest.raises(InputError, match="no row for p"):
        harmonize_values(
            make_values([("p", "KZ-11", "2016", 1.0)]), indicators=make_indicators()
        )


def test_an_empty_table_stays_empty(make_values, make_indicators):
    data = harmonize(make_values([]), make_indicators(p="extensive"))
    assert data.values.empty
    assert data.losses.empty
