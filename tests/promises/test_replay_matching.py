"""The ledger alone tells how enquiries were brought together with offers."""

from collections.abc import Iterable

import time_machine

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.landing.actions.introducing import answer_introduction, date_visit, introduce
from luodi.ledger.models import Event
from luodi.matching.actions.judging import judge
from luodi.matching.models import Introduction, Judgement
from tests.cast import Cast, local

Pair = tuple[str, str]  # numbers of an enquiry and of an offer


def judged_then(numbers: Iterable[str]) -> list[tuple[str, str, str, str, int, str]]:
    told = Event.objects.filter(subject__in=numbers, code="judged").order_by("id")
    columns = ("offer", "verdict", "because", "post", "visit_on")
    return [(event.subject, *(event.facts[column] for column in columns)) for event in told]


def introduced_then() -> dict[int, tuple[Pair, str]]:
    told: dict[int, tuple[Pair, str]] = {}
    for event in Event.objects.filter(code__in=("introduced", "introduction_answered")).order_by("id"):
        facts, key = event.facts, event.facts["introduction"]
        told[key] = (told[key][0], facts["answer"]) if key in told else ((facts["enquiry"], event.subject), "")
    return told


@time_machine.travel(local(2021, 1, 4, 10, 0))
def test_replaying_the_ledger_rebuilds_judgements_and_introductions(cast: Cast) -> None:
    typed = Typed("负责人", cast.investor.phone, "sms", "想租屋顶", wish=cast.zone, agreed=cast.consent)
    duty = submit(viewer=Viewer.of(cast.investor), typed=typed).duty
    by = {"viewer": Viewer.of(duty.owner.user), "number": duty.number}
    roof, other, third = (cast.offer("roof", title).duty.number for title in ("一号屋顶", "二号屋顶", "三号屋顶"))
    made = introduce(**by, offer_number=roof, said="光伏企业，想租屋顶")
    answer_introduction(viewer=Viewer.of(cast.zone_officer), introduction=made.pk, answer="yes", body="可以来看")
    date_visit(**by, offer_number=roof, on=local(2021, 1, 6).date())
    judge(**by, offer_number=other, verdict="unfit", because="too_dear", note="太贵")
    judge(**by, offer_number=other, verdict="fits")
    introduce(**by, offer_number=third, said="光伏企业，想租屋顶")

    rows = Judgement.objects.order_by("id").select_related("enquiry__duty", "offer__duty")
    assert judged_then([duty.number]) == [
        (
            one.enquiry.duty.number,
            one.offer.duty.number,
            one.verdict,
            one.because,
            one.post_id,
            one.visit_on.isoformat() if one.visit_on else "",
        )
        for one in rows
    ]
    kept = Introduction.objects.select_related("enquiry__duty", "offer__duty")
    assert introduced_then() == {one.pk: ((one.enquiry.duty.number, one.offer.duty.number), one.answer) for one in kept}
    assert [answer for _pair, answer in introduced_then().values()] == ["yes", ""]
