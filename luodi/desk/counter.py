"""The general window (综合窗口): one case as it is filled in, its scans sorted to materials, its letters printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from luodi.approvals.dossier import CaseDossier, Paper, read_case
from luodi.approvals.filling import Draft, Known, delivery_kinds, prefilled, sources
from luodi.approvals.forms.filling import CaseForm, DeliveryForm, QuestionsForm
from luodi.approvals.models import Case, Item, MaterialCopy
from luodi.approvals.rules import CaseState, ItemState
from luodi.approvals.words import named
from luodi.desk.cases import item_lines, letters_of, told_in
from luodi.desk.forms.cases import ScansForm, is_picture
from luodi.desk.rows import own_strip
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.landing.prefill import known_for

# A key for each material, in the order of the keyboard.
KEYS = "1234567890qwertyuiop"
FORMS = ("fill-questions", "fill-form", "file-case")  # ids of the forms of a draft that guard its version
WINDOW = (Post.Role.COUNTER, Post.Role.AGENT)


def at_window(viewer: Viewer) -> bool:
    return any(post.role in WINDOW for post in viewer.posts)


@dataclass(frozen=True, slots=True)
class Scan:
    copy: MaterialCopy
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """A material that scans are put to; `key` is pressed for it."""

    paper: Paper
    name: str
    key: str
    given: list[Scan]


def _scan(copy: MaterialCopy) -> Scan:
    return Scan(copy, is_picture(copy))


def tray_of(d: CaseDossier, version: int | None = None) -> dict[str, Any]:
    """Scans that nobody has sorted yet, and the materials they may be. `version` is the one the page has seen, where
    that is not the newest: sorting carries it on for the forms beside the tray."""
    papers = [paper for paper in d.papers if not paper.spared]
    keys = [*KEYS, *("" for _more in papers[len(KEYS) :])]
    bins = [
        Bin(paper, named(paper.material), key, [_scan(copy) for copy in paper.copies])
        for paper, key in zip(papers, keys, strict=False)
    ]
    return {
        "case": d.case,
        "scans": [_scan(copy) for copy in d.unsorted],
        "bins": bins,
        "spared": [paper for paper in d.papers if paper.spared],
        "offered_licences": [paper for paper in d.papers if paper.held and not paper.copies],
        "scans_form": ScansForm(),
        "draft": Draft(d) if d.case.is_draft else None,
        "tray_forms": FORMS,
        "blank": {"version": version or d.duty.version, "seen": timezone.now().isoformat()},
    }


def fill_forms(d: CaseDossier, draft: Draft, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The shared forms of a draft, each of which may have come back; `typed` is form name -> what was sent in."""
    case, sent = d.case, typed or {}
    known: dict[str, Known] = known_for(d.viewer, applicant=case.applicant, company=case.company)
    form = prefilled(draft.definition, known) | case.form
    kinds = delivery_kinds(item.version for item in d.items)
    return {
        "questions_form": QuestionsForm(draft.definition, sent.get("questions"), answers=case.answers),
        "case_form": CaseForm(
            draft.definition,
            sent.get("form"),
            answers=case.answers,
            form=form,
            sources=sources(draft.definition, known, form),
        ),
        "delivery_form": DeliveryForm(sent.get("delivery"), kinds=kinds, initial=case.delivery),
    }


def window_page(d: CaseDossier, typed: Mapping[str, Any] | None = None, **forms: Any) -> dict[str, Any]:
    """Of one case at the window: a draft with its forms, a filed one with its items; the tray in both."""
    now = timezone.now()
    context = {
        "d": d,
        "duty": d.duty,
        "state": CaseState(d.duty.progress).label,
        "strip": own_strip(d.duty, viewer=d.viewer, now=now),
        "lines": item_lines(d, now),
        "letters": letters_of(d),
        **tray_of(d),
    }
    if draft := context["draft"]:
        context |= {"estimate": draft.estimate, **fill_forms(d, draft, typed)}
    else:
        context |= {"told": told_in(d), "to_supplement": to_supplement(d)}
    return context | forms


def to_supplement(d: CaseDossier) -> list[Item]:
    """Items whose notice can be answered now."""
    return [item for item in d.items if item.state == ItemState.SUPPLEMENT]


def window_case(viewer: Viewer, number: str) -> CaseDossier:
    """One that the viewer may carry on. Raises Case.DoesNotExist."""
    d = read_case(viewer, number)
    if not d.may("file"):
        raise Case.DoesNotExist
    return d
