"""Where do texts stand between texts whose places are known?

Wordscores learns the pull of each word from reference texts that experts have placed.
Without reference texts see `wordfish`, with words instead of texts `semantic_scale`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import stats

from discourse.scaling.counts import SCALE_TERMS, SCALE_UNITS
from ledger import InputError, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from discourse.scaling.counts import TermCounts

    Floats = NDArray[np.float64]

Rescaling = Literal["none", "lbg", "mv"]

METHOD = "wordscores"
METHOD_SILENT = "no term of the reference texts"
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wordscores:
    """Places of texts, learned from reference texts.

    Parameters
    ----------
    units : pandas.DataFrame
        Scale_units table of all units, reference texts included.
    terms : pandas.DataFrame
        Scale_terms table of the terms of the reference texts.
    """

    units: pd.DataFrame
    terms: pd.DataFrame


def fit_wordscores(
    counts: TermCounts,
    reference: Mapping[str, float],
    *,
    rescaling: Rescaling = "none",
    confidence_level: float = 0.95,
) -> Wordscores:
    r"""Place units between reference units of known position.

    Parameters
    ----------
    counts : TermCounts
        Counts of all units.
    reference : mapping of str to float
        Position of each reference unit; at least two, not all alike.
    rescaling : {"none", "lbg", "mv"}
        Raw scores lie close together, since most words are common to all texts.
        ``lbg`` gives the virgin texts the spread of the reference positions (Laver,
        Benoit and Garry), ``mv`` lets the two outermost reference texts keep their
        positions (Martin and Vanberg).
    confidence_level : float
        Level of the interval.

    Returns
    -------
    Wordscores
        Positions with their errors, and the score of each term.

    Raises
    ------
    InputError
        If a reference unit is unknown or empty, or the positions do not differ.

    Notes
    -----
    With :math:`F_{wr}` the share of word w in reference text r and :math:`A_r` its
    position,

    .. math:: P_{wr} = F_{wr} / \sum_r F_{wr}, \quad S_w = \sum_r P_{wr} A_r, \quad
        S_v = \sum_w F_{wv} S_w, \quad
        V_v = \sum_w F_{wv} (S_w - S_v)^2,

    where :math:`F_{wv}` is over the scored words of text v only; the error is
    :math:`\sqrt{V_v / N_v}` (Laver, Benoit and Garry 2003, equations 1 to 5). It takes
    words as independent, so it is a lower bound. LBG: :math:`(S_v - \bar S_v)
    SD(A_r) / SD(S_v) + \bar S_v` over virgin texts; MV: :math:`(S_v - S_1)(A_2 - A_1) /
    (S_2 - S_1) + A_1` with the lowest and highest reference text.

    References
    ----------
    Laver, M., Benoit, K. and Garry, J. (2003). Extracting policy positions from
    political texts using words as data. APSR 97, 311-331.
    Martin, L. W. and Vanberg, G. (2008). A robust transformation procedure for
    interpreting political text. Political Analysis 16, 93-100.

    Checked against
    ---------------
    The published example of Laver, Benoit and Garry (2003, figure 1): raw score of the
    virgin text -0.45, error 0.012 (``tests/reference/scaling``).
    """
    check_choice(rescaling, Rescaling, "rescaling")
    places = _find_places(counts, reference)
    positions = np.array(list(reference.values()), dtype="float64")
    table = counts.counts
    learned = table[places].toarray()
    shares = learned / learned.sum(axis=1, keepdims=True)
    total = shares.sum(axis=0)
    is_scored = total > 0
    score = (shares[:, is_scored] / total[is_scored]).T @ positions
    scored = table[:, np.flatnonzero(is_scored)]
    n_tokens = np.asarray(scored.sum(axis=1)).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.asarray(scored @ score) / n_tokens
        squares = np.asarray(scored @ score**2) / n_tokens
        error = np.sqrt(np.maximum(squares - raw**2, 0.0) / n_tokens)
    shift, stretch = _find_rescaling(raw, places, positions, rescaling)
    position = shift + stretch * raw
    quantile = float(stats.norm.ppf((1 + confidence_level) / 2))
    half = quantile * abs(stretch) * error
    name = METHOD if rescaling == "none" else f"{METHOD}, {rescaling.upper()} rescaled"
    units = pd.DataFrame(
        {
            "unit_id": counts.unit_ids,
            "position": position,
            "standard_error": abs(stretch) * error,
            "conf_low": position - half,
            "conf_high": position + half,
            "confidence_level": confidence_level,
            "n_tokens": n_tokens,
            "method": np.where(n_tokens > 0, name, METHOD_SILENT),
        }
    )
    terms = pd.DataFrame(
        {
            "term": np.array(counts.terms, dtype=object)[is_scored],
            "weight": score,
            "n_tokens": learned[:, is_scored].sum(axis=0),
        }
    )
    return Wordscores(
        units=build_table(units, SCALE_UNITS), terms=build_table(terms, SCALE_TERMS)
    )


def _find_places(counts: TermCounts, reference: Mapping[str, float]) -> list[int]:
    if len(set(reference.values())) < _FEWEST:
        raise InputError(
            f"reference: found {len(reference)} units with "
            f"{len(set(reference.values()))} different positions. Expected at least "
            "two units that differ. Name texts of both ends."
        )
    known = {name: number for number, name in enumerate(counts.unit_ids)}
    sizes = np.asarray(counts.counts.sum(axis=1)).ravel()
    lost = [name for name in reference if name not in known or not sizes[known[name]]]
    if lost:
        raise InputError(
            f"reference: found no terms of {', '.join(map(repr, lost[:5]))}. Expected "
            f"units that were counted ({', '.join(counts.unit_ids[:5])} ...). Correct "
            "the name, or choose another text."
        )
    return [known[name] for name in reference]


def _find_rescaling(
    raw: Floats, places: list[int], positions: Floats, rescaling: Rescaling
) -> tuple[float, float]:
    """Find the shift and the stretch that rescale raw scores."""
    if rescaling == "mv":
        low, high = int(np.argmin(positions)), int(np.argmax(positions))
        spread = raw[places[high]] - raw[places[low]]
        stretch = float((positions[high] - positions[low]) / spread)
        return float(positions[low] - stretch * raw[places[low]]), stretch
    if rescaling == "lbg":
        virgin = np.delete(raw, places)
        virgin = virgin[np.isfinite(virgin)]
        if len(virgin) < _FEWEST or np.ptp(virgin) == 0:
            raise InputError(
                f"rescaling: found {len(virgin)} virgin texts. Expected at least two "
                "that differ, since 'lbg' rescales by their spread. Take 'mv' or 'none'."
            )
        stretch = float(np.std(positions, ddof=1) / np.std(virgin, ddof=1))
        return float(virgin.mean() * (1 - stretch)), stretch
    return 0.0, 1.0
