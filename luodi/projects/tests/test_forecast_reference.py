"""What finished projects say about one that reports today."""

from datetime import date, timedelta
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.projects.forecast import Classes, Reported, Tails, Track, blend, digest
from luodi.projects.forecast import static as static_class
from luodi.projects.forecast.records import BIN, BLEND, CLASS, POOL, PRIOR, Forecast

BEGIN = date(2020, 1, 1)


def day(number: int) -> date:
    return BEGIN + timedelta(days=number)


def overrun(name: str, ratio: float, klass: str = "", started: int = 0) -> Track:
    """Said after 100 days that 100 were left, and took that many times longer; half its time was gone."""
    reports = (Reported(day(started + 100), day(started + 200)),)
    return Track(name, klass, day(started), reports, day(started + 100 + round(100 * ratio)))


def ask(classes: Classes, **changes) -> Forecast:
    given = {"project": "mine", "klass": "", "started": day(5000), "at": day(5100), "reported": day(5200)}
    return classes.forecast(**{**given, "due": day(5300), **changes})


def several(count: int, klass: str = "") -> list[Track]:
    return [overrun(f"{klass}{number}", 1 + number / count, klass) for number in range(count)]


def test_nineteen_projects_give_the_second_and_the_eighteenth():
    made = ask(Classes.build(several(19)))
    days = [(end - day(5100)).days for end in (made.p10, made.p50, made.p90)]
    assert days == [100 + round(100 / 19), 100 + round(900 / 19), 100 + round(1700 / 19)]
    assert made.on_time == 1.0  # nobody took twice the time
    assert (made.method, made.n, made.learned) == (BIN, 19, True)
    assert ask(Classes.build(several(19)), due=day(5200)).on_time == pytest.approx(1 / 19)
    assert ask(Classes.build(several(19)), due=None).on_time is None


@pytest.mark.parametrize(
    ("own", "others", "method", "n"),
    [(40, 0, CLASS, 40), (39, 1, BIN, 40), (0, 15, BIN, 15), (0, 14, POOL, 14), (0, 8, POOL, 8), (0, 7, PRIOR, 0)],
)
def test_a_thin_class_backs_off(own, others, method, n):
    made = ask(Classes.build([*several(own, "roads"), *several(others, "halls")]), klass="roads")
    assert (made.method, made.n) == (method, n)
    assert made.klass_used == ("roads" if method == CLASS else "")
    assert made.learned == (method != PRIOR)


def test_without_experience_the_published_ratios_are_shown_and_said_to_be():
    made = ask(Classes.build([]))
    assert [(end - day(5100)).days for end in (made.p10, made.p50, made.p90)] == [100, 179, 373]
    assert not made.learned
    assert ask(Classes.build([]), due=day(5279)).on_time == pytest.approx(0.5)


def test_only_projects_finished_before_the_report_are_known_in_time_order():
    early = several(15)
    late = [overrun(f"late{number}", 3, started=6000) for number in range(15)]
    classes = Classes.build([*early, *late])
    assert ask(classes) == ask(Classes.build(early))
    assert ask(classes, temporal=False).n == 30


def test_a_finish_on_the_day_of_the_report_is_not_yet_known():
    tracks = several(15)
    last = max(track.finished for track in tracks)
    assert ask(Classes.build(tracks), at=last).n == 14
    assert ask(Classes.build(tracks), at=last + timedelta(days=1)).n == 15


def test_a_project_reported_on_after_its_close_does_not_teach_itself():
    classes = Classes.build(several(16))
    assert ask(classes, project="3").n == 15


def test_reports_after_the_finish_and_open_projects_teach_nothing():
    after = Track("after", "", day(0), (Reported(day(300), day(400)),), day(200))
    open_one = Track("open", "", day(0), (Reported(day(100), day(200)),), None)
    assert ask(Classes.build([*several(15), after, open_one])) == ask(Classes.build(several(15)))


@pytest.mark.parametrize("reported", [-400, 0, 3])
def test_a_date_that_is_past_counts_as_a_week_to_go(reported):
    classes = Classes.build(several(15))
    assert ask(classes, reported=day(5100 + reported)) == ask(classes, reported=day(5107))


def test_a_report_before_the_start_has_nothing_behind_it():
    classes = Classes.build(several(15))
    assert ask(classes, started=day(5150)) == ask(classes, started=day(5100))


