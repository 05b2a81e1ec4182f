"""Tables of matching: what officers may judge of a match, why not, and how judgements change the order. No ORM."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

KEPT = 30  # matches stored for one enquiry, best first
SHOWN = 8  # of them on the enquiry's page before "all"
PRECEDENTS = 5
NEEDS = "matching:needs"  # subject of the events that tell of a change of the table of needs
GOOD_PLACE = 5  # a match found later that stands so high is told to the owner of the enquiry


# Reasons that alone say nothing: half the city lies in the right place.
WEAK = frozenset({"in_place", "whole_city", "meaning", "enough"})
LEAST = 0.015  # score below which an offer needs to be just what was asked for
# What the place that was chosen in the form does to the score of a site.
IN_PLACE, NEXT_TO_IT, ELSEWHERE = 1.5, 1.2, 0.6


class Role(TextChoices):
    """What one side is to the other in a row of the table of needs."""

    NEEDS = "needs", _("需要")
    COULD_USE = "could_use", _("用得上")
    SELLS_TO = "sells_to", _("卖给")
    BUYS_FROM = "buys_from", _("采购自")
    HOSTS = "hosts", _("可承载")


class Verdict(TextChoices):
    """What an officer says of a match, from nothing to everything."""

    FITS = "fits", _("合适")
    UNFIT = "unfit", _("不合适")
    INTRODUCED = "introduced", _("已引荐")
    VISITED = "visited", _("看过场地")
    SIGNED = "signed", _("已签约")


ON_THE_LIST = frozenset({Verdict.FITS, Verdict.INTRODUCED, Verdict.VISITED, Verdict.SIGNED})

BECAUSE = {
    "too_small": _("面积或容量不够"),
    "too_dear": _("价格谈不拢"),
    "wrong_place": _("位置不合适"),
    "wrong_trade": _("产业不对路"),
    "conditions": _("层高、荷载、电力等条件不够"),
    "not_willing": _("对方不愿意"),
    "gone": _("其实已经没有了"),
    "wrong_facts": _("资料与实际不符"),
}
# These say something about the offer itself, not about this pair.
ABOUT_THE_OFFER = frozenset({"gone", "wrong_facts"})


@dataclass(frozen=True)
class Judged:
    """What officers said of one offer, counted: for enquiries of this division, and about the offer itself."""

    good: int = 0
    bad: int = 0
    doubted: bool = False


def weighed(score: float, judged: Judged) -> float:
    """The score after the judgements of officers; the one rule by which they change an order.

    Every enquiry of the same division whose officer found the offer fitting, or went further with it, adds a
    tenth, every one that found it unfit takes a tenth, three of each at most; an offer said to be gone or
    wrongly described counts half until its owner confirms it again.
    """
    share = 1 + 0.1 * (min(judged.good, 3) - min(judged.bad, 3))
    return score * share * (0.5 if judged.doubted else 1)


# Matches of one enquiry, as they are read: what was gone furthest with stands first, what was judged unfit last.
STANDING: dict[str, int] = {
    Verdict.SIGNED: 0,
    Verdict.VISITED: 1,
    Verdict.INTRODUCED: 2,
    Verdict.FITS: 3,
    "": 4,
    Verdict.UNFIT: 9,
}


def place_of(verdict: str, asked_about: bool, place: int) -> tuple[int, int]:
    """Sort key of one match. An offer the investor himself asked about stands with those judged fitting."""
    standing = STANDING[verdict]
    return (min(standing, STANDING[Verdict.FITS]) if asked_about else standing, place)
