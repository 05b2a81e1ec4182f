"""The operator's editor: a draft is changed in rows, drawn as it changes, published once nothing keeps it back."""

import json
import re
from copy import deepcopy

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from luodi.approvals.actions.bundles import save_draft, start_draft
from luodi.approvals.actions.filing import begin
from luodi.approvals.editing.document import fingerprint
from luodi.approvals.models import Bundle, BundleVersion, Case, Requirement
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from tests.approving import DEFINITION, Approving
from tests.cast import Cast, local

pytestmark = pytest.mark.django_db
MONDAY = local(2021, 1, 4, 9)


@pytest.fixture
def city() -> Approving:
    with time_machine.travel(MONDAY, tick=False):
        found = Approving(Cast())
        # A secondary paper may not be later than the decision itself.
        Requirement.objects.filter(deferral_days=10).update(deferral_days=8)
        yield found


@pytest.fixture
def operator(city: Approving) -> Client:
    client = Client()
    client.force_login(city.cast.operator)
    return client


@pytest.fixture
def draft(city: Approving) -> BundleVersion:
    return start_draft(viewer=Viewer.of(city.cast.operator), version=city.bundle.pk)


def form_of(version: BundleVersion, **changed: str) -> dict[str, str]:
    """What the page would send if nobody touched it, but for what is changed."""
    said = {"do": "save", "seen": fingerprint(version.definition), "lead": version.definition["lead"]}
    said |= {"name": version.definition["name"], "limit_days": "45", "limit_extension": "15", "limit_source": "法"}
    for number, row in enumerate(version.definition["questions"]):
        options = "\n".join(f"{one['code']} | {one['text']} | {one['text_en']}" for one in row["options"])
        said |= {f"questions-{number}-{key}": row[key] for key in ("code", "text", "text_en")}
        said[f"questions-{number}-options"] = options
    for section in ("items", "edges"):
        for number, row in enumerate(version.definition[section]):
            texts = {key: value for key, value in row.items() if isinstance(value, str)}
            said |= {f"{section}-{number}-{key}": value for key, value in texts.items()}
            when = "; ".join(f"{q}={','.join(a)}" for q, a in row.get("when", {}).items())
            said[f"{section}-{number}-when"] = when
    counts = {f"{name}-count": str(len(version.definition[name])) for name in ("questions", "items", "edges")}
    return said | counts | changed


def address(version: BundleVersion, part: str = "") -> str:
    return f"/settings/bundles/{version.pk}/{part}"


def loaded(page) -> str:
    """The fingerprint in the page's form."""
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def told() -> list[str]:
    return list(Event.objects.filter(subject="bundle:workshop").order_by("id").values_list("code", flat=True))


def test_the_list_says_what_each_bundle_saves_and_leads_to_its_draft(operator, draft):
    row = operator.get("/settings/bundles/").context["rows"][0]
    assert (row.name, row.draft, row.filed) == ("开办车间", draft, 0)
    assert told() == ["bundle_drafted"]


def test_a_bundle_has_one_draft_at_a_time(city, operator, draft):
    answer = operator.post(address(city.bundle, "drafts/"), follow=True)
    assert "已经有一份草稿" in answer.content.decode()
    assert BundleVersion.objects.count() == 2


def test_what_nobody_touched_is_saved_as_it_was(operator, draft):
    assert operator.post(address(draft), form_of(draft)).status_code == 302
    before, after = deepcopy(DEFINITION), BundleVersion.objects.get(pk=draft.pk).definition
    assert after["fields"] == before["fields"]
    assert [row["code"] for row in after["items"]] == [row["code"] for row in before["items"]]
    assert after["items"][3]["when"] == {"crowd": ["yes"]}
    assert after["edges"][1] | {"when": {}} == before["edges"][1] | {"when": {}}
    assert told() == ["bundle_drafted", "bundle_saved"]


def test_adding_and_moving_rows_keeps_what_is_typed_and_saves_nothing(operator, draft):
    answer = operator.post(address(draft), form_of(draft, do="add:edges", name="改了的名称"))
    assert answer.status_code == 200
    assert len(answer.context["editor"].edges) == 4
    assert answer.context["editor"].document["name"] == "改了的名称"
    moved = operator.post(address(draft), form_of(draft, do="down:items:0"))
    assert [row.said["code"] for row in moved.context["editor"].items][:2] == ["plan", "site"]
    gone = operator.post(address(draft), form_of(draft, do="remove:edges:2"))
    assert len(gone.context["editor"].edges) == 2
    for nowhere in ("3", "²", "9" * 5000):
        same = operator.post(address(draft), form_of(draft, do=f"remove:edges:{nowhere}"))
        assert len(same.context["editor"].edges) == 3
    assert BundleVersion.objects.get(pk=draft.pk).definition == DEFINITION


