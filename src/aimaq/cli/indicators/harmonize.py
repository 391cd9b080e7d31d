"""Values at the regions of one year, and what is wrong with values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from aimaq import console
from aimaq.cli.inputs import split_pairs
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame
from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from indicators import IndicatorData

_sources = click.argument(
    "sources",
    metavar="INPUT...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
_unit = click.option(
    "--unit",
    "units",
    multiple=True,
    help="Unit of all values, or INDICATOR=UNIT; repeatable.",
)
_period = click.option(
    "--period", help="Period of tables that name none, such as 2022."
)
_table = click.Path(exists=True, dir_okay=False, path_type=Path)
_COLUMNS = ("indicator_id", "region_id", "period", "value", "unit", "status")


def _pairs(
    name: str, metavar: str, text: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(name, multiple=True, metavar=metavar, help=text)


@click.command()
@_sources
@click.option("--boundaries", type=int, required=True, help="Year of the regions.")
@_unit
@_period
@_pairs("--kind", "INDICATOR=KIND", "extensive or intensive, where the unit misleads.")
@_pairs("--weight", "INDICATOR=INDICATOR", "What weights an intensive one.")
@_pairs("--split-by", "INDICATOR=INDICATOR", "Whose shares split an undivided region.")
@_pairs("--aggregation", "INDICATOR=none", "What parts do not determine: Gini, median.")
@_pairs("--ratio", "INDICATOR=NUMERATOR/DENOMINATOR", "Computed after the panel.")
@_pairs("--real", "INDICATOR=AMOUNTS/PRICES", "In prices of --base-year.")
@click.option("--base-year", type=int, help="In whose prices --real is.")
@click.option(
    "--price-basis",
    type=click.Choice(["previous_year", "fixed_base"]),
    help="What the price index compares a year with.",
)
@_pairs("--own-boundaries", "INDICATOR=YEAR", "The table keeps to the regions of YEAR.")
@click.option("--shares", type=_table, help="Shares of your own: from, to, share.")
@click.option("--rates", type=_table, help="Rates: from_currency, to_currency, ...")
@click.option("--breaks", type=_table, help="Breaks: indicator_id, period, reason.")
@click.option("--all-periods", is_flag=True, help="Quarters and months too.")
@output_options
def harmonize(  # noqa: PLR0913 - one parameter for each option
    sources: tuple[Path, ...],
    boundaries: int,
    *,
    units: tuple[str, ...],
    period: str | None,
    kind: tuple[str, ...],
    weight: tuple[str, ...],
    split_by: tuple[str, ...],
    aggregation: tuple[str, ...],
    ratio: tuple[str, ...],
    real: tuple[str, ...],
    base_year: int | None,
    price_basis: Literal["previous_year", "fixed_base"] | None,
    own_boundaries: tuple[str, ...],
    shares: Path | None,
    rates: Path | None,
    breaks: Path | None,
    all_periods: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Bring values to the regions of one year, in one unit for each indicator.

    INPUT is a file of statistics, or a table that `aimaq indicators read` wrote; with
    several, file names name the indicators. Parts of a region are summed or averaged
    with weights, undivided regions split by shares; ratios and amounts in prices of one
    year are computed after that; what does not fit is listed.
    Columns: those of `aimaq indicators read`.
    """
    import pandas as pd

    from atlas import read_registry
    from indicators import INDICATORS, build_panel, harmonize_values
    from ledger import build_table, check_table

    ratios = split_pairs(ratio, "--ratio")
    own, units_of_ratios = _part_units(units, ratios)
    values, described = _read_sources(sources, own, period)
    described = _apply(described, "kind", split_pairs(kind, "--kind"))
    rules = split_pairs(aggregation, "--aggregation")
    described = build_table(_apply(described, "aggregation", rules), INDICATORS)
    check_table(described, INDICATORS)
    data = harmonize_values(
        values,
        indicators=described,
        rates=_read_optional(rates),
        breaks=_read_optional(breaks),
    )
    panel = build_panel(
        data.values,
        registry=read_registry(),
        boundaries=boundaries,
        indicators=described,
        weights=split_pairs(weight, "--weight"),
        split_by=split_pairs(split_by, "--split-by"),
        shares=_read_optional(shares),
        own_boundaries=_read_years(own_boundaries),
        years_only=not all_periods,
    )
    table = _add_ratios(panel.values, ratios, units_of_ratios)
    table = _add_real(
        table,
        panel.national,
        split_pairs(real, "--real"),
        base_year=base_year,
        basis=price_basis,
    )
    show_or_write(table.drop(columns="origin_id"), output, as_json=as_json)
    console.show_problems((*data.problems, *panel.problems))
    lost = pd.concat([data.losses, panel.losses], ignore_index=True)
    for reason, group in lost.groupby("reason"):
        console.say(f"  {int(group['n_rows'].sum())} values not in it: {reason}")


