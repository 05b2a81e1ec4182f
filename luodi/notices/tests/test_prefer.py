"""Everybody chooses whether mail and SMS follow him; the page always tells."""

import pytest
from django.test import Client

from luodi.ledger.acts import act
from luodi.notices.actions import tell
from luodi.notices.models import Notice, Preference
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(settings):
    settings.SMS_URL = "http://localhost:9/sms"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def channels_of(user) -> set[str]:
    with act("system:test") as a:
        tell(a, reader=user, code="signed", subject="LD-1", key=str(a.id))
    newest = Notice.objects.filter(reader=user).latest("id").key.split(":")[0]
    return set(Notice.objects.filter(key__startswith=newest).values_list("channel", flat=True))


def test_an_officer_who_wants_no_mail_is_told_on_the_page_and_by_sms(cast: Cast, client_of):
    cast.liaison.phone = "+8613900000055"
    cast.liaison.save()
    assert channels_of(cast.liaison) == {"page", "email"}
    client_of(cast.liaison).post("/account/notices/", {"sms": "on"})
    wish = Preference.objects.get(user=cast.liaison)
    assert (wish.email, wish.sms) == (False, True)
    assert channels_of(cast.liaison) == {"page", "sms"}


def test_who_wants_nothing_outside_is_still_told_on_the_page(cast: Cast, client_of):
    client = client_of(cast.investor)
    assert channels_of(cast.investor) == {"page", "sms"}
    client.post("/account/notices/", {})
    assert channels_of(cast.investor) == {"page"}
    page = client.get("/account/notices/")
    assert "checked" not in page.text
    assert "LUODI_ROBOT_URLS" not in page.text


def test_everything_is_wanted_until_somebody_says_otherwise(cast: Cast, client_of):
    page = client_of(cast.head).get("/account/notices/")
    assert page.text.count("checked") == 2
    assert "LUODI_ROBOT_URLS" in page.text
    assert 'href="/account/notices/"' in client_of(cast.head).get("/account/").text


def test_a_channel_that_is_off_is_said_to_be_off(cast: Cast, client_of, settings):
    client = client_of(cast.investor)
    settings.SMS_URL = ""
    assert "没有开通短信" in client.get("/account/notices/").text
