"""A project enters the library and is kept true there; it leaves the row of stages with a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.directory.models import Post, Territory
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Link, Party, Visibility
from luodi.duties.reach import acting_post
from luodi.duties.steps import add_party, end_party, link, move, open_duty
from luodi.ledger.acts import Act, Refused, act
from luodi.projects import standing
from luodi.projects.models import Project, YearPlan
from luodi.projects.placing import judge_again
from luodi.projects.reach import locked_project, progress_of
from luodi.projects.rules import ENDED, ORDER, PROJECT_CODE, Side, Stage, lacking

# They judge what others enter.
JUDGES = frozenset({Post.Role.CHECKER, Post.Role.LEADER})
# Columns that `change` may set; what an act of its own decides (stage, side, light, sums) is not among them.
EDITABLE = frozenset(
    {"template", "code", "sector", "industry", "description", "sponsor", "sponsor_name", "builder_name", "level"}
    | {"listed_year", "total", "address", "longitude", "latitude", "site_calendar", "is_public"}
    | {"in_statistics_on", "above_scale_on"}
)
# From which stage on a project has the actual day.
REACHED = {"started_on": Stage.STARTED, "completed_on": Stage.COMPLETED, "producing_on": Stage.PRODUCING}


def add(
    *, viewer: Viewer, owner: Post, at: Territory, title: str, template: str, values: Mapping[str, Any] | None = None
) -> Project:
    """A new project, at the stage `values["stage"]` or as an idea. Raises Refused."""
    with act(viewer.code) as a:
        check_entry(viewer, owner, title)
        return add_step(a, viewer, owner=owner, at=at, title=title, template=template, values=values or {})


def entering_posts(viewer: Viewer) -> list[Post]:
    """The posts in which he may enter projects."""
    return [post for post in viewer.posts if "project" in post.remit and post.role not in JUDGES]


def check_entry(viewer: Viewer, owner: Post, title: str) -> None:
    """Who works on projects enters them for a unit of his own, the city's desk for any. Raises Refused."""
    at_work = entering_posts(viewer)
    if not (viewer.is_system or at_work):
        raise Refused(_("您的岗位不登记重点项目。"))
    if not (viewer.is_system or viewer.is_city_desk or owner.unit_id in {post.unit_id for post in at_work}):
        raise Refused(_("只能登记由本单位负责的项目。"))
    if not title.strip():
        raise Refused(_("请写项目名称。"))


def add_step(
    a: Act,
    viewer: Viewer,
    *,
    owner: Post,
    at: Territory,
    title: str,
    template: str,
    values: Mapping[str, Any],
    origin: Any = None,
) -> Project:
    """Step of `add`, of an import and of an enquiry that becomes a project (`origin`, its duty)."""
    stage = values.get("stage") or Stage.IDEA
    check_values(values)
    _check_reached(stage, values)
    check_code(values.get("code", ""))
    duty = open_duty(
        a,
        kind="project",
        opened=a.now,
        title=title,
        owner=owner,
        at=at,
        progress=stage,
        visibility=Visibility.INTERNAL,
    )
    kept = {name: value for name, value in values.items() if name in EDITABLE and name != "template"}
    dates = {name: values[name] for name in ("started_on", "completed_on", "producing_on") if values.get(name)}
    deputy = values.get("deputy")
    project = Project.objects.create(
        duty=duty,
        template=template,
        stage=stage,
        import_key=values.get("import_key", ""),
        deputy=deputy,
        **kept,
        **dates,
    )
    if deputy is not None:
        add_party(duty, Party.Role.DEPUTY, at=a.now, user=deputy.user)
    if origin is not None:
        link(duty, origin, Link.Kind.ORIGIN)
    if values.get("year_plan") is not None:
        plan_step(a, project, by=owner, year=localdate(a.now).year, amount=values["year_plan"])
    return project


def check_values(values: Mapping[str, Any]) -> None:
    """Bounds of single columns. Raises Refused with a sentence."""
    if values.get("code") and not PROJECT_CODE.fullmatch(values["code"]):
        raise Refused(_("项目代码应为 24 位，例如 2026-370211-36-03-000001，请核对。"))
    started, completed = values.get("started_on"), values.get("completed_on")
    if started and completed and completed < started:
        raise Refused(_("竣工日期早于开工日期，请核对。"))


def _check_reached(stage: str, values: Mapping[str, Any]) -> None:
    """The day of what the stage has not reached did not happen yet. Raises Wrong with the field."""
    for name, least in REACHED.items():
        if values.get(name) and ORDER[stage] < ORDER[least]:
            said = {"stage": Stage(stage).label, "least": least.label}
            raise Wrong(name, _("阶段还是“%(stage)s”，不会有“%(least)s”的实际日期。请改阶段，或把日期留空。") % said)


def check_code(code: str, but: int | None = None) -> None:
    """One project has one code. Raises Refused."""
    if code and Project.objects.filter(code=code).exclude(pk=but).exists():
        raise Refused(_("这个项目代码已经登记在另一个项目上，请核对。"))


