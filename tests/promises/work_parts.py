"""Works, plans, measures and cooperation for the addresses that name one: owned where the scene's enquiry is."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.works.actions.cooperating import cooperate
from luodi.works.actions.planning import NewTask, new_version
from luodi.works.actions.working import add_work
from luodi.works.rules import Kind, MayCopy
from tests.promises.scene import Scene

OF_WORK = ("", "_sheet", "_parts", "_result", "_owner", "_drop")


def a_work(kind: str = Kind.WORK, **columns: Any) -> Callable[[Scene], str]:
    def made(scene: Scene) -> str:
        owner = scene.cast.zone_officer
        place = owner.post.unit.territory
        told = {"kind": kind, "title": "老港区更新", "owner": owner.post, "at": place}
        return add_work(viewer=Viewer.of(owner), **told, **columns).number

    return made


def a_draft(scene: Scene) -> str:
    """A plan whose first version waits for approval."""
    number, owner = a_work(Kind.PLAN)(scene), scene.cast.zone_officer
    task = NewTask("冰雪季", {"owner": owner.post, "at": owner.post.unit.territory})
    new_version(viewer=Viewer.of(owner), number=number, word="1.0", tasks=[task])
    return number


def a_cooperation(scene: Scene) -> str:
    """Of the scene's one city with somebody outside; every unit of that city takes part."""
    owner = scene.cast.zone_officer
    told = {"kind": "agreement", "title": "港口合作协议", "partners": "邻市港口集团", "next_step": "签署"}
    day = timezone.localdate() + timedelta(days=20)
    place, cities = owner.post.unit.territory, [scene.cast.city]
    return cooperate(
        viewer=Viewer.of(owner), owner=owner.post, at=place, cities=cities, next_on=day, **told
    ).duty.number


PARTS: dict[str, Callable[[Scene], Any]] = {
    **{f"desk:work{route}.number": a_work() for route in OF_WORK},
    "desk:work_reached.number": a_work(Kind.GOAL, target=Decimal(3), unit_word="家"),
    "desk:work_effect.number": a_work(Kind.MEASURE),
    "desk:measure.number": a_work(Kind.MEASURE, facts={"may_copy": MayCopy.CITY}),
    "desk:plan.number": a_draft,
    "desk:plan_approval.number": a_draft,
    "desk:plan_version.number": a_work(Kind.PLAN),
    **{f"desk:cooperation{route}.number": a_cooperation for route in ("", "_step", "_end")},
}
