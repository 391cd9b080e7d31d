"""Principal components against scikit-learn, prince, factor_analyzer, statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators import fit_factors
from indicators.factors.adequacy import compute_sampling_adequacy

HERE = Path(__file__).parent
EXPECTED = pd.read_csv(HERE / "expected.csv", keep_default_na=False)
PSYCH = pd.read_csv(HERE / "expected_psych.csv")
FRAME = pd.read_csv(HERE / "input.csv")
NAMES = [name for name in FRAME.columns if name != "region"]


def fit(**options):
    return fit_factors(
        FRAME,
        variables=NAMES,
        rng=np.random.default_rng(1),
        n_resamples=0,
        **options,
    )


def expect(measure):
    return EXPECTED[EXPECTED["measure"] == measure]["value"].to_numpy()


def test_eigenvalues_and_adequacy():
    data = fit()
    found = data.eigenvalues
    for oracle in ("eigenvalue", "eigenvalue_prince"):
        assert found["eigenvalue"].to_numpy() == pytest.approx(expect(oracle))
    adequacy = data.adequacy.set_index(["measure", "variable"])["value"]
    kmo = adequacy["kmo"]
    assert [kmo[np.nan], *(kmo[name] for name in NAMES)] == pytest.approx(expect("kmo"))
    for name in ("bartlett_chi2", "bartlett_p"):
        assert adequacy[name].iloc[0] == pytest.approx(expect(name)[0])


def test_chance_eigenvalues_agree_within_the_error_of_the_draws():
    found = fit().eigenvalues
    assert found["chance_mean"].to_numpy() == pytest.approx(
        expect("chance_mean"), abs=0.03
    )
    assert found["chance_upper"].to_numpy() == pytest.approx(
        expect("chance_upper"), abs=0.08
    )


@pytest.mark.parametrize("rotation", ["none", "varimax", "varimax-raw"])
def test_loadings_up_to_sign_and_order(rotation):
    table = fit(n_factors=2, rotation=rotation).loadings
    found = table.pivot_table(index="variable", columns="component", values="loading")
    found = np.abs(found.loc[NAMES].to_numpy())
    expected = np.abs(expect(rotation).reshape(-1, 2))
    if rotation != "none":
        order = np.argsort(-(expected**2).sum(axis=0))
        expected = expected[:, order]
    assert found == pytest.approx(expected, abs=1e-4)


def expect_psych(measure):
    return PSYCH[PSYCH["measure"] == measure]["value"].to_numpy()


def test_adequacy_is_that_of_psych():
    adequacy = fit().adequacy.set_index(["measure", "variable"])["value"]
    kmo = adequacy["kmo"]
    found = [kmo[np.nan], *(kmo[name] for name in NAMES)]
    assert found == pytest.approx(expect_psych("kmo"))
    for name in ("bartlett_chi2", "bartlett_p"):
        assert adequacy[name].iloc[0] == pytest.approx(expect_psych(name)[0])


@pytest.mark.parametrize("rotation", ["none", "varimax"])
def test_loadings_are_those_of_psych(rotation):
    table = fit(n_factors=2, rotation=rotation).loadings
    found = table.pivot_table(index="variable", columns="component", values="loading")
    expected = [expect_psych(f"{rotation}{number}") for number in (1, 2)]
    for number, column in enumerate(found.loc[NAMES].to_numpy().T):
        sign = np.sign(column @ expected[number])
        assert sign * column == pytest.approx(expected[number], abs=1e-5)


def test_adequacy_of_thurstone_is_that_of_psych_and_of_its_manual():
    table = pd.read_csv(HERE / "thurstone.csv", index_col="variable")
    printed = table.pop("psych_msa").to_numpy()
    overall, of_variables = compute_sampling_adequacy(table.to_numpy(dtype=float))
    assert [overall, *of_variables] == pytest.approx(expect_psych("thurstone"))
    assert np.round(of_variables, 2) == pytest.approx(printed)
