"""The small cast of every test: invented people by role, in a city that is nobody's in particular.

`Cast()` creates the people of the photovoltaic story; times are local (Asia/Shanghai).
"""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from luodi.accounts.models import ConsentText, User
from luodi.companies.models import Company, Membership
from luodi.directory.models import OfficeHours, Post, Territory, Unit, WorkCalendar
from luodi.directory.seeding import seed_calendars
from luodi.directory.viewer import Viewer
from luodi.ledger.models import Attachment
from luodi.supply.actions.offering import offer
from luodi.supply.actions.picturing import add_photo, attach
from luodi.supply.models import Offer, Photo

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONG_AGO = datetime(2019, 1, 1, tzinfo=SHANGHAI)
REMIT = ("enquiry", "offer")
PASSWORD = "correct-horse-落地-7"


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@dataclass
class Cast:
    city: Territory = field(init=False)
    district: Territory = field(init=False)
    other_district: Territory = field(init=False)
    zone: Territory = field(init=False)

    def __post_init__(self) -> None:
        seed_calendars()
        self.calendar = WorkCalendar.objects.get(code="office")
        self.consent = ConsentText.objects.create(
            version="2021-1", body="仅用于联系您。", body_en="Only to contact you.", valid_from=LONG_AGO
        )
        self._places()
        self._units()
        self._people()

    def _places(self) -> None:
        T, L = Territory.objects, Territory.Level
        self.city = T.create(code="3799", name="临海市", name_en="Linhai", level=L.CITY)
        self.district = T.create(
            code="379911", name="西部新区", name_en="West District", level=L.DISTRICT, parent=self.city
        )
        self.other_district = T.create(
            code="379902", name="东城区", name_en="East District", level=L.DISTRICT, parent=self.city
        )
        self.zone = T.create(code="379911901", name="港区", name_en="Port Zone", level=L.PLACE, parent=self.district)

    def _units(self) -> None:
        self.city_desk = self._unit("city-desk", "市招商总台", Unit.Kind.CITY_DESK, self.city)
        self.district_unit = self._unit("west", "西部新区投资促进局", Unit.Kind.DISTRICT, self.district)
        self.zone_unit = self._unit("port", "港区投资促进部", Unit.Kind.ZONE, self.zone)
        self.other_unit = self._unit("east", "东城区投资促进局", Unit.Kind.DISTRICT, self.other_district)

    def _unit(self, code: str, name: str, kind: str, territory: Territory) -> Unit:
        return Unit.objects.create(
            code=code,
            name=name,
            short=name[:2],
            kind=kind,
            territory=territory,
            calendar=self.calendar,
            phone="0599-00000000",
        )

    def _people(self) -> None:
        R = Post.Role
        self.dispatcher = self.officer("dispatcher", "市级调度员", self.city_desk, R.DISPATCHER)
        self.liaison = self.officer("liaison", "新区对接人员", self.district_unit, R.LIAISON)
        self.head = self.officer("head", "新区主任", self.district_unit, R.HEAD)
        self.zone_officer = self.officer("zone", "港区对接专员", self.zone_unit, R.OFFICER)
        self.zone_colleague = self.officer("zone2", "港区同事", self.zone_unit, R.OFFICER)
        self.zone_head = self.officer("zonehead", "港区主任", self.zone_unit, R.HEAD)
        self.without_remit = self.officer("noremit", "港区内勤", self.zone_unit, R.OFFICER, remit=())
        self.stranger_officer = self.officer("east", "东城对接人员", self.other_unit, R.LIAISON)
        self.other_head = self.officer("easthead", "东城主任", self.other_unit, R.HEAD)
        self.operator = self.officer("operator", "平台运营", self.city_desk, R.OPERATOR, remit=())
        self.investor = User.objects.create_user(
            "i-sun", kind=User.Kind.INVESTOR, name="能源企业负责人", phone="+8613900000001"
        )
        self.other_investor = User.objects.create_user(
            "i-other", kind=User.Kind.INVESTOR, name="食品企业负责人", phone="+8613900000002"
        )
        firm = Company.objects.create(name="远海食品有限公司", name_key="远海食品", uscc="91370200MA3TEST02X")
        Membership.objects.create(company=firm, user=self.other_investor, since=LONG_AGO)

    def officer(self, login: str, name: str, unit: Unit, role: str, remit: tuple[str, ...] = REMIT) -> User:
        """A member of staff with one post in `unit`; the post is kept as `user.post`."""
        user = User.objects.create_user(
            login,
            PASSWORD,
            kind=User.Kind.STAFF,
            name=name,
            is_staff=role == Post.Role.OPERATOR,
            email=f"{login}@example.invalid",
        )
        user.post = Post.objects.create(
            user=user,
            unit=unit,
            role=role,
            title=name,
            phone="0599-00000001",
            remit=list(remit),
            since=LONG_AGO,
        )
        return user

    def offer(self, kind: str = "plant", title: str = "港区一号厂房", **more: Any) -> Offer:
        """An offer of the port zone, public, made by its officer; `more` are columns, or `by`, `visibility`, `at`."""
        by = more.pop("by", self.zone_officer)
        said = {name: more.pop(name) for name in ("visibility", "at", "owner") if name in more}
        return offer(viewer=Viewer.of(by), kind=kind, title=title, values=more, **{"visibility": "public"} | said)

    def photo(self, one: Offer, name: str = "hall.jpg") -> Photo:
        """A picture of the offer, as its officer uploads it; the watch has not drawn it yet."""
        file = SimpleUploadedFile(name, picture(), "image/jpeg")
        return add_photo(viewer=Viewer.of(self.zone_officer), number=one.duty.number, file=file)

    def paper(self, one: Offer) -> Attachment:
        file = SimpleUploadedFile("plan.txt", "一层平面".encode(), "text/plain")
        return attach(viewer=Viewer.of(self.zone_officer), number=one.duty.number, file=file)


def picture(width: int = 640, height: int = 480, kind: str = "JPEG", **more: Any) -> bytes:
    written = BytesIO()
    Image.effect_noise((width, height), 64).convert("RGB").save(written, kind, **more)
    return written.getvalue()


__all__ = ["LONG_AGO", "PASSWORD", "SHANGHAI", "Cast", "OfficeHours", "local"]
