"""The operator's pages: each opens, keeps what was typed, and leaves rows and an event behind."""

import pytest
from django.test import Client
from django.urls import reverse

from luodi.directory.models import Post, Territory, Unit
from luodi.ledger.models import Event
from tests.cast import Cast, local


@pytest.fixture
def operator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def last_event(code: str) -> Event:
    return Event.objects.filter(code=code).latest("id")


def all_pages(cast: Cast) -> list[str]:
    post = cast.zone_officer.post
    return [
        reverse(f"directory:{name}", args=args)
        for name, args in [
            ("territories", []),
            ("new_territory", []),
            ("territory", [cast.zone.code]),
            ("units", []),
            ("new_unit", []),
            ("unit", [cast.zone_unit.code]),
            ("new_post", []),
            ("post", [post.pk]),
            ("post_closures", [post.pk]),
            ("calendars", []),
            ("this_year", ["office"]),
            ("year", ["office", 2021]),
            ("day", ["office", local(2021, 2, 7).date()]),
            ("years", ["office"]),
            ("hours", ["office"]),
            ("imports", []),
            ("staff_import", []),
            ("territory_import", []),
        ]
    ]


def test_every_page_opens_for_the_operator_and_exists_for_nobody_else(cast, operator):
    for address in all_pages(cast):
        assert operator.get(address).status_code == 200, address
    for user in (cast.dispatcher, cast.head, cast.zone_officer, cast.investor):
        client = signed_in(user)
        for address in all_pages(cast):
            assert client.get(address).status_code == 404, (user.login, address)
    for address in all_pages(cast):
        assert Client().get(address).status_code == 302


def test_absences_and_roster_are_for_all_staff_and_no_investor(cast):
    for name in ("directory:absences", "directory:roster"):
        for user in (cast.operator, cast.head, cast.zone_officer, cast.dispatcher):
            assert signed_in(user).get(reverse(name)).status_code == 200
        assert signed_in(cast.investor).get(reverse(name)).status_code == 404


