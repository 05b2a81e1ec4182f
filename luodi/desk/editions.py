"""What the desk's pages of an edition show besides what the public will see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from luodi.bulletin.models import Edition
from luodi.bulletin.reach import held_on
from luodi.bulletin.rules import State
from luodi.bulletin.shown import Addresses
from luodi.bulletin.words import PRESSING, issue_words, note_words
from luodi.directory.viewer import Viewer
from luodi.duties.rules import MAY
from luodi.duties.strips import strip_of

TONES = {State.PREPARED: "held", State.PREVIEW: "soon", State.PUBLISHED: "done", State.CALLED_OFF: "none"}


@dataclass(frozen=True)
class EditionRow:
    edition: Edition
    issue: str
    state: str
    tone: str

    @property
    def share(self) -> int:
        """Of its lines, in percent, while the background works."""
        return 100 * self.edition.done // max(1, self.edition.of)

    @property
    def is_building(self) -> bool:
        return self.edition.state == State.PREPARED and self.edition.built_at is None


def row_of(edition: Edition) -> EditionRow:
    state = State(edition.state)
    return EditionRow(edition, issue_words(edition), str(state.label), TONES[state])


def to(edition: Edition) -> Addresses:
    here, lines = (reverse(f"desk:{name}", args=[edition.number]) for name in ("edition", "edition_lines"))
    return Addresses(edition=here, lines=lines, project=project_url)


def project_url(number: str) -> str:
    return reverse("desk:project", args=[number])


# Name of the act, its row of the table of permissions, label, icon, and when it is offered.
OFFERED = (
    ("window", "publish", lazy("开放预览，开始两个工作日更正期"), "clock"),
    ("publication", "approve_edition", lazy("批准公布"), "check"),
    ("ranking", "publish", lazy("编入排名"), "filter"),
    ("ranking_removal", "publish", lazy("撤下排名"), "close"),
)


def offered(edition: Edition, held: frozenset[str], now: datetime) -> list[tuple[str, Any, str]]:
    """Name, label and icon of the acts that this reader has now."""
    when = {
        "window": edition.is_coming and edition.state == State.PREPARED,
        "publication": edition.state == State.PREVIEW
        and edition.window_ends is not None
        and now >= edition.window_ends,
        "ranking": edition.is_coming and edition.ranking is None,
        "ranking_removal": edition.is_coming and edition.ranking is not None,
    }
    return [(name, label, icon) for name, verb, label, icon in OFFERED if when[name] and held & MAY[verb]]


def desk_page(edition: Edition, viewer: Viewer, now: datetime) -> dict[str, Any]:
    held = held_on(viewer, edition)
    notes = [
        {"words": note_words(note), "url": f"{to(edition).lines}?note={note['code']}" if note["lines"] else "",
         "pressing": note["code"] in PRESSING}
        for note in edition.notes
    ]  # fmt: skip
    may = bool(held & MAY["publish"])
    return {
        "row": row_of(edition),
        "edition": edition,
        "strip": strip_of(edition.duty, viewer=viewer, now=now),
        "notes": sorted(notes, key=lambda note: not note["pressing"]),
        "acts": offered(edition, held, now),
        "may_call_off": may and edition.state in (State.PREPARED, State.PREVIEW),
        "may_errata": may and edition.state == State.PUBLISHED,
        "is_open": edition.state == State.PREVIEW and edition.window_ends is not None and now < edition.window_ends,
    }
