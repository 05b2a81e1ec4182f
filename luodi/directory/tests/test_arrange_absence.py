"""Who is away, who stands in, who is reachable at night, and who is on duty."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luodi.directory import actions
from luodi.directory.models import Absence, Post, Roster, Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def away(cast: Cast, **other) -> dict:
    typed = {"post": cast.zone_officer.post.pk, "substitute": cast.zone_colleague.post.pk}
    return typed | {"start": "2021-01-05T09:00", "end": "2021-01-07T18:00", "reason": "培训"} | other


def test_an_officer_arranges_his_own_absence_and_it_leaves_an_event_without_the_reason(cast):
    assert signed_in(cast.zone_officer).post(reverse("directory:absences"), away(cast)).status_code == 302
    absence = Absence.objects.get()
    assert (absence.start, absence.end) == (local(2021, 1, 5, 9), local(2021, 1, 7, 18))
    event = Event.objects.get(code="absence_arranged")
    assert event.subject == f"directory:absence:{absence.pk}"
    assert event.actor == cast.zone_officer.code
    assert "培训" not in str(event.facts)


def test_a_head_arranges_for_his_unit_and_nobody_for_a_colleague_or_another_unit(cast):
    for user in (cast.zone_colleague, cast.head, cast.dispatcher):
        answer = signed_in(user).post(reverse("directory:absences"), away(cast))
        assert answer.status_code == 422
        with pytest.raises(Refused, match="只有本单位主任"):
            actions.arrange_absence(
                viewer=Viewer.of(user),
                post=cast.zone_officer.post,
                substitute=cast.zone_head.post,
                start=NOW,
                end=NOW + timedelta(days=1),
            )
    assert signed_in(cast.zone_head).post(reverse("directory:absences"), away(cast)).status_code == 302


def test_an_impossible_absence_says_why_beside_its_field(cast):
    client, address = signed_in(cast.zone_officer), reverse("directory:absences")
    own = cast.zone_officer.post.pk
    for typed, field in [
        ({"end": "2021-01-05T08:00"}, "end"),
        ({"substitute": own}, "substitute"),
        ({"substitute": ""}, "substitute"),
        ({"start": "次日"}, "start"),
    ]:
        answer = client.post(address, away(cast, **typed))
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True), typed
    client.post(address, away(cast))
    answer = client.post(address, away(cast, start="2021-01-07T09:00", end="2021-01-09T09:00"))
    assert "已经登记过缺席" in str(answer.context["form"].errors["start"])
    answer = signed_in(cast.zone_colleague).post(address, away(cast, post=cast.zone_colleague.post.pk, substitute=own))
    assert "自己也缺席" in str(answer.context["form"].errors["substitute"])
    assert Absence.objects.count() == 1


def test_coming_back_early_ends_it_and_a_coming_one_is_taken_out(cast):
    client = signed_in(cast.zone_officer)
    client.post(reverse("directory:absences"), away(cast))
    absence = Absence.objects.get()
    address = reverse("directory:absence_ending", args=[absence.pk])
    assert signed_in(cast.stranger_officer).post(address).status_code == 404
    with time_machine.travel(local(2021, 1, 6, 9), tick=False):
        client.post(address)
        absence.refresh_from_db()
        assert absence.end == local(2021, 1, 6, 9)
    client.post(reverse("directory:absences"), away(cast, start="2021-02-05T09:00", end="2021-02-06T09:00"))
    client.post(reverse("directory:absence_ending", args=[Absence.objects.latest("id").pk]))
    assert Absence.objects.count() == 1
    assert Event.objects.filter(code="absence_ended").count() == 2


def test_others_absences_are_not_listed(cast):
    signed_in(cast.zone_officer).post(reverse("directory:absences"), away(cast))
    listed = {
        user.login: len(signed_in(user).get(reverse("directory:absences")).context["rows"])
        for user in (cast.zone_officer, cast.zone_colleague, cast.zone_head, cast.operator, cast.stranger_officer)
    }
    assert listed == {"zone": 1, "zone2": 1, "zonehead": 1, "operator": 1, "east": 0}


def test_who_is_on_duty_is_present_and_heads_come_last(cast):
    def names(at):
        return [post.user.login for post in Post.objects.on_duty(cast.zone_unit, at)]

    assert names(NOW) == ["zone", "zone2", "noremit", "zonehead"]
    signed_in(cast.zone_officer).post(reverse("directory:absences"), away(cast))
    assert names(local(2021, 1, 5, 9)) == ["zone2", "noremit", "zonehead"]
    assert names(local(2021, 1, 7, 18)) == ["zone", "zone2", "noremit", "zonehead"]
    assert [post.user.login for post in Post.objects.on_duty(cast.city_desk, NOW)] == ["dispatcher"]


def test_closing_a_post_ends_its_absence_with_it(cast):
    signed_in(cast.zone_officer).post(reverse("directory:absences"), away(cast))
    until = local(2021, 1, 6, 9)
    actions.close_post(viewer=Viewer.of(cast.operator), post=cast.zone_officer.post, until=until)
    assert Absence.objects.get().end == until


def test_a_head_keeps_the_roster_of_his_unit(cast):
    client, address = signed_in(cast.zone_head), reverse("directory:roster")
    typed = {"post": cast.zone_officer.post.pk, "start": "2021-01-04T18:00", "end": "2021-01-05T08:00"}
    assert client.post(address, typed | {"phone": "0599-00000005"}).status_code == 302
    shift = Roster.objects.get()
    assert Roster.objects.reachable(cast.zone_unit, local(2021, 1, 4, 23)).get() == shift
    assert not Roster.objects.reachable(cast.zone_unit, local(2021, 1, 5, 8)).exists()
    assert Event.objects.get(code="shift_added").subject == f"directory:roster:{shift.pk}"
    assert "已经排过班" in str(client.post(address, typed).context["form"].errors["start"])
    assert client.post(address, typed | {"end": "2021-01-04T17:00"}).status_code == 422
    assert client.post(address, typed | {"post": cast.liaison.post.pk}).status_code == 422
    assert signed_in(cast.zone_officer).post(address, typed).status_code == 422
    removal = reverse("directory:shift_removal", args=[shift.pk])
    assert signed_in(cast.head).post(removal).status_code == 404
    client.post(removal)
    assert not Roster.objects.exists()


def test_the_district_receives_a_wish_at_its_zone_and_the_desk_is_the_floor(cast):
    assert Unit.objects.for_territory(cast.zone) == cast.district_unit
    assert Unit.objects.for_territory(cast.district) == cast.district_unit
    assert Unit.objects.for_territory(cast.city) is None
    assert Unit.objects.city_desk() == cast.city_desk
    Unit.objects.filter(pk=cast.district_unit.pk).update(active=False)
    assert Unit.objects.for_territory(cast.zone) == cast.zone_unit
    assert Unit.objects.for_territory(cast.district) is None
