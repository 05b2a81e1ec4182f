"""Puts one enquiry together for its investor: who has it, how far, what was said, and what he can do now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from luodi.directory.middleware import ViewedRequest
from luodi.directory.viewer import Viewer
from luodi.duties.papers import papers
from luodi.duties.strips import strip_of
from luodi.enquiries import reads
from luodi.enquiries.fact_forms import FactForm
from luodi.enquiries.facts.table import Field, next_question
from luodi.enquiries.known import facts_of, known_of
from luodi.enquiries.models import Enquiry, Fact, State
from luodi.enquiries.promise import promise_words
from luodi.enquiries.rules import OPEN, RATEABLE, UNCONTACTED
from luodi.enquiries.story import Line, in_order, story
from luodi.landing.following import project_of
from luodi.matching.reads import lists_of
from luodi.portal.forms import ColleagueForm, MessageForm, PaperForm, RatingForm
from luodi.ratings.models import Rating
from luodi.talk.models import Contact, Message
from luodi.text import title_from
from luodi.ui.parts import MatterRow, Said
from luodi.ui.timewords import day_words, moment_words

ASKED_FOR = timedelta(days=15)  # five working days, a week of holidays between them


@dataclass(frozen=True)
class Way:
    """What this reader may do on this page now."""

    write: bool
    own: bool  # withdraw, invite: the investor's alone
    rate: bool

    @property
    def withdraw(self) -> bool:
        return self.own and self.write


def row_of(enquiry: Enquiry, viewer: Viewer, url: str, now: datetime) -> MatterRow:
    return MatterRow(
        title=enquiry.duty.title if not enquiry.alias else title_of(enquiry),
        url=url,
        number=enquiry.duty.number,
        tag=enquiry.state_label,
        strip=strip_of(enquiry.duty, viewer=viewer, now=now),
    )


def title_of(enquiry: Enquiry) -> str:
    """His own words; the alias is what others read."""
    return title_from(enquiry.sentence, 60)


def live_part(request: ViewedRequest, enquiry: Enquiry, now: datetime) -> dict[str, Any]:
    """The part that refreshes itself: standing, strip, questions, conversation."""
    duty, viewer = enquiry.duty, request.viewer
    lines = story(enquiry, viewer=viewer)
    happened = {line.code for line in lines}
    return {
        "enquiry": enquiry,
        "duty": duty,
        "title": title_of(enquiry),
        "standing": standing_words(enquiry, now),
        "strip": strip_of(duty, viewer=viewer, now=now),
        "contacts": [line.contact for line in lines if line.contact and asks(line, now)],
        "denied": "contact_denied" in happened,
        "thread": thread_of(lines, list(reads.said_to_investor(duty)), viewer, now),
        "happened": happened,
        "mark": mark_of(enquiry, now),
    }


def whole_page(request: ViewedRequest, enquiry: Enquiry, now: datetime, forms: dict[str, Any]) -> dict[str, Any]:
    duty, live = enquiry.duty, live_part(request, enquiry, now)
    happened, facts = live["happened"], facts_of(enquiry)
    ratings = list(reads.ratings_of(duty)) if "rated" in happened else []
    return {
        **live,
        "way": way_of(enquiry, request.viewer, ratings),
        "facts": [fact for fact in facts if not fact.row.personal],
        "question": question_of(enquiry, facts),
        "lists": lists_of(enquiry) if "list_sent" in happened else [],
        "papers": list(papers(duty)) if "attached" in happened else [],
        "colleagues": list(reads.colleagues_of(duty)) if "invited" in happened else [],
        "readers": reads.readers_of(duty) if duty.is_restricted else [],
        "ratings": ratings,
        "message_form": MessageForm(),
        "paper_form": PaperForm(),
        "colleague_form": ColleagueForm(),
        "rating_form": RatingForm(),
        **forms,
    }


def question_of(enquiry: Enquiry, facts: list[Fact]) -> FactForm | None:
    """The one that is most needed and was not put off; none once the matter has ended."""
    if enquiry.state not in OPEN:
        return None
    row = next_question(known_of(enquiry, facts), enquiry.put_off)
    return question_form(row) if row else None


def question_form(row: Field, data: Any = None) -> FactForm:
    return FactForm(data, row=row, label=row.question, help_text=row.why, required=True, initial={"seen": ""})


def way_of(enquiry: Enquiry, viewer: Viewer, ratings: list[Rating]) -> Way:
    own = enquiry.investor_id == viewer.user_id
    state = enquiry.state
    rated = any(rating.handling == state for rating in ratings)
    return Way(write=state in OPEN, own=own, rate=own and state in RATEABLE and not rated)


def mark_of(enquiry: Enquiry, now: datetime) -> str:
    """Changes when something happened, and once a minute because time runs."""
    return f"{enquiry.last_event}.{int(now.timestamp()) // 60}"  # type: ignore[attr-defined]


def news_since(seen: str, live: dict[str, Any]) -> str:
    """The newest sentence when something happened since the page was drawn, for those who listen to it."""
    event = seen.partition(".")[0]
    if event == str(live["enquiry"].last_event) or not live["thread"]:
        return ""
    return live["thread"][-1].text


def asks(line: Line, now: datetime) -> bool:
    """A talk was logged that he has neither confirmed nor denied; letters on the page need no confirmation."""
    contact = line.contact
    if line.code != "contacted" or contact is None or contact.channel == Contact.Channel.PAGE:
        return False
    return not (contact.confirmed_at or contact.denied_at) and now - contact.recorded_at < ASKED_FOR


def thread_of(lines: list[Line], said: list[Message], viewer: Viewer, now: datetime) -> list[Said]:
    """What happened and what was said, in the order of time."""
    passed = [(in_order(line.at, line.recorded_at), Said("passed", _happened(line, now), line.at)) for line in lines]
    letters = [(in_order(message.said_at, message.said_at), _said(message, viewer)) for message in said]
    return [row for _place, row in sorted([*passed, *letters], key=lambda placed: placed[0])]


def _happened(line: Line, now: datetime) -> str:
    words = f"{line.sentence}：{line.detail}" if line.detail else line.sentence
    if line.keyed_in_later:
        words += _("（%(moment)s 登记）") % {"moment": moment_words(line.recorded_at, now)}
    return words


def _said(message: Message, viewer: Viewer) -> Said:
    if message.author_id == viewer.user_id:
        return Said("mine", message.body, message.said_at)
    if message.side == Message.Side.INVESTOR:
        return Said("said", message.body, message.said_at, _("同事 %(name)s") % {"name": message.author.name})
    post = message.post
    introduced = _("引荐方") if message.side == Message.Side.PARTNER else ""
    return Said("said", message.body, message.said_at, f"{post.unit.name} {post.label}" if post else introduced)


def standing_words(enquiry: Enquiry, now: datetime) -> str:
    """Where it stands and what comes next, in one sentence."""
    duty = enquiry.duty
    if enquiry.state in UNCONTACTED:
        return promise_words(duty, now)
    if enquiry.state == State.CONVERTED and (project := project_of(duty)):
        answering = {"unit": project.duty.unit.name, "line": project.duty.owner.line}
        told = {"number": project.number, "stage": project.get_stage_display(), **answering}
        return _("已转为项目 %(number)s，现在到“%(stage)s”，由%(unit)s负责，电话 %(line)s。") % told
    said = {"unit": duty.unit.name, "step": enquiry.next_step, "day": ""}
    if enquiry.next_step_on:
        noon = localtime(now).replace(
            year=enquiry.next_step_on.year, month=enquiry.next_step_on.month, day=enquiry.next_step_on.day
        )
        said["day"] = day_words(noon, now)
    return STANDING[State(enquiry.state)]() % said


STANDING = {
    State.DRAFT: lambda: _("已经收下，等您输入验证码。"),
    State.CONTACTED: lambda: _("已经与您联系上，%(unit)s正在研判能不能办、由谁办。"),
    State.ENGAGED: lambda: _("%(unit)s正在跟进。下一步：%(step)s，%(day)s。"),
    State.NURTURE: lambda: _("条件还不成熟，%(unit)s会在%(day)s再与您联系；您随时可以写信让它重新开始。"),
    State.CLOSED: lambda: _("已经办结，答复在下面。"),
    State.MERGED: lambda: _("与您的另一件申请合并办理，经过都保留。"),
    State.CONVERTED: lambda: _("已转为在谈项目，%(unit)s继续负责。"),
    State.WITHDRAWN: lambda: _("您已撤回，所有期限停止。想重新开始，请再提交一件。"),
    State.DORMANT: lambda: _("几次没有联系上您，先放一放。您写一句话，它就重新开始。"),
}
