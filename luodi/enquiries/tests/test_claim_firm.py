"""Who talked first: two units at one company, the ruling, and claims that go quiet."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections

from luodi.accounts.models import User
from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.claiming import age_claims, clash_of, rule_clash
from luodi.enquiries.actions.entering import enter
from luodi.enquiries.actions.submitting import Typed
from luodi.enquiries.models import Claim, Enquiry
from luodi.enquiries.tests.sheets import GOOD_CODE
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local

NOW = local(2021, 1, 4, 9, 40)


def claimed(user: User, firm: str, number: int = 1, **other: object) -> Claim:
    with time_machine.travel(NOW, tick=False):
        typed = Typed(name="负责人", contact=f"+86139{number:08}", channel="sms", sentence="建厂", firm=firm, **other)
        duty = enter(viewer=Viewer.of(user), typed=typed, source="phone")
        return Claim.objects.get(duty=duty)


def clash(cast: Cast, **other: object) -> tuple[Claim, Claim]:
    first = claimed(cast.liaison, "远洋新能源有限公司", 1, **other)
    second = claimed(cast.stranger_officer, "远洋新能源股份有限公司", 2)
    first.refresh_from_db()
    return first, second


def rule(cast: Cast, first: Claim, shares: dict[int, int], host: Claim | None = None, reason: str = "先谈先得") -> None:
    rule_clash(
        viewer=Viewer.of(cast.dispatcher),
        claim_id=first.pk,
        host_unit_id=(host or first).unit_id,
        shares=shares,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("uscc", ("远洋新能源有限公司", GOOD_CODE), ("另一个名字食品厂", GOOD_CODE)),
        ("name_key", ("临海市远洋新能源有限公司", ""), ("临海市远洋新能源股份有限公司", "")),
        ("brand", ("远洋新能源有限公司", ""), ("远洋重工有限公司", "")),
    ],
)
def test_two_units_at_one_firm_clash(cast: Cast, key: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    first = claimed(cast.liaison, one[0], 1, uscc=one[1])
    second = claimed(cast.stranger_officer, other[0], 2, uscc=other[1])

    first.refresh_from_db()
    assert {first.state, second.state} == {Claim.State.CLASH}
    assert (second.clash_with, second.clash_key) == (first, key)
    for claim in (first, second):
        event = Event.objects.get(subject=claim.duty.number, code="clash")
        assert event.facts == {"key": key, "units": ["east", "west"]}
    assert Notice.objects.filter(reader=cast.dispatcher, code="clash", channel="page").count() == 1


def test_one_controller_behind_two_firms_is_a_clash(cast: Cast) -> None:
    Company.objects.create(name="远洋", name_key="远洋", uscc=GOOD_CODE, controller="远洋控股")
    first = claimed(cast.liaison, "甲方材料有限公司", 1, uscc=GOOD_CODE)
    Claim.objects.filter(pk=first.pk).update(uscc="", name_key="甲", brand="甲")

    second = claimed(cast.stranger_officer, "乙方精工有限公司", 2, uscc=GOOD_CODE)

    assert (second.state, second.clash_key) == (Claim.State.CLASH, "controller")


def test_one_unit_twice_at_a_firm_is_no_clash(cast: Cast) -> None:
    claimed(cast.zone_officer, "远洋新能源有限公司", 1)

    assert claimed(cast.zone_colleague, "远洋新能源有限公司", 2).state == Claim.State.VALID


def test_an_alias_stands_for_the_firm_and_the_clash_is_found_all_the_same(cast: Cast) -> None:
    first, second = clash(cast, keep_firm=True)

    enquiry = Enquiry.objects.get(duty=first.duty)
    assert first.state == second.state == Claim.State.CLASH
    assert enquiry.shown_firm == enquiry.alias != ""
    assert "远洋" not in first.duty.title
    assert "远洋" not in " ".join(str(event.facts) for event in Event.objects.all())
    assert not enquiry.secrets_open_to(Viewer.of(cast.dispatcher))


def test_the_ruling_names_host_and_shares_and_both_keep_their_history(cast: Cast) -> None:
    first, second = clash(cast)
    before = Event.objects.filter(subject=second.duty.number).count()

    rule(cast, first, {first.pk: 70, second.pk: 30}, reason="西部新区先谈，东城区引荐")

    for claim, role, share in ((first, "host", 70), (second, "finder", 30)):
        claim.refresh_from_db()
        assert (claim.state, claim.ruled_role, claim.share) == (Claim.State.RULED, role, share)
        assert (claim.ruled_by, claim.ruling) == (cast.dispatcher.post, "西部新区先谈，东城区引荐")
        event = Event.objects.get(subject=claim.duty.number, code="clash_ruled")
        assert event.facts == {"role": role, "share": share}
    assert Event.objects.filter(subject=second.duty.number).count() == before + 1
    assert Duty.objects.filter(pk__in=[first.duty_id, second.duty_id], closed=None).count() == 2
    assert Notice.objects.filter(reader=cast.stranger_officer, code="ruled", channel="page").exists()


@pytest.mark.parametrize(
    ("shares", "reason", "said"),
    [
        ((60, 30), "理由", "100%"),
        ((110, -10), "理由", "分成"),
        ((70, 30), " ", "理由"),
        ((100, None), "理由", "分成"),
    ],
)
def test_a_ruling_is_whole_or_refused(cast: Cast, shares: tuple[int, int | None], reason: str, said: str) -> None:
    first, second = clash(cast)
    named = {pk: share for pk, share in zip((first.pk, second.pk), shares, strict=True) if share is not None}

    with pytest.raises(Refused, match=said):
        rule(cast, first, named, reason=reason)

    assert set(Claim.objects.values_list("state", flat=True)) == {Claim.State.CLASH}


def test_the_host_must_be_one_of_the_sides(cast: Cast) -> None:
    first, second = clash(cast)
    stranger = Claim(unit=cast.zone_unit)

    with pytest.raises(Refused, match="一方"):
        rule(cast, first, {first.pk: 50, second.pk: 50}, host=stranger)


def test_only_the_city_desk_rules(cast: Cast) -> None:
    first, second = clash(cast)

    for user in (cast.head, cast.stranger_officer, cast.operator):
        with pytest.raises(Refused, match="市级总台"):
            rule_clash(
                viewer=Viewer.of(user),
                claim_id=first.pk,
                host_unit_id=first.unit_id,
                shares={first.pk: 50, second.pk: 50},
                reason="理由",
            )


def test_a_third_unit_joins_the_same_clash(cast: Cast) -> None:
    first, second = clash(cast)
    third = claimed(cast.zone_officer, "远洋新能源有限公司", 3)

    assert list(clash_of(first)) == [first, second, third] == list(clash_of(third))
    rule(cast, third, {first.pk: 50, second.pk: 30, third.pk: 20})
    assert set(Claim.objects.values_list("state", flat=True)) == {Claim.State.RULED}


def test_a_ruled_clash_is_not_ruled_again(cast: Cast) -> None:
    first, second = clash(cast)
    rule(cast, first, {first.pk: 70, second.pk: 30})

    with pytest.raises(Refused, match="已经裁定"):
        rule(cast, first, {first.pk: 10, second.pk: 90})

    first.refresh_from_db()
    assert first.share == 70
    assert Event.objects.filter(subject=first.duty.number, code="clash_ruled").count() == 1


def test_who_comes_after_the_ruling_opens_it_again(cast: Cast) -> None:
    first, second = clash(cast)
    with time_machine.travel(NOW, tick=False):
        rule(cast, first, {first.pk: 70, second.pk: 30})

    third = claimed(cast.zone_officer, "远洋新能源有限公司", 3)

    assert list(clash_of(third)) == [first, second, third]
    first.refresh_from_db()
    assert (third.state, first.state) == (Claim.State.CLASH, Claim.State.CLASH)
    rule(cast, third, {first.pk: 60, second.pk: 20, third.pk: 20})
    assert sorted(Claim.objects.values_list("share", flat=True)) == [20, 20, 60]


def test_claims_of_the_same_moment_are_found_by_the_watch(cast: Cast) -> None:
    first = claimed(cast.liaison, "远洋新能源有限公司", 1)
    second = claimed(cast.stranger_officer, "四海食品有限公司", 2)
    Claim.objects.filter(pk=second.pk).update(name_key=first.name_key)

    assert age_claims(NOW + timedelta(minutes=5)) == 1
    assert age_claims(NOW + timedelta(minutes=15)) == 0

    second.refresh_from_db()
    assert (second.state, second.clash_with) == (Claim.State.CLASH, first)
    assert Event.objects.filter(code="clash").count() == 2


def test_quiet_claims_are_warned_after_60_days_and_expire_30_later(cast: Cast) -> None:
    claim = claimed(cast.liaison, "远洋新能源有限公司")
    states = []
    for days in (59, 60, 61, 89, 90, 91):
        age_claims(NOW + timedelta(days=days, minutes=1))
        claim.refresh_from_db()
        states.append(claim.state)

    assert states == ["valid", "warned", "warned", "warned", "expired", "expired"]
    codes = ["claim_warned", "claim_expired"]
    assert list(Event.objects.filter(code__in=codes).order_by("id").values_list("code", flat=True)) == codes
    assert Notice.objects.filter(reader=cast.liaison, code__in=codes, channel="page").count() == 2


def test_an_expired_claim_leaves_the_firm_free(cast: Cast) -> None:
    claimed(cast.liaison, "远洋新能源有限公司", 1)
    for days in (61, 91):
        age_claims(NOW + timedelta(days=days))

    assert claimed(cast.stranger_officer, "远洋新能源有限公司", 2).state == Claim.State.VALID


def test_of_two_rulings_at_once_one_wins(own_database: str) -> None:
    cast = Cast()
    first, second = clash(cast)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def ruled(share: int) -> None:
        together.wait()
        try:
            rule(cast, first, {first.pk: share, second.pk: 100 - share})
            outcomes.append(f"won {share}")
        except Refused as why:
            outcomes.append(str(why))
        finally:
            connection.close()

    threads = [threading.Thread(target=ruled, args=(share,)) for share in (80, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections.close_all()

    first.refresh_from_db()
    assert f"won {first.share}" in outcomes
    assert "这起撞单已经裁定过了。" in outcomes
    assert Event.objects.filter(subject=first.duty.number, code="clash_ruled").count() == 1
