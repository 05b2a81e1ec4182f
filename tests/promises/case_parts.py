"""Cases of the scene's investor for the addresses of approvals: a draft, a filed one, an item in some state."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from luodi.approvals.actions.accepting import accept, ask_supplement
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.filing import begin, choose_delivery, file, fill
from luodi.approvals.actions.issuing import issue, send
from luodi.approvals.actions.materials import give
from luodi.approvals.licences.drawing import draw_letters
from luodi.approvals.models import Case, Item, Letter
from luodi.directory.viewer import Viewer
from tests.approving import Approving, paper
from tests.promises.scene import Scene


def hall(scene: Scene) -> Approving:
    """The departments, once a scene."""
    if "hall" not in vars(scene):
        vars(scene)["hall"] = Approving(scene.cast)
    return vars(scene)["hall"]


def draft(scene: Scene) -> str:
    hall(scene)
    viewer = Viewer.of(scene.cast.investor)
    return begin(viewer=viewer, code="workshop", answers={"crowd": "yes"}).number


def filed(scene: Scene) -> str:
    number, viewer = draft(scene), Viewer.of(scene.cast.investor)
    fill(viewer=viewer, number=number, form={"name": "一号车间"})
    for material in ("licence", "drawing", "lease"):
        give(viewer=viewer, number=number, file=paper(f"{material}.txt"), material=material)
    choose_delivery(viewer=viewer, number=number, delivery={"kind": "counter"})
    file(viewer=viewer, number=number)
    return number


def item(scene: Scene) -> str:
    case = Case.objects.get(duty__number=filed(scene))
    return hall(scene).number(case, "plan")


def asked(scene: Scene) -> str:
    """One of which a secondary material was asked for again."""
    number, planner = item(scene), hall(scene).by(hall(scene).planner)
    ask_supplement(viewer=planner, number=number, asked=[{"material": "report", "words": "缺检测报告"}])
    return number


def sent(scene: Scene) -> str:
    """One whose result is on its way."""
    number, planner = item(scene), hall(scene).by(hall(scene).planner)
    for act in (accept, approve, issue):
        act(viewer=planner, number=number)
    send(viewer=planner, number=number, kind="courier", carrier="邮政", tracking="EM123456789CN")
    return number


def letter(scene: Scene) -> Any:
    """Drawn and sealed."""
    number, planner = item(scene), hall(scene).by(hall(scene).planner)
    accept(viewer=planner, number=number)
    draw_letters(timezone.now())
    return Letter.objects.get(item=Item.objects.get(duty__number=number)).token


PARTS: dict[str, Callable[[Scene], Any]] = {
    "portal:case_begin.code": lambda scene: hall(scene).bundle.bundle.code,
    **{f"portal:letter{route}.token": letter for route in ("", "_pdf")},
    **{f"portal:case{route}.number": filed for route in ("", "_latest", "_withdrawal", "_ratings")},
    **{
        f"portal:case_{route}.number": draft
        for route in ("questions", "form", "materials", "material_removal", "licences", "delivery", "filing")
    },
    **{f"portal:{route}.number": item for route in ("case_item", "item_appeal", "item_withdrawal")},
    "portal:item_supplement.number": asked,
    "portal:item_receipt.number": sent,
}
