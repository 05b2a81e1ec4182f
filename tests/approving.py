"""People and a small thing done once for tests of approvals, beside the cast: four items, one set of materials.

`site` (immediate) and `plan` come first; `build` waits for the result of `plan` and for the acceptance of `site`,
and takes the plan's permit as a material; `open` waits for `build` and ends with it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.accounts.models import User
from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.materials import give
from luodi.approvals.models import (
    Bundle,
    BundleVersion,
    Case,
    Item,
    LicenceKind,
    Material,
    Requirement,
    Service,
    ServiceVersion,
)
from luodi.companies.models import Company, Membership
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from tests.cast import LONG_AGO, Cast

SINCE = date(2019, 1, 1)
ITEMS = ("site", "plan", "build", "open")
DEFINITION: dict[str, Any] = {
    "code": "workshop",
    "name": "开办车间",
    "name_en": "Open a workshop",
    "lead": "planning",
    "subject": "enterprise",
    "limit": {"days": 45, "extension": 15, "source": "《行政许可法》第四十二条"},
    "questions": [
        {
            "code": "crowd",
            "text": "是否有人员密集场所？",
            "text_en": "Will many people gather there?",
            "options": [
                {"code": "yes", "text": "有", "text_en": "Yes"},
                {"code": "no", "text": "没有", "text_en": "No"},
            ],
        }
    ],
    "fields": [
        {"code": "name", "label": "车间名称", "label_en": "Name", "kind": "text", "required": True},
        {"code": "area", "label": "建筑面积", "label_en": "Floor area", "kind": "area", "required": False},
    ],
    "items": [
        {"code": "site", "service": "site"},
        {"code": "plan", "service": "plan"},
        {"code": "build", "service": "build"},
        {"code": "open", "service": "open", "when": {"crowd": ["yes"]}},
    ],
    "edges": [
        {"from": "site", "to": "build", "kind": "acceptance"},
        {"from": "plan", "to": "build", "kind": "material", "material": "permit", "on_refusal": "block"},
        {"from": "build", "to": "open", "kind": "result", "on_refusal": "end"},
    ],
}


@dataclass
class Approving:
    """`Approving(Cast())`: departments with an approver and a head each, counter, agent, an applicant's company."""

    cast: Cast
    units: dict[str, Unit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cast, R = self.cast, Post.Role
        for code, name in (
            ("planning", "自然资源和规划局"),
            ("building", "住房和城乡建设局"),
            ("fire", "消防救援支队"),
        ):
            self.units[code] = cast._unit(code, name, Unit.Kind.OFFICE, cast.city)
        self.hall = cast._unit("hall", "政务服务大厅", Unit.Kind.OFFICE, cast.city)
        self.team = cast._unit("team", "港区帮办队", Unit.Kind.OFFICE, cast.zone)
        both, items = ("case", "item"), ("item",)
        self.planner = cast.officer("planner", "规划审批员", self.units["planning"], R.APPROVER, remit=both)
        self.colleague = cast.officer("planner2", "规划审批员乙", self.units["planning"], R.APPROVER, remit=both)
        self.planning_head = cast.officer("planhead", "规划科长", self.units["planning"], R.HEAD, remit=both)
        self.builder = cast.officer("builder", "建设审批员", self.units["building"], R.APPROVER, remit=items)
        self.building_head = cast.officer("buildhead", "建设科长", self.units["building"], R.HEAD, remit=items)
        self.fireman = cast.officer("fireman", "消防审批员", self.units["fire"], R.APPROVER, remit=items)
        self.fire_head = cast.officer("firehead", "消防科长", self.units["fire"], R.HEAD, remit=items)
        self.counter = cast.officer("counter", "综合窗口", self.hall, R.COUNTER, remit=both)
        self.agent = cast.officer("agent", "帮办员", self.team, R.AGENT, remit=())
        self.applicant = User.objects.create_user(
            "i-workshop", kind=User.Kind.INVESTOR, name="车间负责人", phone="+8613900000011"
        )
        self.firm = Company.objects.create(name="新港机械有限公司", name_key="新港机械", uscc="91370211MA0DEM0130")
        Membership.objects.create(company=self.firm, user=self.applicant, since=LONG_AGO)
        self._catalogue()

    def _catalogue(self) -> None:
        self.permit = LicenceKind.objects.create(code="permit", name="规划许可证", prefix="GH", validity_months=24)
        self.certificate = LicenceKind.objects.create(code="certificate", name="开业合格证", prefix="XF")
        materials = {
            code: Material.objects.create(code=code, name=name, **more)
            for code, name, more in (
                ("licence", "营业执照", {"data_check": "company-registered"}),
                ("drawing", "总平面图", {}),
                ("lease", "场地使用证明", {}),
                ("permit", "规划许可证", {"licence_kind": self.permit}),
                ("report", "检测报告", {}),
            )
        }
        hearing = [{"kind": "hearing", "cap_days": 30, "source": ""}, {"kind": "review", "cap_days": 20, "source": ""}]
        self.versions = {
            code: self._service(code, unit, name, days, materials, asked, **more)
            for code, unit, name, days, asked, more in (
                (
                    "site",
                    "planning",
                    "场地备案",
                    0,
                    ("licence", "lease"),
                    {"handling": "immediate", "one_window": True},
                ),
                (
                    "plan",
                    "planning",
                    "建设工程规划许可",
                    8,
                    ("drawing", "lease", "report?"),
                    {"special": hearing, "tolerance": True, "result_kind": self.permit, "one_window": True},
                ),
                ("build", "building", "施工许可", 5, ("permit", "drawing"), {"special": hearing}),
                ("open", "fire", "开业前消防检查", 6, ("drawing",), {"result_kind": self.certificate}),
            )
        }
        bundle = Bundle.objects.create(code="workshop", lead=self.units["planning"])
        self.bundle = BundleVersion.objects.create(
            bundle=bundle, definition=DEFINITION, name="开办车间", state="published", valid_from=SINCE
        )

    def _service(
        self, code: str, unit: str, name: str, days: int, materials: dict[str, Material], asked: Any, **more: Any
    ) -> ServiceVersion:
        version = ServiceVersion.objects.create(
            service=Service.objects.create(code=code, unit=self.units[unit]),
            name=name,
            state="published",
            valid_from=SINCE,
            statutory_days=20,
            promised_days=days,
            **more,
        )
        for material in asked:
            secondary = material.endswith("?")
            Requirement.objects.create(
                version=version,
                material=materials[material.rstrip("?")],
                main=not secondary,
                deferral_days=10 if secondary else None,
            )
        return version

    def by(self, user: User) -> Viewer:
        return Viewer.of(user)

    def draft(self, *, crowd: str = "yes", form: dict[str, str] | None = None) -> Case:
        """Begun by the applicant for his company, its form filled in."""
        viewer = self.by(self.applicant)
        case = begin(viewer=viewer, code="workshop", answers={"crowd": crowd}, company=self.firm)
        return fill(viewer=viewer, number=case.number, form=form or {"name": "一号车间", "area": "3200"})

    def papers(self, case: Case, *codes: str) -> None:
        for code in codes or ("drawing", "lease", "report"):
            give(viewer=self.by(self.applicant), number=case.number, file=paper(f"{code}.txt"), material=code)

    def filed(self, *, crowd: str = "yes", papers: tuple[str, ...] = ("drawing", "lease", "report")) -> Case:
        case = self.draft(crowd=crowd)
        self.papers(case, *papers)
        return file(viewer=self.by(self.applicant), number=case.number)

    def item(self, case: Case, code: str) -> Item:
        return Item.objects.select_related("duty__owner__user", "version").get(case=case, code=code)

    def number(self, case: Case, code: str) -> str:
        duty = Duty.objects.get(item__case=case, item__code=code)
        return duty.number


def paper(name: str = "paper.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"材料 {name}".encode(), "text/plain")
