"""Write input.csv: 17 invented regions, two years, eight indicators with hard features.

Run in this folder: python make_input.py
"""

import csv
from pathlib import Path

import numpy as np

N = 17
rng = np.random.default_rng(5)
common = rng.normal(size=N)


def draw(center: float, spread: float, loading: float, digits: int) -> np.ndarray:
    own = rng.normal(size=N)
    mixed = loading * common + np.sqrt(1 - loading**2) * own
    return np.round(center + spread * mixed, digits)


rows = []
for period in ("2021", "2022"):
    income = draw(100, 12, 0.8, 1)
    income[[3, 9]] = [310.0, 265.0]  # two far above
    schools = draw(80, 4, 0.6, 1)
    schools[5] = 31.5  # one far below
    doctors = draw(6, 2, 0.5, 0)  # many ties
    doctors[[2, 11]] = 40.0  # the largest value twice
    # Half of the regions twice as large as the next: more than five are extreme.
    oil = np.round(np.where(np.arange(N) % 2, 3.0, 1.0) * 1.9 ** np.arange(N), 1)
    poverty = draw(9, 2, -0.7, 2)
    poverty[14] = 45.0
    deaths = draw(11, 1.5, -0.4, 2)
    housing = draw(24, 3, 0.7, 2)
    housing[[0, 16]] = [2.0, 61.0]  # both ends
    roads = draw(50, 9, 0.3, 0)
    table = np.column_stack(
        [income, schools, doctors, oil, poverty, deaths, housing, roads]
    )
    for place, values in enumerate(table):
        cells = [f"{value:g}" for value in values]
        if (place, period) in ((4, "2021"), (12, "2022")):
            cells[1] = ""  # a gap
        if (place, period) == (12, "2022"):
            cells[6] = ""  # a second one in the same region
        rows.append([f"r{place + 1:02d}", period, *cells])

names = ["income", "schools", "doctors", "oil", "poverty", "deaths", "housing", "roads"]
with Path("input.csv").open("w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows(
        [["region", "period", *names], *rows]
    )
