"""Forms of editions: what to prepare, a correction in the window, an erratum, leave for a ranking."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.bulletin.listing import Choice
from luodi.bulletin.models import EditionLine
from luodi.bulletin.rules import CORRECTABLE, MIN_GROUP
from luodi.bulletin.words import COLUMN_NAMES, MONEY
from luodi.desk.forms.rounds import WanField, percent_field
from luodi.directory.models import Territory
from luodi.text.sheets.values import Unread, yuan


class PrepareForm(forms.Form):
    what = forms.ChoiceField(label=lazy("编制哪一期"), error_messages={"required": lazy("请选择一期。")})

    def __init__(self, *args: Any, choices: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {one.key: one for one in choices}
        named = [(one.key, f"{one.round.name} · {one.territory.name} · {one.round.cycle.name}") for one in choices]
        self.fields["what"].choices = named  # type: ignore[attr-defined]


REASON = forms.Textarea(attrs={"rows": 2})


class CorrectionForm(forms.Form):
    """What an owner reported, to be corrected."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    invested = WanField(label=lazy("本期完成投资（万元）"))
    percent = percent_field(lazy("形象进度（%）"))
    words = forms.CharField(label=lazy("形象进度说明"), required=False, max_length=400, widget=REASON)
    reason = forms.CharField(
        label=lazy("更正理由"),
        max_length=400,
        widget=REASON,
        help_text=lazy("原值、新值和理由都会随本期公布。"),
        error_messages={"required": lazy("请写明更正的理由。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CORRECTABLE:
            self.fields[name].asked = True  # type: ignore[attr-defined]  # ui/optional.html

    @classmethod
    def of(cls, line: EditionLine, data: Any = None) -> "CorrectionForm":
        report = line.report
        known = {name: getattr(report, name) for name in CORRECTABLE} | {"seen": report.pk} if report else {}
        return cls(data, initial=known)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CORRECTABLE}


class ErratumForm(forms.Form):
    project = forms.CharField(label=lazy("项目编号"), required=False, max_length=40, help_text=lazy("正文有误则留空。"))
    field = forms.ChoiceField(label=lazy("哪一项"), choices=list(COLUMN_NAMES.items()))
    old = forms.CharField(label=lazy("正文原为"), required=False, max_length=400, help_text=lazy("只有正文有误才填。"))
    new = forms.CharField(
        label=lazy("应为"),
        max_length=400,
        help_text=lazy("金额带上单位，例如 1200 万元、0.12 亿元。"),
        error_messages={"required": lazy("请写明应为什么。")},
    )
    reason = forms.CharField(
        label=lazy("理由"), max_length=400, widget=REASON, error_messages={"required": lazy("请写明为什么更正。")}
    )

    def clean(self) -> dict[str, Any]:
        """A project's amount becomes whole yuan; of the text of an edition every word stays as it is."""
        said = super().clean() or self.cleaned_data
        if said.get("project") and said.get("field") in MONEY and "new" in said:
            if (amount := _amount(said["new"])) is None:
                self.add_error("new", _("看不出是多少钱。请写数字和单位，例如 1200 万元、0.12 亿元。"))
            said["new"] = str(amount)
        return said


def _amount(text: str) -> int | None:
    try:
        return yuan(text)
    except Unread:
        return None


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=lazy("原因"), max_length=200, widget=REASON, error_messages={"required": lazy("请写明取消的原因。")}
    )


class LeaveForm(forms.Form):
    """Permission to rank of one place."""

    territory = forms.ChoiceField(label=lazy("地域"))
    authority = forms.CharField(
        label=lazy("批准机关"), max_length=120, error_messages={"required": lazy("请写明批准排名的机关。")}
    )
    document = forms.CharField(
        label=lazy("文号"), max_length=60, error_messages={"required": lazy("请写明批准文件的文号。")}
    )
    sooner_because = forms.CharField(
        label=lazy("提前理由"),
        required=False,
        max_length=400,
        widget=REASON,
        help_text=lazy("两次排名至少相隔半年；确需提前，在这里写明理由，随排名公布。"),
    )
    min_group = forms.IntegerField(label=lazy("最少单位数"), initial=MIN_GROUP, min_value=MIN_GROUP, max_value=200)
    excluded = forms.CharField(
        label=lazy("不参评的地区"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("每行一个：地域代码，空格，理由。"),
    )

    def __init__(self, *args: Any, places: list[Territory], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {str(place.pk): place for place in places}
        self.fields["territory"].choices = [(pk, place.name) for pk, place in self.places.items()]  # type: ignore[attr-defined]

    def clean_excluded(self) -> list[dict[str, str]]:
        pairs = [line.split(maxsplit=1) for line in self.cleaned_data["excluded"].splitlines() if line.strip()]
        if any(len(pair) != 2 for pair in pairs):
            raise forms.ValidationError(_("每行写地域代码和理由，中间空一格。"))
        return [{"territory": code, "reason": reason} for code, reason in pairs]

    def told(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "territory": self.places[said["territory"]]}
