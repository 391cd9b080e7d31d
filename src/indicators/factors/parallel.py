"""How many components are more than chance? Horn's parallel analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def estimate_chance_eigenvalues(
    n_rows: int,
    n_variables: int,
    *,
    n_draws: int,
    quantile: float,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Estimate the eigenvalues that uncorrelated variables would have.

    Parameters
    ----------
    n_rows, n_variables : int
        Size of the data.
    n_draws : int
        Tables of independent normal numbers.
    quantile : float
        Quantile of each eigenvalue over the tables, such as 0.95.
    rng : numpy.random.Generator
        Source of the tables.

    Returns
    -------
    mean, upper : array, shape (n_variables,)
        Mean and quantile of the eigenvalues of correlation matrices, largest first.

    Notes
    -----
    With 17 regions and 8 variables, the largest eigenvalue of pure noise is about 2.2 on
    average: "larger than 1" keeps noise.

    References
    ----------
    Horn, J. L. (1965). A rationale and test for the number of factors in factor
    analysis. Psychometrika 30(2), 179-185. Glorfeld, L. W. (1995), Educational and
    Psychological Measurement 55(3), 377-393 (quantile instead of mean).

    Checked against: an independent loop over `numpy.corrcoef` with other draws
    (tests/reference/factors).
    """
    tables = rng.normal(size=(n_draws, n_rows, n_variables))
    tables -= tables.mean(axis=1, keepdims=True)
    tables /= np.sqrt((tables**2).sum(axis=1, keepdims=True))
    eigenvalues = np.linalg.eigvalsh(tables.transpose(0, 2, 1) @ tables)[:, ::-1]
    return eigenvalues.mean(axis=0), np.quantile(eigenvalues, quantile, axis=0)
