"""One enquiry as an officer reads it: what happened, was said and is still asked, reached through the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from luodi.directory.viewer import Viewer
from luodi.duties.models import Deadline, Duty, Handover, Link
from luodi.duties.papers import papers
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.duties.strips import nearest_deadline
from luodi.enquiries.facts.marks import Part
from luodi.enquiries.facts.table import Field, missing
from luodi.enquiries.industries import division_name
from luodi.enquiries.known import facts_of, known_of, marked_sentence
from luodi.enquiries.models import Claim, Enquiry, Fact
from luodi.enquiries.reads import ratings_of, readers_of
from luodi.enquiries.rules import OPEN
from luodi.enquiries.story import Line, story
from luodi.ratings.models import Rating
from luodi.talk.models import Contact, Message, ReplyTemplate

BESIDE = ("duty__owner__user", "duty__owner__unit", "duty__unit__calendar", "wish", "company", "investor")
# What is said in full by the record itself, and needs no second line from the ledger.
SAID_IN_FULL = frozenset({"contacted", "attempted"})


@dataclass(frozen=True)
class Dossier:
    """`open` tells whether this viewer may read company, name, contact, sentence and what was said."""

    enquiry: Enquiry
    viewer: Viewer
    held: frozenset[str] = field(default=frozenset())

    @property
    def duty(self) -> Duty:
        return self.enquiry.duty

    @property
    def open(self) -> bool:
        return self.enquiry.secrets_open_to(self.viewer) and self.held != {"finder"}

    def may(self, verb: str) -> bool:
        return bool(self.held & MAY[verb])

    @cached_property
    def handovers(self) -> list[Handover]:
        found = Handover.objects.filter(duty=self.duty).select_related(
            "from_post__unit", "from_post__user", "to_unit", "to_post__user"
        )
        return list(found)

    @property
    def open_handover(self) -> Handover | None:
        return next((h for h in self.handovers if h.state in Handover.OPEN), None)

    @cached_property
    def contacts(self) -> list[Contact]:
        return list(Contact.objects.filter(duty=self.duty).select_related("post__unit", "cleared_by__unit"))

    @property
    def denied(self) -> Contact | None:
        """The contact the investor denied and no head has cleared."""
        return next((c for c in self.contacts if c.denied_at and not c.cleared_at), None)

    @cached_property
    def messages(self) -> list[Message]:
        return list(Message.objects.filter(duty=self.duty).select_related("author", "post__unit"))

    @cached_property
    def lines(self) -> list[Line]:
        return story(self.enquiry, viewer=self.viewer)

    @cached_property
    def ratings(self) -> list[Rating]:
        return list(ratings_of(self.duty))

    @property
    def industry(self) -> str:
        code = self.enquiry.industry
        return f"{code} {division_name(code)}" if code else ""

    @cached_property
    def all_facts(self) -> list[Fact]:
        return facts_of(self.enquiry)

    @property
    def facts(self) -> list[Fact]:
        """Those this viewer may read."""
        return [fact for fact in self.all_facts if self.open or not fact.row.personal]

    @property
    def may_tell(self) -> bool:
        """Whether this viewer may fill in or correct what is known."""
        return self.may("set_fact") and self.duty.progress in OPEN

    @cached_property
    def fact_codes(self) -> set[str]:
        return {fact.field for fact in self.all_facts}

    @cached_property
    def lacking(self) -> list[Field]:
        """What the next step needs and nobody knows, the hard ones first."""
        return missing(known_of(self.enquiry, self.all_facts)) if self.duty.progress in OPEN else []

    @cached_property
    def marked(self) -> list[Part]:
        return marked_sentence(self.enquiry, self.facts) if self.open else []

    @property
    def unremedied(self) -> Rating | None:
        return next((r for r in self.ratings if r.is_bad and not hasattr(r, "remedy")), None)

    @cached_property
    def attachments(self) -> list:
        return list(papers(self.duty)) if self.open else []

    @cached_property
    def claims(self) -> list[Claim]:
        return list(Claim.objects.filter(duty=self.duty).select_related("unit"))

    @cached_property
    def readers(self) -> list:
        return readers_of(self.duty) if self.duty.is_restricted else []

    @cached_property
    def merged_into(self) -> Duty | None:
        link = Link.objects.filter(source=self.duty, kind=Link.Kind.MERGED).select_related("target").first()
        return link.target if link else None

    def changes_since(self, since: datetime) -> list[str]:
        """What happened after somebody opened the page, in sentences."""
        return [line.sentence for line in self.lines if line.recorded_at >= since]

    @property
    def nearest(self) -> Deadline | None:
        return nearest_deadline(self.duty.deadlines.all())


def dossier(viewer: Viewer, number: str) -> Dossier:
    """Raises Enquiry.DoesNotExist outside the viewer's scope."""
    found = Enquiry.objects.visible_to(viewer).select_related(*BESIDE).prefetch_related("duty__deadlines")
    enquiry = found.exclude(duty__progress="draft").get(duty__number=number)
    return Dossier(enquiry, viewer, relations(viewer, enquiry.duty))


def reply_templates(unit_ids: Iterable[int]) -> list[ReplyTemplate]:
    """Everybody's, then those of these units."""
    shared = ReplyTemplate.objects.filter(active=True, unit=None)
    own = ReplyTemplate.objects.filter(active=True, unit__in=list(unit_ids))
    return [*shared, *own]


def seen_story(viewer: Viewer, duty: Duty) -> list[Line]:
    """What happened to a duty, or nothing where the viewer may not see it."""
    enquiry = Enquiry.objects.visible_to(viewer).filter(pk=duty.pk).select_related("duty").first()
    return story(enquiry, viewer=viewer) if enquiry else []
