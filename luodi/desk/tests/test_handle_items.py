"""Whole requests of the people who decide items: what their pages say, and what is in the tables afterwards."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from luodi.approvals.actions.appealing import appeal
from luodi.approvals.models import Case, Decision, Delivery, Item, ItemMaterial, Letter, SpecialProcedure, Supplement
from luodi.duties.models import Deadline, Duty
from luodi.ledger.models import Event
from tests.approving import Approving, paper
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, queries, text
from tests.stories.officer import Officer

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(cast)


@pytest.fixture
def case(town: Approving) -> Case:
    return town.filed()


def post(officer: Officer, number: str, noun: str, **data: object) -> object:
    version = Duty.objects.get(number=number).version
    return officer.client.post(f"/desk/items/{number}/{noun}/", {"version": version} | data)


def page(officer: Officer, number: str) -> str:
    return officer.get(f"items/{number}/").content.decode()


def state(number: str) -> str:
    return Item.objects.get(duty__number=number).state


def test_an_approver_finds_what_lies_with_his_department_and_nothing_else(town: Approving, case: Case) -> None:
    planner, fireman = Officer(town.planner), Officer(town.fireman)
    mine = {row.number for row in planner.get("items/").context["rows"]}
    assert mine == {town.number(case, "site"), town.number(case, "plan")}
    assert {row.number for row in fireman.get("items/").context["rows"]} == {town.number(case, "open")}
    assert "新港机械有限公司" in text(planner.get("items/"))
    assert town.applicant.name not in text(planner.get("items/"))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("state=filed", {"site", "plan"}),
        ("state=accepted", set()),
        ("q=场地", {"site"}),
        ("q=新港", {"site", "plan"}),
        ("due=week", set()),
        ("scope=mine", {"site", "plan"}),
        ("state=nonsense&service=x", {"site", "plan"}),
    ],
)
def test_each_filter_narrows_the_list(town: Approving, case: Case, query: str, codes: set[str]) -> None:
    shown = {row.number for row in Officer(town.planner).get(f"items/?{query}").context["rows"]}
    assert shown == {town.number(case, code) for code in codes}


def test_service_bundle_and_the_number_of_the_case_narrow_it_too(town: Approving, case: Case) -> None:
    planner = Officer(town.planner)
    other = town.filed()

    def shown(query: str) -> set[str]:
        return {row.number for row in planner.get(f"items/?{query}").context["rows"]}

    service, bundle = town.versions["plan"].service_id, town.bundle.bundle_id
    assert shown(f"service={service}") == {town.number(one, "plan") for one in (case, other)}
    assert len(shown(f"bundle={bundle}")) == 4
    assert shown(f"q={case.number.lower()}") == {town.number(case, "site"), town.number(case, "plan")}


def test_lists_cost_the_same_for_any_number_of_rows(town: Approving) -> None:
    for _n in range(12):
        town.filed()
    planner, counter = Officer(town.planner), Officer(town.counter)
    assert len(planner.get("items/").context["rows"]) == 20
    assert queries(planner, "items/") <= LIMIT
    assert queries(planner, "items/?q=新港&state=filed&service=1&bundle=1&due=week") <= LIMIT
    assert queries(counter, "cases/") <= LIMIT
    assert queries(counter, "items/") <= LIMIT
    assert queries(planner, "") <= LIMIT


def test_my_duties_today_shows_items_and_cases_and_no_draft(town: Approving, case: Case) -> None:
    draft = town.draft()
    page = text(Officer(town.planner).get(""))
    assert reverse("desk:item", args=[town.number(case, "plan")]) in page
    assert reverse("desk:case", args=[case.number]) in page
    assert draft.number not in page
    assert "代录申请" not in page


def test_the_page_of_an_item_has_its_case_its_form_and_its_materials(town: Approving, case: Case) -> None:
    page = text(Officer(town.planner).get(f"items/{town.number(case, 'plan')}/"))
    for said in ("开办车间", "新港机械有限公司", "一号车间", "总平面图", "检测报告", "施工许可", "drawing.txt", "待核"):
        assert said in page


def test_a_department_of_another_district_finds_nothing(town: Approving, case: Case) -> None:
    stranger = Officer(town.cast.stranger_officer)
    assert stranger.get(f"items/{town.number(case, 'plan')}/").status_code == 404
    assert stranger.get(f"cases/{case.number}/").status_code == 404


def test_an_item_is_accepted_and_its_receipt_can_be_printed(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    answer = post(planner, number, "acceptance")
    assert answer.url == f"/desk/items/{number}/"
    assert state(number) == "accepted"
    letter = Letter.objects.get(item__duty__number=number)
    sheet = text(planner.get(f"cases/{case.number}/letters/{letter.token}/"))
    for said in (letter.number, case.number, case.query_code, "受理通知书", "<svg", "新港机械有限公司"):
        assert said in sheet


def test_what_was_done_off_line_is_shown_as_keyed_in_later(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    with time_machine.travel(local(2021, 1, 5, 10), tick=False):
        post(planner, number, "acceptance", happened_at="2021-01-04T15:00")
        item = Item.objects.get(duty__number=number)
        assert item.accepted_at == local(2021, 1, 4, 15)
        event = Event.objects.get(subject=number, code="accepted")
        assert (event.happened_at, event.recorded_at) == (local(2021, 1, 4, 15), local(2021, 1, 5, 10))
        assert "补登" in text(planner.get(f"items/{number}/"))


def test_a_time_that_has_not_come_is_refused_and_what_was_typed_stays(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    answer = post(planner, number, "acceptance", happened_at="2021-01-05T15:00")
    assert answer.status_code == 422
    assert "2021-01-05T15:00" in text(answer)
    assert state(number) == "filed"


def test_a_missing_secondary_paper_comes_later_on_a_signed_promise_only(town: Approving) -> None:
    case = town.filed(papers=("drawing", "lease"))
    planner, number = Officer(town.planner), town.number(case, "plan")
    unsigned = post(planner, number, "acceptance", deferred="report")
    assert unsigned.status_code == 422
    post(planner, number, "acceptance", deferred="report", promise="on")
    assert state(number) == "accepted"
    assert Deadline.objects.filter(duty__number=number, kind="deferral", stopped=None).exists()
    assert "容缺" in text(planner.get(f"items/{number}/"))


def test_one_notice_lists_everything_with_words_for_each_material(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    assert "扫描不清" in text(planner.get(f"items/{number}/supplements/"))
    empty = post(planner, number, "supplements")
    assert empty.status_code == 422
    post(planner, number, "supplements", asked_drawing="未签字或未盖章", other="请补法人电话", days="10")
    made = Supplement.objects.get(item__duty__number=number)
    assert [(row["material"], row["words"]) for row in made.asked] == [
        ("drawing", "未签字或未盖章"),
        ("", "请补法人电话"),
    ]
    assert state(number) == "supplement"
    letter = Letter.objects.get(item__duty__number=number)
    sheet = text(planner.get(f"cases/{case.number}/letters/{letter.token}/"))
    assert "总平面图：未签字或未盖章" in sheet


def test_non_acceptance_names_the_right_office(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "site")
    assert post(planner, number, "non-acceptance").status_code == 422
    post(planner, number, "non-acceptance", reasons="不属于本部门职权", right_office="港区管委会")
    assert state(number) == "not_accepted"
    letter = Letter.objects.get(item__duty__number=number)
    assert "港区管委会" in text(planner.get(f"cases/{case.number}/letters/{letter.token}/"))


def test_a_material_is_judged_for_this_item_alone(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    rows = ItemMaterial.objects.filter(item__case=case, material__code="drawing")
    assert post(planner, number, "judgements", material="drawing", good="0").status_code == 422
    post(planner, number, "judgements", material="drawing", good="0", reason="比例尺不对")
    assert rows.get(item__code="plan").state == "rejected"
    assert rows.get(item__code="open").state == "offered"
    assert "比例尺不对" in text(planner.get(f"items/{number}/"))
    post(planner, number, "judgements", material="lease", good="1")
    assert ItemMaterial.objects.get(item__duty__number=number, material__code="lease").state == "accepted"


def test_a_special_procedure_needs_its_notice_and_keeps_to_its_cap(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    post(planner, number, "acceptance")
    said = {"kind": "hearing", "notice_number": "听告〔2021〕1 号", "expected_days": "31"}
    over = post(planner, number, "pauses", **said)
    assert over.status_code == 422
    assert "听告〔2021〕1 号" in text(over)
    post(planner, number, "pauses", **said | {"expected_days": "15", "document": paper("notice.txt")})
    made = SpecialProcedure.objects.get(item__duty__number=number)
    assert (state(number), made.kind, made.expected_days) == ("paused", "hearing", 15)
    assert made.document is not None
    assert "特别程序：听证" in text(planner.get(f"items/{number}/"))
    assert planner.get(f"items/{number}/papers/{made.document.token}/").status_code == 200
    post(planner, number, "resumption")
    assert state(number) == "accepted"


def test_only_the_head_extends(town: Approving, case: Case) -> None:
    number = town.number(case, "plan")
    post(Officer(town.planner), number, "acceptance")
    assert post(Officer(town.planner), number, "extension", reason="要再看现场").status_code == 409
    due = Deadline.objects.get(duty__number=number, kind="decision").due
    post(Officer(town.planning_head), number, "extension", reason="要再看现场")
    assert Deadline.objects.get(duty__number=number, kind="decision").due > due


def test_a_colleague_takes_over_and_no_clock_does(town: Approving, case: Case) -> None:
    number = town.number(case, "plan")
    due = Duty.objects.get(number=number).next_due
    post(Officer(town.planner), number, "owner", to_post=town.colleague.post.pk)
    duty = Duty.objects.get(number=number)
    assert (duty.owner, duty.next_due) == (town.colleague.post, due)


def test_a_refusal_has_reasons_and_remedies_or_is_none(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    post(planner, number, "acceptance")
    assert post(planner, number, "refusal", reasons="不符合规划").status_code == 422
    post(planner, number, "refusal", reasons="不符合规划", remedies="可以向市政府申请复议。")
    made = Decision.objects.get(item__duty__number=number)
    assert (made.outcome, made.remedies) == ("refused", "可以向市政府申请复议。")
    assert "不符合规划" in text(planner.get(f"items/{number}/"))


def test_approved_issued_and_handed_over(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    post(planner, number, "acceptance")
    post(planner, number, "approval")
    post(planner, number, "issuing")
    assert state(number) == "issued"
    assert post(planner, number, "sending", kind="courier").status_code == 422
    post(planner, number, "sending", kind="courier", carrier="邮政", tracking="1234567890")
    assert "1234567890" in text(planner.get(f"items/{number}/"))
    post(planner, number, "receipt", received_by="车间负责人")
    assert state(number) == "delivered"


def test_how_far_a_parcel_is_can_be_typed_in_until_it_is_signed_for(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    for noun in ("acceptance", "approval", "issuing"):
        post(planner, number, noun)
    assert f"items/{number}/tracking/" not in page(planner, number)

    post(planner, number, "sending", kind="courier", carrier="邮政", tracking="1234567890")
    assert f"items/{number}/tracking/" in page(planner, number)
    assert post(planner, number, "tracking").status_code == 422
    post(planner, number, "tracking", leg="moving", happened_at="2021-01-04T09:10")
    parcel = Delivery.objects.get(item__duty__number=number)
    assert (parcel.leg, parcel.leg_at) == ("moving", local(2021, 1, 4, 9, 10))
    told = Event.objects.filter(subject=number).latest("id")
    assert (told.code, told.facts["leg"]) == ("tracked", "moving")
    assert "运输中" in text(planner.get(f"items/{number}/"))

    post(planner, number, "tracking", leg="signed")
    assert state(number) == "delivered"
    assert post(planner, number, "tracking", leg="moving").status_code == 409


def test_an_objection_is_answered_by_the_head(town: Approving, case: Case) -> None:
    planner, head, number = Officer(town.planner), Officer(town.planning_head), town.number(case, "plan")
    post(planner, number, "acceptance")
    post(planner, number, "refusal", reasons="不符合规划", remedies="可以申请复议。")
    appeal(viewer=town.by(town.applicant), number=number, words="规划已经调整")
    assert "规划已经调整" in text(planner.get(f"items/{number}/"))
    assert post(planner, number, "appeal", granted="1", answer="重新办理").status_code == 409
    post(head, number, "appeal", granted="1", answer="重新办理")
    assert Item.objects.get(duty__number=number).round == 2


def test_an_act_that_is_not_offered_any_more_leads_back(town: Approving, case: Case) -> None:
    planner, number = Officer(town.planner), town.number(case, "plan")
    post(planner, number, "acceptance")
    assert planner.get(f"items/{number}/acceptance/").url == f"/desk/items/{number}/"
    assert planner.get(f"items/{number}/approval/").status_code == 200


def test_the_lead_department_sees_the_whole_case_and_extends_it(town: Approving, case: Case) -> None:
    planner, head = Officer(town.planner), Officer(town.planning_head)
    page = text(planner.get(f"cases/{case.number}/"))
    for said in ("场地备案", "施工许可", "开业前消防检查", "总平面图", "谁经手过", "申请人", "并联进度"):
        assert said in page
    due = Duty.objects.get(number=case.number).next_due
    head.client.post(f"/desk/cases/{case.number}/extension/", {"reason": "大风停工"})
    assert Duty.objects.get(number=case.number).next_due > due
    copy = case.copies.filter(attachment__isnull=False).first()
    assert planner.get(f"cases/{case.number}/papers/{copy.attachment.token}/").status_code == 200
