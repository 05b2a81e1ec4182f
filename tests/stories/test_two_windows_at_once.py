"""Two windows act on one thing at once: one wins, the other is told what happened, and nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
import time_machine
from django.db import DatabaseError, connections

from luodi.approvals.actions.accepting import accept, ask_supplement, refuse_acceptance
from luodi.approvals.actions.deciding import approve, pause, refuse
from luodi.approvals.actions.ending import withdraw
from luodi.approvals.actions.issuing import issue
from luodi.approvals.actions.materials import give, judge
from luodi.approvals.models import Case, Decision, Item, ItemMaterial, Letter, MaterialCopy, SpecialProcedure
from luodi.approvals.rules import TURNS
from luodi.directory.viewer import Viewer
from luodi.duties.models import FAR, Deadline, Duty
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.stories.desk import text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)
Press = Callable[[], object]


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(cast)


def seen(officer: Officer, number: str, noun: str) -> dict[str, str]:
    """The hidden fields of the form of an act, as its page shows it now."""
    form = officer.get(f"items/{number}/{noun}/").context["form"]
    return {name: str(form[name].value()) for name in ("version", "seen")}


def test_the_slower_window_reads_what_happened_and_finds_its_words_again(town: Approving) -> None:
    case = town.filed()
    number = town.number(case, "plan")
    counter, planner = Officer(town.counter), Officer(town.planner)
    at_counter, at_desk = seen(counter, number, "acceptance"), seen(planner, number, "supplements")

    with time_machine.travel(local(2021, 1, 4, 9, 45), tick=False):
        assert counter.client.post(f"/desk/items/{number}/acceptance/", at_counter).status_code == 302
    with time_machine.travel(local(2021, 1, 4, 9, 46), tick=False):
        late = planner.client.post(
            f"/desk/items/{number}/supplements/", at_desk | {"other": "请补法人签字", "asked_drawing": "重画"}
        )

    assert late.status_code == 409
    page = text(late)
    assert "受理" in page
    assert "请补法人签字" in page
    assert Item.objects.get(duty__number=number).state == "accepted"
    assert [letter.kind for letter in Letter.objects.all()] == ["receipt"]


def test_two_materials_judged_at_two_windows_are_both_judged(town: Approving) -> None:
    case = town.filed()
    number = town.number(case, "plan")
    for officer, material in ((Officer(town.counter), "drawing"), (Officer(town.planner), "lease")):
        officer.client.post(f"/desk/items/{number}/judgements/", {"material": material, "good": "1"})
    rows = ItemMaterial.objects.filter(item__duty__number=number, state="accepted")
    assert set(rows.values_list("material__code", flat=True)) == {"drawing", "lease"}


def test_agent_and_applicant_fill_in_one_draft_and_neither_overwrites_the_other(town: Approving) -> None:
    case = town.draft()
    counter = Officer(town.counter)
    version = Duty.objects.get(number=case.number).version
    give(viewer=Viewer.of(town.applicant), number=case.number, file=paper("drawing.txt"), material="drawing")
    late = counter.client.post(f"/desk/counter/{case.number}/form/", {"version": version, "f-name": "二号车间"})
    assert late.status_code == 409
    case.refresh_from_db()
    assert case.form["name"] == "一号车间"


@pytest.fixture
def contested(own_database: str) -> tuple[Approving, Case]:
    with time_machine.travel(NOW, tick=False):
        town = Approving(Cast())
        return town, town.filed()


def together(pressed: list[Press]) -> list[str]:
    barrier = Barrier(len(pressed))

    def run(press: Press) -> str:
        barrier.wait()
        try:
            press()
        except Refused as why:
            return type(why).__name__
        except DatabaseError as broken:
            return f"BROKEN {broken}"
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(pressed)) as pool:
        return [task.result() for task in [pool.submit(run, press) for press in pressed]]


def presses(town: Approving, number: str) -> dict[str, Press]:
    window, desk, mine = Viewer.of(town.counter), Viewer.of(town.planner), Viewer.of(town.applicant)
    asked = [{"material": "drawing", "words": "重画"}]
    told = {"kind": "hearing", "notice_number": "1 号", "expected_days": 10}
    return {
        "accept": lambda: accept(viewer=window, number=number),
        "ask": lambda: ask_supplement(viewer=desk, number=number, asked=asked),
        "not accept": lambda: refuse_acceptance(viewer=desk, number=number, reasons="不属于本部门"),
        "withdraw": lambda: withdraw(viewer=mine, number=number),
        "approve": lambda: approve(viewer=desk, number=number),
        "refuse": lambda: refuse(viewer=desk, number=number, reasons="不符合", remedies="可以申请复议"),
        "pause": lambda: pause(viewer=desk, number=number, **told),
        "judge": lambda: judge(viewer=window, number=number, material="drawing", good=True),
    }


def check_whole(number: str) -> Item:
    """The duty mirrors the item, its next due is that of its clocks, and the ledger tells the same life."""
    item = Item.objects.select_related("duty").get(duty__number=number)
    assert item.duty is not None
    assert item.duty.progress == item.state
    running = Deadline.objects.running().filter(duty=item.duty)
    assert item.duty.next_due == min((one.due for one in running), default=FAR)
    turns = [event for event in Event.objects.filter(subject=number).order_by("id") if event.code in TURNS]
    assert turns[-1].facts["state"] == item.state
    for before, after in pairwise(turns):
        assert before.facts["state"] in TURNS[after.code].sources
    return item


@pytest.mark.parametrize(
    "pair",
    [("accept", "ask"), ("accept", "not accept"), ("ask", "not accept"), ("accept", "withdraw"), ("accept", "accept")],
    ids=" and ".join,
)
def test_of_two_who_take_it_in_one_wins(contested: tuple[Approving, Case], pair: tuple[str, str]) -> None:
    town, case = contested
    number = town.number(case, "plan")
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        said = together([presses(town, number)[name] for name in pair])
    item = check_whole(number)
    # A withdrawal may well follow an acceptance; of all else the second finds the first's work.
    won = said.count("")
    assert won == 1 or (won == 2 and item.state == "withdrawn"), said
    assert set(said) <= {"", "Stale", "Refused"}


@pytest.mark.parametrize(
    "pair",
    [("approve", "refuse"), ("approve", "pause"), ("refuse", "withdraw"), ("approve", "withdraw")],
    ids=" and ".join,
)
def test_of_two_who_decide_it_one_wins(contested: tuple[Approving, Case], pair: tuple[str, str]) -> None:
    town, case = contested
    number = town.number(case, "plan")
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        accept(viewer=Viewer.of(town.planner), number=number)
        said = together([presses(town, number)[name] for name in pair])
    check_whole(number)
    assert sorted(said)[0] == ""
    assert said.count("") == 1, said
    assert Decision.objects.count() + SpecialProcedure.objects.count() <= 1


def test_a_judgement_and_an_acceptance_at_once_are_both_kept(contested: tuple[Approving, Case]) -> None:
    town, case = contested
    number = town.number(case, "plan")
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        press = presses(town, number)
        said = together([press["accept"], press["judge"]])
    item = check_whole(number)
    assert not [answer for answer in said if answer.startswith("BROKEN")]
    judged = ItemMaterial.objects.get(item=item, material__code="drawing").state == "accepted"
    assert (item.state == "accepted", judged) == tuple(answer == "" for answer in said)
    assert "" in said


def test_both_prerequisites_done_at_once_unlock_what_waits_for_both(contested: tuple[Approving, Case]) -> None:
    town, case = contested
    site, plan, desk = town.number(case, "site"), town.number(case, "plan"), Viewer.of(town.planner)
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        accept(viewer=desk, number=plan)
        approve(viewer=desk, number=plan)
        said = together([lambda: accept(viewer=desk, number=site), lambda: issue(viewer=desk, number=plan)])
    assert said == ["", ""]
    assert check_whole(town.number(case, "build")).state == "filed"


def test_many_scans_given_at_once_are_all_kept(contested: tuple[Approving, Case]) -> None:
    town, case = contested
    before = MaterialCopy.objects.filter(case=case).count()
    window, mine = Viewer.of(town.counter), Viewer.of(town.applicant)
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        said = together(
            [
                lambda: give(viewer=window, number=case.number, file=paper("一.txt"), scanned=True),
                lambda: give(viewer=mine, number=case.number, file=paper("二.txt"), material="drawing"),
            ]
        )
    assert not [answer for answer in said if answer.startswith("BROKEN")]
    assert MaterialCopy.objects.filter(case=case).count() == before + said.count("")
    assert "" in said
