"""Forty-one companies are guided in one day: each gives a mandate, an agent of a park files for it, and is counted."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from luodi.accounts.models import User
from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.mandating import grant, revoke
from luodi.approvals.actions.materials import give
from luodi.approvals.models import Case
from luodi.companies.models import Company, Mandate, Membership
from luodi.directory.models import Post, Unit
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.notices.models import Notice
from tests.approving import Approving, paper
from tests.cast import LONG_AGO, Cast, local
from tests.certificates import client_of
from tests.promises.arguments import SMALLEST_PDF
from tests.stories.desk import LIMIT, queries

pytestmark = pytest.mark.django_db
DAY = local(2021, 1, 5, 9)
UNTIL = date(2021, 4, 5)
MANDATES = "/mine/mandates/"


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(local(*moment), tick=False)


@pytest.fixture
def city() -> Approving:
    with time_machine.travel(DAY, tick=False):
        return Approving(Cast())


def given(city: Approving, **more: Any) -> Mandate:
    said = {"services": (), "valid_from": date(2021, 1, 5), "valid_until": UNTIL} | more
    return grant(viewer=city.by(city.applicant), agent=city.agent, company=city.firm, **said)


def filed_by(city: Approving, agent: User, mandate: Mandate) -> Case:
    viewer = city.by(agent)
    case = begin(viewer=viewer, code="workshop", answers={"crowd": "no"}, mandate=mandate)
    fill(viewer=viewer, number=case.number, form={"name": "车间"})
    for code in ("drawing", "lease", "report"):
        give(viewer=viewer, number=case.number, file=paper(f"{code}.txt"), material=code)
    return file(viewer=viewer, number=case.number)


def posted(city: Approving, **changed: Any) -> HttpResponse:
    said = {
        "principal": str(city.firm.pk),
        "agent": str(Post.objects.get(user=city.agent).pk),
        "valid_from": "2021-01-05",
        "valid_until": "2021-04-05",
    }
    return client_of(city.applicant).post(MANDATES, said | changed)


def test_a_firm_gives_a_mandate_on_the_page(city: Approving):
    with time_machine.travel(DAY, tick=False):
        evidence = SimpleUploadedFile("mandate.pdf", SMALLEST_PDF, "application/pdf")
        assert posted(city, evidence=evidence, bundles=["workshop"]).status_code == 302
        one = Mandate.objects.get()
        assert (one.company, one.person, one.agent) == (city.firm, None, city.agent)
        assert one.services == ["build", "open", "plan", "site"]
        event = Event.objects.get(subject=f"mandate:{one.pk}", code="granted")
        assert event.facts["agent"] == city.agent.code
        assert city.firm.name not in str(event.facts)
        assert Notice.objects.filter(reader=city.agent, code="mandated").exists()
        page = client_of(city.agent).get(reverse("desk:mandates")).content.decode()
        assert city.firm.name in page
        paper_address = reverse("desk:mandate_evidence", args=[one.pk])
        assert client_of(city.agent).get(paper_address).status_code == 200
        assert client_of(city.planner).get(paper_address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_until": "2021-01-04"},
        {"valid_until": "2029-01-01"},
        {"valid_from": ""},
        {"agent": "999999"},
        {"principal": "999999"},
        {"agent": "other", "contact": "13911111111"},
        {"agent": "other", "contact": "+8613900000011"},
        {"agent": "other", "contact": "not a contact"},
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(city: Approving, wrong: dict[str, str]):
    with time_machine.travel(DAY, tick=False):
        answer = posted(city, **wrong)
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_a_disguised_file_is_no_evidence(city: Approving):
    with time_machine.travel(DAY, tick=False):
        answer = posted(city, evidence=SimpleUploadedFile("mandate.pdf", b"MZ\x90\x00", "application/pdf"))
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_another_person_may_be_the_agent_by_his_contact(city: Approving):
    with time_machine.travel(DAY, tick=False):
        answer = posted(city, principal="me", agent="other", contact=city.cast.other_investor.phone)
        assert answer.status_code == 302
        one = Mandate.objects.get()
        assert (one.company, one.person, one.agent) == (None, city.applicant, city.cast.other_investor)
        held = client_of(city.cast.other_investor).get(MANDATES).context["held"]
        assert [card.principal for card in held] == [str(city.applicant)]


def test_nobody_gives_a_mandate_of_a_firm_that_is_not_his(city: Approving):
    with time_machine.travel(DAY, tick=False), pytest.raises(Refused, match="成员"):
        grant(
            viewer=city.by(city.cast.investor),
            agent=city.agent,
            company=city.firm,
            services=(),
            valid_from=date(2021, 1, 5),
            valid_until=UNTIL,
        )


def test_the_agent_files_and_the_page_says_how_often(city: Approving):
    with time_machine.travel(DAY, tick=False):
        mandate = given(city)
        case = filed_by(city, city.agent, mandate)
        assert (case.agent, case.company) == (city.agent.post, city.firm)
        cards = client_of(city.applicant).get(MANDATES).context["given"]
    assert [(card.used, card.state) for card in cards] == [(1, "有效")]


def test_once_revoked_he_can_do_nothing_more(city: Approving):
    with time_machine.travel(DAY, tick=False):
        mandate = given(city)
        case = begin(viewer=city.by(city.agent), code="workshop", answers={"crowd": "no"}, mandate=mandate)
        address = reverse("portal:mandate_revocation", args=[mandate.pk])
        client = client_of(city.applicant)
        assert "撤销这份委托" in client.get(address).content.decode()
        client.post(address)
        mandate.refresh_from_db()
        assert mandate.revoked_at == DAY
        with pytest.raises(Refused, match="撤销"):
            fill(viewer=city.by(city.agent), number=case.number, form={"name": "车间"})
        client.post(address)  # a second click changes nothing
        assert Event.objects.filter(subject=f"mandate:{mandate.pk}", code="revoked").count() == 1
        with pytest.raises(Mandate.DoesNotExist):
            revoke(viewer=city.by(city.cast.investor), mandate=mandate.pk)


def test_once_run_out_he_can_do_nothing_more(city: Approving):
    with time_machine.travel(DAY, tick=False):
        mandate = given(city)
        case = begin(viewer=city.by(city.agent), code="workshop", answers={"crowd": "no"}, mandate=mandate)
    with at(2021, 4, 6, 9):
        with pytest.raises(Refused, match="2021-04-05"):
            fill(viewer=city.by(city.agent), number=case.number, form={"name": "车间"})
        cards = client_of(city.applicant).get(MANDATES).context["given"]
    assert [card.state for card in cards] == ["已到期"]


def test_for_other_services_he_has_no_mandate(city: Approving):
    with time_machine.travel(DAY, tick=False):
        mandate = given(city, services=["site"])
        with pytest.raises(Refused, match="不包含"):
            begin(viewer=city.by(city.agent), code="workshop", answers={"crowd": "no"}, mandate=mandate)


def test_forty_one_firms_in_a_day_are_counted_to_agent_team_and_park(city: Approving):
    """As in the report of a district's first working day."""
    cast = city.cast
    second_team = cast._unit("team2", "新区帮办队", Unit.Kind.OFFICE, cast.district)
    other = cast.officer("agent2", "帮办员乙", second_team, Post.Role.AGENT, remit=())
    with time_machine.travel(DAY, tick=False) as clock:
        for n in range(41):
            founder = User.objects.create_user(f"i-{n}", kind=User.Kind.INVESTOR, name=f"负责人{n}")
            firm = Company.objects.create(name=f"第{n}家有限公司", name_key=f"第{n}家", uscc=f"91370211MA{n:08d}")
            Membership.objects.create(company=firm, user=founder, since=LONG_AGO)
            agent = city.agent if n < 30 else other
            viewer = city.by(founder)
            times = {"valid_from": date(2021, 1, 5), "valid_until": UNTIL}
            mandate = grant(viewer=viewer, agent=agent, company=firm, services=(), **times)
            case = begin(viewer=city.by(agent), code="workshop", answers={"crowd": "no"}, mandate=mandate)
            Case.objects.filter(pk=case.pk).update(filed_at=DAY + timedelta(minutes=10 * n))
        clock.move_to(local(2021, 1, 5, 18))
        client, address = client_of(city.planning_head), reverse("desk:agents")
        shown = client.get(address).context
        assert [figure.value for figure in shown["figures"]] == ["41", "41", "2"]
        assert [(row.post.user, row.filings) for row in shown["rows"]] == [(city.agent, 30), (other, 11)]
        assert shown["teams"] == [("港区帮办队", 30), ("新区帮办队", 11)]
        assert shown["parks"] == [("港区", 30), ("西部新区", 11)]
        assert queries(client, address) <= LIMIT
        empty = client.get(address, {"start": "2021-01-06", "end": "2021-01-31"}).context
        assert [figure.value for figure in empty["figures"]] == ["0", "0", "0"]
        whole = client.get(address, {"start": "2021-01-01", "end": "2021-01-31"}).context
        assert whole["figures"][0].value == "41"
        assert client.get(address, {"start": "2021-02-01", "end": "2021-01-01"}).status_code == 200


def test_an_agent_without_a_mandate_files_for_nobody(city: Approving):
    with at(2021, 1, 5, 9), pytest.raises(Refused, match="委托"):
        begin(viewer=city.by(city.agent), code="workshop", answers={}, applicant=city.applicant, company=city.firm)


def test_an_agent_begins_at_his_desk_with_the_mandate_chosen_and_not_on_the_public_page(city):
    with at(2021, 1, 5, 9):
        mandate = given(city)
        agent = client_of(city.agent)
        begins = f"{reverse('desk:counter_new')}?mandate={mandate.pk}"
        assert begins in agent.get(reverse("desk:mandates")).content.decode()
        assert agent.get(begins).context["form"]["mandate"].value() == str(mandate.pk)
        public = agent.get("/cases/new/workshop/").content.decode()
        assert "开始填报" not in public
        assert "工作人员请在工作台代办或代收。" in public
        revoke(viewer=city.by(city.applicant), mandate=mandate.pk)
        assert begins not in agent.get(reverse("desk:mandates")).content.decode()
