"""Wordscores on the published example (see README.md beside this file)."""

import numpy as np
import pytest
from scipy import sparse

from discourse import TermCounts, fit_wordscores

BELL = (2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2)
SHIFTS = {"R1": 0, "R2": 5, "R3": 10, "R4": 15, "R5": 20, "V1": 7}
POSITIONS = {"R1": -1.5, "R2": -0.75, "R3": 0.0, "R4": 0.75, "R5": 1.5}


def make_counts() -> TermCounts:
    table = np.zeros((len(SHIFTS), 37))
    for row, shift in enumerate(SHIFTS.values()):
        table[row, shift : shift + len(BELL)] = BELL
    return TermCounts(
        unit_ids=tuple(SHIFTS),
        terms=tuple(f"w{number:02d}" for number in range(37)),
        counts=sparse.csr_array(table),
    )


def test_the_virgin_text_gets_the_published_score():
    units = fit_wordscores(make_counts(), POSITIONS).units.set_index("unit_id")
    assert units.loc["V1", "position"] == pytest.approx(-0.448, abs=5e-4)
    assert units.loc["V1", "standard_error"] == pytest.approx(0.0119, abs=5e-5)


def test_martin_and_vanberg_keep_the_outermost_texts():
    fit = fit_wordscores(make_counts(), POSITIONS, rescaling="mv")
    units = fit.units.set_index("unit_id")["position"]
    assert units["R1"] == pytest.approx(-1.5)
    assert units["R5"] == pytest.approx(1.5)
    assert -0.75 < units["V1"] < 0.0
