"""Who works in the demo city: roles, not persons. One tap on the sign-in page opens each desk."""

from dataclasses import dataclass
from datetime import datetime

from luodi.accounts.models import ConsentText, User
from luodi.config.consent import CONSENT, CONSENT_EN
from luodi.config.demo.places import City
from luodi.directory.models import Post, Unit
from luodi.enquiries.models import RoutingRule
from luodi.talk.models import ReplyTemplate

REMIT = ("enquiry", "offer")
TEMPLATES = (
    ("初次问候", "您好，您的申请由我负责。为了给您准备合适的场地，想先了解一下：需要多大面积、什么时候投用？"),
    ("约看现场", "您好，有几处场地与您的需求相近，这周方便来看看吗？请告诉我合适的时间和人数，我来安排。"),
    ("请补充材料", "您好，为了尽快研判，请在本页添加一份项目简介，一两页即可。"),
)


@dataclass(frozen=True)
class Staff:
    dispatcher: Post
    by_unit: dict[int, list[Post]]


def build_people(city: City, since: datetime) -> Staff:
    ConsentText.objects.create(version="2026-1", body=CONSENT, body_en=CONSENT_EN, valid_from=since)
    for title, body in TEMPLATES:
        ReplyTemplate.objects.create(title=title, body=body)
    roles = Post.Role
    by_unit: dict[int, list[Post]] = {}

    def post(unit: Unit, login: str, title: str, role: str, number: int, remit: tuple[str, ...] = REMIT) -> Post:
        user = User.objects.create_user(
            f"demo-{login}", None, kind=User.Kind.STAFF, name=f"{unit.short}{title}", is_staff=role == roles.OPERATOR
        )
        made = Post.objects.create(
            user=user,
            unit=unit,
            role=role,
            title=title,
            phone=f"{unit.phone}" if number < 2 else f"{unit.phone[:-1]}{number}",
            remit=list(remit),
            since=since,
        )
        by_unit.setdefault(unit.pk, []).append(made)
        return made

    dispatcher = post(city.desk, "desk", "调度员", roles.DISPATCHER, 1)
    post(city.desk, "desk-head", "主任", roles.HEAD, 2)
    post(city.desk, "operator", "平台运营", roles.OPERATOR, 3, remit=())
    for code, unit in city.districts.items():
        post(unit, f"liaison-{code}", "对接人员", roles.LIAISON, 1)
        post(unit, f"liaison2-{code}", "对接人员二", roles.LIAISON, 2)
        post(unit, f"head-{code}", "主任", roles.HEAD, 3)
    for code, unit in city.zones.items():
        post(unit, f"officer-{code}", "对接专员", roles.OFFICER, 1)
        post(unit, f"officer2-{code}", "对接专员二", roles.OFFICER, 2)
        post(unit, f"head-{code}", "部长", roles.HEAD, 3)
    return Staff(dispatcher, by_unit)


def build_rules(city: City) -> None:
    """Two explicit rules, so that the operator has something to try a dry run on."""
    RoutingRule.objects.create(
        rank=10, name="港航与冷链", words="港口 码头 冷链 冷库 保税", unit=city.zones["370211901"], territory=None
    )
    RoutingRule.objects.create(
        rank=20, name="一带一路贸易", words="中亚 上合 跨境 班列", unit=city.zones["370281902"], territory=None
    )
