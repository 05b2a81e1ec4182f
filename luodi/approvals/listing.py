"""The officers' lists of items and of cases: what they may see, filtered, page by page. Reads only.

A list starts from the duty, whose indexes follow its order. What narrows it by service, bundle or company is asked as
a set of keys beside it: the database walks whichever of the two is shorter.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luodi.approvals.models import BundleVersion, Case, Item, ServiceVersion
from luodi.approvals.reach import case_for
from luodi.approvals.rules import CaseState, ItemState
from luodi.approvals.words import in_language
from luodi.companies.models import Company, Mandate
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.duties.pages import FEW, Page, due, mine, page, those, viewer_arms
from luodi.text.public_numbers import normalise_number

CLOSED = "closed"
DRAFTS_SHOWN = 20
# Some of the signs of a number, which no index finds.
PART = re.compile(r"(?!.*LD.*-.*-.*-.*-)[A-Za-z]{0,2}[\d-]{4,}[A-Za-z\d-]*", re.IGNORECASE)
MINE, SEEN = "mine", "all"  # values of the filter of scopes; empty: what is mine to work on
ALL_SEEN = (Post.Role.COUNTER, Post.Role.AGENT, Post.Role.DISPATCHER)

# value of the filter -> (what it is called, the progress values it stands for)
ITEM_STANDINGS: dict[str, tuple[Any, frozenset[str]]] = {
    "filed": (_("待受理"), frozenset({ItemState.FILED})),
    "supplement": (_("等申请人补正"), frozenset({ItemState.SUPPLEMENT})),
    "accepted": (_("待决定"), frozenset({ItemState.ACCEPTED})),
    "paused": (_("特别程序中"), frozenset({ItemState.PAUSED})),
    "approved": (_("待发证"), frozenset({ItemState.APPROVED})),
    "issued": (_("待送达"), frozenset({ItemState.ISSUED})),
    "queue": (_("等前置或材料"), frozenset({ItemState.BLOCKED, ItemState.READY})),
}
CASE_STANDINGS: dict[str, tuple[Any, frozenset[str]]] = {
    "open": (_("办理中"), frozenset({CaseState.OPEN})),
    "waiting": (_("等申请人"), frozenset({CaseState.WAITING})),
}
ITEM_BESIDE = ("item__version", "item__case__company", "item__case__bundle_version")
CASE_BESIDE = ("case__company", "case__bundle_version")


def found_items(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "", size: int = 20) -> Page:
    """One page of duties with their items, due soonest first; closed ones newest first."""
    where = Q(kind="item") & _standing(asked, ITEM_STANDINGS) & due(asked.get("due", ""), now)
    which = Q()
    if asked.get("service"):
        which &= Q(version__service=asked["service"])
    if asked.get("bundle"):
        which &= Q(case__bundle_version__bundle=asked["bundle"])
    if typed := asked.get("q"):
        if PART.fullmatch(typed):
            where &= Q(number__icontains=typed)
        else:
            which &= _items_named(typed)
    return _page(viewer, asked, where & those(Item.objects.all(), which), after, size, ITEM_BESIDE)


def found_cases(viewer: Viewer, asked: Mapping[str, Any], *, now: datetime, after: str = "", size: int = 20) -> Page:
    """One page of filed cases."""
    where = Q(kind="case") & _standing(asked, CASE_STANDINGS) & due(asked.get("due", ""), now)
    which = Q()
    if asked.get("bundle"):
        which &= Q(bundle_version__bundle=asked["bundle"])
    if typed := asked.get("q"):
        if PART.fullmatch(typed):
            where &= Q(number__icontains=typed)
        else:
            which &= _cases_named(typed)
    return _page(viewer, asked, where & those(Case.objects.all(), which), after, size, CASE_BESIDE)


def case_by_number(viewer: Viewer, typed: str) -> Case | None:
    """What a scan gun or a hand typed: the number of a case, or of an item of it; drafts too."""
    number = _number_in(typed)
    if number is None:
        return None
    held = Item.objects.filter(duty__number=number).values_list("case__duty__number", flat=True).first()
    try:
        return case_for(viewer, held or number)
    except Case.DoesNotExist:
        return None


def drafts_begun(viewer: Viewer) -> list[Case]:
    """What was begun at the viewer's halls and is not filed yet, newest first."""
    duties = Duty.objects.visible_to(viewer).filter(kind="case", progress=CaseState.DRAFT)
    found = Case.objects.filter(duty__in=duties.values("pk"), begun_by__unit__in=viewer.unit_ids)
    return list(found.select_related("duty", "company").order_by("-begun_at")[:DRAFTS_SHOWN])


