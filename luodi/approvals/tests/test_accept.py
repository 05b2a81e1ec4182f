"""From filing to the decision: acceptance, silence, the one notice, deferrals, special procedures."""

import pytest
import time_machine

from luodi.approvals.actions.accepting import accept, ask_supplement, give_supplement, refuse_acceptance
from luodi.approvals.actions.deciding import approve, extend, pause, refuse, resume
from luodi.approvals.actions.ending import withdraw
from luodi.approvals.actions.filing import begin
from luodi.approvals.actions.issuing import issue
from luodi.approvals.actions.materials import give, judge, withdraw_copy
from luodi.approvals.models import Item, ItemMaterial, Letter, MaterialCopy, Stay, Supplement
from luodi.config.watch import EXPIRIES
from luodi.directory.models import Post
from luodi.duties.models import Deadline
from luodi.duties.sweep import tell_due
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.works.actions.supervising import slip
from tests.approving import Approving, paper
from tests.cast import Cast, local

pytestmark = pytest.mark.django_db
MONDAY = local(2021, 1, 4, 9)


@pytest.fixture
def city() -> Approving:
    with time_machine.travel(MONDAY, tick=False):
        return Approving(Cast())


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(2021, *moment), tick=False)


def states(case) -> dict[str, str]:
    return dict(Item.objects.filter(case=case).values_list("code", "state"))


def clocks(item: Item) -> dict[str, str]:
    rows = Deadline.objects.filter(duty=item.duty, stopped=None)
    return {row.key: f"{row.due:%m-%d}" if row.due else "held" for row in rows}


