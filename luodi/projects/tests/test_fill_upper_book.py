"""The upper level's own workbook comes back filled, cell for cell: what stood there stands there."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Attachment, Event
from luodi.projects.actions.columns import drop_columns, map_upper, save_upper
from luodi.projects.export import rows
from luodi.projects.models import Milestone, Project, SavedColumns
from luodi.projects.tests.uppers import empty_form
from luodi.projects.upper import filled, understood
from luodi.text.sheets import SheetError
from tests.cast import Cast
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


def made(people: Projecting, number: int) -> None:
    for place in range(1, number + 1):
        told = {
            "sponsor_name": "=远海食品",
            "stage": "building",
            "started_on": date(2021, 3, 9),
            "year_plan": 40 * MILLION,
        }
        project = people.project(f"项目{place}", **told)
        Project.objects.filter(pk=project.pk).update(year_done=25 * MILLION)
        Milestone.objects.create(project=project, stage="completed", name="竣工", forecast=date(2022, 9, 30))


def returned(people: Projecting, **more: Any) -> Workbook:
    data = empty_form()
    layout = understood(data) | more
    found = rows(Viewer.of(people.owner), {}, timezone.now())
    return load_workbook(io.BytesIO(filled(data, layout, found)))


def test_headings_on_two_rows_are_understood_with_the_unit_of_each_column(people: Projecting):
    layout = understood(empty_form())
    assert (layout["sheet"], layout["begins"], layout["footer"]) == ("附件1", 5, 8)
    assert [(one["column"], one["unit"]) for one in layout["columns"]] == [
        ("serial", "亿"), ("title", "亿"), ("sponsor_name", "亿"), ("total", "亿"), ("year_plan", "万"),
        ("year_done", "万"), ("", "亿"), ("planned_end", "亿"), ("started_on", "亿"), ("", "亿"),
    ]  # fmt: skip
    assert [layout["columns"][place]["form"] for place in (7, 8)] == ["day", "cell"]


def test_more_projects_than_rows_push_the_sums_down_and_the_sums_still_add_up_all(people: Projecting):
    made(people, 5)
    sheet = returned(people)["附件1"]
    assert [cell.value for cell in sheet[9]][:8] == [5, "项目5", "=远海食品", 1, 4000, 2500, "=F9/E9", "2022-09-30"]
    assert sheet["C9"].data_type == "s"
    assert sheet["I9"].value.date() == date(2021, 3, 9)
    assert [sheet.cell(10, column).value for column in (1, 4, 5, 7)] == [
        "合计",
        "=SUM(D5:D9)",
        "=SUM(E5:E9)",
        "=F10/E10",
    ]
    assert sheet["A11"].value == "填表人："


def test_looks_merged_cells_widths_rules_pictures_and_other_sheets_stay(people: Projecting):
    made(people, 5)
    book = returned(people)
    sheet = book["附件1"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        "A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:H4", "I3:I4", "J3:J4", "A10:C10",
    }  # fmt: skip
    assert (sheet["B8"].border.left.style, sheet["G9"].number_format, sheet["A10"].font.b) == ("thin", "0.0%", True)
    assert (sheet.row_dimensions[9].height, sheet.row_dimensions[11].height) == (28, 40)
    assert sheet.column_dimensions["B"].width == 36
    assert sheet.print_area.replace("$", "").endswith("A1:J11")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "J5:J9"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["G5:G9"]
    assert sheet._images[0].anchor._from.row == 10
    assert [cell.value for cell in book["封面"][1]] == ["年度计划合计", "=附件1!E10", "=SUM(附件1!E5:E9)"]


def test_fewer_projects_than_rows_leave_the_form_as_it_is(people: Projecting):
    made(people, 1)
    sheet = returned(people)["附件1"]
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == ["项目1", None, None]
    assert (sheet["A8"].value, sheet["E8"].value, sheet["G6"].value) == ("合计", "=SUM(E5:E7)", "=F6/E6")


def test_a_column_is_given_its_meaning_unit_and_form_by_hand(people: Projecting):
    made(people, 1)
    by = Viewer.of(people.owner)
    upper = save_upper(viewer=by, name="", file=SimpleUploadedFile("省重点统计表.xlsx", empty_form()))
    assert upper.name == "省重点统计表"
    columns = [dict(one) for one in upper.layout["columns"]]
    columns[9]["column"], columns[3]["unit"], columns[7]["form"] = "owner", "万", "dotted"
    map_upper(viewer=by, saved=upper, begins=5, footer=8, columns=columns)
    layout = SavedColumns.objects.get().layout
    sheet = load_workbook(io.BytesIO(filled(empty_form(), layout, rows(by, {}, timezone.now()))))["附件1"]
    assert [sheet.cell(5, place).value for place in (4, 8, 10)] == [10_000, "2022.9", people.owner.post.label]
    with pytest.raises(Wrong):
        map_upper(viewer=by, saved=upper, begins=9, footer=8, columns=columns)
    assert Event.objects.filter(code="upper_mapped").count() == 1


def test_a_workbook_without_known_headings_is_refused_and_a_dropped_one_is_forgotten(people: Projecting):
    by = Viewer.of(people.owner)
    with pytest.raises(SheetError):
        save_upper(viewer=by, name="甲", file=SimpleUploadedFile("a.xlsx", b"no workbook"))
    upper = save_upper(viewer=by, name="乙", file=SimpleUploadedFile("b.xlsx", empty_form()))
    drop_columns(viewer=by, saved=upper)
    assert not SavedColumns.objects.exists()
    assert not Attachment.objects.exists()