def test_an_edge_taken_away_shows_at_once_the_days_it_saves(operator, draft):
    page = operator.post(address(draft, "sketch/"), form_of(draft, **{"edges-count": "2"}))
    sketch = page.context["sketch"]
    assert [(row.now, row.before) for row in sketch.compared][:3] == [(13, 19), (19, 19), (6, 0)]
    assert "现行 19，少 6" in page.content.decode()
    assert sketch.critical == ["建设工程规划许可", "施工许可"]


def test_a_circle_is_named_edge_by_edge_and_not_drawn(operator, draft):
    said = form_of(draft, **{"edges-2-from": "open", "edges-2-to": "site", "edges-0-from": "site"})
    said |= {"edges-3-from": "build", "edges-3-to": "open", "edges-3-kind": "result", "edges-count": "4"}
    page = operator.post(address(draft, "sketch/"), said)
    assert page.context["sketch"].graph is None
    assert "施工许可 → 开业前消防检查（等它办结）" in page.content.decode()
    assert "开业前消防检查 → 场地备案（等它办结）" in page.content.decode()


def test_a_row_that_cannot_be_read_is_sent_back_with_its_place_and_nothing_lost(operator, draft):
    said = form_of(draft, **{"edges-0-from": "nowhere", "items-1-promised_days": "many", "name": "新名称"})
    answer = operator.post(address(draft), said)
    assert answer.status_code == 422
    editor = answer.context["editor"]
    assert editor.edges[0].errors == ("from: 没有代码为 nowhere 的事项",)
    assert editor.items[1].said["promised_days"] == "many"
    assert "新名称" in answer.content.decode()
    assert BundleVersion.objects.get(pk=draft.pk).definition == DEFINITION


def test_of_two_operators_one_wins_and_the_other_keeps_what_he_wrote(city, operator, draft):
    first, second = form_of(draft, name="甲改的"), form_of(draft, name="乙改的")
    assert operator.post(address(draft), first).status_code == 302
    answer = operator.post(address(draft), second)
    assert answer.status_code == 409
    assert BundleVersion.objects.get(pk=draft.pk).name == "甲改的"
    assert "乙改的" in answer.content.decode()
    # Having seen it, he may save over it.
    assert operator.post(address(draft), second | {"seen": loaded(answer)}).status_code == 302
    assert BundleVersion.objects.get(pk=draft.pk).name == "乙改的"


def test_a_version_that_was_published_meanwhile_is_not_changed(city, operator, draft):
    seen = fingerprint(draft.definition)
    assert operator.post(address(draft, "publication/"), {"valid_from": "2021-01-04", "seen": seen}).status_code == 302
    answer = operator.post(address(draft), form_of(draft, name="晚了一步"))
    assert answer.status_code == 409
    assert "已经发布，不能再改" in answer.content.decode()
    assert answer.content.decode().count("晚了一步") >= 2
    with pytest.raises(Stale):
        save_draft(viewer=Viewer.of(city.cast.operator), version=draft.pk, document=DEFINITION, seen=seen)


