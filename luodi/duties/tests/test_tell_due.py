"""The ladder is climbed on time, by everybody concerned, once."""

from datetime import timedelta

from luodi.directory.models import Absence, Unit
from luodi.duties.models import Deadline, Party
from luodi.duties.rules import Rung
from luodi.duties.sweep import tell_due
from luodi.duties.tests.crowd import crowd, plan_by_index
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import local

MORNING = local(2021, 1, 4, 9, 40)
NOBODY: dict = {}


def told() -> set[tuple[str, str]]:
    pages = Notice.objects.filter(channel="page").select_related("reader")
    return {(notice.code, notice.reader.login) for notice in pages}


def rungs() -> list[tuple[str, int]]:
    return [(event.facts["kind"], event.facts["rung"]) for event in Event.objects.filter(code="told").order_by("id")]


def at(hour: int, minute: int) -> object:
    return local(2021, 1, 4, hour, minute)


def test_yellow_at_half_red_at_due_city_an_hour_later(cast):
    """Sign-for of 2 working hours from 09:40; the story of the investor for whom nobody acts."""
    crowd(cast, 1, at=MORNING)
    assert tell_due(at(10, 39), NOBODY) == 0
    tell_due(at(10, 40), NOBODY)
    assert told() == {("yellow", "zone")}
    assert tell_due(at(11, 39), NOBODY) == 0
    tell_due(at(11, 40), NOBODY)
    assert told() == {("yellow", "zone"), ("red", "zone"), ("red", "zonehead")}
    assert tell_due(at(14, 9), NOBODY) == 0
    tell_due(at(14, 10), NOBODY)
    assert told() >= {("city", "dispatcher")}
    assert ("city", "operator") not in told()
    assert tell_due(at(17, 0), NOBODY) == 0
    assert rungs() == [("sign_for", 1), ("sign_for", 2), ("sign_for", 3)]
    deadline = Deadline.objects.get()
    assert (deadline.told, deadline.tell_at) == (Rung.CITY, None)


def test_a_day_clock_warns_a_working_day_before_and_calls_the_city_a_working_day_after(cast):
    crowd(cast, 1, at=MORNING, kind="remedy", token="15wd")
    tell_due(local(2021, 1, 22, 17, 29), NOBODY)
    assert rungs() == []
    tell_due(local(2021, 1, 22, 17, 30), NOBODY)
    tell_due(local(2021, 1, 25, 17, 30), NOBODY)
    assert rungs() == [("remedy", 1), ("remedy", 2)]
    tell_due(local(2021, 1, 26, 17, 30), NOBODY)
    assert rungs()[-1] == ("remedy", 3)


def test_every_telling_says_until_when_and_leaves_one_event(cast):
    (deadline,) = crowd(cast, 1, at=MORNING)
    tell_due(at(11, 40), NOBODY)
    event = Event.objects.get(code="told")
    assert (event.subject, event.actor) == (deadline.duty.number, "system:watch")
    assert event.facts == {"kind": "sign_for", "rung": 2, "due": "2021-01-04T03:40:00Z"}
    notice = Notice.objects.filter(channel="page", code="red").first()
    assert (notice.subject, notice.facts) == (deadline.duty.number, {"due": "2021-01-04T03:40:00Z"})


def test_after_a_stop_of_the_watch_nobody_is_warned_of_what_is_over(cast):
    crowd(cast, 1, at=MORNING)
    tell_due(at(16, 0), NOBODY)
    assert rungs() == [("sign_for", 2), ("sign_for", 3)]
    assert {code for code, _reader in told()} == {"red", "city"}


def test_the_substitute_is_asked_too_and_the_owner_stays(cast):
    Absence.objects.create(
        post=cast.zone_officer.post,
        substitute=cast.zone_colleague.post,
        start=at(8, 0),
        end=at(18, 0),
    )
    crowd(cast, 1, at=MORNING)
    tell_due(at(10, 40), NOBODY)
    assert told() == {("yellow", "zone"), ("yellow", "zone2")}


def test_an_absent_substitute_is_not_asked(cast):
    away = {"start": at(8, 0), "end": at(18, 0)}
    officer, colleague, head = (user.post for user in (cast.zone_officer, cast.zone_colleague, cast.zone_head))
    Absence.objects.create(post=officer, substitute=colleague, **away)
    Absence.objects.create(post=colleague, substitute=head, **away)
    crowd(cast, 1, at=MORNING)
    tell_due(at(10, 40), NOBODY)
    assert told() == {("yellow", "zone")}


