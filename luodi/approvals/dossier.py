"""One case as those who carry it on read it: items, materials, letters, whose hands it was in, who touched it.

Reached through the viewer. Everything is read at once for the whole case, and only when a page asks for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from luodi.approvals.models import (
    Appeal,
    Case,
    Decision,
    Deferral,
    Delivery,
    Edge,
    Extension,
    Item,
    ItemMaterial,
    Letter,
    Licence,
    MaterialCopy,
    SpecialProcedure,
    Stay,
    Supplement,
)
from luodi.approvals.reach import case_for
from luodi.approvals.rules import SATISFIED, ItemState
from luodi.approvals.sparing import CASE_FORM, held_licences
from luodi.directory.actors import posts_of
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.ledger.models import Event

ITEM_WITH = ("version__service__unit", "version__result_kind", "duty__owner__user", "duty__owner__unit", "duty__unit")
POST_WITH = ("post__unit", "post__user")


@dataclass(frozen=True)
class Paper:
    """One material of the case, asked for once: `rows` are the items it serves, `copies` what was given, newest last.

    `held` is a licence in the city's hands that could stand in for it, when its holder agrees.
    """

    material: Any
    rows: tuple[ItemMaterial, ...]
    copies: tuple[MaterialCopy, ...]
    held: Licence | None

    @property
    def main(self) -> bool:
        return any(row.main for row in self.rows)

    @property
    def original(self) -> bool:
        return any(row.requirement.original for row in self.rows)

    @property
    def copy(self) -> MaterialCopy | None:
        return self.copies[-1] if self.copies else None

    @property
    def spared(self) -> bool:
        """Nobody is asked for it: checked data, a licence that is used, the result of an earlier item."""
        return self.expected or (self.copy is not None and self.copy.source in SPARED and not self.rejected)

    @property
    def form(self) -> bool:
        """It is the one form of the case, filled in on its own page."""
        return self.material.data_check == CASE_FORM

    @property
    def expected(self) -> bool:
        return not self.copies and all(row.state == ItemMaterial.State.EXPECTED for row in self.rows)

    @property
    def rejected(self) -> tuple[ItemMaterial, ...]:
        return tuple(row for row in self.rows if row.state == ItemMaterial.State.REJECTED)

    @property
    def deferred(self) -> bool:
        return any(row.state == ItemMaterial.State.DEFERRED for row in self.rows)

    @property
    def wanted(self) -> bool:
        """Somebody still has to give it."""
        return any(row.state in (ItemMaterial.State.MISSING, ItemMaterial.State.REJECTED) for row in self.rows)


SPARED = frozenset({MaterialCopy.Source.LICENCE, MaterialCopy.Source.CHECK, MaterialCopy.Source.OUTPUT})


@dataclass(frozen=True)
class Touch:
    """Somebody who acted on the case: `post` of staff, none for the applicant's side or the system."""

    actor: str
    post: Post | None
    first: datetime
    last: datetime
    times: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class CaseDossier:
    case: Case
    viewer: Viewer
    held: frozenset[str] = field(default=frozenset())

    @property
    def duty(self) -> Duty:
        return self.case.duty

    def may(self, verb: str) -> bool:
        return self.viewer.is_system or bool(self.held & MAY[verb])

    @cached_property
    def items(self) -> list[Item]:
        """Those the answers call for, in the order of the definition; their strips cost no query."""
        found = list(Item.objects.included().filter(case=self.case).select_related(*ITEM_WITH).order_by("pk"))
        prefetch_related_objects([self.duty, *(item.duty for item in found if item.duty)], "deadlines")
        for item in found:
            item.case = self.case
        return found

    @cached_property
    def by_pk(self) -> dict[int, Item]:
        return {item.pk: item for item in self.items}

    @cached_property
    def edges(self) -> list[Edge]:
        """Between items that are included, with both of them at hand."""
        found = Edge.objects.filter(case=self.case).order_by("pk")
        kept = [one for one in found if one.prerequisite_id in self.by_pk and one.dependant_id in self.by_pk]
        for edge in kept:
            edge.prerequisite, edge.dependant = self.by_pk[edge.prerequisite_id], self.by_pk[edge.dependant_id]
        return kept

    def waits_for(self, item: Item) -> list[Item]:
        """The prerequisites that hold it back now."""
        if item.state != ItemState.BLOCKED:
            return []
        held_by = (edge for edge in self.edges if edge.dependant_id == item.pk)
        return [edge.prerequisite for edge in held_by if edge.prerequisite.state not in SATISFIED[edge.kind]]

    @cached_property
    def asked(self) -> list[ItemMaterial]:
        found = ItemMaterial.objects.filter(item__in=self.by_pk).select_related(
            "material__licence_kind", "requirement", "copy__attachment"
        )
        rows = list(found.order_by("item_id", "-main", "pk"))
        for row in rows:
            row.item = self.by_pk[row.item_id]
        return rows

    @cached_property
    def copies(self) -> list[MaterialCopy]:
        """What was given and not taken back, oldest first."""
        found = MaterialCopy.objects.filter(case=self.case, withdrawn_at=None)
        return list(found.select_related("attachment", "licence__kind", "material").order_by("pk"))

    @property
    def unsorted(self) -> list[MaterialCopy]:
        return [one for one in self.copies if one.material_id is None]

    @cached_property
    def licences_held(self) -> dict[int, Licence]:
        """By kind: what could stand in for a material today."""
        if not any(row.material.licence_kind_id for row in self.asked):
            return {}
        return {one.kind_id: one for one in held_licences(self.case, self.today)}

    @property
    def today(self) -> date:
        return localdate()

    @cached_property
    def papers(self) -> list[Paper]:
        """The one set of materials: main ones first, in the order in which the items ask."""
        rows: dict[int, list[ItemMaterial]] = defaultdict(list)
        given: dict[int | None, list[MaterialCopy]] = defaultdict(list)
        for row in self.asked:
            rows[row.material_id].append(row)
        for copy in self.copies:
            given[copy.material_id].append(copy)
        found = [
            Paper(
                some[0].material,
                tuple(some),
                tuple(given[pk]),
                self.licences_held.get(some[0].material.licence_kind_id or 0),
            )
            for pk, some in rows.items()
        ]
        return sorted(found, key=lambda paper: not paper.main)

    def papers_of(self, item: Item) -> list[tuple[Paper, ItemMaterial]]:
        return [(paper, row) for paper in self.papers for row in paper.rows if row.item_id == item.pk]

    @cached_property
    def events(self) -> list[Event]:
        """Of the case and its items, in the order of the ledger."""
        return list(Event.objects.filter(subject__in=numbers_of(self.case, self.items)).order_by("id"))

    @cached_property
    def happened(self) -> frozenset[str]:
        return frozenset(event.code for event in self.events)

    @property
    def mark(self) -> int:
        """Changes when something happened."""
        return self.events[-1].pk if self.events else 0

    def _of_items(self, model: Any, *codes: str, beside: Iterable[str] = POST_WITH) -> dict[int, list[Any]]:
        """Rows by item, oldest first; no query when none of `codes` has happened."""
        found: dict[int, list[Any]] = defaultdict(list)
        if self.happened.intersection(codes):
            for row in model.objects.filter(item__in=self.by_pk).select_related(*beside).order_by("pk"):
                row.item = self.by_pk[row.item_id]
                found[row.item_id].append(row)
        return found

    @cached_property
    def letters(self) -> dict[int, list[Letter]]:
        return self._of_items(Letter, *LETTER_CODES)

    @cached_property
    def supplements(self) -> dict[int, list[Supplement]]:
        return self._of_items(Supplement, "supplement_asked")

    @cached_property
    def deferrals(self) -> dict[int, list[Deferral]]:
        found = self._of_items(Deferral, "accepted", "deemed_accepted")
        rows = {row.pk: row for row in self.asked}
        for deferral in (one for some in found.values() for one in some):
            deferral.item_material = rows[deferral.item_material_id]
        return found

    @cached_property
    def decisions(self) -> dict[int, list[Decision]]:
        return self._of_items(Decision, "approved", "refused")

    @cached_property
    def procedures(self) -> dict[int, list[SpecialProcedure]]:
        return self._of_items(SpecialProcedure, "paused", beside=(*POST_WITH, "document"))

    @cached_property
    def extensions(self) -> dict[int, list[Extension]]:
        return self._of_items(Extension, "extended")

    @cached_property
    def appeals(self) -> dict[int, list[Appeal]]:
        return self._of_items(Appeal, "appealed")

    @cached_property
    def deliveries(self) -> dict[int, list[Delivery]]:
        return self._of_items(Delivery, "issued", "sent", "delivered", beside=("sent_by__unit",))

    @cached_property
    def licences(self) -> dict[int, list[Licence]]:
        return self._of_items(Licence, "issued", beside=("kind",))

    @cached_property
    def stays(self) -> dict[int, list[Stay]]:
        found: dict[int, list[Stay]] = defaultdict(list)
        for stay in Stay.objects.filter(item__in=self.by_pk).order_by("since", "pk"):
            found[stay.item_id].append(stay)
        return found

    @cached_property
    def touches(self) -> list[Touch]:
        """Who touched it, in one list, in the order in which they came; the system's own steps are nobody's."""
        rows: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            if event.actor.startswith("user:"):
                rows[event.actor].append(event)
        posts = posts_of(rows)
        return [
            Touch(
                actor,
                posts.get(actor),
                some[0].recorded_at,
                some[-1].recorded_at,
                len({event.act for event in some}),
                tuple(dict.fromkeys(event.code for event in some)),
            )
            for actor, some in rows.items()
        ]


