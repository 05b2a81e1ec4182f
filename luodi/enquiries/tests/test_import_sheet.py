"""A sheet of enquiries: looked at first, imported when asked, and a second time changing nothing."""

import io
import threading
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from openpyxl import Workbook, load_workbook

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.enquiries.actions.importing import check_import, import_good
from luodi.enquiries.models import Enquiry, ImportBatch, ImportRow, State
from luodi.enquiries.tests.sheets import GOOD_CODE, HEADINGS, book, lead
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local

IMPORTS = "/enquiries/imports/"
MORNING = local(2021, 1, 4, 9, 40)


@pytest.fixture(autouse=True)
def _in_the_morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(client: Client, data: bytes, name: str = "线索.xlsx") -> Any:
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, data)}, follow=True)


def cells_of(batch: ImportBatch) -> list[str]:
    return [fault["cell"] for row in batch.rows.all() for fault in row.faults]


def test_nothing_is_imported_until_it_is_asked_for(cast: Cast) -> None:
    client = desk_of(cast.liaison)

    page = sent(client, book(lead(1), lead(2)))

    batch = ImportBatch.objects.get()
    assert page.redirect_chain[-1][0] == f"{IMPORTS}{batch.pk}/"
    assert "导入这 2 行" in page.content.decode()
    assert Enquiry.objects.count() == 0
    assert Event.objects.get(subject=f"enquiries:import:{batch.pk}").code == "import_checked"

    done = client.post(f"{IMPORTS}{batch.pk}/enquiries/", {"skip_open": "on"}, follow=True)

    assert "已导入 2 件" in done.content.decode()
    enquiry = Enquiry.objects.select_related("duty__unit").get(contact="+8613900000001")
    assert (enquiry.firm, enquiry.source, enquiry.industry, enquiry.size_band) == (
        "远洋第1新能源有限公司",
        "import",
        "44",
        "l",
    )
    assert enquiry.wish == cast.district
    assert (enquiry.duty.unit, enquiry.duty.progress) == (cast.district_unit, State.ASSIGNED)
    assert Deadline.objects.get(duty=enquiry.duty, kind="sign_for").due == local(2021, 1, 4, 11, 40)
    codes = set(Event.objects.filter(subject=enquiry.duty.number).values_list("code", flat=True))
    assert {"opened", "entered"} <= codes


def test_the_same_sheet_twice_changes_nothing(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    for _time in range(2):
        page = sent(client, book(lead(1), lead(2))).content.decode()
        client.post(f"{IMPORTS}{ImportBatch.objects.latest('id').pk}/enquiries/", {})

    assert "另有 2 行以前导过" in page
    assert Enquiry.objects.count() == 2


def test_blanks_and_legal_forms_make_no_new_row(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    sheet = book(lead(1), lead(1, 需求="想建第1座光伏电站", 企业="远洋第1新能源股份有限公司"))

    sent(client, sheet)
    client.post(f"{IMPORTS}{ImportBatch.objects.get().pk}/enquiries/", {})

    assert Enquiry.objects.count() == 1


def test_five_thousand_rows_with_seven_mistakes_name_exactly_the_seven_cells(cast: Cast) -> None:
    wrong = {
        17: {"联系方式": "12345"},
        904: {"姓名": ""},
        1500: {"需求": "  "},
        2222: {"意向地": "没有这个地方"},
        3001: {"投资额": "5000"},
        4000: {"信用代码": "91370200MA3TEST02Y"},
        4999: {"联系情况": "谈过", "联系时间": "2021-01-05 10:00"},
    }
    rows = [lead(number, **wrong.get(number, {})) for number in range(1, 5001)]

    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(*rows), file_name="线索.xlsx")

    expected = ["B18", "A905", "C1501", "E2223", "G3002", "J4001", "L5000"]
    assert cells_of(batch) == [f"表1!{cell}" for cell in expected]
    assert batch.rows.filter(faults=[]).count() == 4993
    page = desk_of(cast.liaison).get(f"{IMPORTS}{batch.pk}/").content.decode()
    assert "表1!B18" in page
    assert "号码不够长" in page
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("above", [0, 1, 2, 4])
def test_the_header_may_stand_below_a_merged_title(cast: Cast, above: int) -> None:
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(lead(1), above=above), file_name="a.xlsx")

    assert [(row.row, row.faults) for row in batch.rows.all()] == [(above + 2, [])]


def test_headings_may_be_worded_as_each_office_does(cast: Cast) -> None:
    headings = [
        "联系人",
        "手机",
        "电子邮箱",
        "项目名称",
        "项目概况",
        "公司名称",
        "意向区市",
        "总投资（万元）",
        "得知途径",
    ]
    row = ["张三", 13900000001, "a@example.com", "深蓝一期", "建海上风电场", "远洋能源", "西部新区港区", 12000, "展会"]

    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(row, headings=headings), file_name="a.xlsx")
    import_good(viewer=Viewer.of(cast.liaison), batch=batch, skip_open=True)

    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.contact, enquiry.wish, enquiry.size_band, enquiry.heard) == (
        "张三",
        "+8613900000001",
        cast.zone,
        "l",
        "展会",
    )
    assert enquiry.sentence.splitlines() == ["深蓝一期", "建海上风电场", "邮箱：a@example.com"]


