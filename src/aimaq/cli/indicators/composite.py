"""A composite index of a table of values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from aimaq import console
from aimaq.cli.inputs import split_pairs
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame
from indicators import (
    IndexAggregation,
    IndexBase,
    IndexImputation,
    IndexMean,
    IndexNormalization,
    IndexOutliers,
    IndexWeighting,
)
from ledger import InputError

if TYPE_CHECKING:
    import pandas as pd

    from indicators import IndexDefinition

_SHOWN = [
    "index_id", "region_id", "period", "score", "rank", "scale", "n_components",
    "n_imputed", "coverage",
]  # fmt: skip
_ALTERNATIVES = {
    "imputation": "imputations",
    "outliers": "outliers",
    "normalization": "normalizations",
    "weighting": "weightings",
    "aggregation": "aggregations",
}


def _choice(kind: Any) -> click.Choice[str]:
    return click.Choice(list(get_args(kind)))


def _file(help_: str) -> Any:
    return {"type": click.Path(dir_okay=False, path_type=Path), "help": help_}


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--component",
    "components",
    multiple=True,
    required=True,
    help="INDICATOR=WEIGHT; a negative weight for an indicator of which less is better.",
)
@click.option(
    "--dimension",
    "dimensions",
    multiple=True,
    help="INDICATOR=DIMENSION, or DIMENSION=WIDER_DIMENSION.",
)
@click.option(
    "--dimension-weight", "dimension_weights", multiple=True, help="NAME=WEIGHT."
)
@click.option(
    "--imputation", type=_choice(IndexImputation), default="none", show_default=True
)
@click.option(
    "--outliers", type=_choice(IndexOutliers), default="none", show_default=True
)
@click.option(
    "--component-outliers", multiple=True, help="INDICATOR=TREATMENT, instead of that."
)
@click.option(
    "--normalization",
    type=_choice(IndexNormalization),
    default="min-max",
    show_default=True,
)
@click.option("--goalposts", multiple=True, help="INDICATOR=LOW:HIGH, in its unit.")
@click.option(
    "--base", type=_choice(IndexBase), default="all-periods", show_default=True
)
@click.option("--base-period", help="The period of the base 'base-period'.")
@click.option(
    "--base-weight", help="Indicator of populations: 100 is the mean of people."
)
@click.option(
    "--weighting", type=_choice(IndexWeighting), default="given", show_default=True
)
@click.option("--n-factors", type=int, help="Principal components kept by pca.")
@click.option(
    "--weight-bounds", help="LOW:HIGH share of the weight, benefit of the doubt."
)
@click.option(
    "--aggregation",
    type=_choice(IndexAggregation),
    default="geometric",
    show_default=True,
)
@click.option(
    "--dimension-aggregation", type=_choice(IndexMean), help="Within dimensions."
)
@click.option("--index-id", default="index", show_default=True)
@click.option("--components-file", **_file("Write normalized components to FILE."))
@click.option("--imputed-file", **_file("Write filled values to FILE."))
@click.option("--choices-file", **_file("Write the record of choices to FILE."))
@click.option(
    "--vary",
    multiple=True,
    help="CHOICE=ALTERNATIVE, to be drawn: imputation, outliers, normalization, "
    "weighting, aggregation; repeatable.",
)
@click.option(
    "--weight-noise", type=float, default=0.0, help="Draw weights within this share."
)
@click.option("--leave-one-out", is_flag=True, help="Draw a component to leave out.")
@click.option("--measurement-error", multiple=True, help="INDICATOR=RELATIVE_ERROR.")
@click.option("--draws", type=int, default=1000, show_default=True)
@click.option("--sobol-draws", type=int, default=0, show_default=True)
@click.option("--seed", type=int, default=20260101, show_default=True)
@click.option("--ranks-file", **_file("Write ranks with intervals over draws to FILE."))
@click.option("--sensitivity-file", **_file("Write Sobol indices to FILE."))
@click.option(
    "--omissions-file", **_file("Write ranks without each component to FILE.")
)
@output_options
def index(source: Path, *, output: Path | None, as_json: bool, **options: Any) -> None:
    """Compute a composite index of a table of values; every choice is an option.

    INPUT has the columns indicator_id, region_id, period and value, as `aimaq indicators
    read` writes them, and may have unit, status, source_cell; rows of the country are
    left out. Columns: index_id, region_id, period, score, rank, scale, n_components,
    n_imputed, coverage. With --ranks-file, choices in doubt (--vary, --weight-noise,
    --leave-one-out, --measurement-error) are drawn, and each rank gets its interval
    (5th to 95th percentile).
    """
    from indicators import compute_index

    values = _read_values(source)
    definition = _define(options)
    data = compute_index(values, definition)
    show_or_write(data.scores[_SHOWN], output, as_json=as_json)
    for name, table in (
        ("components_file", data.components),
        ("imputed_file", data.imputed),
        ("choices_file", data.choices),
    ):
        if options[name] is not None:
            show_or_write(table, options[name], as_json=False)
    console.show_problems(data.problems)
    _write_uncertainty(values, definition, options)


def _write_uncertainty(
    values: pd.DataFrame, definition: IndexDefinition, options: dict[str, Any]
) -> None:
    names = ("ranks_file", "sensitivity_file", "omissions_file")
    if all(options[name] is None for name in names):
        return
    from indicators import IndexAlternatives, estimate_index_uncertainty
    from ledger import derive_generator

    varied: dict[str, Any] = dict.fromkeys(_ALTERNATIVES.values(), ())
    for pair in options["vary"]:
        for choice, alternative in split_pairs((pair,), "--vary").items():
            if choice not in _ALTERNATIVES:
                raise InputError(
                    f"--vary: found {choice!r}. Expected one of "
                    f"{', '.join(_ALTERNATIVES)}. Correct the name."
                )
            varied[_ALTERNATIVES[choice]] += (alternative,)
    found = estimate_index_uncertainty(
        values,
        definition,
        alternatives=IndexAlternatives(
            **varied,
            weight_noise=options["weight_noise"],
            is_leaving_out=options["leave_one_out"],
            measurement_error=tuple(
                _read_numbers(
                    options["measurement_error"], "--measurement-error"
                ).items()
            ),
        ),
        rng=derive_generator(options["seed"], "index", definition.index_id),
        n_draws=options["draws"],
        n_sobol_draws=options["sobol_draws"],
    )
    tables = (found.ranks, found.sensitivity, found.omissions)
    for name, table in zip(names, tables, strict=True):
        if options[name] is not None:
            show_or_write(table, options[name], as_json=False)
    console.show_problems(found.problems)


def _read_values(source: Path) -> pd.DataFrame:
    from atlas import read_registry
    from indicators import INDICATOR_VALUES
    from ledger import build_table

    frame = read_frame(source)
    if "period" in frame.columns:
        frame["period"] = frame["period"].astype("str")
    # A table of one's own needs no more than the values.
    for name, filling in (
        ("unit", "not given"),
        ("status", "observed"),
        ("source_cell", [f"{source.name}, line {n + 2}" for n in range(len(frame))]),
    ):
        if name not in frame.columns:
            frame[name] = filling
    extra = [name for name in frame.columns if name not in INDICATOR_VALUES.names]
    if extra:
        console.say(f"columns that are not used: {', '.join(map(str, extra))}")
        frame = frame.drop(columns=extra)
    values = build_table(frame, INDICATOR_VALUES)
    is_country = values["region_id"] == read_registry().country_id
    if bool(is_country.any()):
        console.say(f"{int(is_country.sum())} rows of the country are left out")
    return values[~is_country].reset_index(drop=True)


def _define(options: dict[str, Any]) -> IndexDefinition:
    from indicators import IndexComponent, IndexDefinition

    weights = _read_numbers(options["components"], "--component")
    zero = [name for name, weight in weights.items() if weight == 0]
    if zero:
        raise InputError(
            f"--component: weight 0 of {', '.join(zero)}. Expected another number. "
            "Leave the component out instead."
        )
    parents = split_pairs(options["dimensions"], "--dimension")
    goalposts = {
        name: _read_pair(text, "--goalposts")
        for name, text in split_pairs(options["goalposts"], "--goalposts").items()
    }
    outliers = split_pairs(options["component_outliers"], "--component-outliers")
    above = {
        name: parent
        for name, parent in parents.items()
        if name not in weights and name in parents.values()
    }
    for option, named in (
        ("--dimension", {name: "" for name in parents if name not in above}),
        ("--goalposts", goalposts),
        ("--component-outliers", outliers),
    ):
        strange = [name for name in named if name not in weights]
        if strange:
            raise InputError(
                f"{option}: {', '.join(strange)} is no component. Expected some of "
                f"{', '.join(weights)}. Correct the name."
            )
    bounds = options["weight_bounds"]
    return IndexDefinition(
        index_id=options["index_id"],
        components=tuple(
            IndexComponent(
                indicator_id=name,
                direction=1 if weight > 0 else -1,
                weight=abs(weight),
                dimension=parents.get(name),
                goalposts=goalposts.get(name),
                outliers=outliers.get(name),  # type: ignore[arg-type]
            )
            for name, weight in weights.items()
        ),
        dimension_weights=tuple(
            _read_numbers(options["dimension_weights"], "--dimension-weight").items()
        ),
        dimension_parents=tuple(above.items()),
        weight_bounds=_read_pair(bounds, "--weight-bounds") if bounds else (0.0, 1.0),
        **{
            name: options[name]
            for name in (
                "imputation",
                "outliers",
                "normalization",
                "base",
                "base_period",
                "base_weight",
                "weighting",
                "aggregation",
                "dimension_aggregation",
                "n_factors",
            )
        },
    )


def _read_numbers(pairs: tuple[str, ...], option: str) -> dict[str, float]:
    return {
        name: _read_number(text, option)
        for name, text in split_pairs(pairs, option).items()
    }


def _read_pair(text: str, option: str) -> tuple[float, float]:
    low, found, high = text.partition(":")
    if not found:
        raise InputError(f"{option}: found {text!r}. Expected LOW:HIGH. Write it so.")
    return _read_number(low, option), _read_number(high, option)


def _read_number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError(
            f"{option}: found {text!r}. Expected a number. Correct it."
        ) from None
