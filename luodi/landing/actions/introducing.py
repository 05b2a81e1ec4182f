"""Bringing an enquiry and an offer together: introduce both sides, take the answer, date the visit, send a list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.accounts.models import User
from luodi.companies.models import Membership
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post, ask, locked, may
from luodi.duties.steps import move
from luodi.enquiries.actions.handling import follow_step, tell_investor
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.rules import OPEN
from luodi.enquiries.secrets import refuse_secrets
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.matching.actions.judging import judge_step
from luodi.matching.models import Introduction, Judgement, OfferList
from luodi.matching.rules import Verdict
from luodi.notices.actions import tell, tell_all
from luodi.supply.lines import line_of
from luodi.supply.models import Offer
from luodi.talk.models import Message
from luodi.talk.steps import say

LONGEST_LIST = 20


def introduce(*, viewer: Viewer, number: str, offer_number: str, said: str, version: int | None = None) -> Introduction:
    """Tells both sides of one another: the investor in the conversation, the offer's side by `said` alone.

    The offer's side does not read the enquiry. Raises Refused when the offer is gone or was introduced before.
    """
    with act(viewer.code) as a:
        duty = _open(viewer, number, version)
        offer = _available(viewer, offer_number, a)
        if not said.strip():
            raise Refused(_("请写一句给对方的介绍：投资人做什么、要什么。"))
        refuse_secrets(duty, said)
        if Introduction.objects.filter(enquiry=duty.pk, offer=offer).exclude(answer=Introduction.Answer.NO).exists():
            raise Refused(_("这两边已经引荐过了，请在对话里看答复。"))
        post = acting_post(viewer, duty)
        enquiry = Enquiry.objects.select_related("duty__unit").get(duty=duty)
        made = Introduction.objects.create(
            enquiry=enquiry, offer=offer, said=said.strip()[:400], post=post, introduced_at=a.now
        )
        judge_step(a, enquiry, offer, verdict=Verdict.INTRODUCED, post=post)
        a.record(offer.duty.number, "introduced", enquiry=number, introduction=made.pk)
        _tell_side(a, offer, "introduced", key=f"introduced:{made.pk}")
        words = {"title": offer.duty.title, "unit": offer.duty.unit.name}
        _say_to_investor(a, enquiry, viewer, lazy("为您引荐：%(title)s（%(unit)s）。对方的答复会出现在这里。"), words)
        return made


def answer_introduction(*, viewer: Viewer, introduction: int, answer: str, body: str = "") -> Introduction:
    """The offer's side says yes or no; its words come into the conversation of the enquiry.

    Whoever answers for the offer may: its officers, or members of the company whose offer it is.
    Raises Introduction.DoesNotExist for anybody else, Stale when it was answered before.
    """
    with act(viewer.code) as a:
        made = Introduction.objects.select_related("offer__duty__owner__unit", "enquiry__duty").get(pk=introduction)
        if not answers_for(viewer, made.offer):
            raise Introduction.DoesNotExist
        # The answer is written into a conversation that this side does not read.
        duty = locked(Viewer.system("introduction"), made.enquiry.duty.number)
        if answer not in (Introduction.Answer.YES, Introduction.Answer.NO):
            raise Refused(_("请选择愿意谈或暂不考虑。"))
        done = Introduction.objects.filter(pk=made.pk, answer=Introduction.Answer.NONE).update(
            answer=answer, answered_by=viewer.user, answered_at=a.now
        )
        if not done:
            raise Stale(_("这次引荐已经有人答复了。"), subject=made.offer.duty.number)
        assert viewer.user is not None
        offer = made.offer
        with translation.override(_language_of(made.enquiry)):
            words = {"title": offer.duty.title, "answer": Introduction.Answer(answer).label, "body": body.strip()}
            told = _("%(title)s：%(answer)s。%(body)s") % words
        say(
            a,
            duty,
            side=Message.Side.PARTNER,
            author=viewer.user,
            body=told,
            post=viewer.post_in(offer.duty.unit_id) if viewer.is_staff else None,
        )
        a.record(offer.duty.number, "introduction_answered", introduction=made.pk, answer=answer)
        key = f"introduction_answered:{made.pk}"
        tell(a, reader=duty.owner.user, code="introduction_answered", subject=duty.number, key=key)
        tell_investor(a, duty, "message", key=key)
        made.refresh_from_db()
        return made


def answers_for(viewer: Viewer, offer: Offer) -> bool:
    if viewer.is_investor:
        return offer.company_id is not None and offer.company_id in viewer.company_ids
    return may(viewer, "introduce", offer.duty)


def date_visit(*, viewer: Viewer, number: str, offer_number: str, on: date, version: int | None = None) -> Duty:
    """A visit to the site on a day: told to both sides, and the next step of an enquiry that is followed."""
    with act(viewer.code) as a:
        duty = _open(viewer, number, version)
        offer = Offer.objects.visible_to(viewer).select_related("duty__owner__user").get(duty__number=offer_number)
        if on < a.now.date():
            raise Refused(_("看场地的日期已经过去了，请选今天或以后的日期。"))
        enquiry = Enquiry.objects.select_related("duty__unit").get(duty=duty)
        judge_step(a, enquiry, offer, verdict=Verdict.INTRODUCED, post=acting_post(viewer, duty), visit_on=on)
        words = {"title": offer.duty.title, "day": date_format(on, "Y-m-d")}
        if duty.progress == State.ENGAGED:
            clocks = Clocks(duty)
            follow_step(a, duty, clocks, step=_("看场地：%(title)s") % words, on=on)
            clocks.settle()
            move(duty, allowed={State.ENGAGED})
        _tell_side(a, offer, "visit_dated", key=f"visit_dated:{duty.pk}:{offer.pk}:{on}")
        _say_to_investor(a, enquiry, viewer, lazy("约定 %(day)s 看场地：%(title)s。"), words)
        return duty


def send_list(
    *, viewer: Viewer, number: str, offer_numbers: Sequence[str], note: str = "", version: int | None = None
) -> OfferList:
    """Sends the investor a list of sites as they are now; the only way in which matches reach him."""
    with act(viewer.code) as a:
        duty = _open(viewer, number, version)
        wanted = list(dict.fromkeys(offer_numbers))
        if not wanted or len(wanted) > LONGEST_LIST:
            raise Refused(_("请勾选 1 到 %(most)d 处资源。") % {"most": LONGEST_LIST})
        offers = _all_available(viewer, wanted, a)
        enquiry = Enquiry.objects.select_related("duty__unit").get(duty=duty)
        sent = OfferList.objects.create(
            enquiry=enquiry,
            lines=[line_of(offer) for offer in offers],
            note=note.strip()[:400],
            post=acting_post(viewer, duty),
            sent_at=a.now,
        )
        judged = set(Judgement.objects.filter(enquiry=enquiry).values_list("offer", flat=True))
        for unjudged in (offer for offer in offers if offer.pk not in judged):
            judge_step(a, enquiry, unjudged, verdict=Verdict.FITS, post=sent.post)
        a.record(number, "list_sent", list=sent.pk, offers=wanted, post=sent.post_id)
        words = {"count": len(offers)}
        _say_to_investor(a, enquiry, viewer, lazy("给您整理了一份资源单，共 %(count)d 处，见本页“资源单”。"), words)
        return sent


def _open(viewer: Viewer, number: str, version: int | None) -> Duty:
    duty = locked(viewer, number, version=version)
    ask(viewer, "introduce", duty)
    if duty.progress not in OPEN:
        raise Refused(_("这件申请已经结束，不能再引荐。"))
    return duty


def _available(viewer: Viewer, offer_number: str, a: Act) -> Offer:
    return _all_available(viewer, [offer_number], a)[0]


def _all_available(viewer: Viewer, numbers: Iterable[str], a: Act) -> list[Offer]:
    """In the order given. Raises Offer.DoesNotExist for one out of scope, Refused when one is gone."""
    found = {
        offer.duty.number: offer
        for offer in Offer.objects.visible_to(viewer)
        .filter(duty__number__in=list(numbers))
        .select_related("duty__owner__user", "duty__unit", "duty__district", "duty__place", "company")
    }
    offers = []
    for number in numbers:
        if number not in found:
            raise Offer.DoesNotExist
        if not found[number].is_available(a.now):
            raise Refused(_("“%(title)s”已经不在可供之列，请换一处。") % {"title": found[number].duty.title})
        offers.append(found[number])
    return offers


def _tell_side(a: Act, offer: Offer, code: str, *, key: str) -> None:
    """Whoever answers for the offer: its officer and, where it is a company's, the company's people."""
    members = Membership.objects.open().filter(company=offer.company_id).select_related("user")
    readers: list[User] = [offer.duty.owner.user, *(member.user for member in members if offer.company_id)]
    tell_all(a, readers=readers, code=code, subject=offer.duty.number, key=key)


def _say_to_investor(a: Act, enquiry: Enquiry, viewer: Viewer, said: object, words: Mapping[str, object]) -> None:
    """`said` is translated when it is known whose language it has to be."""
    duty = enquiry.duty
    assert viewer.user is not None
    with translation.override(_language_of(enquiry)):
        body = str(said) % words
    message = say(a, duty, side=Message.Side.OFFICER, author=viewer.user, body=body, post=acting_post(viewer, duty))
    tell_investor(a, duty, "message", key=f"message:{message.pk}")


def _language_of(enquiry: Enquiry) -> str:
    """The investor's: that of his letter, for he is written to as he wrote."""
    return "en" if enquiry.language == Enquiry.Language.ENGLISH else "zh-hans"
