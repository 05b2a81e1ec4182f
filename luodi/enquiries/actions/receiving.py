"""Papers beside the form: handed in before there is an enquiry, read by the watch, taken over at submit."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile

from luodi.accounts.actions import throttle
from luodi.accounts.models import User
from luodi.clock import SHANGHAI
from luodi.directory.viewer import Viewer
from luodi.duties.reach import locked
from luodi.enquiries.actions.knowing import add_facts
from luodi.enquiries.facts.found import find
from luodi.enquiries.facts.merging import merge
from luodi.enquiries.models import Enquiry, Intake
from luodi.enquiries.rules import SENTENCE_LIMIT
from luodi.enquiries.typed import found_in
from luodi.ledger.acts import Act, act
from luodi.ledger.attachments import discard, path_of, store
from luodi.ledger.models import Attachment
from luodi.text import clean_sentence
from luodi.text.papers import Paper, form_values, read_paper

NOBODY = "system:intake"  # adds a file for somebody who is not known yet
READABLE = ("pdf", "docx", "eml", "txt", "jpg", "jpeg", "png", "webp")
PER_ADDRESS, HOUR = 20, timedelta(hours=1)
LIFE = timedelta(days=1)
AT_ONCE = 100  # rows of one sweep
TEXT_LIMIT = 20_000


def hand_in(*, viewer: Viewer, file: UploadedFile, address: str, now: datetime) -> Intake:
    """Keeps one paper for a day. Raises TooMany, and BadFile with a sentence."""
    throttle("intake-address", address, PER_ADDRESS, HOUR, now)
    with act(viewer.code) as a:
        intake = Intake(made_at=a.now)
        kept = store(file, subject=intake.subject, actor=NOBODY, now=a.now, allowed=READABLE)
        intake.attachment = kept
        intake.save(force_insert=True)
        a.record(intake.subject, "handed_in", size=kept.size, digest=kept.digest)
        return intake


def adopt_papers(a: Act, enquiry: Enquiry, intakes: Iterable[Intake]) -> None:
    """Step: the files become the enquiry's own; a paper that is still being read finds its enquiry later."""
    number = enquiry.duty.number
    by = enquiry.investor.code if enquiry.investor else NOBODY
    for intake in intakes:
        kept = intake.attachment
        Attachment.objects.filter(pk=kept.pk).update(subject=number, added_by=by)
        a.record(number, "attached", attachment=str(kept.token), size=kept.size, digest=kept.digest)
        if intake.state == Intake.State.WAITING:
            Intake.objects.filter(pk=intake.pk).update(enquiry=enquiry)
        else:
            intake.delete()


def hand_papers_to(user: User, number: str) -> None:
    """Step: whoever proved the contact is the one who handed them in."""
    Attachment.objects.filter(subject=number, added_by=NOBODY).update(added_by=user.code)


def read_waiting(now: datetime) -> int:
    """One paper, read outside of any transaction. For the watch alone: it may take a minute."""
    waiting = Intake.objects.filter(state=Intake.State.WAITING).select_related("attachment")
    intake = waiting.order_by("id").first()
    if intake is None:
        return 0
    kept = intake.attachment
    paper = read_paper(path_of(kept.digest), kept.media_type)
    with act(Viewer.system("papers").code, now=now) as a:
        _note(a, intake.pk, paper)
    return 1


def _note(a: Act, pk: int, paper: Paper) -> None:
    intake = Intake.objects.select_related("enquiry__duty").filter(pk=pk, state=Intake.State.WAITING).first()
    if intake is None:
        return
    licence = form_values(paper.licence) if paper.licence else None
    readable = bool(paper.text or (licence and licence.firm))
    intake.state = Intake.State.READ if readable else Intake.State.TROUBLE
    intake.trouble = "" if readable else paper.trouble or "no_text"
    text = clean_sentence(paper.text)
    intake.text = text[:SENTENCE_LIMIT]
    facts = find(text[:TEXT_LIMIT], a.now.astimezone(SHANGHAI).date()).facts() if text else {}
    intake.found = {code: {"value": one.value, "bound": one.bound} for code, one in facts.items()}
    if licence:
        intake.firm, intake.uscc = licence.firm[:120], licence.uscc
    a.record(intake.subject, "paper_read", state=intake.state, trouble=intake.trouble)
    if intake.enquiry is None:
        intake.save()
    else:
        _late(a, intake, intake.enquiry)
        intake.delete()


def _late(a: Act, intake: Intake, enquiry: Enquiry) -> None:
    """The form was sent before its paper was read."""
    number = enquiry.duty.number
    locked(Viewer.system("papers"), number)
    fields = add_facts(a, enquiry, merge({}, {}, [found_in(intake)]))
    if intake.firm and not enquiry.firm:
        Enquiry.objects.filter(pk=enquiry.pk).update(firm=intake.firm)
        fields.append("firm")
    if fields:
        a.record(number, "facts_kept", fields=fields)


def sweep_intakes(now: datetime) -> int:
    """Deletes at most a hundred that nobody took over within a day, with their files."""
    old = Intake.objects.filter(made_at__lt=now - LIFE).order_by("id")[:AT_ONCE]
    gone = list(old)
    if gone:
        with act(Viewer.system("papers").code, now=now) as a:
            for intake in gone:
                discard(subject=intake.subject, added_by=NOBODY)
                a.record(intake.subject, "intake_dropped")
                intake.delete()
    return len(gone)
