"""A city's list of services is read in: cell by cell, all of it or nothing, twice is once."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command

from luodi.approvals.actions.services_import import import_services, look_at
from luodi.approvals.models import Service, ServiceVersion
from luodi.approvals.rules import Validity
from luodi.approvals.sheets.services import read_services
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.text.sheets import SheetError, write_sheet
from tests.cast import local

HEADINGS = ("department", "main_item", "name", "item_code", "task_type")
TWO = (
    ("县民政局", "未分类", "社会团体成立登记", "A-1", "1"),
    ("县税务局", "未分类", "纳税咨询", "A-2", "20"),
)


def as_csv(rows=TWO, headings=HEADINGS, encoding="utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return written.getvalue().encode(encoding)


def entered(cast, data: bytes):
    listed = read_services(data)
    assert listed.faults == []
    return import_services(viewer=Viewer.of(cast.operator), rows=listed.rows, digest=listed.digest)


def test_departments_services_and_types_are_there_and_no_term_is_invented(cast):
    with time_machine.travel(local(2021, 1, 4, 9)):
        done = entered(cast, as_csv())
    assert (done.new, done.departments) == (["A-1", "A-2"], ["县民政局", "县税务局"])
    one = ServiceVersion.objects.select_related("service__unit").get(service__code="A-2")
    assert (one.name, one.kind, one.service.unit.name) == ("纳税咨询", "20", "县税务局")
    assert (one.state, one.valid_from) == (Validity.PUBLISHED, date(2021, 1, 4))
    assert (one.promised_days, one.statutory_days, one.client, one.sample) == (None, None, "", False)
    assert one.service.unit.kind == Unit.Kind.OFFICE
    event = Event.objects.get(code="services_imported")
    assert (event.facts["new"], event.facts["departments"]) == (2, 2)


def test_the_same_list_again_changes_nothing(cast):
    entered(cast, as_csv())
    before = list(ServiceVersion.objects.values())
    done = entered(cast, as_csv())
    assert (done.new, done.changed, done.unchanged, done.gone) == ([], [], ["A-1", "A-2"], [])
    assert list(ServiceVersion.objects.values()) == before
    assert Unit.objects.filter(kind=Unit.Kind.OFFICE).count() == 2


def test_a_changed_name_is_a_new_version_another_department_is_not_and_what_is_gone_is_named(cast):
    entered(cast, as_csv([*TWO, ("县税务局", "", "代开发票", "A-3", "20")]))
    renamed = ("县民政局", "", "社会团体的成立登记", "A-1", "1")
    moved = ("县审批局", "", "纳税咨询", "A-2", "20")
    other = ("县税务局", "", "完税证明", "A-4", "7")
    with time_machine.travel(local(2031, 5, 6, 9)):
        done = entered(cast, as_csv([renamed, moved, other]))
    assert (done.new, done.changed, done.gone, done.departments) == (["A-4"], ["A-1", "A-2"], ["A-3"], ["县审批局"])
    old, new = ServiceVersion.objects.filter(service__code="A-1").order_by("version")
    assert (old.state, old.valid_to, new.name) == (Validity.RETIRED, date(2031, 5, 5), "社会团体的成立登记")
    assert Service.objects.get(code="A-2").unit.name == "县审批局"
    assert ServiceVersion.objects.filter(service__code="A-2").count() == 1
    assert Service.objects.filter(code="A-3").exists()


def test_a_new_name_keeps_the_terms_an_operator_gave(cast):
    entered(cast, as_csv())
    ServiceVersion.objects.filter(service__code="A-1").update(promised_days=7, promised_source="本市公布")
    entered(cast, as_csv([("县民政局", "", "社会团体登记", "A-1", "1"), TWO[1]]))
    new = ServiceVersion.objects.filter(service__code="A-1").latest("version")
    assert (new.name, new.promised_days, new.promised_source) == ("社会团体登记", 7, "本市公布")


def test_each_fault_names_its_cell(db):
    rows = [
        *TWO,
        ("县民政局", "", "", "A-3", "1"),
        ("县民政局", "", "重名", "A-1", "1"),
        ("县民政局", "", "怪类型", "A-5", "77"),
        ("县民政局", "", "字" * 161, "A-6", "1"),
    ]
    listed = read_services(as_csv(rows))
    assert [fault.cell for fault in listed.faults] == ["C4", "D5", "E6", "C7"]
    assert "D2" in listed.faults[1].sentence


def test_a_workbook_of_the_same_shape_says_the_same(db):
    book = write_sheet("清单", ["实施部门", "事项名称", "事项编码", "事项类型"], [
        (department, name, code, kind) for department, _main, name, code, kind in TWO
    ])  # fmt: skip
    assert read_services(book).rows == read_services(as_csv()).rows == read_services(as_csv(encoding="gb18030")).rows
    in_words = as_csv([("县民政局", "", "某事", "B-1", "行政许可")])
    assert read_services(in_words).rows == [("B-1", "县民政局", "某事", "01")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 not a workbook",
        b"\x00\x01\x02 department,name",
        as_csv(headings=("department", "a", "b", "item_code", "task_type")),
        as_csv() + b'"never closed,a,b,c,1',
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
    ],
)
def test_a_broken_file_is_refused_whole(db, data):
    with pytest.raises(SheetError):
        read_services(data)


def test_only_an_operator_imports(cast):
    listed = read_services(as_csv())
    for user in (cast.head, cast.investor):
        with pytest.raises(Refused):
            import_services(viewer=Viewer.of(user), rows=listed.rows, digest=listed.digest)
    assert not Service.objects.exists()


def test_the_command_tells_first_and_writes_when_asked(cast, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_bytes(as_csv())
    call_command("services", str(file), "--dry-run")
    assert "2 new" in capsys.readouterr().out
    assert not Service.objects.exists()
    call_command("services", str(file))
    assert Service.objects.count() == 2
    file.write_bytes(as_csv([*TWO, ("", "", "无部门", "A-9", "1")]))
    with pytest.raises(CommandError, match="A4"):
        call_command("services", str(file))
    assert Service.objects.count() == 2


def test_the_real_list_of_1135_services(cast, data_dir):
    data = (data_dir / "service_items.csv").read_bytes()
    listed = read_services(data)
    assert (len(listed.rows), listed.faults) == (1135, [])
    done = import_services(viewer=Viewer.system("import"), rows=listed.rows, digest=listed.digest)
    assert (len(done.new), len(done.departments)) == (1135, 34)
    assert ServiceVersion.objects.filter(promised_days=None, state=Validity.PUBLISHED).count() == 1135
    again = look_at(listed.rows)
    assert (len(again.unchanged), again.new, again.gone) == (1135, [], [])


def test_the_shipped_catalogue_is_entered_for_the_city_of_the_desk(cast, capsys):
    call_command("services", "--shipped")
    assert " 0 unchanged" in capsys.readouterr().out
    call_command("services", "--shipped")
    assert ": 0 new" in capsys.readouterr().out
