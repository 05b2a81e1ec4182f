"""Agents (帮办代办员) and their mandates: whom one may choose, what was given to whom, how often it was used."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.approvals.models import BundleVersion, Case, ServiceVersion
from luodi.approvals.words import named
from luodi.companies.models import Mandate
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.text.contacts import BadContact, parse_contact


def agents(at: datetime) -> list[Post]:
    """Those who file for others free of charge, by team and park."""
    rows = Post.objects.held(at).filter(role=Post.Role.AGENT).select_related("user", "unit__territory")
    return list(rows.order_by("unit__territory__code", "unit__code", "pk"))


def agent_by_contact(contact: str) -> User:
    """Another person with an account here. Raises Refused, in the same words for nobody and for a wrong contact."""
    try:
        found = User.objects.investor_with(parse_contact(contact)[1])
    except BadContact:
        found = None
    if found is None:
        raise Refused(_("没有用这个电话或邮箱登录过的人。请他先登录一次，再来委托。"))
    return found


def given(viewer: Viewer) -> list[Mandate]:
    """By the viewer and his companies, those in force first; each with `used`, in how many filings."""
    return sorted(_own(viewer).annotate(used=Count("cases")).order_by("-granted_at")[:100], key=_is_over)


def own_mandate(viewer: Viewer, pk: int) -> Mandate:
    """Given by the viewer or his companies, or to him. Raises Mandate.DoesNotExist."""
    if viewer.user_id is None:
        raise Mandate.DoesNotExist
    mine = Q(agent=viewer.user_id) | Q(pk__in=_own(viewer).values("pk"))
    return _with_names().filter(mine).get(pk=pk)


def given_mandate(viewer: Viewer, pk: int) -> Mandate:
    """Given by the viewer or his companies. Raises Mandate.DoesNotExist."""
    return _own(viewer).get(pk=pk)


def held(viewer: Viewer) -> list[Mandate]:
    """Given to the viewer, those in force first."""
    rows = _with_names().filter(agent=viewer.user_id) if viewer.user_id else Mandate.objects.none()
    return sorted(rows.annotate(used=Count("cases")).order_by("-granted_at")[:200], key=_is_over)


def _own(viewer: Viewer) -> "QuerySet[Mandate]":
    if viewer.user_id is None or viewer.is_staff:
        return Mandate.objects.none()
    return _with_names().filter(Q(person=viewer.user_id) | Q(company__in=viewer.company_ids))


def _with_names() -> "QuerySet[Mandate]":
    return Mandate.objects.select_related("company", "person", "agent", "evidence")


def _is_over(one: Mandate) -> bool:
    return one.revoked_at is not None


def posts_of(mandates: list[Mandate], at: datetime) -> dict[int, Post]:
    """Agent's user id -> the post in which he is an agent; people without one stand with their name alone."""
    ids = {one.agent_id for one in mandates}
    rows = Post.objects.held(at).filter(user__in=ids, role=Post.Role.AGENT).select_related("unit__territory", "user")
    return {post.user_id: post for post in rows}


def service_names(mandates: list[Mandate], day: date) -> dict[str, str]:
    """Code -> name, of all services that these mandates are limited to."""
    codes = {code for one in mandates for code in one.services}
    if not codes:
        return {}
    rows = ServiceVersion.objects.in_force(day).filter(service__code__in=codes).select_related("service")
    return {one.service.code: named(one) for one in rows}


def bundles_in_force(day: date) -> list[BundleVersion]:
    """What a mandate may be limited to."""
    rows = BundleVersion.objects.in_force(day).filter(bundle__active=True)
    return list(rows.select_related("bundle").order_by("pk"))


@dataclass(frozen=True)
class Counted:
    """Filings in which an agent's mandate was used: of one agent, in his team, in his park."""

    post: Post
    filings: int
    firms: int


def counted(start: datetime, end: datetime) -> list[Counted]:
    """By agent, most first; the post says team (unit) and park (its territory). Two queries."""
    rows = Case.objects.filter(agent__isnull=False, filed_at__gte=start, filed_at__lt=end).order_by()
    sums = rows.values("agent").annotate(filings=Count("pk"), firms=Count("company", distinct=True))
    by_post = {row["agent"]: row for row in sums}
    posts = Post.objects.filter(pk__in=by_post).select_related("user", "unit__territory")
    found = [Counted(post, by_post[post.pk]["filings"], by_post[post.pk]["firms"]) for post in posts]
    return sorted(found, key=lambda one: (-one.filings, one.post.pk))


def firms_guided(start: datetime, end: datetime) -> int:
    """Different companies, whoever guided them."""
    rows = Case.objects.filter(agent__isnull=False, filed_at__gte=start, filed_at__lt=end, company__isnull=False)
    return rows.aggregate(firms=Count("company", distinct=True))["firms"] or 0
