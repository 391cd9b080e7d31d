"""Reading statistics beside what a user would take instead, on the same files.

    python benchmarks/indicators_reading.py [ROWS]

Each reader runs five times (large files twice), the best counts; both run in the same
process on the same file. pandas gives raw cells only: no regions, periods, units,
marks or addresses. The large file is made here, of invented figures.
"""

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from indicators import read_indicator_file

DATA = Path(__file__).resolve().parents[2] / "shared/data/indicators"
REGIONS = ("Akmola", "Aktobe", "Atyrau", "Pavlodar", "Kostanay", "Zhambyl")


def measure(function: Callable[[], object], repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


def compare(
    name: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    repeats: int = 5,
) -> None:
    first, second = measure(ours, repeats), measure(theirs, repeats)
    print(f"{name:<44} {first:8.3f} s {second:8.3f} s {first / second:7.1f}x")


def write_large_file(path: Path, n_rows: int) -> None:
    rng = np.random.default_rng(1)
    numbers = np.arange(n_rows)
    n_regions = len(REGIONS)
    frame = pd.DataFrame(
        {
            "region": np.array(REGIONS)[numbers % n_regions],
            "year": 2000 + (numbers // n_regions) % 20,
            "indicator": np.char.add("i", (numbers // (20 * n_regions)).astype(str)),
            "unit": "persons",
            "value": rng.integers(1, 10_000_000, n_rows),
        }
    )
    frame.to_csv(path, index=False)


def main() -> None:
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{'file':<44} {'aimaq':>10} {'pandas':>10} {'ratio':>8}")
    if DATA.is_dir():
        book = DATA / "grp/bns_grp_kaz.xlsx"
        compare(
            "GRP workbook (3 sheets, 1,448 values)",
            lambda: read_indicator_file(book),
            lambda: pd.read_excel(book, sheet_name=None, header=None),
        )
        income = DATA / "income/bns_percapita_income_quarterly.csv"
        compare(
            "quarterly income (1,126 rows of text)",
            lambda: read_indicator_file(income, unit="KZT/month"),
            lambda: pd.read_csv(income),
        )
    else:
        print("the office's files are not there: skipped")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write_large_file(path, n_rows)
        compare(
            f"generated csv ({n_rows:,} rows)",
            lambda: read_indicator_file(path),
            lambda: pd.read_csv(path),
            repeats=2,
        )
        tracemalloc.start()
        read_indicator_file(path)
        print(
            f"peak of Python's memory: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