def plan_step(a: Act, project: Project, *, by: Post, year: int, amount: int, reason: str = "") -> None:
    """Step: the plan of a year. Raises Refused where it is larger than the whole."""
    if project.total is not None and amount > project.total:
        raise Refused(_("年度计划投资大于计划总投资，请核对金额和单位。"))
    YearPlan.objects.create(project=project, year=year, amount=amount, set_by=by, set_at=a.now, reason=reason)
    if year == localdate(a.now).year:
        standing.apply(project, year=year)


def set_year_plan(
    *, viewer: Viewer, number: str, year: int, amount: int, reason: str = "", version: int | None = None
) -> Project:
    """Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        plan_step(a, project, by=acting_post(viewer, project.duty), year=year, amount=amount, reason=reason)
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "year_plan", year=year, amount=amount)
        return project


def change(*, viewer: Viewer, number: str, values: Mapping[str, Any], version: int | None = None) -> Project:
    """Sets columns of EDITABLE and the title. Only what is touched is checked, so that an old record can be mended.

    Raises Refused.
    """
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        columns = {name: value for name, value in values.items() if name in EDITABLE}
        check_values(columns)
        check_code(columns.get("code", ""), but=project.pk)
        _keep_required(project, columns)
        _keep_money(project, columns)
        changed = {name: value for name, value in columns.items() if getattr(project, name) != value}
        for name, value in changed.items():
            setattr(project, name, value)
        if changed:
            project.save(update_fields=list(changed))
        if {"longitude", "latitude"} & changed.keys():
            judge_again(project)
        titled = {"title": values["title"].strip()[:120]} if values.get("title", "").strip() else {}
        move(project.duty, allowed={project.duty.progress}, **titled)
        a.record(number, "project_changed", columns=sorted(changed) + sorted(titled))
        return project


def _keep_required(project: Project, columns: Mapping[str, Any]) -> None:
    """A touched column that the stage reached asks for may not be emptied."""
    seen = {name: getattr(project, name) for name in EDITABLE} | dict(columns)
    lacks = lacking(project.stage, project.template, seen, frozenset())
    emptied = [lack for lack in lacks if lack.column in columns and getattr(project, lack.column) not in (None, "")]
    if emptied:
        names = "、".join(str(lack.name) for lack in emptied)
        raise Refused(
            _("项目已到“%(stage)s”，不能清空：%(names)s。") % {"stage": project.get_stage_display(), "names": names}
        )


def _keep_money(project: Project, columns: Mapping[str, Any]) -> None:
    total = columns.get("total", project.total)
    if total is None:
        return
    if project.year_plan is not None and total < project.year_plan:
        raise Refused(_("计划总投资小于年度计划投资，请先核对年度计划。"))
    if total < project.invested:
        raise Refused(_("计划总投资小于已完成投资，请核对金额和单位。"))


def set_deputy(*, viewer: Viewer, number: str, deputy: Post | None, version: int | None = None) -> Project:
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        end_party(project.duty, Party.Role.DEPUTY, at=a.now)
        if deputy is not None:
            add_party(project.duty, Party.Role.DEPUTY, at=a.now, user=deputy.user)
        Project.objects.filter(pk=project.pk).update(deputy=deputy)
        project.deputy = deputy
        move(project.duty, allowed={project.duty.progress})
        a.record(number, "deputy_set", post=deputy.pk if deputy else None)
        return project


def set_aside(
    *, viewer: Viewer, number: str, side: str, reason: str, until: date | None = None, version: int | None = None
) -> Project:
    """Paused until a day, lost, terminated or moved: out of the row of stages, with a reason. Raises Refused."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        if not reason.strip():
            raise Refused(_("请写明原因。"))
        if side == Side.PAUSED and (until is None or until <= localdate(a.now)):
            raise Refused(_("暂缓要写到哪一天为止，请选一个以后的日期。"))
        clocks = Clocks(project.duty)
        closed = a.now if side in ENDED else None
        if closed:
            clocks.stop_all(happened_at=a.now)
        else:
            clocks.hold(*_dated(clocks), at=a.now, ground=side)
        clocks.settle()
        _write_side(project, side, reason.strip(), until)
        move(project.duty, allowed={project.duty.progress}, to=progress_of(project), closed=closed)
        a.record(number, "set_aside", side=side, until=until.isoformat() if until else "", clocks=clocks.log)
        return project


def resume(*, viewer: Viewer, number: str, version: int | None = None) -> Project:
    """A paused project goes on where it stood."""
    with act(viewer.code) as a:
        project = locked_project(viewer, number, "keep_project", version=version)
        if project.side != Side.PAUSED:
            raise Refused(_("项目没有暂缓，无需恢复。"))
        _write_side(project, Side.NONE, "", None)
        clocks = Clocks(project.duty)
        clocks.resume(*_dated(clocks), at=a.now)
        clocks.settle()
        move(project.duty, allowed={Side.PAUSED}, to=progress_of(project))
        a.record(number, "resumed", stage=project.stage, clocks=clocks.log)
        return project


def _dated(clocks: Clocks) -> list[str]:
    """What is not owed while the project rests: milestones and reports."""
    return [key for key in clocks.open if key.startswith(("milestone:", "report:"))]


def _write_side(project: Project, side: str, reason: str, until: date | None) -> None:
    project.side, project.side_reason, project.side_until = side, reason, until
    project.save(update_fields=["side", "side_reason", "side_until"])
