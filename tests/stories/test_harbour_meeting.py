"""An on-site meeting about the renewal of a harbour fixes nine works. They are duties before it ends, its minutes go
out as paper and as Word, and the next dispatch sheet shows which of them are late."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from docx import Document

from luodi.directory.models import Post
from luodi.duties.models import Deadline, Duty, Link
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.works.models import Meeting, Work
from luodi.works.rules import Kind, MeetingState
from tests.cast import Cast, local
from tests.projecting import Projecting
from tests.stories.desk import LIMIT, queries, text
from tests.stories.officer import Officer

START = local(2021, 1, 4, 9, 30)
NINE = (
    *("编制港区更新总体方案", "完成老码头岸线测量", "确定邮轮泊位改造投资主体", "腾空三号仓库", "落实污水管网改线资金"),
    *("办理临时用海手续", "修缮百年灯塔", "打通滨港步道断点", "拟定夜航旅游线路"),
)


@pytest.fixture
def people(db):
    with time_machine.travel(START, tick=False):
        yield Projecting(Cast())


def decide(desk: Officer, number: str, place: int, owner: Post, due: date, **headers: str):
    line = {"title": NINE[place], "owner": owner.pk, "due": due.isoformat(), "about": ""}
    return desk.client.post(f"/desk/meetings/{number}/decisions/", line, headers=headers)


def called(people: Projecting) -> tuple[Officer, Meeting]:
    desk = Officer(people.dispatcher)
    sent = {
        "kind": "on_site",
        "title": "老港区更新现场会",
        "starts": "2021-01-04T10:00",
        "venue": "三号码头",
        "at": people.cast.city.pk,
        "chaired_by": people.leader.post.pk,
        "present": "港区、新区、水务、交通",
    }
    assert desk.client.post("/desk/meetings/new/", sent).status_code == 302
    return desk, Meeting.objects.get()


def decided(people: Projecting, desk: Officer, number: str) -> None:
    """Nine lines, every other one as htmx sends it: then the sheet comes back at once."""
    owners = [people.owner.post, people.head.post, people.east_owner.post]
    for place in range(9):
        due = date(2021, 1, 8) if place < 3 else date(2021, 2, 26)
        headers = {"hx-request": "true"} if place % 2 else {}
        answer = decide(desk, number, place, owners[place % 3], due, **headers)
        assert answer.status_code == (200 if headers else 302)
        assert not headers or NINE[place] in text(answer)


def sent(desk: Officer, number: str, noun: str, **data: object):
    version = Duty.objects.get(number=number).version
    return desk.client.post(f"/desk/meetings/{number}/{noun}/", {"version": version} | data)


def test_nine_works_are_duties_before_the_meeting_is_over(people):
    desk, meeting = called(people)
    with time_machine.travel(local(2021, 1, 4, 10, 20), tick=False):
        decided(people, desk, meeting.number)
        first = Work.objects.get(duty__title=NINE[0])
        assert (first.kind, first.duty.owner) == (Kind.DECISION, people.owner.post)
        assert Link.objects.get(source=first.duty).target == meeting.duty
        assert Deadline.objects.get(duty=first.duty).kind == "goal"
        told = Notice.objects.filter(reader=people.owner, code="work_given", channel="page")
        assert told.count() == 3
        assert NINE[0] in text(Officer(people.owner).get(""))  # on his own desk
        line = {"title": "没有人的事", "due": "2021-02-01"}
        wanting = desk.client.post(f"/desk/meetings/{meeting.number}/decisions/", line)
        assert wanting.status_code == 422
        assert "没有人的事" in text(wanting)


def test_its_minutes_are_owed_in_two_days_and_go_out_on_paper_and_in_word(people):
    desk, meeting = called(people)
    number = meeting.number
    decided(people, desk, number)
    with time_machine.travel(local(2021, 1, 4, 11, 30), tick=False):
        version = Duty.objects.get(number=number).version
        assert sent(desk, number, "end", words="现场查看了三号码头和灯塔。").status_code == 302
        owed = Deadline.objects.get(duty=meeting.duty, stopped=None)
        assert (owed.kind, owed.token) == ("minutes", "2wd")
        paper = text(desk.get(f"meetings/{number}/minutes/"))
        assert all(title in paper for title in NINE)
        assert "尚未印发" in paper
        again = desk.client.post(f"/desk/meetings/{number}/end/", {"version": version, "words": ""})
        assert again.status_code == 409
    with time_machine.travel(local(2021, 1, 5, 9), tick=False):
        assert sent(desk, number, "issuing").status_code == 302
        meeting.refresh_from_db()
        assert meeting.duty.progress == MeetingState.ISSUED
        assert Notice.objects.filter(code="minutes_issued").values("reader").distinct().count() == 3
        assert Event.objects.get(subject=number, code="minutes_issued").facts["decisions"] == 9
        word = desk.get(f"meetings/{number}/minutes/file/")
        written = Document(io.BytesIO(word.content))
        cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
        assert set(NINE) <= set(cells)
        late_line = decide(desk, number, 0, people.owner.post, date(2021, 3, 1))
        assert late_line.status_code == 422  # issued minutes take no more


def test_the_next_dispatch_sheet_shows_the_late_ones(people):
    desk, meeting = called(people)
    decided(people, desk, meeting.number)
    with time_machine.travel(local(2021, 1, 11, 9), tick=False):
        work = Work.objects.get(duty__title=NINE[1])
        done = {"version": work.duty.version, "result": "已测完", "happened_at": ""}
        assert Officer(people.head).client.post(f"/desk/works/{work.number}/result/", done).status_code == 302
        sheet = text(Officer(people.leader).get("dispatch/"))
        assert NINE[0] in sheet
        assert NINE[2] in sheet
        assert NINE[1] not in sheet  # done
        assert NINE[5] not in sheet  # not due yet
        assert sheet.index("东城区") < sheet.index("港区投资促进部")  # in the order of their codes


def test_the_sheet_costs_the_same_however_many_rows(people):
    reader = Officer(people.leader)
    for place in range(3):
        project = people.project(f"项目{place}")
        Deadline.objects.create(
            duty=project.duty,
            kind="report",
            about="2020-12",
            token="5d",
            calendar="office",
            calendar_version=1,
            started=START - timedelta(days=20),
            due=START - timedelta(days=place + 1),
        )
        Duty.objects.filter(pk=project.duty_id).update(next_due=START - timedelta(days=place + 1))
    reader.client.post(f"/desk/duties/{project.number}/instructions/", {"wording": "act"})
    few = queries(reader, "dispatch/")
    assert few <= LIMIT
    for place in range(6):
        another = people.project(f"又{place}")
        reader.client.post(f"/desk/duties/{another.number}/instructions/", {"wording": "propose"})
    assert queries(reader, "dispatch/") == few
    assert "2020 年 12 月未报" in text(reader.get("dispatch/"))


def test_one_tap_of_a_leader_is_a_duty_until_he_accepts_the_answer(people):
    project = people.project()
    leader, owner = Officer(people.leader), Officer(people.owner)
    tap = {"wording": "act", "next": "/desk/dispatch/brief/"}
    given = leader.client.post(f"/desk/duties/{project.number}/instructions/", tap)
    assert given.headers["Location"] == "/desk/dispatch/brief/"
    work = Work.objects.get(kind=Kind.INSTRUCTION)
    assert work.duty.owner == people.owner.post
    assert "去办" in text(leader.get("dispatch/"))
    missing = leader.client.post(f"/desk/duties/{project.number}/instructions/", {"wording": "reply"})
    assert missing.status_code == 422
    assert owner.client.post(f"/desk/duties/{project.number}/instructions/", tap).status_code == 422
    version = Duty.objects.get(pk=work.pk).version
    told = {"version": version, "reply": "已经开始围挡"}
    assert owner.client.post(f"/desk/instructions/{work.number}/answer/", told).status_code == 302
    assert "已答复，待认可" in text(leader.get("dispatch/"))
    version = Duty.objects.get(pk=work.pk).version
    accepted = leader.client.post(f"/desk/instructions/{work.number}/acceptance/", {"version": version})
    assert accepted.status_code == 302
    assert "去办" not in text(leader.get("dispatch/"))


def test_a_slip_is_signed_answered_and_followed_by_a_second_notice_and_an_interview(people):
    project = people.project()
    leader, owner = Officer(people.leader), Officer(people.owner)
    here = f"/desk/slips/{project.number}/"
    leader.client.post(here + "issuing/", {"order": "三天内进场", "days": 3})
    assert owner.client.post(here + "signature/").status_code == 302
    assert owner.client.post(here + "reply/", {"reply": "设备还没有到"}).status_code == 302
    assert leader.client.post(here + "judgement/", {"outcome": "interview"}).status_code == 422
    again = {"outcome": "second", "order": "本周内进场", "days": 2}
    assert leader.client.post(here + "judgement/", again).status_code == 302
    assert "第 2 次督办" in text(leader.get(f"slips/{project.number}/"))
    with time_machine.travel(local(2021, 1, 8, 9), tick=False):
        assert "第 2 次督办未回复" in text(leader.get("dispatch/"))
        assert leader.client.post(here + "judgement/", {"outcome": "interview"}).status_code == 302
    assert Notice.objects.filter(reader=people.owner, code="slip_interview").exists()
    assert "本周内进场" in text(leader.get(f"slips/{project.number}/2/print/"))


def test_strangers_find_no_meeting(people):
    desk = Officer(people.owner)
    told = {"kind": "dispatch", "title": "港区调度会", "starts": "2021-01-04T10:00", "at": people.cast.zone.pk}
    assert desk.client.post("/desk/meetings/new/", told).status_code == 302
    number = Meeting.objects.get().number
    assert Officer(people.east_owner).get(f"meetings/{number}/").status_code == 404
    assert Client().get(f"/desk/meetings/{number}/").status_code == 302


def test_whose_post_calls_no_meetings_is_told_so(people):
    told = {"kind": "dispatch", "title": "港区调度会", "starts": "2021-01-04T10:00", "at": people.cast.zone.pk}
    answer = Officer(people.cast.zone_officer).client.post("/desk/meetings/new/", told)
    assert answer.status_code == 422
    assert "您的岗位不召集会议" in text(answer)
    assert not Meeting.objects.exists()
