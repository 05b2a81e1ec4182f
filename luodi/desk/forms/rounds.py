"""What is typed for report rounds: a report on a phone, a check, a correction, a cycle, the rules of lights."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import ListForm, number_filter, search
from luodi.directory.models import Territory
from luodi.projects.lightwords import PRESETS, THRESHOLDS
from luodi.projects.roundlist import STANDINGS
from luodi.projects.rules import WAN, Confidence, Frequency, Level, Light
from luodi.ui.forms import DayInput

LIGHTS = [(light.value, light.label) for light in (Light.GREEN, Light.YELLOW, Light.RED)]
NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


class WanField(forms.DecimalField):
    """Typed in 万元, as reports are; cleaned to whole yuan."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs=NUMBER)
        super().__init__(max_digits=12, decimal_places=4, widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        wan = super().clean(str(value).replace(",", "").replace("，", "") if value else value)
        return None if wan is None else int(wan * WAN)

    def prepare_value(self, value: Any) -> Any:
        return wan_words(value) if isinstance(value, int) else value


def wan_words(yuan: int) -> str:
    shown = f"{Decimal(yuan) / WAN:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def percent_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
    )


class FiveForm(forms.Form):
    """The five values: asked for each time, though what did not change may stay as it stands or empty."""

    invested = WanField(label=lazy("本期完成投资（万元）"))
    arrived = WanField(label=lazy("本期到位资金（万元）"))
    percent = percent_field(lazy("形象进度（%）"))
    words = forms.CharField(label=lazy("形象进度说明"), required=False, max_length=400, widget=long_text(2))
    next_on = forms.DateField(label=lazy("下一节点预计"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FiveForm.base_fields:
            self.fields[name].asked = True  # type: ignore[attr-defined]  # ui/optional.html


class ReportForm(FiveForm):
    """On a phone in three minutes: what is known stands there already."""

    claim = forms.ChoiceField(
        label=lazy("自评"),
        required=False,
        choices=LIGHTS,
        widget=forms.RadioSelect,
        help_text=lazy("您自己的判断，与系统亮灯分开显示。"),
    )
    file = forms.FileField(
        label=lazy("现场照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=lazy("手机直接拍，带上位置更能作证。"),
    )


class AcceptForm(ActForm):
    confidence = forms.ChoiceField(
        label=lazy("交付把握"),
        required=False,
        choices=Confidence.choices,
        help_text=lazy("审核人员自己的判断，与亮灯和自评分开显示。"),
    )


class GiveBackForm(ActForm):
    reason = forms.CharField(label=lazy("退回的理由"), max_length=400, widget=long_text(2))


class VisitForm(ActForm):
    words = forms.CharField(label=lazy("现场核查看到了什么"), max_length=400, widget=long_text(2))


class CorrectForm(FiveForm, ActForm):
    reason = forms.CharField(label=lazy("更正的理由"), max_length=400, widget=long_text(2))

    def __init__(self, *args: Any, standing: dict[str, Any], **kwargs: Any) -> None:
        kwargs["initial"] = {**standing, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class RoundFilterForm(ListForm):
    q = forms.CharField(label=lazy("项目名称或编号"), required=False, max_length=80, widget=search())
    state = forms.ChoiceField(label=lazy("报送情况"), required=False, choices=[("", lazy("全部")), *STANDINGS.items()])
    district = number_filter(lazy("区市"))

    def __init__(self, *args: Any, districts: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("district", [(str(one.pk), one.name) for one in districts])


class CycleForm(forms.Form):
    name = forms.CharField(label=lazy("名称"), max_length=60, widget=forms.TextInput(attrs=AT_ONCE))
    frequency = forms.ChoiceField(label=lazy("频次"), choices=Frequency.choices, widget=forms.RadioSelect)
    levels = forms.MultipleChoiceField(
        label=lazy("列入级别"),
        required=False,
        choices=[(level.value, level.label) for level in Level if level],
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("一级不选，就是其他周期没有点名的都报。"),
    )
    opens_day = forms.IntegerField(label=lazy("每月几日开启"), min_value=1, max_value=28, initial=20)
    due_day = forms.IntegerField(
        label=lazy("几日截止"),
        min_value=1,
        max_value=28,
        initial=25,
        help_text=lazy("到当天下班；遇休息日顺延到下一个工作日。"),
    )
    sample_percent = forms.IntegerField(
        label=lazy("现场抽查比例（%）"),
        min_value=0,
        max_value=100,
        initial=5,
        help_text=lazy("由系统随机抽，谁也选不了。"),
    )
    active = forms.BooleanField(label=lazy_in("状态", "启用"), required=False, initial=True)


class LightForm(ActForm):
    light = forms.ChoiceField(label=lazy("定为"), choices=LIGHTS, widget=forms.RadioSelect)
    reason = forms.CharField(label=lazy("正当理由"), max_length=400, widget=long_text(2))
    until = forms.DateField(label=lazy("到哪一天为止"), widget=DayInput)


class RulesForm(forms.Form):
    """The thresholds of one preset, with when and why."""

    preset = forms.ChoiceField(label="", choices=list(PRESETS.items()), widget=forms.HiddenInput)
    own_curve = forms.BooleanField(
        label=lazy("有批准曲线的项目按自己的曲线"),
        required=False,
        help_text=lazy("按直线比，照计划走的 S 形项目也会亮黄灯。"),
    )
    effective = forms.DateField(label=lazy("自哪一天起"), widget=DayInput)
    reason = forms.CharField(label=lazy("依据"), max_length=200, widget=long_text(2))

    def __init__(self, *args: Any, thresholds: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in thresholds.items():
            if name in THRESHOLDS:
                self.fields[name] = forms.IntegerField(
                    label=THRESHOLDS[name], min_value=0, max_value=999, initial=value, required=False
                )
        self.order_fields(["preset", *thresholds, "own_curve", "effective", "reason"])
