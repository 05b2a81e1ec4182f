"""`luodi found`: an empty database becomes a city that its operator can sign in to, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from luodi.accounts.models import ConsentText, User
from luodi.directory.models import Post, Territory, Unit, WorkCalendar
from luodi.duties.models import AllowanceRule
from luodi.ledger.models import Event
from luodi.matching.models import Need
from luodi.matching.rules import NEEDS
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
CITY = {"city_code": "3702", "city_name": "青岛市", "city_name_en": "Qingdao"}


@pytest.fixture(autouse=True)
def nothing_yet(db) -> None:
    """Not even the calendars that tests begin with."""
    WorkCalendar.objects.exclude(parent=None).delete()
    WorkCalendar.objects.all().delete()


@pytest.fixture
def password(monkeypatch) -> str:
    monkeypatch.setenv("LUODI_FIRST_PASSWORD", PASSWORD)
    return PASSWORD


def run(**more: str) -> str:
    said = StringIO()
    call_command("found", stdout=said, **(CITY | {"login": "operator"} | more))
    return said.getvalue()


def test_an_empty_server_gets_a_city_and_somebody_who_can_sign_in(password, settings):
    settings.STAFF_SECOND_FACTOR = False
    assert "operator" in run(phone="0532-00000000")
    desk = Unit.objects.get(kind=Unit.Kind.CITY_DESK)
    assert (desk.territory.name, desk.phone, desk.calendar.code) == ("青岛市", "0532-00000000", "office")
    post = Post.objects.get(user__login="operator")
    assert (post.role, post.unit, post.user.is_staff, post.user.must_change_password) == (
        Post.Role.OPERATOR,
        desk,
        True,
        False,
    )
    assert WorkCalendar.objects.count() == 4
    assert ConsentText.objects.get().body_en
    assert AllowanceRule.objects.get(kind="contact").token == "4wh"
    assert Event.objects.get(subject=NEEDS).facts == {"rows": Need.objects.count()}
    browser = Client()
    browser.post("/sign-in/", {"login": "operator", "password": PASSWORD})
    assert browser.get(reverse("directory:units")).status_code == 200
    assert Event.objects.filter(actor="system:found").values("act").distinct().count() == 1


def test_a_second_run_changes_nothing(password):
    run()
    before = Event.objects.count()
    assert "没有改动" in run()
    assert (Event.objects.count(), User.objects.count(), Unit.objects.count()) == (before, 1, 1)


def test_a_city_with_staff_is_not_founded_again(password):
    run()
    with pytest.raises(CommandError, match="已经有工作人员账号"):
        run(login="another")
    with pytest.raises(CommandError, match="已经有工作人员账号"):
        run(city_code="3703")


def test_territories_that_were_imported_before_are_used(password):
    city = Territory.objects.create(code="3702", name="青岛市", level=Territory.Level.CITY)
    run()
    assert Unit.objects.get().territory == city


def test_a_code_of_a_district_founds_nothing_at_all(password):
    city = Territory.objects.create(code="37", name="某市", level=Territory.Level.CITY)
    Territory.objects.create(code="3702", name="某区", level=Territory.Level.DISTRICT, parent=city)
    with pytest.raises(CommandError, match="不是城市"):
        run()
    assert [model.objects.count() for model in (User, Unit, WorkCalendar)] == [0, 0, 0]


def test_a_weak_password_and_a_crooked_login_are_refused_in_words(monkeypatch, password):
    with pytest.raises(CommandError, match="字母、数字"):
        run(login="two words")
    monkeypatch.setenv("LUODI_FIRST_PASSWORD", "1234567")
    with pytest.raises(CommandError):
        run()
    assert not User.objects.exists()


def test_the_password_may_come_through_a_pipe(monkeypatch):
    monkeypatch.delenv("LUODI_FIRST_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    run()
    assert User.objects.get().check_password(PASSWORD)
