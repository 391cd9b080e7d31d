"""Scales, outliers, means, chains, ranks and draws against COINr, run in R."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators import (
    INDICATOR_VALUES,
    IndexAlternatives,
    IndexComponent,
    IndexDefinition,
    compute_index,
    estimate_index_uncertainty,
)
from indicators.composite.aggregation import aggregate
from indicators.composite.normalization import normalize
from indicators.composite.outliers import compute_shape, treat_outliers
from indicators.composite.preparation import read_components
from indicators.composite.scoring import rank_scores
from indicators.composite.uncertainty import DrawnIndex, Draws
from indicators.composite.weighting import compute_weights
from indicators.sobol import estimate_sobol_indices
from ledger import build_table

HERE = Path(__file__).parent
TABLE = pd.read_csv(HERE / "input.csv", dtype={"period": "str"})
PARTS = pd.read_csv(HERE / "components.csv").set_index("component")
DIMENSIONS = pd.read_csv(HERE / "dimensions.csv")
EXPECTED = pd.read_csv(
    HERE / "expected.csv",
    dtype=dict.fromkeys(("option", "component", "region", "period"), "str"),
    keep_default_na=False,
    na_values={"value": [""]},
)
CASES = dict(tuple(EXPECTED.groupby("case")))
DRAWS = pd.read_csv(HERE / "draws.csv")
NAMES = list(PARTS.index)
YEARS = ("2021", "2022")
MEANS = {"a_amean": "arithmetic", "a_gmean": "geometric", "a_hmean": "harmonic"}


def expect(case, option="", component="", period=""):
    rows = CASES[case]
    asked = {"option": option, "component": component, "period": period}
    for name, content in asked.items():
        rows = rows[rows[name] == content]
    assert len(rows)
    return rows["value"].to_numpy()


def take(component, period="2021"):
    return TABLE[TABLE["period"] == period][component].to_numpy("float64")


def close(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


# One component at a time ----------------------------------------------------------------


@pytest.mark.parametrize("period", YEARS)
@pytest.mark.parametrize("name", NAMES)
def test_skewness_and_kurtosis(name, period):
    x = take(name, period)
    skewness, kurtosis = compute_shape(x[~np.isnan(x)])
    assert skewness == close(expect("shape", "skewness", name, period).item())
    assert kurtosis == close(expect("shape", "kurtosis", name, period).item())


@pytest.mark.parametrize("limit", ["1", "2", "5"])
@pytest.mark.parametrize("period", YEARS)
@pytest.mark.parametrize("name", NAMES)
def test_winsorizing(name, period, limit):
    treated = treat_outliers(
        take(name, period), method="winsorize", limit=int(limit), percentile=0.025
    )
    assert treated.values == close(expect("winsorise", limit, name, period))
    assert treated.n_moved == expect("winsorised", limit, name, period).item()
    assert treated.is_extreme != expect("passes", limit, name, period).item()


@pytest.mark.parametrize("period", YEARS)
@pytest.mark.parametrize("name", NAMES)
def test_box_cox(name, period):
    treated = treat_outliers(
        take(name, period), method="box-cox", limit=5, percentile=0.025
    )
    exponent = expect("box-cox", "exponent", name, period).item()
    assert f"{exponent:.3f}" in treated.words
    # Both search the exponent; its last digits differ.
    expected = expect("box-cox", "values", name, period)
    assert treated.values == pytest.approx(expected, rel=1e-4, nan_ok=True)


def scale(name, method, direction=None, goalposts=None):
    x = take(name)
    everything = np.ones(len(x), dtype=bool)
    side = PARTS.loc[name, "direction"] if direction is None else direction
    return normalize(
        x[:, None],
        method=method,
        directions=np.array([float(side)]),
        bases=[(everything, everything)],
        weights=np.ones(len(x)),
        goalposts=None if goalposts is None else np.array([goalposts], dtype="float64"),
    )[:, 0]


@pytest.mark.parametrize("name", NAMES)
def test_scales_of_the_same_definition(name):
    def expected(case):
        return close(expect(case, component=name, period="2021"))

    assert scale(name, "min-max") == expected("n_minmax")
    assert scale(name, "min-max") == expected("n_dist2max")
    assert scale(name, "z-score") == expected("n_zscore")
    low, high = PARTS.loc[name, ["low", "high"]]
    assert scale(name, "goalposts", goalposts=(low, high)) == expected("n_goalposts")
    # No value lies outside its goalposts, where n_scaled would not cut.
    scaled = 100 * scale(name, "goalposts", 1, (low, high))
    assert scaled == expected("n_scaled")


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_or_target_is_a_goalpost(name):
    x = take(name)
    low, high = np.nanmin(x), np.nanmax(x)
    reference = scale(name, "goalposts", 1, (low, x[7]))
    # Nothing lies below the smallest value, so that only the upper end is cut.
    assert reference == close(expect("n_dist2ref", component=name, period="2021"))
    target = expect("target", component=name, period="2021").item()
    ends = (low, target) if PARTS.loc[name, "direction"] == 1 else (target, high)
    reached = scale(name, "goalposts", goalposts=ends)
    assert reached == close(expect("n_dist2targ", component=name, period="2021"))


@pytest.mark.parametrize("name", NAMES)
def test_ranks_count_ties_half_where_coinr_counts_the_lowest(name):
    lowest = expect("n_rank", component=name, period="2021")
    n = (~np.isnan(lowest)).sum()
    tied = np.array([(lowest == rank).sum() for rank in lowest])
    ours = scale(name, "rank")
    assert ours == close((lowest + (tied - 1) / 2 - 0.5) / n)
    assert n * ours - tied / 2 == close(expect("n_borda", "", name, "2021"))
    assert (n * ours - tied / 2) / (n - 1) == close(expect("n_prank", "", name, "2021"))


@pytest.mark.parametrize("name", NAMES)
def test_share_of_the_leader(name):
    coinr = expect("n_fracmax", component=name, period="2021")
    ours = scale(name, "distance-to-leader")
    if PARTS.loc[name, "direction"] == 1:
        assert ours == close(coinr)
    else:
        # COINr turns the sign, and the ratio turns it back: its worst region leads.
        assert ours == close(1 / coinr)
        assert np.nanargmax(coinr) == np.nanargmax(take(name))


# Chains -----------------------------------------------------------------------------------


def make_values(periods=YEARS):
    long = TABLE[TABLE["period"].isin(periods)].melt(
        ["region", "period"], var_name="indicator_id"
    )
    return build_table(
        long.rename(columns={"region": "region_id"}).assign(
            unit="persons", status="observed", source_cell="input.csv"
        ),
        INDICATOR_VALUES,
    )


def define(*, is_equal=False, **options):
    parts = PARTS.assign(weight=1.0) if is_equal else PARTS
    weights = DIMENSIONS.assign(weight=1.0) if is_equal else DIMENSIONS
    named = tuple(weights.itertuples(index=False, name=None))
    return IndexDefinition(
        index_id="index",
        components=tuple(
            IndexComponent(
                indicator_id=str(row.Index),
                direction=int(row.direction),
                weight=float(row.weight),
                dimension=str(row.dimension),
                goalposts=(float(row.low), float(row.high)),
            )
            for row in parts.itertuples()
        ),
        **{"dimension_weights": named, **options},
    )


def check_chain(case, option, definition):
    data = compute_index(make_values(), definition)
    expected = CASES[case][CASES[case]["option"] == option]
    upper = data.components[data.components["tier"] == "dimension"]
    found = pd.concat(
        [
            upper[["component", "region_id", "period", "value"]],
            data.scores.assign(component="index")[
                ["component", "region_id", "period", "score"]
            ].rename(columns={"score": "value"}),
        ]
    )
    joined = expected.merge(
        found,
        left_on=["component", "region", "period"],
        right_on=["component", "region_id", "period"],
        how="outer",
        indicator=True,
    )
    assert len(joined) == (len(definition.dimensions) + 1) * len(TABLE)
    assert set(joined["_merge"]) == {"both"}
    assert joined["value_y"].to_numpy() == close(joined["value_x"].to_numpy())
    ranks = CASES[case + "_rank"]
    ranks = ranks[ranks["option"] == option].merge(
        data.scores, left_on=["region", "period"], right_on=["region_id", "period"]
    )
    assert ranks["rank"].to_numpy() == close(ranks["value"].to_numpy())
    # One region with gaps in each year.
    n_gaps = {"none": 2, "last": 1}.get(definition.imputation, 0)
    assert ranks["rank"].isna().sum() == n_gaps


@pytest.mark.parametrize("weights", ["given", "equal"])
def test_chain_of_each_year(weights):
    check_chain(
        "chain_each_year",
        weights,
        define(
            is_equal=weights == "equal",
            outliers="winsorize",
            base="each-period",
            aggregation="arithmetic",
        ),
    )


@pytest.mark.parametrize("outer", MEANS)
@pytest.mark.parametrize("inner", MEANS)
def test_chain_of_goalposts_and_any_two_means(inner, outer):
    check_chain(
        "chain_goalposts",
        f"{inner} {outer}",
        define(
            normalization="goalposts",
            dimension_aggregation=MEANS[inner],
            aggregation=MEANS[outer],
        ),
    )


@pytest.mark.parametrize(
    ("option", "method"), [("n_minmax", "min-max"), ("n_zscore", "z-score")]
)
def test_chain_of_one_base_for_both_years(option, method):
    check_chain(
        "chain_both_years",
        option,
        define(normalization=method, aggregation="arithmetic"),
    )


@pytest.mark.parametrize(
    ("option", "method"),
    [("i_mean", "mean"), ("i_median", "median"), ("impute_panel", "last")],
)
def test_chain_with_gaps_filled(option, method):
    definition = define(
        imputation=method,
        outliers="winsorize",
        base="each-period",
        aggregation="arithmetic",
    )
    check_chain("chain_imputed", option, definition)
    filled = compute_index(make_values(), definition).imputed
    rows = CASES["imputed"][CASES["imputed"]["option"] == option].merge(
        filled,
        how="left",
        left_on=["component", "region", "period"],
        right_on=["component", "region_id", "period"],
    )
    assert len(rows) == 3
    # The first year has no earlier value to take.
    assert rows["value_x"].isna().sum() == (1 if option == "impute_panel" else 0)
    assert rows["value_y"].to_numpy() == close(rows["value_x"].to_numpy())


WIDER = {
    "dimension_parents": (
        ("wealth", "society"),
        ("people", "society"),
        ("place", "setting"),
    ),
    "dimension_weights": (
        *DIMENSIONS.itertuples(index=False, name=None),
        ("society", 3.0),
        ("setting", 2.0),
    ),
}


@pytest.mark.parametrize("outer", ["a_amean", "a_hmean"])
@pytest.mark.parametrize("inner", ["a_amean", "a_gmean"])
def test_chain_of_three_tiers(inner, outer):
    definition = define(
        normalization="goalposts",
        dimension_aggregation=MEANS[inner],
        aggregation=MEANS[outer],
        **WIDER,
    )
    check_chain("chain_four_levels", f"{inner} {outer}", definition)


# Weights, Copeland, one component less -----------------------------------------------------

FIRST_YEAR = {
    "outliers": "winsorize",
    "normalization": "min-max",
    "aggregation": "arithmetic",
}


def normalize_first_year():
    raw = read_components(make_values(("2021",)), define(**FIRST_YEAR))
    drawn = DrawnIndex(raw, define(**FIRST_YEAR), IndexAlternatives(weight_noise=0.1))
    return drawn._prepare(next(iter(drawn.definitions))).values


@pytest.mark.parametrize(("option", "tiers"), [("", {}), ("four levels", WIDER)])
def test_weight_in_the_index(option, tiers):
    data = compute_index(make_values(), define(**FIRST_YEAR, **tiers))
    found = data.importance.set_index("component")["weight"]
    for name in NAMES:
        expected = expect("effective_weight", option, name).item()
        assert found[name] == close(expected)
    upper = data.components[data.components["tier"] == "dimension"]
    found = upper.groupby("component")["index_weight"].first()
    for name in found.index:
        expected = expect("effective_weight", option, name).item()
        assert found[name] == close(expected)


def test_correlation_of_components_with_the_index():
    data = compute_index(make_values(("2021",)), define(**FIRST_YEAR))
    found = data.importance.set_index("component")
    expected = np.array([expect("correlation", component=n).item() for n in NAMES])
    assert found.loc[NAMES, "correlation"].to_numpy() == close(expected)
    shares = expected**2 / (expected**2).sum()
    assert found.loc[NAMES, "importance"].to_numpy() == close(shares)


def test_weights_of_one_principal_component_are_its_squares():
    x = normalize_first_year()
    found = compute_weights(x, method="pca", given=np.ones(len(NAMES)), n_factors=1)
    squares = [expect("pca", "together", name).item() ** 2 for name in NAMES]
    assert found == close(squares)
    for dimension in DIMENSIONS["dimension"]:
        is_in = (PARTS["dimension"] == dimension).to_numpy()
        found = compute_weights(
            x[:, is_in], method="pca", given=np.ones(is_in.sum()), n_factors=1
        )
        squares = [
            expect("pca", "by dimension", name).item() ** 2
            for name in PARTS.index[is_in]
        ]
        # COINr leaves out only regions with a gap in this dimension, and so do we.
        assert found == close(squares)


@pytest.mark.parametrize("option", ["given", "equal", "even"])
def test_copeland_is_a_share_of_coinr_s_wins_less_losses(option):
    x = normalize_first_year()
    x = x[~np.isnan(x).any(axis=1)]
    chosen = ["doctors", "roads", "oil", "poverty"] if option == "even" else NAMES
    weights = PARTS.loc[chosen, "weight"].to_numpy("float64")
    weights = weights if option == "given" else np.ones(len(chosen))
    found = aggregate(
        x[:, [NAMES.index(name) for name in chosen]],
        weights / weights.sum(),
        method="copeland",
        floor=0.01,
        groups=np.zeros(len(x), dtype=np.intp),
    )
    found = found * (len(x) - 1)
    assert found == close(expect("copeland_defined", option, "index", "2021"))
    # Its code makes an even pair a loss of both; its manual says it counts nothing.
    even = expect("copeland_even", option, "index", "2021")
    assert even.any() or option == "given"
    assert found - even == close(expect("copeland", option, "index", "2021"))


def test_one_component_less():
    found = estimate_index_uncertainty(
        make_values(("2021",)),
        define(**FIRST_YEAR),
        alternatives=IndexAlternatives(weight_noise=0.1),
        rng=np.random.default_rng(1),
        n_draws=50,
    ).omissions
    for name in NAMES:
        rows = found[found["component"] == name]
        score = expect("without", "score", name, "2021")
        # COINr gives the component no weight, so that a gap in it still counts; the
        # region of the gap in schools has a score without them here.
        rows = rows[~np.isnan(score)]
        assert len(rows) == 16
        assert rows["score_without"].to_numpy() == close(score[~np.isnan(score)])
        rank = expect("without", "rank", name, "2021")
        if name != "schools":
            assert rows["rank_without"].to_numpy() == close(rank[~np.isnan(score)])


def test_one_component_less_of_three_tiers():
    definition = define(normalization="min-max", aggregation="arithmetic", **WIDER)
    found = estimate_index_uncertainty(
        make_values(("2021",)),
        definition,
        alternatives=IndexAlternatives(weight_noise=0.1),
        rng=np.random.default_rng(1),
        n_draws=50,
    ).omissions
    for name in NAMES:
        score = expect("without", "score of four levels", name, "2021")
        rows = found[found["component"] == name]["score_without"].to_numpy()
        assert rows[~np.isnan(score)] == close(score[~np.isnan(score)])


# Draws --------------------------------------------------------------------------------------


def repeat(case, definition, alternatives):
    """Score COINr's draws, and take the statistics that it gives of ranks."""
    raw = read_components(make_values(("2021",)), definition)
    drawn = DrawnIndex(raw, definition, alternatives)
    rows = DRAWS[DRAWS["case"] == case]
    zeros = np.zeros(len(rows), dtype=np.intp)
    choices = {
        name: rows[name].to_numpy(dtype=np.intp) if len(options) > 1 else zeros
        for name, options in drawn.options.items()
    }
    draws = Draws(
        choices=choices | {"component left out": zeros},
        weights=rows[[*NAMES, *definition.dimensions]].to_numpy(),
        errors=np.zeros((len(rows), 0, 0)),
    )
    scores = drawn.score(draws)
    return scores, rank_scores(scores, raw.groups)


