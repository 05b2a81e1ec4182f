"""Which offers fit which enquiry, what officers made of it, and what an activity needs."""

from luodi.matching.models.match import Followed, Judgement, Match, MatchQuerySet
from luodi.matching.models.meeting import Introduction, OfferList
from luodi.matching.models.need import Need

__all__ = ["Followed", "Introduction", "Judgement", "Match", "MatchQuerySet", "Need", "OfferList"]