def test_all_items_are_filed_at_once_and_each_has_an_owner(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
    assert states(case) == {"site": "filed", "plan": "filed", "build": "blocked", "open": "blocked"}
    owners = {item.code: item.duty.unit.code for item in Item.objects.filter(case=case)}
    assert owners == {"site": "planning", "plan": "planning", "build": "building", "open": "fire"}
    # Five working days: the eleventh is a Monday.
    assert clocks(city.item(case, "plan")) == {"acceptance": "01-11"}
    assert clocks(city.item(case, "build")) == {}
    event = Event.objects.get(subject=case.number, code="filed")
    assert set(event.facts["items"]) == {"site", "plan", "build", "open"}
    case.refresh_from_db()
    assert (case.promised_days, case.series_days) == (19, 19)


def test_an_item_that_is_not_needed_counts_as_satisfied(city: Approving):
    with at(1, 4, 9):
        case = city.filed(crowd="no")
    assert states(case)["open"] == "excluded"
    assert Item.objects.get(case=case, code="open").duty is None


def test_acceptance_starts_both_clocks_and_unblocks(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
    with at(1, 5, 10):
        accept(viewer=city.by(city.counter), number=city.number(case, "plan"))
        accept(viewer=city.by(city.planner), number=city.number(case, "site"))
    assert clocks(city.item(case, "plan")) == {"statutory": "02-02", "decision": "01-15"}
    assert states(case)["build"] == "blocked"
    assert Letter.objects.filter(item__case=case, kind="receipt").count() == 2


def test_a_slip_on_an_item_that_waits_stays_the_nearest_of_its_clocks_when_it_is_filed(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        number, desk = city.number(case, "build"), city.cast.dispatcher
        Post.objects.filter(pk=desk.post.pk).update(remit=["item"])
        slip(viewer=city.by(desk), number=number, order="请提前审图", days=1)
    with at(1, 4, 10):
        for code in ("site", "plan"):
            accept(viewer=city.by(city.planner), number=city.number(case, code))
        approve(viewer=city.by(city.planner), number=city.number(case, "plan"))
        issue(viewer=city.by(city.planner), number=city.number(case, "plan"))
    build = city.item(case, "build")
    assert build.state == "filed"
    assert clocks(build) == {"slip:1": "01-05", "acceptance": "01-11"}
    assert f"{build.duty.next_due:%m-%d}" == "01-05"


def test_silence_of_five_days_is_acceptance_from_the_day_of_receipt(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
    with at(1, 12, 9):
        now = local(2021, 1, 12, 9)
        while tell_due(now, EXPIRIES):
            pass
        item = city.item(case, "plan")
    assert (item.state, item.deemed, item.accepted_at) == ("accepted", True, item.filed_at)
    assert clocks(item)["decision"] == "01-14"
    assert Deadline.objects.get(duty=item.duty, kind="acceptance").outcome == "missed"


def test_one_notice_lists_everything_and_its_answer_opens_the_full_five_days(city: Approving):
    with at(1, 4, 9):
        case = city.filed(papers=("drawing", "lease"))
    plan = city.number(case, "plan")
    with at(1, 6, 9):
        judge(viewer=city.by(city.planner), number=plan, material="drawing", good=False, reason="没有盖章")
        with pytest.raises(Refused, match="主要材料还缺"):
            accept(viewer=city.by(city.planner), number=plan)
        asked = [{"material": "drawing", "words": "请盖章"}, {"material": "report", "words": "请补检测报告"}]
        ask_supplement(viewer=city.by(city.planner), number=plan, asked=asked)
    case.duty.refresh_from_db()
    assert case.duty.progress == "waiting"
    assert set(clocks(city.item(case, "plan"))) == {"supplement"}
    with at(1, 8, 9):
        with pytest.raises(Refused, match="还缺：总平面图"):
            give_supplement(viewer=city.by(city.applicant), number=plan)
        give(viewer=city.by(city.applicant), number=case.number, file=paper("new.txt"), material="drawing")
        give_supplement(viewer=city.by(city.applicant), number=plan)
        with pytest.raises(Refused, match="一次性告知"):
            ask_supplement(viewer=city.by(city.planner), number=plan, asked=asked)
    assert clocks(city.item(case, "plan")) == {"acceptance": "01-15"}
    assert Supplement.objects.get(item__case=case).answered_at is not None
    stays = Stay.objects.filter(item__duty__number=plan).order_by("pk")
    assert list(stays.values_list("holder", flat=True)) == ["department", "applicant"]


def test_a_supplement_that_comes_too_late_ends_the_item(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        plan = city.number(case, "plan")
        ask_supplement(viewer=city.by(city.planner), number=plan, asked=[{"material": "drawing", "words": "盖章"}])
    with at(2, 3, 9):
        while tell_due(local(2021, 2, 3, 9), EXPIRIES):
            pass
        with pytest.raises(Refused, match="补正期限已过"):
            give_supplement(viewer=city.by(city.applicant), number=plan)
    assert (city.item(case, "plan").state, city.item(case, "plan").cause) == ("not_accepted", "late")


def test_a_hearing_stops_the_clocks_of_one_item_only(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        plan = city.number(case, "plan")
        accept(viewer=city.by(city.planner), number=plan)
    with at(1, 6, 9):
        with pytest.raises(Refused, match="不允许"):
            pause(viewer=city.by(city.planner), number=plan, kind="auction", notice_number="1", expected_days=5)
        pause(
            viewer=city.by(city.planner), number=plan, kind="hearing", notice_number="听〔2021〕1号", expected_days=10
        )
    assert clocks(city.item(case, "plan")) == {"statutory": "held", "decision": "held"}
    assert Deadline.objects.get(duty=case.duty, kind="joint").due is not None
    with at(1, 20, 9):
        resume(viewer=city.by(city.planner), number=plan)
    # Ten working days of the hearing are not counted: the fourteenth becomes the twenty-eighth.
    assert clocks(city.item(case, "plan"))["decision"] == "01-28"
    with at(1, 21, 9):
        with pytest.raises(Refused):
            extend(viewer=city.by(city.planner), number=plan, reason="案情复杂")
        extend(viewer=city.by(city.planning_head), number=plan, reason="案情复杂")
        with pytest.raises(Refused, match="已经延过一次"):
            extend(viewer=city.by(city.planning_head), number=plan, reason="再延")
    # Ten more, with the make-up day of 7 February.
    assert clocks(city.item(case, "plan"))["decision"] == "02-10"


def test_a_deferred_paper_has_a_clock_and_a_broken_promise_ends_the_item(city: Approving):
    with at(1, 4, 9):
        case = city.filed(papers=("drawing", "lease"))
        plan = city.number(case, "plan")
        with pytest.raises(Refused, match="承诺"):
            accept(viewer=city.by(city.planner), number=plan, deferred=["report"])
        accept(viewer=city.by(city.planner), number=plan, deferred=["report"], promise=True)
    row = ItemMaterial.objects.get(item__duty__number=plan, material__code="report")
    assert row.state == "deferred"
    # Capped by the item's promised eight days.
    assert clocks(city.item(case, "plan"))[f"deferral:{row.pk}"] == "01-14"
    with at(1, 15, 9):
        while tell_due(local(2021, 1, 15, 9), EXPIRIES):
            pass
    item = city.item(case, "plan")
    assert (item.state, item.cause, clocks(item)) == ("void", "promise", {})


def test_a_deferred_paper_that_comes_keeps_the_promise(city: Approving):
    with at(1, 4, 9):
        case = city.filed(papers=("drawing", "lease"))
        plan = city.number(case, "plan")
        accept(viewer=city.by(city.planner), number=plan, deferred=["report"], promise=True)
    with at(1, 7, 9):
        give(viewer=city.by(city.applicant), number=case.number, file=paper("r.txt"), material="report")
        judge(viewer=city.by(city.planner), number=plan, material="report", good=True)
    assert set(clocks(city.item(case, "plan"))) == {"statutory", "decision"}


def test_what_ends_with_its_prerequisite_ends_and_the_case_says_so(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        for code in ("site", "plan"):
            accept(viewer=city.by(city.planner), number=city.number(case, code))
        refuse(
            viewer=city.by(city.planner), number=city.number(case, "plan"), reasons="不符规划", remedies="六十日内复议"
        )
        approve(viewer=city.by(city.planner), number=city.number(case, "site"))
    assert states(case) == {"site": "approved", "plan": "refused", "build": "blocked", "open": "blocked"}
    with at(1, 5, 9):
        withdraw(viewer=city.by(city.applicant), number=city.number(case, "build"))
    assert states(case)["open"] == "not_accepted"
    with pytest.raises(Refused):
        withdraw(viewer=city.by(city.applicant), number=city.number(case, "plan"))


def test_a_decision_on_what_was_withdrawn_finds_somebody_faster(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        plan = city.number(case, "plan")
        withdraw(viewer=city.by(city.applicant), number=plan)
        with pytest.raises(Stale):
            accept(viewer=city.by(city.planner), number=plan)
        with pytest.raises(Stale):
            refuse_acceptance(viewer=city.by(city.planner), number=plan, reasons="不需要")


def test_a_stranger_and_another_department_may_not(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        plan = city.number(case, "plan")
        with pytest.raises(Refused):
            accept(viewer=city.by(city.builder), number=plan)
        with pytest.raises(Item.DoesNotExist):
            accept(viewer=city.by(city.cast.other_investor), number=plan)


def test_what_nobody_promised_a_term_for_is_not_filed(city: Approving):
    version = city.versions["site"]
    version.promised_days = None
    version.save()
    with at(1, 4, 9), pytest.raises(Refused, match="承诺时限还没有公布"):
        begin(viewer=city.by(city.applicant), code="site", answers={}, company=city.firm)


def test_who_has_to_give_something_for_the_next_item_is_told_and_files_it_with_the_last_paper(city: Approving):
    with at(1, 4, 9):
        case = city.filed()
        copy = MaterialCopy.objects.get(case=case, material__code="drawing")
        withdraw_copy(viewer=city.by(city.applicant), number=case.number, copy=copy.pk)
        accept(viewer=city.by(city.planner), number=city.number(case, "site"))
        give(viewer=city.by(city.applicant), number=case.number, file=paper("plan.txt"), material="drawing")
        accept(viewer=city.by(city.planner), number=city.number(case, "plan"))
        newer = MaterialCopy.objects.get(case=case, material__code="drawing", withdrawn_at=None)
        withdraw_copy(viewer=city.by(city.applicant), number=case.number, copy=newer.pk)
    with at(1, 5, 9):
        approve(viewer=city.by(city.planner), number=city.number(case, "plan"))
        issue(viewer=city.by(city.planner), number=city.number(case, "plan"))
    assert (states(case)["build"], city.item(case, "build").holder) == ("ready", "applicant")
    assert Notice.objects.filter(code="your_turn", reader=city.applicant, subject=case.number).exists()
    with at(1, 6, 9):
        give(viewer=city.by(city.applicant), number=case.number, file=paper("again.txt"), material="drawing")
    assert states(case)["build"] == "filed"
    assert clocks(city.item(case, "build")) == {"acceptance": "01-13"}
