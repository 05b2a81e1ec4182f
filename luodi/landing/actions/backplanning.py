"""A building must open on a day: what it needs until then becomes milestones, and one case at the general window."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.approvals.actions.filing import begin_step
from luodi.approvals.models import Case
from luodi.approvals.rules import Channel
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Link, Party
from luodi.duties.reach import acting_post
from luodi.duties.steps import add_party, link, move
from luodi.landing.backplan import BUNDLE, Step
from luodi.landing.waiting import proposal
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell_unit
from luodi.projects.actions.milestones import date_step
from luodi.projects.models import Milestone, Project
from luodi.projects.reach import locked_project


def open_case(
    *, viewer: Viewer, number: str, end: date, answers: Mapping[str, Any], version: int | None = None
) -> Case:
    """Begins the case for project `number` at a window of its place, each step of the plan a milestone that waits for
    it. Raises Refused: a day that is past, an open question, no window, a case that is under way already."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        if end <= localdate(a.now):
            raise Refused(_("启用日期要在今天以后。"))
        plan = proposal(project, end, dict(answers))
        if plan is None:
            raise Refused(_("“建成启用一件事”还没有发布，请平台运营先发布。"))
        if not plan.steps:
            raise Refused(_("还有问题没有回答，请先答完。"))
        _refuse_second(project)
        window = _window(project)
        case = begin_step(
            a,
            code=BUNDLE,
            answers=plan.answers,
            applicant=None,
            company=project.sponsor,
            post=window,
            channel=Channel.COUNTER,
            form=_form(project, end),
        )
        link(case.duty, project.duty, Link.Kind.ABOUT)
        add_party(case.duty, Party.Role.FINDER, at=a.now, user=project.duty.owner.user)
        by = acting_post(viewer, project.duty)
        for place, step in enumerate(plan.steps):
            _milestone(a, project, case, step, by=by, place=place)
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "case_opened", case=case.duty.number, end=end.isoformat(), steps=len(plan.steps))
        begun = case.duty
        tell_unit(
            a, unit=window.unit, kind=begun.kind, code="case_begun", subject=begun.number, key=f"begun:{begun.number}"
        )
        return case


def _refuse_second(project: Project) -> None:
    under_way = project.milestones.filter(withdrawn_at=None, met_on=None, waits_for__closed=None)
    found = under_way.exclude(waits_for=None).select_related("waits_for").first()
    if found is not None and found.waits_for is not None:
        raise Refused(_("这个项目已经开办 %(number)s，请在里面继续办理。") % {"number": found.waits_for.number})


def _window(project: Project) -> Post:
    """A counter of the project's place, district or city; the nearest first. Raises Refused where there is none."""
    duty = project.duty
    for place in (duty.place_id, duty.district_id, duty.city_id):
        posts = Post.objects.filter(role=Post.Role.COUNTER, unit__territory=place).select_related("unit")
        found = posts.order_by("pk").first() if place else None
        if found is not None:
            return found
    raise Refused(_("这里还没有设综合窗口，请平台运营先设立。"))


def _form(project: Project, end: date) -> dict[str, str]:
    """What the project knows already."""
    firm = project.sponsor
    said = {
        "company_name": firm.name if firm else project.sponsor_name,
        "uscc": firm.uscc if firm else "",
        "project_name": project.duty.title,
        "project_code": project.code,
        "place": project.address,
        "builder": project.builder_name,
        "open_on": end.isoformat(),
    }
    return {code: value for code, value in said.items() if value}


def _milestone(a: Act, project: Project, case: Case, step: Step, *, by: Post, place: int) -> None:
    """A step that a milestone stands for already keeps it."""
    kept = project.milestones.filter(service=step.code, withdrawn_at=None, met_on=None).first()
    one = kept or Milestone(project=project, name=step.name[:60], service=step.code, position=100 + place, owner=by)
    one.apply_by, one.waits_for = step.apply_by, case.duty
    one.save()
    if step.done_by >= localdate(a.now) and one.forecast != step.done_by:
        date_step(a, one, step.done_by, by=by, reason="")
