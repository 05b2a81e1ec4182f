"""Somebody tries to publish a ranking every month: it is off, then allowed once, then refused with what to do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from luodi.bulletin.actions.ranking import allow_ranking
from luodi.bulletin.models import Edition, RankingLeave
from luodi.bulletin.rules import State, ranking_is_too_soon
from luodi.directory.models import Post, Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.acts import Refused
from luodi.projects.models import Project, ReportCycle, ReportRound
from luodi.projects.rules import Frequency
from tests.cast import Cast, local
from tests.projecting import KINDS, MILLION
from tests.publishing import Publishing
from tests.stories.officer import Officer


@pytest.fixture
def town(cast: Cast) -> Iterator[Publishing]:
    """Six districts with a project each; the fifth and sixth have done the same share of their own plans."""
    with time_machine.travel(local(2021, 1, 5, 9), tick=False) as clock:
        people = Publishing(cast)
        people.clock, people.six = clock, []
        for place in range(1, 7):
            level, beside = Territory.Level.DISTRICT, {"parent": cast.city}
            home = Territory.objects.create(code=f"3799{place + 20}", name=f"{place}区", level=level, **beside)
            unit = Unit.objects.create(
                code=f"d{place}", name=f"{place}区发展局", short=f"{place}区", kind=Unit.Kind.DISTRICT, territory=home,
                calendar=cast.calendar, phone="0599-00000003",
            )  # fmt: skip
            owner = cast.officer(f"d{place}", f"{place}区专员", unit, Post.Role.PROJECT, KINDS)
            people.six.append(people.planned(f"{place}区项目", owner=owner))
        ReportCycle.objects.create(territory=cast.city, name="月调度", frequency=Frequency.MONTHLY)
        yield people


def month(town: Publishing, number: int) -> Edition:
    """The edition of a month in preview, everybody reported but the first district."""
    due = local(2021, number, 25, 17, 30)
    one = ReportRound.objects.create(
        cycle=ReportCycle.objects.get(),
        period=f"2021-{number:02}",
        as_of=due.date().replace(day=20),
        opened_at=local(2021, number, 20, 9),
        due=due,
    )
    for place, project in enumerate(town.six[1:], start=2):
        town.reported(project, one, min(place, 5) * MILLION)
    town.clock.move_to(local(2021, number, 26, 9))
    return town.previewed(one)


def ranked(town: Publishing, edition: Edition) -> str:
    """What the page says to the dispatcher who presses the button."""
    client = Officer(town.publisher).client
    return client.post(f"/desk/editions/{edition.number}/ranking/", follow=True).content.decode()


def allowed(town: Publishing, **said: object) -> Client:
    told = {
        "territory": town.cast.city.pk,
        "authority": "市政府常务会议",
        "document": "临政发〔2021〕3号",
        "min_group": 5,
    }
    client = Officer(town.leader).client
    answer = client.post("/desk/editions/rankings/", told | said)
    assert answer.status_code == 302
    return client


def published(town: Publishing, edition: Edition) -> Edition:
    town.clock.move_to(edition.window_ends)
    return town.published(edition)


def test_it_is_off_by_default_and_no_dispatcher_turns_it_on(town: Publishing):
    edition = month(town, 1)
    assert "排名默认关闭" in ranked(town, edition)
    assert town.again(edition).ranking is None
    told = {"territory": town.cast.city.pk, "authority": "市政府", "document": "1号", "min_group": 5}
    answer = Officer(town.publisher).client.post("/desk/editions/rankings/", told)
    assert answer.status_code == 422
    assert "只能由临海市的分管领导" in answer.content.decode()
    assert not RankingLeave.objects.exists()


def test_a_document_number_is_asked_for(town: Publishing):
    told = {"territory": town.cast.city.pk, "authority": "市政府", "document": "", "min_group": 5}
    answer = Officer(town.leader).client.post("/desk/editions/rankings/", told)
    assert answer.status_code == 422
    assert "请写明批准文件的文号" in answer.content.decode()


def test_the_public_reads_by_whom_it_was_allowed_ties_and_who_was_left_out(town: Publishing):
    allowed(town)
    edition = month(town, 1)
    assert "已编入排名" in ranked(town, edition)
    edition = published(town, edition)
    rows = {row["key"]: (row["rank"], row["tied"]) for row in edition.ranking["rows"]}
    assert rows == {
        "379926": (1, True),
        "379925": (1, True),
        "379924": (3, False),
        "379923": (4, False),
        "379922": (5, False),
    }
    public = Client().get(f"/progress/{edition.number}/").content.decode()
    for said in ("临政发〔2021〕3号", "市政府常务会议", "并列", "未计入 2 条", "本期未报", "不比总量"):
        assert said in public, said


def test_next_month_it_is_refused_with_what_to_do(town: Publishing):
    allowed(town)
    first = month(town, 1)
    ranked(town, first)
    published(town, first)
    second = month(town, 2)
    answer = ranked(town, second)
    for said in ("不满半年", "2021-07-28 起才可以再排", "写明提前的理由", "与自身计划比"):
        assert said in answer, said
    assert published(town, second).ranking is None
    assert Edition.objects.exclude(ranking=None).count() == 1


def test_of_two_that_took_a_ranking_before_either_was_published_the_second_is_refused(town: Publishing):
    allowed(town)
    first = month(town, 1)
    second = month(town, 2)
    assert "已编入排名" in ranked(town, first)
    assert "已编入排名" in ranked(town, second)
    published(town, first)
    with pytest.raises(Refused, match=r"不满半年.*与自身计划比"):
        published(town, second)
    assert town.again(second).state == State.PREVIEW
    assert town.again(second).ranking is not None


def test_a_named_authority_may_let_one_come_sooner_and_its_reason_is_printed(town: Publishing):
    allowed(town)
    first = month(town, 1)
    ranked(town, first)
    published(town, first)
    town.clock.move_to(local(2021, 2, 1, 9))
    allowed(town, document="临政发〔2021〕9号", sooner_because="年中考核")
    second = month(town, 2)
    assert "已编入排名" in ranked(town, second)
    second = published(town, second)
    assert "距上次不满半年，理由：年中考核" in Client().get(f"/progress/{second.number}/").content.decode()
    # The reason was for that one; the next has to wait again.
    assert "不满半年" in ranked(town, month(town, 3))


def test_too_few_are_not_ranked(town: Publishing):
    allow_ranking(
        viewer=Viewer.of(town.leader), territory=town.cast.city, authority="市政府", document="3号", min_group=6
    )
    assert "可比的单位只有 5 个，少于 6 个" in ranked(town, month(town, 1))


def test_half_a_year_is_half_a_year():
    assert ranking_is_too_soon(local(2021, 1, 28).date(), local(2021, 7, 27).date())
    assert not ranking_is_too_soon(local(2021, 1, 28).date(), local(2021, 7, 28).date())
    assert ranking_is_too_soon(local(2021, 8, 31).date(), local(2022, 2, 28).date())


def test_the_sheet_beside_ones_own_plan_is_always_on_and_ranks_nobody(town: Publishing):
    month(town, 1)
    page = Officer(town.leader).client.get("/desk/editions/task-forces/").content.decode()
    assert page.index("2区发展局") < page.index("6区发展局")  # by code, though the sixth has done more
    for said in ("5.0%", "-3.3 个百分点", "4,000 万元", "不是名次"):
        assert said in page, said
    done = Project.objects.order_by("pk")[0]
    for closed, counted in ((timezone.now(), True), (timezone.now() - timedelta(days=60), False)):
        Duty.objects.filter(pk=done.pk).update(closed=closed)
        page = Officer(town.leader).client.get("/desk/editions/task-forces/").content.decode()
        assert (done.duty.unit.name in page, "含今年已办结 1 个" in page) == (counted, counted)
    assert timezone.localdate().isoformat() == "2021-01-26"
