"""Meetings at the desk: a row of the list, the live sheet, minutes on paper, the acts on one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.acts import Act, Data
from luodi.desk.forms import meetings as forms
from luodi.desk.forms.acts import ActForm
from luodi.desk.rows import DeskRow, own_strip, plain_row, url_of
from luodi.directory import reach
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ui.timewords import moment_words
from luodi.works.actions import meeting as acts
from luodi.works.models import Work
from luodi.works.open import MeetingDossier
from luodi.works.rules import MeetingState


def meeting_rows(duties: Iterable[Duty], counts: dict[int, int], *, viewer: Viewer, now: datetime) -> list[DeskRow]:
    return [_row(duty, counts.get(duty.pk, 0), viewer, now) for duty in duties]


def _row(duty: Duty, decisions: int, viewer: Viewer, now: datetime) -> DeskRow:
    meeting = duty.meeting
    parts = [str(meeting.get_kind_display()), moment_words(meeting.at, now), meeting.venue]
    if decisions:
        parts.append(_("议定 %(count)s 项") % {"count": decisions})
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(part for part in parts if part),
        tag=str(MeetingState(duty.progress).label),
        tag_tone="done" if duty.progress == MeetingState.ISSUED else "none" if duty.closed else "",
    )


def decision_rows(works: Iterable[Work], *, viewer: Viewer, now: datetime) -> list[DeskRow]:
    return [replace(plain_row(work.duty, viewer=viewer, now=now), gist=work.words) for work in works]


def people(viewer: Viewer, now: datetime) -> list[Post]:
    """Who may be given a decision: everybody who keeps works, by unit in administrative order."""
    held = reach.posts(viewer).held(now).exclude(role=Post.Role.OPERATOR)
    posts = [post for post in held if "work" in post.remit]
    return sorted(posts, key=lambda post: (post.unit.territory.code, post.unit.code, post.pk))


def _who(d: MeetingDossier, data: Data) -> dict[str, Any]:
    return {"viewer": d.viewer, "number": d.duty.number, "version": data["version"]}


def _end(d: MeetingDossier, data: Data) -> str:
    acts.end_meeting(words=data["words"], **_who(d, data))
    return _("会议已结束，请在两个工作日内印发纪要。")


def _write(d: MeetingDossier, data: Data) -> str:
    acts.write_minutes(words=data["words"], present=data["present"], **_who(d, data))
    return _("纪要已保存。")


def _issue(d: MeetingDossier, data: Data) -> str:
    acts.issue_minutes(**_who(d, data))
    return _("纪要已印发，议定事项的责任人都已收到通知。")


def _call_off(d: MeetingDossier, data: Data) -> str:
    acts.call_off(**_who(d, data))
    return _("会议已取消。")


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("end", "hold_meeting", lazy("结束会议"), "e", "check", forms.EndForm, _end,
            lambda d: d.duty.progress == MeetingState.PLANNED),
        Act("issuing", "hold_meeting", lazy_in("按钮", "印发纪要"), "s", "send", forms.NothingForm, _issue,
            lambda d: d.duty.progress == MeetingState.HELD, at_once=True),
        Act("text", "hold_meeting", lazy("写纪要"), "w", "page", forms.TextForm, _write,
            lambda d: d.duty.closed is None),
        Act("calling_off", "hold_meeting", lazy("取消会议"), "z", "close", forms.NothingForm, _call_off,
            lambda d: d.duty.progress == MeetingState.PLANNED and not d.decisions, at_once=True),
    )
}  # fmt: skip


def meeting_page(d: MeetingDossier, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the live sheet: `chosen` is the act whose `form` is open."""
    now, number, meeting = timezone.now(), d.duty.number, d.meeting
    if form is not None and not form.is_bound and chosen == "text":
        form.initial.update(words=meeting.words, present=meeting.present)
    offered = [act for act in ACTS.values() if act.is_offered(d)]
    return {
        "d": d,
        "meeting": meeting,
        "duty": d.duty,
        "here": reverse("desk:meeting", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "state": MeetingState(d.duty.progress).label,
        "decisions": decision_rows(d.decisions, viewer=d.viewer, now=now),
        "acts": [(act, reverse(f"desk:meeting_{act.name}", args=[number])) for act in offered],
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:meeting_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
        "stream": d.lines,
    }


def minutes_of(d: MeetingDossier) -> dict[str, Any]:
    """What the minutes say, on the page, on paper and in Word: label and words, then the decisions."""
    meeting, when = d.meeting, localtime(d.meeting.at)
    told = [
        (_("时间"), f"{when:%Y-%m-%d %H:%M}"),
        (_("地点"), meeting.venue),
        (_("主持"), str(meeting.chaired_by) if meeting.chaired_by else ""),
        (_("参会"), meeting.present),
    ]
    return {
        "title": d.duty.title,
        "number": d.duty.number,
        "unit": d.duty.unit.name,
        "told": [(label, words) for label, words in told if words],
        "paragraphs": [line.strip() for line in meeting.words.splitlines() if line.strip()],
        "decisions": [_decision(place, work) for place, work in enumerate(d.decisions, start=1)],
        "issued": localtime(meeting.issued_at).date() if meeting.issued_at else None,
    }


def _decision(place: int, work: Work) -> dict[str, Any]:
    ends = next((one.due for one in work.duty.deadlines.all() if one.kind == "goal"), None)
    return {
        "place": place,
        "title": work.duty.title,
        "owner": f"{work.duty.unit.name} {work.duty.owner.label}",
        "due": localtime(ends).date() if ends else None,
        "number": work.duty.number,
        "url": url_of(work.duty.number),
    }
