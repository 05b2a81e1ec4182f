"""The outbox: real servers on the loopback, every failure, nothing lost, nothing kept."""

from datetime import timedelta
from email import message_from_bytes, policy

import psycopg
import pytest
from django.db import connection

from luodi.ledger.acts import act
from luodi.notices import delivery
from luodi.notices.actions import send_code, tell, tell_unit
from luodi.notices.channels import Robot, TryLater
from luodi.notices.delivery import LEASE, TRIES, deliver
from luodi.notices.models import Notice
from tests.cast import local

NOW = local(2021, 1, 4, 9, 40)


def told(reader, code: str = "assigned", key: str = "k") -> None:
    with act("user:1", now=NOW) as a:
        tell(a, reader=reader, code=code, subject="E-1", key=key)


def asked_for_code(address: str = "+8613900000009") -> None:
    with act("anonymous", now=NOW) as a:
        send_code(a, address=address, channel="email" if "@" in address else "sms", code="123456")


def outside() -> Notice:
    return Notice.objects.exclude(channel="page").get()


def test_a_letter_leaves_by_smtp(cast, mail):
    told(cast.zone_officer)
    assert deliver(NOW) == 1
    ((to, text),) = mail.letters
    words = message_from_bytes(text.encode(), policy=policy.default)
    assert to == "zone@example.invalid"
    assert words["Subject"] == "本市投资服务 E-1"
    assert words.get_content().strip() == "E-1 有新情况：http://testserver/desk/enquiries/E-1/"
    row = outside()
    assert (row.sent_at, row.next_try, row.attempts, row.failure) == (NOW, None, 1, "")
    assert deliver(NOW) == 0
    assert len(mail.letters) == 1


def test_a_letter_speaks_the_readers_language(cast, mail):
    cast.zone_officer.language = "en"
    cast.zone_officer.save()
    told(cast.zone_officer)
    deliver(NOW)
    assert "E-1 has news: http" in mail.letters[0][1]


def test_an_investor_is_led_to_his_own_page(cast, gateway):
    told(cast.investor, "signed")
    deliver(NOW)
    assert gateway.messages[0]["text"] == "E-1 有新情况：http://testserver/mine/E-1/"


def test_a_code_leaves_by_sms_and_is_forgotten(cast, gateway, settings):
    settings.SHOW_CODES = False
    asked_for_code()
    assert deliver(NOW) == 1
    assert gateway.messages == [
        {
            "token": "Bearer a-token",
            "to": "+8613900000009",
            "text": "验证码 123456，15 分钟内有效，请勿告诉他人。",
        }
    ]
    row = outside()
    assert (row.address, row.secret, row.sent_at) == ("", "", NOW)


def test_where_codes_are_shown_nothing_needs_to_leave(cast, settings):
    settings.SHOW_CODES = True
    asked_for_code()
    assert Notice.objects.newest_code("+8613900000009") == "123456"
    assert deliver(NOW) == 1
    assert Notice.objects.newest_code("+8613900000009") == "123456"
    assert Notice.objects.newest_code("+8613900000008") == ""


def test_a_busy_gateway_is_asked_again_later_and_later(cast, gateway, settings):
    settings.SHOW_CODES = False
    gateway.status = 503
    told(cast.investor, "signed")
    now, waits = NOW, []
    while (row := outside()).next_try is not None:
        waits.append((row.next_try - now).total_seconds())
        now = row.next_try
        assert deliver(now) == 0
    assert waits == [0, 15, 30, 60, 120, 240, 480, 960]
    assert len(gateway.messages) == TRIES
    row = outside()
    assert (row.failure, row.sent_at) == ("http 503", None)


def test_a_refused_number_is_given_up_at_once(cast, gateway, settings):
    settings.SHOW_CODES = False
    gateway.status = 400
    asked_for_code()
    deliver(NOW)
    row = outside()
    assert (row.next_try, row.failure, row.address, row.secret) == (None, "http 400", "", "")


def test_a_redirect_is_not_followed(cast, gateway):
    gateway.status = 307
    asked_for_code()
    deliver(NOW)
    assert len(gateway.messages) == 1
    assert outside().failure == "http 307"


@pytest.mark.parametrize(
    ("answers", "failure", "again"),
    [
        ({"RCPT": "550 no such user"}, "smtp 550", False),
        ({"RCPT": "451 greylisted"}, "smtp 451", True),
        ({"DATA": "554 no"}, "SMTPDataError", True),
    ],
)
def test_what_a_mail_server_says_decides(cast, mail, answers, failure, again):
    mail.answers = answers
    told(cast.zone_officer)
    deliver(NOW)
    row = outside()
    assert (row.failure, row.next_try is not None) == (failure, again)


def test_a_server_that_is_not_there(cast, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    told(cast.investor, "signed")
    deliver(NOW)
    assert outside().failure == "network"


def test_a_channel_switched_off_meanwhile(cast, settings):
    told(cast.zone_officer)
    settings.SHOW_CODES = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    deliver(NOW)
    assert (outside().failure, outside().next_try) == ("off", None)


def test_a_code_that_would_come_too_late_is_not_sent(cast, gateway):
    asked_for_code()
    assert deliver(NOW + timedelta(minutes=15)) == 0
    assert gateway.messages == []
    assert outside().failure == "too late"


def test_a_crash_while_sending_loses_nothing(cast, gateway, monkeypatch):
    told(cast.investor, "signed")
    with monkeypatch.context() as crash:
        crash.setattr(delivery, "_mark", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            deliver(NOW)
    assert deliver(NOW + LEASE - timedelta(seconds=1)) == 0, "another process holds the lease"
    assert deliver(NOW + LEASE) == 1


def test_more_than_one_portion(cast, gateway):
    for number in range(20):
        told(cast.investor, "signed", key=f"k{number}")
    assert deliver(NOW, limit=15) == 15
    assert deliver(NOW) == 5


def test_robots_get_twenty_a_minute(cast, settings, monkeypatch):
    settings.ROBOT_URLS = ["wecombot://one"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    said: list[str] = []
    monkeypatch.setattr(Robot, "send", lambda self, words, address: said.append(words.body))
    with act("user:1", now=NOW) as a:
        for number in range(30):
            tell_unit(
                a, unit=cast.zone_unit, kind="enquiry", code="asked", subject=f"E-{number}", key=f"asked:{number}"
            )
    deliver(NOW)
    assert 12 < len(said) <= 20
    deliver(NOW + timedelta(seconds=59))
    assert len(said) <= 20
    deliver(NOW + timedelta(seconds=61))
    assert len(said) == 30
    assert not Notice.objects.filter(channel="robot", sent_at=None).exists()


def test_a_robot_is_called_by_its_webhook(cast, gateway, settings):
    settings.ROBOT_URLS = [gateway.url.replace("http://", "json://")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.SMS_URL = ""
    told(cast.zone_officer, "assigned")
    deliver(NOW)
    (message,) = gateway.messages
    assert message["message"] == "E-1 有新情况：http://testserver/desk/enquiries/E-1/"
    gateway.status = 500
    with pytest.raises(TryLater):
        Robot().send(delivery.letter("asked", "E-1", "", city="", link=""), "0")


def test_two_processes_share_the_outbox(own_database, gateway):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers queue")
    for number in range(3):
        asked_for_code(f"+861390000000{number}")
    with psycopg.connect(own_database) as beside:
        beside.execute("SELECT * FROM notices_notice ORDER BY id LIMIT 1 FOR UPDATE")
        assert deliver(NOW) == 2, "the row that another process holds is passed over"
    assert deliver(NOW) == 1
