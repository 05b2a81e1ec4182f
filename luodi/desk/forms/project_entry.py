"""A project as it is entered and changed, and a plan as it is proposed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import ActForm, long_text
from luodi.directory import reach
from luodi.directory.models import Post, Territory
from luodi.directory.viewer import Viewer
from luodi.projects.actions.library import EDITABLE, entering_posts
from luodi.projects.fields import YuanField
from luodi.projects.models import Project
from luodi.projects.rules import ROUTES, Level, Sector, Stage, Template
from luodi.ui.forms import DayInput

MONEY = lazy("例如 8000万 或 3.2亿；只写数字按万元计。")


class FactsForm(ActForm):
    """What a project is. All but its name and kind may stay empty until a stage asks for it."""

    title = forms.CharField(label=lazy("项目名称"), max_length=120)
    template = forms.ChoiceField(label=lazy("类型"), choices=Template.choices)
    total = YuanField(label=lazy("计划总投资"), required=False, help_text=MONEY)
    sector = forms.ChoiceField(label=lazy("行业领域"), required=False, choices=[("", lazy("请选择")), *Sector.choices])
    industry = forms.RegexField(
        r"\A\d{2,4}\Z", label=lazy("国民经济行业"), required=False, help_text=lazy("GB/T 4754 代码，2 至 4 位数字。")
    )
    level = forms.ChoiceField(label=lazy("列入级别"), required=False, choices=Level.choices)
    listed_year = forms.IntegerField(label=lazy("列入年度"), required=False, min_value=2000, max_value=2999)
    sponsor_name = forms.CharField(label=lazy("投资主体"), required=False, max_length=120)
    builder_name = forms.CharField(label=lazy("施工单位"), required=False, max_length=120)
    code = forms.CharField(
        label=lazy("项目代码"), required=False, max_length=24, help_text=lazy("投资项目统一代码，24 位。")
    )
    address = forms.CharField(label=lazy("建设地点"), required=False, max_length=200)
    longitude = forms.DecimalField(
        label=lazy("经度"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    latitude = forms.DecimalField(
        label=lazy("纬度"), required=False, min_value=-90, max_value=90, max_digits=8, decimal_places=6
    )
    description = forms.CharField(label=lazy("建设内容"), required=False, max_length=4000, widget=long_text(3))
    is_public = forms.BooleanField(label=lazy("通报和公开页可以列出"), required=False, initial=True)

    WHO: tuple[str, ...] = ("title", "template")
    WHAT: tuple[str, ...] = (
        *("total", "sector", "industry", "level", "listed_year", "sponsor_name", "builder_name"),
        *("code", "address", "longitude", "latitude", "description", "is_public"),
    )

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [("", [self[name] for name in self.WHO]), (lazy("基本情况"), [self[name] for name in self.WHAT])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("longitude") is None) != (data.get("latitude") is None):
            self.add_error("latitude", _("经度和纬度要一起填。"))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the project, empty ones as its columns have them."""
        return {name: value for name, value in self.cleaned_data.items() if name in EDITABLE}


class EntryForm(FactsForm):
    owner: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        None, label=lazy("责任人"), help_text=lazy("每个项目一位；由他的单位负责。"), empty_label=lazy("请选择")
    )
    deputy: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        None, label=lazy("副责任人"), required=False, empty_label=lazy("不设")
    )
    at: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(
        None, label=lazy("所在地"), empty_label=lazy("请选择")
    )
    stage = forms.ChoiceField(
        label=lazy("现在的阶段"), choices=Stage.choices, help_text=lazy("登记时照实填；以后只能凭证据由审核人员决定。")
    )
    started_on = forms.DateField(label=lazy("开工日期"), required=False, widget=DayInput)
    completed_on = forms.DateField(label=lazy("竣工日期"), required=False, widget=DayInput)
    year_plan = YuanField(label=lazy("今年计划投资"), required=False, help_text=MONEY)

    WHO = ("title", "template", "owner", "deputy", "at", "stage")
    WHAT = ("total", "year_plan", "started_on", "completed_on", *FactsForm.WHAT[1:])

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        kwargs["initial"] = {"stage": Stage.IDEA.value, "template": Template.LAND.value} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        people = owners_for(viewer)
        self._offer("owner", people)
        self._offer("deputy", people)
        self._offer("at", places_for(viewer))
        if own := next((post for post in entering_posts(viewer) if post.role == Post.Role.PROJECT), None):
            self.fields["owner"].initial, self.fields["at"].initial = own.pk, own.unit.territory_id

    def _offer(self, name: str, rows: "QuerySet[Any]") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        template, stage = data.get("template"), data.get("stage")
        if template and stage and stage not in ROUTES[Template(template)]:
            self.add_error("stage", _("这一类项目没有这个阶段。"))
        if data.get("owner") and data.get("owner") == data.get("deputy"):
            self.add_error("deputy", _("副责任人要是另一个人。"))
        return data

    def values(self) -> dict[str, Any]:
        more = ("stage", "started_on", "completed_on", "year_plan", "deputy")
        return super().values() | {name: self.cleaned_data[name] for name in more if self.cleaned_data[name]}


