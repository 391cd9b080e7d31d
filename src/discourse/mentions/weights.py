"""How much of a passage is about each region?

Turns mentions into the weights by which every regional figure is computed.
"""

import json
from collections.abc import Sequence

import pandas as pd

from discourse.schemas import MENTION_LEVELS, MENTION_SENSES, PASSAGE_REGIONS
from ledger import InputError, Problem, build_table

COUNTED_SENSES = ("place", "government")
COUNTED_LEVELS = ("region", "city_of_republic", "city", "district")


def build_passage_regions(
    passages: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    senses: Sequence[str] = COUNTED_SENSES,
    levels: Sequence[str] = COUNTED_LEVELS,
) -> pd.DataFrame:
    r"""Weigh the regions each passage names.

    Parameters
    ----------
    passages : DataFrame
        A passages table; only passages in it get rows.
    mentions : DataFrame
        A mentions table.
    senses : sequence of str
        Senses that count; by default places and authorities, neither organisations,
        persons nor implied mentions.
    levels : sequence of str
        Levels that count; by default neither macro-regions, of which each member gets
        an equal share, nor open villages, which lie in one of the regions their
        document names but in which is not known. A village whose region is settled
        counts wherever districts do: it lies in one.

    Returns
    -------
    DataFrame
        A passage_regions table: one row per passage and region it is about. A passage
        that names no region has no row.

    Raises
    ------
    InputError
        A sense or level is unknown.

    Notes
    -----
    Each distinct region named counts once, however often it is named, and so does
    each distinct set of candidates of an ambiguous name. With :math:`n_p` such units
    in passage :math:`p`, and :math:`c_u(r)` the share of region :math:`r` in unit
    :math:`u` (1 for a matched region),

    .. math:: w(p, r) = \frac{1}{n_p} \sum_{u} c_u(r), \qquad \sum_r w(p, r) = 1.

    Examples
    --------
    A passage that names Pavlodar region twice and Aktobe once gives each one half.
    """
    _check_words("sense", senses, MENTION_SENSES)
    _check_words("level", levels, MENTION_LEVELS)
    is_held = mentions["level"].eq("village") & mentions["region_id"].notna()
    if "district" not in levels:
        is_held &= False
    counted = mentions[
        mentions["sense"].isin(list(senses))
        & (mentions["level"].isin(list(levels)) | mentions["level"].isna() | is_held)
        & mentions["passage_id"].isin(passages["passage_id"])
    ]
    units: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for passage_id, region_id, candidates in zip(
        counted["passage_id"], counted["region_id"], counted["candidates"], strict=True
    ):
        if isinstance(region_id, str):
            unit = [(region_id, 1.0)]
        elif isinstance(candidates, str):
            unit = _read_candidates(candidates)
        else:
            continue
        if unit:
            units.setdefault(passage_id, {})[json.dumps(unit)] = unit
    rows: list[dict[str, object]] = []
    for passage_id, named in units.items():
        weights: dict[str, float] = {}
        for unit in named.values():
            for region_id, share in unit:
                weights[region_id] = weights.get(region_id, 0.0) + share / len(named)
        rows.extend(
            {
                "passage_id": passage_id,
                "region_id": region_id,
                "weight": min(weight, 1.0),
                "basis": "mention",
            }
            for region_id, weight in weights.items()
        )
    columns = [column.name for column in PASSAGE_REGIONS.columns]
    return build_table(pd.DataFrame(rows, columns=columns), PASSAGE_REGIONS)


def _check_words(kind: str, given: Sequence[str], known: Sequence[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise InputError(
            problems=[
                Problem(
                    code=f"unknown-{kind}",
                    severity="error",
                    where=f"argument '{kind}s'",
                    found=", ".join(unknown),
                    expected=f"any of {', '.join(known)}",
                    action="correct the spelling",
                )
            ]
        )


def _read_candidates(candidates: str) -> list[tuple[str, float]]:
    """Read candidates with their shares, made to sum to one."""
    pairs = [(str(region), float(share)) for region, share in json.loads(candidates)]
    total = sum(share for _, share in pairs)
    return [(region, share / total) for region, share in pairs] if total > 0 else []
