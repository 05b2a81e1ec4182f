"""Files of territories and staff: checked with sheet and cell, written when asked, idempotent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from luodi.accounts.models import User
from luodi.directory.importing import sheetwords, words
from luodi.directory.models import Post, Territory, Unit
from luodi.directory.remits import REMITS
from luodi.ledger.models import Event
from luodi.text.sheets.errors import SENTENCES
from tests.cast import Cast

UNITS = ["单位代码", "单位名称", "简称", "类别", "地域", "日历", "电话"]
POSTS = ["登录名", "姓名", "单位", "角色", "职务", "办公电话", "手机", "邮箱", "职责范围", "到任日期"]
BAY = ["bay", "湾区投促部", "湾区", "功能区投促部", "港区", None, "0599-00000007"]
CHEN = ["chen", "陈专员", "湾区投促部", "对接专员", "专员", None, 13900000021, "chen@example.invalid", None, "2021/1/4"]
CSV = """code,name,cityCode,provinceCode
37,某省,,
3711,海州市,,37
371101,"东岸区",3711,37
371102,西岸区,3711,37
3712,别市,,37
"""


@pytest.fixture
def operator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def workbook(units=(BAY,), posts=(CHEN,), titled=False) -> bytes:
    book = Workbook()
    for title, headers, rows in (("单位", UNITS, units), ("岗位", POSTS, posts)):
        sheet = book.create_sheet(title)
        if titled:
            sheet.append([f"{title}登记表"])
            sheet.merge_cells("A1:G1")
        sheet.append(headers)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(data: bytes, name="staff.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def looked_at(client: Client, data: bytes, kind="staff", **more):
    return client.post(reverse(f"directory:{kind}_import"), {"file": upload(data)} | more)


def test_every_role_and_every_remit_is_known_by_the_words_that_the_pages_show():
    with translation.override("zh-hans"):
        shown = {str(label) for label in Post.Role.labels}
        assert shown - set(words.ROLES) == set()
        assert {str(label): kind for kind, label in REMITS.items()}.items() <= words.REMIT_WORDS.items()


def test_who_approves_and_who_pushes_projects_handle_what_their_role_handles(cast, operator):
    approver = ["zhang", "张审批", "湾区投促部", "审批人员", "审批员", None, 13900000022, None, None, "2021/1/4"]
    pusher = ["wang", "王专员", "湾区投促部", "项目专员", None, None, 13900000023, None, None, "2021/1/4"]
    head = ["zhao", "赵科长", "湾区投促部", "主任", "科长", None, 13900000024, None, "办件、办理事项", "2021/1/4"]
    answer = looked_at(operator, workbook(posts=(approver, pusher, head)))
    assert answer.context["plan"].faults == []
    operator.post(reverse("directory:staff_writing"), {"ticket": answer.context["ticket"]})
    remits = dict(Post.objects.filter(unit__code="bay").values_list("user__login", "remit"))
    assert remits["zhang"] == remits["zhao"] == ["case", "item"]
    assert remits["wang"] == ["cooperation", "edition", "meeting", "problem", "project", "work"]


def test_a_workbook_is_checked_then_written_then_changes_nothing(cast, operator):
    answer = looked_at(operator, workbook())
    assert answer.context["plan"].faults == []
    assert not Unit.objects.filter(code="bay").exists()
    operator.post(reverse("directory:staff_writing"), {"ticket": answer.context["ticket"]})
    unit = Unit.objects.get(code="bay")
    assert (unit.kind, unit.territory, unit.calendar.code) == ("zone_promotion", cast.zone, "office")
    post = Post.objects.get(user__login="chen")
    assert (post.unit, post.role, post.remit) == (unit, "zone_officer", ["enquiry", "offer"])
    assert (post.user.phone, post.user.has_usable_password()) == ("+8613900000021", False)
    codes = list(Event.objects.filter(actor=cast.operator.code).values_list("code", flat=True))
    assert codes == ["unit_added", "account_made", "post_opened"]
    assert "陈" not in str(list(Event.objects.values_list("facts", flat=True)))
    again = looked_at(operator, workbook())
    assert again.context["ticket"] == ""
    assert "不需要写入" in again.content.decode()
    assert (again.context["plan"].unit_tally.same, again.context["plan"].post_tally.same) == (1, 1)


def test_the_same_ticket_twice_writes_once(cast, operator):
    ticket = looked_at(operator, workbook()).context["ticket"]
    for _twice in range(2):
        operator.post(reverse("directory:staff_writing"), {"ticket": ticket})
    assert Post.objects.filter(user__login="chen").count() == 1
    answer = operator.post(reverse("directory:staff_writing"), {"ticket": ticket + "x"}, follow=True)
    assert "已过期" in answer.content.decode()


def test_a_changed_row_is_counted_and_changed(cast, operator):
    ticket = looked_at(operator, workbook()).context["ticket"]
    operator.post(reverse("directory:staff_writing"), {"ticket": ticket})
    head = [*CHEN[:3], "主任", *CHEN[4:]]
    answer = looked_at(operator, workbook(posts=[head], titled=True))
    assert (answer.context["plan"].post_tally.changed, answer.context["plan"].unit_tally.same) == (1, 1)
    operator.post(reverse("directory:staff_writing"), {"ticket": answer.context["ticket"]})
    assert Post.objects.get(user__login="chen").role == "head"


def test_seven_wrong_cells_are_named_and_the_good_rows_still_go_in(cast, operator):
    wrong = [
        ["b1", "甲部", None, "不知道", "港区", None, None],
        ["b2", "乙部", None, "其他单位", "火星", None, None],
        ["bay", "重复", None, "其他单位", "港区", None, None],
    ]
    bad_people = [
        ["d1", "丁", "没有的单位", "主任", None, None, None, None, None, None],
        ["d2", None, "湾区投促部", "主任", None, None, None, None, None, None],
        ["d3", "己", "湾区投促部", "主任", None, None, "123", None, None, None],
        ["d4", "庚", "湾区投促部", "主任", None, None, None, "no-mail", None, "明天"],
    ]
    answer = looked_at(operator, workbook(units=[BAY, *wrong], posts=[CHEN, *bad_people]))
    places = [(fault.sheet, fault.cell) for fault in answer.context["plan"].faults]
    assert places == [
        ("单位", "D3"),
        ("单位", "E4"),
        ("单位", "A5"),
        ("岗位", "C3"),
        ("岗位", "B4"),
        ("岗位", "G5"),
        ("岗位", "H6"),
        ("岗位", "J6"),
    ]
    assert "写入没有错的行" in answer.content.decode()
    operator.post(reverse("directory:staff_writing"), {"ticket": answer.context["ticket"]})
    assert Post.objects.get(user__login="chen").unit.code == "bay"
    assert not User.objects.filter(login__startswith="d").exclude(login="dispatcher").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html></html>", "这不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    ],
)
def test_a_disguised_or_encrypted_file_is_a_sentence(operator, data, sentence):
    answer = looked_at(operator, data)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])


def test_the_template_can_be_filled_in_and_read(operator):
    answer = operator.get(reverse("directory:import_template"))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["单位", "岗位", "填写说明"]
    book["单位"].append(["bay", "湾区投促部", None, "功能区投促部", "379911901"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert looked_at(operator, buffer.getvalue()).context["plan"].unit_tally.new == 1


def test_divisions_become_a_tree_level_by_level_and_a_second_time_nothing(cast, operator):
    answer = looked_at(operator, CSV.encode(), "territory", begins="3711")
    assert (answer.context["plan"].tally.new, answer.context["plan"].faults) == (3, [])
    operator.post(reverse("directory:territories_writing"), {"ticket": answer.context["ticket"]})
    east = Territory.objects.get(code="371101")
    assert (east.name, east.level, east.parent.name) == ("东岸区", "district", "海州市")
    assert not Territory.objects.filter(code="3712").exists()
    assert Event.objects.get(code="territories_imported").facts["new"] == 3
    assert looked_at(operator, CSV.encode("gb18030"), "territory", begins="3711").context["ticket"] == ""


def test_zones_find_their_district_and_lines_that_cannot_be_read_are_named(cast, operator):
    zones = (
        "nbs_code,level,name\n379911401,town-level,高新区\n371101401,town-level,无上级\nabc,x,怪\n379911401,x,重复\n"
    )
    plan = looked_at(operator, zones.encode(), "territory").context["plan"]
    assert [row[0] for row in plan.rows] == ["379911401"]
    assert [fault.cell for fault in plan.faults] == ["4", "5", "3"]
    plan = looked_at(operator, b"a,b\n1,2\n", "territory").context["plan"]
    assert "第一行要有" in plan.faults[0].sentence


def test_the_command_writes_only_when_told_and_names_the_cells(cast, tmp_path, capsys):
    file = tmp_path / "staff.xlsx"
    file.write_bytes(workbook(units=[BAY, ["b2", "乙部", None, "其他单位", "火星", None, None]]))
    call_command("import", "staff", str(file))
    said = capsys.readouterr()
    assert "单位!E3" in said.err
    assert "units: 1 new, 0 changed, 0 unchanged" in said.out
    assert not Unit.objects.filter(code="bay").exists()
    call_command("import", "staff", str(file), "--yes")
    assert Event.objects.get(code="unit_added").actor == "system:import"
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    call_command("import", "territories", str(tmp_path / "a.csv"), "--yes", prefix="371102")
    assert set(Territory.objects.filter(code__startswith="37110")) == {Territory.objects.get(code="371102")}
    with pytest.raises(CommandError):
        call_command("import", "staff", str(tmp_path / "none.xlsx"))


def test_the_public_divisions_make_the_tree_of_a_city(cast, data_dir):
    for file in ("divisions/cities.csv", "divisions/areas.csv", "divisions/streets_shandong.csv", "zones.csv"):
        call_command("import", "territories", str(data_dir / file), "--yes", prefix="3702")
    assert Territory.objects.filter(code__startswith="3702", level="district").count() == 10
    zone = Territory.objects.with_chain().get(code="370214400")
    assert [place.name for place in zone.columns().values()] == ["青岛市", "城阳区", "青岛高新技术产业开发区"]


def test_every_sentence_about_a_sheet_has_its_place_in_the_catalogue():
    assert set(sheetwords.SENTENCES) == set(SENTENCES.values())