def test_a_restricted_duty_makes_its_new_readers_parties(cast):
    Absence.objects.create(
        post=cast.zone_officer.post, substitute=cast.zone_colleague.post, start=at(8, 0), end=at(18, 0)
    )
    crowd(cast, 1, at=MORNING, visibility="restricted")
    tell_due(at(10, 40), NOBODY)
    assert told() == {("yellow", "zone")}, "no substitute learns of a restricted duty"
    tell_due(at(11, 40), NOBODY)
    tell_due(at(14, 10), NOBODY)
    parties = Party.objects.filter(role=Party.Role.ESCALATED, until=None)
    assert {party.user.login for party in parties} == {"zonehead", "dispatcher"}


def test_stopped_and_held_deadlines_are_silent(cast):
    stopped, held = crowd(cast, 2, at=MORNING)
    Deadline.objects.filter(pk=stopped.pk).update(stopped=at(10, 0))
    Deadline.objects.filter(pk=held.pk).update(due=None, held=at(10, 0), tell_at=None)
    assert tell_due(at(16, 0), NOBODY) == 0
    assert rungs() == []


def test_one_deadline_that_cannot_be_computed_does_not_silence_the_others(cast, caplog):
    broken, _sound = crowd(cast, 2, at=MORNING)
    Deadline.objects.filter(pk=broken.pk).update(calendar="gone")
    tell_due(at(11, 40), NOBODY)
    assert rungs() == [("sign_for", 2)]
    assert f"deadline {broken.pk} cannot be told" in caplog.text
    assert Deadline.objects.get(pk=broken.pk).tell_at == at(12, 40)


def test_an_expiry_that_is_an_act_is_called(cast):
    (deadline,) = crowd(cast, 1, at=MORNING, kind="confirm", token="15wm")
    called = []

    def stop(pk: int, now: object) -> None:
        called.append((pk, now))
        Deadline.objects.filter(pk=pk).update(stopped=now, tell_at=None)

    assert tell_due(at(9, 54), {"confirm": stop}) == 0
    assert tell_due(at(9, 55), {"confirm": stop}) == 1
    assert tell_due(at(9, 56), {"confirm": stop}) == 0
    assert called == [(deadline.pk, at(9, 55))]
    assert told() == set()


def test_an_act_that_fails_is_tried_again_and_blocks_nobody(cast, caplog):
    bad, good = crowd(cast, 2, at=MORNING, kind="confirm", token="15wm")
    calls = []

    def act(pk: int, now: object) -> None:
        calls.append(pk)
        if pk == bad.pk:
            raise RuntimeError("of 张三, +8613900000001")
        Deadline.objects.filter(pk=pk).update(stopped=now, tell_at=None)

    now, ends = at(9, 55), at(16, 0)
    while now < ends:
        tell_due(now, {"confirm": act})
        now += timedelta(seconds=30)
    assert calls.count(good.pk) == 1
    assert 8 <= calls.count(bad.pk) <= 15, "a minute, two, four … an hour at most"
    assert caplog.records[0].getMessage().startswith(f"expiry confirm of deadline {bad.pk} failed")


def test_everybody_hears_in_his_own_channel(cast, settings):
    settings.ROBOT_URLS = ["wecombot://one"]
    crowd(cast, 1, at=MORNING)
    tell_due(at(11, 40), NOBODY)
    channels = sorted(Notice.objects.filter(code="red").values_list("channel", flat=True))
    assert channels == ["email", "email", "page", "page", "robot"]


def test_a_set_costs_the_same_few_statements_as_one(cast, django_assert_max_num_queries):
    crowd(cast, 150, at=MORNING)
    with django_assert_max_num_queries(24):
        tell_due(at(11, 40), NOBODY)
    assert Event.objects.filter(code="told").count() == 150


def test_a_desk_without_a_head_still_hears_red(cast):
    crowd(cast, 1, at=MORNING, owner=cast.dispatcher.post)
    assert cast.city_desk.kind == Unit.Kind.CITY_DESK
    tell_due(at(11, 40), NOBODY)
    assert told() == {("red", "dispatcher")}


def test_what_is_due_is_found_by_its_index(cast):
    crowd(cast, 50, at=MORNING)
    plan = plan_by_index(Deadline.objects.to_tell(MORNING)[:200])
    assert "deadline_tell" in plan
