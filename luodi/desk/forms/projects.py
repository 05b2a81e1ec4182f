"""Filters of the library, and one form for each act on a project."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import DUE, ListForm, number_filter, search
from luodi.directory import reach
from luodi.directory.models import Post, Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.projects.fields import YuanField
from luodi.projects.listing import ASKED, CLASSES, ENDED_ROUTE
from luodi.projects.models import Evidence, Milestone
from luodi.projects.rules import Evidence as Kind
from luodi.projects.rules import Level, Light, Passed, Sector, Side, Stage, Template
from luodi.ui.forms import DayInput, MomentInput

SIDES = [
    ("", lazy("在册")),
    (ASKED, lazy("等阶段审核")),
    (Side.PAUSED.value, Side.PAUSED.label),
    (ENDED_ROUTE, lazy("已办结")),
    *((side.value, side.label) for side in (Side.LOST, Side.TERMINATED, Side.MOVED)),
]


class ProjectFilterForm(ListForm):
    """`main` stand in the row, the others under "more"."""

    q = forms.CharField(label=lazy("编号、名称、主体、代码"), required=False, max_length=80, widget=search())
    light = forms.ChoiceField(label=lazy("亮灯"), required=False, choices=[("", lazy("不限")), *Light.choices])
    stage = forms.ChoiceField(label=lazy("阶段"), required=False, choices=[("", lazy("不限")), *Stage.choices])
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    district = number_filter(lazy("区市"))
    owner = forms.ChoiceField(
        label=lazy("范围"), required=False, choices=[("", lazy("我能看到的")), ("mine", lazy("我负责的"))]
    )
    side = forms.ChoiceField(label=lazy("状态"), required=False, choices=SIDES)
    city = number_filter(lazy("城市"))
    unit = number_filter(lazy("责任单位"))
    sector = forms.ChoiceField(label=lazy("行业领域"), required=False, choices=[("", lazy("不限")), *Sector.choices])
    template = forms.ChoiceField(label=lazy("类型"), required=False, choices=[("", lazy("不限")), *Template.choices])
    level = forms.ChoiceField(
        label=lazy("列入级别"), required=False, choices=[("", lazy("不限")), *(p for p in Level.choices if p[0])]
    )
    year = number_filter(lazy("列入年度"))

    MAIN = ("q", "light", "stage", "due", "district")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A word that a module name forbids as an attribute: the class of a bulletin.
        self.fields["class"] = forms.ChoiceField(
            label=lazy("年度分类"), required=False, choices=[("", lazy("不限")), *CLASSES.items()]
        )
        units = units_seen(viewer)
        places = places_of(units)
        L = Territory.Level
        cities = [(place.pk, place.name) for place in places if place.level == L.CITY]
        self.offer("district", [(place.pk, place.name) for place in places if place.level == L.DISTRICT])
        if len(cities) > 1:
            self.offer("city", cities)
        else:
            del self.fields["city"]
        self.offer("unit", [(unit.pk, unit.name) for unit in units])
        this_year = timezone.localdate().year
        self.offer("year", [(year, str(year)) for year in range(this_year + 1, this_year - 5, -1)])

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MAIN]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.MAIN]


def units_seen(viewer: Viewer) -> list[Unit]:
    """The units of the places in which he sees matters; one query."""
    rows = reach.units(viewer).filter(active=True).select_related("territory__parent__parent__parent")
    seen = {territory for _column, territory, _kinds in viewer.scopes}
    return [unit for unit in rows if seen & {place.pk for place in chain(unit.territory)}]


def places_of(units: list[Unit]) -> list[Territory]:
    """The territories of the units and what lies above them, in administrative order."""
    found = {place.pk: place for unit in units for place in chain(unit.territory)}
    return sorted(found.values(), key=lambda place: place.code)


def chain(place: Territory) -> list[Territory]:
    above = place.parent
    return [place, *chain(above)] if above else [place]


class GateAskForm(ActForm):
    to = forms.ChoiceField(label=lazy("到哪个阶段"))
    happened_on = forms.DateField(label=lazy("实际发生日期"), widget=DayInput)
    reason = forms.CharField(
        label=lazy("说明"),
        required=False,
        max_length=400,
        help_text=lazy("退回以前的阶段必须写理由。"),
        widget=long_text(2),
    )

    def __init__(self, *args: Any, ways: list[tuple[str, Any]], **kwargs: Any) -> None:
        kwargs["initial"] = {"happened_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ways


class GateDecideForm(GateAskForm):
    outcome = forms.ChoiceField(label=lazy("结论"), choices=Passed.choices, widget=forms.RadioSelect)
    field_order = ("outcome", "to", "happened_on", "reason")

    def __init__(self, *args: Any, asked: Any = None, **kwargs: Any) -> None:
        told = {"to": asked.to_stage, "happened_on": asked.happened_on} if asked else {}
        kwargs["initial"] = {"outcome": Passed.PASS.value} | kwargs.get("initial", {}) | told
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = lazy("理由或核实情况")
        self.fields["reason"].help_text = lazy(
            "退回、暂不决定和退回以前阶段必须写；照片位置未证实的，写明地点、核实人和电话。"
        )


class ProofForm(ActForm):
    kind = forms.ChoiceField(label=lazy("凭证种类"), choices=[("", lazy("请选择")), *Kind.choices])
    file = forms.FileField(
        label=lazy("文件或照片"), required=False, help_text=lazy("照片里带有地点和时间的，自动读取。涉密材料不得上传。")
    )
    words = forms.CharField(
        label=lazy("说明"), required=False, max_length=400, help_text=lazy("没有文件时，写明内容和存放处。")
    )
    dated = forms.DateField(label=lazy("凭证日期"), widget=DayInput)
    taken_at = forms.DateTimeField(label=lazy("拍摄时间"), required=False, widget=MomentInput)
    longitude = forms.DecimalField(label=lazy("经度"), required=False, min_value=-180, max_value=180)
    latitude = forms.DecimalField(label=lazy("纬度"), required=False, min_value=-90, max_value=90)
    is_public = forms.BooleanField(label=lazy("可以对外公布"), required=False)

    def __init__(self, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"dated": timezone.localdate(), "kind": wanted} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("longitude") is None) != (data.get("latitude") is None):
            self.add_error("latitude", _("经度和纬度要一起填。"))
        return data


def proof_label(row: Evidence) -> str:
    parts = [
        row.get_kind_display(),
        row.words or (row.attachment.name if row.attachment else ""),
        row.dated.isoformat(),
    ]
    weak = [row.place_said] if row.shows_place_weakly else []
    return " · ".join([part for part in parts if part] + weak)


class ProofChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return proof_label(obj)


class MilestoneForm(ActForm):
    milestone: "forms.ModelChoiceField[Milestone]" = forms.ModelChoiceField(
        None, label=lazy("节点"), empty_label=lazy("请选择")
    )

    def __init__(self, *args: Any, milestones: "QuerySet[Milestone]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["milestone"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = milestones


class MilestoneDateForm(MilestoneForm):
    forecast = forms.DateField(label=lazy("预计完成"), widget=DayInput)
    reason = forms.CharField(label=lazy("原因"), required=False, max_length=200, help_text=lazy("推迟的要写原因。"))


class MilestoneMetForm(MilestoneForm):
    met_on = forms.DateField(label=lazy("完成日期"), widget=DayInput)
    evidence = ProofChoice(None, label=lazy("凭证"), required=False, empty_label=lazy("没有"))

    def __init__(self, *args: Any, proofs: "QuerySet[Evidence]", **kwargs: Any) -> None:
        kwargs["initial"] = {"met_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = proofs


class YearPlanForm(ActForm):
    year = forms.IntegerField(label=lazy("年度"), min_value=2000, max_value=2999)
    amount = YuanField(label=lazy("计划投资"), help_text=lazy("例如 8000万 或 3.2亿；只写数字按万元计。"))
    reason = forms.CharField(label=lazy("说明"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"year": timezone.localdate().year} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class DeputyForm(ActForm):
    deputy: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        None, label=lazy("副责任人"), required=False, empty_label=lazy("不设")
    )

    def __init__(self, *args: Any, colleagues: "QuerySet[Post]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues
        field.widget.attrs |= AT_ONCE


class AsideForm(ActForm):
    side = forms.ChoiceField(
        label=lazy("怎么处理"), choices=[pair for pair in Side.choices if pair[0]], widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=lazy("暂缓到哪一天"), required=False, widget=DayInput, help_text=lazy("只有暂缓要填。")
    )
    reason = forms.CharField(
        label=lazy("原因"), max_length=400, help_text=lazy("流失、终止写清去向和条款。"), widget=long_text(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"side": Side.PAUSED.value} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class WithdrawForm(ActForm):
    reason = forms.CharField(label=lazy("撤回的原因"), max_length=200)


class AnswerForm(ActForm):
    answer = forms.CharField(
        label=lazy("意见"), required=False, max_length=400, help_text=lazy("不批准的要写理由。"), widget=long_text(2)
    )
