"""A book of projects through the pages: uploaded, looked at, mapped by hand, imported, mended, taken away."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from luodi.accounts.models import User
from luodi.projects.models import Project, ProjectImport
from luodi.projects.tests.books import book, flat_book, project
from tests.cast import Cast
from tests.projecting import Projecting

pytestmark = pytest.mark.django_db
UPLOAD = "/desk/projects/imports/"


@pytest.fixture
def people() -> Projecting:
    return Projecting(Cast())


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def uploaded(client: Client, data: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile("重点项目.xlsx", data)
    return client.post(UPLOAD, {"file": file, "as_of": "2021-09-30", "template": "land"} | more, follow=True)


def test_an_officer_sees_what_a_book_would_do_before_he_imports_it(people: Projecting):
    client = as_(people.owner)
    page = uploaded(client, book(("续建项目", [project(1), project(2, end="2019年")]), plan=90_000)).content.decode()
    assert "6 行都有去处：新建 1，更新 0，没有变化 0，重复 0，要改 1，合计与分组 3，说明 1" in page
    assert "重点项目!O9" in page
    assert "早于开工日期" in page
    assert "对不上的合计" in page
    done = ProjectImport.objects.get()
    answer = client.post(f"{UPLOAD}{done.pk}/importing/", follow=True).content.decode()
    assert "已入库：新建 1 个，更新 0 个" in answer
    assert Project.objects.count() == 1


def test_a_change_is_shown_with_what_it_was_and_what_it_will_be(people: Projecting):
    client = as_(people.owner)
    uploaded(client, book(("续建项目", [project(1)])))
    client.post(f"{UPLOAD}{ProjectImport.objects.get().pk}/importing/")
    page = uploaded(client, book(("续建项目", [project(1, total=3)]))).content.decode()
    assert "重点项目!I8" in page
    assert "2.5 亿元" in page
    assert "3 亿元" in page


def test_a_heading_nobody_knows_is_given_a_column_on_the_page(people: Projecting):
    client = as_(people.owner)
    page = uploaded(client, flat_book(("项目名称", "区市", "钱数（万元）"), [("甲项目", "港区", 300)])).content.decode()
    assert "有 1 列不认识" in page
    done = ProjectImport.objects.get()
    client.post(f"{UPLOAD}{done.pk}/columns/", {"c0": "title", "c1": "place", "c2": "total"})
    assert done.rows.get().values["said"]["columns"] == {"total": 3_000_000}
    twice = client.post(f"{UPLOAD}{done.pk}/columns/", {"c0": "title", "c1": "place", "c2": "title"})
    assert twice.status_code == 422


def test_the_wrong_rows_come_back_as_a_workbook_that_can_be_mended(people: Projecting):
    client = as_(people.owner)
    uploaded(client, book(("续建项目", [project(1), project(2, sponsor="'=1+1", end="2019年")])))
    data = client.get(f"{UPLOAD}{ProjectImport.objects.get().pk}/book/").content
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]
    assert rows[0][-2:] == ["原来的行", "要改的地方"]
    assert [row[-2] for row in rows[1:]] == ["重点项目!9"]
    assert "'=1+1" in rows[1]


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(people: Projecting):
    answer = uploaded(as_(people.owner), b"hello")
    assert answer.status_code == 422
    assert "这不是 Excel 工作簿" in answer.content.decode()


def test_the_empty_book_is_understood_when_it_comes_back(people: Projecting):
    client = as_(people.owner)
    data = client.get(f"{UPLOAD}template/").content
    made = load_workbook(io.BytesIO(data))
    sheet = made.worksheets[0]
    sheet.append(["甲项目", None, "远海食品有限公司", None, None, None, "工业", None, "市级", "在建", "冷库", 12000])
    buffer = io.BytesIO()
    made.save(buffer)
    uploaded(client, buffer.getvalue())
    [row] = ProjectImport.objects.get().rows.filter(becomes="create")
    assert row.faults == []
    assert (row.values["said"]["columns"]["total"], row.values["said"]["columns"]["level"]) == (120_000_000, "city")


def test_nobody_sees_the_book_of_another(people: Projecting):
    uploaded(as_(people.owner), book(("续建项目", [project(1)])))
    assert as_(people.colleague).get(f"{UPLOAD}{ProjectImport.objects.get().pk}/").status_code == 404
