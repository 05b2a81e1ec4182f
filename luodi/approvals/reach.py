"""Cases and items, reached through the viewer."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.models import Case, Item
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import may, permit, relations, standing
from luodi.duties.rules import MAY
from luodi.ledger.acts import Act, Refused, Stale

DUTY_WITH = ("owner__user", "owner__unit", "unit__calendar", "unit__territory")
CASE_WITH = (
    *(f"duty__{name}" for name in DUTY_WITH),
    "applicant",
    "company",
    "mandate",
    "bundle_version__bundle",
    "agent__unit",
    "begun_by__unit",
)
# What an act on a case needs of it.
LOCKED_WITH = ("duty__unit__calendar", "applicant", "company", "bundle_version")


def locked_case(a: Act, viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Case:
    """The case for a viewer who may do `verb`, locked until the act ends.

    Raises Case.DoesNotExist, Refused, Stale.
    """
    # Locked first and read then: what was read while waiting for another act would be from before it.
    Duty.objects.select_for_update(no_key=True).filter(number=number, kind="case").values_list("pk").first()
    case = Case.objects.select_related(*LOCKED_WITH).get(duty__number=number)
    held = standing(viewer, case.duty)
    if not held & MAY[verb]:
        held = relations(viewer, case.duty)
    if not held & (MAY["read"] | {"system"}):
        raise Case.DoesNotExist
    permit(viewer, verb, case.duty, held)
    check_mandate(a, case, held)
    if version is not None and version != case.duty.version:
        raise Stale(_("您打开页面之后，这件事已经有了新进展。请看过再办。"), subject=number)
    return case


def case_for(viewer: Viewer, number: str) -> Case:
    """A case the viewer may read: through its own duty, or as the department of one of its items.

    Raises Case.DoesNotExist.
    """
    case = Case.objects.select_related(*CASE_WITH).get(duty__number=number)
    if may(viewer, "read", case.duty):
        return case
    items = Duty.objects.visible_to(viewer).filter(item__case=case)
    if case.is_draft or not items.exists():
        raise Case.DoesNotExist
    return case


def item_for(viewer: Viewer, number: str) -> Item:
    """An item the viewer may read: through its own duty, or through its case's. Raises Item.DoesNotExist."""
    item = Item.objects.select_related(
        *(f"duty__{name}" for name in DUTY_WITH),
        *(f"case__{name}" for name in CASE_WITH),
        "version__service__unit",
        "version__result_kind",
    ).get(duty__number=number)
    assert item.duty is not None
    if not relations(viewer, item.duty, item.case.duty) & (MAY["read"] | {"system"}):
        raise Item.DoesNotExist
    return item


def check_mandate(a: Act, case: Case, held: frozenset[str], services: Iterable[str] = ()) -> None:
    """Who acts only as an agent needs a mandate in force today for these services. Raises Refused."""
    if "agent" not in held or held & {"investor", "counter"}:
        return
    if case.mandate is None or case.mandate.revoked_at is not None:
        raise Refused(_("申请人已撤销对您的委托，您不能再代办。请申请人重新授权。"))
    today, until = localdate(a.now), case.mandate.valid_until
    if until < today:
        raise Refused(_("委托书已于 %(day)s 到期，请申请人续签后再办。") % {"day": f"{until:%Y-%m-%d}"})
    if not case.mandate.holds(today, frozenset(services)):
        raise Refused(_("委托书不包含这个事项，请申请人补充授权。"))
