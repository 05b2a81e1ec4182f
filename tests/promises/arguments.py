"""The variable parts of the addresses: each names something that belongs to the matter of the scene, or near it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from luodi.accounts.models import Consent
from luodi.approvals.actions.mandating import grant
from luodi.approvals.licences.drawing import draw_licences
from luodi.approvals.licences.numbers import new_number, region_of
from luodi.approvals.models import Licence, LicenceKind, Proposal, Service, ServiceVersion
from luodi.companies.models import Company
from luodi.directory.models import Absence, OfficeHours, Roster
from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.attaching import attach
from luodi.enquiries.models import Claim, ImportBatch, RoutingRule, SavedFilter
from luodi.landing.actions.handovers import escalate_unanswered, hand_over
from luodi.landing.actions.introducing import introduce, send_list
from luodi.matching.models import Need
from luodi.matching.needs import seed_needs
from luodi.notices.models import Notice
from luodi.supply.actions.describing import describe
from luodi.supply.actions.picturing import add_photo, draw_photos
from luodi.supply.models import Offer, OfferSheet
from luodi.talk.models import Contact, ReplyTemplate
from tests.cast import picture
from tests.promises.bundle_parts import PARTS as BUNDLE_PARTS
from tests.promises.case_parts import PARTS as CASE_PARTS
from tests.promises.catalogue_parts import PARTS as CATALOGUE_PARTS
from tests.promises.desk_case_parts import PARTS as DESK_CASE_PARTS
from tests.promises.desk_case_parts import at_window
from tests.promises.edition_parts import PARTS as EDITION_PARTS
from tests.promises.project_parts import PARTS as PROJECT_PARTS
from tests.promises.project_parts import a_project
from tests.promises.scene import Scene
from tests.promises.work_parts import PARTS as WORK_PARTS

Part = Callable[[Scene], Any]
SMALLEST_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def part(route: str, name: str, scene: Scene) -> Any:
    """What stands for `name` in this address: the address's own rule, else its app's, else the common one."""
    app = route.partition(":")[0]
    rule = PARTS.get(f"{route}.{name}") or PARTS.get(f"{app}.{name}") or PARTS.get(name)
    assert rule, f"say in arguments.py what {name} of {route} is"
    return rule(scene)


def next_week() -> dict[str, Any]:
    start = timezone.now() + timedelta(days=7)
    return {"start": start, "end": start + timedelta(days=1)}


def consent(scene: Scene) -> int:
    given = Consent.objects.create(
        text=scene.cast.consent, subject=scene.number, user=scene.cast.investor, given_at=timezone.now()
    )
    return given.pk


def absence(scene: Scene) -> int:
    away = {"post": scene.cast.zone_officer.post, "substitute": scene.cast.zone_colleague.post}
    return Absence.objects.create(**away, **next_week()).pk


def shift(scene: Scene) -> int:
    cast = scene.cast
    return Roster.objects.create(unit=cast.zone_unit, post=cast.zone_officer.post, **next_week()).pk


def office_hours(scene: Scene) -> int:
    return OfficeHours.objects.create(calendar=scene.cast.calendar, windows="09:00-12:00", rank=90).pk


def attachment(scene: Scene) -> Any:
    file = SimpleUploadedFile("plan.pdf", SMALLEST_PDF, "application/pdf")
    return attach(viewer=Viewer.of(scene.cast.investor), number=scene.number, file=file).token


def saved_filter(scene: Scene) -> int:
    return SavedFilter.objects.create(user=scene.cast.zone_officer, name="本周", query="state=signed").pk


def clash(scene: Scene) -> int:
    now, cast = timezone.now(), scene.cast
    times = {"claimed_at": now, "progress_at": now, "expires_at": now + timedelta(days=30)}
    first = None
    for post in (cast.zone_officer.post, cast.liaison.post):
        facts = times | {"state": Claim.State.CLASH, "clash_key": "name_key", "clash_with": first}
        claim = Claim.objects.create(duty=scene.duty, unit=post.unit, post=post, **facts)
        first = first or claim
    return first.pk


def unanswered(scene: Scene) -> str:
    """The city desk has to rule on a hand-over."""
    owner = Viewer.of(scene.cast.zone_officer)
    hand_over(viewer=owner, number=scene.number, to_unit=scene.cast.other_unit, reason="东城区有现成厂房")
    escalate_unanswered(scene.duty.deadlines.get(kind="handover", stopped=None).pk, timezone.now())
    return scene.number


def notice(scene: Scene) -> int:
    return Notice.objects.filter(reader=scene.cast.zone_officer, channel=Notice.Channel.PAGE).latest("pk").pk


def import_batch(scene: Scene) -> int:
    post = scene.cast.zone_officer.post
    return ImportBatch.objects.create(post=post, file_name="fair.xlsx", digest="0" * 64, read_at=timezone.now()).pk


def routing_rule(scene: Scene) -> int:
    return RoutingRule.objects.create(name="港区", unit=scene.cast.zone_unit).pk


def reply_template(scene: Scene) -> int:
    return ReplyTemplate.objects.create(title="约看", body="请告诉我们您方便的时间。").pk


def own_offer(scene: Scene) -> str:
    return scene.cast.offer(visibility="internal").duty.number


def offer_paper(scene: Scene) -> Any:
    return scene.cast.paper(Offer.objects.latest("pk")).token


def offer_photo(scene: Scene) -> int:
    return scene.cast.photo(Offer.objects.latest("pk")).pk


def public_photo(scene: Scene) -> int:
    photo = scene.cast.photo(scene.cast.offer())
    draw_photos(timezone.now())
    return photo.pk


def offer_list(scene: Scene) -> int:
    post = scene.cast.zone_officer.post
    return OfferSheet.objects.create(post=post, file_name="park.xlsx", digest="0" * 64, read_at=timezone.now()).pk


def no_factor(scene: Scene) -> int:
    return 0


def rival_firm(scene: Scene) -> Company:
    return Company.objects.get(memberships__user=scene.cast.other_investor)


def firm_offer(scene: Scene) -> str:
    """What the company of the other investor says of itself."""
    said = {"description": "有屋顶 4 万平，想装光伏", "area_m2": 40_000}
    by = Viewer.of(scene.cast.other_investor)
    made = describe(viewer=by, company=rival_firm(scene), title="冷库屋顶", values=said, at=scene.cast.zone)
    return made.duty.number


def firm_photo(scene: Scene) -> int:
    by, number = Viewer.of(scene.cast.other_investor), Offer.objects.select_related("duty").latest("pk").duty.number
    return add_photo(viewer=by, number=number, file=SimpleUploadedFile("roof.jpg", picture(), "image/jpeg")).pk


def introduction(scene: Scene) -> int:
    """To the offer that stands in the same address."""
    offered = Offer.objects.select_related("duty").latest("pk").duty.number
    by = Viewer.of(scene.cast.zone_officer)
    return introduce(viewer=by, number=scene.number, offer_number=offered, said="光伏企业，想租屋顶").pk


def firm_licence(scene: Scene) -> Any:
    """Of the other investor's company, drawn and sealed."""
    now = timezone.now()
    named = {"name": "食品经营许可证", "prefix": "SP", "validity_months": 60}
    kind, _made = LicenceKind.objects.get_or_create(code="food-licence", defaults=named)
    unit = scene.cast.zone_unit
    firm = rival_firm(scene)
    made = Licence.objects.create(
        number=new_number(kind.prefix, now.year, region_of(unit.territory)),
        kind=kind,
        unit=unit,
        company=firm,
        holder_name=firm.name,
        holder_code=firm.uscc,
        issued_at=now,
        valid_from=timezone.localdate(now),
    )
    draw_licences(now)
    return made.token


