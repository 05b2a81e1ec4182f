"""An operator lets a colleague in: the one-time password, its change at the first sign-in, and a lost phone."""

import pytest
from django.test import Client
from django.urls import reverse

from luodi.accounts import factors
from luodi.accounts.models import User
from luodi.ledger.models import Event
from tests.cast import PASSWORD, Cast

OWN = "quiet-harbour-落地-22"
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(cast: Cast, client: Client, settings) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(cast.operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def knock(login: str, password: str) -> Client:
    visitor = Client()
    visitor.post("/sign-in/", {"login": login, "password": password})
    return visitor


def new_password(operator: Client, cast: Cast) -> str:
    shown = operator.post(reverse("directory:post_passwords", args=[cast.zone_officer.post.pk]))
    assert "no-store" in shown["Cache-Control"]
    return shown.context["password"]


def test_a_new_account_gets_a_password_that_is_shown_once(cast, operator):
    said = {"unit": cast.zone_unit.pk, "login": "newcomer", "name": "新同事", "role": "zone_officer"}
    shown = operator.post(reverse("directory:new_post"), said | {"remit": ["enquiry"], "since": "2021-01-04T09:00"})
    assert "请当面交给本人；首次登录须改" in shown.text
    password = shown.context["password"]
    user = User.objects.get(login="newcomer")
    assert user.check_password(password)
    event = Event.objects.get(subject=user.code, code="password_set")
    assert (event.actor, event.facts) == (cast.operator.code, {"one_time": True})
    page = operator.get(reverse("directory:post", args=[user.posts.get().pk])).text
    assert password not in page
    assert "一次性密码还没有换掉" in page


def test_a_colleague_who_has_an_account_keeps_his_password(cast, operator):
    said = {"unit": cast.other_unit.pk, "login": "zone", "role": "liaison", "since": "2021-01-04T09:00"}
    assert operator.post(reverse("directory:new_post"), said).status_code == 302
    cast.zone_officer.refresh_from_db()
    assert cast.zone_officer.check_password(PASSWORD)


def test_the_first_sign_in_leads_to_a_password_of_ones_own_and_nowhere_else(cast, operator):
    visitor = knock("zone", new_password(operator, cast))
    for page in (reverse("desk:today"), reverse("desk:enquiries"), "/account/"):
        assert visitor.get(page)["Location"] == "/account/password/"
    assert "一次性密码" in visitor.get("/account/password/").text
    done = visitor.post("/account/password/", {"password": OWN, "again": OWN})
    assert done["Location"] == reverse("desk:today")
    assert visitor.get(reverse("desk:today")).status_code == 200
    cast.zone_officer.refresh_from_db()
    assert not cast.zone_officer.must_change_password
    assert Event.objects.filter(subject=cast.zone_officer.code, code="password_set").latest("id").facts == {
        "one_time": False
    }


def test_the_one_time_password_is_not_taken_for_ones_own(cast, operator):
    password = new_password(operator, cast)
    visitor = knock("zone", password)
    page = visitor.post("/account/password/", {"password": password, "again": password})
    assert page.status_code == 422
    assert "一次性密码本身" in page.text


def test_a_new_one_time_password_ends_the_old_one_the_sessions_and_the_lock_out(cast, operator):
    inside = knock("zone", PASSWORD)
    for _try in range(5):
        knock("zone", "guessed")
    visitor = knock("zone", new_password(operator, cast))
    assert visitor.get("/account/")["Location"] == "/account/password/"
    assert inside.get("/account/")["Location"].startswith("/sign-in/")


def test_after_a_lost_phone_the_next_sign_in_enrols_anew(cast, operator, settings):
    settings.STAFF_SECOND_FACTOR = True
    factors.add_totp(cast.zone_officer, factors.generate_totp_secret())
    back = operator.post(reverse("directory:post_enrolments", args=[cast.zone_officer.post.pk]), follow=True)
    assert "重新绑定" in back.text
    event = Event.objects.get(subject=cast.zone_officer.code, code="factors_reset")
    assert event.actor == cast.operator.code
    answer = Client().post("/sign-in/", {"login": "zone", "password": PASSWORD})
    assert answer["Location"] == "/sign-in/enrolment/"


def test_an_operator_does_not_reset_himself(cast, operator):
    own = cast.operator.post.pk
    for route in ("post_passwords", "post_enrolments"):
        back = operator.post(reverse(f"directory:{route}", args=[own]), follow=True)
        assert "请在账号页更换" in back.text
    cast.operator.refresh_from_db()
    assert cast.operator.check_password(PASSWORD)


def test_nobody_else_lets_anybody_in(cast):
    for user in (cast.head, cast.zone_head, cast.dispatcher, cast.investor):
        visitor = Client()
        visitor.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for route in ("post_passwords", "post_enrolments"):
            assert visitor.post(reverse(f"directory:{route}", args=[cast.zone_officer.post.pk])).status_code == 404
    assert not Event.objects.filter(code__in=("password_set", "factors_reset")).exists()
