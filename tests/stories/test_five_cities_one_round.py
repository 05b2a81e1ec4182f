"""Five cities of one circle report in one round: one late, one corrects in the window, and the public page says so."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from luodi.accounts.models import User
from luodi.bulletin.actions.preparing import build_editions
from luodi.bulletin.drawing.files import draw_editions
from luodi.bulletin.models import Edition, EditionLine, Erratum, LineCorrection
from luodi.directory.models import Post, Territory, Unit
from luodi.duties.models import Deadline
from luodi.ledger.models import Event
from luodi.projects.models import Project, ReportCycle, ReportRound
from luodi.projects.rules import Frequency
from tests.cast import Cast, local
from tests.projecting import KINDS, MILLION
from tests.publishing import Publishing
from tests.stories.officer import Officer
from tests.stories.watching import look

NAMES = {"3798": "临河市", "3797": "临江市", "3796": "临湖市", "3795": "临山市"}


class Circle(Publishing):
    """Five cities, a project in each; a desk and a leader of the circle."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.place, second = super().circle()
        level, city = Territory.Level.CITY, Territory.objects.create
        others = [second, *(city(code=c, name=n, level=level, parent=self.place) for c, n in list(NAMES.items())[1:])]
        desk = self.unit("circle-desk", "都市圈办公室", Unit.Kind.CITY_DESK, self.place)
        self.publisher = cast.officer("circle-publisher", "都市圈调度员", desk, Post.Role.DISPATCHER, KINDS)
        self.approver = cast.officer("circle-leader", "都市圈分管领导", desk, Post.Role.LEADER, KINDS)
        self.owners: dict[str, User] = {"临海市": self.owner}
        for place in others:
            unit = self.unit(f"u{place.code}", f"{place.name}发展局", Unit.Kind.DISTRICT, place)
            self.owners[place.name] = cast.officer(
                f"o{place.code}", f"{place.name}专员", unit, Post.Role.PROJECT, KINDS
            )
        self.projects: dict[str, Project] = {
            name: self.planned(f"{name}一号项目", owner=owner) for name, owner in self.owners.items()
        }

    def unit(self, code: str, name: str, kind: str, place: Territory) -> Unit:
        beside = {"calendar": self.cast.calendar, "phone": "0599-00000002", "short": name[:2]}
        return Unit.objects.create(code=code, name=name, kind=kind, territory=place, **beside)

    def month(self) -> ReportRound:
        cycle = ReportCycle.objects.create(territory=self.place, name="圈内月调度", frequency=Frequency.MONTHLY)
        return ReportRound.objects.create(
            cycle=cycle,
            period="2021-03",
            as_of=local(2021, 3, 20).date(),
            opened_at=local(2021, 3, 22, 9),
            due=local(2021, 3, 25, 17, 30),
        )


@pytest.fixture
def circle(cast: Cast) -> Iterator[Circle]:
    with time_machine.travel(local(2021, 3, 10, 9), tick=False) as clock:
        made = Circle(cast)
        made.clock = clock
        yield made


def reported(circle: Circle) -> ReportRound:
    """Four in time, Linhu an evening late."""
    one = circle.month()
    for place, (name, project) in enumerate(circle.projects.items(), start=1):
        late = {"at": one.due + timedelta(hours=3)} if name == "临湖市" else {}
        circle.reported(project, one, place * MILLION, percent=10 * place, **late)
    circle.clock.move_to(local(2021, 3, 29, 9))
    return one


