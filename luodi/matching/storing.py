"""From what the engine finds to rows with reasons, and who is told of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from luodi.duties.models import Link
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.rules import OPEN
from luodi.matching.engine.engine import Engine
from luodi.matching.engine.facts import Asked
from luodi.matching.engine.reasons import Fit, Misfit, Reason
from luodi.matching.models import Followed, Judgement, Match
from luodi.matching.reads import ASKED_ABOUT
from luodi.matching.rules import (
    ABOUT_THE_OFFER,
    ELSEWHERE,
    GOOD_PLACE,
    IN_PLACE,
    KEPT,
    LEAST,
    NEXT_TO_IT,
    ON_THE_LIST,
    WEAK,
    Judged,
    Verdict,
    weighed,
)
from luodi.matching.sides import BESIDE_OFFER, offered_of
from luodi.notices.actions import Telling, tell_many
from luodi.supply.models import Offer
from luodi.supply.rules import KINDS

WIDE = 3 * KEPT  # asked of the engine, because some of them cannot be had any more


def store_matches(enquiry: Enquiry, asked: Asked, engine: Engine, now: datetime) -> int:
    """Rewrites the matches of one enquiry and tells its owner of a good new one; returns how many there are."""
    about = _asked_about(enquiry)
    fits = {fit.key: fit for fit in engine.fits(asked, WIDE)}
    for key, offer in about.items():
        fits[key] = _with_reason(_judged_apart(engine, offer, asked, fits.get(key)), Reason(ASKED_ABOUT))  # type: ignore[arg-type]
    there = {offer.pk: offer for offer in _available(fits, now)}
    scored = _scored(enquiry, [fit for key, fit in fits.items() if key in there and _says_why(fit)], there)
    worth = [one for one in scored if one.key in about or _is_worth_a_look(one)]
    best = sorted(worth, key=lambda one: (one.key not in about, -one.score))[:KEPT]
    with transaction.atomic():
        list(Followed.objects.select_for_update().filter(pk=1))  # two machines write one after the other
        before = dict(Match.objects.filter(enquiry=enquiry).values_list("offer_id", "found_at"))
        Match.objects.filter(enquiry=enquiry).delete()
        rows = [_row(enquiry, fit, place, before.get(fit.key, now)) for place, fit in enumerate(best, 1)]
        Match.objects.bulk_create(rows)
        if before:
            _tell_new(enquiry, rows, before.keys(), now)
    return len(rows)


def _says_why(fit: Fit) -> bool:
    return any(one.code not in WEAK for one in fit.reasons)


def _is_worth_a_look(fit: Fit) -> bool:
    """Of the kind that was asked for with nothing against it, or near enough in what is meant."""
    return fit.score >= LEAST or (not fit.misfits and any(one.code == "kind" for one in fit.reasons))


def _row(enquiry: Enquiry, fit: Fit, place: int, found_at: datetime) -> Match:
    return Match(
        enquiry=enquiry,
        offer_id=fit.key,
        place=place,
        score=fit.score,
        reasons=[[one.code, dict(one.values)] for one in fit.reasons],
        misfits=[[one.code, dict(one.values)] for one in fit.misfits],
        found_at=found_at,
    )


def _available(keys: Iterable[int], now: datetime) -> Iterable[Offer]:
    return Offer.objects.available(now).filter(pk__in=list(keys)).select_related("duty")


def _asked_about(enquiry: Enquiry) -> dict[int, Offer]:
    """Offers that the investor himself asked about."""
    targets = Link.objects.filter(source=enquiry.duty_id, kind=Link.Kind.ABOUT).values("target_id")
    return {one.pk: one for one in Offer.objects.filter(pk__in=targets).select_related("duty", *BESIDE_OFFER)}


def _judged_apart(engine: Engine, offer: Offer, asked: Asked, found: Fit | None) -> Fit:
    """What an offer has to say for itself although it is not among the best."""
    if found is not None:
        return found
    fits = engine.askers(offered_of(offer), [(offer.pk, asked)], 1)
    return fits[0] if fits else Fit(offer.pk, 0.0)


def _with_reason(fit: Fit, reason: Reason) -> Fit:
    return Fit(fit.key, fit.score, (reason, *fit.reasons), fit.misfits)


def _scored(enquiry: Enquiry, fits: Sequence[Fit], offers: dict[int, Offer]) -> list[Fit]:
    """With the judgements of officers, and with the companies of the same activity that landed in the same place."""
    judged = _judged(enquiry, offers)
    landed = _landed(enquiry)
    scored = []
    for fit in fits:
        share, place = _wished(enquiry, offers[fit.key])
        score = weighed(fit.score * share, judged.get(fit.key, Judged()))
        reasons, misfits = fit.reasons, fit.misfits
        if isinstance(place, Reason) and all(one.code != place.code for one in reasons):
            reasons = (*reasons, place)
        if isinstance(place, Misfit) and all(one.code != place.code for one in misfits):
            misfits = (*misfits, place)
        duty = offers[fit.key].duty
        if near := landed[duty.place_id or duty.district_id]:
            reasons = (*reasons, Reason("neighbour", {"firms": near}))
        scored.append(Fit(fit.key, score, reasons, misfits))
    return scored


def _wished(enquiry: Enquiry, offer: Offer) -> tuple[float, Reason | Misfit | None]:
    """What the place chosen in the form does to the score of a site, and how that is said."""
    wish, duty = enquiry.wish, offer.duty
    if wish is None or not KINDS[offer.kind].is_site or duty.district_id is None:
        return 1.0, None
    if wish.pk in (duty.place_id, duty.district_id):
        return IN_PLACE, Reason("in_place", {"place": wish.name})
    if wish.parent_id == duty.district_id:
        return NEXT_TO_IT, None
    return ELSEWHERE, Misfit("elsewhere", {"places": wish.name})


def _judged(enquiry: Enquiry, offers: dict[int, Offer]) -> dict[int, Judged]:
    """Judgements of other enquiries of the same division, counted by offer; doubts count until it is confirmed."""
    rows = Judgement.objects.filter(offer__in=offers)
    same = Q(enquiry__industry=enquiry.industry) & ~Q(enquiry__industry="") & ~Q(enquiry=enquiry)
    counts = rows.values("offer").annotate(
        good=Count("enquiry", filter=same & Q(verdict__in=ON_THE_LIST), distinct=True),
        bad=Count("enquiry", filter=same & Q(verdict=Verdict.UNFIT), distinct=True),
    )
    doubts = rows.filter(because__in=ABOUT_THE_OFFER).values_list("offer", "judged_at")
    doubted = {key for key, at in doubts if at > offers[key].confirmed_at}
    return {row["offer"]: Judged(row["good"], row["bad"], row["offer"] in doubted) for row in counts}


def _landed(enquiry: Enquiry) -> Counter[int | None]:
    """How many of the same division landed in each place, or in each district where the place is not known."""
    if not enquiry.industry:
        return Counter()
    rows = Enquiry.objects.filter(industry=enquiry.industry, duty__progress=State.CONVERTED).exclude(pk=enquiry.pk)
    places = rows.values_list("duty__place", "duty__district")
    return Counter(place or district for place, district in places)


def _tell_new(enquiry: Enquiry, rows: Sequence[Match], before: Iterable[int], now: datetime) -> None:
    """The owner is told of what is new and good; of the first matches he learns on the page."""
    known = set(before)
    fresh = [row for row in rows[:GOOD_PLACE] if row.offer_id not in known and not row.misfits]
    duty = enquiry.duty
    if fresh and duty.progress in OPEN:
        key = f"matched:{duty.pk}:{fresh[0].offer_id}"
        tell_many(now, [Telling((duty.owner.user,), "matched", duty.number, key, {})])


def tell_gone(offer: Offer, now: datetime) -> int:
    """Owners of open enquiries that have this offer on their list; returns how many are told."""
    listed = Judgement.objects.filter(offer=offer, enquiry__duty__progress__in=OPEN).order_by("id")
    last = {one.enquiry_id: one for one in listed.select_related("enquiry__duty__owner__user")}
    duties = [one.enquiry.duty for one in last.values() if one.verdict in ON_THE_LIST]
    tell_many(
        now,
        [
            Telling(
                (duty.owner.user,),
                "offer_gone",
                duty.number,
                f"offer_gone:{duty.pk}:{offer.duty.pk}:{offer.duty.version}",
                {},
            )
            for duty in duties
        ],
    )
    return len(duties)
