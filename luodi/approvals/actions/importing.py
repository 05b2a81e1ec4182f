"""A status list of an upper level's system: looked at first, carried out when asked, and a second time nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from luodi.approvals.actions import accepting, deciding, ending, issuing
from luodi.approvals.models import Item, StatusRow, StatusSheet, Supplement
from luodi.approvals.rules import TERMS
from luodi.approvals.statuses.reading import read_rows
from luodi.approvals.statuses.rules import COLUMNS, REQUIRED, step
from luodi.approvals.steps import close, locked_item, turn
from luodi.approvals.timing import moment
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import Clocks
from luodi.ledger.acts import Refused, act
from luodi.text.sheets import read_table

AT_ONCE = 500  # rows of one statement


@dataclass
class Imported:
    """Rows carried out, rows that were so already, and why others were not: place -> sentence."""

    done: int = 0
    known: int = 0
    refused: dict[str, str] = field(default_factory=dict)


def importing_post(viewer: Viewer) -> Post:
    """The post of a department that decides items. Raises Refused."""
    post = next((one for one in viewer.posts if "item" in one.remit and one.role != Post.Role.COUNTER), None)
    if post is None:
        raise Refused(_("您的岗位不办理审批事项，不能导入状态。"))
    return post


def check_statuses(*, viewer: Viewer, data: bytes, file_name: str) -> StatusSheet:
    """Dry run: keeps what each row is, or what is wrong in it. Raises SheetError, Refused."""
    post = importing_post(viewer)
    rows = read_table(data, COLUMNS, REQUIRED)
    digest = sha256(data).hexdigest()
    with act(viewer.code) as a:
        # The same file again takes the place of its earlier check.
        StatusSheet.objects.filter(post=post, digest=digest, state=StatusSheet.State.CHECKED).delete()
        sheet = StatusSheet.objects.create(post=post, file_name=file_name[-200:], digest=digest, read_at=a.now)
        read = read_rows(rows, viewer, a.now)
        StatusRow.objects.bulk_create(
            [
                StatusRow(
                    of=sheet,
                    sheet=one.row.sheet[:60],
                    row=one.row.row,
                    values=one.values | {"known": one.known},
                    faults=one.faults,
                    key=one.key if one.item else "",
                )
                for one in read
            ],
            batch_size=AT_ONCE,
        )
        faults = sum(len(one.faults) for one in read)
        a.record(subject_of(sheet), "statuses_checked", rows=len(read), faults=faults, digest=digest)
    return sheet


def import_statuses(*, viewer: Viewer, sheet: StatusSheet) -> Imported:
    """Every good row that is not so yet, in the order of their times; each is an act of its own, as keyed in later.

    One that fails stops no other. Raises Refused where the viewer decides no items.
    """
    importing_post(viewer)
    found = Imported()
    rows = StatusRow.objects.filter(of=sheet, duty=None, faults=[]).exclude(key="")
    for row in sorted(rows, key=lambda one: (one.values["happened_at"], one.row)):
        try:
            if _carry_out(viewer, sheet, row):
                found.done += 1
            else:
                found.known += 1
        except Refused as why:
            found.refused[f"{row.sheet}!{row.row}" if row.sheet else str(row.row)] = str(why)
    with act(viewer.code) as a:
        StatusSheet.objects.filter(pk=sheet.pk).update(state=StatusSheet.State.DONE, done_at=a.now)
        a.record(subject_of(sheet), "statuses_imported", done=found.done, refused=len(found.refused))
    return found


def _carry_out(viewer: Viewer, sheet: StatusSheet, row: StatusRow) -> bool:
    """Whether anything had to be done: the item may have come so far by itself, or by the same list."""
    said = row.values
    item = Item.objects.select_related("duty").get(duty__number=said["item"])
    todo = step(said["word"], item.state)
    if todo is None:
        raise Refused(_("这件事的状态已经变了，这一步接不上。"))
    for code in todo.turns:
        STEPS[code](_Told(viewer, said))
    with act(viewer.code) as a:
        # What was typed lives on in what it became, and only there.
        StatusRow.objects.filter(pk=row.pk).update(duty=item.duty_id, values={"word": said["word"]})
        if todo.turns:
            at = datetime.fromisoformat(said["happened_at"])
            a.record(said["item"], "status_imported", happened_at=at, turns=list(todo.turns), sheet=sheet.pk)
    return bool(todo.turns)


@dataclass(frozen=True)
class _Told:
    viewer: Viewer
    said: dict[str, Any]

    @property
    def who(self) -> dict[str, Any]:
        at = datetime.fromisoformat(self.said["happened_at"])
        return {"viewer": self.viewer, "number": self.said["item"], "happened_at": at}

    @property
    def days(self) -> int | None:
        return int(self.said["days"]) if self.said["days"] else None


def _ask(told: _Told) -> None:
    accepting.ask_supplement(asked=[{"material": "", "words": told.said["reason"]}], days=told.days, **told.who)


def _pause(told: _Told) -> None:
    said = {"kind": told.said["procedure"], "notice_number": told.said["notice"], "expected_days": told.days or 0}
    deciding.pause(**said, **told.who)


def _answered(told: _Told) -> None:
    """What the applicant handed in elsewhere: the department has its full five days again."""
    with act(told.viewer.code) as a:
        item = locked_item(a, told.viewer, told.said["item"], "accept_item")
        assert item.duty is not None
        at, clocks = moment(a, item, told.who["happened_at"]), Clocks(item.duty)
        clocks.stop("supplement", happened_at=at)
        clocks.start("acceptance", TERMS["acceptance"], at=at)
        event = turn(a, item, "supplement_given", clocks=clocks, happened_at=at)
        Supplement.objects.filter(item=item, answered_at=None).update(answered_at=at)
        close(a, item.case, [event])


def _taken_back(told: _Told) -> None:
    """The applicant withdrew it elsewhere."""
    with act(told.viewer.code) as a:
        item = locked_item(a, told.viewer, told.said["item"], "accept_item")
        assert item.duty is not None
        at, clocks = moment(a, item, told.who["happened_at"]), Clocks(item.duty)
        clocks.stop_all(happened_at=at)
        event = turn(a, item, "withdrawn", clocks=clocks, happened_at=at, columns={"cause": "withdrawn"})
        close(a, item.case, [event])


STEPS: dict[str, Callable[[_Told], object]] = {
    "accepted": lambda told: accepting.accept(**told.who),
    "not_accepted": lambda told: accepting.refuse_acceptance(reasons=told.said["reason"], **told.who),
    "supplement_asked": _ask,
    "supplement_given": _answered,
    "paused": _pause,
    "resumed": lambda told: deciding.resume(**told.who),
    "approved": lambda told: deciding.approve(reasons=told.said["reason"], **told.who),
    "refused": lambda told: deciding.refuse(reasons=told.said["reason"], remedies=told.said["remedies"], **told.who),
    "issued": lambda told: issuing.issue(**told.who),
    "withdrawn": _taken_back,
    # Void is void from now on, whenever it was found out.
    "voided": lambda told: ending.void(viewer=told.viewer, number=told.said["item"], reason=told.said["reason"]),
}


def drop_statuses(*, viewer: Viewer, sheet: StatusSheet) -> None:
    """Takes what was read away again; what was carried out stays."""
    with act(viewer.code) as a:
        importing_post(viewer)
        a.record(subject_of(sheet), "statuses_dropped")
        sheet.delete()


def subject_of(sheet: StatusSheet) -> str:
    return f"approvals:statuses:{sheet.pk}"
