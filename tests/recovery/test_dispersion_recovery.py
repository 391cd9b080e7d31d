"""Do intervals of dispersion hold the value that corpora of their size have on average?"""

import numpy as np
import pandas as pd
import pytest

from discourse import build_term_sequence, compute_dispersion, estimate_dispersion

N_WORDS = 30
N_TERMS = 20
BURST = 0.7


def draw_terms(rng, n_documents):
    rates = rng.gamma(BURST, 3 / BURST, size=(n_documents, N_WORDS))
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


@pytest.mark.parametrize("measure", ["dp", "juilland_d", "arf"])
def test_coverage(measure):
    rng = np.random.default_rng(2012)
    planted = [
        compute_dispersion(draw_terms(rng, 25), measures=[measure]) for _ in range(40)
    ]
    expected = np.mean([table["value"].mean() for table in planted])
    found = pd.concat(
        estimate_dispersion(
            draw_terms(rng, 25),
            rng=rng,
            n_resamples=99,
            measures=[measure],
        )
        for _ in range(12)
    )
    assert len(found) == 12 * N_WORDS
    is_covered = found["conf_low"].le(expected) & found["conf_high"].ge(expected)
    assert 0.88 < is_covered.mean() < 0.99


def draw_texts_of_lengths(rng, n_documents, *, burst, share, spread):
    """Draw documents of unequal length; beside the words stands an x."""
    lengths = rng.lognormal(np.log(100), spread, size=n_documents).astype(int) + 10
    rates = rng.gamma(burst, 1 / (80 * burst), size=(n_documents, N_TERMS))
    rates *= (rng.random(rates.shape) < share) / share
    texts = []
    for length, own in zip(lengths, rates, strict=True):
        left = max(1 - own.sum(), 0.05)
        chances = np.append(own, left) / (own.sum() + left)
        drawn = rng.choice(N_TERMS + 1, p=chances, size=length)
        texts.append(" ".join(f"w{word}" if word < N_TERMS else "x" for word in drawn))
    names = [f"d{number:03d}" for number in range(n_documents)]
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "en",
            "text": texts,
        }
    )


@pytest.mark.parametrize(
    ("n_documents", "burst", "share", "spread", "least"),
    [
        (12, 50, 1, 0.5, 0.91),
        (40, 50, 1, 1.2, 0.91),
        (40, BURST, 0.4, 0.5, 0.91),
        (40, BURST, 1, 1.2, 0.85),
        # Left out in 49 groups, of one or two documents.
        (60, BURST, 1, 0.5, 0.91),
    ],
)
def test_coverage_of_arf_at_the_size_of_the_corpus(
    n_documents, burst, share, spread, least
):
    rng = np.random.default_rng(2002)

    def measure(estimate):
        passages = draw_texts_of_lengths(
            rng, n_documents, burst=burst, share=share, spread=spread
        )
        terms = build_term_sequence(passages, tokens="whitespace")
        table = estimate(terms)
        is_shown = table["term"].ne("x") & (table["n"] >= 5)
        return table[is_shown].assign(size=np.log(terms.n_tokens))

    planted = pd.concat(
        measure(lambda terms: compute_dispersion(terms, measures=["arf"]))
        for _ in range(60)
    )
    line = np.polyfit(planted["size"], planted["value"], 2)
    found = pd.concat(
        measure(
            lambda terms: estimate_dispersion(
                terms, rng=rng, n_resamples=49, measures=["arf"]
            )
        )
        for _ in range(25)
    )
    found = found[found["conf_low"].notna()]
    expected = np.polyval(line, found["size"])
    is_covered = found["conf_low"].le(expected) & found["conf_high"].ge(expected)
    assert len(found) > 0.85 * 25 * N_TERMS
    assert least < is_covered.mean() < 0.99
