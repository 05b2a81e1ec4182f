"""The officers' addresses of approvals: an item in the hands of the scene's owner, a case begun at his window."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from luodi.approvals.actions.accepting import accept, ask_supplement
from luodi.approvals.actions.appealing import appeal
from luodi.approvals.actions.continuing import take_up
from luodi.approvals.actions.deciding import approve, pause, refuse
from luodi.approvals.actions.filing import answer, begin
from luodi.approvals.actions.issuing import issue, send
from luodi.approvals.actions.materials import give
from luodi.approvals.models import Case, Item, Letter, MaterialCopy, SpecialProcedure, StatusSheet
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from tests.approving import paper
from tests.cast import LONG_AGO
from tests.promises import case_parts
from tests.promises.scene import Scene


def handed(scene: Scene, number: str) -> str:
    """From its department to the owner of the scene, who decides items from then on."""
    cast = scene.cast
    places = {"district": cast.district, "place": cast.zone}
    Duty.objects.filter(number=number).update(owner=cast.zone_officer.post, unit=cast.zone_unit, **places)
    return number


def item(scene: Scene) -> str:
    return handed(scene, case_parts.item(scene))


def after(*acts: Callable[..., object]) -> Callable[[Scene], str]:
    """An item to which these were done before it came to the owner."""

    def made(scene: Scene) -> str:
        number, planner = case_parts.item(scene), Viewer.of(case_parts.hall(scene).planner)
        for act in acts:
            act(viewer=planner, number=number)
        return handed(scene, number)

    return made


def for_head(made: Callable[[Scene], str]) -> Callable[[Scene], str]:
    """What the head alone may do: here he handles cases and items too."""

    def asked(scene: Scene) -> str:
        scene.handles("zone_head", "case", "item")
        return made(scene)

    return asked


def hearing(viewer: Viewer, number: str) -> None:
    notice = paper("notice.txt")
    pause(viewer=viewer, number=number, kind="hearing", notice_number="1 号", expected_days=5, document=notice)


def on_its_way(viewer: Viewer, number: str) -> None:
    send(viewer=viewer, number=number, kind="courier", carrier="邮政", tracking="1234567890")


def against(viewer: Viewer, number: str) -> None:
    refuse(viewer=viewer, number=number, reasons="不符合", remedies="可以申请复议")


def objected(scene: Scene) -> str:
    """Answered by the head of its department only."""
    number = for_head(after(accept, against))(scene)
    appeal(viewer=Viewer.of(scene.cast.investor), number=number, words="规划已经调整")
    return number


def notice_of(scene: Scene) -> Any:
    return SpecialProcedure.objects.get(
        item=Item.objects.latest("filed_at", "pk").case.items.get(code="plan")
    ).document.token


def case(scene: Scene) -> str:
    return handed(scene, case_parts.filed(scene))


def case_paper(scene: Scene) -> Any:
    return MaterialCopy.objects.exclude(attachment=None).latest("pk").attachment.token


def case_letter(scene: Scene) -> Any:
    found = Case.objects.latest("pk")
    accept(viewer=Viewer.of(case_parts.hall(scene).planner), number=case_parts.hall(scene).number(found, "plan"))
    return Letter.objects.latest("pk").token


def at_window(scene: Scene) -> None:
    """The owner sits at a window too; what he handles he handles still."""
    owner = scene.cast.zone_officer
    held = {"title": "综合窗口", "remit": owner.post.remit, "since": LONG_AGO}
    Post.objects.get_or_create(user=owner, unit=scene.cast.zone_unit, role=Post.Role.COUNTER, defaults=held)


def window(scene: Scene) -> str:
    """A draft begun at the owner's window."""
    case_parts.hall(scene)
    at_window(scene)
    viewer = Viewer.of(scene.cast.zone_officer)
    number = begin(viewer=viewer, code="workshop", answers={}).number
    answer(viewer=viewer, number=number, answers={"crowd": "no"})
    give(viewer=viewer, number=number, file=paper("scan.txt"), scanned=True)
    return number


def asked_at_window(scene: Scene) -> str:
    """A filed case carried on at the owner's window, one item of which waits for a supplement."""
    number, owner = case_parts.filed(scene), scene.cast.zone_officer
    at_window(scene)
    found = Case.objects.get(duty__number=number)
    take_up(viewer=Viewer.of(owner), number=number, code=found.query_code)
    planner = Viewer.of(case_parts.hall(scene).planner)
    asked = [{"material": "report", "words": "缺检测报告"}]
    ask_supplement(viewer=planner, number=case_parts.hall(scene).number(found, "plan"), asked=asked)
    return number


def asked_item(scene: Scene) -> str:
    return Duty.objects.get(item__case=Case.objects.latest("pk"), item__code="plan").number


def status_list(scene: Scene) -> int:
    told = {"file_name": "list.csv", "digest": "0" * 64, "read_at": timezone.now()}
    return StatusSheet.objects.create(post=scene.cast.zone_officer.post, **told).pk


PARTS: dict[str, Callable[[Scene], Any]] = {
    **{
        f"desk:item{route}.number": item
        for route in ("", "_judgement", "_acceptance", "_supplement", "_non_acceptance", "_owner")
    },
    **{f"desk:item_{route}.number": after(accept) for route in ("pause", "approval", "refusal")},
    "desk:item_extension.number": for_head(after(accept)),
    **{f"desk:item_{route}.number": after(accept, hearing) for route in ("resumption", "paper")},
    "desk:item_paper.token": notice_of,
    "desk:item_issuing.number": after(accept, approve),
    "desk:item_voiding.number": for_head(after(accept, approve)),
    **{f"desk:item_{route}.number": after(accept, approve, issue) for route in ("sending", "receipt")},
    "desk:item_tracking.number": after(accept, approve, issue, on_its_way),
    "desk:item_appeal.number": objected,
    **{f"desk:{route}.number": case for route in ("case", "case_paper", "letter")},
    "desk:case_extension.number": for_head(case),
    "desk:case_paper.token": case_paper,
    "desk:letter.token": case_letter,
    **{
        f"desk:counter_{route}.number": window
        for route in ("case", "questions", "form", "delivery", "scans", "sorting", "removal", "licence", "filing")
    },
    "desk:counter_supplement.number": asked_at_window,
    "desk:counter_supplement.item": asked_item,
    **{f"desk:status_{route}.pk": status_list for route in ("import", "importing", "removal")},
}
