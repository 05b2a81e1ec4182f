"""What is drawn: the items that a definition includes, or those of a running case with their states."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _

from luodi.approvals.bundle.catalogue import Catalogue
from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.definition import Edge as PureEdge
from luodi.approvals.bundle.graph import CycleError, Node, included, path
from luodi.approvals.bundle.words import EDGE_KINDS
from luodi.approvals.drawing.layout import Box, Graph, Tie, place
from luodi.approvals.models import Edge, Item
from luodi.approvals.rules import Handling, ItemState
from luodi.approvals.words import in_language, named

S = ItemState
# state -> mark and tone: waiting, asking the applicant, in hand, held, done, ended without a result
LOOKS: Mapping[str, str] = {
    S.BLOCKED: "todo",
    S.READY: "ask",
    S.FILED: "work",
    S.SUPPLEMENT: "ask",
    S.ACCEPTED: "work",
    S.PAUSED: "held",
    S.APPROVED: "done",
    S.ISSUED: "done",
    S.DELIVERED: "done",
    S.REFUSED: "ended",
    S.NOT_ACCEPTED: "ended",
    S.WITHDRAWN: "ended",
    S.VOID: "ended",
}


class Named(Protocol):
    name: str
    name_en: str


def bundle_graph(
    definition: Definition, catalogue: Catalogue, answers: Answers, urls: Mapping[str, str] | None = None
) -> Graph:
    """`urls` by the code of the item. Raises CycleError."""
    items, edges = included(definition, answers)
    by_code = nodes(definition, catalogue)[0]
    found = path([by_code[item.code] for item in items], edges)
    stages = {stage.code: in_language(stage.name, stage.name_en) for stage in definition.stages}
    boxes = []
    for item in items:
        service = catalogue.services.get(item.service)
        department = catalogue.departments.get(service.department) if service else None
        boxes.append(
            Box(
                code=item.code,
                name=in_language(service.name, service.name_en) if service else item.code,
                group=stages.get(item.stage, "") if stages else department.name if department else "",
                start=found.earliest[item.code],
                days=by_code[item.code].promised_days,
                url=(urls or {}).get(item.code, ""),
            )
        )
    return place(boxes, _ties(edges, boxes), found.critical_path, found.promised_days, by_stage=bool(stages))


def case_graph(
    items: Sequence[Item], edges: Iterable[Edge], now: datetime, urls: Mapping[str, str] | None = None
) -> Graph:
    """Items of one case without the excluded, with `version__service__unit` and `duty`; where each would begin by its
    promise, and by mark and word how far it is. Overdue is what has an open deadline before `now`."""
    by_pk = {item.pk: item for item in items}
    known = {item.code: item for item in items}
    pure = [
        PureEdge(by_pk[edge.prerequisite_id].code, by_pk[edge.dependant_id].code, edge.kind)
        for edge in edges
        if edge.prerequisite_id in by_pk and edge.dependant_id in by_pk
    ]
    ready = [
        Node(item.code, item.version.promised_days or 0, item.version.handling == Handling.IMMEDIATE) for item in items
    ]
    try:
        found = path(ready, pure)
    except CycleError:  # no published definition has one
        found = path(ready, [])
    boxes = [_case_box(known[node.code], found.earliest[node.code], now, urls or {}) for node in ready]
    return place(boxes, _ties(pure, boxes), found.critical_path, found.promised_days)


def _case_box(item: Item, start: int, now: datetime, urls: Mapping[str, str]) -> Box:
    late = item.duty is not None and item.is_open and item.duty.next_due < now
    word = _("%(state)s，已超时") % {"state": item.get_state_display()} if late else item.get_state_display()
    look = LOOKS.get(item.state, "todo")
    return Box(
        code=item.code,
        name=named(item.version),
        group=item.version.service.unit.name,
        start=start,
        days=item.version.promised_days or 0,
        url=urls.get(item.code, ""),
        word=str(word),
        tone=f"{look} late" if late else look,
        shape=look,
    )


def _ties(edges: Iterable[PureEdge], boxes: Iterable[Box]) -> list[Tie]:
    names = {box.code: box.name for box in boxes}
    return [
        Tie(
            edge.producer,
            edge.dependant,
            edge.kind,
            _("%(name)s（%(kind)s）") % {"name": names[edge.producer], "kind": EDGE_KINDS[edge.kind]},
        )
        for edge in edges
        if edge.producer in names
    ]
