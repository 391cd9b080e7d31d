"""Which pictures does a finished study have?

Chooses from the tables of a run what can be drawn, and names it; the drawing is in
`aimaq.figures`. The report shows these pictures, and `aimaq figures` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from aimaq.figures import (
    Caption,
    locate_hits,
    render_composition,
    render_forest,
    render_heatmap,
    render_overlap,
    render_ranks,
    render_series,
    render_xray,
)
from discourse import find_counted_hits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd
    from matplotlib.figure import Figure

    from aimaq.config import Study
    from atlas import RegionRegistry

Section = Literal["indicators", "indexes", "words", "codes"]

_LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English", "": "all languages"}
_LOG_ODDS = "difference in log-odds (0: no difference)"
_MOST_TERMS = 30
_SCALES = {
    "0-1": "0 (worst) to 1 (best)",
    "z": "standard deviations from the mean",
    "mean-100": "percent of the mean",
    "copeland": "wins less losses, -1 to 1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a study.

    Parameters
    ----------
    name : str
        Name of its file, without ending.
    section : {"indicators", "indexes", "words", "codes"}
        What it is about.
    subject : str
        Id of the indicator, index, comparison or code.
    title : str
        Its name for people.
    draw : callable
        Draws it.
    """

    name: str
    section: Section
    subject: str
    title: str
    draw: Callable[[], Figure]


def list_pictures(
    tables: Mapping[str, pd.DataFrame], study: Study, registry: RegionRegistry
) -> list[Picture]:
    """List the pictures that the tables of a run give.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a complete run, by name.
    study : Study
        The study file.
    registry : RegionRegistry
        The regions.

    Returns
    -------
    list of Picture
        In the order of the study file; nothing is drawn yet.
    """
    names = {region.region_id: region.label for region in registry.regions}
    return [
        *_list_indicators(tables, study, names),
        *_list_indexes(tables, study, names),
        *_list_words(tables, study),
        *_list_codes(tables, study),
    ]


def _list_indicators(
    tables: Mapping[str, pd.DataFrame], study: Study, names: Mapping[str, str]
) -> Iterator[Picture]:
    values = tables["indicator_values"]
    for indicator in study.indicators:
        own = values[
            (values["indicator_id"] == indicator.id)
            & values["period"].astype("str").str.fullmatch(r"\d{4}")
        ]
        if own["value"].notna().sum() == 0:
            continue
        title = indicator.title or indicator.id
        caption = Caption(
            title=title, unit=indicator.unit, source=indicator.origin or "see the cells"
        )
        breaks = {
            one.period: one.reason
            for one in study.breaks
            if one.indicator == indicator.id and one.region is None
        }
        yield Picture(
            name=f"indicator-{indicator.id}-heatmap",
            section="indicators",
            subject=indicator.id,
            title=f"{title}: regions by years",
            draw=partial(render_heatmap, own, names=names, caption=caption),
        )
        yield Picture(
            name=f"indicator-{indicator.id}-series",
            section="indicators",
            subject=indicator.id,
            title=f"{title}: series",
            draw=partial(
                render_series, own, names=names, breaks=breaks, caption=caption
            ),
        )


def _list_indexes(
    tables: Mapping[str, pd.DataFrame], study: Study, names: Mapping[str, str]
) -> Iterator[Picture]:
    for index in study.index:
        scores = tables["index_scores"]
        known = scores[(scores["index_id"] == index.id) & scores["score"].notna()]
        if known.empty:
            continue
        last = max(known["period"])
        own = known[known["period"] == last]
        title = f"{index.title or index.id}, {last}"
        caption = Caption(title=title, unit=_SCALES.get(str(own["scale"].iloc[0]), ""))
        yield Picture(
            name=f"index-{index.id}-heatmap",
            section="indexes",
            subject=index.id,
            title=f"{index.title or index.id}: regions by years",
            draw=partial(
                render_heatmap, known, value="score", names=names,
                caption=Caption(title=index.title or index.id, unit=caption.unit),
            ),
        )  # fmt: skip
        components = tables["index_components"]
        parts = components[
            (components["index_id"] == index.id) & (components["period"] == last)
        ]
        # The lowest tier: what is not made of others.
        parts = parts[~parts["component"].isin(parts["parent"])]
        titles = {one.id: one.title or one.id for one in study.indicators}
        yield Picture(
            name=f"index-{index.id}-components",
            section="indexes",
            subject=index.id,
            title=f"{title}: the index and its components",
            draw=partial(
                render_composition, parts, own, names={**titles, **names},
                caption=caption,
            ),
        )  # fmt: skip
        ranks = tables["index_ranks"]
        drawn = ranks[(ranks["index_id"] == index.id) & (ranks["period"] == last)]
        if len(drawn):
            yield Picture(
                name=f"index-{index.id}-ranks",
                section="indexes",
                subject=index.id,
                title=f"{title}: ranks under other choices",
                draw=partial(
                    render_ranks, drawn, names=names,
                    caption=Caption(
                        title=f"{title}: ranks",
                        n=f"{int(drawn['n_draws'].max())} draws",
                        note=f"Bars: {drawn['interval_level'].iloc[0]:.0%} of the ranks "
                        "under the declared other choices.",
                    ),
                ),
            )  # fmt: skip


def _list_words(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[Picture]:
    keyness = tables["keyness"]
    for comparison in study.comparisons:
        own = keyness[
            (keyness["comparison_id"] == comparison.id)
            & (keyness["measure"] == "log_odds")
        ]
        title = comparison.title or comparison.id
        for language, rows in own.groupby("language"):
            words = _LANGUAGES.get(str(language), str(language))
            n_found = int((rows["p_adjusted"] <= 0.05).sum())  # noqa: PLR2004
            caption = Caption(
                title=f"{title} ({words})",
                unit=_LOG_ODDS,
                n=(
                    f"{rows['size_target'].iloc[0]:,.0f} and "
                    f"{rows['size_reference'].iloc[0]:,.0f} words; "
                    f"{n_found} of {len(rows)} terms differ at a false-discovery rate "
                    "of 5 %"
                ),
                note="Lines: 95 % intervals from drawing documents; filled where they "
                "leave out 0.",
            )
            yield Picture(
                name=f"keyness-{comparison.id}-{language}",
                section="words",
                subject=comparison.id,
                title=f"{title}: {words}",
                draw=partial(
                    render_forest, rows, label="term", n_most=_MOST_TERMS,
                    ends=("less in the target", "more in the target"),
                    caption=caption,
                ),
            )  # fmt: skip


def _list_codes(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[Picture]:
    hits = tables["hits"]
    counted = find_counted_hits(hits)
    codes = counted["category"].astype("str").str.split(".", n=1).str[0]
    for code in study.codes:
        own = counted[codes == code.id]
        if own.empty:
            continue
        title = code.id.replace("_", " ").capitalize()
        yield Picture(
            name=f"code-{code.id}-xray",
            section="codes",
            subject=code.id,
            title=f"{title}: where in the documents",
            draw=partial(
                render_xray,
                locate_hits(tables["passages"], own),
                caption=Caption(title=f"{title}: where in the documents"),
            ),
        )
    overlap = tables["category_overlap"]
    if len(overlap):
        titles = {code.id: code.id.replace("_", " ") for code in study.codes}
        yield Picture(
            name="codes-overlap",
            section="codes",
            subject="",
            title="Which codes come together",
            draw=partial(
                render_overlap,
                overlap,
                names=titles,
                caption=Caption(
                    title="Which codes come together",
                    unit="share of the passages of either that carry both (Jaccard)",
                    n=f"{len(tables['passages'])} passages",
                ),
            ),
        )
