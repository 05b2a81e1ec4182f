"""The first act of an installation: a city, its desk, its operator, what people agree to, what activities need."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.accounts.actions import put_password
from luodi.accounts.models import ConsentText, User
from luodi.config.consent import CONSENT, CONSENT_EN
from luodi.directory.actions.places import put_territory
from luodi.directory.actions.posts import Person, put_post
from luodi.directory.actions.units import put_unit
from luodi.directory.models import NATIONAL, Post, Territory, Unit, WorkCalendar
from luodi.directory.seeding import seed_calendars
from luodi.duties.models import AllowanceRule
from luodi.duties.rules import PRESETS
from luodi.ledger.acts import Act, Refused, act
from luodi.matching.needs import seed_needs
from luodi.matching.rules import NEEDS

FOUNDER = "system:found"


@dataclass(frozen=True)
class Founding:
    """`preset` names the allowances of `luodi.duties.rules.PRESETS`; `phone` dials the city desk."""

    city_code: str
    city_name: str
    login: str
    password: str
    desk_name: str
    operator_name: str
    preset: str
    city_name_en: str = ""
    phone: str = ""


def founded_by(login: str, city_code: str) -> bool:
    """Whether this very founding is done already."""
    at_home = Post.objects.filter(user__login=login, role=Post.Role.OPERATOR, unit__territory__code=city_code)
    return at_home.filter(until=None).exists()


def found(wanted: Founding, *, now: datetime) -> None:
    """All of it or nothing. Places and calendars that are there already are taken as they are.

    Raises Refused when anybody of the staff has an account.
    """
    with act(FOUNDER, now=now) as founding:
        if User.objects.filter(kind=User.Kind.STAFF).exists():
            raise Refused(_("已经有工作人员账号：请用运营账号登录，在“设置”里继续。"))
        seed_calendars()
        desk = _desk(founding, wanted, _city(founding, wanted))
        _operator(founding, wanted, desk)
        _consent(founding)
        if rows := seed_needs():
            founding.record(NEEDS, "needs_seeded", rows=rows)
        for kind, token in PRESETS[wanted.preset].items():
            AllowanceRule.objects.update_or_create(kind=kind, defaults={"token": token})
            founding.record(f"allowances:{kind}", "allowance_set", before="", after=token)


def _city(founding: Act, wanted: Founding) -> Territory:
    there = Territory.objects.filter(code=wanted.city_code).first()
    if there is None:
        level = Territory.Level.CITY
        city = Territory(code=wanted.city_code, name=wanted.city_name, name_en=wanted.city_name_en, level=level)
        return put_territory(founding, city)
    if there.level != Territory.Level.CITY:
        raise Refused(_("代码 %(code)s 是“%(name)s”，不是城市。") % {"code": there.code, "name": there.name})
    return there


def _desk(founding: Act, wanted: Founding, city: Territory) -> Unit:
    there = Unit.objects.filter(kind=Unit.Kind.CITY_DESK, active=True).order_by("pk").first()
    if there is not None:
        return there
    calendar = WorkCalendar.objects.get(code=NATIONAL)
    desk = Unit(code="city-desk", name=wanted.desk_name, short=wanted.desk_name[:20], phone=wanted.phone)
    desk.kind, desk.territory, desk.calendar = Unit.Kind.CITY_DESK, city, calendar
    return put_unit(founding, desk)


def _operator(founding: Act, wanted: Founding, desk: Unit) -> None:
    person = Person(wanted.login, wanted.operator_name)
    post = put_post(founding, person, Post(unit=desk, role=Post.Role.OPERATOR, since=founding.now))
    put_password(founding, post.user, wanted.password)


def _consent(founding: Act) -> None:
    if ConsentText.objects.exists():
        return
    version = f"{founding.now.year}-1"
    ConsentText.objects.create(version=version, body=CONSENT, body_en=CONSENT_EN, valid_from=founding.now)
    founding.record(f"consent:{version}", "consent_text_added", valid_from=founding.now.isoformat())
