"""What the operator sets without code: rules tried before they are saved, allowances, templates, the consent text."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from luodi.accounts.models import ConsentText, User
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import allowances
from luodi.duties.models import AllowanceRule, Deadline, Duty
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.dossier import reply_templates
from luodi.enquiries.examples import example
from luodi.enquiries.models import RoutingRule
from luodi.ledger.models import Event
from luodi.talk.models import ReplyTemplate
from tests.cast import Cast, local

ROUTING, ALLOWANCES, REPLIES, CONSENT = (
    "/settings/routing/",
    "/settings/allowances/",
    "/settings/templates/",
    "/settings/consent/",
)
NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture(autouse=True)
def _in_the_morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def entered(cast: Cast, number: int = 1, sentence: str = "建厂", **other: object) -> Duty:
    typed = Typed(
        name="王某某", contact=f"+86139{number:08}", channel="sms", sentence=sentence, wish=cast.district, **other
    )
    return enter(viewer=Viewer.of(cast.dispatcher), typed=typed, source="phone", keep=False)


def rule(cast: Cast, name: str, rank: int, **conditions: object) -> RoutingRule:
    conditions = conditions or {"words": "光伏"}
    return RoutingRule.objects.create(name=name, rank=rank, unit=cast.zone_unit, **conditions)


def filled(cast: Cast, **other: object) -> dict[str, object]:
    return {"name": "光伏到港区", "words": "光伏、屋顶", "unit": cast.zone_unit.pk, "industries": ["44"]} | other


def order() -> list[str]:
    return list(RoutingRule.objects.filter(active=True).values_list("name", flat=True))


def test_a_rule_is_added_last_and_leaves_an_event(cast: Cast) -> None:
    rule(cast, "旧规则", 10)

    answer = desk_of(cast.operator).post(f"{ROUTING}new/", filled(cast, territory="西部新区", size_bands=["l", "xl"]))

    assert answer.status_code == 302
    added = RoutingRule.objects.get(name="光伏到港区")
    assert (added.words, added.industries, added.size_bands, added.territory) == (
        "光伏 屋顶",
        "44",
        "l xl",
        cast.district,
    )
    assert order() == ["旧规则", "光伏到港区"]
    assert Event.objects.get(subject=f"routing:{added.pk}").code == "rule_added"


def test_a_trial_says_how_many_would_move_and_saves_nothing(cast: Cast) -> None:
    for number in range(3):
        entered(cast, number, "做光伏屋顶", industry="44")
    entered(cast, 9, "做食品", industry="14")
    events = Event.objects.count()

    page = desk_of(cast.operator).post(f"{ROUTING}new/", filled(cast, **{"try": ""})).content.decode()

    assert "最近 90 天有 4 件申请；按改后的规则，有 <b>3</b> 件会分派给别的单位" in page
    assert "西部新区投资促进局" in page
    assert "王某某" not in page
    assert 'value="光伏到港区"' in page
    assert (RoutingRule.objects.count(), Event.objects.count()) == (0, events)


def test_a_trial_looks_back_90_days_and_at_the_day_of_each(cast: Cast) -> None:
    for number, days in enumerate((100, 80, 10)):
        with time_machine.travel(NOW - timedelta(days=days), tick=False):
            entered(cast, number, "做光伏屋顶", industry="44")

    since = (NOW - timedelta(days=30)).date().isoformat()
    page = desk_of(cast.operator).post(f"{ROUTING}new/", filled(cast, valid_from=since, **{"try": ""}))

    assert "有 2 件申请；按改后的规则，有 <b>1</b> 件" in page.content.decode()


def test_an_edited_rule_moves_only_what_comes_later(cast: Cast) -> None:
    one = rule(cast, "光伏", 10)
    before = entered(cast, 1, "做光伏")

    desk_of(cast.operator).post(f"{ROUTING}{one.pk}/", filled(cast, unit=cast.other_unit.pk, industries=[]))

    before.refresh_from_db()
    assert before.unit == cast.zone_unit
    assert entered(cast, 2, "做光伏").unit == cast.other_unit
    event = Event.objects.get(subject=f"routing:{one.pk}", code="rule_changed")
    assert set(event.facts["fields"]) == {"name", "words", "unit_id"}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"words": "", "industries": []}, "至少填一个条件"),
        ({"valid_from": "2021-02-01", "valid_to": "2021-01-01"}, "结束日期要晚于开始日期"),
        ({"territory": "没有这里"}, "没有叫"),
        ({"unit": ""}, "请选一个单位"),
    ],
)
def test_a_rule_that_cannot_be_keeps_what_was_typed(cast: Cast, other: dict[str, object], said: str) -> None:
    page = desk_of(cast.operator).post(f"{ROUTING}new/", filled(cast, **other))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'value="光伏到港区"' in page.content.decode()
    assert RoutingRule.objects.count() == 0


def test_rules_move_by_buttons(cast: Cast) -> None:
    first, _second, third = (rule(cast, name, rank) for name, rank in (("甲", 10), ("乙", 20), ("丙", 30)))
    client = desk_of(cast.operator)

    client.post(f"{ROUTING}{third.pk}/place/", {"to": "up"})
    assert order() == ["甲", "丙", "乙"]
    client.post(f"{ROUTING}{first.pk}/place/", {"to": "up"})
    assert order() == ["甲", "丙", "乙"]
    client.post(f"{ROUTING}{first.pk}/place/", {"to": "down"})
    assert order() == ["丙", "甲", "乙"]
    assert Event.objects.filter(subject=f"routing:{third.pk}", code="rule_moved").count() == 2


def test_a_move_that_would_change_something_asks_first(cast: Cast) -> None:
    rule(cast, "光伏", 10)
    other = RoutingRule.objects.create(name="屋顶", rank=20, unit=cast.other_unit, words="屋顶")
    entered(cast, 1, "做光伏屋顶")
    client, address = desk_of(cast.operator), f"{ROUTING}{other.pk}/place/"

    page = client.post(address, {"to": "up"}).content.decode()
    assert "把“屋顶”上移一位？" in page
    assert "有 <b>1</b> 件会分派给别的单位" in page
    assert order() == ["光伏", "屋顶"]

    client.post(address, {"to": "up", "sure": "1"})
    assert order() == ["屋顶", "光伏"]


def test_a_retired_rule_rests_and_returns_last(cast: Cast) -> None:
    first, _second = rule(cast, "甲", 10), rule(cast, "乙", 20)
    client = desk_of(cast.operator)

    client.post(f"{ROUTING}{first.pk}/retirement/", {})
    assert order() == ["乙"]
    client.post(f"{ROUTING}{first.pk}/return/")
    assert order() == ["乙", "甲"]
    codes = Event.objects.filter(subject=f"routing:{first.pk}").order_by("id").values_list("code", flat=True)
    assert list(codes) == ["rule_retired", "rule_restored"]


def test_settings_are_the_operators_alone(cast: Cast) -> None:
    one = rule(cast, "甲", 10)
    for user in (cast.head, cast.dispatcher, cast.liaison, cast.investor):
        client = desk_of(user)
        for address in (ROUTING, f"{ROUTING}{one.pk}/", f"{ROUTING}new/", ALLOWANCES, CONSENT):
            assert client.get(address).status_code == 404
        assert client.post(f"{ROUTING}{one.pk}/retirement/", {}).status_code == 404
        assert client.post(f"{ALLOWANCES}preset/", {"preset": "2115"}).status_code == 404
    assert order() == ["甲"]


def test_a_preset_in_one_tap_affects_only_deadlines_started_later(cast: Cast) -> None:
    before = entered(cast, 1)

    page = desk_of(cast.operator).post(f"{ALLOWANCES}preset/", {"preset": "jiangmen"}, follow=True)

    assert "只对以后开始的时限有效" in page.content.decode()
    assert {kind: allowances()[kind] for kind in ("sign_for", "contact", "triage")} == {
        "sign_for": "1wd",
        "contact": "1wd",
        "triage": "3wd",
    }
    assert Deadline.objects.get(duty=before, kind="contact").token == "4wh"
    assert Deadline.objects.get(duty=entered(cast, 2), kind="contact").token == "1wd"
    event = Event.objects.get(subject="allowances:contact")
    assert (event.code, event.facts) == ("allowance_set", {"before": "4wh", "after": "1wd"})


def test_each_kind_is_set_by_its_token(cast: Cast) -> None:
    client, now = desk_of(cast.operator), allowances()
    tokens = {
        kind: now[kind] for kind in ("sign_for", "triage", "triage_big", "handover", "remedy", "confirm", "freshness")
    }

    client.post(ALLOWANCES, tokens | {"contact": " 3WH "})

    assert list(AllowanceRule.objects.values_list("kind", "token")) == [("contact", "3wh")]
    assert Event.objects.filter(code="allowance_set").count() == 1

    wrong = client.post(ALLOWANCES, tokens | {"contact": "三小时"})
    assert wrong.status_code == 422
    assert "请写数字加单位" in wrong.content.decode()
    for token in ("0wh", "99999wd", "13mo"):
        assert client.post(ALLOWANCES, tokens | {"contact": token}).status_code == 422
    assert allowances()["contact"] == "3wh"


@pytest.mark.parametrize(
    ("kind", "token", "today", "said"),
    [
        ("sign_for", "2wh", date(2021, 1, 4), "周五 16:00 提交 → 周一 09:30 前签收"),
        ("sign_for", "180wm", date(2021, 1, 4), "周五 16:00 提交 → 周一 10:30 前签收"),
        ("contact", "4wh", date(2021, 1, 4), "周五 16:00 提交 → 周一 11:30 前首次联系"),
        ("triage", "1wd", date(2021, 1, 4), "周五 16:00 联系上 → 周一 17:30 前研判"),
        ("confirm", "15wm", date(2021, 1, 4), "周五 16:00 提交 → 周五 16:15 前确认联系方式"),
        ("remedy", "15wd", date(2021, 1, 4), "周五 16:00 收到差评 → 1 月 29 日 周五 17:30 前差评整改"),
        # 1 January 2021 is a holiday: the example takes the next Friday.
        ("contact", "1wd", date(2020, 12, 31), "周五 16:00 提交 → 周一 17:30 前首次联系"),
    ],
)
def test_an_allowance_is_said_by_an_example(cast: Cast, kind: str, token: str, today: date, said: str) -> None:
    assert example(kind, token, today) == said


def test_examples_follow_what_is_typed(cast: Cast) -> None:
    page = desk_of(cast.operator).get(f"{ALLOWANCES}examples/", {"contact": "180wm", "triage": "bald"}).content.decode()

    assert "周一 10:30 前首次联系" in page
    assert "请写数字加单位" in page
    assert AllowanceRule.objects.count() == 0


def test_a_head_writes_templates_of_his_own_unit_only(cast: Cast) -> None:
    shared = ReplyTemplate.objects.create(title="公用", body="您好")
    client = desk_of(cast.head)

    own = client.post(f"{REPLIES}new/", {"title": "约看厂房", "body": "您哪天方便？", "unit": cast.district_unit.pk})
    assert own.status_code == 302
    for unit in ("", cast.other_unit.pk):
        assert client.post(f"{REPLIES}new/", {"title": "越权", "body": "x", "unit": unit}).status_code == 422
    assert client.get(f"{REPLIES}{shared.pk}/").status_code == 404

    assert [reply.title for reply in reply_templates([cast.district_unit.pk])] == ["公用", "约看厂房"]
    assert [reply.title for reply in reply_templates([cast.other_unit.pk])] == ["公用"]
    reply = ReplyTemplate.objects.get(title="约看厂房")
    event = Event.objects.get(subject=f"reply:{reply.pk}")
    assert (event.code, event.facts) == ("reply_added", {"unit": "west"})


def test_the_operator_writes_for_everybody_and_retires(cast: Cast) -> None:
    client = desk_of(cast.operator)
    client.post(f"{REPLIES}new/", {"title": "收到", "body": "已收到", "unit": ""})
    reply = ReplyTemplate.objects.get()
    assert reply.unit is None

    client.post(f"{REPLIES}{reply.pk}/", {"title": "收到", "body": "已收到，今天联系您", "unit": ""})
    client.post(f"{REPLIES}{reply.pk}/standing/", {"active": "0"})

    reply.refresh_from_db()
    assert (reply.body, reply.active) == ("已收到，今天联系您", False)
    assert reply_templates([]) == []
    assert client.get(REPLIES).status_code == 200
    assert desk_of(cast.liaison).get(REPLIES).status_code == 404


def test_a_new_consent_text_waits_for_its_day(cast: Cast) -> None:
    client = desk_of(cast.operator)
    body = {"version": "2021-2", "body": "新的说明", "body_en": "New text", "valid_from": "2021-01-05T00:00"}

    assert client.post(CONSENT, body).status_code == 302

    tomorrow = NOW + timedelta(days=1)
    assert ConsentText.objects.in_force(NOW) == cast.consent
    assert ConsentText.objects.in_force(tomorrow).version == "2021-2"
    assert Event.objects.get(subject="consent:2021-2").code == "consent_text_added"


@pytest.mark.parametrize(
    ("version", "valid_from", "said"),
    [("2021-1", "2021-01-05T00:00", "已经用过"), ("2021-9", "2020-12-31T00:00", "不能早于现在")],
)
def test_an_old_consent_text_cannot_be_replaced(cast: Cast, version: str, valid_from: str, said: str) -> None:
    page = desk_of(cast.operator).post(CONSENT, {"version": version, "body": "改写", "valid_from": valid_from})

    assert page.status_code == 422
    assert said in page.content.decode()
    assert ConsentText.objects.get().body == cast.consent.body


def test_every_setting_page_opens_without_rows(cast: Cast) -> None:
    client = desk_of(cast.operator)
    ConsentText.objects.all().delete()

    for address in (ROUTING, f"{ROUTING}new/", ALLOWANCES, REPLIES, f"{REPLIES}new/", CONSENT):
        assert client.get(address).status_code == 200
