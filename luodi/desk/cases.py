"""Cases at the desk: a row of the list, one case with its items and one set of materials, the letters to print."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.actions import deciding
from luodi.approvals.actions.filing import definition_for
from luodi.approvals.bundle.conditions import holds
from luodi.approvals.dossier import CaseDossier, Paper, read_case
from luodi.approvals.drawing.layout import Graph
from luodi.approvals.drawing.pictures import case_graph
from luodi.approvals.folding import history
from luodi.approvals.models import Item, ItemMaterial, Letter
from luodi.approvals.rules import CaseState, Channel
from luodi.approvals.story import Line, story, touched
from luodi.approvals.words import in_language, said
from luodi.desk.acts import Act, Data
from luodi.desk.forms.acts import ActForm
from luodi.desk.forms.cases import ExtendCaseForm
from luodi.desk.rows import DeskRow, own_strip, plain_row, url_of
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.rules import MAY
from luodi.ledger.models import Attachment
from luodi.ui.strip import Strip


def case_row(duty: Duty, *, viewer: Viewer, now: datetime) -> DeskRow:
    """Needs `beside=listing.CASE_BESIDE`; costs no query. A company may be named on a list, a person is not."""
    case = duty.case
    return replace(
        plain_row(duty, viewer=viewer, now=now),
        gist=" · ".join(part for part in (case.company.name if case.company else "", days_words(case)) if part),
        tag=str(CaseState(duty.progress).label),
        tag_tone="done" if duty.closed else "",
    )


def days_words(case: Any) -> str:
    """What parallel approval spares, as it was promised when the case was filed."""
    if case.promised_days is None or case.series_days is None or case.series_days <= case.promised_days:
        return ""
    return _("承诺 %(days)s 个工作日，逐项办要 %(series)s 个") % {
        "days": case.promised_days,
        "series": case.series_days,
    }


@dataclass(frozen=True)
class DeskCase:
    """The dossier, and what has changed since somebody opened its page."""

    of: CaseDossier

    @property
    def viewer(self) -> Viewer:
        return self.of.viewer

    @property
    def duty(self) -> Duty:
        return self.of.duty

    def may(self, verb: str) -> bool:
        return self.of.may(verb)

    @cached_property
    def lines(self) -> list[Line]:
        """Newest first."""
        return story(self.of)[::-1]

    def changes_since(self, since: datetime) -> list[str]:
        return [line.with_who for line in self.lines if line.recorded_at >= since]


def desk_case(viewer: Viewer, number: str) -> DeskCase:
    """Raises Case.DoesNotExist outside the viewer's reach."""
    return DeskCase(read_case(viewer, number))


def _extend(d: DeskCase, data: Data) -> str:
    deciding.extend_case(viewer=d.viewer, number=d.duty.number, reason=data["reason"])
    return _("整件已延长 15 个工作日。")


def _may_extend(d: DeskCase) -> bool:
    running = any(one.kind == "joint" and one.is_running for one in d.duty.deadlines.all())
    return d.duty.closed is None and running and "case_extended" not in d.of.happened


ACTS: dict[str, Act] = {
    "extension": Act("extension", "extend", lazy("整件延期"), "d", "calendar", ExtendCaseForm, _extend, _may_extend),
}


def offered(d: DeskCase) -> list[tuple[Act, str]]:
    able = [act for act in ACTS.values() if act.is_offered(d)]
    return [(act, reverse(f"desk:case_{act.name}", args=[d.duty.number])) for act in able]


@dataclass(frozen=True, slots=True)
class ItemLine:
    item: Item
    strip: Strip | None
    url: str
    waits_for: list[Item]


@dataclass(frozen=True, slots=True)
class Cell:
    """One material for one item; an empty word where the item does not ask for it."""

    item: Item
    word: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    paper: Paper
    cells: list[Cell] = field(default_factory=list)


TONES: dict[str, str] = {
    ItemMaterial.State.ACCEPTED: "done",
    ItemMaterial.State.REJECTED: "soon",
    ItemMaterial.State.DEFERRED: "soon",
}


def matrix(d: CaseDossier) -> list[MatrixRow]:
    """Materials by items: one row for what is given once, a cell for each item that judges it."""
    found = []
    for paper in d.papers:
        by_item = {row.item_id: row for row in paper.rows}
        cells = [_cell(item, by_item.get(item.pk)) for item in d.items]
        found.append(MatrixRow(paper, cells))
    return found


def _cell(item: Item, row: ItemMaterial | None) -> Cell:
    return Cell(item, said(row.get_state_display()), TONES.get(row.state, "")) if row else Cell(item)


def item_lines(d: CaseDossier, now: datetime) -> list[ItemLine]:
    return [
        ItemLine(
            item,
            own_strip(item.duty, viewer=d.viewer, now=now) if item.duty else None,
            url_of(item.duty.number) if item.duty else "",
            d.waits_for(item),
        )
        for item in d.items
    ]


def picture_of(d: CaseDossier, now: datetime) -> Graph | None:
    """Nothing to draw of a single item."""
    if len(d.items) < 2:
        return None
    urls = {item.code: url_of(item.duty.number) for item in d.items if item.duty}
    return case_graph(d.items, d.edges, now, urls)


def told_in(d: CaseDossier) -> list[tuple[str, str]]:
    """Label and words of the one form, as far as it was filled in."""
    definition = definition_for(d.case)
    settled = definition.settled(d.case.answers)
    found = []
    for row in definition.fields:
        value = str(d.case.form.get(row.code, ""))
        if value and holds(row.when, settled):
            options = {one.code: in_language(one.text, one.text_en) for one in row.options}
            found.append((in_language(row.label, row.label_en), options.get(value, value)))
    return found


def letters_of(d: CaseDossier) -> list[Letter]:
    """Of all items, newest first."""
    return sorted((one for some in d.letters.values() for one in some), key=lambda one: one.pk, reverse=True)


def letter_of(d: CaseDossier, token: object) -> Letter:
    """Raises Letter.DoesNotExist for one of another case."""
    found = next((one for one in letters_of(d) if one.token == token), None)
    if found is None:
        raise Letter.DoesNotExist
    return found


def paper_of(d: CaseDossier, token: object) -> Attachment:
    """A file of the case. Raises Attachment.DoesNotExist."""
    files = (copy.attachment for copy in d.copies)
    found = next((one for one in files if one is not None and one.token == token), None)
    if found is None:
        raise Attachment.DoesNotExist
    return found


def case_page(d: DeskCase, chosen: str = "", form: ActForm | None = None) -> dict[str, Any]:
    """Of the page of a case: `chosen` is the act whose `form` is open."""
    now, number, of = timezone.now(), d.duty.number, d.of
    return {
        "d": d,
        "case": of.case,
        "duty": d.duty,
        "here": reverse("desk:case", args=[number]),
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "state": CaseState(d.duty.progress).label,
        "channel": Channel(of.case.channel).label,
        "days": days_words(of.case),
        "lines": item_lines(of, now),
        "matrix": matrix(of),
        "unsorted": of.unsorted,
        "graph": picture_of(of, now),
        "told": told_in(of),
        "touches": touched(of),
        "letters": letters_of(of),
        "history": history(d.lines),
        "may_carry_on": bool(of.held & MAY["file"]) and d.duty.closed is None,
        "acts": offered(d),
        "chosen": ACTS[chosen] if chosen else None,
        "chosen_url": reverse(f"desk:case_{chosen}", args=[number]) if chosen else "",
        "form": form,
        "blank": {"version": d.duty.version, "seen": now.isoformat()},
    }
