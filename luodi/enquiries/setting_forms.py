"""A routing rule, allowances, a reply template, a consent text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.accounts.models import ConsentText
from luodi.directory.forms.fields import MomentField, TerritoryField
from luodi.directory.models import Unit
from luodi.duties.clocks import allowances
from luodi.enquiries.actions.configuring import EDITABLE
from luodi.enquiries.examples import NAMES
from luodi.enquiries.industries import division_choices
from luodi.enquiries.models import Enquiry, RoutingRule
from luodi.talk.models import ReplyTemplate
from luodi.ui.forms import DayInput

SIZES = {
    "s": lazy("1000 万元以下"),
    "m": lazy("1000 万到 1 亿元"),
    "l": lazy("1 到 5 亿元"),
    "xl": lazy("5 亿元以上"),
}


class RuleForm(forms.ModelForm):
    name = forms.CharField(label=lazy("名称"), max_length=60, help_text=lazy("会写进分派依据，投资人也能看到。"))
    territory = TerritoryField(
        label=lazy("意向地在"), required=False, help_text=lazy("代码或名称，包括它下面的功能区和镇街；空着不限。")
    )
    industries = forms.MultipleChoiceField(label=lazy("行业大类"), required=False)
    size_bands = forms.MultipleChoiceField(
        label=lazy("规模"), required=False, choices=list(SIZES.items()), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=lazy("一句话里有"), max_length=120, required=False, help_text=lazy("几个词用空格隔开，有一个就算。")
    )
    unit = forms.ModelChoiceField(
        label=lazy("分派给"),
        queryset=Unit.objects.none(),
        empty_label=lazy("请选择"),
        error_messages={"required": lazy("请选一个单位。")},
    )
    valid_from = forms.DateField(label=lazy("自"), required=False, widget=DayInput)
    valid_to = forms.DateField(label=lazy("至"), required=False, widget=DayInput)

    class Meta:
        model = RoutingRule
        fields = ("name", "territory", "industries", "size_bands", "words", "unit", "valid_from", "valid_to")

    def __init__(self, *args: Any, units: "QuerySet[Unit]", instance: RoutingRule | None = None, **kwargs: Any) -> None:
        if instance is not None:
            code = instance.territory.code if instance.territory else ""
            lists = {"industries": instance.industries.split(), "size_bands": instance.size_bands.split()}
            kwargs |= {"instance": instance, "initial": {"territory": code, **lists}}
        super().__init__(*args, **kwargs)
        industries, unit = self.fields["industries"], self.fields["unit"]
        assert isinstance(industries, forms.MultipleChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        industries.choices, unit.queryset = division_choices(), units

    def clean_industries(self) -> str:
        chosen = " ".join(self.cleaned_data["industries"])
        if len(chosen) > 120:
            raise ValidationError(_("最多选 40 个大类；更多请分成两条规则。"))
        return chosen

    def clean_size_bands(self) -> str:
        return " ".join(self.cleaned_data["size_bands"])

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].replace("，", " ").replace("、", " ").split())

    def sections(self) -> list[tuple[str, list[tuple[str, str, bool]], int]]:
        """(section, [(code, name, chosen)], how many are chosen), for the folded check boxes."""
        chosen = {str(code) for code in self["industries"].value() or ()}
        return [
            (label, [(code, name, code in chosen) for code, name in rows], sum(code in chosen for code, _n in rows))
            for label, rows in division_choices()
        ]


class AllowanceForm(forms.Form):
    """One field for each kind; a token is a number and a unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = allowances()
        for kind in EDITABLE:
            attrs = {"class": "token", "spellcheck": "false", "autocapitalize": "off"}
            self.fields[kind] = forms.CharField(
                label=NAMES[kind], max_length=10, initial=now[kind], widget=forms.TextInput(attrs=attrs)
            )


class ReplyForm(forms.ModelForm):
    title = forms.CharField(label=lazy("名称"), max_length=40)
    body = forms.CharField(label=lazy("正文"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    unit = forms.ModelChoiceField(label=lazy("给谁用"), queryset=Unit.objects.none(), required=False)

    class Meta:
        model = ReplyTemplate
        fields = ("title", "body", "unit")

    def __init__(self, *args: Any, units: "QuerySet[Unit]", for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = units
        unit.required, unit.empty_label = not for_all, lazy("所有单位") if for_all else lazy("请选择")
        if not for_all and units.count() == 1:
            unit.initial, unit.empty_label = units.get().pk, None


class ConsentForm(forms.ModelForm):
    version = forms.CharField(
        label=lazy("版本号"),
        max_length=20,
        help_text=lazy("例如 2026-2。"),
        error_messages={"unique": lazy("这个版本号已经用过，请换一个。")},
    )
    body = forms.CharField(label=lazy("中文文本"), widget=forms.Textarea(attrs={"rows": 10}))
    body_en = forms.CharField(label=lazy("英文文本"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    valid_from = MomentField(label=lazy("生效时间"), initial=timezone.localtime)

    class Meta:
        model = ConsentText
        fields = ("version", "body", "body_en", "valid_from")


def size_words(bands: str) -> list[str]:
    return [str(SIZES[band]) for band in bands.split() if band in Enquiry.SizeBand.values]
