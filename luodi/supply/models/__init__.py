"""What the city and its firms have to offer, and how sheets of it are read in."""

from luodi.supply.models.importing import OfferSheet, OfferRow
from luodi.supply.models.offer import Offer, OfferQuerySet, Photo
from luodi.supply.rules import State

__all__ = ["OfferSheet", "OfferRow", "Offer", "OfferQuerySet", "Photo", "State"]
