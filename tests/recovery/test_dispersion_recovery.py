"""Do intervals of dispersion hold the value that corpora of their size have on average?"""

import numpy as np
import pandas as pd
import pytest

from discourse import build_term_sequence, compute_dispersion, estimate_dispersion

N_WORDS = 30
BURST = 0.7


def draw_terms(rng, n_documents, burst=BURST, share=1.0):
    """Draw words that `share` of the documents have, the less even the lower `burst`."""
    rates = rng.gamma(burst, 3 / burst, size=(n_documents, N_WORDS))
    rates *= rng.random(rates.shape) < share
    texts = [
        " ".join(
            f"w{word}"
            for word in rng.permutation(np.repeat(np.arange(N_WORDS), rng.poisson(row)))
        )
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


def measure_coverage(measure, n_documents, **options):
    rng = np.random.default_rng(2012)
    planted = [
        compute_dispersion(draw_terms(rng, n_documents, **options), measures=[measure])
        for _ in range(40)
    ]
    expected = np.mean([table["value"].mean() for table in planted])
    found = pd.concat(
        estimate_dispersion(
            draw_terms(rng, n_documents, **options),
            rng=rng,
            n_resamples=99,
            measures=[measure],
        )
        for _ in range(12)
    )
    found = found[found["conf_low"].notna()]
    assert len(found) > 0.9 * 12 * N_WORDS
    return (found["conf_low"].le(expected) & found["conf_high"].ge(expected)).mean()


@pytest.mark.parametrize("measure", ["dp", "juilland_d", "arf"])
def test_coverage(measure):
    assert 0.88 < measure_coverage(measure, 25) < 0.99


@pytest.mark.parametrize(
    ("n_documents", "burst", "share"),
    [(12, 50, 1), (40, 50, 1), (40, BURST, 0.4), (110, 0.3, 1)],
)
def test_coverage_of_arf_of_even_and_uneven_words(n_documents, burst, share):
    # 110 documents are left out in 99 groups, of one or two.
    coverage = measure_coverage("arf", n_documents, burst=burst, share=share)
    assert 0.91 < coverage < 0.99
