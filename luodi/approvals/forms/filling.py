"""What an applicant, his agent or a counter fills in: answers, the one form, materials, how the results come."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.bundle.conditions import holds
from luodi.approvals.bundle.definition import Definition, FormField, Option, Question
from luodi.approvals.models import Delivery
from luodi.approvals.words import in_language
from luodi.ledger.filekinds import accept_list
from luodi.text import BadContact, parse_contact
from luodi.ui.forms import DayInput, PhoneInput

ANSWER, FIELD = "q-", "f-"
LONGEST = 400
MOST = Decimal(10) ** 15


class Unfinished(forms.Form):
    """Required means required for filing: saved with gaps, it holds."""

    use_required_attribute = False

    def full_clean(self) -> None:
        wanted = [field for field in self.fields.values() if field.required]
        for field in wanted:
            field.required = False
        super().full_clean()
        for field in wanted:
            field.required = True


class QuestionsForm(Unfinished):
    """The questionnaire; what is still open is said when the case is filed."""

    def __init__(
        self, definition: Definition, data: Any = None, *, answers: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(data)
        self.definition = definition
        for question in definition.questions:
            name, given = ANSWER + question.code, list((answers or {}).get(question.code, ()))
            self.fields[name] = _asked(question)
            self.initial[name] = given if question.many else next(iter(given), "")

    @property
    def answers(self) -> dict[str, list[str]]:
        """What was chosen, whether or not the rest of the form holds; unknown options are left to the server's act."""
        found = {}
        for question in self.definition.questions:
            chosen = self[ANSWER + question.code].value()
            several = chosen if isinstance(chosen, (list, tuple)) else [chosen]
            found[question.code] = [str(one) for one in several if one]
        return {code: some for code, some in found.items() if some}


def _asked(question: Question) -> forms.Field:
    label = in_language(question.text, question.text_en)
    options = _options(question.options)
    if question.many:
        return forms.MultipleChoiceField(
            label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect)


def _options(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(one.code, in_language(one.text, one.text_en)) for one in options]


class CaseForm(Unfinished):
    """The one form of all items: each field once.

    `sources` says of a field in words where its value comes from, when nobody typed it.
    """

    def __init__(
        self,
        definition: Definition,
        data: Any = None,
        *,
        answers: Mapping[str, Sequence[str]],
        form: Mapping[str, str],
        sources: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={FIELD + code: value for code, value in form.items()})
        settled = definition.settled(answers)
        self.asked = [row for row in definition.fields if holds(row.when, settled)]
        for row in self.asked:
            self.fields[FIELD + row.code] = _field(row, (sources or {}).get(row.code, ""))

    @property
    def values(self) -> dict[str, str]:
        """Code of the field -> what was typed, in the form it is kept in; after a successful `is_valid`."""
        return {row.code: _kept(self.cleaned_data[FIELD + row.code]) for row in self.asked}


def _kept(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _field(row: FormField, source: str) -> forms.Field:
    options: dict[str, Any] = {
        "label": in_language(row.label, row.label_en),
        "required": row.required,
        "help_text": source,
    }
    if row.kind in ("number", "money", "area"):
        places = 0 if row.kind == "number" else 2
        box = forms.NumberInput(attrs={"inputmode": "numeric" if not places else "decimal", "step": "any"})
        less = {"min_value": _("不能小于 0。")}
        return forms.DecimalField(
            min_value=0, max_value=MOST, decimal_places=places, widget=box, error_messages=less, **options
        )
    if row.kind == "date":
        return forms.DateField(widget=DayInput, **options)
    if row.kind == "choice":
        return forms.ChoiceField(choices=_options(row.options), widget=forms.RadioSelect, **options)
    if row.kind == "phone":
        return TelephoneField(max_length=40, widget=PhoneInput(attrs={"autocomplete": "tel"}), **options)
    return forms.CharField(max_length=LONGEST, **options)


class TelephoneField(forms.CharField):
    """A number that can be dialled, kept as it was typed."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        try:
            channel, _canonical = parse_contact(value)
        except BadContact:
            channel = ""
        if channel != "phone":
            raise forms.ValidationError(_("这个电话拨不通：手机是 11 位数字，座机请带区号。"))


class DeliveryForm(forms.Form):
    """How the results are to come; an address only where somebody brings it."""

    kind = forms.ChoiceField(label=lazy("怎么拿结果"), widget=forms.RadioSelect)
    name = forms.CharField(label=lazy("收件人"), max_length=60, required=False)
    phone = TelephoneField(label=lazy("收件电话"), max_length=40, required=False, widget=PhoneInput)
    address = forms.CharField(
        label=lazy("收件地址"),
        max_length=200,
        required=False,
        help_text=lazy("邮寄和送证上门时，收件人、电话、地址都要填。"),
    )
    BROUGHT = (Delivery.Kind.COURIER, Delivery.Kind.DOOR)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0][0])
        if not {code for code, _words in kinds} & set(self.BROUGHT):
            for name in ("name", "phone", "address"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") in self.BROUGHT:
            for name in ("name", "phone", "address"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("邮寄和上门都要知道送到哪里、交给谁。"))
        return cleaned


class GivenForm(forms.Form):
    """A file for one material; the id of its field is that of the material's own on the page."""

    material = forms.CharField(widget=forms.HiddenInput, max_length=60)
    file = forms.FileField(
        label=lazy("选文件或拍照"),
        widget=forms.FileInput(attrs={"accept": accept_list()}),
        allow_empty_file=True,
        error_messages={"required": lazy("请先选一个文件。")},
    )

    def __init__(self, data: Any, files: Any) -> None:
        super().__init__(data, files, auto_id=f"paper-{data.get('material', '')}-%s")


class LicenceForm(forms.Form):
    """A licence the city holds stands in for a copy, with its holder's consent; ids are those of the page."""

    licence = forms.CharField(widget=forms.HiddenInput, max_length=60)
    consent = forms.BooleanField(
        label=lazy("同意经办部门为这件申请调用这份证照"),
        error_messages={"required": lazy("请先勾选同意；不同意的话，可以上传复印件。")},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id=f"%s-{data.get('licence', '')}")