@click.command()
@_sources
@_unit
@_period
@click.option(
    "--against",
    type=click.Path(exists=True, path_type=Path),
    help="Another source of the same indicator: where the two differ.",
)
@click.option(
    "--check", "checks", multiple=True, help="Only this family of checks; repeatable."
)
@output_options
def check(
    sources: tuple[Path, ...],
    units: tuple[str, ...],
    period: str | None,
    checks: tuple[str, ...],
    against: Path | None,
    *,
    output: Path | None,
    as_json: bool,
) -> None:
    """Look for values that cannot be right; nothing is corrected.

    INPUT is a file of statistics, or a table that `aimaq indicators read` wrote.
    Columns: check, severity, indicator_id, region_id, period, found, expected, action,
    source_cell. With --against the first indicator of both files is compared instead.
    Families: existence, plausibility, totals, outliers, copies, runs.
    """
    from indicators import compare_editions, validate_values

    values, described = _read_sources(sources, units, period)
    if against is not None:
        other, _ = _read_sources([against], units, period)
        findings = compare_editions(
            values,
            other,
            indicator_id=str(described["indicator_id"].iloc[0]),
            other_id=str(other["indicator_id"].iloc[0]),
        )
        show_or_write(findings, output, as_json=as_json)
        return
    findings = validate_values(
        values,
        indicators=described,
        checks=cast("Any", checks) or None,
    )
    show_or_write(findings, output, as_json=as_json)
    counts = findings["severity"].value_counts()
    told = ", ".join(f"{int(n)} {kind}s" for kind, n in sorted(counts.items()))
    console.say(f"{len(values)} values: {told or 'nothing found'}")


def _read_years(pairs: tuple[str, ...]) -> dict[str, int]:
    years = split_pairs(pairs, "--own-boundaries")
    wrong = [text for text in years.values() if not text.isdecimal()]
    if wrong:
        raise InputError(
            f"--own-boundaries: found {wrong[0]!r}. Expected a year. Correct it."
        )
    return {name: int(text) for name, text in years.items()}


