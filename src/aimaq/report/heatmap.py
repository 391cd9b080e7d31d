"""Which codes go with which regions? A table of prevalences, colored.

A real table rather than a drawing: it can be read aloud, copied and printed.
"""

from dataclasses import dataclass
from typing import Any

from aimaq.report.formatting import (
    MISSING,
    format_count,
    format_share,
    is_missing,
    link_evidence,
)
from aimaq.report.inputs import Material, list_rows
from aimaq.report.palette import STEPS, build_scale, get_text_color
from aimaq.report.scores import (
    describe_score,
    find_pooled_period,
    find_prevalence,
    is_uncertain,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One cell of the table.

    Parameters
    ----------
    text : str
        The share, or a dash.
    title : str
        Base and interval in words, or the reason why the share is missing.
    href : str
        Address of its evidence, empty where there is none.
    style : str
        Its colors.
    is_uncertain : bool
        True where the base is small or the interval wide.
    count : str
        The base.
    """

    text: str
    title: str
    href: str
    style: str
    is_uncertain: bool
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    """The table of prevalences.

    Parameters
    ----------
    period : str
        The pooled period, empty where there is none.
    columns : tuple of (str, str)
        Measure and title of each column.
    rows : tuple of (str, tuple of HeatCell)
        Name of each region, and its cells.
    """

    period: str
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...] = ()


def build_heatmap(material: Material) -> Heatmap:
    """Build the table of pooled prevalences, one row a region, one column a code."""
    scores = find_prevalence(material.tables["scores"])
    period = find_pooled_period(scores)
    if period is None:
        return Heatmap(period="")
    pooled = list_rows(scores[scores["period"] == period])
    cells = {(row["measure_id"], row["region_id"]): row for row in pooled}
    scale = build_scale(
        [float(row["estimate"]) for row in pooled if not is_missing(row["estimate"])],
        from_zero=True,
    )
    measures = material.sort_measures(row["measure_id"] for row in pooled)
    rows = tuple(
        (
            name,
            tuple(
                _build_cell(
                    cells.get((measure, region)), f"{name}, {material.get_name(measure)}",
                    scale.get_class,
                )
                for measure in measures
            ),
        )
        for region, name in material.regions.items()
    )  # fmt: skip
    columns = tuple(
        (measure, material.get_name(measure).removeprefix("Prevalence: "))
        for measure in measures
    )
    return Heatmap(period=period, columns=columns, rows=rows)


def _build_cell(row: dict[str, Any] | None, label: str, get_class: Any) -> HeatCell:
    if row is None or is_missing(row["estimate"]):
        reason = "no passage names this region" if row is None else describe_score(row)
        return HeatCell(
            text=MISSING, title=f"{label}: {reason}", href="", style="",
            is_uncertain=False, count="0",
        )  # fmt: skip
    step = get_class(float(row["estimate"]))
    return HeatCell(
        text=format_share(row["estimate"], digits=0),
        title=f"{label}: {describe_score(row)}",
        href=link_evidence(row["measure_id"], row["region_id"], row["period"]),
        style=f"background:{STEPS[step]};color:{get_text_color(step)}",
        is_uncertain=is_uncertain(row),
        count=format_count(row["n_passages"]),
    )
