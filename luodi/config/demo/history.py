"""Lives through the last 60 working days, so that lists, clocks, ledger and ratings look as a used system does."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from luodi.accounts.models import User
from luodi.clock import Allowance, Calendar
from luodi.config.demo.places import AROUND_THE_CLOCK, City
from luodi.config.demo.sentences import Wish, brands, draw
from luodi.directory.calendars import calendar_for
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.handling import log_contact, note, sign_for, write
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.actions.triaging import close_unsuitable, follow, nurture, withdraw
from luodi.landing.actions.handovers import accept, hand_over
from luodi.ledger.acts import Refused, replaying
from luodi.ratings.actions import rate

SAID = (
    "介绍了场地和政策，约下周看现场",
    "确认了面积和电力需求",
    "对方希望先看两处厂房",
    "谈了投资强度和投产时间",
    "约好视频会议",
)
STEPS = ("看现场", "视频会议", "报方案", "对接供电公司", "陪同考察园区", "核对用地指标")


@dataclass
class Teller:
    """Tells one enquiry after the other; `now` is the present, which no told moment passes."""

    dice: random.Random
    city: City
    now: datetime
    count: int = 0
    brands: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.office: Calendar = calendar_for("office")
        self.brands = brands(self.dice)
        self.viewers: dict[int, Viewer] = {}
        places = Territory.objects.exclude(level__in=(Territory.Level.CIRCLE, Territory.Level.CITY))
        self.wishes = list(places.exclude(code=AROUND_THE_CLOCK).select_related("parent__parent"))

    def draw(self) -> Wish:
        """Of a company nobody else has, so that a clash is a told one."""
        return draw(self.dice, self.brands.pop())

    def later(self, at: datetime, minutes: int) -> datetime:
        return self.office.due(at, Allowance.parse(f"{minutes}wm")).at

    def between(self, low: int, high: int) -> int:
        return self.dice.randint(low, high)

    def submit(self, at: datetime, wish: Wish, place: Territory | None) -> Duty:
        """By an investor whose contact is confirmed already."""
        typed = self.typed(wish, place)
        investor = User.objects.create_user(
            f"i-demo-{self.count}", kind=User.Kind.INVESTOR, name=wish.name, phone=typed.contact
        )
        with replaying(at):
            return submit(viewer=Viewer(user=investor), typed=typed).duty

    def typed(self, wish: Wish, place: Territory | None) -> Typed:
        self.count += 1
        return Typed(
            name=wish.name,
            contact=f"+86139{self.count:08d}",
            channel="sms",
            sentence=wish.sentence,
            firm=wish.firm,
            wish=place,
            heard=wish.heard,
            keep_firm=wish.keep_firm,
            industry=wish.industry,
            size_band=wish.size_band,
        )

    def owner(self, number: str) -> tuple[Viewer, Duty]:
        duty = Duty.objects.select_related("owner__user", "unit").get(number=number)
        return self.viewer(duty.owner.user), duty

    def viewer(self, user: User) -> Viewer:
        """Nobody changes his post while the story is told."""
        if user.pk not in self.viewers:
            self.viewers[user.pk] = Viewer.of(user, self.now)
        return self.viewers[user.pk]

    def do(self, at: datetime, verb: Callable[..., object], **said: Any) -> bool:
        """False when the moment is still to come: the story stops there and goes on live."""
        if at >= self.now - timedelta(minutes=2):
            return False
        with replaying(at):
            try:
                verb(**said)
            except Refused:
                return False
        return True


def tell_one(teller: Teller, at: datetime) -> None:
    """One enquiry along one of the ways enquiries go; each step some working minutes after the one before."""
    wish = teller.draw()
    place = teller.dice.choice(teller.wishes) if teller.dice.random() < 0.8 else None
    duty = teller.submit(at, wish, place)
    signed = _signed(teller, duty, at)
    if signed is None:
        return
    called = _contacted(teller, duty, _handed_on(teller, duty, signed) or signed)
    if called is not None:
        _triaged(teller, duty, called)


def _signed(teller: Teller, duty: Duty, at: datetime) -> datetime | None:
    at = teller.later(at, teller.between(4, 130))
    viewer, _duty = teller.owner(duty.number)
    return at if teller.do(at, sign_for, viewer=viewer, number=duty.number) else None


def _handed_on(teller: Teller, duty: Duty, at: datetime) -> datetime | None:
    below = [
        u for code, u in teller.city.zones.items() if duty.unit.code == f"qd-{code[:6]}" and code != AROUND_THE_CLOCK
    ]
    if not below or teller.dice.random() < 0.35:
        return None
    at = teller.later(at, teller.between(5, 25))
    viewer, _duty = teller.owner(duty.number)
    unit = teller.dice.choice(below)
    reason = f"{unit.short}有同类企业和现成场地"
    if not teller.do(
        at, hand_over, viewer=viewer, number=duty.number, to_unit=unit, reason=reason, expected="请当天联系"
    ):
        return None
    at = teller.later(at, teller.between(5, 30))
    receiver = unit.asked_handovers.latest("id").to_post.user
    teller.do(at, accept, viewer=teller.viewer(receiver), number=duty.number)
    return at


def _contacted(teller: Teller, duty: Duty, at: datetime) -> datetime | None:
    at = teller.later(at, teller.between(10, 190))
    viewer, _duty = teller.owner(duty.number)
    said = teller.dice.choice(SAID)
    if not teller.do(
        at,
        log_contact,
        viewer=viewer,
        number=duty.number,
        channel="phone",
        said=said,
        happened_at=at,
    ):
        return None
    if teller.dice.random() < 0.3:
        letter = teller.later(at, 15)
        teller.do(
            letter,
            write,
            viewer=viewer,
            number=duty.number,
            body="您好，刚才电话里说的场地资料我整理好发在这里。",
        )
    if teller.dice.random() < 0.2:
        teller.do(at, note, viewer=viewer, number=duty.number, body="电力容量需与供电公司核实。")
    return at


def _triaged(teller: Teller, duty: Duty, at: datetime) -> None:
    at = teller.later(at, teller.between(60, 420))
    viewer, _duty = teller.owner(duty.number)
    number, way = duty.number, teller.dice.random()
    today = localtime(at).date()
    if way < 0.12:
        reply = "目前没有合适的场地，已为您登记；邻近的园区年底有新厂房交付，建议关注。"
        if teller.do(at, close_unsuitable, viewer=viewer, number=number, reason="land", reply=reply):
            _rated(teller, duty, at)
    elif way < 0.2:
        teller.do(at, nurture, viewer=viewer, number=number, until=today + timedelta(days=teller.between(20, 80)))
    elif way < 0.24:
        teller.do(at, withdraw, viewer=_investor(duty), number=number)
    else:
        _followed(teller, duty, at)


def _followed(teller: Teller, duty: Duty, at: datetime) -> None:
    """At most one step; then an old one has come to an end, and a recent one waits for its next date."""
    viewer, _duty = teller.owner(duty.number)
    number = duty.number
    for _round in range(teller.between(0, 1)):
        ahead = localtime(at).date() + timedelta(days=teller.between(3, 12))
        step = teller.dice.choice(STEPS)
        if not teller.do(at, follow, viewer=viewer, number=number, step=step, on=ahead):
            return
        at = teller.later(at, teller.between(450 * 2, 450 * 7))
        said = teller.dice.choice(SAID)
        if not teller.do(
            at,
            log_contact,
            viewer=viewer,
            number=number,
            channel="meeting",
            said=said,
            happened_at=at,
        ):
            return
    _ended(teller, duty, teller.later(at, 60))


def _ended(teller: Teller, duty: Duty, at: datetime) -> None:
    viewer, _duty = teller.owner(duty.number)
    number, way = duty.number, teller.dice.random()
    if way < 0.3:
        until = localtime(teller.now).date() + timedelta(days=teller.between(5, 80))
        teller.do(at, nurture, viewer=viewer, number=number, until=until)
    elif way < 0.7:
        reply = "感谢您的关注。经多轮沟通，双方在用地和投用时间上没有谈拢，先办结；条件变化时请随时再来。"
        if teller.do(at, close_unsuitable, viewer=viewer, number=number, reason="investor", reply=reply):
            _rated(teller, duty, at)
    else:
        ahead = localtime(teller.now).date() + timedelta(days=teller.between(0, 9))
        last = teller.now - timedelta(days=teller.between(1, 3))
        teller.do(last, follow, viewer=viewer, number=number, step=teller.dice.choice(STEPS), on=ahead)


def _rated(teller: Teller, duty: Duty, at: datetime) -> None:
    if teller.dice.random() < 0.6:
        grade = teller.dice.choice((1, 1, 1, 2, 2, 3, 4))
        words = "等得有点久，希望早点说明。" if grade == 4 else ""
        teller.do(
            at + timedelta(minutes=40),
            rate,
            viewer=_investor(duty),
            number=duty.number,
            grade=grade,
            words=words,
        )


def _investor(duty: Duty) -> Viewer:
    return Viewer(user=User.objects.get(enquiries__duty=duty))
