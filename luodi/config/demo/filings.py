"""Filings of the demo city: half a year of things done once, from the questionnaire to the licence."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.accounts.models import User
from luodi.approvals.actions.accepting import accept, ask_supplement, give_supplement
from luodi.approvals.actions.deciding import approve, pause, refuse, resume
from luodi.approvals.actions.filing import begin, choose_delivery, definition_for, file, fill
from luodi.approvals.actions.issuing import issue, receive, send
from luodi.approvals.actions.materials import give, judge
from luodi.approvals.bundle.catalogue import shipped_bundles
from luodi.approvals.bundle.conditions import holds
from luodi.approvals.bundle.definition import Definition, FormField
from luodi.approvals.models import Case, Delivery, Item, ItemMaterial
from luodi.approvals.rules import CaseState, ItemState
from luodi.clock import Allowance
from luodi.companies.models import Company, Membership
from luodi.config.demo.history import Teller
from luodi.config.demo.offices import Offices
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import replaying
from luodi.text.credit_codes import ALPHABET, WEIGHTS
from luodi.text.firms import normalise_firm

DAY = 420  # working minutes
DAYS_BACK = 120  # working days
CASES = {
    "company": 8,
    "restaurant": 7,
    "leased-plant": 3,
    "rooftop-pv": 5,
    "small-low-risk": 2,
    "construction-start": 5,
    "social-organisation": 3,
    "food-licence-change": 6,
    "industrial-land": 1,
}
VALUES = {
    "number": "36",
    "money": "3200",
    "area": "1200",
    "phone": "139 0000 0000",
    "date": "2027-03-01",
    "text": "按图纸和申请书",
}
# What stands in fields of these codes; company and code of the company are its own.
SAID = {
    "shop_name": "样例餐厅",
    "sign_text": "样例餐厅",
    "org_name": "样例行业协会",
    "project_name": "样例项目",
    "address": "样例路 18 号",
    "place": "样例园区 3 号地块",
    "scope": "以登记机关核定为准",
    "purpose": "服务会员企业",
    "industry": "专用设备制造",
    "builder": "样例建设集团有限公司",
    "supervisor": "样例监理有限公司",
    "roof_owner": "样例厂房业主",
    "contact_name": "经办人",
    "legal_person": "法定代表人",
    "head": "负责人",
}
LACKING = (ItemMaterial.State.MISSING, ItemMaterial.State.REJECTED)


@dataclass
class Filings:
    """What is still to happen, by its moment; every act schedules what follows it."""

    teller: Teller
    offices: Offices
    ahead: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.order = count()

    def at(self, moment: datetime, what: Callable[[], None]) -> None:
        """Nothing is told of what is still to come: the city goes on living with it."""
        if moment < self.teller.now - timedelta(minutes=3):
            heapq.heappush(self.ahead, (moment, next(self.order), what))

    def after(self, moment: datetime, low: int, high: int, what: Callable[[datetime], None]) -> None:
        later = self.teller.later(moment, self.teller.between(low, high))
        self.at(later, lambda: what(later))

    def run(self) -> None:
        while self.ahead:
            _moment, _order, what = heapq.heappop(self.ahead)
            what()

    def do(self, moment: datetime, verb: Callable[..., object], **said: Any) -> bool:
        return self.teller.do(moment, verb, **said)


def tell_filings(teller: Teller, offices: Offices, share: float = 1) -> None:
    """`share` of the whole, for a smaller city; one company is set up in any."""
    filings = Filings(teller, offices)
    office = teller.office
    for code, many in CASES.items():
        for _number in range(max(round(many * share), int(code == "company"))):
            back = teller.between(1, DAYS_BACK) * DAY + teller.between(0, 400)
            begun = teller.now - timedelta(minutes=back * 1440 / DAY * 7 / 5)
            moment = office.due(begun, Allowance.parse("10wm")).at
            filings.at(moment, _begins(filings, code, moment))
    filings.run()
    _demo_applicants()


def _demo_applicants() -> None:
    """To be in one tap: who has to answer a notice, who is in the middle of it, who has his licences."""
    for number, state in enumerate((CaseState.WAITING, CaseState.OPEN, CaseState.FINISHED), start=1):
        case = Case.objects.filter(duty__progress=state).select_related("applicant").order_by("-filed_at").first()
        if case is not None and case.applicant is not None:
            case.applicant.login, case.applicant.name = f"demo-filer-{number}", f"办事企业{number}"
            case.applicant.save(update_fields=["login", "name"])


def _begins(filings: Filings, code: str, moment: datetime) -> Callable[[], None]:
    def tell() -> None:
        applicant, company = newcomer(filings.teller)
        case = draft(filings.teller, code, applicant, company, moment)
        filed = moment + timedelta(minutes=5)
        _papers(filings, case, applicant, filed)
        if filings.do(filed, file, viewer=Viewer.of(applicant), number=case.number):
            _follow(filings, case, filed)

    return tell


def newcomer(teller: Teller) -> tuple[User, Company]:
    """An invented person and company, with a credit code whose check character is right."""
    teller.count += 1
    wish = teller.draw()
    name = wish.firm or f"青岛样例{teller.count}号有限公司"
    user = User.objects.create_user(
        f"i-demo-{teller.count}", kind=User.Kind.INVESTOR, name="经办人", phone=f"+86139{teller.count:08d}"
    )
    company = Company.objects.create(name=name, name_key=normalise_firm(name), uscc=_code(teller))
    Membership.objects.create(company=company, user=user, since=teller.now - timedelta(days=400))
    return user, company


def _code(teller: Teller) -> str:
    body = f"91370200MAD{teller.count:06d}"
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return body + ALPHABET[-total % 31]


def draft(teller: Teller, code: str, applicant: User, company: Company, moment: datetime) -> Case:
    """Begun and filled in by the applicant, nothing handed in yet."""
    definition, viewer = shipped_bundles()[code], Viewer.of(applicant)
    answers = {
        question.code: [teller.dice.choice([option.code for option in question.options])]
        for question in definition.questions
    }
    with replaying(moment):
        case = begin(viewer=viewer, code=code, answers=answers, company=company)
    with replaying(moment + timedelta(minutes=2)):
        form = {row.code: _value(row, company) for row in asked(definition_for(case), case)}
        fill(viewer=viewer, number=case.number, form=form)
        # A file is delivered when the watch has drawn it, so only what is recent comes that way.
        recent = moment > teller.now - timedelta(days=4)
        kind = "electronic" if recent else teller.dice.choice(("courier", "counter", "door"))
        where = {"kind": kind, "name": "经办人", "phone": "139 0000 0000", "address": "样例路 1 号"}
        choose_delivery(viewer=viewer, number=case.number, delivery=where)
    return case


def asked(definition: Definition, case: Case) -> list[FormField]:
    settled = definition.settled(case.answers)
    return [row for row in definition.fields if holds(row.when, settled)]


def _value(row: FormField, company: Company) -> str:
    if row.code == "company_name":
        return company.name
    if row.code == "uscc":
        return company.uscc
    if row.code in SAID:
        return SAID[row.code]
    if row.kind == "choice":
        return row.options[0].code
    return VALUES[row.kind]


def _papers(filings: Filings, case: Case, applicant: User, moment: datetime) -> None:
    """The main materials; of the secondary ones what people happen to have at hand."""
    rows = ItemMaterial.objects.filter(item__case=case, state__in=LACKING).exclude(item__state=ItemState.EXCLUDED)
    for code, main in dict(rows.order_by("main").values_list("material__code", "main")).items():
        if main or filings.teller.dice.random() < 0.3:
            filings.do(moment, give, viewer=Viewer.of(applicant), number=case.number, file=paper(code), material=code)


def paper(code: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{code}.txt", "演示材料，内容从略。".encode(), "text/plain")


def _follow(filings: Filings, case: Case, moment: datetime) -> None:
    """Schedules what comes next for each item that came into somebody's hands."""
    now = set(Item.objects.filter(case=case).values_list("pk", "state"))
    fresh = [pk for pk, _state in now - filings.seen]
    filings.seen |= now
    beside = ("version", "duty__owner__user", "case__applicant")
    for item in Item.objects.filter(pk__in=fresh, duty__isnull=False).select_related(*beside).order_by("pk"):
        _next(filings, item, moment)


