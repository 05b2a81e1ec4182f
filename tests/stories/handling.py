"""What the stories of approvals share: a department's officer who presses a button of an item."""

from django.test import Client

from luodi.accounts.models import User
from luodi.approvals.models import Case, Item
from luodi.duties.models import Deadline, Duty
from tests.stories.officer import Officer


def press(user: User, number: str, noun: str, **said: object) -> None:
    """As the page sends it: with the version of the item that the officer saw."""
    version = Duty.objects.get(number=number).version
    done = Officer(user).client.post(f"/desk/items/{number}/{noun}/", {"version": version} | said)
    assert done.status_code == 302


def states(case: Case) -> dict[str, str]:
    return dict(Item.objects.filter(case=case).values_list("code", "state"))


def clocks(number: str) -> dict[str, str]:
    """Open clocks of an item: kind -> month-day of its due, or held."""
    rows = Deadline.objects.filter(duty__number=number, stopped=None)
    return {row.kind: f"{row.due:%m-%d}" if row.due else "held" for row in rows}


def page_of(user: User, number: str) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/mine/cases/{number}/").content.decode()
