"""Do leading regions pull away from outsiders, or are they caught up with?

The groups are fixed: named by the reader, or the first and last regions of a base
period. Groups that are chosen anew each year show a gap that never closes, whoever is in
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from indicators.comparison.permutation import compute_permutation_p
from indicators.trends.table import estimate_trends
from indicators.variables import check_positive, select_variables
from ledger import (
    Column,
    InputError,
    Problem,
    TableSchema,
    build_table,
)

_MEASURES = (
    "mean_leaders",
    "mean_outsiders",
    "gap_absolute",
    "gap_relative",
    "gap_absolute_trend",
    "gap_relative_trend",
)

GROUP_COMPARISON = TableSchema(
    name="group_comparison",
    row="one number about leading and outsider regions in one period",
    key=("period", "measure"),
    columns=(
        Column("period", "text", "period; missing for a trend", is_optional=True),
        Column(
            "measure",
            "category",
            "means of both groups; gap_absolute is their difference, gap_relative the "
            "leaders' mean over the outsiders'; trends are Sen slopes per year",
            allowed=_MEASURES,
        ),
        Column("value", "number", "the number", is_optional=True),
        Column(
            "p_value",
            "number",
            "permutation p of the gap, Mann-Kendall p of a trend",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column("n_leaders", "integer", "leading regions with a value", lower=0),
        Column("n_outsiders", "integer", "outsider regions with a value", lower=0),
        Column(
            "note", "text", "how p was found, or why it is missing", is_optional=True
        ),
    ),
)

GROUP_MEMBERS = TableSchema(
    name="group_members",
    row="one region of a group",
    key=("group", "region"),
    columns=(
        Column("group", "category", "group", allowed=("leaders", "outsiders")),
        Column("region", "text", "region"),
        Column("base_value", "number", "value in the base period", is_optional=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparison:
    """Leaders and outsiders over time.

    Parameters
    ----------
    measures : pandas.DataFrame
        Group_comparison table.
    members : pandas.DataFrame
        Group_members table.
    problems : tuple of Problem
        Rows left out, periods without some members, how groups were found.
    """

    measures: pd.DataFrame
    members: pd.DataFrame
    problems: tuple[Problem, ...]


def compare_groups(  # noqa: PLR0913 - columns and choices have names
    frame: pd.DataFrame,
    *,
    value: str,
    region: str,
    period: str,
    weight: str | None = None,
    group: str | None = None,
    leaders: str | None = None,
    outsiders: str | None = None,
    base_period: str | None = None,
    n_members: int = 3,
    n_permutations: int = 9_999,
    rng: np.random.Generator | None = None,
) -> GroupComparison:
    """Compare leading and outsider regions over time, in fixed groups.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region and period.
    value, region, period : str
        Columns.
    weight : str, optional
        Column of populations; means of groups are weighted with them.
    group : str, optional
        Column of groups; `leaders` and `outsiders` name two of its values.
    leaders, outsiders : str, optional
        The groups' names in that column.
    base_period : str, optional
        Without `group`: the period whose `n_members` highest regions are the leaders and
        whose lowest are the outsiders; the first period by default.
    n_members : int
        Regions of each group without `group`.
    n_permutations : int
        Random divisions for the permutation test where not all (200,000) are tried.
    rng : numpy.random.Generator, optional
        Source of the random divisions.

    Returns
    -------
    GroupComparison
        Means, gaps with permutation p, trends of the gaps, members.

    Raises
    ------
    InputError
        If a column, period or group is unknown, a region has two values of a period, or
        groups overlap or are empty.

    Notes
    -----
    The gap of groups that were chosen by their values in the base period has no p
    there: it is large by construction. Later, p asks whether the old division still
    says something; some of the gap will have closed by regression to the mean alone.
    """
    selected, problems = select_variables(
        frame, numbers=[value, weight], labels=[region, period, group]
    )
    if weight is not None:
        check_positive(selected[weight], name=weight, role="weights")
    # Names of our own, so that no column of the user's is in the way.
    table = selected.rename(
        columns={
            value: "value",
            weight: "weight",
            region: "region",
            period: "period",
            group: "given",
        }
    )
    if weight is None:
        table["weight"] = 1.0
    _check_doubles(table)
    base = None
    if group is not None:
        members = _read_members(table, group, leaders, outsiders)
    else:
        base = base_period or str(min(table["period"]))
        members = _choose_members(table, base, n_members)
        problems.append(_tell_chosen(base, n_members))
        problems += _find_ties(table, members, base)
    chosen = table.merge(members[["region", "group"]], on="region")
    rows: list[dict[str, Any]] = []
    for name, part in chosen.groupby("period", sort=True):
        rows += _compare(
            part,
            str(name),
            is_base=str(name) == base,
            n_permutations=n_permutations,
            rng=rng,
        )
    measures = pd.DataFrame(rows)
    problems += _find_changing(measures, members)
    rows += _measure_trends(measures)
    problems.append(_tell_unit(value))
    return GroupComparison(
        measures=build_table(rows, GROUP_COMPARISON),
        members=build_table(members, GROUP_MEMBERS),
        problems=tuple(problems),
    )


def _check_doubles(table: pd.DataFrame) -> None:
    if table.empty:
        raise InputError("table: no rows with all columns. Expected some. Check it.")
    doubled = table[table.duplicated(["region", "period"])]
    if len(doubled):
        first = doubled.iloc[0]
        raise InputError(
            f"table: {len(doubled)} values of a region and period a second time (first: "
            f"{first['region']}, {first['period']}). Expected one. Choose the rows."
        )


def _read_members(
    table: pd.DataFrame, group: str, leaders: str | None, outsiders: str | None
) -> pd.DataFrame:
    known = sorted(set(table["given"]))
    if leaders is None or outsiders is None or leaders == outsiders:
        raise InputError(
            f"leaders, outsiders: found {leaders!r} and {outsiders!r}. Expected two of "
            f"the groups in column {group!r} ({', '.join(known)}). Name them."
        )
    absent = [name for name in (leaders, outsiders) if name not in known]
    if absent:
        raise InputError(
            f"column {group!r}: no group {', '.join(map(repr, absent))}. Expected one of "
            f"{', '.join(known)}. Correct the name."
        )
    sides = {leaders: "leaders", outsiders: "outsiders"}
    moved = table.groupby("region")["given"].nunique()
    named = set(table.loc[table["given"].isin(list(sides)), "region"])
    wrong = sorted(str(name) for name in moved.index[moved > 1] if name in named)
    if wrong:
        raise InputError(
            f"column {group!r}: {', '.join(wrong)} in more than one group over time. "
            "Expected fixed groups. Give each region one group."
        )
    pairs = table[table["given"].isin(list(sides))][["region", "given"]]
    return pd.DataFrame(
        {"region": pairs["region"], "group": pairs["given"].map(sides)}
    ).drop_duplicates(ignore_index=True)


def _choose_members(table: pd.DataFrame, base: str, n_members: int) -> pd.DataFrame:
    there = table[table["period"] == base]
    ordered = there.sort_values(["value", "region"], kind="stable")
    if ordered.empty:
        known = ", ".join(sorted(set(table["period"])))
        raise InputError(
            f"base_period: no values of {base!r}. Expected one of {known}. Choose one."
        )
    if n_members < 1 or 2 * n_members > len(ordered):
        raise InputError(
            f"n_members: found {n_members} of {len(ordered)} regions in {base}. Expected "
            "at least 1, and two groups that do not overlap. Take fewer."
        )
    sides = {"outsiders": ordered.head(n_members), "leaders": ordered.tail(n_members)}
    return pd.concat(
        [
            part[["region", "value"]]
            .rename(columns={"value": "base_value"})
            .assign(group=side)
            for side, part in sides.items()
        ],
        ignore_index=True,
    )


def _compare(
    part: pd.DataFrame,
    name: str,
    *,
    is_base: bool,
    n_permutations: int,
    rng: np.random.Generator | None,
) -> list[dict[str, Any]]:
    ordered = part.sort_values("group", kind="stable")
    y, w = ordered["value"].to_numpy(), ordered["weight"].to_numpy()
    n_first = int((ordered["group"] == "leaders").sum())
    sizes = {"n_leaders": n_first, "n_outsiders": len(y) - n_first}
    nan = float("nan")
    if not 0 < n_first < len(y):
        means = (nan, nan)
        p, note = nan, "no region of one of the groups"
    else:
        means = (
            float(np.average(y[:n_first], weights=w[:n_first])),
            float(np.average(y[n_first:], weights=w[n_first:])),
        )
        if is_base:
            p, note = nan, "p: none, the groups were chosen by these values"
        else:
            p, n_used, is_exact = compute_permutation_p(
                y, w, n_first, n_permutations=n_permutations, rng=rng
            )
            kind = "all" if is_exact else "random"
            note = f"p: {n_used} {kind} divisions of {len(y)} regions"
    ratio = means[0] / means[1] if means[1] > 0 else nan
    numbers = {
        "mean_leaders": (means[0], nan),
        "mean_outsiders": (means[1], nan),
        "gap_absolute": (means[0] - means[1], p),
        "gap_relative": (ratio, nan),
    }
    return [
        {
            "period": name,
            "measure": measure,
            "value": number,
            "p_value": p_value,
            "note": note if measure == "gap_absolute" else None,
            **sizes,
        }
        for measure, (number, p_value) in numbers.items()
    ]


def _measure_trends(measures: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for measure in ("gap_absolute", "gap_relative"):
        series = measures[measures["measure"] == measure].dropna(subset="value")
        trends = estimate_trends(series, value="value", period="period").trends
        slope = trends.set_index("measure").loc["sen_slope"]
        rows.append(
            {
                "period": None,
                "measure": f"{measure}_trend",
                "value": slope["value"],
                "p_value": slope["p_value"],
                "n_leaders": measures["n_leaders"].max(),
                "n_outsiders": measures["n_outsiders"].max(),
                "note": f"{slope['note']}, {len(series)} periods",
            }
        )
    return rows


def _find_changing(measures: pd.DataFrame, members: pd.DataFrame) -> list[Problem]:
    full = members["group"].value_counts()
    gaps = measures[
        (measures["measure"] == "gap_absolute")
        & (
            (measures["n_leaders"] < full.get("leaders", 0))
            | (measures["n_outsiders"] < full.get("outsiders", 0))
        )
    ]
    if gaps.empty:
        return []
    return [
        Problem(
            code="group-without-some-members",
            severity="warning",
            where=f"period {', '.join(gaps['period'].head(5))}",
            found=f"{len(gaps)} periods in which a member has no value",
            expected="The same regions in every period",
            action="A change of the gap may be one of its members; fill or leave out",
        )
    ]


def _find_ties(table: pd.DataFrame, members: pd.DataFrame, base: str) -> list[Problem]:
    """Find regions that miss a group only by the order of their names."""
    others = table[
        (table["period"] == base) & ~table["region"].isin(set(members["region"]))
    ]
    tied = others[others["value"].isin(set(members["base_value"]))]
    if tied.empty:
        return []
    return [
        Problem(
            code="tie-at-the-edge-of-a-group",
            severity="warning",
            where="groups",
            found=f"{', '.join(sorted(tied['region'])[:5])} with the value of a member "
            f"in {base}",
            expected="Groups that values tell apart",
            action="The order of names decided; take another number of members",
        )
    ]


def _tell_unit(value: str) -> Problem:
    return Problem(
        code="gap-in-the-unit-of-the-value",
        severity="note",
        where=f"column {value!r}",
        found="an absolute gap of each period",
        expected="Prices of one year, where the value is money",
        action="In current prices the absolute gap grows with prices alone; the relative "
        "gap does not",
    )


def _tell_chosen(base: str, n_members: int) -> Problem:
    return Problem(
        code="groups-chosen-by-value",
        severity="note",
        where="groups",
        found=f"the {n_members} highest and lowest regions of {base}",
        expected="Groups fixed before looking at the values",
        action="Part of the gap closes afterwards by regression to the mean alone",
    )
