"""The invented people of a demo, who may be played with one tap: every login that starts with `demo-`."""

from itertools import groupby

from django.db.models import QuerySet

from luodi.accounts.models import User

Group = tuple[bool, list[tuple[str, list[User]]]]


def cast() -> "QuerySet[User]":
    return User.objects.filter(login__startswith="demo-", is_active=True)


def cast_by_unit() -> list[Group]:
    """Investors, then staff (True), each by unit: demo names read `unit · post`, and the dot parts them."""
    people = cast().order_by("kind", "login")
    return [(of_staff, _by_unit(list(group))) for of_staff, group in groupby(people, lambda u: u.is_of_staff)]


def _by_unit(people: list[User]) -> list[tuple[str, list[User]]]:
    units: dict[str, list[User]] = {}
    for person in people:
        unit, dot, _post = person.name.partition(" · ")
        units.setdefault(unit if dot else "", []).append(person)
    return list(units.items())
