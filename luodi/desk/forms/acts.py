"""One form for each act on an enquiry."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.words import choices
from luodi.directory.models import Post
from luodi.duties.receiving import Receiver
from luodi.enquiries.fact_forms import PREFIX, FactField
from luodi.enquiries.facts.table import Field
from luodi.enquiries.rules import CLOSING_REASONS, VERDICTS
from luodi.projects.rules import Template
from luodi.talk.models import Contact
from luodi.ui.forms import DayInput, MomentInput

AT_ONCE = {"data-focus": True}


def long_text(rows: int = 3, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ActForm(forms.Form):
    """`version` is what the page showed, `seen` when: a later change is answered with what changed."""

    version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    seen = forms.CharField(label="", widget=forms.HiddenInput, required=False)


class AtOnceForm(ActForm):
    """Nothing to fill in: the button itself does it."""


class ToColleagueForm(ActForm):
    """To somebody of the same unit."""

    label: Any = ""
    help_text: Any = ""
    to_post: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(None, empty_label=lazy("请选择"))

    def __init__(self, *args: Any, colleagues: "QuerySet[Post]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.label, field.help_text = colleagues, self.label, self.help_text
        field.widget.attrs |= AT_ONCE


class ConvertForm(ActForm):
    title = forms.CharField(label=lazy("项目名称"), max_length=120, widget=forms.TextInput(attrs=AT_ONCE))
    template = forms.ChoiceField(label=lazy("类型"), choices=Template.choices, widget=forms.RadioSelect)
    to_post: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        None, label=lazy("项目责任人"), empty_label=lazy("请选择")
    )

    def __init__(self, *args: Any, title: str, owners: "QuerySet[Post]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, self.fields["title"].initial = owners, title


class ContactForm(ActForm):
    channel = forms.ChoiceField(
        label=lazy("方式"),
        choices=[c for c in choices(Contact.Channel.choices) if c[0] != "page"],
        widget=forms.RadioSelect,
    )
    reached = forms.TypedChoiceField(
        label=lazy("结果"),
        choices=[("1", lazy("联系上了")), ("0", lazy("没有联系上，只算一次尝试"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    happened_at = forms.DateTimeField(
        label=lazy("什么时候"), help_text=lazy("默认现在；事后补登请改成实际时间。"), widget=MomentInput
    )
    said = forms.CharField(
        label=lazy("谈了什么"),
        required=False,
        max_length=4000,
        help_text=lazy("一两句即可，投资人会看到，并可确认。没有联系上可以不写。"),
        widget=long_text(3, **AT_ONCE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"channel": "phone", "reached": "1", "happened_at": timezone.localtime()}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class WriteForm(ActForm):
    body = forms.CharField(
        label=lazy("写给投资人"),
        max_length=4000,
        help_text=lazy("发出即签收；对方回复后，算作双向联系。"),
        widget=long_text(5, **AT_ONCE),
    )


class NoteForm(ActForm):
    body = forms.CharField(
        label=lazy("内部备注"),
        max_length=4000,
        help_text=lazy("投资人看不到；不算联系，不停任何计时。"),
        widget=long_text(3, **AT_ONCE),
    )


class ToUnitForm(ActForm):
    to_unit = forms.ChoiceField(label=lazy("转给"))
    reason = forms.CharField(
        label=lazy("理由"), max_length=400, help_text=lazy("投资人和对方都会看到。"), widget=long_text(2)
    )

    def __init__(self, *args: Any, receivers: list[Receiver], near: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_unit_field.choices = [("", self.without_unit()), *grouped(receivers, near)]
        self.to_unit_field.widget.attrs |= AT_ONCE

    @property
    def to_unit_field(self) -> forms.ChoiceField:
        field = self.fields["to_unit"]
        assert isinstance(field, forms.ChoiceField)
        return field

    def without_unit(self) -> str:
        """What the choice of no unit says."""
        return _("选择单位…")


class HandOverForm(ToUnitForm):
    expected = forms.CharField(label=lazy("请对方做什么"), max_length=400, required=False, widget=long_text(2))


def grouped(receivers: list[Receiver], near: int | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Units under their district, the enquiry's own district first; each with who is there and how much he holds."""
    groups: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for receiver in receivers:
        place = receiver.unit.territory
        district = place.parent if place.level == place.Level.PLACE and place.parent else place
        key = (0 if district.pk == near else 1, district.name)
        groups.setdefault(key, []).append((str(receiver.unit.pk), receiver_words(receiver)))
    return [(name, options) for (_rank, name), options in sorted(groups.items(), key=lambda group: group[0][0])]


