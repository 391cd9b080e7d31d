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
_POSSESSED_ENDS = (
    *("ымыз", "іміз", "ыңыз", "іңіз", "асын", "есін", "ысын", "ісін"),
    *("ында", "інде", "ынан", "інен", "сына", "сіне"),
)
_OF_PERSONS = frozenset({"P1", "P2", "P1P", "P2P"})
_ATTESTED = 1.0
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
        attested = max(self.stems.get(stem, 0.0) - own, 0.0)
        support = attested + CONCENTRATION * LETTER_COST ** -len(stem)
        weight = weigh_stem(stem, chain, is_attested=attested >= _ATTESTED)
        if stem[-1] in "ыі" and self._has_stronger(stem, attested):
            weight *= 0.1
        if (
            chain[:1] == ("P3",)
            and attested < _ATTESTED
            and stem[-1] in "лш"
            and (stem[-2] not in VOWELS or self.stems.get(stem[:-1], 0.0) >= _ATTESTED)
        ):
            # үлгілі, жолшы: -лы and -шы form words, they are no possessed л and ш.
            weight *= 0.01
        return support * (self.chains.get(chain, 0.0) + CHAIN_FLOOR) * weight

    def _has_stronger(self, form: str, attested: float) -> bool:
        """Say whether a noun that a form may be possessed of is far more frequent."""
        base = form[:-1]
        unvoiced = {"ғ": "қ", "г": "к", "б": "п"}
        stems = (base, base[:-1] + unvoiced.get(base[-1], base[-1]))
        return max(self.stems.get(stem, 0.0) for stem in stems) > 2 * attested


def weigh_stem(stem: str, chain: tuple[str, ...], *, is_attested: bool = True) -> float:
    """Weigh down stems that look as if a suffix had been left on them.

    Parameters
    ----------
    stem : str
        Candidate stem.
    chain : tuple of str
        Tags of the suffixes cut off after it.
    is_attested : bool
        The stem stands in other forms too.

    Returns
    -------
    float
        1 for a plain stem, less for a suspicious one.
    """
    weight = 1.0
    is_long = len(stem) >= _LONG_ENOUGH
    if is_long and stem.endswith(_PLURALS) and cut_suffix(stem, "PL"):
        weight *= 0.02
    if not is_attested:
        weight *= _weigh_unknown(stem, chain)
    if len(stem) > _LONG_ENOUGH + 1 and stem.endswith(_POSSESSED_ENDS):
        weight *= 0.02
    if not chain and stem.endswith(("ғы", "гі")) and stem[-3:-2] in VOWELS:
        # бастығы "his chief": -ғы forms adjectives after consonants (жазғы).
        weight *= 0.2
    if len(stem) > _LONG_ENOUGH and stem[-1] in "ыі":
        if stem[-2] == "с":
            weight *= 0.1
        elif stem[-2] not in _OWN_FINAL_VOWEL:
            weight *= 0.3
    if not chain:
        return weight
    return weight * _weigh_joint(stem, chain[0], is_attested=is_attested)


def _weigh_unknown(stem: str, chain: tuple[str, ...]) -> float:
    """Weigh down stems that would be attested if they were words."""
    weight = 1.0
    if stem[-1] == "ь":
        weight *= 0.01
    if len(stem) <= _SHORTEST:
        # The short stems of the language are few and nearly all attested.
        weight *= 0.05
    if chain and chain[0] in _OF_PERSONS:
        weight *= 0.02
    return weight


def _weigh_joint(stem: str, first: str, *, is_attested: bool) -> float:
    """Weigh down stems that keep a piece of the suffix cut off after them."""
    weight = 0.1 if len(stem) < _SHORTEST else 1.0
    if stem.endswith(_PERSONS):
        weight *= 0.02
    if first == "P3" and len(stem) >= _LONG_ENOUGH:
        is_vowel_before = stem[-2] in VOWELS and stem[-2] not in "уи"
        if stem[-1] == "с" and is_vowel_before and not is_attested:
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
