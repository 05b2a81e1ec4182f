"""Works, meetings and cooperation, reached through the viewer, and the lock every act on them takes first."""

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.reach import ask, locked
from luodi.ledger.acts import Refused
from luodi.works.models import Cooperation, Meeting, Work

BESIDE = ("owner__user", "owner__unit", "unit", "city", "district", "place")
WITH_DUTY = tuple(f"duty__{name}" for name in BESIDE)


def work_for(viewer: Viewer, number: str) -> Work:
    """To read. Raises Work.DoesNotExist outside the viewer's reach."""
    beside = (*WITH_DUTY, "parent__duty", "given_by__unit", "leading", "copied_from__duty")
    return Work.objects.reached_by(viewer).select_related(*beside).get(duty__number=number)


def measure_for(viewer: Viewer, number: str) -> Work:
    """An innovation measure that he may copy. Raises Work.DoesNotExist."""
    return Work.objects.measures_for(viewer).select_related(*WITH_DUTY).get(duty__number=number)


def meeting_for(viewer: Viewer, number: str) -> Meeting:
    """Raises Meeting.DoesNotExist outside the viewer's scope."""
    return Meeting.objects.visible_to(viewer).select_related(*WITH_DUTY, "chaired_by").get(duty__number=number)


def cooperation_for(viewer: Viewer, number: str) -> Cooperation:
    """Raises Cooperation.DoesNotExist outside the viewer's scope."""
    rows = Cooperation.objects.visible_to(viewer).select_related(*WITH_DUTY).prefetch_related("cities")
    return rows.get(duty__number=number)


def locked_work(viewer: Viewer, number: str, verb: str, *, version: int | None = None) -> Work:
    """The work for a viewer who may do `verb`, its duty locked until the act ends.

    Raises Duty.DoesNotExist, Work.DoesNotExist, Refused (also where it has ended), Stale.
    """
    duty = locked(viewer, number, version=version)
    work = Work.objects.select_related("parent__duty").get(duty=duty)
    work.duty = duty
    ask(viewer, verb, duty)
    if duty.closed is not None:
        raise Refused(_("%(number)s 已经办结，不能再改。") % {"number": number})
    return work
