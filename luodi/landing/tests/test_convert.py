"""An enquiry that is followed up becomes a project, and whoever asked sees how far it is."""

import pytest
import time_machine
from django.urls import reverse

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Link
from luodi.enquiries.actions.handling import sign_for
from luodi.landing.actions.converting import convert
from luodi.ledger.acts import Refused
from luodi.ledger.models import Event
from luodi.projects.models import Project
from tests.cast import REMIT, Cast, local
from tests.projecting import KINDS, Projecting
from tests.stories.desk import text
from tests.stories.investor import Investor
from tests.stories.officer import Officer, duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(local(2021, 1, 4, 10, 0), tick=False):
        yield


@pytest.fixture
def people(cast: Cast) -> Projecting:
    return Projecting(cast)


def followed(cast: Cast) -> tuple[Investor, Officer]:
    """An enquiry whose officer has talked with the investor and agreed on a next step."""
    investor = Investor(cast).applied(local(2021, 1, 4, 9, 40))
    number = investor.number
    officer = Officer(duty(number).owner.user)
    officer.sign(number)
    officer.call(number, local(2021, 1, 4, 9, 55))
    officer.follow(number, local(2021, 1, 8))
    assert duty(number).progress == "engaged"
    return investor, officer


def test_an_officer_turns_an_enquiry_into_a_project_and_the_investor_reads_on(cast: Cast, people: Projecting) -> None:
    investor, officer = followed(cast)
    number = investor.number
    head = people.head.post
    officer.post(
        number,
        "project",
        title="屋顶光伏电站",
        template="lease",
        to_post=str(head.pk),
        version=duty(number).version,
    )
    project = Project.objects.get()
    assert (project.duty.owner, project.stage, project.duty.title) == (head, "in_talks", "屋顶光伏电站")
    assert Link.objects.get(source=project.duty, kind=Link.Kind.ORIGIN).target.number == number
    assert duty(number).progress == "converted"
    assert Event.objects.filter(subject=number, code="converted").exists()
    said = text(investor.page())
    assert project.number in said
    assert "在谈" in said


def test_a_project_leads_back_to_its_enquiry_for_who_may_read_that(cast: Cast, people: Projecting) -> None:
    investor, officer = followed(cast)
    enquiry = duty(investor.number)
    both = cast.officer("both", "两岗调度员", cast.city_desk, Post.Role.DISPATCHER, (*REMIT, *KINDS))
    told = {"owner": people.owner.post, "template": "land", "title": "光伏电站", "version": enquiry.version}
    project = convert(viewer=Viewer.of(officer.user), number=enquiry.number, **told)
    here, there = f"projects/{project.number}/", reverse("desk:matter", args=[enquiry.number])
    read = text(Officer(both).get(here))
    assert f'href="{there}"' in read
    assert "由投资申请转来" in read
    unread = text(Officer(people.owner).get(here))
    assert "由投资申请转来" in unread
    assert enquiry.number not in unread


def test_only_an_enquiry_that_is_followed_up_becomes_a_project(cast: Cast, people: Projecting) -> None:
    number = Investor(cast).applied(local(2021, 1, 4, 9, 40)).number
    by = Viewer.of(duty(number).owner.user)
    sign_for(viewer=by, number=number)
    with pytest.raises(Refused):
        convert(viewer=by, number=number, owner=people.owner.post, template="land", title="")
    assert not Project.objects.exists()
