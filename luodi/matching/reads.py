"""What pages read of matches, judgements and precedents; both sides are reached through the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, IntegerField, Prefetch, Value, When

from luodi.directory.viewer import Viewer
from luodi.enquiries.models import Claim, Enquiry, State
from luodi.enquiries.rules import OPEN
from luodi.matching.models import Introduction, Judgement, Match, OfferList
from luodi.matching.rules import PRECEDENTS, STANDING, Verdict, place_of
from luodi.supply.models import Offer

BESIDE_OFFER = ("duty__owner__user", "duty__owner__unit", "duty__unit", "duty__district", "duty__place", "company")
BESIDE_ENQUIRY = ("duty__owner__user", "duty__owner__unit", "duty__unit", "wish")
ASKED_ABOUT = "asked_about"
ASKING_PLACE = 10  # beyond it an enquiry has better offers than this one
LANDED = (State.CONVERTED, State.ENGAGED, State.CONTACTED)


@dataclass(frozen=True)
class Found:
    """One offer beside an enquiry, or one enquiry beside an offer; `match` is None for what only officers chose."""

    offer: Offer
    enquiry: Enquiry
    match: Match | None = None
    judgement: Judgement | None = None
    available: bool = True
    reasons: list = field(default_factory=list)
    misfits: list = field(default_factory=list)

    @property
    def verdict(self) -> str:
        return self.judgement.verdict if self.judgement else ""

    @property
    def asked_about(self) -> bool:
        return any(code == ASKED_ABOUT for code, _facts in self.reasons)

    @property
    def is_unfit(self) -> bool:
        return self.verdict == Verdict.UNFIT


def offers_for(viewer: Viewer, enquiry: Enquiry, now: datetime) -> list[Found]:
    """Two queries: live matches, and judgements, which also keep what is gone meanwhile on the list."""
    beside = [f"offer__{name}" for name in BESIDE_OFFER]
    live = Match.objects.visible_to(viewer).live(now).filter(enquiry=enquiry).select_related("offer", *beside)
    matches = {match.offer_id: match for match in live}
    seen = Judgement.objects.filter(enquiry=enquiry, offer__in=Offer.objects.visible_to(viewer))
    judged = {one.offer_id: one for one in seen.select_related("offer", "post__unit", *beside).order_by("id")}
    found = [
        Found(
            (matches[pk] if pk in matches else judged[pk]).offer,
            enquiry,
            matches.get(pk),
            judged.get(pk),
            available=pk in matches or judged[pk].offer.is_available(now),
            reasons=matches[pk].reasons if pk in matches else [],
            misfits=matches[pk].misfits if pk in matches else [],
        )
        for pk in {**matches, **judged}
    ]
    last = len(found) + max((match.place for match in matches.values()), default=0)
    return sorted(found, key=lambda one: place_of(one.verdict, one.asked_about, one.match.place if one.match else last))


def offers_wanted(viewer: Viewer, numbers: Sequence[str]) -> list[Offer]:
    """In the order given, whatever their state. Raises Offer.DoesNotExist when one is out of scope."""
    rows = Offer.objects.visible_to(viewer).filter(duty__number__in=numbers)
    found = {offer.duty.number: offer for offer in rows.select_related(*BESIDE_OFFER)}
    if missing := [number for number in numbers if number not in found]:
        raise Offer.DoesNotExist(missing)
    return [found[number] for number in dict.fromkeys(numbers)]


def enquiries_for(viewer: Viewer, offer: Offer, limit: int) -> list[Found]:
    """Open enquiries that this offer may fit, best place first; three queries, rows ready for a strip."""
    beside = [f"enquiry__{name}" for name in BESIDE_ENQUIRY]
    rows = Match.objects.visible_to(viewer).filter(
        offer=offer, place__lte=ASKING_PLACE, enquiry__duty__progress__in=OPEN
    )
    rows = rows.select_related("enquiry", *beside).prefetch_related("enquiry__duty__deadlines")
    matches = list(rows.order_by("place", "-found_at")[:limit])
    judged = Judgement.objects.filter(offer=offer, enquiry__in=[match.enquiry_id for match in matches])
    last = {one.enquiry_id: one for one in judged.select_related("post__unit").order_by("id")}
    found = [
        Found(offer, match.enquiry, match, last.get(match.enquiry_id), reasons=match.reasons, misfits=match.misfits)
        for match in matches
    ]
    return sorted(found, key=lambda one: STANDING[one.verdict])


@dataclass(frozen=True)
class Precedent:
    """A company of the same activity that is here or in talks; `brought_by` is the post that talked first."""

    enquiry: Enquiry
    firm: str
    brought_by: str
    landed: bool


def precedents(viewer: Viewer, enquiry: Enquiry) -> list[Precedent]:
    """Two queries. What a viewer may not see is not among them; a kept-back company shows its alias."""
    if not enquiry.industry:
        return []
    first = Prefetch("duty__claims", Claim.objects.select_related("post__unit").order_by("claimed_at", "id"))
    same = Enquiry.objects.visible_to(viewer).filter(industry=enquiry.industry, duty__progress__in=LANDED)
    order = Case(
        *(When(duty__progress=state, then=Value(place)) for place, state in enumerate(LANDED)),
        output_field=IntegerField(),
    )
    rows = same.exclude(pk=enquiry.pk).select_related(*BESIDE_ENQUIRY).prefetch_related(first)
    return [_precedent(one) for one in rows.order_by(order, "-submitted")[:PRECEDENTS]]


def _precedent(enquiry: Enquiry) -> Precedent:
    claims = list(enquiry.duty.claims.all())
    post = claims[0].post if claims else enquiry.duty.owner
    return Precedent(
        enquiry,
        enquiry.shown_firm or enquiry.duty.title,
        f"{post.unit.name} {post.label}",
        landed=enquiry.state == State.CONVERTED,
    )


def introductions_of(enquiry: Enquiry) -> list[Introduction]:
    found = Introduction.objects.filter(enquiry=enquiry).select_related("offer__duty", "offer__company", "post__unit")
    return list(found)


def list_sent(viewer: Viewer, number: str, token: object) -> OfferList:
    """Raises OfferList.DoesNotExist outside the viewer's scope."""
    seen = Enquiry.objects.visible_to(viewer).filter(duty__number=number)
    return OfferList.objects.select_related("enquiry__duty", "post__unit", "post__user").get(
        enquiry__in=seen, token=token
    )


def lists_of(enquiry: Enquiry) -> list[OfferList]:
    return list(OfferList.objects.filter(enquiry=enquiry).select_related("post__unit"))
