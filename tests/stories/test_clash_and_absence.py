"""Two units talk to one company; an officer is away and somebody stands in."""

import time_machine

from luodi.directory.models import Absence
from luodi.enquiries.models import Claim
from luodi.ledger.models import Event
from tests.cast import Cast, local
from tests.stories.investor import Investor, text
from tests.stories.officer import Officer, duty

FIRM = "上海霁川能源有限公司"


def day(hour: int, minute: int) -> time_machine.travel:
    return time_machine.travel(local(2021, 1, 4, hour, minute), tick=False)


def test_a_second_unit_enters_the_same_firm_and_the_city_desk_rules_with_shares(cast: Cast) -> None:
    first = Investor(cast).applied(local(2021, 1, 4, 9, 40), firm=FIRM).number
    east = Officer(cast.stranger_officer)
    with day(10, 0):
        Officer(cast.liaison).call(first, local(2021, 1, 4, 10, 0))
    with day(11, 0):
        entered = east.client.post(
            "/desk/enquiries/new/",
            {
                "name": "项目经理",
                "contact": "13900000077",
                "sentence": "光伏项目",
                "firm": "霁川能源有限公司",
                "source": "phone",
                "keep": "1",
                "said": "来电咨询屋顶",
            },
        )
    assert entered.status_code == 302

    claims = list(Claim.objects.order_by("id"))
    assert [claim.state for claim in claims] == ["clash", "clash"]
    with day(11, 30):
        desk = Officer(cast.dispatcher)
        assert FIRM in text(desk.get(f"clashes/{claims[0].pk}/"))
        ruled = desk.client.post(
            f"/desk/clashes/{claims[0].pk}/",
            {
                "host": cast.district_unit.pk,
                f"share_{claims[0].pk}": "70",
                f"share_{claims[1].pk}": "30",
                "reason": "西部新区先谈，东城区提供线索",
            },
        )

    assert ruled.status_code == 302
    assert [(c.state, c.ruled_role, c.share) for c in Claim.objects.order_by("id")] == [
        ("ruled", "host", 70),
        ("ruled", "finder", 30),
    ]
    for claim in claims:
        history = set(Event.objects.filter(subject=claim.duty.number).values_list("code", flat=True))
        assert {"claimed", "clash", "clash_ruled"} <= history


def test_the_substitute_is_asked_and_the_owner_stays_visible(cast: Cast) -> None:
    substitute = cast.officer("stand-in", "新区替岗人员", cast.district_unit, "liaison")
    number = Investor(cast).applied(local(2021, 1, 4, 9, 40)).number
    owner = duty(number).owner
    other = substitute if owner.user == cast.liaison else cast.liaison
    Absence.objects.create(
        post=owner, substitute=other.post, start=local(2021, 1, 4, 9, 50), end=local(2021, 1, 5, 18, 0)
    )
    stand_in = Officer(other)
    with day(10, 0):
        assert number in text(stand_in.get(""))
        assert owner.label in text(stand_in.page(number))
        assert stand_in.sign(number).status_code == 302

    signed = Event.objects.get(subject=number, code="signed")
    assert (signed.actor, signed.on_behalf_of) == (f"user:{other.pk}", f"post:{owner.pk}")
    assert duty(number).owner == owner