def test_what_no_field_can_hold_stays_in_the_sentence(cast: Cast) -> None:
    row = lead(1, 行业="新能源", 投资额="3亿到8亿", 意向地="待定")
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(row), file_name="a.xlsx")
    import_good(viewer=Viewer.of(cast.liaison), batch=batch, skip_open=True)

    enquiry = Enquiry.objects.get()
    # 海上风电 in the sentence names the division that the cell did not; two bands are no band.
    assert (enquiry.industry, enquiry.size_band, enquiry.wish) == ("44", "", None)
    assert enquiry.sentence.endswith("行业：新能源\n投资额：3亿到8亿")
    assert enquiry.duty.unit == cast.city_desk


def test_who_logged_a_talk_keeps_it_as_first_contact(cast: Cast) -> None:
    row = lead(1, 联系情况="约了周三看厂房", 联系时间="2021-01-04 09:10")
    batch = check_import(viewer=Viewer.of(cast.zone_officer), data=book(row), file_name="a.xlsx")
    import_good(viewer=Viewer.of(cast.zone_officer), batch=batch, skip_open=True)

    duty = Duty.objects.get()
    assert (duty.owner.user, duty.progress) == (cast.zone_officer, State.CONTACTED)
    assert Deadline.objects.get(duty=duty, kind="contact").outcome == Deadline.Outcome.KEPT


def test_an_open_enquiry_of_the_same_contact_is_marked_and_left_out(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    sent(client, book(lead(1)))
    client.post(f"{IMPORTS}{ImportBatch.objects.get().pk}/enquiries/", {})
    number = Duty.objects.get().number
    page = sent(client, book(lead(1, 需求="另一个想法"), lead(2))).content.decode()

    assert number in page
    second = ImportBatch.objects.latest("id")
    client.post(f"{IMPORTS}{second.pk}/enquiries/", {"skip_open": "on"})

    assert set(Enquiry.objects.values_list("contact", flat=True)) == {"+8613900000001", "+8613900000002"}
    assert [row.faults[0]["code"] for row in second.rows.exclude(faults=[])] == ["open_already"]


def test_another_district_learns_of_it_without_its_number(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    sent(client, book(lead(1)))
    client.post(f"{IMPORTS}{ImportBatch.objects.get().pk}/enquiries/", {})

    page = sent(desk_of(cast.stranger_officer), book(lead(1, 需求="另一个想法"))).content.decode()

    assert "同一联系方式" in page
    assert Duty.objects.get().number not in page


def test_the_new_owner_is_told_once_for_the_whole_sheet(cast: Cast) -> None:
    batch = check_import(viewer=Viewer.of(cast.dispatcher), data=book(*map(lead, range(1, 31))), file_name="a.xlsx")
    import_good(viewer=Viewer.of(cast.dispatcher), batch=batch, skip_open=True)

    assert Duty.objects.filter(owner=cast.liaison.post).count() == 30
    assert Notice.objects.filter(reader=cast.liaison, channel="page").count() == 1


def test_what_was_typed_lives_on_only_in_the_enquiry(cast: Cast) -> None:
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(lead(1)), file_name="a.xlsx")
    assert ImportRow.objects.get().values["typed"]["name"] == "负责人"

    import_good(viewer=Viewer.of(cast.liaison), batch=batch, skip_open=True)

    row = ImportRow.objects.get()
    batch.refresh_from_db()
    assert (row.values, row.duty, batch.state) == ({}, Duty.objects.get(), ImportBatch.State.DONE)


def test_a_sheet_is_nobody_elses_to_see(cast: Cast) -> None:
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(lead(1)), file_name="a.xlsx")
    address = f"{IMPORTS}{batch.pk}/"

    for user in (cast.stranger_officer, cast.head, cast.operator, cast.investor):
        assert desk_of(user).get(address).status_code == 404
        assert desk_of(user).get(f"{address}workbook/").status_code == 404
        assert desk_of(user).post(f"{address}enquiries/").status_code == 404
    assert Enquiry.objects.count() == 0


