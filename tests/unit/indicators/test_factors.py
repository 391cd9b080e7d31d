"""Principal components: by hand, and what too few regions are told."""

import numpy as np
import pandas as pd
import pytest

from indicators import (
    FACTOR_ADEQUACY,
    FACTOR_EIGENVALUES,
    FACTOR_LOADINGS,
    FACTOR_SCORES,
    fit_factors,
)
from indicators.factors.rotation import rotate_varimax
from ledger import InputError, MethodError, check_table


def make_frame(n=17, seed=0, noise=0.4):
    rng = np.random.default_rng(seed)
    source = rng.normal(size=(n, 2))
    frame = pd.DataFrame(
        {
            "a": source[:, 0] + noise * rng.normal(size=n),
            "b": source[:, 0] + noise * rng.normal(size=n),
            "c": source[:, 1] + noise * rng.normal(size=n),
            "d": -source[:, 1] + noise * rng.normal(size=n),
        }
    )
    frame["region"] = [f"r{place}" for place in range(n)]
    return frame


def fit(frame=None, variables=("a", "b", "c", "d"), **options):
    options = {"n_resamples": 99, **options}
    return fit_factors(
        make_frame() if frame is None else frame,
        variables=variables,
        rng=np.random.default_rng(1),
        **options,
    )


def codes(data):
    return {problem.code for problem in data.problems}


def test_two_variables_by_hand():
    # r = .8: eigenvalues 1.8 and .2, loadings sqrt(.9) and sqrt(.1), KMO .5.
    frame = pd.DataFrame({"a": [1.0, 2, 3, 4, 5], "b": [2.0, 1, 4, 3, 5]})
    data = fit(frame, ("a", "b"), n_factors=2, rotation="none")
    assert data.eigenvalues["eigenvalue"].tolist() == pytest.approx([1.8, 0.2])
    assert data.eigenvalues["cumulated"].tolist() == pytest.approx([0.9, 1])
    loadings = data.loadings.set_index(["variable", "component"])
    assert loadings.loc[("a", 1), "loading"] == pytest.approx(np.sqrt(0.9))
    assert loadings.loc[("b", 1), "loading"] == pytest.approx(np.sqrt(0.9))
    assert abs(loadings.loc[("a", 2), "loading"]) == pytest.approx(np.sqrt(0.1))
    assert loadings["communality"].tolist() == pytest.approx([1] * 4)
    adequacy = data.adequacy.set_index("measure")["value"]
    assert adequacy["kmo"].tolist() == pytest.approx([0.5] * 3)
    assert adequacy["bartlett_chi2"] == pytest.approx(-(4 - 9 / 6) * np.log(0.36))


def test_the_tables_keep_their_schemas():
    data = fit(region="region")
    check_table(data.eigenvalues, FACTOR_EIGENVALUES)
    check_table(data.loadings, FACTOR_LOADINGS)
    check_table(data.scores, FACTOR_SCORES)
    check_table(data.adequacy, FACTOR_ADEQUACY)


def test_planted_sources_are_found_and_rotated():
    data = fit(make_frame(200, noise=0.3))
    assert data.eigenvalues["is_retained"].tolist() == [True, True, False, False]
    table = data.loadings.pivot_table(
        index="variable", columns="component", values="loading"
    ).abs()
    assert (table.max(axis=1) > 0.9).all()
    assert (table.min(axis=1) < 0.3).all()
    bounds = data.loadings
    assert (bounds["conf_low"] <= bounds["loading"]).mean() > 0.9
    assert (bounds["conf_high"] - bounds["conf_low"]).max() < 0.5


def test_noise_keeps_no_component_and_says_so():
    rng = np.random.default_rng(11)
    frame = pd.DataFrame(rng.normal(size=(17, 4)), columns=list("abcd"))
    data = fit(frame)
    assert "no-component-beyond-chance" in codes(data)
    assert data.eigenvalues["is_retained"].sum() == 1


def test_seventeen_regions_are_said_to_be_few():
    data = fit()
    assert "few-regions-for-components" in codes(data)
    found = next(p for p in data.problems if p.code == "few-regions-for-components")
    assert found.found == "17 regions for 4 variables"


def test_region_years_are_not_more_regions():
    frame = pd.concat([make_frame(), make_frame(seed=1)])
    data = fit(frame, region="region")
    assert "rows-are-not-regions" in codes(data)
    adequacy = data.adequacy.set_index("measure")["value"]
    assert (adequacy["n_rows"], adequacy["n_regions"]) == (34, 17)


def test_scores_are_standardized_and_uncorrelated():
    data = fit(n_factors=2, region="region")
    wide = data.scores.pivot_table(index="row", columns="component", values="score")
    assert wide.mean().tolist() == pytest.approx([0, 0], abs=1e-12)
    assert wide.std(ddof=0).tolist() == pytest.approx([1, 1])
    assert wide.corr().iloc[0, 1] == pytest.approx(0, abs=1e-12)
    assert data.scores["label"].iloc[0] == "r0"


def test_rotation_keeps_communalities_and_raises_the_criterion():
    rng = np.random.default_rng(3)
    loadings = rng.normal(size=(8, 3))
    rotated, turn = rotate_varimax(loadings)
    assert turn @ turn.T == pytest.approx(np.eye(3))
    assert (rotated**2).sum(axis=1) == pytest.approx((loadings**2).sum(axis=1))

    def compute_criterion(part):
        squares = (part / np.sqrt((loadings**2).sum(axis=1))[:, None]) ** 2
        return squares.var(axis=0).sum()

    assert compute_criterion(rotated) >= compute_criterion(loadings)


def test_fewer_regions_than_variables_have_no_kmo_and_a_word():
    rng = np.random.default_rng(2)
    names = [f"v{place}" for place in range(8)]
    data = fit(pd.DataFrame(rng.normal(size=(6, 8)), columns=names), names)
    assert "singular-correlations" in codes(data)
    adequacy = data.adequacy.set_index("measure")["value"]
    assert adequacy["kmo"].isna().all()
    assert np.isnan(adequacy["bartlett_p"])
    assert data.eigenvalues["eigenvalue"].sum() == pytest.approx(8)
    assert np.isfinite(data.scores["score"]).all()


def test_a_given_number_of_components_is_kept_and_compared():
    data = fit(n_factors=3)
    assert data.eigenvalues["is_retained"].sum() == 3
    assert "number-of-components-given" in codes(data)


def test_missing_rows_are_left_out_and_counted():
    frame = make_frame()
    frame.loc[0, "a"] = np.nan
    data = fit(frame)
    assert "rows-left-out" in codes(data)
    assert data.adequacy.set_index("measure").loc["n_rows", "value"] == 16


def test_without_resamples_there_are_no_bounds():
    assert fit(n_resamples=0).loadings["conf_low"].isna().all()


def test_the_same_generator_gives_the_same_bounds():
    assert fit().loadings.equals(fit().loadings)


def test_wrong_input_is_refused():
    with pytest.raises(InputError, match="Expected two or more"):
        fit(variables=("a",))
    with pytest.raises(InputError, match="3 rows with all variables"):
        fit(make_frame(3))
    with pytest.raises(InputError, match="from 1 to 4"):
        fit(n_factors=5)
    with pytest.raises(MethodError, match="a has the same value in all rows"):
        fit(make_frame().assign(a=1.0))
    with pytest.raises(InputError, match="no column 'z'"):
        fit(variables=("a", "z"))
    with pytest.raises(InputError, match="rotation: found 'oblimin'"):
        fit(rotation="oblimin")