LETTER_CODES = (
    "accepted",
    "issued",
    "deemed_accepted",
    "supplement_asked",
    "not_accepted",
    "refused",
    "paused",
    "extended",
)


def read_case(viewer: Viewer, number: str) -> CaseDossier:
    """Raises Case.DoesNotExist outside the viewer's reach."""
    case = case_for(viewer, number)
    return CaseDossier(case, viewer, relations(viewer, case.duty))


def numbers_of(case: Case, items: Iterable[Item]) -> list[str]:
    return [case.number, *(item.duty.number for item in items if item.duty)]


def last_event(case: Case) -> int:
    """The newest event of the case and its items, without reading anything else."""
    numbers = Item.objects.filter(case=case, duty__isnull=False).values("duty__number")
    newest = Event.objects.filter(subject=case.number).aggregate(at=Max("id"))["at"]
    below = Event.objects.filter(subject__in=numbers).aggregate(at=Max("id"))["at"]
    return max(newest or 0, below or 0)


def own_cases(viewer: Viewer) -> "QuerySet[Case]":
    """Of this person, his companies and those beside whom he stands: open ones first, with what their strips say."""
    found = Case.objects.filter(duty__in=Duty.objects.visible_to(viewer).filter(kind="case").values("pk"))
    found = found.select_related("duty__owner__user", "duty__owner__unit", "duty__unit", "bundle_version", "company")
    return found.prefetch_related("duty__deadlines").order_by("-begun_at")[:100]
