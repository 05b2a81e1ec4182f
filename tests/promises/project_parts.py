"""A key project and what hangs on it, for the addresses that name one: owned where the scene's enquiry is."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.projects.actions.baselining import approve_baseline, propose_baseline
from luodi.projects.actions.columns import save_upper
from luodi.projects.actions.library import add, set_aside
from luodi.projects.actions.measuring import measure
from luodi.projects.actions.proving import prove
from luodi.projects.actions.quantities import add_quantity
from luodi.projects.models import Evidence, Measurement, Project, ProjectImport, SavedColumns
from luodi.projects.rules import Template
from luodi.projects.tests.uppers import empty_form
from tests.projecting import MILLION
from tests.promises.meeting_parts import PARTS as MEETING_PARTS
from tests.promises.round_parts import PARTS as ROUND_PARTS
from tests.promises.scene import Scene


def a_project(scene: Scene) -> Project:
    """One of the port zone, made anew at each call."""
    owner = scene.cast.zone_officer
    values = {"total": 100 * MILLION, "sector": "industry", "description": "冷库与加工车间"}
    at = owner.post.unit.territory
    return add(
        viewer=Viewer.of(owner), owner=owner.post, at=at, title="港区冷链基地", template=Template.LAND, values=values
    )


def project(scene: Scene) -> str:
    return a_project(scene).number


def a_book(scene: Scene) -> int:
    """Read in by the zone's officer."""
    layout = {"columns": [["项目名称", "title"]], "above": {}, "as_of": "2021-09-30", "template": Template.LAND.value}
    told = {"file_name": "projects.xlsx", "digest": "0" * 64, "read_at": timezone.now(), "layout": layout}
    return ProjectImport.objects.create(post=scene.cast.zone_officer.post, **told).pk


def a_proof(scene: Scene) -> Evidence:
    """A paper of the one project of this scene, which is made at the first call."""
    made = Project.objects.first() or a_project(scene)
    file = SimpleUploadedFile("log.txt", "洽谈记录".encode(), "text/plain")
    by, told = Viewer.of(made.duty.owner.user), {"kind": "contact_log", "dated": timezone.localdate(), "file": file}
    return made.evidence.first() or prove(viewer=by, number=made.number, **told)


def a_plan(scene: Scene) -> str:
    """A project with a plan that waits for approval."""
    made = a_project(scene)
    by, today = Viewer.of(made.duty.owner.user), timezone.localdate()
    piles = {"name": "完成桩基", "planned": today + timedelta(days=60)}
    propose_baseline(viewer=by, number=made.number, milestones=[piles], effective=today)
    return made.number


def with_milestones(scene: Scene) -> str:
    number = a_plan(scene)
    approve_baseline(viewer=Viewer.of(scene.cast.dispatcher), number=number, version_no=1)
    return number


def a_measurement(scene: Scene) -> Measurement:
    """Of the one measured quantity of this scene, which is made at the first call."""
    if made := Measurement.objects.first():
        return made
    number, by = a_project(scene).number, Viewer.of(scene.cast.zone_officer)
    frame = {
        "name": "桩基",
        "unit": "根",
        "total": Decimal(100),
        "starts_on": timezone.localdate() - timedelta(days=10),
    }
    quantity = add_quantity(viewer=by, number=number, **frame)
    return measure(viewer=by, number=number, quantity=quantity.pk, value=Decimal(40), as_of=timezone.now())


def paused(scene: Scene) -> str:
    number, by = project(scene), Viewer.of(scene.cast.zone_officer)
    until = timezone.localdate() + timedelta(days=30)
    set_aside(viewer=by, number=number, side="paused", reason="等土地", until=until)
    return number


OF_SITE = ("site", "quantity", "stoppage", "restart", "forecast")
OF_QUANTITY = ("quantity_change", "site_measure", "zones", "quantity_removal")
OF_MEASUREMENT = ("measurement_correction", "verification")
OF_PROJECT = (
    *("", "_baselines", "_change", "_plan", "_gate_decision", "_gate_request", "_proof"),
    *("_year_plan", "_aside", "_deputy"),
)


def an_upper_book(scene: Scene) -> int:
    """The upper level's workbook, kept by the zone's officer; one of a scene."""
    if there := SavedColumns.objects.exclude(attachment=None).first():
        return there.pk
    by = Viewer.of(scene.cast.zone_officer)
    return save_upper(viewer=by, name="", file=SimpleUploadedFile("upper.xlsx", empty_form())).pk


PARTS: dict[str, Callable[[Scene], Any]] = {
    "desk:project_columns_removal.pk": an_upper_book,
    **{f"desk:project_upper{route}.pk": an_upper_book for route in ("", "_filled")},
    **{f"desk:project{route}.number": project for route in OF_PROJECT},
    **{f"desk:project_milestone_{route}.number": with_milestones for route in ("date", "met")},
    "desk:project_baseline_answer.number": a_plan,
    "desk:project_baseline_answer.version_no": lambda scene: 1,
    **{f"desk:project_{r}.number": lambda s: a_proof(s).project.number for r in ("attachment", "proof_removal")},
    "desk:project_attachment.token": lambda scene: a_proof(scene).attachment.token,
    "desk:project_proof_removal.pk": lambda scene: a_proof(scene).pk,
    "desk:project_importing.pk": a_book,
    **{f"desk:project_import{route}.pk": a_book for route in ("", "_book", "_columns", "_removal")},
    "desk:project_resumption.number": paused,
    "desk:back_plan.number": project,
    **{
        f"desk:{route}.number": lambda s: a_measurement(s).quantity.project.number
        for route in (*OF_SITE, *OF_QUANTITY, *OF_MEASUREMENT)
    },
    **{f"desk:{route}.pk": lambda s: a_measurement(s).quantity_id for route in OF_QUANTITY},
    **{f"desk:{route}.pk": lambda s: a_measurement(s).pk for route in OF_MEASUREMENT},
    "desk:forecast.pk": lambda s: a_measurement(s).quantity.project.forecasts.get().pk,
    **MEETING_PARTS,
    **ROUND_PARTS,
}
