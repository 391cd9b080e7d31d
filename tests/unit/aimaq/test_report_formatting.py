"""How numbers are written, colored and placed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimaq.report.formatting import (
    build_link,
    format_coefficient,
    format_number,
    format_p,
    format_period,
    format_share,
    format_tick,
    link_evidence,
    typeset,
)
from aimaq.report.palette import STEPS, build_scale, get_text_color, round_up
from aimaq.report.svg import build_axis, build_element


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (0, "0"),
        (-0.0, "0"),
        (1234, "1234"),
        (12345, "12\u202f345"),
        (-1234567.8, "−1\u202f234\u202f568"),
        (99.95, "100.0"),
        (12.345, "12.3"),
        (0.01234, "0.0123"),
        (-0.5, "−0.500"),
    ],
)
def test_a_number_is_written(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0%"),
        (1, "100%"),
        (0.5, "50%"),
        (0.034, "3.4%"),
        (0.126, "13%"),
    ],
)
def test_a_share_is_written_as_a_percentage(value, text):
    assert format_share(value) == text


def test_a_correlation_has_two_decimals():
    assert format_coefficient(-0.306) == "−0.31"
    assert format_coefficient(-0.001) == "0.00"


def test_tiny_numbers_have_a_power_of_ten():
    assert format_number(-0.00000123) == "−1.23\u00a0×\u00a010⁻⁶"
    assert format_tick(0.00002) == "2\u00a0×\u00a010⁻⁵"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (-1.0, "−1"), (20000.0, "20\u202f000"), (0.0, "0")],
)
def test_ticks_have_no_needless_digits(value, text):
    assert format_tick(value) == text


def test_sentences_get_true_signs():
    assert typeset("r is -0.28, n >= 16 at 80 % (2012-2023)") == (
        "r is −0.28, n ≥ 16 at 80% (2012-2023)"
    )
    assert typeset(None) == ""


def test_a_small_p_is_bounded():
    assert format_p(0.0004) == "<0.001"
    assert format_p(0.0413) == "0.041"
    assert format_p(None) == "–"


def test_a_pooled_period_is_a_range():
    assert format_period("2012/2023") == "2012–2023"
    assert format_period("2017") == "2017"


def test_addresses_are_quoted():
    assert link_evidence("prevalence:a", "KZ-61", "2012/2023") == (
        "#evidence/prevalence:a/KZ-61/2012/2023"
    )
    assert build_link("passage", "d#0001") == "#passage/d%230001"
    assert '"' not in build_link("estimate", 'H1" onclick=')


@given(st.floats(min_value=1e-9, max_value=1e12))
def test_rounding_up_never_goes_below(value):
    assert round_up(value) >= value * (1 - 1e-9)
    assert round_up(value) <= value * 2.0001


@given(st.lists(st.floats(min_value=0, max_value=1e9), min_size=1))
def test_the_classes_keep_the_order_of_values(values):
    scale = build_scale(values, from_zero=True)
    classes = [scale.get_class(value) for value in sorted(values)]
    assert classes == sorted(classes)
    assert 0 <= classes[0] <= classes[-1] < len(STEPS)


def test_scales_of_nothing_and_of_one_value():
    assert build_scale([], from_zero=True).get_class(0.5) in range(len(STEPS))
    assert build_scale([3.0, 3.0], from_zero=False).get_class(3.0) == 0
    assert build_scale([0.0], from_zero=True).high == 1.0


def compute_luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def compute_contrast(first: str, second: str) -> float:
    low, high = sorted((compute_luminance(first), compute_luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_text_on_every_color_is_legible(step):
    # WCAG 2.2, 1.4.3: 4.5 to 1.
    assert compute_contrast(STEPS[step], get_text_color(step)) >= 4.5


def test_colors_grow_darker_step_by_step():
    shades = [compute_luminance(color) for color in STEPS]
    assert shades == sorted(shades, reverse=True)


def test_the_texts_of_the_page_are_legible():
    from importlib.resources import files

    style = files("aimaq.report").joinpath("assets", "page.css").read_text()
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    for text in ("ink", "soft", "link", "accent", "warn"):
        for ground in ("paper", "wash"):
            assert compute_contrast(colors[text], colors[ground]) >= 4.5, text


@given(
    st.floats(min_value=-1e6, max_value=1e6), st.floats(min_value=-1e6, max_value=1e6)
)
def test_an_axis_holds_its_values(first, second):
    low, high = sorted((first, second))
    axis = build_axis(low, high, start=0, stop=100)
    slack = 1e-6 * max(1, high - low)
    assert axis.low <= low + slack
    assert axis.high >= high - slack
    assert list(axis.ticks) == sorted(axis.ticks)
    assert 2 <= len(axis.ticks) <= 9
    assert 0 <= axis.place(low) <= axis.place(high) <= 100


def test_elements_escape_text_and_attributes():
    markup = build_element("text", "<b>", x=1.5, aria_label='"quoted"', css="tick")
    assert str(markup) == (
        '<text x="1.5" aria-label="&#34;quoted&#34;" class="tick">&lt;b&gt;</text>'
    )
