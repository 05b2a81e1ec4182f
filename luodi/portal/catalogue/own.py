"""A company's own offers as its people see them."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from luodi.companies.models import Company
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.reach import may
from luodi.duties.strips import strip_of
from luodi.portal.forms import place_name
from luodi.supply import catalogue
from luodi.supply.forms import FirmForm
from luodi.supply.models import Offer
from luodi.supply.rules import KEPT, State
from luodi.supply.words import facts_of, gist_of, state_word
from luodi.ui.parts import MatterRow

LONGEST_ANSWER = 400
FIRST = ("company", "title", "description", "at")


class AnswerForm(forms.Form):
    body = forms.CharField(
        label=lazy("想说的一句话"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, posted: Any = None, *, introduction: int) -> None:
        super().__init__(posted, auto_id=f"answer_{introduction}_%s")
        self.introduction = introduction


def firm_form(posted: Any, *, offer: Offer | None = None, companies: "QuerySet[Company] | None" = None) -> FirmForm:
    """To amend an offer, or for a new one of one of these companies."""
    known = {"version": offer.duty.version} if offer else {}
    form = FirmForm(posted, places=catalogue.districts(), initial=known, offer=offer, companies=companies)
    if "at" in form.fields:
        place = form.fields["at"]
        assert isinstance(place, forms.ModelChoiceField)
        place.label_from_instance = _named  # type: ignore[method-assign, assignment]
    return form


def parted(form: FirmForm) -> tuple[list[forms.BoundField], list[forms.BoundField]]:
    """What one sentence needs, and the rest."""
    fields = form.visible_fields()
    return [one for one in fields if one.name in FIRST], [one for one in fields if one.name not in FIRST]


def _named(place: Any) -> str:
    assert isinstance(place, Territory)
    return place_name(place)


def own_row(offer: Offer, viewer: Viewer, now: datetime, waiting: int) -> MatterRow:
    duty = offer.duty
    return MatterRow(
        title=duty.title,
        url=reverse("portal:own_offer", args=[duty.number]),
        number=duty.number,
        gist=gist_of(offer),
        tag=waiting_words(waiting) if waiting else state_word(duty.progress),
        tag_tone="soon" if waiting else "" if duty.progress == State.OPEN else "held",
        strip=strip_of(duty, viewer=viewer, now=now),
    )


def waiting_words(waiting: int) -> str:
    return ngettext("%(count)d 件引荐待答复", "%(count)d 件引荐待答复", waiting) % {"count": waiting}


def own_page(offer: Offer, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """`keeps` tells whether the company may change it: what officers registered of its hall it only reads."""
    keeps = offer.state in KEPT and may(viewer, "tell_offer", offer.duty)
    return {
        "offer": offer,
        "duty": offer.duty,
        "state": state_word(offer.duty.progress),
        "strip": strip_of(offer.duty, viewer=viewer, now=now),
        "facts": facts_of(offer),
        "photos": list(offer.photos.all()),
        "keeps": keeps,
        "stale": offer.state in KEPT and not offer.is_fresh(now),
    }


def typed_of(form: forms.Form) -> list[tuple[str, str]]:
    return [(str(field.label), str(field.value() or "")) for field in form if field.label]
