"""What an officer says of a match: not fit and why, who is introduced with which words, when the visit is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import AT_ONCE, ActForm, long_text
from luodi.matching.models import Introduction
from luodi.matching.rules import BECAUSE
from luodi.ui.forms import DayInput


class JudgeForm(ActForm):
    """`verdict` comes from the button that was pressed."""

    verdict = forms.CharField(widget=forms.HiddenInput)


class UnfitForm(ActForm):
    because = forms.ChoiceField(
        label=lazy("为什么不合适"), choices=list(BECAUSE.items()), widget=forms.RadioSelect(attrs=AT_ONCE)
    )
    note = forms.CharField(
        label=lazy("补充说明"), max_length=200, required=False, help_text=lazy("同事会看到，投资人看不到。")
    )


class IntroduceForm(ActForm):
    said = forms.CharField(
        label=lazy("给对方的介绍"),
        max_length=400,
        help_text=lazy("对方只看到这段话，看不到申请本身。不要写企业名称和联系方式。"),
        widget=long_text(4, **AT_ONCE),
    )


class VisitForm(ActForm):
    on = forms.DateField(
        label=lazy("哪天看场地"), widget=DayInput, help_text=lazy("双方都会收到；跟进中的申请，下一步就是它。")
    )


class ListForm(ActForm):
    of = forms.MultipleChoiceField(label=lazy("资源"), widget=forms.MultipleHiddenInput)
    note = forms.CharField(label=lazy("附言"), max_length=400, required=False, widget=long_text(3))

    def __init__(self, *args: Any, numbers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["of"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(number, number) for number in numbers]


class AnswerForm(forms.Form):
    """One of several on a page: `of` is the key of the introduction."""

    answer = forms.ChoiceField(
        label=lazy("答复"),
        choices=[choice for choice in Introduction.Answer.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("请选择愿意谈或暂不考虑。")},
    )
    body = forms.CharField(
        label=lazy("想说的话"),
        max_length=400,
        required=False,
        help_text=lazy("会出现在投资人的对话里。"),
        widget=long_text(2),
    )

    def __init__(self, *args: Any, of: int, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{of}_%s"
        super().__init__(*args, **kwargs)
        self.of = of
