"""Make old_workbook.xls, a small invented workbook of the old kind.

Run once with xlwt 1.3.0 (which is not needed to run the tests):

    python tests/unit/indicators/files/make_old_workbook.py
"""

from pathlib import Path

import xlwt

book = xlwt.Workbook(encoding="utf-8")
raised = xlwt.easyfont("escapement superscript")
plain = xlwt.easyfont("")
percent = xlwt.easyxf(num_format_str="0.0%")

sheet = book.add_sheet("Безработица ")
sheet.write_merge(0, 0, 0, 4, "Выдуманный показатель, человек")
sheet.write_merge(1, 2, 0, 0, "Область")
sheet.write_merge(1, 1, 1, 2, 2019)
sheet.write_merge(1, 1, 3, 4, "2020")
for column, text in enumerate(("I квартал", "год", "I квартал", "год"), 1):
    sheet.write(2, column, text)
sheet.write(3, 0, "Республика Казахстан ")
sheet.write_rich_text(4, 0, (("Туркестанская", plain), ("1", raised), (")", raised)))
sheet.write(5, 0, "Павлодарская")
rows = ((30, 120, 40, 160), (10, "12 345", "-", "x"), (20, 80, "...", "0,0"))
for row, values in enumerate(rows, 3):
    for column, value in enumerate(values, 1):
        sheet.write(row, column, value)
sheet.write(6, 0, "Акмолинская")
sheet.write(6, 1, 7)
sheet.write(6, 2, xlwt.Formula("1/0"))
sheet.row(6).hidden = True
sheet.write(8, 0, "1) выдуманные данные")

other = book.add_sheet("Доля")
other.write(0, 1, 2019)
other.write(1, 0, "Павлодарская")
other.write(1, 1, 0.081, percent)

hidden = book.add_sheet("Черновик")
hidden.write(0, 1, 2019)
hidden.write(1, 0, "Павлодарская")
hidden.write(1, 1, 999)
hidden.visibility = 1

book.save(str(Path(__file__).parent / "old_workbook.xls"))
