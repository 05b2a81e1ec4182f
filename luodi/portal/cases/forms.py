"""What an applicant types on the pages of a case, besides what `approvals.forms.filling` holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.whose import Principal


class WhoseForm(forms.Form):
    """For whom the case is begun; what stands first is chosen already."""

    whose = forms.ChoiceField(
        label=lazy("为谁办"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("请选为谁办。")},
    )

    def __init__(self, data: Any = None, *, principals: Sequence[Principal]) -> None:
        super().__init__(data, initial={"whose": principals[0].code if principals else ""})
        self.principals = {one.code: one for one in principals}
        self.fields["whose"].choices = [(one.code, _label(one)) for one in principals]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Principal:
        return self.principals[self.cleaned_data["whose"]]


def _label(one: Principal) -> str:
    if one.mandate is not None:
        return _("%(name)s（受委托代办）") % {"name": one.name}
    return one.name if one.company else _("本人 %(name)s") % {"name": one.name}


class AppealForm(forms.Form):
    words = forms.CharField(
        label=lazy("您的理由"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": lazy("请写您的理由。")},
    )


class ReceivedForm(forms.Form):
    received_by = forms.CharField(label=lazy("签收人"), max_length=60, required=False)
