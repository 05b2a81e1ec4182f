"""One offer as its page shows it, reached through the viewer."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.papers import papers
from luodi.duties.reach import relations
from luodi.duties.rules import MAY
from luodi.ledger.models import Attachment
from luodi.supply.models import Offer, Photo
from luodi.supply.story import Line, story


@dataclass(frozen=True)
class OfferDossier:
    """`near` tells whether the viewer reads more of it than the public: contact, documents, history."""

    offer: Offer
    viewer: Viewer
    held: frozenset[str]

    @property
    def duty(self) -> Duty:
        return self.offer.duty

    @property
    def near(self) -> bool:
        return bool(self.held & MAY["read"])

    def may(self, verb: str) -> bool:
        return bool(self.held & MAY[verb])

    @cached_property
    def photos(self) -> list[Photo]:
        return list(self.offer.photos.all())

    @cached_property
    def papers(self) -> list[Attachment]:
        """Documents for officers; the originals of photographs are none."""
        shown = {photo.attachment for photo in self.photos}
        return [paper for paper in papers(self.duty) if paper.token not in shown] if self.near else []

    @cached_property
    def lines(self) -> list[Line]:
        return story(self.offer) if self.near else []

    def changes_since(self, since: datetime) -> list[str]:
        return [line.sentence for line in story(self.offer, since)]


def offer_dossier(viewer: Viewer, number: str) -> OfferDossier:
    """Raises Offer.DoesNotExist outside the viewer's scope."""
    offer = Offer.objects.visible_to(viewer).with_duty().get(duty__number=number)
    return OfferDossier(offer, viewer, relations(viewer, offer.duty))


def photo_digest(viewer: Viewer, pk: int, size: str, now: datetime) -> str:
    """Where the copy of a photo lies: of a public offer for anybody, else for whom the offer is open.

    Raises Photo.DoesNotExist, also while nothing is drawn.
    """
    photos = Photo.objects.filter(pk=pk).exclude(small="")
    public = photos.filter(offer__in=Offer.objects.catalogue(now)).first()
    found = public or photos.get(offer__in=Offer.objects.visible_to(viewer))
    return found.small if size == "small" else found.large
