"""What the city and its companies have to offer, and how sheets of it are read in."""

from luodi.supply.models.importing import OfferRow, OfferSheet
from luodi.supply.models.offer import Offer, OfferQuerySet, Photo
from luodi.supply.rules import State

__all__ = ["Offer", "OfferQuerySet", "OfferRow", "OfferSheet", "Photo", "State"]
