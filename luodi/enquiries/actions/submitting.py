"""From a typed sentence to an owned enquiry: submit, confirm, take over what was not confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from luodi.accounts.actions import adopt_consents, check_code, give_consent, investor_for, make_code, use_code
from luodi.accounts.models import ConsentText, OneTimeCode, User
from luodi.accounts.rules import digest_of, is_secret
from luodi.companies.actions import company_from
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks, allowances
from luodi.duties.models import Deadline, Duty, Link, Party, Visibility
from luodi.duties.owners import city_desk, person_on_duty
from luodi.duties.reach import locked
from luodi.duties.steps import add_party, give_to, link, move, open_duty, owner_values
from luodi.enquiries.actions.knowing import keep_facts
from luodi.enquiries.actions.receiving import adopt_papers, hand_papers_to
from luodi.enquiries.models import Enquiry, State
from luodi.enquiries.routing import assign
from luodi.enquiries.rules import Facts, new_alias
from luodi.enquiries.typed import Filled, Typed, fill
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import send_code, tell
from luodi.text import query_code, title_from

FIRST_CLOCKS = ("sign_for", "contact")


@dataclass(frozen=True)
class Receipt:
    """`query_code` is shown once; only its digest is kept. `code` is empty when no confirmation is needed.

    `confirmed` says that the enquiry is the viewer's own already; a repeated one may or may not be.
    """

    duty: Duty
    query_code: str
    code: str = ""
    confirmed: bool = False


def facts_of(typed: Typed) -> Facts:
    code = typed.wish.code if typed.wish else ""
    return Facts(code, typed.industry, typed.size_band, typed.sentence)


def submit(*, viewer: Viewer, typed: Typed, key: str = "") -> Receipt:
    """Keeps what was typed at once. A signed-in investor's own contact needs no code; any other is sent one.

    `key` was drawn with the form: a second click of the same form gets the first enquiry and a fresh query code.
    """
    digest = f"form:{sha256(key.encode()).hexdigest()[:40]}" if key else ""
    try:
        return _submit(viewer, typed, digest)
    except IntegrityError:
        # The unique key says that this form was kept before; asking first would cost every other form a query.
        if digest and (again := _repeated(viewer, digest)):
            return again
        raise


def _repeated(viewer: Viewer, digest: str) -> Receipt | None:
    with act(viewer.code):
        first = Enquiry.objects.filter(import_key=digest).select_related("duty").first()
        if first is None:
            return None
        query = query_code()
        Enquiry.objects.filter(pk=first.pk).update(query_digest=digest_of(query))
        return Receipt(first.duty, query)


def _submit(viewer: Viewer, typed: Typed, digest: str) -> Receipt:
    with act(viewer.code) as a:
        tokens, filled = allowances(), fill(typed, a.now)
        typed = filled.typed
        user = viewer.user if viewer.is_investor else None
        if user is not None and typed.contact in (user.phone, user.email):
            owner, why = assign(facts_of(typed), typed.wish, a.now)
            clocks = [(kind, tokens[kind], "") for kind in FIRST_CLOCKS]
            enquiry, query = write_down(
                a, filled, owner=owner, state=State.ASSIGNED, routed_by=why, investor=user, key=digest, clocks=clocks
            )
            _welcome(a, enquiry, user)
            return Receipt(enquiry.duty, query, confirmed=True)
        desk = person_on_duty(city_desk(), a.now)
        clocks = [("confirm", tokens["confirm"], "247")]
        enquiry, query = write_down(a, filled, owner=desk, state=State.DRAFT, key=digest, clocks=clocks)
        code = make_code(
            contact=typed.contact, purpose=OneTimeCode.Purpose.CONFIRM, subject=enquiry.duty.number, now=a.now
        )
        send_code(a, address=typed.contact, channel=typed.channel, code=code)
        return Receipt(enquiry.duty, query, code)


def write_down(
    a: Act,
    filled: Filled,
    *,
    owner: Post,
    state: str,
    routed_by: str = "",
    investor: User | None = None,
    source: str = "web",
    key: str = "",
    clocks: Iterable[tuple[str, str, str]] = (),
) -> tuple[Enquiry, str]:
    """Step: the duty and its enquiry. A kept-back company gets an alias, which is all a title ever shows."""
    typed = filled.typed
    alias = new_alias() if typed.keep_firm else ""
    title = _("代号 %(alias)s") % {"alias": alias} if alias else title_from(typed.sentence)
    duty = open_duty(
        a,
        kind="enquiry",
        title=title,
        owner=owner,
        at=typed.wish or owner.unit.territory,
        progress=state,
        visibility=Visibility.RESTRICTED if alias else Visibility.INTERNAL,
        opened=a.now,
        clocks=clocks,
    )
    query = query_code()
    company = company_from(name=typed.firm, uscc=typed.uscc, now=a.now) if typed.firm or typed.uscc else None
    enquiry = Enquiry.objects.create(
        duty=duty,
        investor=investor,
        company=company,
        name=typed.name,
        contact=typed.contact,
        sentence=typed.sentence,
        language=filled.findings.language,
        firm=typed.firm,
        wish=typed.wish,
        heard=typed.heard,
        introducer=typed.introducer,
        industry=typed.industry,
        size_band=typed.size_band,
        source=source,
        alias=alias,
        query_digest=digest_of(query),
        submitted=a.now,
        routed_by=routed_by,
        import_key=key or None,
    )
    keep_facts(a, enquiry, filled)
    adopt_papers(a, enquiry, filled.intakes)
    if typed.about is not None:
        link(duty, typed.about, Link.Kind.ABOUT)
    if source == Enquiry.Source.WEB:
        _consent(a, duty, investor, typed.agreed)
    return enquiry, query


def news_code(code: str, enquiry: Enquiry) -> str:
    """The notice of a new enquiry says when an answer in English is expected."""
    return f"{code}_english" if enquiry.is_english else code


def _consent(a: Act, duty: Duty, user: User | None, agreed: ConsentText | None) -> None:
    text = agreed or ConsentText.objects.in_force(a.now)
    if text is not None:
        give_consent(text=text, subject=duty.number, user=user, now=a.now)


def confirm(*, number: str, code: str, now: datetime | None = None) -> tuple[Duty, User]:
    """The code proves the contact: it makes the account, starts the clocks and names the owner. Raises BadCode."""
    at = now or timezone.now()
    # What was typed never changes while it waits for its code, so it is read once.
    enquiry = Enquiry.objects.select_related("wish__parent__parent").get(duty__number=number)
    contact = enquiry.contact
    proof = check_code(contact=contact, purpose=OneTimeCode.Purpose.CONFIRM, code=code, now=at)
    system = Viewer.system("confirm")
    with act(system.code, now=at) as a:
        duty = locked(system, number)
        use_code(proof, now=at)
        enquiry.duty = duty
        user = investor_for(contact=contact, name=enquiry.name, now=at)
        a.actor = user.code
        changes: dict[str, object] = {"investor": user}
        if duty.progress == State.DRAFT:
            changes |= {"routed_by": _assign(a, enquiry), "submitted": a.now}
        else:
            a.record(number, "contact_confirmed")
        if duty.progress == State.UNCONFIRMED:
            move(duty, allowed={State.UNCONFIRMED}, to=State.ASSIGNED)
        Enquiry.objects.filter(pk=enquiry.pk).update(**changes)
        adopt_consents(subject=number, user=user)
        hand_papers_to(user, number)
        enquiry.investor = user
        _welcome(a, enquiry, user)
        return duty, user


def _assign(a: Act, enquiry: Enquiry) -> str:
    """Gives the duty to its owner and starts the clocks; returns why it is his."""
    duty = enquiry.duty
    typed_facts = Facts(
        enquiry.wish.code if enquiry.wish else "", enquiry.industry, enquiry.size_band, enquiry.sentence
    )
    owner, why = assign(typed_facts, enquiry.wish, a.now)
    give_to(duty, owner)
    clocks = Clocks(duty)
    clocks.stop("confirm", happened_at=a.now, outcome=Deadline.Outcome.KEPT)
    _run(a, duty, clocks)
    move(duty, allowed={State.DRAFT}, to=State.ASSIGNED, **owner_values(duty))
    a.record(duty.number, "assigned", to=owner.unit.code, post=owner.pk)
    return why


def _run(a: Act, duty: Duty, clocks: Clocks) -> None:
    tokens = allowances()
    for kind in FIRST_CLOCKS:
        clocks.start(kind, tokens[kind], at=a.now)
    clocks.settle()


def _welcome(a: Act, enquiry: Enquiry, user: User) -> None:
    duty = enquiry.duty
    add_party(duty, Party.Role.INVESTOR, at=a.now, user=user)
    tell(
        a,
        reader=duty.owner.user,
        code=news_code("assigned", enquiry),
        subject=duty.number,
        key=f"assigned:{duty.number}:{duty.owner_id}",
    )


def take_unconfirmed(deadline_id: int, now: datetime) -> None:
    """Expiry of the 15 minutes: the city desk owns the draft as contact unconfirmed, with both clocks running."""
    system = Viewer.system("confirm-expired")
    deadline = Deadline.objects.select_related("duty").get(pk=deadline_id)
    with act(system.code, now=now) as a:
        duty = locked(system, deadline.duty.number)
        clocks = Clocks(duty)
        if (
            clocks.stop("confirm", happened_at=a.now, outcome=Deadline.Outcome.MISSED) is None
            or duty.progress != State.DRAFT
        ):
            return
        owner = person_on_duty(city_desk(), a.now)
        give_to(duty, owner)
        _run(a, duty, clocks)
        move(duty, allowed={State.DRAFT}, to=State.UNCONFIRMED, owner=duty.owner, unit=duty.unit)
        a.record(duty.number, "unconfirmed", to=owner.unit.code, post=owner.pk)
        enquiry = Enquiry.objects.get(duty=duty)
        tell(
            a,
            reader=owner.user,
            code=news_code("unconfirmed", enquiry),
            subject=duty.number,
            key=f"unconfirmed:{duty.number}",
        )


def resend_code(*, number: str) -> str:
    """Another code to the contact of a draft; slowed down per contact. Returns it for development screens only."""
    system = Viewer.system("resend")
    with act(system.code) as a:
        duty = locked(system, number)
        enquiry = Enquiry.objects.get(duty=duty)
        if enquiry.investor_id:
            raise Refused(_("联系方式已经确认过了，请直接登录查看。"))
        code = make_code(contact=enquiry.contact, purpose=OneTimeCode.Purpose.CONFIRM, subject=number, now=a.now)
        send_code(a, address=enquiry.contact, channel="email" if "@" in enquiry.contact else "sms", code=code)
        return code


def knows_query_code(enquiry: Enquiry, code: str) -> bool:
    return is_secret(code, enquiry.query_digest)


def adopt(a: Act, user: User) -> int:
    """Step at sign-in: enquiries typed in for this verified contact become the investor's own."""
    contacts = [c for c in (user.phone, user.email) if c]
    found = Enquiry.objects.filter(contact__in=contacts, investor=None).exclude(duty__progress=State.DRAFT)
    for enquiry in found.select_related("duty"):
        Enquiry.objects.filter(pk=enquiry.pk).update(investor=user)
        add_party(enquiry.duty, Party.Role.INVESTOR, at=a.now, user=user)
        a.record(enquiry.duty.number, "adopted")
    return len(found)
