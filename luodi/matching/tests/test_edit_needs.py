"""The operator's table of latent needs: entered, searched, tried on a sentence, changed, and matched anew."""

import pytest
import time_machine
from django.test import Client

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.ledger.models import Event
from luodi.matching.following import Follower
from luodi.matching.models import Match, Need
from luodi.matching.needs import seed_needs
from luodi.matching.rules import NEEDS
from tests.cast import Cast, local
from tests.stories.watching import catch_up

ICE = {
    "activity": "滑冰场、冰球馆",
    "divisions": "89",
    "role": "needs",
    "kinds": ["warehouse", "plant"],
    "words": "大跨度，无柱",
    "reason": "冰面要无柱的大跨度空间",
    "reason_en": "An ice rink needs a wide hall without columns",
}
RINK = "经营滑冰场，想在港区租一处仓库改造。"


@pytest.fixture
def cast(db):
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        yield Cast()


@pytest.fixture
def operator(cast) -> Client:
    client = Client()
    client.force_login(cast.operator)
    return client


def told() -> list[tuple[str, dict]]:
    return [(event.code, event.facts) for event in Event.objects.filter(subject=NEEDS).order_by("id")]


def test_an_empty_table_offers_the_shipped_rows_and_takes_them_once(operator):
    assert "导入自带的" in operator.get("/settings/needs/").content.decode()
    operator.post("/settings/needs/seed/")
    entered = Need.objects.count()
    assert entered >= 60
    assert told() == [("needs_seeded", {"rows": entered})]
    again = operator.post("/settings/needs/seed/", follow=True)
    assert "表里已经有内容" in again.content.decode()
    assert Need.objects.count() == entered


def test_rows_are_found_by_word_and_read_page_by_page(operator):
    seed_needs()
    first = operator.get("/settings/needs/").context
    second = operator.get(first["next_url"]).context
    assert len(first["rows"]) == len(second["rows"]) == 40
    assert first["rows"][-1].need.pk < second["rows"][0].need.pk
    found = operator.get("/settings/needs/?q=光伏 屋顶").context["rows"]
    assert found
    for row in found:
        everything = f"{row.need.activity} {row.need.words} {row.need.reason}"
        assert "光伏" in everything
        assert "屋顶" in everything
    assert "没有这样的条目" in operator.get("/settings/needs/?q=没有这种说法").content.decode()


def test_a_row_is_added_with_its_words_apart_and_told_once(operator):
    assert operator.post("/settings/needs/new/", ICE).status_code == 302
    need = Need.objects.get()
    assert (need.activity, need.words, need.kinds) == ("滑冰场 冰球馆", "大跨度 无柱", "plant warehouse")
    assert told() == [("need_added", {"need": need.pk, "columns": []})]


def test_a_change_says_which_columns_changed(operator):
    operator.post("/settings/needs/new/", ICE)
    need = Need.objects.get()
    page = operator.get(f"/settings/needs/{need.pk}/").content.decode()
    assert "冰面要无柱的大跨度空间" in page
    operator.post(f"/settings/needs/{need.pk}/", ICE | {"reason": "冰面不能有柱子"})
    assert told()[-1] == ("need_changed", {"need": need.pk, "columns": ["reason"]})


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("divisions", "89 998", "没有这样的行业大类：998"),
        ("kinds", ["castle"], "没有这样的资源类别：castle"),
        ("kinds", [], "请至少选一类资源"),
        ("activity", "", "请写明哪类企业"),
    ],
)
def test_a_wrong_row_is_refused_in_plain_words_and_nothing_typed_is_lost(operator, column, typed, sentence):
    wrong = ICE | {column: typed} | ({"divisions": ""} if column == "activity" else {})
    answer = operator.post("/settings/needs/new/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "冰面要无柱的大跨度空间" in page
    assert not Need.objects.exists()
    assert told() == []


def test_a_row_that_is_switched_off_calls_for_nothing_until_it_is_used_again(operator):
    operator.post("/settings/needs/new/", ICE)
    need = Need.objects.get()
    sentence = {"sentence": "我们经营滑冰场，想找地方。"}
    assert "冰面要无柱的大跨度空间" in operator.post("/settings/needs/trial/", sentence).content.decode()
    for active in ("0", "0"):
        operator.post(f"/settings/needs/{need.pk}/standing/", {"active": active})
    assert "用不到表里的任何一条" in operator.post("/settings/needs/trial/", sentence).content.decode()
    operator.post(f"/settings/needs/{need.pk}/standing/", {"active": "1"})
    assert [code for code, _facts in told()] == ["need_added", "need_retired", "need_restored"]


def test_a_sentence_that_is_tried_is_kept_nowhere(operator):
    operator.post("/settings/needs/new/", ICE)
    before = Event.objects.count()
    operator.post("/settings/needs/trial/", {"sentence": "我们经营滑冰场，想找地方。"})
    assert Event.objects.count() == before
    assert operator.post("/settings/needs/trial/", {"sentence": ""}).status_code == 422


def test_a_new_row_matches_what_waits_anew(cast, operator, tmp_path):
    cast.offer("warehouse", "港区老机库", area_m2=6000.0, description="大跨度，无柱。")
    typed = Typed("负责人", cast.investor.phone, "sms", RINK, wish=cast.zone, agreed=cast.consent)
    number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
    follower = Follower(tmp_path / "search")
    catch_up(follower)
    needed = [reason for match in Match.objects.all() for reason in match.reasons if reason[0] == "need"]
    assert needed == []
    operator.post("/settings/needs/new/", ICE)
    catch_up(follower)
    follower.close()
    match = Match.objects.get(enquiry__duty__number=number)
    assert str(Need.objects.get().pk) in {facts["need"] for code, facts in match.reasons if code == "need"}
