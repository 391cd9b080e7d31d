"""Which passages are compared with which?

A comparison has a target and a reference. This module says how much of each passage
belongs to either; what is compared is decided by `keyness`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from ledger import InputError, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Attribution = Literal["weights", "named"]

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageGroups:
    """How much of each passage belongs to the target and to the reference.

    Parameters
    ----------
    passage_ids : tuple of str
        The passages.
    target, reference : array
        Share of each passage in the target and in the reference, in [0, 1]. A passage
        may belong to both in part, or to neither.
    target_name, reference_name : str
        What they are, for people.
    """

    passage_ids: tuple[str, ...]
    target: NDArray[np.float64]
    reference: NDArray[np.float64]
    target_name: str
    reference_name: str

    def list_shares(self, passage_ids: Sequence[str]) -> list[NDArray[np.float64]]:
        """List the shares in target and reference of passages, 0 where unknown."""
        index = pd.Index(self.passage_ids).get_indexer(pd.Index(passage_ids))
        return [
            np.where(index >= 0, shares[index], 0.0)
            for shares in (self.target, self.reference)
        ]


def build_column_groups(
    passages: pd.DataFrame,
    column: str,
    *,
    target: object | Sequence[object],
    reference: object | Sequence[object] | None = None,
) -> PassageGroups:
    """Compare the passages that have a value in a column with those that have others.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table with the column; a column of documents can be merged into it by
        ``document_id``.
    column : str
        Such as ``year``, ``language``, ``outlet``.
    target : value or sequence of values
        The values of the target, compared as text (``2019`` is ``"2019"``).
    reference : value or sequence of values, optional
        The values of the reference; the default is every other value.

    Returns
    -------
    PassageGroups
        Each passage in the target, in the reference or, where the column is empty or
        names a value that was not asked for, in neither.

    Raises
    ------
    InputError
        If there is no such column, a value names no passage, a value is in both
        groups, or the target is everything.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"passage_id": ["a", "b", "c"], "year": [2018, 2019, None]})
    >>> groups = build_column_groups(frame, "year", target=2019)
    >>> groups.target.tolist(), groups.reference.tolist()
    ([0.0, 1.0, 0.0], [1.0, 0.0, 0.0])
    """
    if column not in passages.columns:
        raise InputError(
            f"column {column!r}: not in the table. Expected one of "
            f"{', '.join(map(str, passages.columns))}. Correct the name."
        )
    values = [_write(value) for value in passages[column].tolist()]
    known = sorted({value for value in values if value is not None})
    wanted = _list_values(target)
    others = (
        [value for value in known if value not in wanted]
        if reference is None
        else _list_values(reference)
    )
    _check_values(column, wanted, others, known)
    return PassageGroups(
        passage_ids=tuple(passages["passage_id"].tolist()),
        target=np.array([value in wanted for value in values], dtype=np.float64),
        reference=np.array([value in others for value in values], dtype=np.float64),
        target_name=f"{column} = {_join(wanted)}",
        reference_name=(
            f"every other {column}"
            if reference is None
            else f"{column} = {_join(others)}"
        ),
    )


def build_region_groups(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    *,
    target: Sequence[str],
    reference: Sequence[str] | None = None,
    attribution: Attribution = "weights",
) -> PassageGroups:
    r"""Compare what is written about some regions with what is written about others.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    passage_regions : pandas.DataFrame
        Passage_regions table.
    target : sequence of str
        Regions, such as one region or the core.
    reference : sequence of str, optional
        Regions, such as the periphery; the default is every other region.
    attribution : {"weights", "named"}
        With ``weights`` a passage belongs to a group by the sum of its weights there,
        so that a passage about two regions gives half its words to each, as in every
        regional figure of this package. With ``named`` a passage belongs to the target
        if it names a target region and no reference region, and the other way round; a
        passage that names both is left out, since its words tell them not apart.

    Returns
    -------
    PassageGroups
        A passage that names no region is in neither group.

    Raises
    ------
    InputError
        If no passage is about the target or the reference, or a region is in both.
    """
    check_choice(attribution, Attribution, "attribution")
    known = sorted(passage_regions["region_id"].unique().tolist())
    wanted = list(dict.fromkeys(target))
    others = (
        [region for region in known if region not in wanted]
        if reference is None
        else list(dict.fromkeys(reference))
    )
    both = sorted(set(wanted) & set(others))
    if both:
        raise InputError(
            f"regions {_join(both)}: in the target and in the reference. Expected a "
            "region in one of them. Take it out of the other."
        )
    passage_ids = passages["passage_id"].tolist()
    shares = []
    for side, regions in (("target", wanted), ("reference", others)):
        rows = passage_regions[passage_regions["region_id"].isin(regions)]
        sums = rows.groupby("passage_id")["weight"].sum()
        share = sums.reindex(passage_ids).fillna(0.0).to_numpy(dtype=np.float64)
        if not share.any():
            raise InputError(
                f"{side} {_join(regions) or '(no region)'}: no passage is about it. "
                f"Expected regions that passages name: {_join(known) or 'there are none'}. "
                "Choose among them."
            )
        shares.append(np.minimum(share, 1.0))
    if attribution == "named":
        names_one = [share > 0 for share in shares]
        shares = [
            (names_one[0] & ~names_one[1]).astype(np.float64),
            (names_one[1] & ~names_one[0]).astype(np.float64),
        ]
    return PassageGroups(
        passage_ids=tuple(passage_ids),
        target=shares[0],
        reference=shares[1],
        target_name=_join(wanted),
        reference_name="every other region" if reference is None else _join(others),
    )


def _write(value: object) -> str | None:
    """Write a value of a column as text: a year read as 2019.0 is 2019."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)


def _list_values(values: object) -> list[str]:
    many = values if isinstance(values, list | tuple | set | frozenset) else [values]
    return [text for value in many if (text := _write(value)) is not None]


def _check_values(
    column: str, wanted: list[str], others: list[str], known: list[str]
) -> None:
    for value in (*wanted, *others):
        if value not in known:
            raise InputError(
                f"column {column!r}: found no passage with the value {value!r}. "
                f"Expected one of {_join(known) or 'no value at all'}. Correct it."
            )
    both = sorted(set(wanted) & set(others))
    if both:
        raise InputError(
            f"column {column!r}: the value {both[0]!r} is in the target and in the "
            "reference. Expected it in one of them. Take it out of the other."
        )
    if not wanted:
        raise InputError(
            f"column {column!r}: found no value for the target. Expected one of "
            f"{_join(known)}. Name it."
        )
    if not others:
        raise InputError(
            f"column {column!r}: every passage has the value {_join(wanted)}, so there "
            "is nothing to compare it with. Expected passages with another value."
        )


def _join(values: Sequence[str]) -> str:
    text = ", ".join(values[:_SHOWN])
    more = len(values) - _SHOWN
    return f"{text} and {more} more" if more > 0 else text
