"""What somebody with number and query code may know of a case: how far each item is, and nothing about anybody."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from luodi.accounts.actions import throttle
from luodi.approvals.dossier import ITEM_WITH
from luodi.approvals.models import Case, Item
from luodi.approvals.rules import CaseState
from luodi.approvals.words import named
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.strips import strip_of
from luodi.ledger.acts import Refused
from luodi.ui.strip import Strip

TRIES = 5
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class PublicItem:
    name: str
    department: str
    state: str
    left: str
    due: str


@dataclass(frozen=True)
class CaseStanding:
    number: str
    title: str
    state: str
    strip: Strip
    items: tuple[PublicItem, ...]


def look_up_case(number: str, code: str, address: str, now: datetime) -> CaseStanding:
    """Raises TooMany when tried too often for this number or from this address, Refused when they do not fit.

    The sentence is the same for an unknown number and a wrong code.
    """
    throttle("look_up", number, TRIES, WINDOW, now)
    throttle("look_up_address", address, TRIES * 6, WINDOW, now)
    case = Case.objects.filter(duty__number=number).select_related("bundle_version").first()
    if case is None or not secrets.compare_digest(case.query_code, code):
        raise Refused(_("受理号和查询码对不上，请核对后再试。"))
    duty = Duty.objects.for_strip().get(pk=case.duty_id)
    items = _items(case, now) if case.filed_at else ()
    title = named(case.bundle_version) if case.bundle_version else items[0].name if items else ""
    strip = strip_of(duty, viewer=Viewer.nobody(), now=now)
    return CaseStanding(number, title, str(CaseState(duty.progress).label), strip, items)


def _items(case: Case, now: datetime) -> tuple[PublicItem, ...]:
    rows = Item.objects.included().filter(case=case, duty__isnull=False).select_related(*ITEM_WITH)
    return tuple(_public(item, now) for item in rows.prefetch_related("duty__deadlines").order_by("pk"))


def _public(item: Item, now: datetime) -> PublicItem:
    assert item.duty is not None
    strip = strip_of(item.duty, viewer=Viewer.nobody(), now=now)
    unit = item.version.service.unit.name
    return PublicItem(named(item.version), unit, item.get_state_display(), strip.left_text, strip.due_text)
