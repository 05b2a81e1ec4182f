"""Telling somebody: the page always, one way out by wish, each thing once."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import translation

import luodi
from luodi.ledger.acts import act
from luodi.notices.actions import mark_read, prefer, send_code, send_link, tell, tell_heads, tell_unit
from luodi.notices.models import Notice
from luodi.notices.rules import SENTENCES, letter, sentence
from tests.cast import local

NOW = local(2021, 1, 4, 9, 40)


def rows(**which: object) -> list[tuple[str, str]]:
    found = Notice.objects.filter(**which).order_by("id")
    return [(row.channel, row.code) for row in found]


def telling(cast, reader=None, **more: object) -> None:
    with act("user:1", now=NOW) as a:
        tell(a, **{"reader": reader or cast.zone_officer, "code": "assigned", "subject": "E-1", "key": "k", **more})


def test_the_page_row_and_one_way_out(cast):
    telling(cast)
    assert rows(reader=cast.zone_officer) == [("page", "assigned"), ("email", "assigned")]
    page, mail = Notice.objects.order_by("id")
    assert (page.next_try, mail.next_try) == (None, NOW)
    assert mail.address == "", "the address is asked for when it is sent"


def test_the_same_thing_is_told_once(cast, django_assert_max_num_queries):
    telling(cast)
    with django_assert_max_num_queries(4):  # savepoint of the test, preference, insert
        telling(cast)
    assert Notice.objects.count() == 2


def test_an_investor_with_a_phone_gets_an_sms_while_the_gateway_is_on(cast, settings):
    telling(cast, reader=cast.investor, code="signed")
    assert rows(reader=cast.investor) == [("page", "signed")]
    settings.SMS_URL = "http://127.0.0.1:9/"
    telling(cast, reader=cast.investor, code="signed", key="again")
    assert rows(reader=cast.investor)[1:] == [("page", "signed"), ("sms", "signed")]


def test_nobody_gets_outside_messages_he_does_not_want(cast, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    prefer(user=cast.zone_officer, email=False, sms=True)
    prefer(user=cast.investor, email=True, sms=False)
    telling(cast)
    telling(cast, reader=cast.investor, code="signed")
    assert rows() == [("page", "assigned"), ("page", "signed")]


def test_mail_that_is_off_makes_no_rows(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    telling(cast)
    assert rows() == [("page", "assigned")]


def test_robots_hear_it_once_however_many_read_it(cast, settings):
    settings.ROBOT_URLS = ["wecombot://one", "dingtalk://two"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with act("user:1", now=NOW) as a:
        tell_unit(a, unit=cast.zone_unit, kind="enquiry", code="asked", subject="E-1", key="asked:1")
    assert rows(channel="robot") == [("robot", "asked")] * 2
    told = {cast.zone_officer.pk, cast.zone_colleague.pk, cast.zone_head.pk}
    assert set(Notice.objects.filter(channel="page").values_list("reader", flat=True)) == told, "all who handle it"
    assert not Notice.objects.filter(address__contains="one").exists(), "a robot's address is a secret"
    telling(cast, reader=cast.investor, code="message")
    assert Notice.objects.filter(channel="robot").count() == 2


def test_heads_alone(cast):
    with act("user:1", now=NOW) as a:
        tell_heads(a, unit=cast.zone_unit, code="denied", subject="E-1", key="denied:1")
    assert set(Notice.objects.values_list("reader", flat=True)) == {cast.zone_head.pk}


def test_reading_is_an_act(cast):
    telling(cast)
    telling(cast, subject="E-2", key="k2")
    assert [notice.subject for notice in Notice.objects.unread_for(cast.zone_officer)] == ["E-2", "E-1"]
    assert mark_read(reader=cast.zone_officer, numbers=["E-1"], now=NOW) == 1
    assert [notice.subject for notice in Notice.objects.unread_for(cast.zone_officer)] == ["E-2"]
    assert mark_read(reader=cast.stranger_officer, now=NOW) == 0
    assert mark_read(reader=cast.zone_officer, now=NOW) == 1
    assert mark_read(reader=cast.zone_officer, now=NOW) == 0


def test_codes_and_links_go_to_an_address_without_an_account(cast):
    with translation.override("en"), act("anonymous", now=NOW) as a:
        send_code(a, address="+8613900000009", channel="sms", code="123456")
        send_link(a, address="b@example.invalid", channel="email", code="invited", subject="E-1")
    code, link = Notice.objects.order_by("id")
    assert (code.reader, code.address, code.secret, code.next_try) == (None, "+8613900000009", "123456", NOW)
    assert (link.subject, link.secret, link.facts) == ("E-1", "", {"language": "en"})


def test_each_sentence_speaks_both_languages():
    facts = {"due": NOW, "was": NOW, "start": NOW, "end": NOW, "count": 3}
    for code in SENTENCES:
        chinese = sentence(code, "E-1", facts, NOW)
        with translation.override("en"):
            english = sentence(code, "E-1", facts, NOW)
        assert chinese != english, code
        assert english.isascii(), english


def test_times_are_said_as_the_reader_counts_them(cast):
    telling(cast, code="recalculated", facts={"was": NOW, "due": NOW + timedelta(days=1)})
    notice = Notice.objects.get(channel="page")
    with time_machine.travel(NOW, tick=False):
        assert notice.sentence == "工作日历有调整，E-1 的时限由 09:40 改为 明天 09:40。"
        assert notice.tone == "plain"


def test_what_leaves_is_number_and_link_only():
    words = letter("closed", "E-1", "", city="临海市", link="https://luodi.example/mine/E-1/")
    assert words.body == "E-1 有新情况：https://luodi.example/mine/E-1/"
    with translation.override("en"):
        assert letter("code", "", "123456", city="Linhai", link="").body == (
            "Your code is 123456. It is valid for 15 minutes; tell it to nobody."
        )


def test_a_sentence_without_its_facts_is_refused_when_written(cast):
    with pytest.raises(ValueError, match="facts lack due"):
        telling(cast, code="red")
    with pytest.raises(ValueError, match="no sentence"):
        telling(cast, code="unheard_of")


def test_every_code_that_is_told_has_a_sentence():
    told = {code for file in Path(luodi.__file__).parent.rglob("*.py") for code in codes_in(file)}
    assert "asked" in told
    assert told <= SENTENCES.keys()


def codes_in(file: Path) -> set[str]:
    """Literal codes given to tell, tell_all, tell_unit, tell_heads, tell_investor, send_link."""
    if "tests" in file.parts:
        return set()
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", "").startswith(("tell", "send_link"))]
    given = [word.value for call in named for word in call.keywords if word.arg == "code"]
    given += [call.args[2] for call in named if getattr(call.func, "id", "") == "tell_investor"]
    return {value.value for value in given if isinstance(value, ast.Constant)}
