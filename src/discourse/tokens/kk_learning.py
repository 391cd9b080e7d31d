"""Which stems and suffix chains does a body of Kazakh text attest?

Learns, without annotations, the two tables by which :mod:`discourse.tokens.kk`
chooses among the cuts of a word form: how many distinct forms each stem stands in,
and how common each chain is. The shipped tables were learned from the list of
distinct word forms of the Kazakh state sites and ministries described in
``kk_sources.md``; the same function learns them from another corpus.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from discourse.tokens.kk_suffixes import VOWELS, cut_suffix, list_cuts

LETTER_COST = 12.0
CONCENTRATION = 50.0
CHAIN_FLOOR = 0.01

_LONG_ENOUGH = 4
_SHORTEST = 3
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_PERSONS = ("ымыз", "іміз", "ыңыз", "іңіз")
_OWN_FINAL_VOWEL = frozenset("шлғгқктд")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuffixModel:
    """What was learned: forms per stem and forms per chain.

    Attributes
    ----------
    stems : Mapping[str, float]
        Expected number of distinct word forms built on the stem.
    chains : Mapping[tuple[str, ...], float]
        Expected number of distinct word forms that end in the chain.
    """

    stems: Mapping[str, float]
    chains: Mapping[tuple[str, ...], float]

    def score(self, stem: str, chain: tuple[str, ...], *, own: float = 0.0) -> float:
        """Score a cut: support of its stem times share of its chain.

        Parameters
        ----------
        stem : str
            Candidate stem.
        chain : tuple of str
            Tags of the suffixes cut off.
        own : float
            Part of the stem's support that comes from the form itself, left out.

        Returns
        -------
        float
            Comparable only among cuts of one form.
        """
        support = max(self.stems.get(stem, 0.0) - own, 0.0)
        support += CONCENTRATION * LETTER_COST ** -len(stem)
        return (
            support
            * (self.chains.get(chain, 0.0) + CHAIN_FLOOR)
            * weigh_stem(stem, chain)
        )


def weigh_stem(stem: str, chain: tuple[str, ...]) -> float:
    """Weigh down stems that look as if a suffix had been left on them.

    Parameters
    ----------
    stem : str
        Candidate stem.
    chain : tuple of str
        Tags of the suffixes cut off after it.

    Returns
    -------
    float
        1 for a plain stem, less for a suspicious one.
    """
    weight = 1.0
    is_long = len(stem) >= _LONG_ENOUGH
    if is_long and stem.endswith(_PLURALS) and cut_suffix(stem, "PL"):
        weight *= 0.02
    if len(stem) > _LONG_ENOUGH and stem[-1] in "ыі":
        if stem[-2] == "с":
            weight *= 0.1
        elif stem[-2] not in _OWN_FINAL_VOWEL:
            weight *= 0.3
    return weight * _weigh_joint(stem, chain[0]) if chain else weight


def _weigh_joint(stem: str, first: str) -> float:
    """Weigh down stems that keep a piece of the suffix cut off after them."""
    weight = 0.1 if len(stem) < _SHORTEST else 1.0
    if stem.endswith(_PERSONS):
        weight *= 0.02
    if first == "P3" and len(stem) >= _LONG_ENOUGH:
        is_vowel_before = stem[-2] in VOWELS and stem[-2] not in "уи"
        if stem[-1] == "с" and is_vowel_before:
            weight *= 0.1
    if first == "P3" and stem[-1] in "лн" and stem[-2:-1] == "у":
        weight *= 0.1
    if (
        len(stem) > _LONG_ENOUGH
        and first in {"LOC", "DAT", "ABL", "GEN"}
        and stem.endswith(("ын", "ін"))
    ):
        weight *= 0.2
    return weight


def learn_suffixes(forms: Collection[str], *, n_rounds: int = 25) -> SuffixModel:
    """Learn stems and chains from a list of distinct word forms.

    Parameters
    ----------
    forms : collection of str
        Distinct word forms in lower case; repetitions are counted once.
    n_rounds : int
        Rounds of expectation-maximization.

    Returns
    -------
    SuffixModel
        Expected counts of forms per stem and per chain.

    Notes
    -----
    Expectation-maximization over the cuts of each form, with the form's own support
    left out of its stem's count. Without that, the best explanation of a list is
    that every form is a stem, and nothing is learned. A stem nobody else uses has a
    base weight that falls by ``LETTER_COST`` per letter.

    References
    ----------
    Goldwater, S., Griffiths, T. L. & Johnson, M. (2006). Interpolating between types
    and tokens by estimating power-law generators. NIPS 18, 459-466: learning from
    distinct forms rather than from running words.
    """
    cuts = {form: list_cuts(form) for form in sorted(set(forms))}
    shares: dict[str, list[float]] = {}
    for form, options in cuts.items():
        weights = [weigh_stem(stem, chain) for stem, chain in options]
        total = sum(weights)
        shares[form] = [weight / total for weight in weights]
    model = _count(cuts, shares)
    for _ in range(n_rounds - 1):
        for form, options in cuts.items():
            scores = [
                model.score(stem, chain, own=share)
                for (stem, chain), share in zip(options, shares[form], strict=True)
            ]
            total = sum(scores)
            shares[form] = [score / total for score in scores]
        model = _count(cuts, shares)
    return model


def _count(
    cuts: Mapping[str, list[tuple[str, tuple[str, ...]]]],
    shares: Mapping[str, list[float]],
) -> SuffixModel:
    stems: dict[str, float] = {}
    chains: dict[tuple[str, ...], float] = {}
    for form, options in cuts.items():
        for (stem, chain), share in zip(options, shares[form], strict=True):
            stems[stem] = stems.get(stem, 0.0) + share
            chains[chain] = chains.get(chain, 0.0) + share
    return SuffixModel(stems=stems, chains=chains)
