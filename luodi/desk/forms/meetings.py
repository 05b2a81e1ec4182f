"""Forms of meetings, instructions and supervision slips."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.desk.forms.filters import ListForm
from luodi.directory.models import Post, Territory, Unit
from luodi.ui.forms import DayInput, MomentInput
from luodi.works.rules import MeetingKind, MeetingState, SlipOutcome, Wording

JUDGEMENTS = [
    (SlipOutcome.ACCEPTED.value, lazy("销号")),
    (SlipOutcome.SECOND.value, lazy("再次督办")),
    (SlipOutcome.INTERVIEW.value, lazy("约谈")),
]


def by_unit(posts: Iterable[Post]) -> list[Any]:
    """Choices of posts under their units."""
    groups = groupby(posts, key=lambda post: post.unit)
    return [("", lazy("请选择")), *((unit.name, [(post.pk, post.label) for post in held]) for unit, held in groups)]


class PostField(forms.ChoiceField):
    """One of the posts offered; cleans to the post, or to None where it may stay empty."""

    posts: Mapping[int, Post] = {}

    def offer(self, posts: Iterable[Post]) -> None:
        self.posts = {post.pk: post for post in posts}
        self.choices = by_unit(self.posts.values())

    def clean(self, value: Any) -> Post | None:
        chosen = super().clean(value)
        return self.posts[int(chosen)] if chosen else None


class MeetingFilterForm(ListForm):
    state = forms.ChoiceField(
        label=lazy("状态"), required=False, choices=[("", lazy("未印发纪要的")), *MeetingState.choices]
    )
    kind = forms.ChoiceField(label=lazy("类别"), required=False, choices=[("", lazy("不限")), *MeetingKind.choices])


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(label=lazy("类别"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=lazy("会议名称"), max_length=120, widget=forms.TextInput(attrs=AT_ONCE))
    starts = forms.DateTimeField(label=lazy("时间"), widget=MomentInput)
    venue = forms.CharField(label=lazy("地点"), required=False, max_length=120)
    at: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(None, label=lazy("地域"), empty_label=None)
    chaired_by = PostField(label=lazy("主持"), required=False)
    present = forms.CharField(label=lazy("参会单位"), required=False, max_length=2000, widget=long_text(3))

    def __init__(self, *args: Any, places: "QuerySet[Territory]", posts: Iterable[Post], **kwargs: Any) -> None:
        kwargs["initial"] = {"starts": timezone.localtime(), "kind": MeetingKind.DISPATCH} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        at, chair = self.fields["at"], self.fields["chaired_by"]
        assert isinstance(at, forms.ModelChoiceField)
        assert isinstance(chair, PostField)
        at.queryset = places
        chair.offer(posts)


class DecisionForm(forms.Form):
    """One line, who, until when: written while the meeting sits."""

    title = forms.CharField(label=lazy("议定事项"), max_length=120, widget=forms.TextInput(attrs=AT_ONCE))
    owner = PostField(label=lazy("责任人"))
    due = forms.DateField(label=lazy("完成时限"), widget=DayInput)
    about = forms.CharField(
        label=lazy("关于哪一件"), required=False, max_length=40, help_text=lazy("项目、问题或申请的编号，可以不写。")
    )

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        kwargs["initial"] = {"due": localdate() + timedelta(days=14)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, PostField)
        owner.offer(posts)


class EndForm(ActForm):
    words = forms.CharField(
        label=lazy("会议情况"),
        required=False,
        max_length=8000,
        help_text=lazy("议定事项会自动列在纪要里；这里只写其他要记的。结束后两个工作日内印发。"),
        widget=long_text(4, **AT_ONCE),
    )


class TextForm(EndForm):
    present = forms.CharField(label=lazy("参会单位"), required=False, max_length=2000, widget=long_text(2))


class NothingForm(ActForm):
    """Nothing to fill in."""


class InstructForm(forms.Form):
    """One of the words that leaders use, and a line of one's own."""

    wording = forms.ChoiceField(label=lazy("批示"), choices=Wording.choices, widget=forms.RadioSelect)
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        None, label=lazy("牵头单位"), required=False, help_text=lazy("“请牵头”时选。"), empty_label=lazy("请选择")
    )
    reply_by = forms.DateField(
        label=lazy("答复期限"), required=False, widget=DayInput, help_text=lazy("空着是五个工作日；“限期回复”要选。")
    )
    words = forms.CharField(label=lazy("一句话"), required=False, max_length=400, widget=long_text(2))

    def __init__(self, *args: Any, units: "QuerySet[Unit]", **kwargs: Any) -> None:
        kwargs["initial"] = {"wording": Wording.ACT} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class AnswerForm(ActForm):
    reply = forms.CharField(label=lazy("办理情况"), max_length=4000, widget=long_text(4, **AT_ONCE))


class AgainForm(ActForm):
    reason = forms.CharField(label=lazy("还要补充什么"), max_length=400, widget=long_text(3, **AT_ONCE))
    reply_by = forms.DateField(label=lazy("答复期限"), widget=DayInput)


class SlipForm(ActForm):
    order = forms.CharField(label=lazy("督办要求"), max_length=400, widget=long_text(3, **AT_ONCE))
    days = forms.IntegerField(label=lazy("几个工作日内回复"), min_value=1, max_value=60, initial=5)


class JudgeSlipForm(ActForm):
    outcome = forms.ChoiceField(label=lazy("处理"), choices=JUDGEMENTS, widget=forms.RadioSelect)
    order = forms.CharField(
        label=lazy("再次督办的要求"),
        required=False,
        max_length=400,
        help_text=lazy("只有再次督办要写。"),
        widget=long_text(2),
    )
    days = forms.IntegerField(label=lazy("几个工作日内回复"), required=False, min_value=1, max_value=60)


class SlipFilterForm(ListForm):
    state = forms.ChoiceField(
        label=lazy("结果"),
        required=False,
        choices=[("", lazy("未销号")), *((value, label) for value, label in SlipOutcome.choices if value)],
    )
