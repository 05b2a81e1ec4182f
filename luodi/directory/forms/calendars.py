"""Days, years and office hours."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.clock import Allowance, DayKind
from luodi.directory.forms.fields import MomentField, this_minute
from luodi.directory.models import OfficeHours
from luodi.directory.models.calendar import KIND_WORDS, WEEKDAY_WORDS
from luodi.ui.forms import DayInput

WEEKDAYS = [(str(number), word) for number, word in enumerate(WEEKDAY_WORDS, start=1)]
DAYS_OFF = (("rest", _("休息日也开")), ("holiday", _("放假也开")))
PLAIN = "plain"  # no exception of this calendar
MOST_TEXT = 20_000


class DayForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("这一天"),
        choices=[
            (PLAIN, _("不作例外（按星期或上级日历）")),
            *((kind.value, word) for kind, word in KIND_WORDS.items()),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("名称"), max_length=40, required=False, help_text=_("例如：春节、市庆日。"))
    source = forms.CharField(
        label=_("依据"), max_length=120, required=False, help_text=_("作例外时必填：文件名称和文号。")
    )

    def clean_kind(self) -> DayKind | None:
        return None if self.cleaned_data["kind"] == PLAIN else DayKind(self.cleaned_data["kind"])


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("哪一年"), min_value=2004, max_value=2100)
    source = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("例如：国务院办公厅关于 2027 年部分节假日安排的通知。")
    )
    text = forms.CharField(
        label=_("通知原文"),
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("粘贴通知全文；也可以每行一天：2027-01-01,放假,元旦。先看读出来的日子，再写入。"),
    )


class HoursForm(forms.Form):
    windows = forms.CharField(label=_("时段"), max_length=120, help_text=_("例如 09:00-12:00 13:30-17:30，中间空格。"))
    weekdays = forms.MultipleChoiceField(
        label=_("星期"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不勾就是每个工作日。"),
    )
    kinds = forms.MultipleChoiceField(
        label=_("不上班的日子"),
        choices=DAYS_OFF,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("延时服务才勾；勾了就只管这些日子。"),
    )
    season_from = forms.RegexField(
        r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        label=_("每年从"),
        required=False,
        help_text=_("月-日，例如夏季 05-01。"),
    )
    season_to = forms.RegexField(
        r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        label=_("每年到"),
        required=False,
        help_text=_("月-日，例如 09-30；可以跨年。"),
    )
    valid_from = forms.DateField(label=_("生效日期"), required=False, widget=DayInput)
    valid_to = forms.DateField(label=_("失效日期"), required=False, widget=DayInput)
    note = forms.CharField(label=_("说明"), max_length=60, required=False)

    def hours(self) -> OfficeHours:
        """The row that was typed, without its calendar."""
        values = dict(self.cleaned_data)
        values["windows"] = " ".join(values["windows"].replace("：", ":").replace("，", " ").replace(",", " ").split())
        values["weekdays"] = "".join(values["weekdays"])
        values["kinds"] = " ".join(values["kinds"])
        return OfficeHours(**values)


class PreviewForm(forms.Form):
    """If an enquiry arrives then, when is it due?"""

    at = MomentField(label=_("如果申请在这时到"))
    allowance = forms.CharField(
        label=lazy_in("时限设置", "时限"), max_length=10, help_text=_("例如 4wh、1wd、5d、2mo。")
    )

    def clean_allowance(self) -> Allowance:
        try:
            return Allowance.parse(self.cleaned_data["allowance"])
        except ValueError:
            raise forms.ValidationError(_now("时限写成 90wm、4wh、5wd、10d 或 2mo。")) from None

    @staticmethod
    def usual() -> dict[str, str]:
        moment: datetime = this_minute()
        return {"at": f"{moment:%Y-%m-%dT%H:%M}", "allowance": "4wh"}
