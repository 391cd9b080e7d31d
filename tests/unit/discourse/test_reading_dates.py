"""Dates as people and pages write them."""

import pytest

from discourse.reading.dates import ReadDate, read_date


@pytest.mark.parametrize(
    "written",
    [
        "2014-03-15",
        "2014-3-15",
        "2014-03-15T10:20:00+06:00",
        "2014-03-15 10:20",
        "15.03.2014",
        "15/03/2014",
        "03/15/2014",
        "2014/03/15",
        "15 марта 2014",
        "15 марта 2014 г.",
        "2014 жылғы 15 наурыз",
        "15 наурыз 2014",
        "15 March 2014",
        "March 15, 2014",
        " 15 Mar. 2014 ",
    ],
)
def test_read_date_understands(written):
    assert read_date(written) == ReadDate(date="2014-03-15", year=2014)


@pytest.mark.parametrize("written", ["2014", "2014.0", "2014 г.", "2014 жыл"])
def test_a_year_is_a_year_without_doubt(written):
    assert read_date(written) == ReadDate(year=2014)


@pytest.mark.parametrize("written", ["2014-03", "03.2014"])
def test_a_month_keeps_the_year_and_says_that_the_day_is_missing(written):
    found = read_date(written)
    assert (found.date, found.year) == (None, 2014)
    assert "no day" in found.doubt


def test_day_and_month_that_could_change_places_are_not_decided():
    found = read_date("03/04/2014")
    assert (found.date, found.year) == (None, 2014)
    assert "cannot be told apart" in found.doubt


@pytest.mark.parametrize("written", ["2014-02-30", "вчера", "32.01.2014", "0001-01-01"])
def test_what_is_no_date_is_said(written):
    found = read_date(written)
    assert (found.date, found.year) == (None, None)
    assert found.doubt.startswith(written)
