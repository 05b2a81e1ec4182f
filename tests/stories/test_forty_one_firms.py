"""Licang's hall: 41 firms guided one by one in a day (S4). An agent files for each with its mandate, free of charge;
the day counts to him, to his team and to its park, and each firm sees what was filed in its name."""

from collections.abc import Iterator

import pytest
import time_machine

from luodi.accounts.models import User
from luodi.approvals.actions.filing import begin, file, fill
from luodi.approvals.actions.mandating import grant, revoke
from luodi.approvals.actions.materials import give
from luodi.approvals.agents import counted, firms_guided
from luodi.approvals.models import Case
from luodi.companies.models import Company, Mandate, Membership
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from tests.approving import Approving, paper
from tests.cast import LONG_AGO, Cast, local
from tests.stories.desk import LIMIT, queries
from tests.stories.handling import page_of
from tests.stories.officer import Officer

FIRMS = 41
TODAY = (local(2021, 1, 4), local(2021, 1, 5))


@pytest.fixture
def town(cast: Cast) -> Iterator[Approving]:
    with time_machine.travel(local(2021, 1, 4, 8, 30), tick=False):
        yield Approving(cast)


def firm(number: int) -> tuple[User, Company]:
    user = User.objects.create_user(
        f"i-firm-{number}", kind=User.Kind.INVESTOR, name="企业经办人", phone=f"+86138{number:08d}"
    )
    company = Company.objects.create(name=f"李沧样例{number}号商贸有限公司", name_key=f"李沧样例{number}号商贸")
    Membership.objects.create(company=company, user=user, since=LONG_AGO)
    return user, company


def trusted(town: Approving, user: User, company: Company) -> Mandate:
    day = local(2021, 1, 4).date()
    said = {"services": [], "valid_from": day, "valid_until": day.replace(month=6)}
    return grant(viewer=Viewer.of(user), agent=town.agent, company=company, **said)


def guided(town: Approving, user: User, mandate: Mandate) -> Case:
    by = {"viewer": Viewer.of(town.agent)}
    case = begin(**by, code="workshop", answers={"crowd": "no"}, applicant=user, mandate=mandate)
    fill(**by, number=case.number, form={"name": "门店"})
    for code in ("licence", "lease", "drawing"):
        give(**by, number=case.number, file=paper(f"{code}.txt"), material=code)
    return file(**by, number=case.number)


def test_forty_one_firms_in_a_day_count_to_agent_team_and_park(town: Approving):
    for number in range(FIRMS):
        user, company = firm(number)
        case = guided(town, user, trusted(town, user, company))
    (row,) = counted(*TODAY)
    assert (row.filings, row.firms, row.post.unit.name) == (FIRMS, FIRMS, "港区帮办队")
    assert row.post.unit.territory.name == "港区"
    assert firms_guided(*TODAY) == FIRMS

    head = Officer(town.cast.zone_head)
    page = head.get("agents/?start=2021-01-04&end=2021-01-04").content.decode()
    assert "41" in page
    assert queries(head, "agents/") <= LIMIT

    # The firm sees what was filed in its name and by whom.
    assert "帮办员" in page_of(user, case.number)
    assert Event.objects.get(subject=case.number, code="filed").actor == town.agent.code


def test_a_mandate_that_was_taken_back_ends_the_help_and_nothing_is_lost(town: Approving):
    user, company = firm(1)
    mandate = trusted(town, user, company)
    by = {"viewer": Viewer.of(town.agent)}
    case = begin(**by, code="workshop", answers={"crowd": "no"}, applicant=user, mandate=mandate)
    fill(**by, number=case.number, form={"name": "门店"})
    revoke(viewer=Viewer.of(user), mandate=mandate.pk)
    with pytest.raises(Refused, match="已撤销"):
        file(**by, number=case.number)
    with pytest.raises(Refused):
        begin(**by, code="workshop", answers={}, applicant=user, mandate=Mandate.objects.get())
    assert Case.objects.get().form == {"name": "门店"}


def test_an_agent_without_a_mandate_files_for_nobody(town: Approving):
    user, company = firm(1)
    with pytest.raises(Refused, match="委托"):
        begin(viewer=Viewer.of(town.agent), code="workshop", answers={}, applicant=user, company=company)
