"""What a living city always has lying about: unconfirmed, unanswered, denied, merged, dormant, a clash, an absence."""

from dataclasses import replace
from datetime import datetime, timedelta

from luodi.config.demo.history import Teller
from luodi.config.demo.sentences import Wish
from luodi.directory.models import Absence, Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty
from luodi.enquiries.actions.answering import deny_contact
from luodi.enquiries.actions.handling import log_contact
from luodi.enquiries.actions.submitting import submit, take_unconfirmed
from luodi.enquiries.actions.triaging import merge, rest
from luodi.landing.actions.handovers import escalate_unanswered, hand_over
from luodi.ledger.acts import replaying
from luodi.talk.models import Contact


def leave_loose_ends(teller: Teller) -> None:
    _unconfirmed(teller)
    for district, zone in (("370211", "370211901"), ("370214", "370214901"), ("370281", "370281902")):
        _asked(teller, district, zone, answered=False)
    _asked(teller, "370283", "370283901", answered=True)
    _denied(teller)
    _merged(teller)
    _dormant(teller)
    _clash(teller)
    _absence(teller)


def _some_hours_ago(teller: Teller, minutes: int) -> datetime:
    """That many working minutes back from now."""
    at = teller.now
    while teller.office.elapsed(at, teller.now) < minutes:
        at -= timedelta(minutes=30)
    return at


def _fresh(teller: Teller, at: datetime, unit: Unit, wish: Wish | None = None) -> Duty:
    return teller.submit(at, wish or teller.draw(), unit.territory)


def _unconfirmed(teller: Teller) -> None:
    at = _some_hours_ago(teller, 45)
    with replaying(at):
        receipt = submit(viewer=Viewer.nobody(), typed=teller.typed(teller.draw(), None))
    deadline = Deadline.objects.get(duty=receipt.duty, kind="confirm")
    take_unconfirmed(deadline.pk, at + timedelta(minutes=16))


def _asked(teller: Teller, district: str, zone: str, *, answered: bool) -> None:
    """A hand-over that waits for an answer; `answered` means nobody did and the city desk rules now."""
    at = _some_hours_ago(teller, 200 if answered else 40)
    unit = teller.city.zones[zone]
    duty = _fresh(teller, at, teller.city.districts[district])
    while duty.unit_id == unit.pk:  # a rule may send what was drawn to the zone at once
        duty = _fresh(teller, at, teller.city.districts[district])
    viewer, _duty = teller.owner(duty.number)
    with replaying(at + timedelta(minutes=5)):
        hand_over(
            viewer=viewer,
            number=duty.number,
            to_unit=unit,
            reason=f"{unit.short}有现成厂房，也引进过同类企业",
            expected="请当天与投资人通电话",
        )
    if answered:
        deadline = Deadline.objects.get(duty=duty, kind="handover")
        assert deadline.due is not None
        escalate_unanswered(deadline.pk, deadline.due)


def _talked(teller: Teller, days: int, unit: Unit, wish: Wish | None = None) -> tuple[Duty, Viewer, datetime]:
    at = _some_hours_ago(teller, days * 450)
    duty = _fresh(teller, at, unit, wish)
    viewer, _duty = teller.owner(duty.number)
    called = teller.later(at, 60)
    with replaying(called):
        log_contact(viewer=viewer, number=duty.number, channel="phone", said="介绍了园区情况", happened_at=called)
    return duty, viewer, called


def _denied(teller: Teller) -> None:
    duty, _viewer, called = _talked(teller, 1, teller.city.districts["370212"])
    investor = Duty.objects.get(pk=duty.pk).enquiry.investor
    assert investor is not None
    with replaying(called + timedelta(minutes=30)):
        deny_contact(viewer=Viewer.of(investor), number=duty.number, contact_id=Contact.objects.get(duty=duty).pk)


def _merged(teller: Teller) -> None:
    unit = teller.city.districts["370213"]
    wish = replace(teller.draw(), keep_firm=False)  # a colleague sees the other one only when it is not kept back
    first, _viewer, _called = _talked(teller, 9, unit, wish)
    second, viewer, called = _talked(teller, 8, unit, wish)
    target = Duty.objects.select_related("owner__user").get(pk=first.pk)
    with replaying(called + timedelta(minutes=20)):
        merge(viewer=viewer, number=second.number, into=target.number)


def _dormant(teller: Teller) -> None:
    duty, viewer, called = _talked(teller, 12, teller.city.districts["370202"])
    for number in range(3):
        at = teller.later(called, 450 * (number + 1))
        with replaying(at):
            log_contact(viewer=viewer, number=duty.number, channel="phone", said="", happened_at=at, reached=False)
    with replaying(at + timedelta(minutes=5)):
        rest(viewer=viewer, number=duty.number)


def _clash(teller: Teller) -> None:
    wish = Wish(
        "项目经理",
        "上海霁川储能装备有限公司",
        "储能电池系统总装线，寻找 2 万㎡厂房，计划投资 3 亿元",
        "38",
        "l",
        "展会",
        False,
    )
    _talked(teller, 6, teller.city.districts["370214"], wish)
    _talked(teller, 3, teller.city.districts["370281"], wish)


def _absence(teller: Teller) -> None:
    for code in ("370215", "370285"):
        away, substitute = Post.objects.filter(unit=teller.city.districts[code], role=Post.Role.LIAISON)[:2]
        Absence.objects.create(
            post=away,
            substitute=substitute,
            start=teller.now - timedelta(days=1),
            end=teller.now + timedelta(days=3),
            reason="培训",
        )
