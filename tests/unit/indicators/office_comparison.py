"""Compare what a reader made of a file with what is true of each cell."""

from dataclasses import dataclass, field

from .office_sheet import Sheet


@dataclass
class Verdict:
    """How a reader did on one workbook."""

    n_cells: int = 0
    n_read: int = 0
    n_refused: int = 0
    wrong: list = field(default_factory=list)
    reasons: list = field(default_factory=list)


def compare(  # noqa: C901 - one walk over all that can be wrong
    sheets: list[Sheet], data, error: str | None
) -> Verdict:
    """Compare what was read with the truth, cell by cell."""
    verdict = Verdict()
    for sheet in sheets:
        truth = sheet.locate()
        verdict.n_cells += len(truth)
        if data is None or not len(data.values):
            verdict.n_refused += len(truth)
            verdict.reasons.append(error)
            continue
        values = data.values
        place = f"#{sheet.name}!" if "!" in values["source_cell"].iat[0] else "#"
        here = values[values["source_cell"].str.contains(place, regex=False)]
        parts: dict[str, set[str]] = {}
        seen = set()
        for row in here.itertuples():
            cell = row.source_cell.rpartition("#")[2].rpartition("!")[2]
            seen.add(cell)
            if cell not in truth:
                verdict.wrong.append(f"{cell}: read {row.value}, but it is no value")
                continue
            found, is_second = truth[cell]
            value = None if row.value != row.value else row.value
            got = (row.region_id, row.period, value)
            wanted = (found.region_id, found.period, found.value)
            is_status = row.status in (found.status, "estimated")
            if got != wanted or not is_status:
                verdict.wrong.append(f"{cell}: {got} {row.status}, true {found}")
            if sheet.unit is not None and row.unit != sheet.unit:
                verdict.wrong.append(f"{cell}: unit {row.unit}, true {sheet.unit}")
            parts.setdefault(row.indicator_id, set()).add((found.part, is_second))
        for name, found in parts.items():
            if len(found) > 1:
                verdict.wrong.append(f"{name} mixes {sorted(found)}")
        verdict.n_read += len(seen)
        lost = set(truth) - seen
        verdict.n_refused += len(lost)
        if lost:
            said = [p.code for p in data.problems if p.severity != "note"]
            if said:
                verdict.reasons.append(", ".join(sorted(set(said))))
            else:
                verdict.wrong.append(f"lost without a word: {sorted(lost)[:5]}")
    return verdict
