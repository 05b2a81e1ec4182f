"""What somebody typed for an enquiry, and what it is once the text was read: the same for form, entry and sheet."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from luodi.accounts.models import ConsentText
from luodi.clock import SHANGHAI
from luodi.directory.models import Territory
from luodi.directory.named_places import Places, SeveralPlaces, UnknownPlace
from luodi.duties.models import Duty
from luodi.enquiries.facts.found import Findings, Found, find
from luodi.enquiries.facts.merging import Merged, Told, division_in, merge, size_band_of
from luodi.enquiries.facts.table import FIRM
from luodi.enquiries.models import Intake


@dataclass(frozen=True)
class Typed:
    """What the investor or the officer typed; `contact` is canonical (luodi.text.parse_contact)."""

    name: str
    contact: str
    channel: str
    sentence: str
    firm: str = ""
    wish: Territory | None = None
    heard: str = ""
    keep_firm: bool = False
    industry: str = ""
    size_band: str = ""
    uscc: str = ""
    introducer: str = ""
    agreed: ConsentText | None = None  # the text he read; else the one in force is taken
    told: Told = field(default_factory=dict)  # facts he typed or took away; company_name and wish: not from the text
    papers: tuple[str, ...] = ()  # tokens of intakes
    about: Duty | None = None  # of the offer he asks about


@dataclass(frozen=True)
class Filled:
    """`typed` with its empty cells filled from the text and the papers."""

    typed: Typed
    findings: Findings
    facts: dict[str, Merged]
    intakes: tuple[Intake, ...]


def fill(typed: Typed, now: datetime) -> Filled:
    """Typed wins. A query where papers came with it, and one where a place is named and none was chosen."""
    today = now.astimezone(SHANGHAI).date()
    findings = find(typed.sentence, today)
    intakes = intakes_of(typed.papers)
    told = dict(typed.told)
    if typed.industry:
        told.setdefault("industry_division", ([typed.industry], ""))
    papers = [found_in(intake) for intake in intakes]
    facts = _without_own_contact(merge(findings.facts(), told, papers), typed.contact)
    known = {code: one.value for code, one in facts.items()}
    return Filled(
        replace(
            typed,
            firm=typed.firm or _firm(typed, findings, intakes),
            uscc=typed.uscc or next((one.uscc for one in intakes if one.uscc), ""),
            wish=typed.wish or (None if "wish" in typed.told else place_meant(known.get("place"))),
            industry=typed.industry or division_in(known.get("industry_division")),
            size_band=typed.size_band or size_band_of(known.get("total_investment")),
        ),
        findings,
        facts,
        intakes,
    )


def _firm(typed: Typed, findings: Findings, intakes: tuple[Intake, ...]) -> str:
    if FIRM.code in typed.told:
        return ""
    return findings.firm() or next((one.firm for one in intakes if one.firm), "")


def intakes_of(tokens: tuple[str, ...]) -> tuple[Intake, ...]:
    """Those that no enquiry has taken over, oldest first."""
    if not tokens:
        return ()
    return tuple(Intake.objects.filter(token__in=tokens, enquiry=None).select_related("attachment").order_by("id"))


def found_in(intake: Intake) -> dict[str, Found]:
    return {code: Found(one["value"], one["bound"]) for code, one in intake.found.items()}


def _without_own_contact(facts: dict[str, Merged], contact: str) -> dict[str, Merged]:
    """The letter's own signature says again what stands in the field for it."""
    own = ("".join(filter(str.isdigit, contact)), contact.lower())
    same = {
        code
        for code in ("contact_phone", "email")
        if code in facts and facts[code].value and str(facts[code].value).lower() in (own[0][-11:], *own)
    }
    return {code: one for code, one in facts.items() if code not in same}


def place_meant(names: object) -> Territory | None:
    """The one territory that these names mean, None where they mean none or several."""
    if not isinstance(names, list) or not names:
        return None
    places, meant = Places(), {}
    for name in names:
        try:
            place = places.read(str(name))
        except (UnknownPlace, SeveralPlaces):
            continue
        if place is not None:
            meant[place.pk] = place
    return next(iter(meant.values())) if len(meant) == 1 else None