def test_publishing_ends_the_version_before_and_leaves_running_cases_theirs(city, operator, draft):
    case = city.draft()
    operator.post(address(draft), form_of(draft, **{"edges-count": "2"}))
    draft.refresh_from_db()
    seen = fingerprint(draft.definition)
    assert operator.post(address(draft, "publication/"), {"valid_from": "2021-01-06", "seen": seen}).status_code == 302
    draft.refresh_from_db()
    city.bundle.refresh_from_db()
    assert (draft.state, f"{draft.valid_from}", f"{city.bundle.valid_to}") == ("published", "2021-01-06", "2021-01-05")
    assert draft.figures["promised_days"] == 13
    assert Case.objects.get(pk=case.pk).bundle_version_id == city.bundle.pk
    with time_machine.travel(local(2021, 1, 7, 9), tick=False):
        later = begin(viewer=city.by(city.applicant), code="workshop", answers={"crowd": "yes"}, company=city.firm)
    assert later.bundle_version_id == draft.pk
    assert told()[-1] == "bundle_published"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"items-3-when": "", "edges-count": "2"}, "问题“是否有人员密集场所？”不影响任何事项"),
        ({"edges-1-material": "drawing"}, "不出具可替代材料"),
        ({"items-0-when": "crowd=no", "items-1-when": "crowd=no", "items-2-when": "crowd=no"}, "用不上"),
        ({"items-1-service": "unheard-of"}, "目录里没有事项 unheard-of"),
        ({"items-1-promised_days": "30"}, "长于法定时限"),
        ({"limit_days": "3"}, "超过一件事的时限 3 个工作日"),
    ],
)
def test_what_is_wrong_keeps_it_from_publication_and_is_said(operator, draft, changed, said):
    operator.post(address(draft), form_of(draft, **changed))
    draft.refresh_from_db()
    answer = operator.post(
        address(draft, "publication/"), {"valid_from": "2021-01-04", "seen": fingerprint(draft.definition)}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_sample_is_published_in_a_demo_only(operator, draft):
    said = {"valid_from": "2021-01-04", "seen": fingerprint(draft.definition)}
    with override_settings(SAMPLES_MAY_BE_PUBLISHED=False):
        answer = operator.post(address(draft, "publication/"), said)
    assert answer.status_code == 422
    assert "只能作为示例" in answer.content.decode()
    operator.post(address(draft, "publication/"), said)
    draft.refresh_from_db()
    assert (draft.state, draft.sample) == ("published", True)


def test_a_file_goes_out_and_comes_in_as_another_draft(operator, city):
    file = operator.get(address(city.bundle, "document/"))
    assert "workshop-v1.json" in file["Content-Disposition"]
    document = json.loads(file.content) | {"code": "kitchen", "name": "开厨房"}
    sent = SimpleUploadedFile("kitchen.json", json.dumps(document).encode(), "application/json")
    assert operator.post("/settings/bundles/new/", {"file": sent}).status_code == 302
    made = BundleVersion.objects.get(bundle__code="kitchen")
    assert (made.state, made.name, made.definition) == ("draft", "开厨房", document)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "不是 JSON：第 1 行"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b'{"items": []}', "items: 至少要有一行"),
        (b"[]", "应为对象"),
    ],
)
def test_a_file_that_is_no_definition_is_refused_with_its_place(operator, content, said):
    answer = operator.post("/settings/bundles/new/", {"file": SimpleUploadedFile("x.json", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Bundle.objects.count() == 1


def test_a_draft_is_dropped_and_a_published_version_is_not(operator, city, draft):
    operator.post(address(draft, "removal/"))
    assert not BundleVersion.objects.filter(pk=draft.pk).exists()
    answer = operator.post(address(city.bundle, "removal/"), follow=True)
    assert "已经发布的版本不能删除" in answer.content.decode()
    assert told() == ["bundle_drafted", "bundle_draft_dropped"]


def test_a_bundle_that_never_was_more_than_a_draft_goes_with_it(operator, city):
    sent = SimpleUploadedFile("k.json", json.dumps(DEFINITION | {"code": "kitchen"}).encode())
    operator.post("/settings/bundles/new/", {"file": sent})
    operator.post(address(BundleVersion.objects.get(bundle__code="kitchen"), "removal/"))
    assert list(Bundle.objects.values_list("code", flat=True)) == ["workshop"]
    assert operator.post("/settings/bundles/99/standing/").status_code == 404


def test_a_bundle_that_is_switched_off_is_begun_no_more(operator, city):
    operator.post(f"/settings/bundles/{city.bundle.bundle_id}/standing/", {"active": "0"})
    with pytest.raises(Refused):
        begin(viewer=city.by(city.applicant), code="workshop", answers={}, company=city.firm)
    assert told() == ["bundle_retired"]


def test_nobody_but_the_operator_finds_the_pages(city, draft):
    client = Client()
    client.force_login(city.planning_head)
    for part in ("", "document/", "simulation/", "publication/"):
        assert client.get(address(draft, part)).status_code == 404
    with pytest.raises(Refused):
        start_draft(viewer=city.by(city.planning_head), version=city.bundle.pk)


def test_the_list_asks_few_questions_however_many_bundles(operator, draft, django_assert_max_num_queries):
    operator.get("/settings/bundles/")
    with django_assert_max_num_queries(8):
        operator.get("/settings/bundles/")


def test_a_page_asks_few_questions_however_many_rows(operator, draft, django_assert_max_num_queries):
    operator.get(address(draft))
    with django_assert_max_num_queries(16):
        operator.get(address(draft))
