"""Which regions are the core, which the periphery, and by what rule?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from indicators.variables import check_positive, select_variables
from ledger import Column, InputError, Problem, TableSchema, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

Rule = Literal["relative-to-mean", "natural-breaks", "quantiles", "given"]

_CLOSE = 0.05
_MIN_CLASSES = 2

REGION_CLASSES = TableSchema(
    name="region_classes",
    row="one region's class in one period",
    key=("period", "region"),
    columns=(
        Column("period", "text", "period; missing without periods", is_optional=True),
        Column("region", "text", "region"),
        Column("value", "number", "the value it is classed by"),
        Column("relative", "number", "value over the mean", is_optional=True),
        Column("class_name", "text", "class"),
        Column("lower", "number", "lower end of the class", is_optional=True),
        Column("upper", "number", "upper end of the class", is_optional=True),
        Column(
            "margin",
            "number",
            "distance to the nearest end, relative to the mean: near 0 the class hangs "
            "on little",
            is_optional=True,
        ),
        Column("rule", "category", "how classes are made"),
        Column(
            "fit",
            "number",
            "share of the variance between classes",
            unit="share",
            is_optional=True,
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionClasses:
    """Regions in classes.

    Parameters
    ----------
    classes : pandas.DataFrame
        Region_classes table.
    problems : tuple of Problem
        The rule in words, regions near a limit, empty classes.
    """

    classes: pd.DataFrame
    problems: tuple[Problem, ...]


def classify_regions(  # noqa: PLR0913 - columns and choices have names
    frame: pd.DataFrame,
    *,
    value: str,
    region: str,
    period: str | None = None,
    weight: str | None = None,
    rule: Rule = "relative-to-mean",
    limits: Sequence[float] = (0.75, 1.25),
    names: Sequence[str] = ("periphery", "semi-periphery", "core"),
    group: str | None = None,
) -> RegionClasses:
    """Class regions as core and periphery by a stated rule.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region (and period).
    value, region : str
        Columns.
    period : str, optional
        Column of periods; each is classed by itself.
    weight : str, optional
        Column of populations: the mean is that of people, not of regions.
    rule : {"relative-to-mean", "natural-breaks", "quantiles", "given"}
        ``relative-to-mean``: limits are shares of the mean. ``natural-breaks``: the
        division with the smallest squares within classes. ``quantiles``: classes of
        equal size. ``given``: the classes of a column.
    limits : sequence of float
        Rising shares of the mean between classes, one less than names.
    names : sequence of str
        Classes from the lowest to the highest.
    group : str, optional
        Column of classes for ``given``.

    Returns
    -------
    RegionClasses
        Classes with their ends, each region's margin, the fit, and findings.

    Raises
    ------
    InputError
        If a column is unknown, limits and names do not fit, a region has two values of
        a period, or there are fewer different values than classes.

    Notes
    -----
    The default limits, 75 and 125 % of the mean, follow the European Union's regional
    policy (75 % of the average product per head); they are a convention, not a finding.
    Natural breaks always find classes, in noise too: the fit says how much of the
    variance they take (three classes of seventeen evenly spread values take 89 %).

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American
    Statistical Association 53(284), 789-798 (exact; also Jenks' natural breaks and
    one-dimensional k-means).

    Checked against: all divisions tried one by one, and mapclassify 2.10.0
    `FisherJenks` (tests/reference/comparison).
    """
    check_choice(rule, Rule, "rule")
    _check_rule(rule, limits, names, group)
    table, problems = select_variables(
        frame, numbers=[value, weight], labels=[region, period, group]
    )
    if weight is not None:
        check_positive(table[weight], name=weight, role="weights")
    doubled = table[table.duplicated([region, *([period] if period else [])])]
    if len(doubled):
        raise InputError(
            f"table: {doubled[region].iloc[0]} a second time"
            f"{' in a period' if period else ''}. Expected one row for each region. "
            "Choose the rows, or name the column of periods."
        )
    parts = table.groupby(period, sort=True) if period else [(None, table)]
    rows: list[dict[str, Any]] = []
    for name, part in parts:
        y = part[value].to_numpy()
        w = np.ones(len(part)) if weight is None else part[weight].to_numpy()
        if not len(part):
            continue
        given = part[group].to_numpy(dtype="str") if group is not None else None
        rows += _class_period(
            None if name is None else str(name), part[region].tolist(), y, w,
            rule=rule, limits=limits, names=names, given=given,
        )  # fmt: skip
    classes = build_table(rows, REGION_CLASSES)
    problems += _find_problems(classes, rule, limits, names)
    return RegionClasses(classes=classes, problems=tuple(problems))


def find_natural_breaks(values: Floats, n_classes: int) -> Integers:
    """Find the division into classes with the smallest squares within them.

    Parameters
    ----------
    values : array, shape (n,)
        At least `n_classes` different values.
    n_classes : int
        Number of classes.

    Returns
    -------
    array of int, shape (n,)
        Class of each value, 0 the lowest. Equal values are in one class.

    Notes
    -----
    Exact, by dynamic programming over the sorted values (Fisher 1958).
    """
    levels, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    n = len(levels)
    size = np.r_[0, np.cumsum(counts)]
    centered = levels - np.average(levels, weights=counts)
    total = np.r_[0.0, np.cumsum(counts * centered)]
    square = np.r_[0.0, np.cumsum(counts * centered**2)]

    def compute_cost(start: Integers, stop: int) -> Floats:
        summed = total[stop] - total[start]
        cost: Floats = (
            square[stop] - square[start] - summed**2 / (size[stop] - size[start])
        )
        return cost

    best = np.full((n_classes + 1, n + 1), np.inf)
    best[0, 0] = 0.0
    cut = np.zeros((n_classes + 1, n + 1), dtype=np.intp)
    for k in range(1, n_classes + 1):
        for stop in range(k, n + 1):
            starts = np.arange(k - 1, stop)
            costs = best[k - 1, starts] + compute_cost(starts, stop)
            chosen = int(np.argmin(costs))
            best[k, stop], cut[k, stop] = costs[chosen], starts[chosen]
    labels = np.empty(n, dtype=np.intp)
    stop = n
    for k in range(n_classes, 0, -1):
        start = int(cut[k, stop])
        labels[start:stop] = k - 1
        stop = start
    return np.asarray(labels[place.ravel()])


def _check_rule(
    rule: Rule, limits: Sequence[float], names: Sequence[str], group: str | None
) -> None:
    if (rule == "given") != (group is not None):
        raise InputError(
            f"rule {rule!r} with group {group!r}. Expected a column of classes for "
            "'given' only. Name it, or take another rule."
        )
    if rule == "given":
        return
    if len(names) < _MIN_CLASSES or len(set(names)) < len(names):
        raise InputError(
            f"names: found {', '.join(names) or 'none'}. Expected two or more different "
            "names, from the lowest class to the highest."
        )
    if rule == "relative-to-mean" and (
        len(limits) != len(names) - 1 or list(limits) != sorted(set(limits))
    ):
        raise InputError(
            f"limits: found {', '.join(f'{one:g}' for one in limits) or 'none'} for "
            f"{len(names)} classes. Expected {len(names) - 1} rising shares of the mean."
        )


def _class_period(
    name: str | None,
    regions: list[str],
    y: Floats,
    w: Floats,
    *,
    rule: Rule,
    limits: Sequence[float],
    names: Sequence[str],
    given: NDArray[np.str_] | None,
) -> list[dict[str, Any]]:
    mean = float(np.average(y, weights=w))
    cuts: Floats = np.array([])
    if given is not None:
        labels = list(given)
    elif rule == "relative-to-mean":
        if not mean > 0:
            raise InputError(
                f"values{f' of {name}' if name else ''}: the mean is {mean:g}. Expected "
                "one above zero, to take shares of. Take natural breaks or quantiles."
            )
        cuts = np.array(limits) * mean
        labels = [names[int(k)] for k in np.searchsorted(cuts, y, side="right")]
    else:
        if len(np.unique(y)) < len(names):
            raise InputError(
                f"values{f' of {name}' if name else ''}: {len(np.unique(y))} different "
                f"ones for {len(names)} classes. Expected as many at least. Take fewer."
            )
        if rule == "natural-breaks":
            numbers = find_natural_breaks(y, len(names))
            tops = [y[numbers == k].max() for k in range(len(names) - 1)]
            bottoms = [y[numbers == k + 1].min() for k in range(len(names) - 1)]
            cuts = (np.array(tops) + np.array(bottoms)) / 2
        else:
            cuts = np.quantile(y, np.arange(1, len(names)) / len(names))
        labels = [names[int(k)] for k in np.searchsorted(cuts, y, side="right")]
    ends = np.r_[np.nan, cuts, np.nan]
    fit = _compute_fit(y, labels)
    rows = []
    for place, label in enumerate(labels):
        low = high = margin = float("nan")
        if given is None:
            number = list(names).index(label)
            low, high = float(ends[number]), float(ends[number + 1])
            gap = np.nanmin(np.abs([y[place] - low, y[place] - high]))
            margin = float(gap) / mean if mean > 0 else float("nan")
        rows.append(
            {
                "period": name,
                "region": regions[place],
                "value": y[place],
                "relative": y[place] / mean if mean > 0 else None,
                "class_name": label,
                "lower": low,
                "upper": high,
                "margin": margin,
                "rule": rule,
                "fit": fit,
            }
        )
    return rows


def _compute_fit(y: Floats, labels: list[str]) -> float:
    whole = float(((y - y.mean()) ** 2).sum())
    if whole == 0:
        return float("nan")
    groups = pd.Series(y).groupby(pd.Series(labels))
    within = float(((y - groups.transform("mean").to_numpy()) ** 2).sum())
    return max(0.0, 1 - within / whole)


def _find_problems(
    classes: pd.DataFrame, rule: Rule, limits: Sequence[float], names: Sequence[str]
) -> list[Problem]:
    words = {
        "relative-to-mean": f"limits at {' and '.join(f'{x:.0%}' for x in limits)} of "
        "the mean",
        "natural-breaks": f"{len(names)} natural breaks",
        "quantiles": f"{len(names)} classes of equal size",
        "given": "classes as given",
    }
    problems = [
        Problem(
            code="rule-of-classes",
            severity="note",
            where="classes",
            found=words[rule],
            expected="A rule that is stated with the classes",
            action="Compare with another rule before much hangs on them",
        )
    ]
    near = classes[classes["margin"] < _CLOSE]
    if len(near):
        shown = ", ".join(dict.fromkeys(near["region"].head(5)))
        problems.append(
            Problem(
                code="region-near-a-limit",
                severity="warning",
                where="classes",
                found=f"{len(near)} of {len(classes)} within {_CLOSE:.0%} of the mean from "
                f"a limit ({shown})",
                expected="Classes that do not hang on little",
                action="Check what they say with these regions in the next class",
            )
        )
    return problems
