"""Lists, sheets, typing in, brief, clashes, notices, leaving: what an officer does beside the single enquiry."""

import io
from collections.abc import Iterator

import pytest
import time_machine
from openpyxl import load_workbook

from luodi.directory.models import Absence
from luodi.enquiries.models import Claim, Enquiry, SavedFilter, State
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.cast import Cast, local
from tests.stories.desk import LIMIT, entered, queries, text
from tests.stories.officer import Officer, duty

NOW = local(2021, 1, 4, 9, 40)


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def liaison(cast: Cast) -> Officer:
    return Officer(cast.liaison)


def test_the_list_pages_by_key_and_costs_the_same_for_any_number_of_rows(cast: Cast, liaison: Officer) -> None:
    numbers = [entered(cast, liaison, f"第 {n} 件").number for n in range(33)]
    first = text(liaison.get("enquiries/"))
    shown = {number for number in numbers if number in first}
    assert len(shown) == 20
    following = first.split('rel="next" href="/desk/')[1].split('"')[0].replace("&amp;", "&")
    second = text(liaison.get(following))
    assert {number for number in numbers if number in second} == set(numbers) - shown
    assert queries(liaison, "enquiries/") <= LIMIT
    assert queries(liaison, "enquiries/?q=第&mine=1&state=unsigned") <= LIMIT
    assert queries(Officer(cast.dispatcher), "enquiries/") <= LIMIT
    assert queries(Officer(cast.stranger_officer), "enquiries/") <= LIMIT


@pytest.mark.parametrize(
    "query",
    ["state=contacted", "q=风电", "size_band=l", "industry=44", "source=phone&q=风电", "since=2021-01-04&q=风电"],
)
def test_each_filter_narrows_and_says_so_in_a_chip(cast: Cast, liaison: Officer, query: str) -> None:
    wanted = entered(cast, liaison, "海上风电安装", size_band="l", industry="44").number
    other = entered(cast, liaison, "冷链分拨").number
    liaison.call(wanted, NOW)
    page = text(liaison.get(f"enquiries/?{query}"))
    assert wanted in page
    assert other not in page
    assert 'class="chip"' in page


def test_nonsense_in_a_filter_is_as_if_nothing_was_asked(cast: Cast, liaison: Officer) -> None:
    number = entered(cast, liaison).number
    assert number in text(liaison.get("enquiries/?state=x&unit=abc&since=never&after=~~&wish=9999"))


def test_ended_enquiries_have_their_own_list(cast: Cast, liaison: Officer) -> None:
    number = entered(cast, liaison).number
    liaison.call(number, NOW)
    liaison.post(number, "verdict", verdict="unsuitable", reason="land", reply="暂无冷库。")
    assert number not in text(liaison.get("enquiries/"))
    assert number in text(liaison.get("enquiries/?state=closed"))


def test_filters_are_kept_used_and_deleted(cast: Cast, liaison: Officer) -> None:
    liaison.client.post("/desk/enquiries/filters/", {"name": "港区待签收", "query": "state=unsigned"})
    kept = SavedFilter.objects.get(user=cast.liaison)
    assert 'href="?state=unsigned"' in text(liaison.get("enquiries/"))
    assert Officer(cast.head).client.post(f"/desk/enquiries/filters/{kept.pk}/removal/").status_code == 404
    liaison.client.post(f"/desk/enquiries/filters/{kept.pk}/removal/")
    assert not SavedFilter.objects.exists()


def sheet(officer: Officer) -> str:
    book = load_workbook(io.BytesIO(officer.get("enquiries/export/").content))
    return "\n".join(str(row) for row in book.active.iter_rows(values_only=True))


def test_the_sheet_holds_what_the_viewer_may_see_and_an_alias_for_a_kept_back_firm(
    cast: Cast, liaison: Officer
) -> None:
    hidden = entered(cast, liaison, "不说是谁", firm="远海能源有限公司", keep_firm=True)
    shown = entered(cast, liaison, "冷链", firm="远海食品有限公司")
    alias = Enquiry.objects.get(duty=hidden).alias
    own, head, stranger = sheet(liaison), sheet(Officer(cast.head)), sheet(Officer(cast.stranger_officer))
    assert "远海能源有限公司" in own
    assert "远海食品有限公司" in head
    assert "远海能源有限公司" not in head
    assert alias not in head, "a restricted enquiry is its owner's alone"
    assert shown.number not in stranger


def test_typing_in_keeps_source_and_place_and_confirms_the_last_one(cast: Cast, liaison: Officer) -> None:
    typed = {
        "source": "fair",
        "heard": "青年创业展",
        "wish": cast.zone.pk,
        "name": "林先生",
        "contact": "13900000088",
        "sentence": "做海缆检测，需要码头",
        "said": "展台上谈了十分钟",
        "keep": "1",
    }
    answer = liaison.client.post("/desk/enquiries/new/", typed, follow=True)
    page = text(answer)
    made = Enquiry.objects.get()
    assert made.source == "fair"
    assert made.duty.progress == State.CONTACTED
    assert f"已存好，受理号 {made.duty.number}" in page
    assert 'value="青年创业展"' in page
    assert "林先生" not in page.split('<form class="entry')[1], "the next form is empty"


