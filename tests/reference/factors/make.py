"""Make input.csv and expected.csv, without any code of aimaq."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import prince
from factor_analyzer import calculate_bartlett_sphericity, calculate_kmo
from sklearn.decomposition import PCA
from statsmodels.multivariate.factor_rotation import rotate_factors

HERE = Path(__file__).parent
NAMES = ["income", "grp", "doctors", "schools", "jobless", "migration"]


def main() -> None:
    """Write both tables."""
    rng = np.random.default_rng(1933)
    sources = rng.normal(size=(17, 2))
    mix = np.array([[0.9, 0.8, 0.1, 0.2, -0.6, 0.3], [0.1, 0.0, 0.8, 0.7, -0.2, 0.4]])
    x = np.round(sources @ mix + 0.5 * rng.normal(size=(17, 6)), 3)
    frame = pd.DataFrame(x, columns=NAMES)
    frame.insert(0, "region", [f"r{i:02d}" for i in range(17)])
    frame.to_csv(HERE / "input.csv", index=False, lineterminator="\n")
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    fitted = PCA().fit(z)
    values = fitted.explained_variance_ * 16 / 17
    loadings = fitted.components_.T[:, :2] * np.sqrt(values[:2])
    pca = prince.PCA(n_components=6, rescale_with_std=True).fit(frame[NAMES])
    kmo = calculate_kmo(frame[NAMES])
    chi_square, p = calculate_bartlett_sphericity(frame[NAMES])
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    kaiser = rotate_factors(loadings / length, "varimax")[0] * length
    raw = rotate_factors(loadings, "varimax")[0]
    drawn = []
    for _ in range(4000):
        noise = rng.normal(size=(17, 6))
        drawn.append(np.linalg.eigvalsh(np.corrcoef(noise, rowvar=False))[::-1])
    rows = [
        *(("eigenvalue", i + 1, "", v) for i, v in enumerate(values)),
        *(
            ("eigenvalue_prince", i + 1, "", v)
            for i, v in enumerate(np.ravel(pca.eigenvalues_))
        ),
        *(("chance_mean", i + 1, "", v) for i, v in enumerate(np.mean(drawn, axis=0))),
        *(
            ("chance_upper", i + 1, "", v)
            for i, v in enumerate(np.quantile(drawn, 0.95, axis=0))
        ),
        ("kmo", "", "", kmo[1]),
        *(("kmo", "", name, v) for name, v in zip(NAMES, kmo[0], strict=True)),
        ("bartlett_chi2", "", "", chi_square),
        ("bartlett_p", "", "", p),
    ]
    for kind, part in (("none", loadings), ("varimax", kaiser), ("varimax-raw", raw)):
        rows += [
            (kind, column + 1, name, part[row, column])
            for row, name in enumerate(NAMES)
            for column in range(2)
        ]
    with (HERE / "expected.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["measure", "component", "variable", "value"])
        writer.writerows([a, b, c, repr(float(v))] for a, b, c, v in rows)


if __name__ == "__main__":
    main()
