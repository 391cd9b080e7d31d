"""Long tables read by their columns give what reading row by row gives."""

import pandas as pd
import pytest

from indicators import read_indicator_file
from indicators.reading import extraction


def make_text() -> str:
    rows = ["region;year;quarter;sex;unit;value;status"]
    marks = ("-", "x", "...", "", "0,0", "bad", "1 234,5", "7%", "1,234")
    number = 0
    for region in ("Akmola", "Almaty city", "Kazakhstan", "Total", "Mars"):
        for year in ("2019", "2020", "soon"):
            for quarter in (1, 2, 3, 4):
                for sex in ("total", "men", "women"):
                    number += 1
                    value = marks[number % 23] if number % 23 < len(marks) else number
                    status = "imputed" if number % 7 == 0 else ""
                    unit = "persons" if number % 5 else "thousand persons"
                    cells = (region, year, quarter, sex, unit, value, status)
                    rows.append(";".join(map(str, cells)))
    return "\n".join(rows)


@pytest.mark.parametrize("name", ["table.csv", "table.parquet"])
def test_by_columns_as_by_rows(write_csv, tmp_path, monkeypatch, name):
    path = write_csv(make_text())
    if name.endswith("parquet"):
        pd.read_csv(path, dtype=str, sep=";").to_parquet(tmp_path / name)
        path = tmp_path / name
    by_rows = read_indicator_file(path, indicator_id="x")
    monkeypatch.setattr(extraction, "_PLAIN_ROWS", 1)
    by_columns = read_indicator_file(path, indicator_id="x")
    pd.testing.assert_frame_equal(by_columns.values, by_rows.values)
    by_reason = [
        dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True))
        for data in (by_columns, by_rows)
    ]
    assert by_reason[0] == by_reason[1]
    assert len(by_rows.values) > 60
    codes = [sorted({p.code for p in data.problems}) for data in (by_columns, by_rows)]
    assert codes[0] == codes[1]
    assert {"unreadable-period", "unreadable-cell", "unmatched-region"} <= set(codes[0])
