"""One tap plays anybody of the demo cast, in a demo only."""

from django.test import Client

from luodi.accounts import demo
from luodi.accounts.models import User
from luodi.accounts.tests.helpers import events_of, signed_in_as
from tests.cast import Cast


def demo_people() -> tuple[User, User]:
    staff = User.Kind.STAFF
    officer = User.objects.create_user("demo-officer-379911901", kind=staff, name="港区对接专员")
    User.objects.create_user("demo-head-379911901", kind=staff, name="港区部长")
    User.objects.create_user("demo-operator", kind=staff, name="总台平台运营")
    investor = User.objects.create_user("demo-investor-1", name="能源企业负责人", phone="+8613900000077")
    return officer, investor


def test_the_sign_in_page_of_a_demo_offers_its_cast_by_unit(client: Client, cast: Cast, settings):
    settings.DEMO = True
    demo_people()
    page = client.get("/sign-in/?next=/account/").text
    assert [unit.name for unit in demo.staff_by_unit()] == ["", "港区"]
    assert "<h4>港区</h4>" in page
    for label in ("对接专员", "部长", "总台平台运营", "能源企业负责人"):
        assert f">{label}</button>" in page
    assert cast.liaison.name not in page


def test_one_tap_signs_in_and_goes_on_to_the_page(client: Client, db, settings):
    settings.DEMO = True
    officer, _investor = demo_people()
    response = client.post("/sign-in/as/", {"login": officer.login, "next": "/account/"})
    assert response["Location"] == "/account/"
    assert signed_in_as(client) == officer
    assert events_of(officer) == ["signed_in"]


def test_people_outside_of_the_cast_cannot_be_played(client: Client, cast: Cast, settings):
    settings.DEMO = True
    assert client.post("/sign-in/as/", {"login": "liaison"}).status_code == 404


def test_there_is_no_such_page_outside_of_a_demo(client: Client, db, settings):
    settings.DEMO = False
    officer, _investor = demo_people()
    assert client.post("/sign-in/as/", {"login": officer.login}).status_code == 404
    assert signed_in_as(client) is None
    assert "对接专员" not in client.get("/sign-in/").text
