"""Territories and units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luodi.directory.forms.fields import TerritoryField, is_code, phone_field
from luodi.directory.models import Territory, Unit, WorkCalendar


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("名称或代码"), max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )


class TerritoryForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    name_en = forms.CharField(label=_("英文名"), max_length=80, required=False)
    parent = TerritoryField(label=_("上级"), required=False, help_text=_("填代码或名称；市没有上级。"))


class NewTerritoryForm(TerritoryForm):
    field_order = ["code", "level", "name", "name_en", "parent"]
    code = forms.CharField(
        label=_("代码"),
        max_length=12,
        validators=[is_code],
        help_text=_("行政区划代码；没有代码的功能区，在上级代码后面加 9 开头的三位。"),
    )
    level = forms.ChoiceField(label=_("层级"), choices=Territory.Level.choices)


class UnitForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    short = forms.CharField(label=_("简称"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=Unit.Kind.choices)
    territory = TerritoryField(label=_("地域"))
    phone = phone_field(_("电话"))
    backdating_days = forms.IntegerField(
        label=_("可补登天数"),
        min_value=0,
        max_value=30,
        initial=3,
        help_text=_("联系发生后，几天之内可以补登。"),
    )


class NewUnitForm(UnitForm):
    field_order = ["code", "name", "short", "kind", "territory", "phone", "calendar", "backdating_days"]
    code = forms.CharField(label=_("代码"), max_length=20, validators=[is_code])
    calendar = forms.ModelChoiceField(
        label=_("工作日历"), queryset=WorkCalendar.objects.order_by("parent_id", "code"), empty_label=None
    )