def test_a_territory_is_added_corrected_and_retired(cast, operator):
    typed = {"code": "379911902", "level": "place", "name": "湾区", "name_en": "Bay", "parent": "西部新区"}
    assert operator.post(reverse("directory:new_territory"), typed).status_code == 302
    bay = Territory.objects.get(code="379911902")
    assert bay.parent == cast.district
    assert last_event("territory_added").subject == "directory:territory:379911902"
    operator.post(reverse("directory:territory", args=[bay.code]), {"name": "海湾区", "parent": "379911"})
    bay.refresh_from_db()
    assert bay.name == "海湾区"
    assert last_event("territory_edited").facts == {"changed": ["name", "name_en"]}
    operator.post(reverse("directory:territory_retirement", args=[bay.code]))
    bay.refresh_from_db()
    assert not bay.active


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"code": "379911901"}, "code", "已经有了"),
        ({"parent": "不存在"}, "parent", "没有叫"),
        ({"parent": "3799"}, "parent", "上级应是"),
        ({"parent": ""}, "parent", "上级应是"),
        ({"code": "有空 格"}, "code", "只用字母"),
    ],
)
def test_a_wrong_territory_keeps_what_was_typed_and_says_why(cast, operator, typed, field, sentence):
    good = {"code": "379911903", "level": "place", "name": "山区", "parent": "379911"}
    answer = operator.post(reverse("directory:new_territory"), good | typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert "山区" in answer.content.decode()
    assert not Territory.objects.filter(name="山区").exists()


def test_a_territory_in_use_is_not_retired(cast, operator):
    answer = operator.post(reverse("directory:territory_retirement", args=[cast.district.code]), follow=True)
    assert "请先停用它们" in answer.content.decode()
    cast.district.refresh_from_db()
    assert cast.district.active


def test_a_unit_is_added_corrected_and_given_its_own_hours(cast, operator):
    typed = {"code": "bay", "name": "湾区投促部", "kind": "zone_promotion", "territory": "港区"}
    typed |= {"calendar": cast.calendar.pk, "backdating_days": 3, "phone": "0599-00000009"}
    assert operator.post(reverse("directory:new_unit"), typed).status_code == 302
    unit = Unit.objects.get(code="bay")
    operator.post(reverse("directory:unit", args=["bay"]), typed | {"name": "海湾投促部"})
    unit.refresh_from_db()
    assert unit.name == "海湾投促部"
    assert last_event("unit_edited").facts == {"changed": ["name"]}
    operator.post(reverse("directory:unit_calendar", args=["bay"]))
    unit.refresh_from_db()
    assert (unit.calendar.code, unit.calendar.parent) == ("bay", cast.calendar)


def test_the_only_city_desk_and_a_unit_with_people_cannot_be_retired(cast, operator):
    address = reverse("directory:unit_retirement", args=["port"])
    assert "请先办理离任" in operator.post(address, follow=True).content.decode()
    Post.objects.filter(unit=cast.city_desk).exclude(role=Post.Role.OPERATOR).update(until=local(2020, 1, 1))
    Post.objects.filter(user=cast.operator).update(unit=cast.zone_unit)
    address = reverse("directory:unit_retirement", args=["city-desk"])
    assert "唯一的市级总台" in operator.post(address, follow=True).content.decode()


def test_a_post_is_opened_for_a_new_person_corrected_and_closed(cast, operator):
    typed = {"unit": cast.zone_unit.pk, "login": "chen", "name": "陈专员", "mobile": "139 0000 0009"}
    typed |= {"role": "zone_officer", "remit": ["enquiry"], "since": "2021-01-04T09:00", "title": "专员"}
    answer = operator.post(reverse("directory:new_post"), typed)
    assert answer.context["password"]
    post = Post.objects.get(user__login="chen")
    assert post.user.phone == "+8613900000009"
    assert post.user.must_change_password
    assert post.since == local(2021, 1, 4, 9)
    event = last_event("post_opened")
    assert event.subject == f"directory:post:{post.pk}"
    assert "陈" not in str(event.facts)
    operator.post(reverse("directory:post", args=[post.pk]), {"role": "head", "title": "主任"})
    post.refresh_from_db()
    assert (post.role, post.remit) == ("head", [])
    operator.post(reverse("directory:post_closures", args=[post.pk]), {"until": "2020-01-01T09:00"})
    post.refresh_from_db()
    assert post.until is None
    operator.post(reverse("directory:post_closures", args=[post.pk]), {"until": "2021-06-01T09:00"})
    post.refresh_from_db()
    assert post.until == local(2021, 6, 1, 9)


def test_somebody_elses_mobile_or_an_investors_name_opens_no_post(cast, operator):
    cast.zone_officer.phone = "+8613900000009"
    cast.zone_officer.save()
    typed = {"unit": cast.zone_unit.pk, "login": "chen", "name": "陈", "mobile": "13900000009"}
    typed |= {"role": "zone_officer", "since": "2021-01-04T09:00"}
    answer = operator.post(reverse("directory:new_post"), typed)
    assert "已属于另一个" in str(answer.context["form"].errors["mobile"])
    answer = operator.post(reverse("directory:new_post"), typed | {"login": "i-sun"})
    assert "投资人账号" in str(answer.context["form"].errors["login"])
    answer = operator.post(reverse("directory:new_post"), typed | {"login": "zone"})
    assert "已有在任岗位" in str(answer.context["form"].errors["login"])
    assert not Post.objects.filter(user__login="chen").exists()


def test_who_becomes_operator_may_open_what_is_the_operators_and_loses_it_again(cast, operator):
    post = cast.zone_colleague.post
    operator.post(reverse("directory:post", args=[post.pk]), {"role": "operator"})
    cast.zone_colleague.refresh_from_db()
    assert cast.zone_colleague.is_staff
    operator.post(reverse("directory:post", args=[post.pk]), {"role": "zone_officer"})
    cast.zone_colleague.refresh_from_db()
    assert not cast.zone_colleague.is_staff
