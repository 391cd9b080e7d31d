"""Ranks over draws: the same as computing each index anew, by the same choices."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators import (
    INDEX_OMISSIONS,
    INDEX_RANKS,
    INDEX_SENSITIVITY,
    IndexAlternatives,
    IndexComponent,
    IndexDefinition,
    compute_index,
    estimate_index_uncertainty,
)
from indicators.composite.benefit_of_doubt import (
    compute_benefit_of_doubt,
    score_by_doubt,
)
from indicators.composite.preparation import read_components
from indicators.composite.scoring import rank_scores
from indicators.composite.uncertainty import DrawnIndex
from ledger import InputError, check_table

NAMES = ("a", "b", "c")
DOUBT = "benefit-of-the-doubt"
REGIONS = tuple(f"KZ-{code}" for code in (11, 15, 19, 23, 27, 31))


@pytest.fixture
def values(make_values):
    rng = np.random.default_rng(8)
    rows = [
        (name, region, period, float(np.round(rng.lognormal(), 3)))
        for name in NAMES
        for region in REGIONS
        for period in ("2015", "2016")
    ]
    rows[4] = (*rows[4][:3], None)
    return make_values(rows)


def define(**options):
    options = {"aggregation": "arithmetic", "imputation": "mean", **options}
    return IndexDefinition(
        index_id="w",
        components=tuple(IndexComponent(indicator_id=name) for name in NAMES),
        **options,
    )


def estimate(values, definition=None, *, n_draws=200, **options):
    return estimate_index_uncertainty(
        values,
        definition or define(),
        alternatives=IndexAlternatives(**options),
        rng=np.random.default_rng(1),
        n_draws=n_draws,
    )


@pytest.mark.parametrize("parents", [(), (("x", "u"), ("u", "v"))])
def test_each_draw_is_the_index_of_its_choices(values, parents):
    """The slow way: one compute_index a draw, with the drawn choices written out."""
    definition = replace(
        define(),
        components=tuple(
            IndexComponent(indicator_id=name, weight=weight, dimension=dimension)
            for name, weight, dimension in zip(NAMES, (1, 2, 3), "xxy", strict=True)
        ),
        dimension_parents=parents,
    )
    alternatives = IndexAlternatives(
        imputations=("median",),
        outliers=("log",),
        normalizations=("rank", "z-score"),
        weightings=("equal", "critic"),
        aggregations=("copeland",),
        weight_noise=0.5,
    )
    raw = read_components(values, definition)
    drawn = DrawnIndex(raw, definition, alternatives)
    draws = drawn.draw(25, np.random.default_rng(2))
    scores = drawn.score(draws)
    for number in range(25):
        choices = {
            name: options[draws.choices[name][number]]
            for name, options in drawn.options.items()
        }
        weighting = replace(definition, **choices)
        own = compute_index(values, weighting)
        weights = (
            own.components[own.components["tier"] == "component"]
            .drop_duplicates("component")
            .set_index("component")["weight"]
        )
        factors = draws.weights[number]
        components = tuple(
            replace(one, weight=weights[one.indicator_id] * factor)
            for one, factor in zip(weighting.components, factors[:3], strict=True)
        )
        noisy = replace(
            weighting,
            components=components,
            weighting="given",
            dimension_weights=tuple(
                zip(weighting.dimensions, factors[3:], strict=True)
            ),
        )
        expected = compute_index(values, noisy)
        assert scores[number] == pytest.approx(
            expected.scores["score"].to_numpy(), abs=1e-12
        )


def test_leaving_a_component_out_is_the_index_without_it(values):
    drawn = DrawnIndex(
        read_components(values, define()),
        define(),
        IndexAlternatives(is_leaving_out=True),
    )
    draws = drawn.draw(50, np.random.default_rng(0))
    scores = drawn.score(draws)
    left_out = draws.choices["component left out"]
    assert set(left_out) == {0, 1, 2, 3}
    for number, name in enumerate((None, *NAMES)):
        kept = tuple(c for c in define().components if c.indicator_id != name)
        expected = compute_index(values, replace(define(), components=kept)).scores
        assert scores[left_out == number][0] == pytest.approx(
            expected["score"].to_numpy()
        )


def test_a_dimension_that_lost_its_only_component_has_no_weight(values):
    definition = replace(
        define(),
        components=tuple(
            IndexComponent(indicator_id=name, dimension=dimension)
            for name, dimension in zip(NAMES, "xyz", strict=True)
        ),
        dimension_weights=tuple((name, 2.0) for name in "xyuz"),
        dimension_parents=(("x", "u"), ("y", "u")),
    )
    drawn = DrawnIndex(
        read_components(values, definition),
        definition,
        IndexAlternatives(is_leaving_out=True),
    )
    draws = drawn.draw(50, np.random.default_rng(0))
    scores = drawn.score(draws)
    left_out = draws.choices["component left out"]
    omissions = estimate(values, definition, is_leaving_out=True, n_draws=50).omissions
    assert set(left_out) == {0, 1, 2, 3}
    for number, name in enumerate(NAMES, start=1):
        rows = omissions[omissions["component"] == name]
        assert scores[left_out == number][0] == pytest.approx(
            rows["score_without"].to_numpy()
        )
    # Without the third, the second tier is the whole index.
    third = omissions[omissions["component"] == "c"]["score_without"].to_numpy()
    pair = replace(define(), components=define().components[:2])
    assert third == pytest.approx(
        compute_index(values, pair).scores["score"].to_numpy()
    )


@pytest.mark.parametrize("bounds", [(0.0, 1.0), (0.1, 0.4)])
def test_programmes_solved_together_are_those_solved_one_by_one(bounds):
    rng = np.random.default_rng(4)
    x = rng.random((3, 14, 4))
    x[1, 2, 0] = np.nan
    x[2, 5] = 0.0
    period = np.arange(14) % 2
    peers = period[:, None] == period[None, :]
    expected = [
        compute_benefit_of_doubt(table, peers=peers, bounds=bounds)[0] for table in x
    ]
    found = score_by_doubt(x, peers=peers, bounds=bounds)
    assert found == pytest.approx(np.array(expected), abs=1e-9, nan_ok=True)
    assert np.isnan(found).sum() == 1
    assert found[2, 5] == 0


@pytest.mark.parametrize("base", ["all-periods", "each-period"])
def test_benefit_of_the_doubt_is_drawn_like_any_weights(values, base):
    definition = define(base=base, weight_bounds=(0.2, 0.7))
    alternatives = IndexAlternatives(
        normalizations=("rank",),
        weightings=(DOUBT,),
        weight_noise=0.5,
        is_leaving_out=True,
    )
    drawn = DrawnIndex(read_components(values, definition), definition, alternatives)
    draws = drawn.draw(60, np.random.default_rng(2))
    scores = drawn.score(draws)
    seen = set()
    for number in range(60):
        choices = {
            name: options[draws.choices[name][number]]
            for name, options in drawn.options.items()
        }
        left_out = int(draws.choices["component left out"][number])
        if choices["weighting"] != DOUBT:
            continue
        seen.add((choices["normalization"], left_out))
        kept = tuple(
            one
            for place, one in enumerate(definition.components)
            if place != left_out - 1
        )
        expected = compute_index(
            values, replace(definition, components=kept, **choices)
        )
        assert scores[number] == pytest.approx(expected.scores["score"].to_numpy())
    assert len(seen) == 8


def test_benefit_of_the_doubt_of_values_with_errors(values):
    definition = define(weighting=DOUBT)
    raw = read_components(values, definition)
    alternatives = IndexAlternatives(measurement_error=(("a", 0.2), ("c", 0.1)))
    drawn = DrawnIndex(raw, definition, alternatives)
    draws = drawn.draw(3, np.random.default_rng(2))
    prepared = drawn._prepare(next(iter(drawn.definitions)))
    disturbed = drawn._disturb(prepared, draws.errors)
    for number, score in enumerate(drawn.score(draws)):
        whole = values.sort_values(["region_id", "period", "indicator_id"])
        whole = whole.assign(value=disturbed[number].ravel(), status="observed")
        expected = compute_index(whole, definition).scores["score"].to_numpy()
        assert score == pytest.approx(expected)
    found = estimate(values, definition, measurement_error=(("a", 0.2),), n_draws=50)
    # Both scores of a draw and the scores as defined are on one scale.
    assert found.ranks["score_low"].notna().all()
    mixed = estimate(values, weightings=(DOUBT,), n_draws=50)
    assert mixed.ranks["score_low"].isna().all()
    assert set(mixed.ranks["n_draws"]) == {50}


def test_ranks_and_their_intervals(values):
    found = estimate(values, weight_noise=0.5, normalizations=("rank",))
    check_table(found.ranks, INDEX_RANKS)
    table = found.ranks
    assert len(table) == 12
    assert (table["rank_low"] <= table["rank_median"]).all()
    assert (table["rank_median"] <= table["rank_high"]).all()
    assert table["n_draws"].eq(200).all()
    # Min-max values and ranks are two scales: scores of both have no common interval.
    assert table["score_low"].isna().all()
    own = compute_index(values, define()).scores
    assert table["rank"].tolist() == own["rank"].tolist()


def test_noise_touches_dimensions_of_one_component(values):
    definition = replace(
        define(),
        components=tuple(
            IndexComponent(indicator_id=name, dimension=f"d{name}") for name in NAMES
        ),
    )
    table = estimate(values, definition, weight_noise=0.5).ranks
    # Their weights are those of their dimensions, which noise moves as it would without.
    plain = estimate(values, weight_noise=0.5).ranks
    width = [(t["score_high"] - t["score_low"]).mean() for t in (table, plain)]
    assert width[0] == pytest.approx(width[1], rel=0.15)


def test_scores_on_one_scale_have_an_interval(values):
    table = estimate(values, weight_noise=0.5).ranks
    own = compute_index(values, define()).scores["score"]
    assert (table["score_low"] <= own).all()
    assert (own <= table["score_high"]).all()


def test_errors_of_measurement_spread_with_their_size(values):
    small, large = (
        estimate(values, measurement_error=(("a", error),)).ranks
        for error in (0.01, 0.3)
    )
    width = [(t["score_high"] - t["score_low"]).mean() for t in (small, large)]
    assert width[1] > 5 * width[0] > 0
    logs = estimate(
        values, define(outliers="log"), measurement_error=(("a", 0.1),)
    ).ranks
    # The ends of a min-max scale stay where they are.
    assert logs["score_high"].gt(logs["score_low"]).sum() == 10


def test_sobol_indices_name_the_choice_that_matters(values):
    found = estimate_index_uncertainty(
        values,
        define(),
        alternatives=IndexAlternatives(weight_noise=0.9, imputations=("median",)),
        rng=np.random.default_rng(3),
        n_draws=50,
        n_sobol_draws=256,
    )
    check_table(found.sensitivity, INDEX_SENSITIVITY)
    shifts = found.sensitivity[found.sensitivity["output"] == "mean_shift"]
    totals = shifts.groupby("factor")["total"].mean()
    # One gap in 36 values moves less than weights of up to twice their size.
    assert totals["weight noise"] > totals["imputation"]
    assert len(shifts) == 4


def test_omissions_are_ranks_without_each_component(values):
    found = estimate(values, weight_noise=0.1)
    check_table(found.omissions, INDEX_OMISSIONS)
    assert len(found.omissions) == 3 * 12
    kept = tuple(c for c in define().components if c.indicator_id != "b")
    expected = compute_index(values, replace(define(), components=kept)).scores
    without = found.omissions[found.omissions["component"] == "b"]
    assert without["rank_without"].tolist() == expected["rank"].tolist()


def test_the_same_generator_gives_the_same_ranks(values):
    first, second = (estimate(values, weight_noise=0.3).ranks for _ in range(2))
    assert first.equals(second)


def test_missing_scores_have_no_rank_and_are_counted(values):
    found = estimate(values, define(imputation="none"), imputations=("mean",))
    row = found.ranks[found.ranks["n_draws"] < 200]
    assert len(row) == 1
    assert np.isnan(row["rank"].iloc[0])
    assert row["n_draws"].iloc[0] > 50


def test_ranks_by_hand():
    scores = np.array([[1.0, 3.0, 3.0, np.nan, 5.0]])
    groups = np.array([0, 0, 0, 0, 1])
    ranks = rank_scores(scores, groups)[0]
    assert ranks.tolist()[:3] == [3, 1.5, 1.5]
    assert np.isnan(ranks[3])
    assert ranks[4] == 1


def test_what_does_not_go_together_is_refused(values):
    with pytest.raises(InputError, match="no choice is in doubt"):
        estimate(values)
    with pytest.raises(InputError, match="z-scores are negative"):
        estimate(values, normalizations=("z-score",), aggregations=("geometric",))
    with pytest.raises(InputError, match="is no component"):
        estimate(values, measurement_error=(("z", 0.1),))
    with pytest.raises(InputError, match="relative standard error"):
        estimate(values, measurement_error=(("a", 5.0),))
    with pytest.raises(InputError, match="weight_noise"):
        estimate(values, weight_noise=1.0)
    with pytest.raises(InputError, match="weighted arithmetic mean of one tier"):
        estimate(values, define(aggregation="geometric"), weightings=(DOUBT,))
    # Noise does not touch weights that each region finds anew.
    with pytest.raises(InputError, match="no choice is in doubt"):
        estimate(values, define(weighting=DOUBT), weight_noise=0.1)
    with pytest.raises(InputError, match="where a component is left out"):
        estimate(
            values, define(weighting=DOUBT, weight_bounds=(0, 0.4)), outliers=("log",)
        )
    with pytest.raises(InputError, match="normalizations: found 'minmax'"):
        estimate(values, normalizations=("minmax",))
    with pytest.raises(InputError, match="at least 50"):
        estimate(values, weight_noise=0.1, n_draws=10)


def test_another_scale_does_without_the_weight_of_the_mean(make_values, values):
    people = make_values(
        [("p", region, year, 5.0) for region in REGIONS for year in ("2015", "2016")]
    )
    together = pd.concat([values, people], ignore_index=True)
    definition = define(normalization="mean-100", base_weight="p")
    found = estimate(together, definition, normalizations=("rank",))
    assert found.ranks["n_draws"].eq(200).all()