def begun(circle: Circle, one: ReportRound) -> Edition:
    answer = Officer(circle.publisher).client.post("/desk/editions/", {"what": f"{one.pk}-{circle.place.pk}"})
    assert answer.status_code == 302
    assert "已编制 0 / 5 个项目" in page(Officer(circle.publisher).client, answer.url)
    while build_editions(timezone.now()):
        pass
    return Edition.objects.with_duty().get()


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def press(user: User, edition: Edition, noun: str) -> str:
    """What the page says after it."""
    client = Officer(user).client
    answer = client.post(f"/desk/editions/{edition.number}/{noun}/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_page_says_who_was_late_and_what_was_corrected(circle: Circle):
    edition = begun(circle, reported(circle))
    assert "1 个项目迟报" in page(Officer(circle.publisher).client, f"/desk/editions/{edition.number}/")
    assert "两个工作日内可以更正" in press(circle.publisher, edition, "window")
    assert page(Client(), f"/progress/{edition.number}/", 404)
    correct_linshan(circle, edition)
    seen = page(Officer(circle.publisher).client, f"/progress/{edition.number}/preview/")
    circle.clock.move_to(local(2021, 3, 31, 17, 31))
    look(timezone.now())
    assert not Deadline.objects.running().filter(duty=edition.pk, kind="window").exists()
    assert "不能自己批准" in press(circle.publisher, edition, "publication")
    assert "已公布" in press(circle.approver, edition, "publication")
    public = page(Client(), f"/progress/{edition.number}/")
    body = re.compile(r'<div class="sheet figures">.*?<section[^>]*meaning-title')
    here = f"/progress/{edition.number}/"
    as_previewed = body.search(seen)[0].replace(f"{here}preview/projects/", "/projects/").replace("/preview/", "/")
    published = re.sub(r" 2021-03-31 17:31 公布，公布后不再改动；有误另发勘误。", "", body.search(public)[0])
    assert as_previewed == published
    for said in ("临湖市一号项目", "迟报", "预览期内的更正", "<s>500 万元</s>", "700 万元", "设备款漏报"):
        assert said in public, said
    assert '<th scope="row">临山市</th>' in public
    # 1+2+3+4+7 of 5 x 40 million; a quarter of the year is over.
    for said in ("8.5%", "-16.50 个百分点", "1,700 万元 / 年度计划投资 2 亿元"):
        assert said in public, said


def correct_linshan(circle: Circle, edition: Edition) -> None:
    """Its owner, from his own project's page; another city's owner finds nothing to correct there."""
    line = EditionLine.objects.get(edition=edition, values__city="临山市")
    address = f"/desk/editions/{edition.number}/lines/{line.pk}/corrections/"
    owner = Officer(circle.owners["临山市"]).client
    assert address in page(owner, f"/desk/projects/{line.number}/")
    page(Officer(circle.owners["临江市"]).client, address, 404)
    told = {"seen": str(line.report_id), "invested": "700", "percent": "50", "words": "", "reason": ""}
    assert f'name="seen" value="{line.report_id}"' in page(owner, address)
    refused = owner.post(address, told)
    assert refused.status_code == 422
    assert "请写明更正的理由" in refused.content.decode()
    assert 'value="700"' in refused.content.decode()
    assert owner.post(address, told | {"reason": "设备款漏报"}).status_code == 302
    # A page that was opened before would put the old figures back.
    late = owner.post(address, told | {"invested": "500", "percent": "55", "reason": "进度漏报"})
    assert late.status_code == 409
    assert "进度漏报" in late.content.decode()
    kept = LineCorrection.objects.get()
    assert (kept.field, kept.old, kept.new) == ("period_invested", "5000000", "7000000")
    assert Event.objects.filter(subject=edition.number, code="line_corrected").exists()
    assert Event.objects.filter(subject=line.number, code="report_corrected").exists()


def test_what_anybody_takes_away_is_what_was_approved(circle: Circle):
    edition = begun(circle, reported(circle))
    press(circle.publisher, edition, "window")
    circle.clock.move_to(local(2021, 3, 31, 17, 31))
    press(circle.approver, edition, "publication")
    while draw_editions(timezone.now()):
        pass
    public = page(Client(), f"/progress/{edition.number}/")
    for kind in ("json", "xlsx", "docx", "pdf"):
        assert f"/progress/{edition.number}/files/{kind}/" in public
    data = Client().get(f"/progress/{edition.number}/files/json/").content
    assert hashlib.sha256(data).hexdigest() in public
    assert "专员" not in data.decode()
    assert page(Client(), f"/progress/{edition.number}/files/exe/", 404)


def test_every_number_opens_the_lines_it_was_computed_from(circle: Circle):
    Project.objects.filter(pk=circle.projects["临江市"].pk).update(is_public=False)
    edition = begun(circle, reported(circle))
    press(circle.publisher, edition, "window")
    circle.clock.move_to(local(2021, 3, 31, 17, 31))
    press(circle.approver, edition, "publication")
    lines = page(Client(), f"/progress/{edition.number}/lines/?figure=completion")
    assert "由本期 5 行得出 · 其中 1 个项目您看不到，只计数" in lines
    assert "临江市一号项目" not in lines
    for said in ("7.5%", "数据截至", "2021-03-20", "没有年度计划的不进分子也不进分母", "本年完成投资 1,500 万元"):
        assert said in lines, said
    own = page(Officer(circle.owners["临江市"]).client, f"/progress/{edition.number}/lines/?figure=completion")
    assert "临江市一号项目" in own
    assert "您看不到" not in own
    number = EditionLine.objects.get(edition=edition, values__city="临江市").number
    assert page(Client(), f"/projects/{number}/", 404)


def test_a_project_that_is_published_has_a_page_of_its_own(circle: Circle):
    edition = begun(circle, reported(circle))
    press(circle.publisher, edition, "window")
    circle.clock.move_to(local(2021, 3, 31, 17, 31))
    press(circle.approver, edition, "publication")
    number = EditionLine.objects.get(edition=edition, values__city="临湖市").number
    public = page(Client(), f"/projects/{number}/")
    for said in ("临湖市一号项目", "迟报", "数据截至 2021-03-20", "临湖市发展局", "历次公布", "400 万元"):
        assert said in public, said
    assert "临湖市专员" not in public
    assert number in page(Client(), f"/progress/{edition.number}/lines/")


def test_an_erratum_stands_on_the_page_and_in_the_next_edition(circle: Circle):
    edition = begun(circle, reported(circle))
    press(circle.publisher, edition, "window")
    circle.clock.move_to(local(2021, 3, 31, 17, 31))
    press(circle.approver, edition, "publication")
    line = EditionLine.objects.get(edition=edition, values__city="临河市")
    told = {"project": line.number, "field": "year_done", "new": "250 万元", "reason": "发票重复"}
    owner = Officer(circle.owners["临河市"]).client.post(f"/desk/editions/{edition.number}/errata/", told)
    assert owner.status_code == 422
    assert "您的岗位不能办这一步" in owner.content.decode()
    desk = Officer(circle.publisher).client
    unsaid = desk.post(f"/desk/editions/{edition.number}/errata/", told | {"new": "250"})
    assert unsaid.status_code == 422
    assert "看不出是多少钱" in unsaid.content.decode()
    assert desk.post(f"/desk/editions/{edition.number}/errata/", told).status_code == 302
    assert Erratum.objects.get().new == "2500000"
    public = page(Client(), f"/progress/{edition.number}/")
    assert "勘误" in public
    assert "<s>200 万元</s>" in public
    assert "250 万元" in public
    circle.clock.move_to(local(2021, 4, 26, 9))
    following = ReportRound.objects.create(
        cycle=ReportCycle.objects.get(),
        period="2021-04",
        as_of=local(2021, 4, 20).date(),
        opened_at=local(2021, 4, 20, 9),
        due=local(2021, 4, 25, 17, 30),
    )
    second = circle.previewed(following, circle.place)
    assert "以往各期的勘误" in page(Officer(circle.publisher).client, f"/progress/{second.number}/preview/")
    circle.clock.move_to(second.window_ends)
    second = circle.published(second)
    edition = circle.again(edition)
    assert "以往各期的勘误" in page(Client(), f"/progress/{second.number}/")
    assert (edition.issue, second.issue) == (1, 2)
