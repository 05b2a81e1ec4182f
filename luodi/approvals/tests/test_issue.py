"""An approved item becomes a licence: drawn and sealed by the watch, handed on to what waits, delivered."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.approvals.actions.accepting import accept
from luodi.approvals.actions.deciding import approve
from luodi.approvals.actions.delivering import deliver_drawn
from luodi.approvals.actions.filing import begin, choose_delivery, file
from luodi.approvals.actions.issuing import issue, receive, send
from luodi.approvals.actions.materials import judge, use_licence
from luodi.approvals.licences import drawing
from luodi.approvals.licences.claims import code_in, link_of
from luodi.approvals.licences.drawing import draw_letters, draw_licences
from luodi.approvals.licences.files import keep, sealed_file
from luodi.approvals.licences.keys import code_keys, roots
from luodi.approvals.licences.numbers import normalised
from luodi.approvals.models import Case, Delivery, Item, ItemMaterial, Letter, Licence, Material, Requirement
from luodi.approvals.proving import compare
from luodi.duties.models import Deadline
from luodi.ledger.acts import Refused, Stale
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from luodi.signing import qr
from luodi.signing.verify import verify_pdf
from tests.approving import Approving
from tests.cast import Cast, local
from tests.certificates import approved, issued

pytestmark = pytest.mark.django_db
NOW = local(2021, 1, 4, 9)


@pytest.fixture
def city() -> Iterator[Approving]:
    with time_machine.travel(NOW, tick=False):
        yield Approving(Cast())


def test_a_certificate_says_who_holds_it_from_when_until_when(city: Approving):
    case = approved(city)
    licence = issued(city, case)

    assert normalised(licence.number) == licence.number
    assert licence.number.startswith("GH-2021-379900-")
    assert (licence.company, licence.holder_name) == (city.firm, "新港机械有限公司")
    assert (licence.valid_from, licence.valid_until) == (date(2021, 1, 4), date(2023, 1, 3))
    assert licence.fields == [["统一社会信用代码", "91370211MA0DEM0130"]]
    item = city.item(case, "plan")
    assert (item.state, item.issued_at) == ("issued", NOW)
    assert Deadline.objects.get(duty=item.duty, kind="issue").outcome == "kept"
    event = Event.objects.get(subject=item.duty.number, code="issued")
    assert event.facts["licence"] == licence.number
    assert city.firm.name not in str(event.facts)
    assert Notice.objects.filter(reader=city.applicant, code="item_issued").exists()


def test_what_waits_for_the_certificate_has_it_and_is_filed_with_it(city: Approving):
    case = approved(city)
    accept(viewer=city.by(city.planner), number=city.number(case, "site"))
    row = ItemMaterial.objects.get(item__case=case, item__code="build", material__code="permit")
    assert (row.state, city.item(case, "build").state) == ("expected", "blocked")

    licence = issued(city, case)

    row.refresh_from_db()
    assert (row.state, row.copy.source, row.copy.licence) == ("offered", "output", licence)
    build = city.item(case, "build")
    assert build.state == "filed"
    assert Deadline.objects.filter(duty=build.duty, kind="acceptance", stopped=None).exists()


def test_the_watch_draws_a_sealed_file_with_a_signed_code(city: Approving):
    licence = issued(city, approved(city))
    assert licence.digest == ""

    assert (draw_licences(NOW), draw_licences(NOW)) == (1, 0)

    licence.refresh_from_db()
    verdict = verify_pdf(sealed_file(licence.digest), roots())
    assert (verdict.ok, verdict.test_authority) == (True, True)
    claims = qr.read(licence.code, code_keys())
    assert (claims.number, claims.test, claims.until) == (licence.number, True, date(2023, 1, 3))
    assert "新港" in claims.holder
    assert claims.holder != licence.holder_name
    assert code_in(link_of(licence.code)) == code_in(f" {licence.code}\r\n") == licence.code


def test_of_two_processes_that_draw_the_same_one_the_first_is_kept(city: Approving, monkeypatch: pytest.MonkeyPatch):
    licence = issued(city, approved(city))

    def slower(pdf: bytes) -> str:
        Licence.objects.filter(pk=licence.pk).update(digest="f" * 64)
        return keep(pdf)

    monkeypatch.setattr(drawing, "keep", slower)
    assert draw_licences(NOW) == 0
    assert Licence.objects.get(pk=licence.pk).digest == "f" * 64


def test_an_electronic_certificate_is_delivered_once_it_is_drawn(city: Approving):
    case = approved(city)
    issued(city, case)
    assert deliver_drawn(NOW) == 0

    draw_licences(NOW)

    assert (deliver_drawn(NOW), deliver_drawn(NOW)) == (1, 0)
    assert city.item(case, "plan").state == "delivered"
    parcel = Delivery.objects.get(item__case=case)
    assert (parcel.kind, parcel.received_at) == ("electronic", NOW)
    assert Event.objects.get(subject=city.number(case, "plan"), code="delivered").actor == "system:watch"


def test_a_service_without_a_certificate_gives_a_letter(city: Approving):
    case = city.filed(crowd="no")
    number, viewer = city.number(case, "site"), city.by(city.planner)
    accept(viewer=viewer, number=number)
    approve(viewer=viewer, number=number)

    assert issue(viewer=viewer, number=number) is None

    assert Letter.objects.get(item__code="site", kind="approval").digest == ""
    assert draw_letters(NOW) == 2  # the receipt too
    letter = Letter.objects.get(item__code="site", kind="approval")
    assert verify_pdf(sealed_file(letter.digest), roots()).ok
    deliver_drawn(NOW)
    assert city.item(case, "site").state == "delivered"


def test_nothing_is_issued_while_a_deferred_material_is_missing(city: Approving):
    case = city.filed(papers=("drawing", "lease"))
    number, viewer = city.number(case, "plan"), city.by(city.planner)
    accept(viewer=viewer, number=number, deferred=["report"], promise=True)
    approve(viewer=viewer, number=number)

    with pytest.raises(Refused, match="检测报告"):
        issue(viewer=viewer, number=number)
    assert not Licence.objects.exists()

    city.papers(case, "report")
    judge(viewer=viewer, number=number, material="report", good=True)
    assert issue(viewer=viewer, number=number) is not None


def test_of_two_officers_who_issue_one_wins(city: Approving):
    case = approved(city)
    issued(city, case)
    with pytest.raises(Stale):
        issue(viewer=city.by(city.colleague), number=city.number(case, "plan"))
    assert Licence.objects.count() == 1


def test_another_department_issues_nothing(city: Approving):
    case = approved(city)
    with pytest.raises((Refused, Item.DoesNotExist)):
        issue(viewer=city.by(city.fireman), number=city.number(case, "plan"))
    assert not Licence.objects.exists()


def test_a_change_takes_the_place_of_the_certificate_it_names(city: Approving):
    old = issued(city, approved(city))
    new = issued(city, approved(city), replaces=old.number)

    old.refresh_from_db()
    assert (old.state, new.replaces) == ("replaced", old)
    assert Event.objects.get(subject=f"licence:{old.number}", code="replaced").facts["by"] == new.number


def test_the_certificate_handed_in_for_a_change_is_replaced(city: Approving):
    old, viewer, officer = issued(city), city.by(city.applicant), city.by(city.planner)
    wanted = Material.objects.create(code="old-permit", name="原许可证", licence_kind=city.permit)
    Requirement.objects.create(version=city.versions["plan"], material=wanted)
    case = begin(viewer=viewer, code="plan", answers={}, company=city.firm)
    use_licence(viewer=viewer, number=case.number, licence=old.number)
    city.papers(case)
    file(viewer=viewer, number=case.number)
    accept(viewer=officer, number=city.number(case, "plan"))
    approve(viewer=officer, number=city.number(case, "plan"))

    new = issued(city, case)

    old.refresh_from_db()
    assert (old.state, new.replaces) == ("replaced", old)


def test_it_takes_eighteen_statements_at_most(city: Approving):
    viewer, number = city.by(city.planner), city.number(approved(city), "plan")
    with CaptureQueriesContext(connection) as seen:
        issue(viewer=viewer, number=number)
    assert len(seen) <= 18


def test_a_certificate_of_somebody_else_cannot_be_replaced(city: Approving):
    old = issued(city, approved(city))
    Licence.objects.filter(pk=old.pk).update(company=None, holder=city.cast.other_investor)
    with pytest.raises(Refused, match="不是这位申请人的"):
        issued(city, approved(city), replaces=old.number)


def on_paper(city: Approving, kind: str) -> Case:
    case = approved(city)
    choose_delivery(viewer=city.by(city.applicant), number=case.number, delivery={"kind": kind, "name": "车间负责人"})
    issued(city, case)
    return case


def test_a_licence_is_brought_to_the_door(city: Approving):
    case = on_paper(city, "door")
    number = city.number(case, "plan")
    assert city.item(case, "plan").state == "issued"
    sent = send(viewer=city.by(city.planner), number=number, kind="door")
    assert (sent.kind, sent.sent_at) == ("door", NOW)

    with pytest.raises(Refused, match="签收人"):
        receive(viewer=city.by(city.planner), number=number)
    with time_machine.travel(local(2021, 1, 5, 10), tick=False):
        taken = receive(viewer=city.by(city.planner), number=number, received_by="门卫老周")

    assert (taken.received_by, city.item(case, "plan").state) == ("门卫老周", "delivered")
    assert compare(case) == []  # the ledger alone tells the same
    delivered = Event.objects.get(subject=number, code="delivered")
    assert delivered.facts["kind"] == "door"
    assert "老周" not in str(delivered.facts)


def test_at_the_counter_it_is_handed_over_without_being_sent(city: Approving):
    case = on_paper(city, "counter")
    receive(viewer=city.by(city.counter), number=city.number(case, "plan"), received_by="车间负责人")
    assert Delivery.objects.get(item__case=case).kind == "counter"
    assert city.item(case, "plan").state == "delivered"


@pytest.mark.parametrize("tracking", ["", "12", "SF 123 456", "×" * 9])
def test_a_courier_has_a_number(city: Approving, tracking: str):
    case = on_paper(city, "courier")
    with pytest.raises(Refused, match="运单号"):
        send(
            viewer=city.by(city.planner),
            number=city.number(case, "plan"),
            kind="courier",
            carrier="邮政",
            tracking=tracking,
        )
    assert not Delivery.objects.exists()