def _part_units(
    units: Sequence[str], ratios: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Part the units of ratios from those of indicators that are read."""
    of_ratios = [text for text in units if text.partition("=")[0] in ratios]
    own = [text for text in units if text not in of_ratios]
    return own, split_pairs(tuple(of_ratios), "--unit")


def _add_ratios(
    values: pd.DataFrame, ratios: Mapping[str, str], units: Mapping[str, str]
) -> pd.DataFrame:
    import pandas as pd

    from indicators import compute_ratio

    tables = [values]
    for name, parts in ratios.items():
        numerator, _, denominator = parts.partition("/")
        tables.append(
            compute_ratio(
                values,
                numerator=numerator,
                denominator=denominator,
                indicator_id=name,
                unit=units.get(name),
            )
        )
    return pd.concat(tables, ignore_index=True)


def _add_real(
    values: pd.DataFrame,
    national: pd.DataFrame,
    real: Mapping[str, str],
    *,
    base_year: int | None,
    basis: Literal["previous_year", "fixed_base"] | None,
) -> pd.DataFrame:
    import pandas as pd

    from indicators import deflate_values

    if real and (base_year is None or basis is None):
        raise InputError(
            "--real: found no --base-year or no --price-basis. Expected both: the year "
            "of the prices, and what the index compares a year with. Give them."
        )
    tables = [values]
    for name, parts in real.items():
        amounts, _, prices = parts.partition("/")
        tables.append(
            deflate_values(
                values,
                national[national["indicator_id"] == prices],
                indicator_id=amounts,
                real_id=name,
                base_year=base_year or 0,
                basis=basis or "previous_year",
            )
        )
    return pd.concat(tables, ignore_index=True)


def _read_sources(
    sources: Sequence[Path], units: Sequence[str], period: str | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read values and a description of their indicators from files of either kind."""
    import pandas as pd

    from indicators import INDICATOR_VALUES, INDICATORS
    from ledger import build_table

    unit = next((text for text in units if "=" not in text), None)
    named = split_pairs(tuple(text for text in units if "=" in text), "--unit")
    values, described = [], []
    for source in sources:
        table = _read_values_table(source)
        if table is None:
            wanted = named.get(source.stem, unit)
            data = _read_raw(source, wanted, period)
            values.append(data.values)
            described.append(
                data.indicators
                if wanted is None
                else data.indicators.assign(unit=wanted)
            )
        else:
            values.append(table)
            described.append(_describe(table))
    together = pd.concat(values, ignore_index=True)
    indicators = pd.concat(described, ignore_index=True)
    twice = indicators["indicator_id"][indicators["indicator_id"].duplicated()]
    if len(twice):
        raise InputError(
            f"{twice.iloc[0]}: found in two inputs. Expected each indicator in one. "
            "Rename a file."
        )
    indicators = _apply(indicators, "unit", named)
    return build_table(together, INDICATOR_VALUES), build_table(indicators, INDICATORS)


def _read_values_table(source: Path) -> pd.DataFrame | None:
    """Read a table that `aimaq indicators read` wrote; None if it is another file."""
    import pandas as pd

    from indicators import INDICATOR_VALUES
    from ledger import build_table

    if source.suffix == ".csv":
        header = set(pd.read_csv(source, nrows=0, encoding_errors="replace").columns)
        if not header.issuperset(_COLUMNS):
            return None
    elif source.suffix not in (".jsonl", ".parquet"):
        return None
    frame = read_frame(source)
    if not set(frame.columns).issuperset(_COLUMNS):
        return None
    return build_table(
        frame.assign(period=frame["period"].astype(str)), INDICATOR_VALUES
    )


def _read_raw(source: Path, unit: str | None, period: str | None) -> IndicatorData:
    from indicators import read_indicator_file

    data = read_indicator_file(source, unit=unit, period=period)
    console.show_problems(data.problems)
    return data


def _describe(values: pd.DataFrame) -> pd.DataFrame:
    from indicators import INDICATORS, find_unit
    from ledger import build_table

    units = values.drop_duplicates("indicator_id", keep="last")
    return build_table(
        [
            {
                "indicator_id": name,
                "title": name,
                "unit": text,
                "kind": "extensive"
                if (unit := find_unit(text)) is not None and unit.is_extensive
                else "intensive",
                "direction": 1,
            }
            for name, text in zip(units["indicator_id"], units["unit"], strict=True)
        ],
        INDICATORS,
    )


def _apply(
    indicators: pd.DataFrame, column: str, pairs: Mapping[str, str]
) -> pd.DataFrame:
    unknown = sorted(set(pairs) - set(indicators["indicator_id"]))
    if unknown:
        known = ", ".join(indicators["indicator_id"])
        raise InputError(
            f"--{column}: found the indicator {unknown[0]!r}. Expected one of {known}. "
            "Correct the id."
        )
    kept = zip(indicators["indicator_id"], indicators[column], strict=True)
    return indicators.assign(**{column: [pairs.get(name, old) for name, old in kept]})


def _read_optional(path: Path | None) -> pd.DataFrame | None:
    if path is None:
        return None
    frame = read_frame(path)
    if "period" in frame.columns:
        period = frame["period"]
        frame["period"] = period.where(
            period.isna(), period.astype(str).str.removesuffix(".0")
        )
    return frame
