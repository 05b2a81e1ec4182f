"""S2: an officer enters a project; evidence moves it, a checker judges; its plan is approved, and approved anew."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.accounts.models import User
from luodi.duties.models import Duty
from luodi.ledger.models import Event
from luodi.projects.models import Baseline, Milestone, Project
from tests.cast import Cast, local, picture
from tests.projecting import MILLION, Projecting
from tests.stories.desk import text


class Desk:
    """Somebody at the pages of projects; each act is sent with the version that the page shows."""

    def __init__(self, who: User) -> None:
        self.client = Client()
        self.client.force_login(who)

    def get(self, path: str = "") -> Any:
        return self.client.get(f"/desk/projects/{path}")

    def send(self, path: str, **data: Any) -> Any:
        number = path.partition("/")[0]
        version = Duty.objects.filter(number=number).values_list("version", flat=True).first()
        return self.client.post(f"/desk/projects/{path}/", {"version": version or ""} | data)

    def prove(self, number: str, kind: str, **more: Any) -> Any:
        return self.send(f"{number}/proofs", kind=kind, dated="2021-01-04", **({"words": "存于港区档案室"} | more))

    def ask(self, number: str, to: str, on: str) -> Any:
        return self.send(f"{number}/gate-requests", to=to, happened_on=on)

    def judge(self, number: str, to: str, outcome: str = "pass", **more: Any) -> Any:
        told = {"happened_on": "2021-01-04"} | more
        return self.send(f"{number}/gate-decisions", to=to, outcome=outcome, **told)


def plan(*rows: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    sent = {"line-TOTAL_FORMS": len(rows), "line-INITIAL_FORMS": 0, "effective": "2021-01-04", **more}
    for place, (name, planned, stage) in enumerate(rows):
        sent |= {f"line-{place}-name": name, f"line-{place}-planned": planned, f"line-{place}-stage": stage}
    return sent


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(local(2021, 1, 4, 9), tick=False) as moved:
        yield moved


@pytest.fixture
def people(cast: Cast, clock: Any) -> Projecting:
    return Projecting(cast)


def test_a_project_comes_into_the_library_moves_by_evidence_and_is_planned_twice(
    people: Projecting, clock: Any
) -> None:
    owner, checker = Desk(people.owner), Desk(people.checker)
    number = enters(owner, people)
    started(owner, checker, number)
    planned(owner, checker, number)
    clock.move_to(local(2021, 4, 6, 9))
    replanned(Desk(people.owner), Desk(people.checker), number)
    everybody_sees_the_same(people, number)


def enters(owner: Desk, people: Projecting) -> str:
    told = {
        "title": "港区装备制造基地",
        "template": "renovation",
        "owner": people.owner.post.pk,
        "deputy": people.colleague.post.pk,
        "at": people.cast.zone.pk,
        "stage": "under_review",
        "total": "1.2亿",
        "sector": "services",
        "description": "两条生产线",
    }
    answer = owner.send("new", **told)
    project = Project.objects.get()
    assert answer["Location"] == f"/desk/projects/{project.number}/"
    assert project.total == 120 * MILLION
    return project.number


def started(owner: Desk, checker: Desk, number: str) -> None:
    """Filed, then started: a paper is missing, a photo says too little, and each is said."""
    assert "还缺 2 项" in text(owner.get(f"{number}/"))
    assert "还缺：投资主体" in text(owner.ask(number, "filed", "2021-01-04"))
    facts = {"title": "港区装备制造基地", "template": "renovation", "total": "1.2亿", "sector": "services"}
    facts |= {"description": "两条生产线", "sponsor_name": "新港机械", "builder_name": "港建", "code": ""}
    assert owner.send(f"{number}/changes", **facts).status_code == 302
    assert owner.prove(number, "filing").status_code == 302
    assert owner.ask(number, "filed", "2021-01-04").status_code == 302
    assert checker.judge(number, "filed", "return", reason="备案号看不清").status_code == 302
    assert "备案号看不清" in text(owner.get(f"{number}/"))
    owner.ask(number, "filed", "2021-01-04")
    assert checker.judge(number, "filed").status_code == 302
    facts |= {"code": "2021-379911-36-03-000001"}
    assert owner.send(f"{number}/changes", **facts).status_code == 302
    owner.prove(number, "works_contract")
    photo = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    assert "证明力较弱" in text(owner.client.get(owner.prove(number, "site_photo", file=photo)["Location"]))
    assert owner.ask(number, "started", "2021-01-02").status_code == 302
    wanting = checker.judge(number, "started")
    assert wanting.status_code == 422
    assert "位置未证实" in text(wanting)
    assert owner.judge(number, "started").status_code == 409
    checker.judge(number, "started", reason="现场核实，王工，0599-1", happened_on="2021-01-02")
    project = Project.objects.get()
    assert (project.stage, project.started_on) == ("started", date(2021, 1, 2))


def planned(owner: Desk, checker: Desk, number: str) -> None:
    rows = (("厂房改造", "2021-03-31", ""), ("竣工", "2021-09-30", "completed"))
    assert owner.send(f"{number}/plan", **plan(*rows)).status_code == 302
    assert checker.send(f"{number}/baselines/1/answer", approved="1").status_code == 302
    page = text(owner.get(f"{number}/"))
    assert "厂房改造" in page
    assert "2021-03-31" in page


def replanned(owner: Desk, checker: Desk, number: str) -> None:
    """In April the first milestone is late; another plan gives it another day, and the first stays to be seen."""
    page = text(owner.get(f"{number}/"))
    assert '<span class="tag late keep">已超时</span>' in page
    rows = (("厂房改造", "2021-05-31", ""), ("竣工", "2021-10-29", "completed"))
    assert owner.send(f"{number}/plan", **plan(*rows)).status_code == 422
    assert owner.send(f"{number}/plan", **plan(*rows, reason="设备到港推迟")).status_code == 302
    assert owner.send(f"{number}/baselines/2/answer", approved="1").status_code == 422
    assert checker.send(f"{number}/baselines/2/answer", approved="1", answer="同意，不再调整").status_code == 302
    shown = text(owner.get(f"{number}/baselines/"))
    for words in ("2021-03-31", "2021-05-31", "+61 天", "设备到港推迟", "同意，不再调整"):
        assert words in shown
    assert Baseline.objects.get(version=1).dates.count() == 2
    milestone = Milestone.objects.get(name="厂房改造")
    moved = {"milestone": milestone.pk, "forecast": "2021-06-08"}
    assert "要写明原因" in text(owner.send(f"{number}/milestone-dates", **moved))
    assert owner.send(f"{number}/milestone-dates", **moved, reason="连续降雨").status_code == 302
    assert "晚 8 天" in text(owner.get(f"{number}/"))


def everybody_sees_the_same(people: Projecting, number: str) -> None:
    told = text(Desk(people.leader).get(f"{number}/"))
    for line in (
        "登记入库",
        "阶段审核退回补正：从“评审”到“立项”",
        "第 2 版计划获批准",
        "由 2021-05-31 改为 2021-06-08",
    ):
        assert line in told
    assert Desk(people.east_owner).get(f"{number}/").status_code == 404
    listed = Desk(people.dispatcher).get("?class=new&sector=services").context["rows"]
    assert [row.number for row in listed] == [number]
    events = Event.objects.filter(subject=number)
    assert not [event for event in events if "新港机械" in str(event.facts) or "王工" in str(event.facts)]
