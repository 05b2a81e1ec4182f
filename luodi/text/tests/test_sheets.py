"""Workbooks as people send them: merged headers, disguised files, a million rows."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from luodi.text.sheets import SheetError, read_sheets, sheet_names, write_book, write_sheet

COLUMNS = {"name": ("姓名", "联系人"), "phone": ("联系方式电话", "电话", "手机"), "when": ("登记日期",)}
REQUIRED = {"name", "phone"}


def book_of(*rows, merge=(), title="登记表") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def why(data: bytes, **options) -> SheetError:
    with pytest.raises(SheetError) as caught:
        read_sheets(data, COLUMNS, REQUIRED, **options)
    return caught.value


def test_a_plain_table_gives_texts_and_the_addresses_of_their_cells():
    rows = read_sheets(book_of(["电话", "姓名"], [13900000001, " 孙女士 "], [None, None]), COLUMNS, REQUIRED)
    assert [(row.sheet, row.row, row.values) for row in rows] == [
        ("登记表", 2, {"name": "孙女士", "phone": "13900000001"})
    ]
    assert rows[0].cells == {"name": "B2", "phone": "A2"}


def test_a_header_below_a_title_and_through_merged_cells_is_found():
    data = book_of(
        ["2021 年投资意向登记表", None, None],
        ["姓名 *", "联系方式", None],
        [None, "电话（必填）", "邮箱"],
        ["孙女士", "139", "a@example.invalid"],
        merge=("A1:C1", "A2:A3", "B2:C2"),
    )
    (row,) = read_sheets(data, COLUMNS, REQUIRED)
    assert row.values == {"name": "孙女士", "phone": "139"}
    assert row.cells["phone"] == "B4"


def test_a_heading_merged_over_two_columns_means_the_first():
    data = book_of(["姓名", None, "电话"], ["孙女士", "x", "139"], merge=("A1:B1",))
    assert read_sheets(data, COLUMNS, REQUIRED)[0].values == {"name": "孙女士", "phone": "139"}


def test_dates_numbers_and_formulas_are_read_as_their_values():
    moment = datetime(2021, 1, 4, 9, 40)
    rows = read_sheets(
        book_of(["姓名", "电话", "登记日期"], ["甲", 1.5, date(2021, 1, 4)], ["=1+1", "2", moment]),
        COLUMNS,
        REQUIRED,
    )
    assert rows[0].values == {"name": "甲", "phone": "1.5", "when": "2021-01-04"}
    assert rows[1].values == {"name": "", "phone": "2", "when": "2021-01-04T09:40"}


def test_a_sheet_of_instructions_and_a_hidden_sheet_are_passed_over():
    book = Workbook()
    book.active.append(["请按下表填写"])
    filled = book.create_sheet("表二")
    for row in (["姓名", "电话"], ["孙女士", "139"]):
        filled.append(row)
    hidden = book.create_sheet("旧表")
    hidden.append(["姓名", "电话"])
    hidden.append(["不读", "1"])
    hidden.sheet_state = "hidden"
    assert [row.sheet for row in read_sheets(saved(book), COLUMNS, REQUIRED)] == ["表二"]
    assert sheet_names(saved(book)) == ["Sheet", "表二"]


def test_wrong_columns_are_named():
    assert why(book_of(["公司", "地址"])).code == "no_header"
    missing = why(book_of(["姓名", "地址"]))
    assert (missing.code, missing.sheet, missing.cell) == ("missing_columns", "登记表", "A1")
    assert "联系方式电话" in missing.sentence
    twice = why(book_of(["姓名", "电话", "手机"]))
    assert (twice.code, twice.cell) == ("column_twice", "C1")
    assert why(book_of(["姓名", "电话"]), sheet=["岗位"]).code == "no_sheet"


def test_too_many_rows_are_refused_by_number():
    data = book_of(["姓名", "电话"], *(["甲", n] for n in range(12)))
    error = why(data, limit=10)
    assert (error.code, error.facts["limit"]) == ("too_many_rows", 10)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00" * (10 * 1024 * 1024 + 1), "too_big"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"<html><table></table></html>", "not_xlsx"),
        (b"MZ\x90\x00", "not_xlsx"),
        (b"PK\x03\x04 torn", "not_xlsx"),
        (b"", "not_xlsx"),
    ],
)
def test_disguised_encrypted_and_oversized_files_are_refused(data, code):
    assert why(data).code == code


def test_a_large_upload_is_measured_before_it_is_read():
    class Upload(io.BytesIO):
        def read(self, *_args):
            raise AssertionError("read before it was measured")

    upload = Upload()
    upload.seek(11 * 1024 * 1024)
    upload.write(b"0")
    assert why(upload).code == "too_big"


def repacked(extra: dict[str, bytes]) -> bytes:
    source, target = io.BytesIO(book_of(["姓名", "电话"], ["甲", "1"])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in extra:
                new.writestr(part, old.read(part))
        for part, content in extra.items():
            new.writestr(part, content)
    return target.getvalue()


def test_a_zip_bomb_and_an_entity_bomb_are_refused():
    assert why(repacked({"xl/media/x.bin": b"\x00" * (81 * 1024 * 1024)})).code == "unsafe"
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x/>'
    assert why(repacked({"xl/sharedStrings.xml": entities})).code == "unsafe"


def test_a_damaged_workbook_is_a_sentence_not_a_crash():
    assert why(repacked({"xl/worksheets/sheet1.xml": b"<worksheet><row"})).code == "broken"
    assert why(repacked({"xl/workbook.xml": b""})).code == "broken"


def test_what_is_written_never_becomes_a_formula_and_reads_back_unchanged():
    told = ["=HYPERLINK(1)", "+8613900000001", "-1", "@SUM(1)", "孙\x0b女士", 7, datetime(2021, 1, 4, 9, 40)]
    book = load_workbook(io.BytesIO(write_sheet("导出", ["一"] * len(told), [told])))
    cells = book["导出"][2]
    assert [cell.data_type for cell in cells[:4]] == ["s"] * 4
    assert [cell.value for cell in cells] == [*told[:4], "孙女士", 7, told[6]]
    assert all(cell.quotePrefix for cell in cells[:4])


def test_a_written_book_can_be_read_again_sheet_by_sheet():
    data = write_book([("甲", ["姓名", "电话"], [["孙女士", "+86"]]), ("乙", ["别的"], [])])
    assert read_sheets(data, COLUMNS, REQUIRED, sheet=["甲"])[0].values == {"name": "孙女士", "phone": "+86"}
