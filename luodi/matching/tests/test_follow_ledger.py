"""The watch follows the ledger: a new enquiry has its first matches at once, and changes of either side follow."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from luodi.directory.viewer import Viewer
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.enquiries.models import Enquiry
from luodi.matching.actions.judging import judge
from luodi.matching.following import Follower
from luodi.matching.models import Followed, Judgement, Match
from luodi.matching.reads import offers_for, precedents
from luodi.notices.models import Notice
from luodi.supply.actions.keeping import let, reopen, reserve
from luodi.supply.actions.offering import amend
from luodi.supply.models import Offer
from tests.cast import Cast, local
from tests.stories.watching import catch_up, seal_all

ROOF = "做分布式光伏电站，想找 2 万平方米以上的厂房屋顶，电站我们投，企业用电打折。"


@pytest.fixture
def cast(db):
    with time_machine.travel(local(2021, 1, 4, 9, 40)):
        yield Cast()


@pytest.fixture
def follower(tmp_path):
    one = Follower(tmp_path / "search")
    yield one
    one.close()


def enquire(cast: Cast, sentence: str = ROOF, **more) -> Enquiry:
    typed = Typed("能源企业负责人", cast.investor.phone, "sms", sentence, wish=cast.zone, agreed=cast.consent, **more)
    receipt = submit(viewer=Viewer.of(cast.investor), typed=typed)
    return Enquiry.objects.select_related("duty").get(duty=receipt.duty)


def big_roof(cast: Cast, title: str = "轮胎厂屋面招租", **more) -> Offer:
    said = {"area_m2": 68000.0, "description": "彩钢板屋面，三班生产，年用电 4200 万度。", **more}
    return cast.offer("roof", title, **said)


def titles(cast: Cast, enquiry: Enquiry) -> list[str]:
    viewer = Viewer.of(cast.zone_officer)
    return [found.offer.duty.title for found in offers_for(viewer, enquiry, timezone.now())]


def test_a_new_enquiry_finds_the_roof_that_was_there_before_it(cast, follower):
    big_roof(cast)
    cast.offer("office", "市民中心写字楼", area_m2=300.0)
    catch_up(follower)
    enquiry = enquire(cast)
    catch_up(follower)
    match = Match.objects.get(enquiry=enquiry, place=1)
    assert match.offer.duty.title == "轮胎厂屋面招租"
    assert [code for code, _facts in match.reasons]
    assert titles(cast, enquiry)[0] == "轮胎厂屋面招租"


def test_a_new_roof_is_found_for_the_enquiry_that_waits_and_its_owner_is_told(cast, follower):
    big_roof(cast, "旧仓库屋顶", area_m2=24000.0)
    enquiry = enquire(cast)
    catch_up(follower)
    assert not Notice.objects.filter(code="matched").exists()
    big_roof(cast)
    catch_up(follower)
    assert set(titles(cast, enquiry)) == {"旧仓库屋顶", "轮胎厂屋面招租"}
    told = Notice.objects.get(code="matched")
    assert told.subject == enquiry.duty.number
    assert told.reader_id == enquiry.duty.owner.user_id


def test_a_roof_that_is_let_disappears_without_a_row_rewritten(cast, follower):
    roof = big_roof(cast)
    enquiry = enquire(cast)
    catch_up(follower)
    let(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    assert Match.objects.filter(enquiry=enquiry, offer=roof).exists()
    assert titles(cast, enquiry) == []


def test_those_who_had_it_on_their_list_are_told_when_it_goes(cast, follower):
    roof = big_roof(cast)
    enquiry, other = enquire(cast), enquire(cast, "做光伏，想找 3 万平方米屋顶。")
    catch_up(follower)
    owner = Viewer.of(enquiry.duty.owner.user)
    judge(viewer=owner, number=enquiry.duty.number, offer_number=roof.duty.number, verdict="fits")
    catch_up(follower)
    reserve(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    catch_up(follower)
    assert set(Notice.objects.filter(code="offer_gone").values_list("subject", flat=True)) == {enquiry.duty.number}
    assert other.duty.number not in Notice.objects.filter(code="offer_gone").values_list("subject", flat=True)


def test_a_roof_offered_again_is_matched_again(cast, follower):
    roof = big_roof(cast)
    let(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    enquiry = enquire(cast)
    catch_up(follower)
    assert titles(cast, enquiry) == []
    reopen(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number)
    catch_up(follower)
    assert titles(cast, enquiry) == ["轮胎厂屋面招租"]


def test_a_roof_that_shrinks_below_the_wish_is_no_match_any_more(cast, follower):
    roof = big_roof(cast, description="彩钢板屋顶。")
    enquiry = enquire(cast, "做光伏电站，必须 2 万平方米以上的厂房屋顶。")
    catch_up(follower)
    assert titles(cast, enquiry) == ["轮胎厂屋面招租"]
    amend(viewer=Viewer.of(cast.zone_officer), number=roof.duty.number, values={"area_m2": 3000.0})
    catch_up(follower)
    assert titles(cast, enquiry) == []


def test_an_offer_nobody_confirmed_for_ninety_days_is_on_no_list(cast, follower):
    big_roof(cast)
    enquiry = enquire(cast)
    catch_up(follower)
    with time_machine.travel(local(2021, 1, 4, 9, 40) + timedelta(days=91)):
        assert titles(cast, enquiry) == []


def test_what_was_judged_unfit_stands_last_with_its_reason(cast, follower):
    first, second = big_roof(cast), big_roof(cast, "食品厂屋顶", area_m2=30000.0)
    enquiry = enquire(cast)
    catch_up(follower)
    owner = Viewer.of(enquiry.duty.owner.user)
    judge(
        viewer=owner,
        number=enquiry.duty.number,
        offer_number=first.duty.number,
        verdict="unfit",
        because="not_willing",
    )
    found = offers_for(owner, enquiry, timezone.now())
    assert [one.offer.pk for one in found] == [second.pk, first.pk]
    assert found[-1].judgement.because == "not_willing"
    assert Judgement.objects.get().post == enquiry.duty.owner


def test_following_twice_changes_nothing_and_a_lost_index_is_made_again(cast, tmp_path):
    big_roof(cast)
    enquiry = enquire(cast)
    for folder in ("first", "second"):
        follower = Follower(tmp_path / folder)
        catch_up(follower)
        follower.close()
    assert Match.objects.filter(enquiry=enquiry).count() == 1
    assert Followed.objects.get().sweep is None


def test_a_second_process_of_the_machine_follows_nothing(cast, tmp_path):
    big_roof(cast)
    first, second = Follower(tmp_path / "search"), Follower(tmp_path / "search")
    now = timezone.now()
    seal_all(now)
    assert first.follow(now)
    assert second.follow(now) == 0
    first.close()


def test_precedents_are_firms_of_the_same_activity_that_the_viewer_may_see(cast, follower):
    earlier = enquire(cast, "做光伏组件。", industry="38", firm="海光能源有限公司")
    enquiry = enquire(cast, industry="38")
    Enquiry.objects.filter(pk=earlier.pk).update(industry="38")
    earlier.duty.__class__.objects.filter(pk=earlier.duty.pk).update(progress="engaged")
    seen = precedents(Viewer.of(cast.zone_officer), enquiry)
    assert [one.firm for one in seen] == ["海光能源有限公司"]
    assert precedents(Viewer.of(cast.stranger_officer), enquiry) == []
