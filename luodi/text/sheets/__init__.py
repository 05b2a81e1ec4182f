"""Spreadsheets people send and take away: .xlsx read with care, written so that nothing in them runs."""

from luodi.text.sheets.errors import SheetError
from luodi.text.sheets.lines import read_table
from luodi.text.sheets.reading import SheetRow, read_sheets, sheet_names
from luodi.text.sheets.tables import Table, TableRow, read_tables
from luodi.text.sheets.writing import Sheet, put, write_book, write_lines, write_sheet

__all__ = [
    "Sheet",
    "SheetError",
    "SheetRow",
    "Table",
    "TableRow",
    "put",
    "read_sheets",
    "read_table",
    "read_tables",
    "sheet_names",
    "write_book",
    "write_lines",
    "write_sheet",
]
