"""What the public reads of an offer. Templates get these, never the row: what is not here cannot be shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.directory.viewer import Viewer
from luodi.duties.strips import strip_of
from luodi.portal.catalogue.filters import MOST_COMPARED, Search
from luodi.portal.catalogue.marks import Mark, mark_of
from luodi.portal.catalogue.masking import without_contacts
from luodi.portal.forms import place_name
from luodi.supply.models import Offer
from luodi.supply.words import available_words, dated_price, facts_of, kind_word, number_words
from luodi.ui.strip import Strip

# Of a card, beside the price: what tells one from the next.
KEY_NUMBERS = ("area_m2", "land_mu", "ceiling_m", "temperature_c", "power_kva", "amount_yuan", "amount")


@dataclass(frozen=True)
class Picture:
    small: str
    large: str
    caption: str


@dataclass(frozen=True)
class Card:
    number: str
    title: str
    url: str
    kind: str
    kind_word: str
    mark: Mark
    numbers: tuple[str, ...]
    price: str
    place: str
    address: str
    description: str
    available: str
    confirmed: str
    unit: str
    phone: str
    picture: Picture | None
    longitude: float | None
    latitude: float | None


def card_of(offer: Offer, search: Search, now: datetime) -> Card:
    duty = offer.duty
    numbers = (number_words(name, getattr(offer, name)) for name in KEY_NUMBERS)
    pictures = pictures_of(offer)
    return Card(
        number=duty.number,
        title=without_contacts(duty.title),
        url=search.offer_url(duty.number),
        kind=offer.kind,
        kind_word=kind_word(offer.kind),
        mark=mark_of(offer.kind),
        numbers=tuple(words for words in numbers if words),
        price=dated_price(offer),
        place=place_of(offer),
        address=without_contacts(offer.address),
        description=without_contacts(offer.description),
        available=available_words(offer),
        confirmed=confirmed_words(offer.confirmed_at, now),
        unit=duty.unit.name,
        phone=duty.unit.phone,
        picture=pictures[0] if pictures else None,
        longitude=offer.longitude,
        latitude=offer.latitude,
    )


def place_of(offer: Offer) -> str:
    places = [place_name(place) for place in (offer.duty.district, offer.duty.place) if place is not None]
    return " · ".join(places) or _("全市")


def confirmed_words(at: datetime, now: datetime) -> str:
    days = (localtime(now).date() - localtime(at).date()).days
    if days <= 0:
        return _("今天确认")
    return ngettext("%(days)d 天前确认", "%(days)d 天前确认", days) % {"days": days}


def pictures_of(offer: Offer) -> list[Picture]:
    return [
        Picture(
            reverse("supply:photo", args=[photo.pk, "small"]),
            reverse("supply:photo", args=[photo.pk, "large"]),
            without_contacts(photo.caption),
        )
        for photo in offer.photos.all()
    ]


def public_facts(offer: Offer) -> list[tuple[str, str]]:
    """(label, words), the title's place and the people left out."""
    return [(label, without_contacts(words)) for label, words in facts_of(offer)]


def public_strip(offer: Offer, now: datetime) -> Strip:
    """Who answers, how long it is confirmed, how far it is; by the unit's telephone."""
    strip = strip_of(offer.duty, viewer=Viewer.nobody(), now=now)
    return replace(strip, phone=offer.duty.unit.phone)


@dataclass(frozen=True)
class Choice:
    """The toggle of one offer among those to compare; without `url` three are chosen already."""

    chosen: bool
    url: str


def choice_of(number: str, chosen: tuple[str, ...], address: Callable[[tuple[str, ...]], str]) -> Choice:
    """`address` is the page with these numbers chosen."""
    if number in chosen:
        return Choice(True, address(tuple(one for one in chosen if one != number)))
    if len(chosen) >= MOST_COMPARED:
        return Choice(False, "")
    return Choice(False, address((*chosen, number)))


@dataclass(frozen=True)
class Row:
    """One fact of several offers: the title of each and what it says, empty where it is unknown."""

    label: str
    cells: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        return len({words for _title, words in self.cells}) > 1


def compared(offers: Sequence[Offer], now: datetime) -> list[Row]:
    """Kind and place, the facts of all in the order in which they are first named, and who confirmed them."""
    titles = [without_contacts(offer.duty.title) for offer in offers]
    facts = [dict(public_facts(offer)) for offer in offers]
    labels = dict.fromkeys(label for column in facts for label in column)

    def row(label: str, words: Iterable[str]) -> Row:
        return Row(label, tuple(zip(titles, words, strict=True)))

    return [
        row(_("类别"), (kind_word(offer.kind) for offer in offers)),
        row(_("位置"), (place_of(offer) for offer in offers)),
        *(row(label, (column.get(label, "") for column in facts)) for label in labels),
        row(_("最近确认"), (confirmed_words(offer.confirmed_at, now) for offer in offers)),
        row(_("承办单位"), (f"{offer.duty.unit.name} {offer.duty.unit.phone}" for offer in offers)),
    ]
