"""Do intervals of dispersion hold the value that corpora of their size have on average?"""

import numpy as np
import pandas as pd
import pytest

from discourse import build_term_sequence, compute_dispersion, estimate_dispersion

N_WORDS = 30
BURST = 0.7


def draw_terms(rng, n_documents):
    rates = rng.gamma(BURST, 3 / BURST, size=(n_documents, N_WORDS))
    texts = [
        " ".join(f"w{word}" for word in np.repeat(np.arange(N_WORDS), rng.poisson(row)))
        for row in rates
    ]
    names = [f"d{number}" for number in range(n_documents)]
    passages = pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "en",
            "text": texts,
        }
    )
    return build_term_sequence(passages, tokens="whitespace")


@pytest.mark.parametrize("measure", ["dp", "juilland_d"])
def test_coverage(measure):
    rng = np.random.default_rng(2012)
    expected = np.mean(
        [
            compute_dispersion(draw_terms(rng, 25), measures=[measure])["value"].mean()
            for _ in range(40)
        ]
    )
    tables = [
        estimate_dispersion(
            draw_terms(rng, 25), rng=rng, n_resamples=99, measures=[measure]
        )
        for _ in range(12)
    ]
    found = pd.concat(tables)
    is_covered = found["conf_low"].le(expected) & found["conf_high"].ge(expected)
    assert len(found) == 12 * N_WORDS
    assert 0.88 < is_covered.mean() < 0.99
