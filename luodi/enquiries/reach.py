"""Which rows of the settings a viewer may see; to everybody else nothing is here."""

from django.db.models import QuerySet

from luodi.accounts.models import ConsentText, ConsentTextQuerySet
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.enquiries.models import RoutingRule
from luodi.talk.models import ReplyTemplate


def rules(viewer: Viewer) -> "QuerySet[RoutingRule]":
    rows = RoutingRule.objects.select_related("territory", "unit__territory__parent__parent", "unit__calendar")
    return rows if viewer.is_operator else rows.none()


def receiving_units(viewer: Viewer) -> "QuerySet[Unit]":
    rows = Unit.objects.receiving().select_related("territory").order_by("code")
    return rows if viewer.is_operator else rows.none()


def replies(viewer: Viewer) -> "QuerySet[ReplyTemplate]":
    """Those this viewer may edit."""
    rows = ReplyTemplate.objects.select_related("unit").order_by("-active", "unit__code", "id")
    return rows if viewer.is_operator else rows.filter(unit__in=headed(viewer))


def reply_units(viewer: Viewer) -> "QuerySet[Unit]":
    rows = Unit.objects.filter(active=True).order_by("code")
    return rows if viewer.is_operator else rows.filter(pk__in=headed(viewer))


def headed(viewer: Viewer) -> list[int]:
    return [post.unit_id for post in viewer.posts if post.role == Post.Role.HEAD]


def consent_texts(viewer: Viewer) -> ConsentTextQuerySet:
    rows = ConsentText.objects.order_by("-valid_from")
    return rows if viewer.is_operator else rows.none()