def owners_for(viewer: Viewer) -> "QuerySet[Post]":
    """Who may answer for a project that he enters."""
    held = reach.posts(viewer).held(timezone.now()).exclude(role__in=(Post.Role.OPERATOR, Post.Role.CHECKER))
    if not viewer.is_city_desk:
        held = held.filter(unit__in=[post.unit_id for post in entering_posts(viewer)])
    able = [post.pk for post in held if "project" in post.remit]
    return reach.posts(viewer).filter(pk__in=able)


def places_for(viewer: Viewer) -> "QuerySet[Territory]":
    return reach.own_territories(viewer).exclude(level=Territory.Level.CIRCLE)


class ChangeForm(FactsForm):
    in_statistics_on = forms.DateField(label=lazy("纳统日期"), required=False, widget=DayInput)
    above_scale_on = forms.DateField(label=lazy("升规日期"), required=False, widget=DayInput)

    WHAT = (*FactsForm.WHAT[:-2], "in_statistics_on", "above_scale_on", *FactsForm.WHAT[-2:])

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        told = {name: getattr(project, name) for name in (*self.WHO[1:], *self.WHAT)}
        kwargs["initial"] = {"title": project.duty.title, **told} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class PlanForm(ActForm):
    """A plan: a few lines of milestones, the curve as lines of date and percent; `again`: one is in force already."""

    reason = forms.CharField(label=lazy("调整理由"), required=False, max_length=400, widget=long_text(2))
    effective = forms.DateField(label=lazy("从哪天起执行"), widget=DayInput)
    curve = forms.CharField(
        label=lazy("计划曲线"),
        required=False,
        help_text=lazy("每行一个日期和累计百分数，例如：2021-06-30 35。已预填现行曲线，改了日期请核对；空着就画直线。"),
        widget=long_text(4),
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = again

    def clean_curve(self) -> list[list[Any]] | None:
        typed = self.cleaned_data["curve"].replace("%", " ").replace("，", " ").replace(",", " ")
        lines = [line.split() for line in typed.splitlines() if line.strip()]
        if any(len(line) != 2 for line in lines):
            raise forms.ValidationError(_("每行写一个日期和一个百分数，例如：2021-06-30 35。"))
        return [list(line) for line in lines] or None


class PlanLineForm(forms.Form):
    """One milestone; a line without a name is left out."""

    name = forms.CharField(label=lazy("节点"), required=False, max_length=60)
    planned = forms.DateField(label=lazy("计划完成"), required=False, widget=DayInput)
    weight = forms.DecimalField(label=lazy("权重"), required=False, min_value=0, max_value=999)
    stage = forms.ChoiceField(label=lazy("对应阶段"), required=False)
    after = forms.CharField(label=lazy("前置节点"), required=False, max_length=200)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        route = ROUTES[Template(project.template)]
        field.choices = [("", lazy("无")), *((stage.value, stage.label) for stage in route)]
        for name in self.fields:  # the table's head names the column
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("planned"):
            self.add_error("planned", _("请填“%(name)s”的计划日期。") % {"name": data["name"]})
        return data

    def line(self) -> dict[str, Any]:
        data = self.cleaned_data
        after = [name.strip() for name in data["after"].replace("、", ",").replace("，", ",").split(",")]
        return {**data, "name": data["name"].strip(), "after": [name for name in after if name]}


PlanLines = forms.formset_factory(PlanLineForm, extra=4, max_num=60, validate_max=True)
