"""Status lists of an upper level's system: what is found wrong, what is carried out, and that twice is once."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.approvals.actions.importing import check_statuses, import_statuses
from luodi.approvals.models import Case, Decision, Item, StatusRow, StatusSheet, Supplement
from luodi.approvals.rules import TURNS, ItemState
from luodi.approvals.statuses.rules import AFTER, NEEDS, WORDS, step
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from luodi.text.sheets import write_sheet
from tests.approving import Approving
from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.officer import Officer

NOW = local(2021, 1, 6, 9, 40)
HEADINGS = ["编号", "事项", "状态", "时间", "理由", "救济途径", "文书号", "天数", "特别程序"]


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        made = Approving(cast)
    with time_machine.travel(NOW, tick=False):
        yield made


@pytest.fixture
def case(town: Approving) -> Case:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False):
        return town.filed()


def csv(*rows: list[str], encoding: str = "utf-8-sig") -> bytes:
    return "\n".join(",".join(row) for row in [HEADINGS, *rows]).encode(encoding)


def checked(town: Approving, data: bytes) -> StatusSheet:
    return check_statuses(viewer=Viewer.of(town.planner), data=data, file_name="list.csv")


def faults(sheet: StatusSheet) -> list[tuple[str, str]]:
    return [(one["cell"], one["code"]) for row in StatusRow.objects.filter(of=sheet) for one in row.faults]


def state(number: str) -> str:
    return Item.objects.get(duty__number=number).state


def test_a_whole_life_is_registered_with_the_times_of_the_list(town: Approving, case: Case) -> None:
    number = town.number(case, "plan")
    rows = (
        [number, "", "出证办结", "2021-01-05 16:00"],
        [number, "", "已接件", "2021-01-04 09:00"],
        [number, "", "窗口受理", "2021-01-04 10:00"],
        [number, "", "特别程序开始", "2021-01-04 14:00", "", "", "听告 1 号", "10", "听证"],
        [number, "", "特别程序结束", "2021/1/5 9:00"],
    )
    sheet = checked(town, csv(*[row + [""] * (9 - len(row)) for row in rows], encoding="gb18030"))
    assert faults(sheet) == []
    assert state(number) == "filed"  # looking changes nothing

    found = import_statuses(viewer=Viewer.of(town.planner), sheet=sheet)

    assert (found.done, found.known, found.refused) == (4, 1, {})
    item = Item.objects.get(duty__number=number)
    assert (item.state, item.accepted_at, item.decided_at) == ("issued", local(2021, 1, 4, 10), local(2021, 1, 5, 16))
    event = Event.objects.get(subject=number, code="accepted")
    assert (event.happened_at, event.recorded_at, event.actor) == (local(2021, 1, 4, 10), NOW, town.planner.code)
    assert Event.objects.filter(subject=number, code="status_imported").count() == 4
    assert Deadline.objects.get(duty__number=number, kind="acceptance").outcome == "kept"


def test_the_same_list_a_second_time_changes_nothing(town: Approving, case: Case) -> None:
    data = csv([case.number, "场地备案", "部门受理", "2021-01-04 10:00", *[""] * 5])
    viewer = Viewer.of(town.planner)
    first = checked(town, data)
    assert import_statuses(viewer=viewer, sheet=first).done == 1
    events = Event.objects.filter(subject=town.number(case, "site")).count()
    assert import_statuses(viewer=viewer, sheet=first).done == 0
    again = checked(town, data)
    assert StatusRow.objects.get(of=again).values["known"]
    assert import_statuses(viewer=viewer, sheet=again).done == 0
    assert Event.objects.filter(subject=town.number(case, "site")).count() == events


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({0: "LD-T-210104-379900-00000-0"}, ("A2", "number")),
        ({0: "不是编号"}, ("A2", "number")),
        ({2: "研究中"}, ("C2", "word")),
        ({2: "办结通过"}, ("C2", "order")),
        ({2: "补正结束"}, ("C2", "order")),
        ({3: "上周二"}, ("D2", "time")),
        ({3: "2021-01-06 10:00"}, ("D2", "future")),
        ({3: "2020-12-01 10:00"}, ("D2", "too_old")),
        ({2: "不予受理"}, ("E2", "reason")),
        ({2: "补正开始"}, ("E2", "reason")),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(
    town: Approving, case: Case, change: dict[int, str], fault: tuple[str, str]
) -> None:
    row = [town.number(case, "plan"), "", "窗口受理", "2021-01-05 10:00", *[""] * 5]
    for place, value in change.items():
        row[place] = value
    assert faults(checked(town, csv(row))) == [fault]


def test_a_refusal_without_remedies_and_a_procedure_without_notice_are_faults(town: Approving, case: Case) -> None:
    number = town.number(case, "plan")
    sheet = checked(
        town,
        csv(
            [number, "", "部门受理", "2021-01-04 10:00", *[""] * 5],
            [number, "", "特别程序开始", "2021-01-04 11:00", "", "", "", "", "拍卖"],
            [number, "", "特别程序结束", "2021-01-04 12:00", *[""] * 5],
            [number, "", "办结不通过", "2021-01-05 10:00", "不符合", *[""] * 4],
        ),
    )
    assert set(faults(sheet)) == {("G3", "notice"), ("H3", "days"), ("I3", "procedure"), ("F5", "remedies")}


def test_the_number_of_a_case_with_several_items_needs_the_item(town: Approving, case: Case) -> None:
    unnamed = [case.number, "", "窗口受理", "2021-01-05 10:00", *[""] * 5]
    assert faults(checked(town, csv(unnamed))) == [("B2", "which_item")]
    other = ["", *unnamed[1:]]
    other[0], other[1] = town.number(case, "open"), ""
    assert faults(checked(town, csv(other))) == [("A2", "number")]  # of another department


def test_refused_asked_and_withdrawn_elsewhere_are_so_here(town: Approving, case: Case) -> None:
    plan, site = town.number(case, "plan"), town.number(case, "site")
    sheet = checked(
        town,
        csv(
            [plan, "", "补正开始", "2021-01-04 10:00", "缺法人签字", "", "", "10", ""],
            [plan, "", "补正结束", "2021-01-04 15:00", *[""] * 5],
            [plan, "", "窗口受理", "2021-01-05 09:00", *[""] * 5],
            [plan, "", "办结不通过", "2021-01-05 16:00", "不符合规划", "可以申请复议", *[""] * 3],
            [site, "", "已撤件", "2021-01-05 10:00", *[""] * 5],
        ),
    )
    found = import_statuses(viewer=Viewer.of(town.planner), sheet=sheet)
    assert (found.done, found.refused) == (5, {})
    assert (state(plan), state(site)) == ("refused", "withdrawn")
    assert Supplement.objects.get(item__duty__number=plan).answered_at == local(2021, 1, 4, 15)
    assert Decision.objects.get(item__duty__number=plan).remedies == "可以申请复议"


def test_what_changed_since_the_list_was_read_is_told_and_stops_no_other(town: Approving, case: Case) -> None:
    plan, site = town.number(case, "plan"), town.number(case, "site")
    at = "2021-01-05 10:00"
    sheet = checked(town, csv(*([one, "", "窗口受理", at, *[""] * 5] for one in (plan, site))))
    data = {"reasons": "不属于本部门", "version": ""}
    Officer(town.planner).client.post(f"/desk/items/{plan}/non-acceptance/", data)
    found = import_statuses(viewer=Viewer.of(town.planner), sheet=sheet)
    assert found.done == 1
    assert list(found.refused) == ["2"]
    assert (state(plan), state(site)) == ("not_accepted", "accepted")


def test_a_workbook_is_read_through_the_pages(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    rows = [[number, "", "窗口受理", "2021-01-05 10:00"], [number, "", "飞走了", "2021-01-05 11:00"]]
    file = SimpleUploadedFile("list.xlsx", write_sheet("状态", HEADINGS, rows))
    answer = planner.client.post("/desk/cases/statuses/", {"file": file})
    page = text(planner.client.get(answer.url))
    for said in ("C3", "飞走了", "不认识这个状态", "登记这 1 行"):
        assert said in page
    planner.client.post(answer.url + "importing/")
    assert "补登" in text(planner.get(f"items/{number}/"))
    assert "能登记的都已登记" in text(planner.client.get(answer.url))
    assert Officer(town.builder).client.get(answer.url).status_code == 404
    planner.client.post(answer.url + "removal/")
    assert state(number) == "accepted"


@pytest.mark.parametrize("data", [b"", "甲,乙\n1,2".encode(), b"\x00\x01", b"PK\x03\x04"])
def test_what_is_no_list_is_refused(town: Approving, data: bytes) -> None:
    file = SimpleUploadedFile("list.csv", data)
    answer = Officer(town.planner).client.post("/desk/cases/statuses/", {"file": file})
    assert answer.status_code == 422
    assert not StatusSheet.objects.exists()


def test_every_word_is_a_turn_of_the_table() -> None:
    codes = {code for turns in WORDS.values() for code in turns}
    assert codes <= TURNS.keys()
    assert NEEDS.keys() <= codes
    assert AFTER.keys() <= codes
    for word, turns in WORDS.items():
        able = [found for found in (step(word, one) for one in ItemState) if found and found.turns]
        assert bool(able) == bool(turns)
