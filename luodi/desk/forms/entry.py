"""What came by phone, at a fair or on a visit: few fields, and those that stay the same stay filled in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.words import choices
from luodi.enquiries.forms import TypedForm
from luodi.enquiries.models import Enquiry
from luodi.ui.forms import MomentInput

SOURCES = [pair for pair in choices(Enquiry.Source.choices) if pair[0] in ("phone", "fair", "visit")]
# Kept from one entry to the next.
STICKY = ("source", "heard", "wish", "keep")


class EntryForm(TypedForm):
    """The investor's form as an officer fills it in; a talk that brought it counts as its first contact."""

    source = forms.ChoiceField(label=lazy("怎么来的"), choices=SOURCES, widget=forms.RadioSelect)
    said = forms.CharField(
        label=lazy("已经谈了什么"),
        required=False,
        max_length=4000,
        help_text=lazy("写了就算首次联系，同时签收；没谈就空着。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    happened_at = forms.DateTimeField(
        label=lazy("什么时候谈的"),
        required=False,
        help_text=lazy("默认现在；事后补登请改成实际时间。"),
        widget=MomentInput,
    )
    keep = forms.ChoiceField(
        label=lazy("由谁负责"),
        choices=[("1", lazy("我自己")), ("0", lazy("按规则分派"))],
        widget=forms.RadioSelect,
    )
    field_order = (
        "source",
        "heard",
        "wish",
        "name",
        "contact",
        "sentence",
        "firm",
        "said",
        "happened_at",
        "keep",
        "keep_firm",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"source": "phone", "keep": "1", "happened_at": timezone.localtime()}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["name"].label = lazy("称呼")
        self.fields["name"].widget.attrs = {"autocomplete": "off", "data-focus": True}
        self.fields["contact"].help_text = ""
        self.fields["contact"].widget.attrs = {"autocomplete": "off"}
        self.fields["sentence"].label, self.fields["sentence"].help_text = lazy("他想做什么"), ""
        self.fields["sentence"].widget.attrs = {"rows": 3}
        self.fields["firm"].widget.attrs = {"autocomplete": "off"}
        self.fields["keep_firm"].label = lazy("对方要求企业名称保密")
        self.fields["keep_firm"].help_text = lazy("列表、通知、导出里只出现代号；谁看过都有记录，他看得到。")
        self.fields["heard"].label = lazy("哪个展会或渠道")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("said") and data.get("keep") == "0":
            self.add_error("keep", _("谈过的先由您自己负责；该由别的单位办的，存好以后再转办。"))
        return data

    def talk(self) -> dict[str, Any]:
        """What the act takes beside the typed fields."""
        data = self.cleaned_data
        taken = {name: data[name] for name in ("source", "said", "happened_at")}
        return taken | {"keep": data["keep"] == "1"}

    def kept(self, made: str) -> dict[str, str]:
        """The fields of the next empty form, and the number just made."""
        return {name: self.data[name] for name in STICKY if self.data.get(name)} | {"made": made}