def _next(filings: Filings, item: Item, moment: datetime) -> None:
    promised = max(item.version.promised_days or 5, 1) * DAY
    if item.state == ItemState.FILED:
        filings.after(moment, 20, 3 * DAY, lambda at: _accepts(filings, item, at))
    elif item.state == ItemState.ACCEPTED:
        quick = item.version.handling == "immediate"
        low, high = (5, 90) if quick else (promised // 4, promised * 11 // 10)
        filings.after(moment, low, max(high, low + 1), lambda at: _decides(filings, item, at))
    elif item.state == ItemState.READY and item.duty is not None:
        filings.after(moment, DAY, 4 * DAY, lambda at: _hands_in(filings, item, at))


def _accepts(filings: Filings, item: Item, moment: datetime) -> None:
    viewer, number = _officer(filings, item), _number(item)
    if filings.teller.dice.random() < 0.12 and (item.pk, ItemState.SUPPLEMENT) not in filings.seen:
        filings.seen.add((item.pk, ItemState.SUPPLEMENT))
        words = [{"material": "", "words": "申请表缺法定代表人签字，附图请加盖公章。"}]
        if filings.do(moment, ask_supplement, viewer=viewer, number=number, asked=words):
            filings.after(moment, DAY, 6 * DAY, lambda at: _answers(filings, item, at))
        return
    rows = ItemMaterial.objects.filter(item=item, state=ItemMaterial.State.OFFERED, material__kind="copy")
    for code in rows.values_list("material__code", flat=True)[:2]:
        filings.do(moment, judge, viewer=viewer, number=number, material=code, good=True)
    if filings.do(moment, accept, viewer=viewer, number=number):
        _follow(filings, item.case, moment)


def _answers(filings: Filings, item: Item, moment: datetime) -> None:
    assert item.case.applicant is not None
    if filings.do(moment, give_supplement, viewer=Viewer.of(item.case.applicant), number=_number(item)):
        filings.after(moment, 60, 2 * DAY, lambda at: _accepts(filings, item, at))


def _hands_in(filings: Filings, item: Item, moment: datetime) -> None:
    assert item.case.applicant is not None
    _papers(filings, item.case, item.case.applicant, moment)
    _follow(filings, item.case, moment)


def _decides(filings: Filings, item: Item, moment: datetime) -> None:
    viewer, number, chance = _officer(filings, item), _number(item), filings.teller.dice.random()
    kinds = [row["kind"] for row in item.version.special]
    if kinds and chance < 0.15 and (item.pk, "paused") not in filings.seen:
        filings.seen.add((item.pk, "paused"))
        said = {"kind": kinds[0], "notice_number": f"特〔{moment:%Y}〕{item.pk}号", "expected_days": 5}
        if filings.do(moment, pause, viewer=viewer, number=number, **said):
            filings.after(moment, 3 * DAY, 9 * DAY, lambda at: _resumes(filings, item, at))
        return
    if chance > 0.985:
        remedies = "可以依法申请行政复议，或者向人民法院提起行政诉讼。"
        reasons = "现场与图纸不一致，不符合受理条件所列要求。"
        filings.do(moment, refuse, viewer=viewer, number=number, reasons=reasons, remedies=remedies)
    else:
        filings.do(moment, approve, viewer=viewer, number=number)
        filings.after(moment, 10, DAY, lambda at: _issues(filings, item, at))
    _follow(filings, item.case, moment)


def _issues(filings: Filings, item: Item, moment: datetime) -> None:
    viewer, number = _officer(filings, item), _number(item)
    if not filings.do(moment, issue, viewer=viewer, number=number):
        return
    _follow(filings, item.case, moment)
    kind = item.case.delivery["kind"]
    if kind != Delivery.Kind.ELECTRONIC:
        said = {"kind": kind, "carrier": "邮政速递", "tracking": f"EY{item.pk:09d}CN"}
        sent = filings.teller.later(moment, 30)
        if filings.do(sent, send, viewer=viewer, number=number, **said):
            filings.after(sent, 120, 2 * DAY, lambda at: _hands_over(filings, item, at))


def _hands_over(filings: Filings, item: Item, moment: datetime) -> None:
    filings.do(moment, receive, viewer=_officer(filings, item), number=_number(item), received_by="经办人")
    _follow(filings, item.case, moment)


def _resumes(filings: Filings, item: Item, moment: datetime) -> None:
    if filings.do(moment, resume, viewer=_officer(filings, item), number=_number(item)):
        filings.after(moment, DAY // 2, 2 * DAY, lambda at: _decides(filings, item, at))


def _officer(filings: Filings, item: Item) -> Viewer:
    assert item.duty is not None
    return filings.teller.viewer(item.duty.owner.user)


def _number(item: Item) -> str:
    assert item.duty is not None
    return item.duty.number
