"""Which unit has each value, and how does it come to the wanted one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.series import find_origin_unit
from indicators.units import compute_unit_factor, parse_unit

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading.records import Tally

_UNKNOWN = "unknown"


def settle_units(
    frame: pd.DataFrame, unit: str | None, file: str, tally: Tally
) -> pd.DataFrame:
    """Give each value a unit: its own, that of other sheets, or the user's.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with the ids of their indicators. A unit that a footnote gives to some
        values only is not taken for the others.
    unit : str or None
        Unit that the user wants.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    pandas.DataFrame
        Records with units; values of the same quantity as `unit` are converted.
    """
    known = frame["unit"].notna()
    pairs = frame.loc[
        known & ~frame["is_exception"], ["indicator_id", "unit"]
    ].drop_duplicates()
    own_units: dict[str, set[str]] = {}
    for name, own in zip(pairs["indicator_id"], pairs["unit"], strict=True):
        own_units.setdefault(name, set()).add(own)
    by_name = {name: find_origin_unit(every) for name, every in own_units.items()}
    all_units = set(pairs["unit"])
    names = frame["indicator_id"]
    fallback = {
        name: by_name.get(name) or unit or find_origin_unit(all_units) or _UNKNOWN
        for name in names.unique()
    }
    units = frame["unit"].where(known, names.map(fallback)).astype("str")
    frame = frame.assign(unit=units)
    n_without = int((units == _UNKNOWN).sum())
    if n_without:
        tally.report(
            "unit-missing",
            "warning",
            file,
            found=f"no unit for {n_without} values",
            rest="A unit in a caption, a column or the argument 'unit' | Give the "
            "argument 'unit'",
        )
    if unit is None:
        return frame
    for found in units.unique():
        if found != unit:
            frame = _convert(frame, found, unit, file, tally)
    return frame


def _convert(
    frame: pd.DataFrame, found: str, unit: str, file: str, tally: Tally
) -> pd.DataFrame:
    """Bring the values of one unit to another, or say why not."""
    here = frame["unit"] == found
    count = int(here.sum())
    given, wanted = parse_unit(found), parse_unit(unit)
    if given.dimension == wanted.dimension:
        tally.report(
            "unit-converted",
            "note",
            file,
            found=f"{count} values in {found}",
            rest=f"Unit {unit} | Converted; correct the unit if they are in {unit}",
        )
        factor = compute_unit_factor(found, to_unit=unit)
        return frame.assign(
            unit=frame["unit"].mask(here, unit),
            value=frame["value"].where(~here, frame["value"] * factor),
        )
    if given.quantity == wanted.quantity:
        tally.report(
            "unit-contradiction",
            "warning",
            file,
            found=f"{count} values whose file says {found}",
            rest=f"Unit {unit}, as declared | Taken as {unit} without conversion; "
            "correct the unit if the file is right",
        )
        return frame.assign(unit=frame["unit"].mask(here, unit))
    tally.report(
        "unit-of-another-kind",
        "warning",
        file,
        found=f"{count} values in {found}",
        rest=f"Unit {unit} | They keep their unit; leave them out of comparisons",
    )
    return frame