def mandates_of(viewer: Viewer, day: date) -> list[Mandate]:
    """Who lets this agent act for him today."""
    if not any(post.role == Post.Role.AGENT for post in viewer.posts):
        return []
    held = Mandate.objects.in_force(day).filter(agent=viewer.user_id)
    return list(held.select_related("company", "person").order_by("pk"))


def _number_in(typed: str) -> str | None:
    """Also inside an address, as a printed code has it."""
    return next(filter(None, map(normalise_number, re.split(r"[/?&=#\s]+", typed))), None) or normalise_number(typed)


def services_of(viewer: Viewer, day: date) -> "list[tuple[int, str]]":
    """Services of the viewer's units by name, each with its key."""
    found = ServiceVersion.objects.in_force(day).filter(service__unit__in=viewer.unit_ids)
    return _named(found, "service")


def bundles_in_force(day: date, by: str = "bundle") -> "list[tuple[Any, str]]":
    """By name, each with its key, or with what `by` names."""
    return _named(BundleVersion.objects.in_force(day), by)


def window_services(day: date) -> "list[tuple[str, str]]":
    """Code and name of the services that a general window takes in."""
    found = ServiceVersion.objects.in_force(day).filter(one_window=True)
    return _named(found, "service__code")


def _named(found: "QuerySet[Any]", by: str) -> "list[tuple[Any, str]]":
    rows = found.order_by("name").values_list(by, "name", "name_en")
    return [(key, in_language(name, name_en)) for key, name, name_en in rows]


def _page(viewer: Viewer, asked: Mapping[str, Any], where: Q, after: str, size: int, beside: tuple[str, ...]) -> Page:
    arms = {MINE: mine, SEEN: viewer_arms}.get(asked.get("scope", ""), at_work)(viewer)
    return page(
        viewer, where=where, after=after, size=size, arms=arms, closed=asked.get("state") == CLOSED, beside=beside
    )


def at_work(viewer: Viewer) -> list[Q]:
    """What lies with my units; a counter, an agent and the city desk work on all that they see."""
    if any(post.role in ALL_SEEN for post in viewer.posts):
        return viewer_arms(viewer)
    units = [unit for unit_ids, _kinds in viewer.working_units for unit in unit_ids]
    return [Q(unit__in=units) & ~Q(visibility=Visibility.RESTRICTED), *mine(viewer)]


def _standing(asked: Mapping[str, Any], table: Mapping[str, tuple[Any, frozenset[str]]]) -> Q:
    chosen = table.get(asked.get("state", ""))
    return Q(progress__in=chosen[1]) if chosen else Q()


def _items_named(typed: str) -> Q:
    """A whole number is the items that bear it, or whose case does; a title is service and company: those are asked."""
    if number := _number_in(typed):
        return Q(duty__number=number) | Q(case__duty__number=number)
    versions = list(ServiceVersion.objects.filter(name__icontains=typed).values_list("pk", flat=True)[:FEW])
    return Q(version__in=versions) | Q(case__company__in=_firms(typed))


def _cases_named(typed: str) -> Q:
    """A case is called after its bundle, or after its one service."""
    if number := _number_in(typed):
        return Q(duty__number=number) | Q(items__duty__number=number)
    versions = list(BundleVersion.objects.filter(name__icontains=typed).values_list("pk", flat=True)[:FEW])
    single = Q(bundle_version=None, duty__title__icontains=typed)
    return Q(bundle_version__in=versions) | Q(company__in=_firms(typed)) | single


def _firms(typed: str) -> list[int]:
    return list(Company.objects.filter(name__icontains=typed).values_list("pk", flat=True)[:FEW])
