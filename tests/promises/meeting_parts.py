"""A problem, a meeting, an instruction and a slip for the addresses that name one, all at the zone of the scene."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.ledger.models import Attachment
from luodi.projects.actions.library import add
from luodi.projects.actions.problems import raise_problem, solve
from luodi.projects.models import Problem
from luodi.works.actions.instructing import answer, instruct
from luodi.works.actions.meeting import call_meeting, end_meeting
from luodi.works.actions.supervising import slip
from luodi.works.models import Slip
from tests.promises.scene import Scene


def a_project(scene: Scene) -> str:
    owner = scene.cast.zone_officer
    made = add(
        viewer=Viewer.of(owner), owner=owner.post, at=owner.post.unit.territory, title="港区冷链基地", template="land"
    )
    return made.number


def a_problem(scene: Scene) -> str:
    """Raised by the city desk with a photo, owned by the zone's officer; one of a scene."""
    made = Problem.objects.filter(solved_at=None).first() or _raised(scene)
    return made.number


def _raised(scene: Scene) -> Problem:
    told = {"category": "land", "title": "围挡进不去", "words": "两户未搬", "asked": "specialist"}
    photo = SimpleUploadedFile("note.txt", "现场记录".encode(), "text/plain")
    number = a_project(scene)
    return raise_problem(viewer=Viewer.of(scene.cast.dispatcher), number=number, file=photo, **told)


def a_solved_problem(scene: Scene) -> str:
    made = Problem.objects.exclude(solved_at=None).first() or _raised(scene)
    if made.solved_at is None:
        proof = SimpleUploadedFile("agreement.txt", "搬迁协议".encode(), "text/plain")
        solve(viewer=Viewer.of(scene.cast.zone_officer), number=made.number, words="已搬走", file=proof)
    return made.number


def a_paper(scene: Scene) -> Any:
    return Attachment.objects.get(subject=a_problem(scene)).token


def a_meeting(scene: Scene) -> str:
    a_project(scene)
    owner = scene.cast.zone_officer
    told = {"kind": "dispatch", "title": "港区调度会", "starts": timezone.now()}
    made = call_meeting(viewer=Viewer.of(owner), at=owner.post.unit.territory, **told)
    return made.number


def a_held_meeting(scene: Scene) -> str:
    number = a_meeting(scene)
    end_meeting(viewer=Viewer.of(scene.cast.zone_officer), number=number, words="各方按计划推进。")
    return number


def an_instruction(scene: Scene) -> str:
    number = a_project(scene)
    return instruct(viewer=Viewer.of(scene.cast.dispatcher), number=number, wording="act").number


def an_answered_instruction(scene: Scene) -> str:
    number = an_instruction(scene)
    answer(viewer=Viewer.of(scene.cast.zone_officer), number=number, reply="已进场")
    return number


def a_slip(scene: Scene) -> str:
    """The project that it is on; one of a scene."""
    if made := Slip.objects.select_related("duty").first():
        return made.duty.number
    number = a_project(scene)
    slip(viewer=Viewer.of(scene.cast.dispatcher), number=number, order="本周进场")
    return number


PARTS: dict[str, Callable[[Scene], Any]] = {
    "desk:problem_entry.number": a_project,
    "desk:instruct.number": a_project,
    **{f"desk:problem{route}.number": a_problem for route in ("", "_paper", "_acceptance", "_solution", "_passing_up")},
    **{f"desk:problem_{route}.number": a_solved_problem for route in ("confirmation", "reopening")},
    "desk:problem_paper.token": a_paper,
    **{
        f"desk:meeting{route}.number": a_meeting
        for route in ("", "_minutes", "_minutes_file", "_decisions", "_end", "_text", "_calling_off")
    },
    "desk:meeting_issuing.number": a_held_meeting,
    **{f"desk:instruction{route}.number": an_instruction for route in ("", "_answer")},
    **{f"desk:instruction_{route}.number": an_answered_instruction for route in ("acceptance", "return")},
    **{f"desk:slip{route}.number": a_slip for route in ("", "_sheet", "_signature", "_reply", "_judgement")},
    "desk:slip_issuing.number": a_project,
    "desk:slip_sheet.ordinal": lambda scene: 1,
}