@pytest.mark.parametrize("at", [date(2027, 1, 4), date(2031, 12, 9), date(9999, 12, 1)])
def test_dates_past_every_calendar_are_held_by_the_last_day_there_is(at):
    made = ask(Classes.build(several(15)), started=at - timedelta(days=9), at=at, reported=date.max, due=date.max)
    assert at <= made.p10 <= made.p50 <= made.p90 <= date.max


def test_nudged_tails_move_their_own_end_only():
    classes = Classes.build(several(99))
    plain, moved = ask(classes), ask(classes, tails=Tails(0.1, 0.02))
    assert (plain.p10, plain.p50) == (moved.p10, moved.p50)
    assert plain.p90 < moved.p90


tracks = st.builds(
    lambda name, klass, start, gaps, length, said: Track(
        name,
        klass,
        day(start),
        tuple(Reported(day(start + gap), day(start + gap + left)) for gap, left in zip(gaps, said, strict=False)),
        None if length is None else day(start + length),
    ),
    st.sampled_from([f"p{number}" for number in range(40)]),
    st.sampled_from(["", "roads", "halls"]),
    st.integers(0, 2000),
    st.lists(st.integers(-20, 900), max_size=6),
    st.none() | st.integers(0, 900),
    st.lists(st.integers(-300, 3000), min_size=6, max_size=6),
)
panels = st.lists(tracks, max_size=50, unique_by=lambda track: track.project)


@settings(max_examples=150)
@given(panels, st.integers(0, 2500), st.integers(-50, 900), st.booleans(), st.floats(0.5, 0.98))
def test_leaving_a_project_out_is_training_without_it(panel, at, left, temporal, level):
    """And whatever the panel, the three dates stand in order and the chance is one."""
    asked = {"project": "p1", "klass": "roads", "at": day(at), "reported": day(at + left), "temporal": temporal}
    made = ask(Classes.build(panel), **asked, started=day(0), level=level)
    without = [track for track in panel if track.project != "p1"]
    assert made == ask(Classes.build(without), **asked, started=day(0), level=level)
    if temporal:
        before = [track for track in without if track.finished and track.finished < day(at)]
        assert made == ask(Classes.build(before), **asked, started=day(0), level=level)
    assert made.p10 <= made.p50 <= made.p90
    assert 0 <= made.on_time <= 1


def test_a_quantile_is_the_owners_remaining_time_times_the_ratio():
    classes = Classes.build([overrun(str(number), 2.5) for number in range(20)])
    made = ask(classes, reported=day(5100 + 80))
    assert made.p10 == made.p50 == made.p90 == day(5100 + round(80 * exp(log(2.5))))


def forecast(low: int, middle: int, high: int, on_time: float | None, learned: bool = True) -> Forecast:
    return Forecast(day(low), day(middle), day(high), on_time, BIN, "", 20, learned)


def test_a_blend_leans_to_the_kind_that_was_better():
    a, b = forecast(0, 100, 200, 0.8), forecast(100, 200, 300, 0.4)
    assert blend(a, b, 1.0, 3.0) == Forecast(day(25), day(125), day(225), pytest.approx(0.7), BLEND, "", 20, True)
    assert blend(a, b, None, 3.0).p50 == blend(a, b, 0.0, 0.0).p50 == day(150)


def test_a_blend_with_a_prior_is_not_learned():
    made = blend(forecast(0, 1, 2, None), forecast(0, 1, 2, 0.5, learned=False), 1, 1)
    assert (made.learned, made.on_time) == (False, None)


def test_a_stage_begun_today_takes_as_long_as_others_did():
    made = static_class.forecast(range(1, 20), day(0), day(10))
    assert (made.p10, made.p50, made.p90) == (day(2), day(10), day(18))
    assert made.on_time == pytest.approx(10 / 19)
    assert static_class.forecast([0, 40], day(0), None).p10 == day(0)  # stretched below zero: not before it began


def test_the_same_inputs_have_the_same_digest_in_any_order():
    one = digest({"at": day(1), "reports": [(day(2), 3.5)], "名称": "隧道"})
    assert one == digest({"名称": "隧道", "reports": ((date(2020, 1, 3), 3.5),), "at": "2020-01-02"})
    assert len(one) == 64
    assert one != digest({"at": day(1)})
    with pytest.raises(TypeError):
        digest({"at": object()})
