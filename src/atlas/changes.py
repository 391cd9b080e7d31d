"""Which territory did a region cover on a day?

Territories are sets of pieces: the smallest areas that the changes of the registry
tell apart. With them, two sets of regions of different years can be compared exactly:
a region of one year equals, contains or is a part of regions of another year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atlas.regions import ChangeEvent

_MOVES_LAND = ("split", "merge", "divide")

# First day of a territory, and its pieces, in the order of time.
_History = list[tuple[str, frozenset[str]]]


def find_territory(
    events: Sequence[ChangeEvent], region_id: str, *, date: str
) -> frozenset[str]:
    """Find the pieces that a region covered on a day.

    Parameters
    ----------
    events : sequence of ChangeEvent
        Changes of the registry.
    region_id : str
        The region.
    date : str
        ISO date. A date before the region existed gives the territory with which it
        began, so that values calculated back can be placed; a date after its end the
        one it had last.

    Returns
    -------
    frozenset of str
        Pieces: before a split a region covers the pieces of all parts, after a merger
        those of all its sources.

    Notes
    -----
    Events are followed in the order of time. A split cuts every piece that the region
    has into one for each part, because it is not known which of them a part got: a
    region that took others in and then split covers all cuts of each, so that nothing
    that was taken in is said to lie in one part. A division cuts the region that ends
    into one piece for each that goes on. A piece is named by the region that began
    with it or by the part that got it, with its former name where that is not enough.
    """
    history = _follow(tuple(events)).get(region_id)
    if history is None:
        return frozenset({region_id})
    reached = [pieces for start, pieces in history if start <= date]
    return reached[-1] if reached else history[0][1]


@lru_cache(maxsize=16)
def _follow(events: tuple[ChangeEvent, ...]) -> dict[str, _History]:
    """Follow the territory of every region through the changes."""
    histories: dict[str, _History] = {}
    for event in sorted(events, key=lambda item: (item.date, item.event_id)):
        if event.kind not in _MOVES_LAND:
            continue
        for region_id in event.from_region_ids:
            histories.setdefault(region_id, [("", frozenset({region_id}))])
        if event.kind == "merge":
            gained = _join(histories, event.from_region_ids)
            parts = dict.fromkeys(event.to_region_ids, gained)
        else:
            ended = [
                region_id
                for region_id in event.from_region_ids
                if event.kind == "split" or region_id not in event.to_region_ids
            ]
            cut = _join(histories, ended)
            parts = _cut_pieces(histories, cut, event)
            if event.kind == "divide":
                # Those that go on keep what they had.
                parts = {
                    region_id: pieces | _join(histories, [region_id])
                    for region_id, pieces in parts.items()
                }
        for region_id, pieces in parts.items():
            histories.setdefault(region_id, []).append((event.date, pieces))
    return histories


def _join(histories: dict[str, _History], region_ids: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(histories[name][-1][1] for name in region_ids))


def _cut_pieces(
    histories: dict[str, _History], cut: frozenset[str], event: ChangeEvent
) -> dict[str, frozenset[str]]:
    """Cut pieces into one for each part, in every territory that holds them."""
    taken = {piece for line in histories.values() for _, held in line for piece in held}
    is_whole = event.kind == "split" and len(cut) == 1
    cuts = {
        piece: {
            part: part if is_whole and part not in taken - cut else f"{piece}>{part}"
            for part in event.to_region_ids
        }
        for piece in cut
    }
    for region_id, line in histories.items():
        histories[region_id] = [
            (start, frozenset(new for old in held for new in _cut(old, cuts)))
            for start, held in line
        ]
    return {
        part: frozenset(named[part] for named in cuts.values())
        for part in event.to_region_ids
    }


def _cut(piece: str, cuts: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    return cuts[piece].values() if piece in cuts else (piece,)


def find_successors(events: Sequence[ChangeEvent], region_id: str) -> tuple[str, ...]:
    """Find the regions that came out of a region.

    A region that was there before and took others in did not come out of them.

    Parameters
    ----------
    events : sequence of ChangeEvent
        Changes of the registry.
    region_id : str
        The region.

    Returns
    -------
    tuple of str
        Region ids in the order of the changes.
    """
    found: list[str] = []
    for event in sorted(events, key=lambda item: item.date):
        if region_id in event.from_region_ids:
            found += [
                part
                for part in event.to_region_ids
                if part not in event.from_region_ids and part not in found
            ]
    return tuple(found)