def desk_licence(scene: Scene) -> str:
    """Issued by the owner's department."""
    return Licence.objects.get(token=firm_licence(scene)).number


def desk_proposal(scene: Scene) -> int:
    basis = Licence.objects.get(number=desk_licence(scene))
    service, _made = Service.objects.get_or_create(code="food", defaults={"unit": scene.cast.zone_unit})
    published = {"name": "食品经营许可", "state": "published"}
    version, _made = ServiceVersion.objects.get_or_create(service=service, version=1, defaults=published)
    said = {"version": version, "unit": scene.cast.zone_unit, "basis": basis, "proposed_at": timezone.now()}
    return Proposal.objects.create(rule="renewal", company=basis.company, **said).pk


def firm_mandate(scene: Scene) -> int:
    today = timezone.localdate()
    paper = SimpleUploadedFile("mandate.pdf", SMALLEST_PDF, "application/pdf")
    times = {"valid_from": today, "valid_until": today + timedelta(days=90), "evidence": paper}
    by, agent = Viewer.of(scene.cast.other_investor), scene.cast.zone_officer
    return grant(viewer=by, agent=agent, company=rival_firm(scene), services=(), **times).pk


def latent_need(scene: Scene) -> int:
    seed_needs()
    return Need.objects.order_by("pk")[0].pk


def list_sent(scene: Scene) -> Any:
    offered = scene.cast.offer().duty.number
    return send_list(viewer=Viewer.of(scene.cast.zone_officer), number=scene.number, offer_numbers=[offered]).token


