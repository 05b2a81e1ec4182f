"""The invented people of a demo, who may be played with one tap.

Their logins read `demo-<role>-<code of the place>`, without a place at the city's own desk; names of staff
begin with their unit. This is all that can be known of units here: the directory lies above.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from django.db.models import QuerySet

from luodi.accounts.models import User


class Player(NamedTuple):
    login: str
    label: str


class Unit(NamedTuple):
    name: str
    players: list[Player]


def cast() -> "QuerySet[User]":
    return User.objects.filter(login__startswith="demo-", is_active=True).order_by("login")


def investors() -> list[Player]:
    return [Player(user.login, str(user)) for user in cast().filter(kind=User.Kind.INVESTOR)]


def staff_by_unit() -> list[Unit]:
    """The city's desk first, then by code of the place."""
    places: dict[str, list[User]] = {}
    for user in cast().filter(kind=User.Kind.STAFF):
        last = user.login.rpartition("-")[2]
        places.setdefault(last if last.isdigit() else "", []).append(user)
    return [_unit(places[code]) for code in sorted(places)]


def _unit(people: Sequence[User]) -> Unit:
    """What all names begin with is the unit's; one person alone keeps the whole name."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*map(str, people), strict=False))
    name = "".join(letters[0] for letters in alike) if len(people) > 1 else ""
    return Unit(name, [Player(user.login, str(user).removeprefix(name)) for user in people])
