"""A big work broken down at once: points and goals of itself, or of the projects that it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Link, Visibility
from luodi.duties.steps import Opening, move, open_duties
from luodi.ledger.acts import Act, Refused, act
from luodi.notices.actions import Telling, tell_many
from luodi.works.actions.working import days_until
from luodi.works.lines import MOST
from luodi.works.models import Work
from luodi.works.reach import locked_work
from luodi.works.rules import OPEN, PARTS, Kind, State


@dataclass(frozen=True)
class Part:
    """`whole` names the project (number or title) that it is a part of, empty for the work itself."""

    kind: str
    title: str
    owner: Post
    due: date | None = None
    words: str = ""
    period: str = ""
    target: Decimal | None = None
    unit_word: str = ""
    whole: str = ""


@dataclass
class _Whole:
    """A work of one project, made when a part first names it."""

    title: str
    about: Duty | None
    parts: list[Part] = field(default_factory=list)


def add_parts(*, viewer: Viewer, number: str, parts: Sequence[Part], version: int | None = None) -> list[Work]:
    """All or none, in a handful of statements. Raises Refused, Stale.

    Parts that name a project become parts of its work: one that hangs under this one already, or a new one
    about the project, owned by the project's owner.
    """
    with act(viewer.code) as a:
        above = locked_work(viewer, number, "keep_work", version=version)
        if not 0 < len(parts) <= MOST:
            raise Refused(_("请写 1 到 %(most)d 项。") % {"most": MOST})
        wholes = _wholes(viewer, parts)
        held = _held(above, wholes)
        _check(above, parts, bool(wholes))
        missing = {name: whole for name, whole in wholes.items() if name not in held}
        held |= dict(zip(missing, _open_wholes(a, above, list(missing.values())), strict=True))
        made = _open(a, [(part, held.get(part.whole, above)) for part in parts])
        move(above.duty, allowed=OPEN)
        a.record(number, "split", count=len(made), wholes=len(missing))
        _tell(a, above, [*made, *(held[name] for name in missing)])
        return made


def _check(above: Work, parts: Sequence[Part], by_project: bool) -> None:
    if above.kind == Kind.PLAN:
        raise Refused(_("方案的任务写在它的版本里，请起草下一版。"))
    if by_project and Kind.WORK not in PARTS.get(above.kind, frozenset()):
        raise Refused(_("只有重点工作可以按项目分解。"))
    for row, part in enumerate(parts, start=1):
        holder = Kind.WORK if part.whole else above.kind
        if part.kind not in PARTS.get(holder, frozenset()):
            told = {"row": row, "part": Kind(part.kind).label, "whole": Kind(holder).label}
            raise Refused(_("第 %(row)d 项：“%(whole)s”下面不能挂“%(part)s”。") % told)


def _wholes(viewer: Viewer, parts: Iterable[Part]) -> dict[str, _Whole]:
    """By the word that names it; a number or an exact title of a project that the viewer sees."""
    named: dict[str, _Whole] = {}
    for part in parts:
        if part.whole:
            named.setdefault(part.whole, _Whole(part.whole, None)).parts.append(part)
    seen = (
        Duty.objects.visible_to(viewer).filter(kind="project").select_related("owner__user", "owner__unit__territory")
    )
    found = list(seen.filter(number__in=named)) + list(seen.filter(title__in=named))
    for word, whole in named.items():
        called = {duty.pk: duty for duty in found if word in (duty.number, duty.title)}
        if len(called) == 1:
            whole.about = next(iter(called.values()))
            whole.title = whole.about.title
    return named


def _held(above: Work, wholes: dict[str, _Whole]) -> dict[str, Work]:
    """Works of these projects that hang under this one already, open ones only."""
    if not wholes:
        return {}
    own = above.parts.filter(kind=Kind.WORK, duty__closed=None).select_related("duty")
    by_title = {work.duty.title: work for work in own}
    return {word: by_title[whole.title] for word, whole in wholes.items() if whole.title in by_title}


def _open_wholes(a: Act, above: Work, wholes: list[_Whole]) -> list[Work]:
    """Due when their last part is."""
    parts = [
        Part(
            Kind.WORK,
            whole.title,
            whole.about.owner if whole.about else above.duty.owner,
            due=max((part.due for part in whole.parts if part.due), default=None),
        )
        for whole in wholes
    ]
    made = _open(a, [(part, above) for part in parts])
    about = [(work, whole.about) for work, whole in zip(made, wholes, strict=True) if whole.about]
    Link.objects.bulk_create(
        [Link(source=work.duty, target=duty, kind=Link.Kind.ABOUT) for work, duty in about], batch_size=500
    )
    return made


def _open(a: Act, parts: Sequence[tuple[Part, Work]]) -> list[Work]:
    if not parts:
        return []
    openings = [
        Opening(
            title=part.title,
            owner=part.owner,
            at=above.duty.place or above.duty.district or above.duty.city,
            progress=State.OPEN,
            visibility=Visibility.INTERNAL,
            clocks=[("goal", days_until(a.now, part.due), "")] if part.due else (),
        )
        for part, above in parts
    ]
    duties = open_duties(a, kind="work", opened=a.now, openings=openings)
    rows = [
        Work(
            duty=duty,
            kind=part.kind,
            parent=above,
            words=part.words,
            period=part.period,
            target=part.target,
            unit_word=part.unit_word,
        )
        for duty, (part, above) in zip(duties, parts, strict=True)
    ]
    return Work.objects.bulk_create(rows, batch_size=500)


def _tell(a: Act, above: Work, made: Iterable[Work]) -> None:
    """Each owner once, however many parts are his."""
    readers: set[User] = {work.duty.owner.user for work in made}
    others = tuple(reader for reader in readers if reader.code != a.actor)
    number = above.duty.number
    tell_many(a.now, [Telling(others, "parts_given", number, f"parts:{number}:{a.id}", {})])
