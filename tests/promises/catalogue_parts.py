"""A service of the scene's departments, its draft, and the bundle it belongs to: for the guide and the operator."""

from collections.abc import Callable
from typing import Any

from luodi.approvals.actions.catalogue import start_draft
from luodi.approvals.models import Service
from luodi.directory.viewer import Viewer
from tests.promises.case_parts import hall
from tests.promises.scene import Scene


def service(scene: Scene) -> Service:
    hall(scene)
    return Service.objects.order_by("pk")[0]


def service_draft(scene: Scene) -> int:
    one = service(scene)
    draft = one.versions.filter(state="draft").first()
    return (draft or start_draft(viewer=Viewer.of(scene.cast.operator), service=one.pk)).pk


PARTS: dict[str, Callable[[Scene], Any]] = {
    "portal:guide_service.code": lambda scene: service(scene).code,
    "portal:guide_bundle.code": lambda scene: hall(scene).bundle.bundle.code,
    **{f"approvals:service{route}.pk": lambda scene: service(scene).pk for route in ("", "_drafts", "_retirement")},
    **{f"approvals:service_{route}.pk": service_draft for route in ("version", "publication", "removal")},
}
