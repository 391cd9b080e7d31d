"""Pictures: what stands in them, what is missing, and that they are the same twice."""

import re
import subprocess
import sys

import pandas as pd
import pytest

from aimaq.figures import (
    Caption,
    locate_hits,
    render_composition,
    render_decomposition,
    render_forest,
    render_heatmap,
    render_inline,
    render_lorenz,
    render_overlap,
    render_ranks,
    render_series,
    render_tile_map,
    render_xray,
    write_figure,
)
from aimaq.figures.canvas import choose_ink, render_bytes, shorten_numbers
from aimaq.report.palette import INK, PAPER
from atlas import read_registry
from ledger import InputError

CAPTION = Caption(
    title="Казахстан: Өңірлер", unit="KZT", source="an office", note="a note"
)


def make_values(values=((1.0, 2.0), (3.0, None))):
    return pd.DataFrame(
        [
            {"region_id": region, "period": str(2020 + column), "value": value}
            for region, row in zip(("KZ-10", "KZ-11"), values, strict=True)
            for column, value in enumerate(row)
        ]
    )


def read_svg(figure):
    return render_bytes(figure, "svg").decode()


def list_texts(figure):
    return re.findall(r"<text[^>]*>(.*?)</text>", read_svg(figure))


def test_the_words_around_stand_in_every_picture():
    texts = list_texts(render_heatmap(make_values(), caption=CAPTION))
    joined = " ".join(texts)
    for word in (CAPTION.title, "Unit: KZT", "n: 3 values", "Source: an office", "a note"):  # fmt: skip
        assert word in joined


def test_a_missing_cell_has_no_number_and_stays_hatched():
    figure = render_heatmap(make_values(), names={"KZ-10": "Abay", "KZ-11": "Akmola"})
    texts = list_texts(figure)
    assert {"Abay", "Akmola", "2020", "2021"} <= set(texts)
    printed = [x.get_text() for x in figure.axes[0].texts]
    assert sorted(printed) == ["1", "2", "3"]
    cells = figure.axes[0].collections[0].get_array()
    assert cells.mask.sum() == 1
    assert figure.axes[0].patch.get_hatch() == "////"


def test_rows_are_ordered_by_their_mean_or_as_given():
    values = make_values(((1.0, 1.0), (5.0, 5.0)))
    by_mean = render_heatmap(values)
    names = {"KZ-10": "a", "KZ-11": "b"}
    as_given = render_heatmap(values, names=names, order="given")
    assert [x.get_text() for x in by_mean.axes[0].get_yticklabels()] == ["KZ-11", "KZ-10"]  # fmt: skip
    assert [x.get_text() for x in as_given.axes[0].get_yticklabels()] == ["a", "b"]


def test_estimated_values_are_marked():
    table = make_values().assign(
        status=["observed", "estimated", "observed", "observed"]
    )
    assert len(render_heatmap(table).axes[0].lines) == 1


def test_large_numbers_are_divided_and_the_caption_says_so():
    divisor, caption = shorten_numbers(pd.Series([2.5e7, None]), Caption(unit="KZT"))
    assert divisor == 1e6
    assert caption.unit == "1,000,000 × KZT"
    assert shorten_numbers(pd.Series([9_999.0]), CAPTION) == (1.0, CAPTION)
    texts = list_texts(render_heatmap(make_values(((2.5e7, 1.0), (1e6, None)))))
    assert "25" in texts


def test_a_break_cuts_the_line_and_is_said():
    table = make_values(((1.0, 2.0), (3.0, 4.0))).assign(
        status=["observed", "break", "observed", "observed"]
    )
    figure = render_series(table, breaks={"2021": "census"})
    cut, whole = figure.axes[0].lines, figure.axes[1].lines
    assert [len(line.get_xdata()) for line in cut[:2]] == [1, 1]
    assert len(whole[0].get_xdata()) == 2
    assert "Breaks: 2021: census" in " ".join(list_texts(figure))


def test_a_year_without_value_interrupts_the_line():
    table = make_values(((1.0, None), (3.0, 4.0)))
    line = render_series(table).axes[0].lines[0]
    assert pd.isna(line.get_ydata()[1])


def test_months_are_no_years():
    table = make_values().assign(period="2020-01/2020-09")
    with pytest.raises(InputError, match="series of years: found a table without rows"):
        render_series(table)


def test_the_map_has_a_tile_for_every_region_of_the_year():
    registry = read_registry()
    table = pd.DataFrame({"region_id": ["KZ-11", "KZ-71"], "value": [1.0, 2.0]})
    figure = render_tile_map(table, registry=registry, boundaries=2017)
    texts = list_texts(figure)
    assert texts.count("no value") == 14
    assert "n: 2 of 16 regions, boundaries of 2017" in " ".join(texts)


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (["KZ-10", "KZ-11"], "KZ-10, which the boundaries of 2017 do not have"),
        (["KZ-11", "KZ-11"], "more than one value of KZ-11"),
    ],
)
def test_values_that_do_not_fit_the_map(regions, message):
    table = pd.DataFrame({"region_id": regions, "value": [1.0, 2.0]})
    with pytest.raises(InputError, match=message):
        render_tile_map(table, registry=read_registry(), boundaries=2017)


