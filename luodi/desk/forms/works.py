"""Filters of works, the entry of one and of many, and one form for each act on a work."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import DUE, MINE, ListForm, number_filter, search
from luodi.desk.forms.listing import LAST_KEY
from luodi.directory import reach
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.ui.forms import DayInput
from luodi.works.listing import CLOSED, GROUPS
from luodi.works.owners import Owners, place_of
from luodi.works.rules import POINTS, Kind, MayCopy

STATES = [("", lazy("在办")), (CLOSED, lazy("已结束"))]
COUNTED = (Kind.GOAL, Kind.CAMPAIGN)
QUARTERS = ("", "-Q1", "-Q2", "-Q3", "-Q4")


def periods(today: date) -> list[tuple[str, Any]]:
    """This year and the next, each whole and by quarter."""
    years = [str(year) for year in (today.year, today.year + 1)]
    return [(year + quarter, year + quarter.replace("-Q", " Q")) for year in years for quarter in QUARTERS]


def districts_of(units: list[Unit]) -> list[tuple[int, str]]:
    """The districts that have a unit, or a place with one."""
    places = [place for unit in units for place in (unit.territory, unit.territory.parent) if place]
    found = {place.pk: place for place in places if place.level == place.Level.DISTRICT}
    return [(place.pk, place.name) for place in sorted(found.values(), key=lambda place: place.code)]


class WorkFilterForm(ListForm):
    q = forms.CharField(label=lazy("编号或名称"), required=False, max_length=80, widget=search())
    kind = forms.ChoiceField(
        label=lazy("类别"),
        required=False,
        choices=[("", lazy("不限")), *((key, label) for key, (label, _kinds) in GROUPS.items())],
    )
    due = forms.ChoiceField(label=lazy("时限"), required=False, choices=DUE)
    period = forms.ChoiceField(label=lazy("年度或季度"), required=False)
    unit = number_filter(lazy("责任单位"))
    district = number_filter(lazy("区市"))
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=STATES)
    mine = forms.ChoiceField(label=lazy("范围"), required=False, choices=MINE)
    parts = forms.ChoiceField(
        label=lazy("分解项"), required=False, choices=[("", lazy("只列主项")), ("1", lazy("一并列出"))]
    )
    owner = forms.IntegerField(
        label=lazy("负责人"), required=False, widget=forms.HiddenInput, min_value=1, max_value=LAST_KEY
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("period", periods(timezone.localdate()))
        units = list(reach.units(viewer).filter(active=True).select_related("territory__parent"))
        self.offer("unit", [(unit.pk, unit.name) for unit in units])
        self.offer("district", districts_of(units))


class BoardForm(ListForm):
    year = number_filter(lazy("年度"))
    unit = number_filter(lazy("责任单位"))
    under = forms.CharField(label=lazy("重点工作编号"), required=False, max_length=40)
    points = forms.ChoiceField(
        label=lazy("看什么"), required=False, choices=[("", lazy("只看目标")), ("1", lazy("目标和各类点"))]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.offer("unit", reach.units(viewer).filter(active=True).values_list("pk", "name"))
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)), (year - 1, str(year - 1)), (year + 1, str(year + 1))]


class OwnerField(forms.TypedChoiceField):
    """Posts that keep works, grouped by unit; gives the post."""

    owners: Owners

    def offer(self, viewer: Viewer, kind: str = "work") -> None:
        self.owners = Owners(viewer, timezone.now(), kind)
        by_unit: dict[str, list[tuple[Any, str]]] = {}
        for post in self.owners.posts:
            by_unit.setdefault(post.unit.name, []).append((post.pk, post.label))
        self.choices = [("", lazy("请选择")), *by_unit.items()]
        posts = {str(post.pk): post for post in self.owners.posts}
        self.coerce = posts.__getitem__
        own = [post for post in viewer.posts if str(post.pk) in posts]
        self.initial = own[0].pk if own else None


def owner_field(label: Any, help_text: Any = "", required: bool = True) -> OwnerField:
    return OwnerField(label=label, help_text=help_text, required=required, empty_value=None)


class WorkEntryForm(forms.Form):
    """Of one kind: what this kind does not have is not asked."""

    title = forms.CharField(
        label=lazy("做什么"), max_length=120, widget=forms.TextInput(attrs={"data-focus": True, "autocomplete": "off"})
    )
    owner = owner_field(lazy("由谁负责"))
    due = forms.DateField(label=lazy_in("工作", "完成日期"), required=False, widget=DayInput)
    period = forms.ChoiceField(label=lazy("年度或季度"), required=False)
    target = forms.DecimalField(
        label=lazy("目标数"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=lazy("要计数的才填。"),
    )
    unit_word = forms.CharField(label=lazy("单位"), required=False, max_length=12, help_text=lazy("如：家、场、条线索"))
    what = forms.CharField(label=lazy("怎么做的"), required=False, max_length=1000, widget=long_text(3))
    where = forms.CharField(label=lazy("在哪里做"), required=False, max_length=120)
    effect = forms.CharField(label=lazy("已有成效"), required=False, max_length=400, widget=long_text(2))
    may_copy = forms.ChoiceField(
        label=lazy("谁可以复制"),
        required=False,
        choices=[("", lazy("本单位范围内")), *MayCopy.choices],
        help_text=lazy("选了以后，他们在举措库里能看到，也能一张表复制走。"),
    )
    partners = forms.CharField(label=lazy("合作方"), required=False, max_length=200)
    on = forms.DateField(label=lazy("活动日期"), required=False, widget=DayInput)
    words = forms.CharField(label=lazy("补充说明"), required=False, max_length=4000, widget=long_text(3))
    parent = forms.CharField(
        label=lazy("属于哪项工作"),
        required=False,
        max_length=40,
        help_text=lazy("填重点工作或方案的编号，没有就空着。"),
    )
    about = forms.CharField(
        label=lazy("关于哪件事"), required=False, max_length=40, help_text=lazy("填项目或其他事务的编号，没有就空着。")
    )

    COMMON = ("title", "owner", "due")
    ASIDE = ("words", "parent", "about")  # folded away until wanted
    FIELDS: dict[str, tuple[str, ...]] = {
        Kind.WORK: (*COMMON, "period", *ASIDE),
        Kind.GOAL: (*COMMON, "period", "target", "unit_word", *ASIDE),
        **dict.fromkeys(POINTS, (*COMMON, *ASIDE)),
        Kind.MEASURE: (*COMMON, "what", "where", "effect", "may_copy", *ASIDE),
        Kind.CAMPAIGN: (*COMMON, "on", "partners", "target", "unit_word", *ASIDE),
        Kind.PLAN: (*COMMON, "period", "words", "about"),
    }
    FACTS = {Kind.MEASURE: ("what", "where", "effect", "may_copy"), Kind.CAMPAIGN: ("partners", "on")}

    def __init__(self, *args: Any, viewer: Viewer, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - set(self.FIELDS[kind]):
            del self.fields[name]
        self.order_fields(self.FIELDS[kind])
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(viewer)
        if "period" in self.fields:
            field = self.fields["period"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", lazy("不定")), *periods(timezone.localdate())]

    @property
    def asked(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.ASIDE]

    @property
    def aside(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.ASIDE]

    @property
    def is_open(self) -> bool:
        """Whether something stands in the folded part."""
        return any(field.value() or field.errors for field in self.aside)

    def told(self) -> dict[str, Any]:
        """What `add_work` takes."""
        data = self.cleaned_data
        names = ("title", "owner", "due", "words", "period", "target", "unit_word")
        told = {name: data[name] for name in names if name in data}
        facts = {name: _plain(data[name]) for name in self.FACTS.get(Kind(self.kind), ()) if data[name]}
        at = place_of(told["owner"])
        return told | {
            "kind": self.kind,
            "at": at,
            "facts": facts,
            "parent": data.get("parent", "").strip().upper(),
            "about": data["about"].strip().upper(),
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class PartsForm(ActForm):
    """Several points and goals at once; `lines` are read by `luodi.works.lines`."""

    lines = forms.CharField(
        label=lazy("每行一项：类别，内容，责任人，完成日期，目标数"),
        max_length=60_000,
        strip=False,
        help_text=lazy("可以直接从 Excel 粘贴，带不带表头都行；有“项目”一列时，自动为每个项目建一项工作。"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "lines", "data-focus": True}),
    )
    owner = owner_field(lazy("没写责任人的，由谁负责"), required=False)
    example = lazy(
        "风险点，征迁还剩三户，港区项目专员，3月底\n攻坚点，海域使用批复，2021-04-30\n"
        "创新点，游客码头预约制，港区项目主任\n目标，帮助一家企业上市，港区项目专员，2021年，1家"
    )
    example_by_project = lazy(
        "滨海温泉小镇 | 风险点 | 用地指标未落实 | 港区项目专员 | 3月31日\n"
        "滨海温泉小镇 | 目标 | 集中开工一次 | 港区项目主任 | 2021年一季度 | 1次"
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(viewer)
        self.owners = owner.owners


class ReachForm(ActForm):
    reached = forms.DecimalField(
        label=lazy("累计完成数"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=lazy("从头算起一共完成了多少，不是这一次加了多少。"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", **AT_ONCE}),
    )


class FinishForm(ActForm):
    result = forms.CharField(label=lazy("做成了什么"), max_length=400, widget=long_text(3, **AT_ONCE))
    done_on = forms.DateField(
        label=lazy("哪天完成的"), required=False, widget=DayInput, help_text=lazy("空着就是今天；是否按时按这一天算。")
    )


class DropForm(ActForm):
    reason = forms.CharField(label=lazy("为什么取消"), max_length=400, widget=long_text(2, **AT_ONCE))


class EffectForm(ActForm):
    effect = forms.CharField(label=lazy("带来了什么"), max_length=400, widget=long_text(2, **AT_ONCE))
    counted = forms.IntegerField(
        label=lazy("计数"), required=False, min_value=0, max_value=2_000_000_000, help_text=lazy("如收到的线索条数。")
    )
    counted_unit = forms.CharField(
        label=lazy("计数单位"), required=False, max_length=12, help_text=lazy("如：条线索、家企业")
    )


class HandOnForm(ActForm):
    to_post = owner_field(lazy("改由谁负责"), lazy("时限照走，对方会收到通知。"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        assert isinstance(field, OwnerField)
        field.offer(viewer)
        field.initial = None


class MeasureFilterForm(ListForm):
    q = forms.CharField(label=lazy("名称或做法"), required=False, max_length=80, widget=search())
    may_copy = forms.ChoiceField(
        label=lazy("谁可以复制"), required=False, choices=[("", lazy("不限")), *MayCopy.choices]
    )
    copied = forms.ChoiceField(
        label=lazy("复制情况"), required=False, choices=[("", lazy("不限")), ("1", lazy("已有单位复制"))]
    )


class CopyForm(ActForm):
    owner = owner_field(lazy("在本单位由谁做"))
    how = forms.CharField(label=lazy("在本地怎么做、作了哪些调整"), max_length=1000, widget=long_text(3, **AT_ONCE))
    due = forms.DateField(label=lazy_in("工作", "完成日期"), required=False, widget=DayInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, OwnerField)
        field.offer(viewer)

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("owner", "how", "due")} | {"at": place_of(data["owner"])}