@pytest.mark.parametrize(
    ("case", "definition", "alternatives"),
    [
        (
            "draws_scale",
            define(**FIRST_YEAR),
            IndexAlternatives(
                outliers=("none",), normalizations=("z-score",), weight_noise=0.25
            ),
        ),
        (
            "draws_mean",
            define(normalization="goalposts", aggregation="arithmetic"),
            IndexAlternatives(
                aggregations=("geometric", "harmonic"), weight_noise=0.25
            ),
        ),
    ],
)
def test_draws(case, definition, alternatives):
    scores, ranks = repeat(case, definition, alternatives)
    for place, option in ((0, "first_score"), (-1, "last_score")):
        assert scores[place] == close(expect(case, option, "index", "2021"))
    has = ~np.isnan(ranks[0])
    assert has.sum() == 16
    for option, statistic in {
        "Mean": ranks[:, has].mean(axis=0),
        "Median": np.median(ranks[:, has], axis=0),
        "Q5": np.quantile(ranks[:, has], 0.05, axis=0),
        "Q95": np.quantile(ranks[:, has], 0.95, axis=0),
    }.items():
        assert statistic == close(expect(case, option, "index", "2021")[has])


def test_sobol_indices():
    output = expect("sobol", "output")
    n = 40
    found = estimate_sobol_indices(
        output[:n, None],
        output[n : 2 * n, None],
        output[2 * n :].reshape(3, n, 1),
        rng=np.random.default_rng(1),
    )
    # COINr divides by the variance of n - 1.
    ratio = (2 * n - 1) / (2 * n)
    for place, name in enumerate(("x1", "x2", "x3")):
        first = expect("sobol", "first", name).item()
        total = expect("sobol", "total", name).item()
        assert found.first_order[place, 0] * ratio == close(first)
        assert found.total[place, 0] * ratio == close(total)
