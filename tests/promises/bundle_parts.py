"""The variable parts of the addresses of bundles: one that is offered, and a draft of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from luodi.approvals.actions.bundles import start_draft
from luodi.approvals.models import Bundle, BundleVersion
from luodi.directory.viewer import Viewer
from tests.approving import DEFINITION
from tests.promises.scene import Scene

CODE = "second-workshop"  # the first is that of the cases


def published(scene: Scene) -> BundleVersion:
    """Several addresses ask for it in one city."""
    bundle, _made = Bundle.objects.get_or_create(code=CODE, defaults={"lead": scene.cast.zone_unit})
    said = {
        "state": "published",
        "valid_from": date(2019, 1, 1),
        "definition": DEFINITION | {"code": CODE},
        "name": "开办车间",
    }
    return BundleVersion.objects.get_or_create(bundle=bundle, version=1, defaults=said)[0]


def draft(scene: Scene) -> int:
    """There is one at a time."""
    there = BundleVersion.objects.filter(bundle__code=CODE, state="draft").first()
    return (there or start_draft(viewer=Viewer.of(scene.cast.operator), version=published(scene).pk)).pk


PARTS: dict[str, Callable[[Scene], Any]] = {
    **{f"approvals:bundle{route}.pk": draft for route in ("", "_sketch", "_document", "_publication", "_removal")},
    **{f"approvals:bundle_{route}.pk": lambda scene: published(scene).pk for route in ("drafts", "simulation")},
    "approvals:bundle_standing.pk": lambda scene: published(scene).bundle_id,
    "approvals:bundle_days.code": lambda scene: published(scene).bundle.code,
}
