"""What did every specification of a hypothesis find? One row each, with its interval."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from aimaq.report.formatting import (
    MISSING,
    build_link,
    format_coefficient,
    format_count,
    format_number,
    format_p,
    format_tick,
    is_missing,
)
from aimaq.report.inputs import HypothesisView, Material, list_rows
from aimaq.report.svg import Axis, build_axis, build_element, join_elements

_WIDTH, _HEIGHT = 220.0, 22.0
_PRIMARY = ("spearman", "between")
_ESTIMATORS = {
    "pearson": "Pearson",
    "spearman": "Spearman",
    "kendall": "Kendall",
    "ols": "Least squares",
}
_CORRELATIONS = ("pearson", "spearman", "kendall", "correlation", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One estimate of one specification.

    Parameters
    ----------
    specification_id, href : str
        The specification, and the address of its evidence.
    cells : tuple of str
        Estimator, sample, lag, controls, covariance.
    estimate, interval, p, n : str
        The finding, in text.
    detectable : str
        The smallest correlation that this sample could have found.
    note : str
        Why something is missing.
    drawing : markupsafe.Markup
        Estimate and interval on the common axis of its group.
    is_main : bool
        True for the specification of the first screen.
    """

    specification_id: str
    href: str
    cells: tuple[str, ...]
    estimate: str
    interval: str
    p: str
    n: str
    detectable: str
    note: str
    drawing: Markup
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestGroup:
    """Estimates that share one axis.

    Parameters
    ----------
    title : str
        What they are: correlations, or coefficients of one estimator.
    axis : markupsafe.Markup
        The numbers of the axis.
    rows : tuple of ForestRow
        The estimates.
    note : str
        What holds for all of them.
    """

    title: str
    axis: Markup
    rows: tuple[ForestRow, ...]
    note: str


def list_estimates(
    material: Material, hypothesis: HypothesisView
) -> list[dict[str, Any]]:
    """List the estimates of a hypothesis's exposure, each with its specification.

    A correlation has one term whatever its name; of a regression only the term of the
    exposure belongs to the hypothesis, the other terms stand in the panel.
    """
    specifications = {
        row["specification_id"]: row
        for row in list_rows(material.tables["specifications"])
        if row["hypothesis_id"] == hypothesis.hypothesis_id
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for row in list_rows(material.tables["estimates"]):
        if row["specification_id"] in specifications:
            found.setdefault(row["specification_id"], []).append(row)
    rows = []
    for key, specification in specifications.items():
        terms = found.get(key, [])
        chosen = [row for row in terms if row["term"] == specification["exposure"]]
        if not chosen and len(terms) == 1:
            chosen = terms
        rows += [{**specification, **row} for row in chosen]
    return rows


def choose_main(
    material: Material, hypothesis: HypothesisView
) -> dict[str, Any] | None:
    """Choose the estimate of the first screen.

    The declared specification; else the one that decides, which alone carries an
    adjusted p value; else the rank correlation between regions; else the first.
    """
    rows = list_estimates(material, hypothesis)
    named = [
        row
        for row in rows
        if row["specification_id"] == hypothesis.main_specification_id
    ]
    decisive = [row for row in rows if not is_missing(row["p_adjusted"])]
    ranked = [row for row in rows if (row["estimator"], row["sample"]) == _PRIMARY]
    return next(iter(named or decisive or ranked or rows), None)


def is_correlation(estimator: object) -> bool:
    """Return whether an estimator's estimates lie between -1 and 1."""
    return str(estimator or "").lower().startswith(_CORRELATIONS)


def name_estimator(estimator: object) -> str:
    """Return an estimator's name for readers."""
    return _ESTIMATORS.get(str(estimator), str(estimator or ""))


def build_forest(material: Material, hypothesis: HypothesisView) -> list[ForestGroup]:
    """Build the rows of all specifications, grouped by what their axis can hold.

    Parameters
    ----------
    material : Material
        The study.
    hypothesis : HypothesisView
        One hypothesis of it.

    Returns
    -------
    list of ForestGroup
        Correlations on one axis from -1 to 1, then one group for each other
        estimator; every declared specification is in it, also those without a number.
    """
    rows = list_estimates(material, hypothesis)
    main = choose_main(material, hypothesis)
    main_id = main["specification_id"] if main else None
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda item: item["specification_id"] != main_id):
        title = (
            "Correlations"
            if is_correlation(row["estimator"])
            else f"Coefficients of the exposure: {name_estimator(row['estimator'])}"
        )
        groups.setdefault(title, []).append(row)
    return [
        _build_group(title, members, main_id)
        for title, members in sorted(groups.items(), key=lambda item: item[0] != "Correlations")
    ]  # fmt: skip


