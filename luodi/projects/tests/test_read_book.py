"""A book is read as officials keep it: every row ends up somewhere, and what is wrong is said at its cell."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.projects.actions.importing import map_book, read_book
from luodi.projects.models import Project, ProjectImport, ProjectImportRow
from luodi.projects.rules import Level, Sector, Stage, Template
from luodi.projects.sheets.kinds import level_of, sector_of, stage_of, template_of
from luodi.projects.tests.books import book, flat_book, project
from luodi.text.sheets import SheetError
from tests.cast import Cast, local
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 30)


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


def read(people: Projecting, data: bytes, **more: Any) -> ProjectImport:
    with time_machine.travel(local(2021, 10, 8, 10), tick=False):
        return read_book(
            viewer=Viewer.of(people.owner), data=data, file_name="重点项目9月.xlsx", **{"as_of": DAY} | more
        )


def faults(done: ProjectImport) -> list[tuple[str, str]]:
    return [(one["cell"], one["code"]) for row in done.rows.order_by("id") for one in row.faults]


def said(done: ProjectImport) -> dict[str, Any]:
    row = done.rows.filter(values__kind="project").order_by("id").first()
    assert row is not None
    return row.values["said"]


def test_three_rows_of_headings_with_units_below_and_a_group_between_rows_say_what_a_project_is(people: Projecting):
    done = read(people, book(("一、新开工项目（1个）", [project(1)])))
    assert faults(done) == []
    row = said(done)
    assert (row["title"], row["columns"]["total"], row["year_plan"]) == (
        "东城智能装备1号基地项目",
        250_000_000,
        80_000_000,
    )
    assert row["figures"] == {
        "period_done": 6_000_000, "year_done": 56_000_000, "invested": 96_000_000, "words": "主体施工",
    }  # fmt: skip
    assert (row["dates"], row["planned"]) == ({}, {"started": "2021-03-01", "completed": "2022-09-30"})
    assert (row["stage"], row["template"], row["columns"]["sector"]) == ("filed", "land", "industry")
    assert Event.objects.get(subject=f"projects:import:{done.pk}").facts["rows"] == 5


def test_a_dry_run_makes_no_project_and_every_row_ends_up(people: Projecting):
    rows = [project(number) for number in range(1, 501)]
    done = read(people, book(("一、新开工项目", rows[:200]), ("二、续建项目", rows[200:])))
    kinds = Counter(done.rows.values_list("values__kind", flat=True))
    assert kinds == {"project": 500, "group": 2, "part": 2, "whole": 1, "note": 1}
    assert Counter(done.rows.exclude(becomes="").values_list("becomes", flat=True)) == {"create": 500}
    assert done.layout["sums"] == []
    assert not Project.objects.exists()
    stages = Counter(done.rows.filter(values__kind="project").values_list("values__said__stage", flat=True))
    assert stages == {"filed": 200, "building": 300}


def test_a_sum_that_does_not_add_up_is_told_at_its_cell(people: Projecting):
    done = read(people, book(("一、续建项目", [project(1), project(2)]), plan=90_000))
    assert done.layout["sums"] == [
        {"cell": "重点项目!J11", "column": "year_plan", "said": 900_000_000, "found": 160_000_000}
    ]


@pytest.mark.parametrize(
    ("wrong", "cell", "code"),
    [
        ({"plan": 30_000}, "J8", "plan_over"),
        ({"end": "2020.9"}, "O8", "ends_first"),
        ({"month": 6000}, "L8", "period_over"),
        ({"year": 26_000, "sum": 26_000}, "K8", "done_over"),
        ({"sum": 5000}, "K8", "year_over"),
        ({"code": "2021-37"}, "B8", "code"),
        ({"place": "青云区"}, "F8", "place_unknown"),
        ({"unit": "某局"}, "E8", "unit_unknown"),
        ({"total": "两亿多"}, "I8", "number"),
        ({"start": "春节后"}, "N8", "date"),
        ({"place": "东城区", "unit": "东城区投资促进局"}, "E8", "not_yours"),
        ({"title": "长" * 121}, "C8", "too_long"),
        ({"title": None}, "A8", "no_title"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(people: Projecting, wrong: dict[str, Any], cell: str, code: str):
    done = read(people, book(("续建项目", [project(1, **wrong)])))
    assert (f"重点项目!{cell}", code) in faults(done)
    assert not done.rows.exclude(becomes="").exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2021年9月底", "2021-09-30"),
        ("2021.9", "2021-09-30"),
        ("９月", "2021-09-30"),
        (44469, "2021-09-30"),
        ("2021年三季度", "2021-09-30"),
        ("2021年底", "2021-12-31"),
        ("计划2021年9月底前竣工", "2021-09-30"),
        (date(2021, 9, 30), "2021-09-30"),
    ],
)
def test_days_are_read_as_people_write_them(people: Projecting, typed: Any, meant: str):
    done = read(people, book(("新开工项目", [project(1, end=typed)])))
    assert said(done)["planned"]["completed"] == meant


def test_a_project_that_stands_twice_is_read_once(people: Projecting):
    done = read(people, book(("续建项目", [project(1), project(1)])))
    assert list(done.rows.filter(values__kind="project").values_list("becomes", flat=True)) == ["create", "twin"]


def test_several_sheets_are_read_together_and_a_sheet_of_notes_is_passed_over(people: Projecting):
    headings = ("项目名称", "总投资（万元）", "开工时间", "当前阶段")
    data = flat_book(headings, [("甲项目", "12,000", "2020年5月", "在建"), ("乙项目", "1.5亿", "", "签约")])
    done = read(people, data)
    assert faults(done) == []
    rows = {row.values["said"]["title"]: row.values["said"] for row in done.rows.all()}
    assert rows["甲项目"]["columns"]["total"] == 120_000_000
    assert rows["甲项目"]["dates"] == {"started_on": "2020-05-01"}
    assert rows["乙项目"]["columns"]["total"] == 150_000_000
    assert rows["乙项目"]["stage"] == "contracted"


def test_a_number_without_any_unit_is_asked_about(people: Projecting):
    done = read(people, flat_book(("项目名称", "总投资"), [("甲项目", 300)]))
    assert faults(done) == [("项目!B2", "no_unit")]


def test_an_unknown_heading_may_be_given_its_column_by_hand(people: Projecting):
    done = read(people, flat_book(("项目名称", "总投资（万元）", "钱到了多少（万元）"), [("甲项目", 300, 120)]))
    assert said(done)["figures"] == {}
    map_book(viewer=Viewer.of(people.owner), book=done, columns={"钱到了多少（万元）": "arrived"})
    assert said(done)["figures"] == {"arrived": 1_200_000}


def test_a_broken_file_changes_nothing(people: Projecting):
    with pytest.raises(SheetError):
        read(people, b"PK\x03\x04 nothing of a workbook")
    with pytest.raises(SheetError):
        read(people, flat_book(("甲", "乙"), [(1, 2)]))
    assert not ProjectImport.objects.exists()
    assert not Event.objects.filter(code="projects_read").exists()


def test_who_keeps_no_projects_reads_no_book(people: Projecting):
    with pytest.raises(Refused, match="不登记重点项目"):
        read_book(viewer=Viewer.of(people.checker), data=book(("一", [project(1)])), file_name="x.xlsx")


def test_of_the_land_contracts_exactly_those_that_end_before_they_start_are_wrong(people: Projecting, data_dir: Path):
    with (data_dir / "land_contracts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {"项目名称": "project", "受让人": "holder", "项目位置": "location", "行业": "industry"}
    names |= {"成交价（万元）": "price_wan_yuan", "约定开工时间": "start_date", "约定竣工时间": "finish_date"}
    done = read(people, flat_book(list(names), [[row[name] for name in names.values()] for row in rows]))
    wrong = {
        f"项目!G{place}"
        for place, row in enumerate(rows, start=2)
        if row["start_date"] and row["finish_date"] and row["finish_date"] < row["start_date"]
    }
    assert wrong
    assert {cell for cell, _code in faults(done)} == wrong
    assert ProjectImportRow.objects.filter(becomes="create").count() + len(wrong) + _twins(done) == len(rows)


def _twins(done: ProjectImport) -> int:
    return done.rows.filter(becomes="twin").count()


def test_names_of_stages_types_sectors_and_levels_are_read_back_in_whatever_language_the_reader_works():
    with override("en"):
        for names, read in ((Stage, stage_of), (Template, template_of), (Sector, sector_of), (Level, level_of)):
            with override("zh-hans"):
                words = {str(one.label): one.value for one in names if one.value}
            assert {word: read(word) for word in words} == words