def receiver_words(receiver: Receiver) -> str:
    said = {"unit": receiver.unit.name}
    if receiver.person is None:
        return _("%(unit)s（现在没有人在岗）") % said
    said |= {"person": receiver.person.label, "load": str(receiver.load)}
    return _("%(unit)s · %(person)s · 在办 %(load)s 件") % said


class ReturnForm(ActForm):
    reason = forms.CharField(
        label=lazy("退回的理由"),
        max_length=400,
        help_text=lazy("转办方和投资人会看到。一件事只能退回一次。"),
        widget=long_text(3, **AT_ONCE),
    )


class RuleForm(ToUnitForm):
    """`to_unit` empty sends it back to the sender."""

    def __init__(self, *args: Any, sender: str, asked: int, **kwargs: Any) -> None:
        self.sender = sender
        super().__init__(*args, **kwargs)
        field = self.to_unit_field
        field.label, field.required, field.initial = _("裁定由谁负责"), False, str(asked)
        self.fields["reason"].help_text = _("双方都会看到。")

    def without_unit(self) -> str:
        return _("退回转办方：%(unit)s") % {"unit": self.sender}


class TriageForm(ActForm):
    verdict = forms.ChoiceField(label=lazy("怎么定"), choices=list(VERDICTS.items()), widget=forms.RadioSelect)
    step = forms.CharField(label=lazy("下一步做什么"), max_length=200, required=False)
    on = forms.DateField(
        label=lazy("哪天"), required=False, widget=DayInput, help_text=lazy("最迟在 10 个工作日之内。")
    )
    until = forms.DateField(label=lazy("到哪天再联系"), required=False, widget=DayInput)
    reason = forms.ChoiceField(
        label=lazy("原因"), required=False, choices=[("", lazy("选择原因…")), *CLOSING_REASONS.items()]
    )
    reply = forms.CharField(
        label=lazy("给投资人的答复"),
        required=False,
        max_length=4000,
        help_text=lazy("说明原因；有更合适的去处请写明。"),
        widget=long_text(4),
    )
    into = forms.CharField(
        label=lazy("与哪一件重复"), required=False, max_length=40, help_text=lazy("填写那一件的受理号。")
    )

    # verdict -> fields it needs beyond what the act itself asks for
    NEEDS = {"follow": ("step", "on"), "nurture": ("until",), "unsuitable": ("reason", "reply"), "duplicate": ("into",)}

    def __init__(self, *args: Any, lacking: list[Field], **kwargs: Any) -> None:
        kwargs["initial"] = {"verdict": "follow"} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.hard = [row for row in lacking if row.hard]
        self.soft = [row for row in lacking if not row.hard]
        for row in self.hard:
            self.fields[PREFIX + row.code] = FactField(row, help_text=row.why)

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """What following needs to know and nobody has said."""
        return [self[PREFIX + row.code] for row in self.hard]

    @property
    def soft_names(self) -> str:
        return _("、").join(str(row.name) for row in self.soft)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == "follow":
            for name in (PREFIX + row.code for row in self.hard):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("跟进之前要知道这一项；数字对方还没定的，写“还没定”。"))
        for name in self.NEEDS.get(data.get("verdict", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("选了“%(verdict)s”，请填这一项。") % {"verdict": VERDICTS[data["verdict"]]})
        return data


class NextStepForm(ActForm):
    step = forms.CharField(label=lazy("下一步做什么"), max_length=200, widget=forms.TextInput(attrs=AT_ONCE))
    on = forms.DateField(
        label=lazy("哪天"), widget=DayInput, help_text=lazy("最迟在 10 个工作日之内；更久请选“培育”。")
    )


class AttachForm(ActForm):
    file = forms.FileField(label=lazy("材料"), help_text=lazy("照片、PDF、表格或文档。涉密材料不得上传。"))


class FindingForm(ActForm):
    stands = forms.TypedChoiceField(
        label=lazy("核实结果"),
        choices=[("1", lazy("确实联系过，按时限照旧")), ("0", lazy("没有联系，仍须联系，按超时记"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label=lazy("核实经过"), max_length=400, help_text=lazy("投资人会看到。"), widget=long_text(3)
    )


class RemedyForm(ActForm):
    done = forms.CharField(
        label=lazy("做了什么整改"),
        max_length=4000,
        help_text=lazy("评价人会看到。"),
        widget=long_text(4, **AT_ONCE),
    )


class TakeOverForm(ActForm):
    """Within the unit: another person, no hop."""

    to_post = forms.ChoiceField(label=lazy("改由谁负责"))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = colleagues
        field.widget.attrs |= AT_ONCE
