"""S1: what the officer knew, Luodi knows: large roofs stand beside the photovoltaic enquiry, with reasons."""

from pathlib import Path

import pytest
import time_machine

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.landing.actions.introducing import answer_introduction
from luodi.matching.following import Follower
from luodi.matching.models import Introduction, Judgement, OfferList
from luodi.notices.models import Notice
from luodi.supply.actions.keeping import let
from luodi.talk.models import Message
from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.officer import Officer, duty
from tests.stories.watching import catch_up

ROOF = "做分布式光伏电站，想在港区找 2 万平方米以上的厂房屋顶，电站我们投，企业用电打折。"


@pytest.fixture
def now():
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        yield


@pytest.fixture
def follower(tmp_path: Path):
    one = Follower(tmp_path / "search")
    yield one
    one.close()


@pytest.fixture
def roofs(now, cast: Cast, follower: Follower):
    firm = Company.objects.get(name="远海食品有限公司")
    roof = cast.offer(
        "roof",
        "港区冷链厂房屋顶",
        area_m2=52000.0,
        description="彩钢板屋面，三班生产，年用电 4200 万度，厂房屋顶愿意出租装光伏。",
    )
    roof.company = firm
    roof.save(update_fields=["company"])
    small = cast.offer("roof", "港区老仓屋顶", area_m2=3000.0, description="老仓屋顶，可装光伏。")
    office = cast.offer("office", "港区写字楼", area_m2=800.0)
    typed = Typed("能源企业负责人", cast.investor.phone, "sms", ROOF, wish=cast.zone, agreed=cast.consent)
    number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    catch_up(follower)
    return number, roof, small, office


def test_the_large_roof_stands_first_and_says_why(cast, roofs):
    number, roof, _small, _office = roofs
    page = text(Officer(cast.zone_officer).get(f"enquiries/{number}/"))
    panel = page[page.index('id="matches"') :]
    assert panel.index("港区冷链厂房屋顶") < panel.index("5.2 万㎡")
    assert "屋顶 5.2 万㎡ ≥ 需求 2 万㎡" in panel
    assert "港区老仓屋顶" not in panel
    assert "港区写字楼" not in panel
    assert roof.duty.number in panel


def test_one_tap_introduces_both_the_visit_is_dated_and_the_firm_answers_in_the_same_conversation(cast, roofs):
    number, roof, _small, _office = roofs
    officer = Officer(duty(number).owner.user)
    introduced = officer.post(
        number,
        f"offers/{roof.duty.number}/introduction",
        said="做光伏的企业，想租 2 万平方米以上屋顶，电站自投。",
        version=duty(number).version,
    )
    assert introduced.status_code == 302
    made = Introduction.objects.get()
    assert Notice.objects.filter(code="introduced", reader=cast.other_investor, subject=roof.duty.number).exists()
    assert "为您引荐：港区冷链厂房屋顶" in Message.objects.filter(duty__number=number).latest("id").body

    answer_introduction(
        viewer=Viewer.of(cast.other_investor), introduction=made.pk, answer="yes", body="周三上午可以来看。"
    )
    told = Message.objects.filter(duty__number=number).latest("id")
    assert (told.side, told.author) == ("partner", cast.other_investor)
    page = text(officer.get(f"enquiries/{number}/"))
    assert "周三上午可以来看" in page
    assert "引荐方" in page

    dated = officer.post(number, f"offers/{roof.duty.number}/visit", on="2021-01-06", version=duty(number).version)
    assert dated.status_code == 302
    assert Judgement.objects.latest("id").visit_on.isoformat() == "2021-01-06"
    assert "看场地 1 月 6 日 周三" in text(officer.get(f"enquiries/{number}/"))


def test_the_investor_sees_only_the_list_that_an_officer_sends(cast, roofs):
    number, roof, _small, _office = roofs
    officer = Officer(duty(number).owner.user)
    preview = text(officer.get(f"enquiries/{number}/lists/?of={roof.duty.number}"))
    assert "港区冷链厂房屋顶" in preview
    sent = officer.post(number, "lists", of=[roof.duty.number], note="先看这一处。", version=duty(number).version)
    assert sent.status_code == 302
    assert OfferList.objects.get().lines[0]["title"] == "港区冷链厂房屋顶"
    assert Judgement.objects.get(offer=roof).verdict == "fits"


def test_what_is_let_disappears_and_those_who_had_it_on_their_list_are_told(cast, roofs, follower):
    number, roof, _small, _office = roofs
    officer = Officer(duty(number).owner.user)
    officer.post(number, f"offers/{roof.duty.number}/judgements", verdict="fits", version=duty(number).version)
    catch_up(follower)
    let(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    page = text(officer.get(f"enquiries/{number}/"))
    assert "已租售" in page
    assert "发资源单：港区冷链厂房屋顶" not in page
    catch_up(follower)
    assert Notice.objects.get(code="offer_gone").subject == number
