"""Do the first words of a topic keep company in the texts?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def compute_npmi(counts: Any, terms: Sequence[int]) -> float:
    """Compute the mean normalized pointwise mutual information of a set of terms.

    Parameters
    ----------
    counts : scipy.sparse.csr_array
        Passages by terms; only zero or not matters.
    terms : sequence of int
        Columns of the terms, at least two.

    Returns
    -------
    float
        Between -1 (no pair shares a passage) and 1 (they only occur together);
        missing with fewer than two terms.

    Notes
    -----
    With p(i) the share of passages that hold term i and p(i, j) of those that hold
    both, a pair counts log(p(i, j) / (p(i) p(j))) / -log p(i, j); a pair that never
    occurs together counts -1, and one that is in every passage 1, the limits.

    References
    ----------
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation
    extraction. GSCL, 31-40. Röder, M., Both, A., & Hinneburg, A. (2015). Exploring
    the space of topic coherence measures. WSDM, 399-408.
    doi:10.1145/2684822.2685324 (there with a sliding window; here a passage).

    Checked against
    ---------------
    gensim 4.4 ``CoherenceModel(coherence="c_npmi")`` with a window as long as the
    longest passage, and NLTK 3.10 ``BigramAssocMeasures.pmi``, to 1e-6.
    """
    if len(terms) < 2:  # noqa: PLR2004 - a pair
        return float("nan")
    present = (counts[:, list(terms)] > 0).astype(np.float64)
    together: NDArray[np.float64] = (present.T @ present).toarray() / counts.shape[0]
    alone = np.diag(together)
    above = np.triu_indices(len(terms), k=1)
    joint = together[above]
    expected = np.outer(alone, alone)[above]
    values = np.full(len(joint), -1.0)
    values[joint >= 1] = 1.0
    inside = (joint > 0) & (joint < 1)
    values[inside] = np.log(joint[inside] / expected[inside]) / -np.log(joint[inside])
    return float(values.mean())
