"""Forms of a site: one number from a phone, and what is set up and mended beside it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.projects.models import Milestone, Quantity
from luodi.projects.rules import Kind
from luodi.projects.sitebook import calendar_names, open_milestones
from luodi.projects.words import plain
from luodi.projects.zones import BadZone, read_zones, written
from luodi.ui.forms import DayInput, MomentInput

NUMBER = {"inputmode": "decimal", "autocomplete": "off", "class": "big-number"}


class MeasureForm(ActForm):
    """Place and time are filled in by a button where the phone allows it; all works without."""

    value = forms.DecimalField(
        label=lazy("累计到现在"),
        max_digits=14,
        decimal_places=3,
        widget=forms.TextInput(attrs=NUMBER | AT_ONCE),
    )
    file = forms.FileField(
        label=lazy("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=lazy("照片里带有拍摄地点和时间的，会自动读取。"),
    )
    as_of = forms.DateTimeField(label=lazy("计量时间"), widget=MomentInput)
    longitude = forms.CharField(label="", required=False, widget=forms.HiddenInput)
    latitude = forms.CharField(label="", required=False, widget=forms.HiddenInput)
    taken_at = forms.DateTimeField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, quantity: Quantity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quantity = quantity
        self.initial.setdefault("as_of", timezone.localtime())
        label = {
            Kind.CUMULATIVE: _("累计到现在（%(unit)s）"),
            Kind.LEVEL: _("现在（%(unit)s）"),
            Kind.ANNUAL: _("今年累计（%(unit)s）"),
        }[Kind(quantity.kind)]
        self.fields["value"].label = label % {"unit": quantity.unit}


class QuantityForm(ActForm):
    name = forms.CharField(label=lazy("工程量"), max_length=60, help_text=lazy("例如 隧道掘进、主体浇筑。"))
    unit = forms.CharField(label=lazy("单位"), max_length=12, help_text=lazy("例如 米、层、吨。"))
    total = forms.DecimalField(
        label=lazy("总量"), max_digits=14, decimal_places=3, widget=forms.TextInput(attrs=NUMBER)
    )
    kind = forms.ChoiceField(label=lazy("计法"), choices=Kind.choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(label=lazy("计划开始"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=lazy("计划完成"), required=False, widget=DayInput)
    milestone: "forms.ModelChoiceField[Milestone]" = forms.ModelChoiceField(
        None, label=lazy("对应节点"), required=False, empty_label=lazy("没有")
    )
    calendar = forms.ChoiceField(label=lazy("工地日历"), required=False)
    is_linear = forms.BooleanField(label=lazy("线性工程（隧道、道路、管线），画成一条带"), required=False)

    def __init__(self, *args: Any, project: int, quantity: Quantity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", Kind.CUMULATIVE)
        if quantity is not None:
            # What was measured counts as it did.
            del self.fields["kind"]
            self.initial.update(model_to_dict(quantity, self.fields), total=plain(quantity.total))
        milestones, calendar = self.fields["milestone"], self.fields["calendar"]
        assert isinstance(milestones, forms.ModelChoiceField)
        assert isinstance(calendar, forms.ChoiceField)
        milestones.queryset = open_milestones(project)
        calendar.choices = [("", _("随项目")), *calendar_names().items()]


class ZonesForm(ActForm):
    zones = forms.CharField(
        label=lazy("特殊段"),
        required=False,
        widget=long_text(6, **AT_ONCE),
        help_text=lazy("一行一段：名称 起-止 可能耽误的天数。例如“F2 190-205 0,1,2”；不假定延误的不写天数。"),
    )

    def __init__(self, *args: Any, quantity: Quantity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("zones", written(quantity.zones))

    def clean_zones(self) -> list[dict[str, Any]]:
        try:
            return read_zones(self.cleaned_data["zones"])
        except BadZone as bad:
            raise forms.ValidationError(
                _("“%(name)s”这一行读不懂，请写成“F2 190-205 0,1,2”。") % {"name": bad.name}
            ) from bad


class CorrectionForm(ActForm):
    value = forms.DecimalField(
        label=lazy("正确的数"), max_digits=14, decimal_places=3, widget=forms.TextInput(attrs=NUMBER | AT_ONCE)
    )
    reason = forms.CharField(label=lazy("更正原因"), max_length=200)

    def __init__(self, *args: Any, value: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = _("原来登记的是 %(value)s。") % {"value": plain(value)}


class StoppageForm(ActForm):
    since = forms.DateField(label=lazy("从哪天起"), widget=DayInput)
    until = forms.DateField(
        label=lazy("到哪天为止"), required=False, widget=DayInput, help_text=lazy("还不知道就空着，复工时再登记。")
    )
    reason = forms.CharField(label=lazy("停工原因"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", timezone.localdate())


class RestartForm(ActForm):
    until = forms.DateField(label=lazy("最后停工的一天"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", timezone.localdate())
