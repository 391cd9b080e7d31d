"""How likely is each region that a name may mean?

Where type word, list and neighbors leave several regions, the answer is a share for
each. This module computes the shares; which regions fit at all is decided in
:mod:`discourse.mentions.resolution`.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

Candidates = tuple[tuple[str, float], ...]

_DAYS_OF_A_YEAR = 366


def weigh_candidates(
    priors: Mapping[str, float], n_mentions: Mapping[str, int]
) -> Candidates:
    r"""Weigh the regions a name may mean by what else its document names.

    Parameters
    ----------
    priors : Mapping[str, float]
        Share of each candidate before the document is looked at; the shares sum to 1.
    n_mentions : Mapping[str, int]
        How often the document names each region without doubt.

    Returns
    -------
    tuple of (str, float)
        Candidates in alphabetical order with weights that sum to 1.

    Notes
    -----
    With :math:`m` candidates, prior shares :math:`\pi_r` and :math:`n_r` mentions,

    .. math:: w_r = \frac{m \pi_r + n_r}{m + \sum_s n_s},

    the posterior mean of a Dirichlet distribution with one pseudo-mention per
    candidate: a document that names nothing leaves the prior, one that names
    a candidate ten times gives it most of the weight, and none is ever ruled out
    by silence. It assumes that an open name goes the way of the settled names of
    its document; where a text compares two regions with a town of one name, it
    shares the town between them, as a careful reader without a map would.

    The prior is :func:`share_days` where a place changed its region and the date
    leaves both open, and equal shares for namesakes and for adjectives without
    a head (*алматинский*: of the city or of the region), because nothing is known
    that would prefer one.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian data analysis, 3rd ed., section 3.4: the
    multinomial model with a Dirichlet prior.

    Examples
    --------
    >>> weigh_candidates({"KZ-35": 0.5, "KZ-55": 0.5}, {"KZ-55": 2})
    (('KZ-35', 0.25), ('KZ-55', 0.75))
    """
    size = len(priors)
    total = size + sum(n_mentions.get(region, 0) for region in priors)
    return tuple(
        (region, (size * priors[region] + n_mentions.get(region, 0)) / total)
        for region in sorted(priors)
    )


def share_days(
    spans: Mapping[str, tuple[str, str]], first: str, last: str
) -> dict[str, float]:
    """Share a span of days among the regions a place was in.

    Parameters
    ----------
    spans : Mapping[str, tuple of (str, str)]
        Region to its first day and the first day after; empty text is unbounded.
    first, last : str
        First and last day the document may be of, in ISO format.

    Returns
    -------
    dict of str to float
        Shares that sum to 1: of days where the span is a year or less, else equal,
        because a document without a date may be of any day, and how many there are
        on each side of a change is unknown.

    Examples
    --------
    >>> share_days({"a": ("", "2022-06-08"), "b": ("2022-06-08", "")},
    ...            "2022-01-01", "2022-12-31")["a"]
    0.4328767123287671
    """
    equal = dict.fromkeys(spans, 1.0 / len(spans))
    begin, end = _read_day(first), _read_day(last)
    if begin is None or end is None or (end - begin).days >= _DAYS_OF_A_YEAR:
        return equal
    days = {}
    for region, (start, after) in spans.items():
        entered = max(begin, _read_day(start) or date.min)
        left = min(end + timedelta(days=1), _read_day(after) or date.max)
        days[region] = max(0, (left - entered).days)
    total = sum(days.values())
    return {region: n / total for region, n in days.items()} if total else equal


def _read_day(text: str) -> date | None:
    """Read an ISO day; one past the end of its month is the last of it."""
    if not text or text < "0001":
        return None
    year, month, day = (int(part) for part in text.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))