def test_a_wrong_phone_is_explained_and_the_rest_kept(liaison: Officer) -> None:
    typed = {"source": "phone", "name": "林先生", "contact": "139", "sentence": "做海缆检测", "keep": "1"}
    answer = liaison.client.post("/desk/enquiries/new/", typed)
    assert answer.status_code == 422
    assert "号码不够长" in text(answer)
    assert "做海缆检测" in text(answer)
    assert not Enquiry.objects.exists()


def test_the_brief_says_what_is_red_who_has_it_and_what_is_asked(cast: Cast, liaison: Officer) -> None:
    number = entered(cast, liaison, "没有人打电话").number
    away = {"start": NOW, "end": local(2021, 1, 6)}
    Absence.objects.create(post=cast.liaison.post, substitute=cast.head.post, **away)
    with time_machine.travel(local(2021, 1, 4, 15, 30), tick=False):
        brief = text(Officer(cast.head).get("brief/"))
    assert "有一件已超时" in brief
    assert number in brief
    assert "替班：西部新区投资促进局 新区主任" in brief
    assert f"/desk/enquiries/?owner={cast.liaison.post.pk}&amp;due=late" in brief
    assert Officer(cast.zone_officer).get("brief/").status_code == 404


def test_a_clash_is_ruled_with_shares_that_sum_to_a_hundred(cast: Cast, liaison: Officer) -> None:
    east, desk = Officer(cast.stranger_officer), Officer(cast.dispatcher)
    first = entered(cast, liaison, "第一家", firm="远海新能源有限公司").number
    second = entered(cast, east, "同一家", firm="远海新能源有限公司").number
    liaison.call(first, NOW)
    east.call(second, NOW)
    claim = Claim.objects.get(duty__number=first)
    rival = Claim.objects.get(duty__number=second)
    address = f"/desk/clashes/{claim.pk}/"

    assert address in text(desk.get("clashes/"))
    page = text(desk.client.get(address))
    assert "企业名称相同" in page
    assert first in page
    assert second in page
    ruling = {"host": cast.district_unit.pk, "reason": "先谈并已看地"}
    wrong = desk.client.post(address, ruling | {f"share_{claim.pk}": 70, f"share_{rival.pk}": 40})
    assert wrong.status_code == 422
    assert "相加必须是 100" in text(wrong)
    assert desk.client.post(address, ruling | {f"share_{claim.pk}": 70, f"share_{rival.pk}": 30}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.share, claim.ruled_role) == ("ruled", 70, "host")
    told = text(east.client.get(address))
    assert "先谈并已看地" in told
    assert "对方的经过由市级总台查看" in told
    assert Officer(cast.zone_officer).client.get(address).status_code == 404


def test_a_notice_leads_to_its_matter_and_is_read_then(cast: Cast, liaison: Officer) -> None:
    number = entered(cast, Officer(cast.zone_officer)).number
    Officer(cast.zone_officer).hand_over(number, cast.district_unit, "请新区统筹")
    notice = Notice.objects.get(reader=cast.liaison, subject=number, channel="page")
    assert number in text(liaison.get("notices/"))
    answer = liaison.client.post(f"/desk/notices/{notice.pk}/reading/")
    assert answer.url == f"/desk/enquiries/{number}/"
    notice.refresh_from_db()
    assert notice.read_at == NOW
    assert liaison.client.post("/desk/notices/reading/").status_code == 302
    assert Officer(cast.stranger_officer).client.post(f"/desk/notices/{notice.pk}/reading/").status_code == 404


def test_leaving_a_post_hands_over_everything_in_one_act_and_touches_no_clock(cast: Cast) -> None:
    zone = Officer(cast.zone_officer)
    numbers = [entered(cast, zone, f"第 {n} 件").number for n in range(3)]
    before = [duty(number).next_due for number in numbers]
    address = f"posts/{cast.zone_officer.post.pk}/succession/"
    assert "有 3 件在办" in text(zone.get(address))
    typed = {"successor": cast.zone_colleague.post.pk, "reason": "调任"}
    assert zone.client.post(f"/desk/{address}", typed).status_code == 302
    assert {duty(number).owner.user for number in numbers} == {cast.zone_colleague}
    assert [duty(number).next_due for number in numbers] == before
    assert Event.objects.filter(code="post_left").count() == 3
    assert Officer(cast.stranger_officer).get(address).status_code == 404


def test_an_investor_finds_no_desk(cast: Cast, liaison: Officer) -> None:
    number = entered(cast, liaison).number
    investor = Officer(cast.investor)
    for path in ("", "enquiries/", "enquiries/new/", "brief/", "notices/", f"enquiries/{number}/"):
        assert investor.get(path).status_code == 404
