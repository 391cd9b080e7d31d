"""What one cell says."""

import pytest

from indicators.reading.cells import find_decimal, read_cell


@pytest.mark.parametrize(
    ("content", "value", "status"),
    [
        (14602, 14602, "observed"),
        (0, 0, "observed"),
        ("14 602", 14602, "observed"),
        ("14\u00a0602", 14602, "observed"),
        ("1 234 567,8", 1234567.8, "observed"),
        ("1234.5", 1234.5, "observed"),
        ("1,234,567", 1234567, "observed"),
        ("1.234.567,5", 1234567.5, "observed"),
        ("1,234.5", 1234.5, "observed"),
        ("8,1%", 8.1, "observed"),
        ("-3,5", -3.5, "observed"),
        ("−3,5", -3.5, "observed"),
        ("12*", 12, "observed"),
        ("12 1)", 12, "observed"),
        ("-", None, "absent"),
        ("–", None, "absent"),
        ("...", None, "not_available"),
        ("…", None, "not_available"),
        ("x", None, "confidential"),
        ("Х", None, "confidential"),
        ("0,0", 0, "negligible"),
        ("0.00", 0, "negligible"),
        (None, None, "empty"),
        ("  ", None, "empty"),
        (float("nan"), None, "empty"),
        (True, None, "unreadable"),
        (float("inf"), None, "unreadable"),
        ("12 34", None, "unreadable"),
        ("about 5", None, "unreadable"),
        ("=cmd()", None, "unreadable"),
    ],
)
def test_a_cell_says(content, value, status):
    reading = read_cell(content)
    assert (reading.value, reading.status) == (value, status)


def test_three_digits_after_a_comma_need_the_table_to_decide():
    assert read_cell("1,234").status == "ambiguous"
    assert read_cell("1,234", decimal="comma").value == 1.234
    assert read_cell("1,234", decimal="point").value == 1234


@pytest.mark.parametrize(
    ("contents", "decimal"),
    [
        (["1,234", "8,1"], "comma"),
        (["1,234", "8.1"], "point"),
        (["1,234", "1,234.5"], "point"),
        (["1,234"], None),
        (["8,1", "8.1"], None),
        ([1.5, None], None),
        ([], None),
    ],
)
def test_the_table_shows_its_decimal_sign(contents, decimal):
    assert find_decimal(contents) == decimal
