"""The ruling of a clash: who hosts, what share each side gets, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.enquiries.models import Claim


class RulingForm(forms.Form):
    host = forms.TypedChoiceField(label=lazy("由谁落地"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("裁定理由"),
        max_length=400,
        help_text=lazy("双方都会看到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, claims: list[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        host = self.fields["host"]
        assert isinstance(host, forms.TypedChoiceField)
        host.choices = [(claim.unit_id, claim.unit.name) for claim in claims]
        for claim in claims:
            self.fields[share_name(claim)] = forms.IntegerField(
                label=_("%(unit)s的分成（%%）") % {"unit": claim.unit.name}, min_value=0, max_value=100
            )
        self.order_fields(["host", *(share_name(claim) for claim in claims), "reason"])

    def shares(self) -> dict[int, int]:
        """Claim -> per cent. Only for a valid form."""
        return {claim.pk: self.cleaned_data[share_name(claim)] for claim in self.claims}


def share_name(claim: Claim) -> str:
    return f"share_{claim.pk}"
