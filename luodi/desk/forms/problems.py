"""Filters of the list of problems, and one form for each act on one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import DUE, ListForm, search
from luodi.directory.models import Unit
from luodi.ledger.filekinds import KINDS
from luodi.projects.models import Milestone
from luodi.projects.rules import Asked, Category, ProblemState
from luodi.ui.forms import DayInput

ANY = ("", lazy("不限"))
CHANNELS = [("page", lazy("现场填写")), ("voice", lazy("口述")), ("phone", lazy("电话代录"))]
PICTURES = {"accept": "image/*,.pdf", "capture": "environment"}


class ProblemFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号、问题或项目"), required=False, max_length=80, widget=search())
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=[("", lazy("未解决")), *ProblemState.choices])
    category = forms.ChoiceField(label=lazy("类别"), required=False, choices=[ANY, *Category.choices])
    level = forms.ChoiceField(label=lazy("层级"), required=False, choices=[ANY, *Asked.choices])
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    scope = forms.ChoiceField(
        label=lazy("范围"), required=False, choices=[("", lazy("我能看到的")), ("mine", lazy("我负责的"))]
    )


class ProblemForm(forms.Form):
    """On the spot, from a phone: a sentence, a photo, who is asked. The rest may stay as it is."""

    title = forms.CharField(
        label=lazy("什么问题"),
        max_length=120,
        widget=forms.TextInput(attrs={"data-focus": True, "enterkeyhint": "next"}),
    )
    words = forms.CharField(
        label=lazy("详细情况"),
        required=False,
        max_length=4000,
        help_text=lazy("可以点手机键盘上的话筒口述；电话里听到的，请照原话记。"),
        widget=long_text(4),
    )
    file = forms.FileField(
        label=lazy("现场照片"),
        required=False,
        widget=forms.ClearableFileInput(attrs=PICTURES),
    )
    category = forms.ChoiceField(label=lazy("类别"), choices=Category.choices, widget=forms.RadioSelect)
    asked = forms.ChoiceField(
        label=lazy("请哪一级解决"),
        choices=Asked.choices,
        initial=Asked.SPECIALIST,
        help_text=lazy("专员 3 个、单位 5 个、分管领导和顶格协调 10 个工作日。"),
        widget=forms.RadioSelect,
    )
    milestone: "forms.ModelChoiceField[Milestone]" = forms.ModelChoiceField(
        None, label=lazy("耽误哪个节点"), required=False, empty_label=lazy("没有耽误节点")
    )
    blocks_since = forms.DateField(
        label=lazy("从哪天起耽误"), required=False, widget=DayInput, help_text=lazy("空着就是今天。")
    )
    asks_unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        None, label=lazy("请哪个部门办"), required=False, empty_label=lazy("项目责任单位")
    )
    channel = forms.ChoiceField(label=lazy("怎么提的"), choices=CHANNELS, initial="page", widget=forms.RadioSelect)

    FIRST = ("title", "words", "file", "category", "asked")

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        """Of what may stay as it is."""
        return [field for field in self if field.name not in self.FIRST]

    def __init__(self, *args: Any, milestones: "QuerySet[Milestone]", units: "QuerySet[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("milestone", milestones), ("asks_unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class AcceptForm(ActForm):
    plan = forms.CharField(label=lazy("怎么解决"), max_length=400, widget=long_text(3, **AT_ONCE))
    plan_due = forms.DateField(
        label=lazy("计划哪天解决"), widget=DayInput, help_text=lazy("专员和单位要在本级时限之内；来不及请上一级协调。")
    )


class ReasonForm(ActForm):
    reason = forms.CharField(label=lazy("原因"), max_length=400, widget=long_text(3, **AT_ONCE))


class SolveForm(ActForm):
    words = forms.CharField(label=lazy("怎么解决的"), max_length=400, widget=long_text(3, **AT_ONCE))
    file = forms.FileField(
        label=lazy("凭证"),
        help_text=lazy("照片、会议纪要、批文都可以，提出人凭它确认。"),
        error_messages={"required": lazy("请附上解决的凭证：照片、会议纪要或批文。")},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
