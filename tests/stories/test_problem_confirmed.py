"""Two houses stand in the way of a fence. Seen on site, told by phone, solved, not solved, solved by the level above,
and confirmed by the one who saw them; the next time by a checker, because he has gone."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from luodi.config.watch import EXPIRIES
from luodi.duties.models import Deadline, Duty
from luodi.duties.sweep import tell_due
from luodi.ledger.models import Attachment, Event
from luodi.projects.models import Milestone, Problem
from luodi.projects.rules import ProblemState
from tests.cast import Cast, local, picture
from tests.projecting import Projecting
from tests.stories.desk import LIMIT, queries, text
from tests.stories.officer import Officer


@pytest.fixture
def people(db):
    with time_machine.travel(local(2021, 1, 4, 9, 30), tick=False):
        yield Projecting(Cast())


def send(officer: Officer, number: str, noun: str, **data: object) -> object:
    version = Duty.objects.get(number=number).version
    return officer.client.post(f"/desk/problems/{number}/{noun}/", {"version": version} | data)


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("agreement.jpg", picture(), "image/jpeg")


def test_a_problem_is_closed_only_by_who_saw_it(people):
    project = people.project()
    node = Milestone.objects.create(project=project, name="完成围挡", forecast="2021-01-20")
    seer, owner, head = Officer(people.colleague), Officer(people.owner), Officer(people.head)
    here = f"/desk/projects/{project.number}/problems/new/"
    assert "完成围挡" in text(seer.client.get(here))
    seen = {
        "title": "还有两户没有搬走",
        "words": "东侧两户，围挡进不去",
        "category": "demolition",
        "asked": "specialist",
        "milestone": node.pk,
        "channel": "voice",
    }
    wrong = seer.client.post(here, seen | {"title": ""})
    assert wrong.status_code == 422
    assert "围挡进不去" in text(wrong)
    photo = SimpleUploadedFile("site.jpg", picture(), "image/jpeg")
    assert seer.client.post(here, seen | {"file": photo}).status_code == 302
    problem = Problem.objects.get()
    number = problem.number
    assert "请专员解决" in text(seer.get(f"problems/{number}/"))
    assert (problem.raised_by, problem.milestone, problem.duty.owner) == (people.colleague, node, people.owner.post)
    assert Attachment.objects.get(subject=number).media_type == "image/jpeg"
    assert Deadline.objects.get(duty=problem.duty, stopped=None).token == "3wd"

    assert send(owner, number, "acceptance", plan="今天上门谈", plan_due="2021-01-06").status_code == 302
    with time_machine.travel(local(2021, 1, 5, 16), tick=False):
        bare = send(owner, number, "solution", words="已签协议")
        assert bare.status_code == 422
        assert "请附上解决的凭证" in text(bare)
        assert "已签协议" in text(bare)
        assert send(owner, number, "solution", words="已签协议", file=proof()).status_code == 302
        assert "agreement.jpg" in text(seer.get(f"problems/{number}/"))
        english = text(seer.client.get(f"/desk/problems/{number}/", headers={"accept-language": "en"}))
        assert "Confirm as solved" in english
        assert "Problems" in english
        assert send(owner, number, "confirmation").status_code == 409
    with time_machine.travel(local(2021, 1, 6, 9), tick=False):
        assert send(seer, number, "reopening", reason="协议签了，人没有走").status_code == 302
        problem.refresh_from_db()
        assert (problem.duty.owner, problem.reopened, problem.asked) == (people.head.post, 1, "unit")
        assert "上报" in text(seer.get(f"problems/{number}/"))
        assert send(head, number, "solution", words="两户已搬离", file=proof()).status_code == 302
    with time_machine.travel(local(2021, 1, 6, 15), tick=False):
        version = Duty.objects.get(number=number).version
        both = [seer.client.post(f"/desk/problems/{number}/confirmation/", {"version": version}) for _i in range(2)]
        assert [answer.status_code for answer in both] == [302, 409]
    problem.refresh_from_db()
    assert (problem.duty.progress, problem.confirmed_how) == (ProblemState.CLOSED, "raiser")
    told = list(Event.objects.filter(subject=number).order_by("pk").values_list("code", flat=True))
    assert told[-1] == "problem_closed"
    assert problem.blocks_until is not None


def test_a_silent_raiser_is_stood_in_for_and_the_page_says_so(people):
    project = people.project()
    seer, owner, checker = Officer(people.colleague), Officer(people.owner), Officer(people.checker)
    heard = {"title": "施工用电没有接", "category": "utilities", "asked": "specialist", "channel": "phone"}
    seer.client.post(f"/desk/projects/{project.number}/problems/new/", heard)
    number = Problem.objects.get().number
    send(owner, number, "solution", words="已接通", file=proof())
    assert send(checker, number, "confirmation").status_code == 409
    with time_machine.travel(local(2021, 1, 11, 17, 31), tick=False):
        tell_due(now(), EXPIRIES)
        assert send(owner, number, "confirmation").status_code == 409  # of the handling unit
        assert send(checker, number, "confirmation").status_code == 302
        assert "不是提出人本人确认" in text(owner.get(f"problems/{number}/"))


def test_the_list_costs_the_same_however_many(people):
    project = people.project()
    seer = Officer(people.colleague)
    here = f"/desk/projects/{project.number}/problems/new/"

    def another(place: int) -> None:
        told = {"title": f"问题{place}", "category": "other", "asked": "unit", "channel": "page"}
        assert seer.client.post(here, told).status_code == 302

    another(1)
    few = queries(seer, "problems/")
    assert few <= LIMIT
    for place in range(5):
        another(place)
    assert queries(seer, "problems/") == few
    assert "问题3" in text(seer.get("problems/?category=other&level=unit"))
    assert "问题3" not in text(seer.get("problems/?category=land"))
    assert project.duty.title in text(seer.get("problems/new/"))