# What is there before an address without parts is asked for.
BEFORE: dict[str, Callable[[Scene], object]] = {
    **dict.fromkeys(("desk:counter", "desk:counter_new", "desk:counter_taking_up"), at_window),
    "desk:project_oc4ids": a_project,
}
PARTS: dict[str, Part] = {
    **BUNDLE_PARTS,
    **CASE_PARTS,
    **DESK_CASE_PARTS,
    **PROJECT_PARTS,
    **WORK_PARTS,
    **EDITION_PARTS,
    **CATALOGUE_PARTS,
    "number": lambda scene: scene.number,
    "contact": lambda scene: Contact.objects.get(duty=scene.duty).pk,
    "token": attachment,
    "portal:saved.token": lambda scene: "a-token-that-nobody-was-given",
    "accounts:consent_withdrawal.pk": consent,
    "accounts:factor_removal.pk": no_factor,
    "directory.code": lambda scene: scene.cast.calendar.code,
    "directory.number": lambda scene: 2021,
    "directory.on": lambda scene: date(2021, 2, 7),
    **{
        f"directory:{route}.code": lambda scene: scene.cast.zone.code for route in ("territory", "territory_retirement")
    },
    **{
        f"directory:{route}.code": lambda scene: scene.cast.zone_unit.code
        for route in ("unit", "unit_retirement", "unit_calendar")
    },
    "directory:post.pk": lambda scene: scene.cast.zone_officer.post.pk,
    **{
        f"directory:{route}.pk": lambda scene: scene.cast.zone_officer.post.pk
        for route in ("post_closures", "post_passwords", "post_enrolments")
    },
    "directory:absence_ending.pk": absence,
    "directory:shift_removal.pk": shift,
    "directory:hours_removal.pk": office_hours,
    "desk:filter_removal.pk": saved_filter,
    "desk:clash.pk": clash,
    "desk:ruling.number": unanswered,
    "desk:notice_reading.pk": notice,
    **{
        f"desk:offer{route}.number": own_offer
        for route in (
            *("", "_changes", "_attachment", "_photos", "_photo_order", "_photo_removal", "_confirmation"),
            *("_reopening", "_reservation", "_letting", "_withdrawal", "_visibility", "_owner", "_paper"),
        )
    },
    "portal:public_offer.number": lambda scene: scene.cast.offer(longitude=120.2, latitude=36.0).duty.number,
    **{
        f"portal:{route}.number": firm_offer
        for route in (
            *("own_offer", "own_offer_details", "own_confirmations", "own_withdrawal", "own_photos"),
            *("own_photo_removal", "introduction_answers"),
        )
    },
    "portal:own_photo_removal.photo": firm_photo,
    "portal:introduction_answers.introduction": introduction,
    "portal:site_list.token": list_sent,
    **{
        f"desk:licence{route}.number": desk_licence
        for route in ("", "_file", "_replacement", "_suspension", "_restoration", "_revocation")
    },
    **{f"desk:proposal{route}.pk": desk_proposal for route in ("", "_confirmation", "_refusal", "_answer")},
    "desk:mandate_evidence.pk": firm_mandate,
    "portal:verify_code.code": lambda scene: "LD1:NOT-A-CODE",
    **{
        f"portal:{route}.token": firm_licence
        for route in ("own_licence", "own_licence_file", "own_licence_credential", "licence_objections")
    },
    **{f"portal:mandate_{route}.pk": firm_mandate for route in ("evidence", "revocation")},
    "desk.offer_number": own_offer,
    "desk:introduction_answer.number": own_offer,
    "desk:introduction_answer.pk": introduction,
    "desk:offer_attachment.token": offer_paper,
    "desk:offer_photo_removal.pk": offer_photo,
    **{f"desk:offer_import{route}.pk": offer_list for route in ("", "_columns", "_removal", "_book", "ing")},
    "supply:photo.pk": public_photo,
    "supply:photo.size": lambda scene: "small",
    "desk:succession.pk": lambda scene: scene.cast.zone_officer.post.pk,
    **{f"{room}:fact.code": lambda scene: "land_mu" for room in ("desk", "portal")},
    **{f"enquiries:{route}.pk": import_batch for route in ("import", "importing", "import_removal", "import_book")},
    **{f"enquiries:{route}.pk": routing_rule for route in ("rule", "rule_place", "rule_retirement", "rule_return")},
    **{f"enquiries:{route}.pk": reply_template for route in ("reply", "reply_standing")},
    **{f"matching:{route}.pk": latent_need for route in ("need", "need_standing")},
}