def test_the_forest_fills_what_differs_and_counts_what_it_leaves_out():
    table = pd.DataFrame(
        {
            "term": ["far", "near", "none", "gone"],
            "value": [2.0, 0.1, -1.0, None],
            "conf_low": [1.0, -1.0, None, None],
            "conf_high": [3.0, 1.2, None, None],
        }
    )
    figure = render_forest(table, label="term", n_most=2, ends=("left", "right"))
    texts = list_texts(figure)
    assert "far" in texts
    assert "near" not in texts
    assert "2 of 3 shown, the largest; 1 not defined" in " ".join(texts)
    circles = [x for x in figure.axes[0].lines if x.get_marker() == "o"]
    assert [x.get_markerfacecolor() for x in circles] == ["#ffffff", "#b3541e"]


def test_lorenz_curves_of_many_periods_are_five():
    points = pd.DataFrame(
        [
            {
                "period": str(2000 + year), "position": place,
                "share_of_population": place / 2, "share_of_total": place**2 / 4,
            }
            for year in range(9)
            for place in range(3)
        ]
    )  # fmt: skip
    figure = render_lorenz(points)
    legend = [x.get_text() for x in figure.axes[0].get_legend().get_texts()]
    assert legend == ["2000", "2002", "2004", "2006", "2008"]


def test_decomposition_writes_the_share_between():
    table = pd.DataFrame(
        {
            "period": ["2020"] * 3,
            "measure": ["theil_t"] * 3,
            "component": ["total", "between", "within"],
            "value": [0.4, 0.3, 0.1],
        }
    )
    assert "75%" in list_texts(render_decomposition(table, measure="theil_t"))
    with pytest.raises(InputError, match="found no parts of 'gini'"):
        render_decomposition(table, measure="gini")


def test_ranks_put_the_first_on_top_and_count_the_missing():
    table = pd.DataFrame(
        {
            "region_id": ["KZ-10", "KZ-11", "KZ-15"],
            "rank": [2.0, 1.0, None],
            "rank_low": [1.0, 1.0, None],
            "rank_high": [2.0, 2.0, None],
        }
    )
    figure = render_ranks(table)
    labels = [x.get_text() for x in figure.axes[0].get_yticklabels()]
    assert labels == ["KZ-11", "KZ-10"]
    assert "n: 2 regions; 1 without rank" in list_texts(figure)


def test_the_composition_leaves_out_regions_without_index():
    scores = pd.DataFrame({"region_id": ["KZ-10", "KZ-11"], "score": [0.5, None]})
    parts = pd.DataFrame(
        {"region_id": ["KZ-10", "KZ-10"], "component": ["a", "b"], "value": [0.2, 0.8]}
    )
    figure = render_composition(parts, scores)
    assert "n: 1 regions, 2 components" in list_texts(figure)
    with pytest.raises(InputError, match="composition: found a table without rows"):
        render_composition(parts, scores.assign(score=None))


def test_the_overlap_is_square():
    overlap = pd.DataFrame(
        {"category_a": ["a", "a"], "category_b": ["b", "c"], "jaccard": [0.5, 0.1]}
    )
    cells = render_overlap(overlap).axes[0].collections[0].get_array()
    assert cells.shape == (3, 3)
    assert cells.mask.sum() == 5
    assert cells[0, 1] == cells[1, 0] == 0.5


def test_places_in_documents_by_hand():
    passages = pd.DataFrame(
        {
            "passage_id": ["d#1", "d#2"], "document_id": ["d", "d"],
            "start": [0, 60], "end": [50, 100],
        }
    )  # fmt: skip
    hits = pd.DataFrame({"passage_id": ["d#2", "d#1"], "start": [15, 10]})
    places = locate_hits(passages, hits)
    assert places["position"].tolist() == [0.75, 0.10]
    assert "d (2)" in list_texts(render_xray(places))


def test_text_on_colors_keeps_its_contrast():
    assert choose_ink((1.0, 1.0, 0.85)) == INK
    assert choose_ink((0.1, 0.2, 0.6)) == PAPER


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_same_picture_gives_the_same_bytes(kind):
    one, two = (
        render_bytes(render_heatmap(make_values(), caption=CAPTION), kind)
        for _ in range(2)
    )
    assert one == two
    assert len(one) > 1_000


def test_the_settings_of_the_caller_stay():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    read_svg(render_heatmap(make_values()))
    assert dict(mpl.rcParams) == before


def test_a_picture_inside_a_page_brings_no_style_of_its_own():
    title = "<b>A & B</b>"
    markup = render_inline(render_heatmap(make_values(), caption=Caption(title=title)))
    assert markup.startswith("<svg ")
    assert markup.endswith("</svg>")
    assert "<style" not in markup
    assert "<metadata" not in markup
    # The page of the report forbids images.
    assert "<image" not in markup
    assert "<b>" not in markup
    assert 'aria-label="&lt;b&gt;A &amp; B&lt;/b&gt;"' in markup


def test_a_long_caption_is_broken():
    note = "word " * 60
    figure = render_heatmap(make_values(), caption=Caption(note=note))
    lines = figure.get_supxlabel().split("\n")
    assert len(lines) > 3
    assert max(map(len, lines)) < 100


def test_an_ending_that_is_no_picture(tmp_path):
    with pytest.raises(InputError, match=r"\.gif'\. Expected one of \.svg"):
        write_figure(render_heatmap(make_values()), tmp_path / "x.gif")


def test_a_table_without_the_columns_is_named():
    with pytest.raises(InputError, match="heatmap: found the columns region_id"):
        render_heatmap(make_values().drop(columns="value"))


def test_importing_the_pictures_loads_no_matplotlib():
    code = "import sys, aimaq.figures; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
