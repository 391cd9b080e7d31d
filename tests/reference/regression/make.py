"""Make input.csv and expected.csv without any code of aimaq."""

from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy import stats

HERE = Path(__file__).parent


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(17)
    frame = pd.DataFrame(
        {
            "region_id": np.repeat([f"KZ-{i}" for i in range(10, 26)], 6),
            "period": np.tile(range(2012, 2018), 16),
        }
    )
    frame["grp"] = np.round(np.exp(rng.normal(size=96)) * 1000, 1)
    frame["share"] = np.round(rng.random(96) * 0.1, 4)
    effects = np.repeat(rng.normal(size=16), 6)
    frame["y"] = np.round(
        0.2 * np.log(frame["grp"]) - 5 * frame["share"] + effects, 4
    ) + np.round(rng.normal(size=96), 3)
    frame = frame.drop(index=[3, 11, 40, 41, 42, 77, 90]).reset_index(drop=True)
    frame.to_csv(HERE / "input.csv", index=False, lineterminator="\n")

    design = np.column_stack([np.ones(len(frame)), frame["grp"], frame["share"]])
    y = frame["y"].to_numpy()
    n, k = design.shape
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ y
    rest = y - design @ beta
    leverage = np.einsum("ij,jk,ik->i", design, bread, design)
    rows = design * (rest / (1 - leverage))[:, None]
    groups = frame["region_id"].to_numpy()
    sums = np.array(
        [(design * rest[:, None])[groups == g].sum(axis=0) for g in np.unique(groups)]
    )
    n_groups = len(sums)
    factor = n_groups / (n_groups - 1) * (n - 1) / (n - k)
    fits = {
        "hc3": (bread @ rows.T @ rows @ bread, n - k, {"cov_type": "HC3"}),
        "cluster": (
            factor * bread @ sums.T @ sums @ bread,
            n_groups - 1,
            {"cov_type": "cluster", "cov_kwds": {"groups": pd.factorize(groups)[0]}},
        ),
    }
    table = []
    for covariance, (variance, df, choice) in fits.items():
        error = np.sqrt(np.diag(variance))
        oracle = smf.ols("y ~ grp + share", frame).fit(use_t=True, **choice)
        if not np.allclose(oracle.bse, error, rtol=1e-8):
            raise SystemExit(f"{covariance}: {error} is not {oracle.bse.to_numpy()}")
        half = stats.t.ppf(0.975, df) * error
        p = 2 * stats.t.sf(np.abs(beta / error), df)
        if not np.allclose(oracle.pvalues, p, rtol=1e-6):
            raise SystemExit(f"{covariance}: {p} is not {oracle.pvalues.to_numpy()}")
        for place, term in enumerate(["Intercept", "grp", "share"]):
            table.append(
                {
                    "covariance": covariance,
                    "term": term,
                    "estimate": beta[place],
                    "standard_error": error[place],
                    "df": df,
                    "p_value": p[place],
                    "conf_low": beta[place] - half[place],
                    "conf_high": beta[place] + half[place],
                }
            )
    pd.DataFrame(table).to_csv(HERE / "expected.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
