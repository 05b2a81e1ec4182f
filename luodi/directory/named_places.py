"""The territory meant by a cell."""

import re
from collections import defaultdict

from luodi.directory.models import Territory

NOWHERE = frozenset({"", "不限", "待定", "未定", "无", "都可以", "均可", "全市", "市内", "还没想好", "-", "—", "/"})
ENDING = re.compile(r"(?:新区|区|市|县|镇|街道)$")
DEPTH = {level: depth for depth, level in enumerate(Territory.Level)}

BRACKETS = re.compile(r"[（(](.*?)[)）]")


class UnknownPlace(LookupError):
    pass


class SeveralPlaces(LookupError):
    pass


class Places:
    """Read once for a sheet (one query)."""

    def __init__(self) -> None:
        self.known = {place.pk: place for place in Territory.objects.in_use().with_chain()}
        self.by_word: dict[str, set[int]] = defaultdict(set)
        for place in self.known.values():
            for word in _words(place):
                self.by_word[word].add(place.pk)

    def read(self, typed: str) -> Territory | None:
        """None for nowhere in particular, the city as a whole included. Raises UnknownPlace, SeveralPlaces."""
        found = self.find(typed)
        return found if found and found.level in (Territory.Level.DISTRICT, Territory.Level.PLACE) else None

    def find(self, typed: str, within: Territory | None = None) -> Territory | None:
        """The same with a city itself; of several places of a name the one `within` that city is meant."""
        said = re.sub(r"\s", "", typed)
        if said in NOWHERE:
            return None
        found = self.by_word.get(said) or self.by_word.get(typed.strip().lower()) or self._within(said)
        if not found:
            raise UnknownPlace(typed)
        deepest = max(DEPTH[Territory.Level(self.known[pk].level)] for pk in found)
        places = [self.known[pk] for pk in found if DEPTH[Territory.Level(self.known[pk].level)] == deepest]
        if len(places) > 1 and within is not None:
            places = [place for place in places if place.columns()["city"] == within] or places
        if len(places) > 1:
            raise SeveralPlaces(typed)
        return places[0]

    def _within(self, said: str) -> set[int]:
        """Places whose full name stands in what was said: 临海市西部新区港区 names three, the last is meant."""
        return {pk for pk, place in self.known.items() if place.name in said}


def _words(place: Territory) -> set[str]:
    """What it may be called: 黄岛区（西海岸新区） is known by either name, with its ending and without."""
    names = {place.name, BRACKETS.sub("", place.name), *BRACKETS.findall(place.name)}
    return {*names, *(ENDING.sub("", name) for name in names), place.code, place.name_en.lower()} - {""}
