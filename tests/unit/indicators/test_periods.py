"""Periods as statistics tables name them."""

import datetime as dt

import pytest

from indicators.reading.periods import find_last_day, parse_period


@pytest.mark.parametrize(
    ("content", "period"),
    [
        (2008, "2008"),
        (2008.0, "2008"),
        ("2008", "2008"),
        ("19901)", "1990"),
        ("2023 2)", "2023"),
        ("2018*", "2018"),
        ("2006 год", "2006"),
        ("2006 г.", "2006"),
        ("2006 жыл", "2006"),
        ("1 quarter of 2008", "2008-Q1"),
        ("3 квартал 2015 г.", "2015-Q3"),
        ("IV квартал 2015", "2015-Q4"),
        ("2015 жылғы 2 тоқсан", "2015-Q2"),
        ("Q3 2015", "2015-Q3"),
        ("2015-Q3", "2015-Q3"),
        ("1 half-year of 2008", "2008-01/2008-06"),
        ("I полугодие 2008", "2008-01/2008-06"),
        ("2 полугодие 2008", "2008-07/2008-12"),
        ("9 months of 2019**", "2019-01/2019-09"),
        ("9 месяцев 2019 года", "2019-01/2019-09"),
        ("январь-сентябрь 2019", "2019-01/2019-09"),
        ("January-March 2019", "2019-Q1"),
        ("12 months of 2019", "2019"),
        ("сентябрь 2019", "2019-09"),
        ("200612", "2006-12"),
        ("2019-01/2019-09", "2019-01/2019-09"),
        ("2006-12-31", "2006-12-31"),
        ("31.12.2006", "2006-12-31"),
        (dt.datetime(2006, 12, 31, tzinfo=dt.UTC), "2006-12-31"),
    ],
)
def test_a_period_is_named(content, period):
    assert parse_period(content).period == period


@pytest.mark.parametrize(
    "content", ["", None, "Акмолинская", "14602", 14602, 799179, 2008.5, "mln.tenge"]
)
def test_no_period_is_named(content):
    assert parse_period(content) is None


def test_two_years_name_no_single_period():
    assert parse_period("2000-2016 гг.") is None


def test_words_beside_the_period_are_kept():
    name = parse_period("Year 2022 ₸")
    assert (name.period, name.rest) == ("2022", "₸")


def test_footnote_marks_are_kept():
    assert parse_period("19901)").marks == ("1)",)
    assert parse_period("9 months of 2019**").marks == ("**",)


@pytest.mark.parametrize(
    ("content", "period"),
    [
        ("year2)", "2015"),
        ("III квартал", "2015-Q3"),
        ("9 months", "2015-01/2015-09"),
        ("год", "2015"),
    ],
)
def test_a_part_takes_the_year_above_it(content, period):
    assert parse_period(content, year="2015").period == period


def test_a_text_without_a_part_is_none_even_under_a_year():
    assert parse_period("Акмолинская", year="2015") is None


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2008", "2008-12-31"),
        ("2008-Q1", "2008-03-31"),
        ("2008-02", "2008-02-29"),
        ("2008-01/2008-09", "2008-09-30"),
    ],
)
def test_the_last_day_of_a_period(period, day):
    assert find_last_day(period) == day
