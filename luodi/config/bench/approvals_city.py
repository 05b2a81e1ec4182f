"""A city hall to measure approvals in: departments with their people, services, and a bundle of any size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.accounts.models import User
from luodi.approvals.actions.filing import begin, choose_delivery, fill
from luodi.approvals.actions.materials import give
from luodi.approvals.models import (
    Bundle,
    BundleVersion,
    Case,
    LicenceKind,
    Material,
    Requirement,
    Service,
    ServiceVersion,
)
from luodi.companies.models import Company, Membership
from luodi.config.demo.places import City, build_places
from luodi.directory.calendars import forget
from luodi.directory.models import Post, Unit
from luodi.directory.seeding import seed_calendars
from luodi.directory.viewer import Viewer

SINCE = date(2020, 1, 1)
BOTH = ("case", "item")
PAPERS = ("drawing", "lease", "report")
# T1 -> {A1>A2>A3 | B1>B2 | C1>(C2|C3)} -> D1 -> (E1|E2)
TWELVE = (
    ("T1", "A1", "result"),
    ("T1", "B1", "acceptance"),
    ("T1", "C1", "result"),
    ("A1", "A2", "result"),
    ("A2", "A3", "result"),
    ("B1", "B2", "result"),
    ("C1", "C2", "result"),
    ("C1", "C3", "result"),
    ("A3", "D1", "result"),
    ("B2", "D1", "result"),
    ("C2", "D1", "result"),
    ("C3", "D1", "result"),
    ("D1", "E1", "result"),
    ("D1", "E2", "result"),
)


def graph(items: int) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Codes and edges: the twelve, and beyond them more between T1 and D1 until there are so many."""
    codes = sorted({code for source, target, _kind in TWELVE for code in (source, target)})
    more = [f"M{place}" for place in range(items - len(codes))]
    edges = [edge for code in more for edge in (("T1", code, "result"), (code, "D1", "result"))]
    return codes + more, [*TWELVE, *edges]


@dataclass
class Hall:
    """Empty but for its people; `bundle` adds what can be applied for."""

    now: datetime
    city: City = field(init=False)
    departments: list[Unit] = field(default_factory=list)
    approvers: dict[int, Post] = field(default_factory=dict)  # unit -> the one who is on duty

    def __post_init__(self) -> None:
        seed_calendars()
        forget()
        self.city = build_places()
        for place in range(6):
            unit = self._unit(f"bench-office-{place}", f"某局{place}")
            self.departments.append(unit)
            self.approvers[unit.pk] = self._post(unit, f"approver-{place}", Post.Role.APPROVER)
            self._post(unit, f"colleague-{place}", Post.Role.APPROVER)
            self._post(unit, f"head-{place}", Post.Role.HEAD)
        self.counter = self._post(self._unit("bench-hall", "政务服务大厅"), "counter", Post.Role.COUNTER)
        self.desk = self._post(self.city.desk, "desk", Post.Role.DISPATCHER)
        self.applicant = User.objects.create_user(
            "bench-applicant", kind=User.Kind.INVESTOR, name="负责人", phone="+8613500000001"
        )
        self.firm = Company.objects.create(name="某某机械有限公司", name_key="某某机械", uscc="91370211MA0DEM0130")
        Membership.objects.create(company=self.firm, user=self.applicant, since=self.now - timedelta(days=900))
        kind = LicenceKind.objects.create(code="bench", name="许可证", prefix="GH", validity_months=24)
        materials = [Material.objects.create(code=code, name=code) for code in PAPERS]
        self._services(kind, materials)

    def _unit(self, code: str, name: str) -> Unit:
        desk = self.city.desk
        return Unit.objects.create(
            code=code,
            name=name,
            short=name,
            kind=Unit.Kind.OFFICE,
            territory=desk.territory,
            calendar=desk.calendar,
            phone=desk.phone,
        )

    def _post(self, unit: Unit, login: str, role: str) -> Post:
        user = User.objects.create(
            login=f"bench-{login}", kind=User.Kind.STAFF, name=login, password="!", email=f"{login}@example.invalid"
        )
        since = self.now - timedelta(days=900)
        return Post.objects.create(user=user, unit=unit, role=role, title=login, remit=list(BOTH), since=since)

    def _services(self, kind: LicenceKind, materials: list[Material]) -> None:
        codes = graph(30)[0]
        for place, code in enumerate(codes):
            version = ServiceVersion.objects.create(
                service=Service.objects.create(code=code, unit=self.departments[place % len(self.departments)]),
                name=f"某项许可 {code}",
                state="published",
                valid_from=SINCE,
                statutory_days=20,
                promised_days=8,
                result_kind=kind,
                one_window=True,
            )
            Requirement.objects.bulk_create(
                Requirement(version=version, material=one, main=one.code != "report") for one in materials
            )

    def bundle(self, items: int) -> str:
        """Its code."""
        codes, edges = graph(items)
        definition: dict[str, Any] = {
            "code": f"bench-{items}",
            "name": f"{items} 项一件事",
            "lead": self.departments[0].code,
            "limit": {"days": 45, "extension": 15, "source": "《行政许可法》第四十二条"},
            "fields": [{"code": "name", "label": "名称", "label_en": "Name", "kind": "text", "required": True}],
            "items": [{"code": code, "service": code} for code in codes],
            "edges": [{"from": source, "to": target, "kind": kind} for source, target, kind in edges],
        }
        bundle = Bundle.objects.create(code=definition["code"], lead=self.departments[0])
        BundleVersion.objects.create(
            bundle=bundle, definition=definition, name=definition["name"], state="published", valid_from=SINCE
        )
        return bundle.code

    def draft(self, code: str) -> Case:
        """Everything filled in and given, ready to be filed."""
        viewer = Viewer.of(self.applicant)
        case = begin(viewer=viewer, code=code, answers={}, company=self.firm)
        fill(viewer=viewer, number=case.number, form={"name": "一号车间"})
        choose_delivery(viewer=viewer, number=case.number, delivery={"kind": "counter"})
        for paper in PAPERS:
            file = SimpleUploadedFile(f"{paper}.txt", f"材料 {paper} {case.number}".encode(), "text/plain")
            give(viewer=viewer, number=case.number, file=file, material=paper)
        return case

    def viewers(self) -> Iterator[tuple[int, Viewer]]:
        """Unit -> the approver of it as he looks now."""
        for unit, post in self.approvers.items():
            yield unit, Viewer.of(post.user)
