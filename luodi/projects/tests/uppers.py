"""An upper level's own empty workbook: headings on two rows, three ruled rows, sums, a signature, a second sheet."""

import io

from openpyxl import Workbook
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from luodi.projects.tests.books import saved

THIN = Border(*(Side(style="thin"),) * 4)


def empty_form() -> bytes:
    """Rows 5 to 7 are for projects, row 8 adds them up, row 9 is signed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "附件1"
    sheet.append(["临海市2021年省重点项目进展情况统计表"])
    sheet.append([None] * 9 + ["单位：亿元"])
    sheet.append(["序号", "项目名称", "建设单位", "投资情况", None, None, None, "计划竣工时间", "开工时间", "经办"])
    sheet.append([None, None, None, "总投资", "年度计划投资（万元）", "1-9月完成投资（万元）", "完成率"])
    for cells in ("A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:H4", "I3:I4", "J3:J4"):
        sheet.merge_cells(cells)
    for row in (5, 6, 7):
        sheet.cell(row, 7, f"=F{row}/E{row}").number_format = "0.0%"
        sheet.cell(row, 9).number_format = "yyyy-mm"
        for column in range(1, 11):
            sheet.cell(row, column).border = THIN
        sheet.row_dimensions[row].height = 28
    sheet.append(["合计", None, None, "=SUM(D5:D7)", "=SUM(E5:E7)", "=SUM(F5:F7)", "=F8/E8"])
    sheet.merge_cells("A8:C8")
    sheet["A8"].font = Font(bold=True)
    sheet.append(["填表人：", None, None, None, "审核人："])
    sheet.row_dimensions[9].height = 40
    sheet.column_dimensions["B"].width = 36
    sheet.print_area = "A1:J9"
    check = DataValidation(type="list", formula1='"甲,乙"')
    check.add("J5:J7")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add(
        "G5:G7", CellIsRule(operator="lessThan", formula=["0.5"], fill=PatternFill("solid"))
    )
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    picture.seek(0)
    sheet.add_image(Picture(picture), "I9")
    other = book.create_sheet("封面")
    other.append(["年度计划合计", "=附件1!E8", "=SUM(附件1!E5:E7)"])
    return saved(book)
