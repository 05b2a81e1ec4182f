"""The library taken away: any columns, the filters of the list kept, nothing that runs; the upper level's book."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate
from openpyxl import load_workbook

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.projects.actions.importing import read_book
from luodi.projects.export import COLUMNS
from luodi.projects.models import SavedColumns
from luodi.projects.sheets.columns import WORDS
from luodi.projects.tests.uppers import empty_form
from tests.cast import Cast
from tests.projecting import MILLION, Projecting

pytestmark = pytest.mark.django_db
HERE = "/desk/projects/exports/"


@pytest.fixture
def people() -> Projecting:
    people = Projecting(Cast())
    people.project("港区冷链基地", total=123_456_789, sponsor_name="=cmd()")
    people.project("港区 =1+1 物流园", template="service", total=50 * MILLION)
    people.project("东城项目", owner=people.east_owner)
    return people


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cells(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]


def test_what_the_reader_may_see_is_exported_in_the_columns_he_asks_for(people: Projecting):
    data = as_(people.owner).get(f"{HERE}book/?columns=title&columns=total&columns=sponsor_name").content
    assert cells(data) == [
        ["项目名称", "计划总投资（万元）", "投资主体"],
        ["港区冷链基地", 12_345.6789, "=cmd()"],
        ["港区 =1+1 物流园", 5_000, None],
    ]
    assert load_workbook(io.BytesIO(data)).active["C2"].data_type == "s"


def test_what_is_exported_in_english_is_read_in_again_and_changes_nothing(people: Projecting):
    client = as_(people.owner)
    client.cookies["django_language"] = "en"
    every = "&".join(f"columns={name}" for name in COLUMNS)
    data = client.get(f"{HERE}book/?{every}").content
    headings, first, *_rest = cells(data)
    assert {"计划总投资（万元）（Planned total investment）", "阶段（Stage）", "行业领域（Sector）"} <= set(headings)
    assert "谋划（Idea）" in first
    book = read_book(viewer=Viewer.of(people.owner), data=data, file_name="library.xlsx", as_of=localdate())
    known = {heading: column for heading, column in book.layout["columns"] if column}
    assert set(known.values()) >= set(WORDS) & set(COLUMNS) - {"serial"}
    assert [(row.becomes, row.faults) for row in book.rows.order_by("pk")] == [("same", []), ("same", [])]


def test_the_filters_of_the_list_are_kept(people: Projecting):
    client = as_(people.owner)
    assert "template=service" in client.get(f"{HERE}?template=service").content.decode()
    rows = cells(client.get(f"{HERE}book/?columns=title&template=service").content)
    assert rows[1:] == [["港区 =1+1 物流园"]]


def test_a_csv_comes_in_pieces_and_runs_nothing(people: Projecting):
    answer = as_(people.owner).get(f"{HERE}book/?columns=title&columns=sponsor_name&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1] == ["港区冷链基地", "'=cmd()"]


def test_a_set_of_columns_is_kept_under_a_name_and_is_its_owners_alone(people: Projecting):
    client = as_(people.owner)
    client.post(HERE, {"columns": ["title", "year_plan"], "name": "月报"})
    kept = SavedColumns.objects.get()
    assert cells(client.get(f"{HERE}book/?set={kept.pk}").content)[0] == ["项目名称", "年度计划投资（万元）"]
    assert as_(people.colleague).get(f"{HERE}book/?set={kept.pk}").status_code == 404
    assert client.post(HERE, {"columns": ["title"], "name": ""}).status_code == 422
    client.post(f"{HERE}columns/{kept.pk}/removal/")
    assert not SavedColumns.objects.exists()


def test_the_upper_levels_workbook_is_mapped_once_and_comes_back_filled(people: Projecting):
    client = as_(people.owner)
    file = SimpleUploadedFile("省重点.xlsx", empty_form())
    page = client.post(f"{HERE}uppers/", {"file": file}, follow=True).content.decode()
    assert "年度计划投资（万元）" in page
    kept = SavedColumns.objects.get()
    asked = {"begins": 5, "footer": 8, "c1": "title", "c3": "total", "u3": "万", "c9": "unit"}
    client.post(f"{HERE}uppers/{kept.pk}/", asked)
    sheet = load_workbook(io.BytesIO(client.get(f"{HERE}uppers/{kept.pk}/filled/").content))["附件1"]
    assert [sheet["B5"].value, sheet["D5"].value, sheet["J5"].value] == ["港区冷链基地", 12_345.6789, "港区投资促进部"]
    assert sheet["E8"].value == "=SUM(E5:E7)"
    client.post(f"{HERE}uppers/{kept.pk}/", asked | {"c2": "stage"})
    client.cookies["django_language"] = "en"
    sheet = load_workbook(io.BytesIO(client.get(f"{HERE}uppers/{kept.pk}/filled/").content))["附件1"]
    assert sheet["C5"].value == "谋划"  # whoever fills it in, the upper level reads Chinese
    assert client.post(f"{HERE}uppers/{kept.pk}/", asked | {"footer": 3}).status_code == 422
    assert as_(people.colleague).get(f"{HERE}uppers/{kept.pk}/filled/").status_code == 404


def test_a_file_without_a_table_is_refused_in_a_sentence(people: Projecting):
    answer = as_(people.owner).post(f"{HERE}uppers/", {"file": SimpleUploadedFile("a.xlsx", b"hello")})
    assert answer.status_code == 422
    assert "这不是 Excel 工作簿" in answer.content.decode()


def test_officers_take_the_live_library_away_as_open_data(people: Projecting):
    answer = as_(people.owner).get(f"{HERE}oc4ids/")
    said = json.loads(b"".join(answer.streaming_content))
    assert [one["title"] for one in said["projects"]] == ["港区冷链基地", "港区 =1+1 物流园"]