def _build_group(
    title: str, rows: list[dict[str, Any]], main_id: str | None
) -> ForestGroup:
    is_bounded = title == "Correlations"
    if is_bounded:
        axis = Axis(
            low=-1, high=1, start=8, stop=_WIDTH - 8, ticks=(-1, -0.5, 0, 0.5, 1)
        )
    else:
        ends = [
            float(row[name])
            for row in rows
            for name in ("estimate", "conf_low", "conf_high")
            if not is_missing(row[name])
        ]
        axis = build_axis(
            min([0.0, *ends]), max([0.0, *ends]), start=8, stop=_WIDTH - 8
        )
    shared, notes = _split_notes(rows)
    return ForestGroup(
        title=title,
        axis=_draw_axis(axis, is_bounded=is_bounded),
        rows=tuple(
            _build_row(
                {**row, "note": note}, axis, is_bounded=is_bounded, main_id=main_id
            )
            for row, note in zip(rows, notes, strict=True)
        ),
        note=shared,
    )


def _build_row(
    row: dict[str, Any], axis: Axis, *, is_bounded: bool, main_id: str | None
) -> ForestRow:
    write = format_coefficient if is_bounded else format_number
    has_interval = not (is_missing(row["conf_low"]) or is_missing(row["conf_high"]))
    interval = (
        f"{write(row['conf_low'])} to {write(row['conf_high'])}"
        if has_interval
        else MISSING
    )
    return ForestRow(
        specification_id=row["specification_id"],
        href=build_link("estimate", row["specification_id"]),
        cells=(
            name_estimator(row["estimator"]),
            *(
                "" if row[name] is None else str(row[name])
                for name in ("sample", "lag", "controls", "covariance")
            ),
        ),
        estimate=write(row["estimate"]),
        interval=interval,
        p=format_p(
            row["p_adjusted"] if not is_missing(row["p_adjusted"]) else row["p_value"]
        ),
        n=f"{format_count(row['n_observations'])} in {format_count(row['n_regions'])}",
        detectable=format_coefficient(row["smallest_detectable"]),
        note=row["note"] or "",
        drawing=_draw_row(row, axis, has_interval=has_interval),
        is_main=row["specification_id"] == main_id,
    )


def _draw_row(row: dict[str, Any], axis: Axis, *, has_interval: bool) -> Markup:
    middle = _HEIGHT / 2
    parts = [
        build_element(
            "line", css="zero", x1=axis.place(0), x2=axis.place(0), y1=0.0, y2=_HEIGHT
        )
    ]
    if has_interval:
        parts.append(
            build_element(
                "line",
                css="interval",
                x1=axis.place(float(row["conf_low"])),
                x2=axis.place(float(row["conf_high"])),
                y1=middle,
                y2=middle,
            )
        )
    if not is_missing(row["estimate"]):
        place = axis.place(float(row["estimate"]))
        parts.append(build_element("circle", css="point", cx=place, cy=middle, r=4))
    return build_element(
        "svg", *parts, viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", css="forest",
        aria_hidden="true",
    )  # fmt: skip


def _draw_axis(axis: Axis, *, is_bounded: bool) -> Markup:
    """Write five numbers for correlations; for others zero and the far end."""
    ticks = axis.ticks if is_bounded else (axis.low, axis.high)
    if not is_bounded and axis.low < 0 < axis.high:
        ticks = (axis.low, 0.0, axis.high)
        # Zero close to an end would be printed over that end's number.
        ticks = tuple(
            tick
            for tick in ticks
            if tick == 0 or abs(axis.place(tick) - axis.place(0)) > _WIDTH / 3
        )
    anchors = {axis.low: "start", axis.high: "end"}
    labels = [
        build_element(
            "text",
            format_tick(tick),
            css="tick",
            x=axis.place(tick) + {"start": -8, "end": 8}.get(anchors.get(tick, ""), 0),
            y=13.0,
            text_anchor=anchors.get(tick, "middle"),
        )
        for tick in ticks
    ]
    return build_element(
        "svg",
        join_elements(labels),
        viewBox=f"0 0 {_WIDTH:.0f} 18",
        css="forest",
        aria_hidden="true",
    )


def _split_notes(rows: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Split the notes of several rows into what all say and what each adds."""
    parts = [(row["note"] or "").split("; ") for row in rows]
    if len(rows) == 1:
        return "", ["; ".join(parts[0])]
    shared = [part for part in parts[0] if part and all(part in own for own in parts)]
    rest = ["; ".join(part for part in own if part not in shared) for own in parts]
    return "; ".join(shared), rest
