"""A case begins, is filled in by whoever carries it on, and is filed: all items at once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.approvals.bundle.days import Promise, nodes_of
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.graph import included, path
from luodi.approvals.definitions import definition_of, offered, single
from luodi.approvals.drafting import clean_answers, lay_out, missing_fields, unanswered
from luodi.approvals.models import Case, Item, ItemMaterial
from luodi.approvals.reach import check_mandate, locked_case
from luodi.approvals.rules import CaseState, Channel, Handling, ItemState
from luodi.approvals.starting import LACKING, start_items
from luodi.companies.models import Company, Mandate
from luodi.directory.models import Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Party, Visibility
from luodi.duties.owners import person_or_desk
from luodi.duties.steps import add_party, move, open_duty
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import tell_all
from luodi.text.public_numbers import query_code


def begin(
    *,
    viewer: Viewer,
    code: str,
    answers: Mapping[str, Any],
    applicant: User | None = None,
    company: Company | None = None,
    mandate: Mandate | None = None,
    channel: str = Channel.WEB,
    form: Mapping[str, str] | None = None,
) -> Case:
    """A draft of the bundle or service `code`, begun by its applicant, at a counter, or by an agent with a mandate.

    Raises Refused when it is not published, when a company is not the applicant's, or without a mandate.
    """
    with act(viewer.code) as a:
        applicant, company = _for_whom(viewer, applicant, company, mandate)
        case = begin_step(
            a,
            code=code,
            answers=answers,
            applicant=applicant,
            company=company,
            mandate=mandate,
            channel=channel,
            form=form,
            post=viewer.posts[0] if viewer.posts else None,
        )
        if mandate is not None and viewer.user is not None:
            services = Item.objects.filter(case=case).values_list("version__service__code", flat=True)
            check_mandate(a, case, frozenset({"agent"}), services)
            add_party(case.duty, Party.Role.AGENT, at=a.now, user=viewer.user)
        return case


def begin_step(
    a: Act,
    *,
    code: str,
    answers: Mapping[str, Any],
    applicant: User | None,
    company: Company | None,
    post: Post | None,
    mandate: Mandate | None = None,
    channel: str = Channel.WEB,
    form: Mapping[str, str] | None = None,
) -> Case:
    """Step: also of what another matter begins at a window. `post` carries it on: a window's, or the agent's who holds
    the mandate. Raises Refused when it is not published."""
    version, definition, versions = offered(code, localdate(a.now))
    lead = version.bundle.lead if version else versions[code].service.unit
    case = _open(a, lead, definition.name)
    case.bundle_version, case.applicant, case.company, case.mandate = version, applicant, company, mandate
    case.channel, case.answers = channel, clean_answers(definition, answers)
    case.form, case.query_code = dict(form or {}), query_code()
    if mandate is not None:
        case.agent = post
    else:
        case.begun_by = post
    case.save()
    if case.begun_by is not None:
        add_party(case.duty, Party.Role.WINDOW, at=a.now, unit=case.begun_by.unit)
    if applicant is not None:
        add_party(case.duty, Party.Role.INVESTOR, at=a.now, user=applicant)
    lay_out(case, definition, versions, localdate(a.now))
    a.record(case.duty.number, "begun", of=code, version=version.version if version else 0, channel=channel)
    return case


def answer(*, viewer: Viewer, number: str, answers: Mapping[str, Any], version: int | None = None) -> Case:
    """The questionnaire changed halfway: items and materials follow, what was typed and given stays.

    Raises Refused once it is filed, Stale.
    """
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "fill", version=version)
        _draft_only(case)
        definition = definition_for(case)
        case.answers = clean_answers(definition, answers)
        Case.objects.filter(pk=case.pk).update(answers=case.answers)
        rows = _items(case).prefetch_related("version__requirements__material")
        pinned = {item.version.service.code: item.version for item in rows}
        lay_out(case, definition, pinned, localdate(a.now))
        move(case.duty, allowed={CaseState.DRAFT})
        a.record(number, "answered", answers=case.answers)
        return case


def fill(*, viewer: Viewer, number: str, form: Mapping[str, str], version: int | None = None) -> Case:
    """Fields of the one form, as typed; incomplete ones are kept as they are. Raises Refused once filed, Stale."""
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "fill", version=version)
        _draft_only(case)
        known = {field.code for field in definition_for(case).fields}
        case.form = case.form | {code: str(value).strip() for code, value in form.items() if code in known}
        Case.objects.filter(pk=case.pk).update(form=case.form)
        move(case.duty, allowed={CaseState.DRAFT})
        a.record(number, "filled", fields=sorted(known & form.keys()))
        return case


def choose_delivery(*, viewer: Viewer, number: str, delivery: Mapping[str, str]) -> Case:
    """How the results are to come: {kind, name, phone, address}; may be changed until everything is delivered."""
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "fill")
        Case.objects.filter(pk=case.pk).update(delivery=dict(delivery))
        move(case.duty, allowed={case.duty.progress})
        a.record(number, "delivery_chosen", kind=delivery.get("kind", ""))
        return case


def file(*, viewer: Viewer, number: str, version: int | None = None) -> Case:
    """Files every item at once: each has its owner, and those that wait for nothing their acceptance clock.

    Raises Refused with what is missing: an answer, a required field, a main material of an item that is ready.
    """
    with act(viewer.code) as a:
        case = locked_case(a, viewer, number, "file", version=version)
        _draft_only(case)
        items = list(_items(case))
        definition = definition_for(case)
        _complete(case, definition, items)
        edges = _pin_days(case, definition, items)
        case.filed_at = a.now
        Case.objects.filter(pk=case.pk).update(
            filed_at=a.now, promised_days=case.promised_days, series_days=case.series_days
        )
        clocks = Clocks(case.duty, new=True)
        if case.bundle_version is not None:
            days = definition.limit.days
            clocks.start("joint", f"{days}wd" if days else allowances()["joint"], at=a.now)
        events = start_items(a, case, [item for item in items if item.state != ItemState.EXCLUDED], [clocks])
        move(case.duty, allowed={CaseState.DRAFT}, to=CaseState.OPEN)
        numbers = {item.code: item.duty.number for item in items if item.duty}
        event = a.draft(number, "filed", state=CaseState.OPEN, items=numbers, edges=edges, clocks=clocks.log)
        a.record_all([event, *events])
        readers = {item.duty.owner.user for item in items if item.duty and item.state == ItemState.FILED}
        tell_all(a, readers=readers, code="case_filed", subject=number, key=f"filed:{number}")
        return case


def definition_for(case: Case) -> Definition:
    """The pinned definition of a case; that of a single service has one item."""
    if case.bundle_version is not None:
        return definition_of(case.bundle_version)
    item = case.items.select_related("version__service__unit").get()
    return single(item.version)


def _for_whom(
    viewer: Viewer, applicant: User | None, company: Company | None, mandate: Mandate | None
) -> tuple[User | None, Company | None]:
    if viewer.is_investor and mandate is None:
        if company is not None and company.pk not in viewer.company_ids:
            raise Refused(_("您不是这家企业的成员，请先请企业的人邀请您。"))
        return viewer.user, company
    if mandate is not None:
        if mandate.agent_id != viewer.user_id:
            raise Refused(_("这份委托不是给您的。"))
        return mandate.person or applicant, mandate.company
    if not any(post.role == Post.Role.COUNTER for post in viewer.posts):
        raise Refused(_("没有申请人的委托，不能替他申报。请先登记授权委托书。"))
    return applicant, company


def _open(a: Act, lead: Unit, title: str) -> Case:
    owner = person_or_desk(lead, a.now, kind="case")
    duty = open_duty(
        a,
        kind="case",
        opened=a.now,
        title=title,
        owner=owner,
        at=owner.unit.territory,
        progress=CaseState.DRAFT,
        visibility=Visibility.INTERNAL,
    )
    return Case(duty=duty, begun_at=a.now)


def _items(case: Case) -> "QuerySet[Item]":
    return Item.objects.filter(case=case).select_related("version__service").order_by("pk")


def _draft_only(case: Case) -> None:
    if not case.is_draft:
        raise Refused(_("这件已经申报，问答和表单不能再改；缺的材料可以在办理中补交。"))


def _complete(case: Case, definition: Definition, items: list[Item]) -> None:
    lacking = [one.text for one in unanswered(definition, case.answers)]
    lacking += [one.label for one in missing_fields(definition, case.answers, case.form)]
    if lacking:
        raise Refused(_("还没有填：%(what)s。") % {"what": "、".join(lacking)})
    ready = [item for item in items if item.state == ItemState.READY]
    rows = ItemMaterial.objects.filter(item__in=ready, main=True, state__in=LACKING)
    names = sorted(set(rows.values_list("material__name", flat=True)))
    if names:
        raise Refused(_("还缺主要材料：%(what)s。") % {"what": "、".join(names)})
    if not ready:
        raise Refused(_("按现在的回答没有可以办理的事项，请核对问答。"))


def _pin_days(case: Case, definition: Definition, items: list[Item]) -> list[list[str]]:
    """Returns the edges as the ledger keeps them: from, to, kind, on refusal."""
    promises = {
        item.version.service.code: Promise(item.version.promised_days, item.version.handling == Handling.IMMEDIATE)
        for item in items
    }
    chosen, edges = included(definition, case.answers)
    days = nodes_of(definition, promises)[0]
    found = path([days[one.code] for one in chosen], edges)
    case.promised_days, case.series_days = found.promised_days, found.series_days
    return [[edge.producer, edge.dependant, edge.kind, edge.on_refusal] for edge in edges]
