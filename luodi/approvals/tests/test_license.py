"""The issuing department suspends, restores, revokes and replaces at its desk; the holder is told and others cannot."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from luodi.approvals.licences.files import sealed_file
from luodi.approvals.models import Licence, LicenceUse
from luodi.directory.models import Post
from luodi.ledger.attachments import discard, path_of, store_bytes
from luodi.ledger.models import Attachment, Event
from luodi.notices.models import Notice
from tests.approving import Approving
from tests.cast import Cast, local
from tests.certificates import client_of, drawn, issued
from tests.stories.desk import LIMIT, queries

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)


@pytest.fixture
def city() -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(Cast())


@pytest.fixture
def licence(city: Approving) -> Licence:
    return drawn(city, NOW)


def post(city: Approving, licence: Licence, act: str, user=None, **said: str):
    address = reverse(f"desk:licence_{act}", args=[licence.number])
    return client_of(user or city.planner).post(address, said)


def test_it_is_suspended_and_restored_with_a_reason(city: Approving, licence: Licence):
    assert post(city, licence, "suspension").status_code == 422
    answer = post(city, licence, "suspension", reason="现场检查不合格")

    assert answer.url == reverse("desk:licence", args=[licence.number])
    licence.refresh_from_db()
    assert (licence.state, licence.state_reason) == ("suspended", "现场检查不合格")
    event = Event.objects.get(subject=f"licence:{licence.number}", code="suspended")
    assert (event.actor, event.facts) == (city.planner.code, {})
    assert Notice.objects.filter(reader=city.applicant, code="licence_suspended").exists()

    post(city, licence, "restoration", reason="复查合格")
    licence.refresh_from_db()
    assert licence.state == "valid"
    page = client_of(city.planner).get(answer.url)
    assert [words for _at, words in page.context["happened"]] == ["发证", "暂停", "恢复"]


def test_a_page_that_was_left_open_is_told_who_was_faster(city: Approving, licence: Licence):
    post(city, licence, "suspension", reason="一")
    answer = post(city, licence, "suspension", user=city.colleague, reason="写了很久的理由")
    assert answer.status_code == 409
    assert "写了很久的理由" in answer.content.decode()
    assert Event.objects.filter(code="suspended").count() == 1


def test_only_the_head_revokes(city: Approving, licence: Licence):
    page = client_of(city.planner).get(reverse("desk:licence", args=[licence.number]))
    assert "revocation" not in page.context["offered"]
    assert post(city, licence, "revocation", reason="骗取").status_code == 422
    assert Licence.objects.get(pk=licence.pk).state == "valid"

    assert post(city, licence, "revocation", user=city.planning_head, reason="骗取").status_code == 302
    assert Licence.objects.get(pk=licence.pk).state == "revoked"


def test_another_department_does_not_find_it(city: Approving, licence: Licence):
    for user in (city.fireman, city.counter, city.agent):
        assert client_of(user).get(reverse("desk:licence", args=[licence.number])).status_code == 404
        assert post(city, licence, "suspension", user=user, reason="x").status_code == 404
    assert Licence.objects.get(pk=licence.pk).state == "valid"


def test_a_mistake_is_put_right_by_a_new_one_for_the_same_time(city: Approving, licence: Licence):
    address = reverse("desk:licence_replacement", args=[licence.number])
    form = client_of(city.planner).get(address).context["form"]
    assert form["value_0"].value() == "91370211MA0DEM0130"

    client_of(city.planner).post(address, {"reason": "代码写错", "value_0": "91370202MA0DEM021R"})

    new = Licence.objects.get(replaces=licence)
    licence.refresh_from_db()
    assert (licence.state, new.state) == ("replaced", "valid")
    assert (new.valid_from, new.valid_until, new.fields) == (
        licence.valid_from,
        licence.valid_until,
        [["统一社会信用代码", "91370202MA0DEM021R"]],
    )
    assert new.digest == ""  # the watch draws it


def test_the_list_costs_the_same_for_many(city: Approving, licence: Licence):
    client, address = client_of(city.planner), reverse("desk:licences")
    few = queries(client, address)
    for _ in range(4):
        issued(city)
    assert len(client.get(address).context["rows"]) == 5
    assert queries(client, address) <= few <= LIMIT


def test_it_is_found_by_number_and_by_a_part_of_the_name(city: Approving, licence: Licence):
    client = client_of(city.planner)

    def found(said: str) -> int:
        return len(client.get(reverse("desk:licences"), {"q": said}).context["rows"])

    assert (found(licence.number.replace("-", "")), found("新港"), found("没有这家")) == (1, 1, 0)


def test_the_holder_sees_it_downloads_it_and_others_do_not(city: Approving, licence: Licence):
    mine = client_of(city.applicant)
    cards = mine.get(reverse("portal:own_licences")).context["cards"]
    assert [card.licence for card in cards] == [licence]
    address = reverse("portal:own_licence_file", args=[licence.token])
    answer = mine.get(address)
    assert b"".join(answer.streaming_content) == sealed_file(licence.digest)
    assert "attachment" in answer.headers["Content-Disposition"]
    jwt = mine.get(reverse("portal:own_licence_credential", args=[licence.token])).content
    assert jwt.count(b".") == 2
    stranger = client_of(city.cast.other_investor)
    assert stranger.get(address).status_code == 404
    assert stranger.get(reverse("portal:own_licences")).context["cards"] == []


def test_until_it_is_drawn_the_page_says_so(city: Approving):
    licence = issued(city)
    mine = client_of(city.applicant)
    assert "正在生成" in mine.get(reverse("portal:own_licence", args=[licence.token])).content.decode()
    assert mine.get(reverse("portal:own_licence_file", args=[licence.token])).status_code == 404


def test_who_used_it_when_is_listed_for_the_holder(city: Approving, licence: Licence):
    case = city.draft()
    told = {"consent_by": city.applicant.code, "consent_how": "page", "consent_at": NOW, "used_at": NOW}
    LicenceUse.objects.create(licence=licence, case=case, post=Post.objects.get(user=city.builder), **told)
    page = client_of(city.applicant).get(reverse("portal:own_licence", args=[licence.token])).content.decode()
    assert "住房和城乡建设局" in page
    assert case.number in page


def test_a_copy_handed_in_and_taken_back_leaves_the_original(city: Approving, licence: Licence):
    pdf = sealed_file(licence.digest)
    digest = store_bytes(pdf)
    assert digest == licence.digest
    said = {"subject": "LD-X", "name": "copy.pdf", "size": len(pdf), "media_type": "application/pdf"}
    Attachment.objects.create(digest=digest, added_by="user:1", added_at=NOW, **said)
    discard(subject="LD-X", added_by="user:1")
    path_of(digest).unlink(missing_ok=True)
    assert sealed_file(licence.digest) == pdf
