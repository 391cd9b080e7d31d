"""What one region is, and what one change of regions is.

Definitions only: reading and checking them belongs to `atlas.registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RegionKind = Literal["region", "city"]
ChangeKind = Literal["split", "merge", "divide", "rename", "centre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One first-level region, valid on the half-open interval [valid_from, valid_to).

    Parameters
    ----------
    region_id : str
        ISO 3166-2 code; one of ours where the standard never had one.
    name_en, name_ru, name_kk : str
        Official names.
    label : str
        Short English name for pictures.
    kind : {"region", "city"}
        A city is a city of republican significance.
    centre : str
        Present administrative centre.
    valid_from : str
        First day, ISO date.
    valid_to : str or None
        First day on which it no longer exists; None while it exists.
    successors : tuple of str
        Regions that came out of it, from the changes.
    withdrawn_code : str or None
        ISO letter code that is no longer in force.
    kato : str or None
        Code of the national classifier.
    source : str
        Where the row comes from.
    """

    region_id: str
    name_en: str
    name_ru: str
    name_kk: str
    label: str
    kind: RegionKind
    centre: str
    valid_from: str
    valid_to: str | None = None
    successors: tuple[str, ...] = ()
    withdrawn_code: str | None = None
    kato: str | None = None
    source: str = ""

    def is_valid(self, date: str) -> bool:
        """Whether the region exists on a day (ISO date)."""
        return self.valid_from <= date and (
            self.valid_to is None or date < self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent:
    """One change: which regions became which, and when.

    Parameters
    ----------
    event_id : str
        A stable word.
    date : str
        First day of the new state, ISO date.
    kind : {"split", "merge", "divide", "rename", "centre"}
        A region that goes on with less or more territory stands on both sides. One
        that ends while its land goes to several that go on is divided: which of them
        got what is not known. Renames and moves of the centre leave territory alone.
    from_region_ids, to_region_ids : tuple of str
        All regions before and after.
    title : str
        One sentence.
    source : str
        The act behind it.
    """

    event_id: str
    date: str
    kind: ChangeKind
    from_region_ids: tuple[str, ...]
    to_region_ids: tuple[str, ...]
    title: str
    source: str
