"""What `visible_to` finds and what `relations` says are one rule, whoever looks and whatever happened before."""

import random
from datetime import timedelta

import pytest
import time_machine

from luodi.accounts.models import User
from luodi.directory.models import Absence, Post, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Party
from luodi.duties.reach import relations
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.submitting import Typed
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 10, 0)
DAY = timedelta(days=1)


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def typed(cast: Cast, **more: object) -> Typed:
    return Typed(**{"name": "负责人", "contact": "+8613900000055", "channel": "sms", "sentence": "冷链", **more})


def scattered(cast: Cast, dice: random.Random) -> None:
    """Odd posts, absences past and present, parties of every role, duties of every visibility."""
    units = [cast.city_desk, cast.district_unit, cast.zone_unit, cast.other_unit]
    units.append(
        Unit.objects.create(code="far", name="远", kind=Unit.Kind.ZONE, territory=cast.zone, calendar=cast.calendar)
    )
    staff = list(User.objects.filter(kind=User.Kind.STAFF))
    posts = list(Post.objects.all())
    for _again in range(12):
        since = NOW - dice.choice([1, 300]) * DAY
        posts.append(
            Post.objects.create(
                user=dice.choice(staff),
                unit=dice.choice(units),
                role=dice.choice(Post.Role.values),
                remit=dice.choice([[], ["enquiry"], ["project"]]),
                since=since,
                until=dice.choice([None, None, NOW - DAY / 2]),
            )
        )
        owner, other = dice.sample(posts, 2)
        start = NOW - dice.choice([1, 3]) * DAY
        Absence.objects.create(post=owner, substitute=other, start=start, end=start + dice.choice([1, 5]) * DAY)
    for _again in range(12):
        owner = dice.choice(posts)
        enterer = Viewer(user=owner.user, posts=(owner,))
        if "enquiry" not in owner.remit:
            continue
        wish = dice.choice([None, cast.district, cast.other_district, cast.zone])
        duty = enter(viewer=enterer, typed=typed(cast, wish=wish, keep_firm=dice.random() < 0.4), source="phone")
        for _ in range(dice.randrange(4)):
            by = {"unit": dice.choice(units)} if dice.random() < 0.5 else {"user": dice.choice(staff)}
            until = dice.choice([None, None, NOW])
            Party.objects.bulk_create(
                [
                    Party(
                        duty=duty,
                        role=dice.choice(Party.Role.values),
                        since=NOW - dice.choice([0, 90]) * DAY,
                        until=until,
                        **by,
                    )
                ],
                ignore_conflicts=True,
            )


@pytest.mark.parametrize("seed", range(6))
def test_a_duty_is_found_exactly_when_the_viewer_is_something_to_it(cast: Cast, now: None, seed: int) -> None:
    scattered(cast, random.Random(seed))

    for user in User.objects.all():
        viewer = Viewer.of(user)
        seen = set(Duty.objects.visible_to(viewer).values_list("pk", flat=True))
        for duty in Duty.objects.select_related("unit"):
            assert (duty.pk in seen) == bool(relations(viewer, duty)), (user, duty, relations(viewer, duty))


def test_what_a_head_was_shown_stays_behind_with_his_post(cast: Cast, now: None) -> None:
    duty = enter(viewer=Viewer.of(cast.liaison), typed=typed(cast, keep_firm=True), source="phone")
    Party.objects.create(duty=duty, user=cast.head, role=Party.Role.ESCALATED, since=NOW)
    assert Duty.objects.visible_to(Viewer.of(cast.head)).exists()

    Post.objects.filter(pk=cast.head.post.pk).update(until=NOW)
    assert not Duty.objects.visible_to(Viewer.of(cast.head)).exists()

    with time_machine.travel(NOW + DAY, tick=False):
        Post.objects.create(
            user=cast.head, unit=cast.other_unit, role=Post.Role.HEAD, remit=["enquiry"], since=NOW + DAY
        )
        assert not Duty.objects.visible_to(Viewer.of(cast.head)).exists()


def test_an_asked_unit_does_not_ask_its_clerk_or_its_operator(cast: Cast, now: None) -> None:
    duty = enter(viewer=Viewer.of(cast.stranger_officer), typed=typed(cast), source="phone")
    Party.objects.create(duty=duty, unit=cast.zone_unit, role=Party.Role.ASKED, since=NOW)
    Party.objects.create(duty=duty, unit=cast.city_desk, role=Party.Role.RULING, since=NOW)

    seers = {user.login for user in User.objects.all() if Duty.objects.visible_to(Viewer.of(user)).exists()}

    assert seers == {"east", "easthead", "zone", "zone2", "zonehead", "dispatcher"}


def test_a_unit_sees_what_it_is_responsible_for_wherever_the_investor_wished_it(cast: Cast, now: None) -> None:
    duty = enter(viewer=Viewer.of(cast.liaison), typed=typed(cast, wish=cast.other_district), source="phone")

    assert "head" in relations(Viewer.of(cast.head), duty)
    assert Duty.objects.visible_to(Viewer.of(cast.head)).filter(pk=duty.pk).exists()
    assert "379902" in duty.number