def test_without_the_remit_the_form_says_so(cast: Cast) -> None:
    page = sent(desk_of(cast.without_remit), book(lead(1)))

    assert page.status_code == 422
    assert "不受理投资申请" in page.content.decode()
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 not a workbook", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "旧版 .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (b"PK\x03\x04 broken", "不是 Excel 工作簿"),
        (book(["a"], headings=["甲"]), "找不到表头"),
        (book(lead(1)[:2], headings=HEADINGS[:2]), "缺少这几列：需求"),
        (book(["张三", "建厂"], headings=["姓名", "需求"]), "缺少这几列：联系方式"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing_behind(cast: Cast, data: bytes, said: str) -> None:
    page = sent(desk_of(cast.liaison), data)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert (ImportBatch.objects.count(), ImportRow.objects.count(), Enquiry.objects.count()) == (0, 0, 0)


def test_a_huge_file_is_refused_by_its_size(cast: Cast) -> None:
    page = sent(desk_of(cast.liaison), b"PK" + b"\0" * (11 * 1024 * 1024))

    assert "12 MB" in page.content.decode()


def test_rows_of_several_sheets_name_their_sheet(cast: Cast) -> None:
    workbook = Workbook()
    for title, row in (("一月", lead(1)), ("二月", lead(2, 姓名=""))):
        sheet = workbook.create_sheet(title)
        sheet.append(HEADINGS)
        sheet.append([])
        sheet.append(row)
    workbook.remove(workbook.worksheets[0])
    buffer = io.BytesIO()
    workbook.save(buffer)

    batch = check_import(viewer=Viewer.of(cast.liaison), data=buffer.getvalue(), file_name="a.xlsx")

    assert [(row.sheet, row.row) for row in batch.rows.all()] == [("一月", 3), ("二月", 3)]
    assert cells_of(batch) == ["二月!A3"]


def test_the_annotated_workbook_can_be_mended_and_read_in_again(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    headings = [name if name != "投资额" else "投资额（万元）" for name in HEADINGS]
    sent(client, book(lead(1, 投资额=800, 联系方式="1390000"), lead(2, 投资额=800), headings=headings))
    first = ImportBatch.objects.get()
    client.post(f"{IMPORTS}{first.pk}/enquiries/", {})

    workbook = load_workbook(io.BytesIO(client.get(f"{IMPORTS}{first.pk}/workbook/").content))
    lines = list(workbook.active.values)
    assert [line[-1] for line in lines] == ["要改的地方", "B2：号码不够长：手机是 11 位数字，座机请带区号。"]
    workbook.active.cell(2, lines[0].index("联系方式") + 1, "13900000001")
    buffer = io.BytesIO()
    workbook.save(buffer)
    sent(client, buffer.getvalue())
    client.post(f"{IMPORTS}{ImportBatch.objects.latest('id').pk}/enquiries/", {})

    assert list(Enquiry.objects.order_by("contact").values_list("contact", "size_band")) == [
        ("+8613900000001", "s"),
        ("+8613900000002", "s"),
    ]


def test_the_empty_workbook_is_understood_when_filled_in(cast: Cast) -> None:
    workbook = load_workbook(io.BytesIO(desk_of(cast.liaison).get(f"{IMPORTS}template/").content))
    workbook.worksheets[0].append(lead(1, 信用代码=GOOD_CODE))
    buffer = io.BytesIO()
    workbook.save(buffer)

    batch = check_import(viewer=Viewer.of(cast.liaison), data=buffer.getvalue(), file_name="a.xlsx")

    assert [row.faults for row in batch.rows.all()] == [[]]


def test_a_removed_sheet_leaves_the_enquiries(cast: Cast) -> None:
    client = desk_of(cast.liaison)
    sent(client, book(lead(1), lead(2, 姓名="")))
    batch = ImportBatch.objects.get()
    client.post(f"{IMPORTS}{batch.pk}/enquiries/", {})

    client.post(f"{IMPORTS}{batch.pk}/removal/")

    assert (ImportBatch.objects.count(), ImportRow.objects.count(), Enquiry.objects.count()) == (0, 0, 1)
    assert Event.objects.filter(subject=f"enquiries:import:{batch.pk}", code="import_dropped").exists()


def test_the_command_imports_only_with_yes(cast: Cast, tmp_path: Any) -> None:
    file = tmp_path / "线索.xlsx"
    file.write_bytes(book(lead(1), lead(2, 姓名="")))
    out, errors = io.StringIO(), io.StringIO()

    call_command("import_enquiries", str(file), post="liaison", stdout=out, stderr=errors)
    assert "nothing imported" in out.getvalue()
    assert "表1!A3" in errors.getvalue()
    assert Enquiry.objects.count() == 0

    for _time in range(2):
        call_command("import_enquiries", str(file), post="liaison", yes=True, stdout=out, stderr=errors)
    assert Enquiry.objects.count() == 1


def test_events_hold_no_word_of_the_sheet(cast: Cast) -> None:
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(lead(1)), file_name="远洋.xlsx")
    import_good(viewer=Viewer.of(cast.liaison), batch=batch, skip_open=True)

    told = " ".join(str(event.facts) for event in Event.objects.all())
    assert "远洋" not in told
    assert "13900000001" not in told


def test_two_clicks_at_once_import_every_row_once(own_database: str) -> None:
    cast = Cast()
    batch = check_import(viewer=Viewer.of(cast.liaison), data=book(*map(lead, range(1, 61))), file_name="a.xlsx")
    together, counted = threading.Barrier(2), []

    def click() -> None:
        together.wait()
        counted.append(import_good(viewer=Viewer.of(cast.liaison), batch=batch, skip_open=True).new)
        connection.close()

    threads = [threading.Thread(target=click) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counted) == Enquiry.objects.count() == 60
    assert ImportRow.objects.filter(duty=None).count() == 0
    assert ImportBatch.objects.get().state == ImportBatch.State.DONE
