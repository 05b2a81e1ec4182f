"""Units and posts from one workbook: what is wrong in which cell, and what importing the rest would do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.directory.importing import words
from luodi.directory.importing.report import Fault, Tally
from luodi.directory.models import NATIONAL, Post, Territory, Unit, WorkCalendar
from luodi.directory.remits import REMITS, usual
from luodi.text.contacts import Reading, parse_email, parse_phone
from luodi.text.sheets import SheetError, SheetRow, read_sheets, sheet_names

Values = dict[str, Any]
LOGIN_SIGNS = frozenset("._-@+")
CONTACT_LIMITS = {"mobile": 20, "email": 254}  # characters, columns of User
PHONE_SIGNS = frozenset("+-() 转")


@dataclass
class StaffPlan:
    """Good rows, by the names of the columns of their tables; plain enough to travel in a signed text."""

    units: list[Values] = field(default_factory=list)
    posts: list[Values] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unit_tally: Tally = field(default_factory=Tally)
    post_tally: Tally = field(default_factory=Tally)

    @property
    def does_something(self) -> bool:
        return any((self.unit_tally.new, self.unit_tally.changed, self.post_tally.new, self.post_tally.changed))


class Known:
    """What the tables hold already, read once for a whole file."""

    def __init__(self, now: datetime) -> None:
        places = list(Territory.objects.filter(active=True).values_list("code", "name"))
        self.territories = {code: code for code, _name in places}
        for code, name in places:
            self.territories.setdefault(name, code)
        self.calendars = set(WorkCalendar.objects.values_list("code", flat=True))
        self.units = {unit.code: unit for unit in Unit.objects.select_related("territory", "calendar")}
        self.unit_codes = {unit.name: unit.code for unit in self.units.values()} | {c: c for c in self.units}
        held = Post.objects.held(now).select_related("unit", "user")
        self.posts = {(post.user.login, post.unit.code): post for post in held}
        staff = User.objects.filter(kind=User.Kind.STAFF)
        self.mobiles = {user.phone: user.login for user in staff if user.phone}
        self.emails = {user.email: user.login for user in staff if user.email}
        self.investors = set(User.objects.filter(kind=User.Kind.INVESTOR).values_list("login", flat=True))


def check_staff(file: BinaryIO | bytes, now: datetime) -> StaffPlan:
    """Raises SheetError where the file as a whole cannot be read; a sheet may be absent."""
    plan, known = StaffPlan(), Known(now)
    titles = sheet_names(file)
    sheets = [
        (words.UNIT_SHEET, words.UNIT_COLUMNS, words.UNIT_REQUIRED, _unit),
        (words.POST_SHEET, words.POST_COLUMNS, words.POST_REQUIRED, _post),
    ]
    present = [sheet for sheet in sheets if set(sheet[0]) & set(titles)]
    if not present:
        raise SheetError("no_sheet", sheet=words.UNIT_SHEET[0])
    for names, columns, required, take in present:
        seen: dict[str, str] = {}
        for row in read_sheets(file, columns, required, sheet=names):
            checking = Checking(row, columns, required, known, plan, seen)
            take(checking)
            plan.faults += checking.faults
    return plan


@dataclass
class Checking:
    """One row on its way into the plan."""

    row: SheetRow
    columns: dict[str, tuple[str, ...]]
    required: set[str]
    known: Known
    plan: StaffPlan
    seen: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str, limit: int = 60) -> str:
        said = self.row.values.get(name, "")
        if not said and name in self.required:
            self.fault(name, _("要填%(heading)s。") % {"heading": self.columns[name][0]})
        if len(said) > limit:
            self.fault(name, _("最多 %(limit)s 个字。") % {"limit": limit})
        return said

    def word(self, name: str, table: dict[str, str], fallback: str = "") -> str:
        """The code of a word out of a table; a fault lists the words there are."""
        said = self.text(name)
        if not said:
            return fallback
        if said not in table:
            told = {"word": said[:20], "words": "、".join(list(table)[:8])}
            self.fault(name, _("“%(word)s”不认识。可填：%(words)s。") % told)
        return table.get(said, "")

    def phone(self, name: str) -> str:
        said = self.text(name, limit=20)
        digits = [sign for sign in said if sign.isdigit()]
        if said and (len(digits) < 5 or set(said) - set(digits) - PHONE_SIGNS):
            self.fault(name, _("“%(phone)s”不是电话号码。") % {"phone": said[:20]})
        return said

    def contact(self, name: str, parse: Callable[[str], Reading]) -> str:
        """The canonical form, by which a person is known whatever way it was typed."""
        said = self.text(name, limit=254)
        if not said:
            return ""
        reading = parse(said)
        if reading.canonical is None or len(reading.canonical) > CONTACT_LIMITS[name]:
            heading = self.columns[name][0]
            self.fault(name, _("“%(said)s”读不成%(heading)s。") % {"said": said[:40], "heading": heading})
            return ""
        return reading.canonical

    def once(self, name: str, key: str) -> None:
        if key in self.seen:
            self.fault(name, _("与 %(cell)s 重复。") % {"cell": self.seen[key]})
        self.seen.setdefault(key, self.row.cells[name])

    def fault(self, name: str, sentence: str) -> None:
        self.faults.append(Fault(self.row.sheet, self.row.cells.get(name, f"A{self.row.row}"), sentence))


def _unit(checking: Checking) -> None:
    known = checking.known
    code = checking.text("code", limit=20)
    checking.once("code", code)
    calendars = {name: name for name in sorted(known.calendars)}
    there = known.units.get(code)
    values = {
        "code": code,
        "name": checking.text("name"),
        "short": checking.text("short", limit=20),
        "kind": checking.word("kind", words.UNIT_KINDS),
        "territory": checking.word("territory", known.territories),
        "calendar": checking.word("calendar", calendars, there.calendar.code if there else NATIONAL),
        "phone": checking.phone("phone"),
    }
    if not _is_code(code):
        checking.fault("code", _("代码只用字母、数字和 - _ .。"))
    if checking.faults:
        return
    checking.plan.units.append(values)
    known.unit_codes |= {code: code, values["name"]: code}
    checking.plan.unit_tally.count(is_new=there is None, changed=there is not None and differs(there, values))


def _post(checking: Checking) -> None:
    known = checking.known
    login, role = checking.text("login"), checking.word("role", words.ROLES)
    values = {
        "login": login,
        "name": checking.text("name"),
        "unit": checking.word("unit", known.unit_codes),
        "role": role,
        "title": checking.text("title", limit=40),
        "phone": checking.phone("phone"),
        "mobile": checking.contact("mobile", parse_phone),
        "email": checking.contact("email", parse_email),
        "remit": _remit(checking, role),
        "since": _since(checking),
    }
    checking.once("login", f"{login} {values['unit']}")
    if login and not _is_code(login):
        checking.fault("login", _("登录名只用字母、数字和 - _ . @ +。"))
    _check_person(checking, values)
    if checking.faults:
        return
    checking.plan.posts.append(values)
    there = known.posts.get((login, str(values["unit"])))
    changed = there is not None and any(
        getattr(there, name) != values[name] for name in ("role", "title", "phone", "remit")
    )
    checking.plan.post_tally.count(is_new=there is None, changed=changed)


def _check_person(checking: Checking, values: Values) -> None:
    login, mobile, email = values["login"], values["mobile"], values["email"]
    known = checking.known
    if login in known.investors:
        checking.fault("login", _("登录名 %(login)s 是投资人账号。") % {"login": login})
    if mobile and known.mobiles.setdefault(mobile, login) != login:
        checking.fault("mobile", _("这个手机号已属于另一个工作人员账号。"))
    if email and known.emails.setdefault(email, login) != login:
        checking.fault("email", _("这个邮箱已属于另一个工作人员账号。"))


def _remit(checking: Checking, role: str | None) -> list[str]:
    """Empty means what is usual for the role: a post that sees nothing is said with 无."""
    said = checking.text("remit")
    if not said:
        return usual(role or "")
    if said in ("无", "-"):
        return []
    kinds = set()
    for word in said.replace("，", "、").replace(",", "、").split("、"):
        if word.strip() not in words.REMIT_WORDS:
            told = {"word": word.strip()[:20], "words": "、".join(map(str, REMITS.values()))}
            checking.fault("remit", _("“%(word)s”不认识。可填：%(words)s。") % told)
        else:
            kinds.add(words.REMIT_WORDS[word.strip()])
    return sorted(kinds)


def _since(checking: Checking) -> str:
    """An ISO date, "" for today."""
    said = checking.text("since").replace("/", "-").replace(".", "-")
    if said:
        try:
            said = date.fromisoformat("-".join(part.zfill(2) for part in said[:10].split("-"))).isoformat()
        except ValueError:
            checking.fault("since", _("日期要写成 2026-03-01。"))
    return said


def differs(unit: Unit, values: Values) -> bool:
    return (
        unit.territory.code != values["territory"]
        or unit.calendar.code != values["calendar"]
        or any(getattr(unit, name) != values[name] for name in ("name", "short", "kind", "phone"))
    )


def _is_code(text: str) -> bool:
    return all((sign.isascii() and sign.isalnum()) or sign in LOGIN_SIGNS for sign in text)
