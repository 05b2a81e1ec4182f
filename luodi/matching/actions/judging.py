"""Verbs of matching: what an officer makes of an offer for his enquiry."""

from datetime import date

from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.reach import acting_post, ask, locked
from luodi.enquiries.models import Enquiry
from luodi.enquiries.rules import OPEN
from luodi.ledger.acts import Act, Refused, act
from luodi.matching.models import Judgement
from luodi.matching.rules import BECAUSE, Verdict
from luodi.supply.models import Offer

BY_HAND = frozenset({Verdict.FITS, Verdict.UNFIT, Verdict.VISITED, Verdict.SIGNED})


def judge(
    *,
    viewer: Viewer,
    number: str,
    offer_number: str,
    verdict: str,
    because: str = "",
    note: str = "",
    version: int | None = None,
) -> Judgement:
    """What an officer makes of an offer for his enquiry. Raises Refused without a reason why something is unfit.

    An introduction is a verb of its own, since it tells both sides (luodi.landing).
    """
    with act(viewer.code) as a:
        duty = locked(viewer, number, version=version)
        ask(viewer, "judge", duty)
        if duty.progress not in OPEN:
            raise Refused(_("这件申请已经结束，不用再判断了。"))
        if verdict not in BY_HAND:
            raise Refused(_("请选择一个判断。"))
        if verdict == Verdict.UNFIT and because not in BECAUSE:
            raise Refused(_("请选择不合适的原因，同事会看到。"))
        offer = Offer.objects.visible_to(viewer).get(duty__number=offer_number)
        enquiry = Enquiry.objects.get(duty=duty)
        return judge_step(
            a,
            enquiry,
            offer,
            verdict=verdict,
            post=acting_post(viewer, duty),
            because=because if verdict == Verdict.UNFIT else "",
            note=note,
        )


def judge_step(
    a: Act,
    enquiry: Enquiry,
    offer: Offer,
    *,
    verdict: str,
    post: Post,
    because: str = "",
    note: str = "",
    visit_on: date | None = None,
) -> Judgement:
    """Step: adds the judgement and its event on the enquiry, from which the watch goes on."""
    judgement = Judgement.objects.create(
        enquiry=enquiry,
        offer=offer,
        verdict=verdict,
        because=because,
        note=note.strip()[:200],
        visit_on=visit_on,
        post=post,
        judged_at=a.now,
    )
    a.record(
        enquiry.duty.number,
        "judged",
        offer=offer.duty.number,
        verdict=verdict,
        because=because,
        post=post.pk,
        visit_on=visit_on.isoformat() if visit_on else "",
    )
    return judgement
