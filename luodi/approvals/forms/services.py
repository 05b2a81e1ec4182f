"""A service of the catalogue: found, its draft edited, published, a list of services read in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.actions.catalogue import Asked, Charged
from luodi.approvals.cataloguing import STATES
from luodi.approvals.models import Delivery, ServiceVersion
from luodi.approvals.rules import ITEM_TYPES, Handling, Procedure
from luodi.approvals.words import said
from luodi.directory.forms.fields import TerritoryField
from luodi.text.sheets.guard import MEGABYTE, MOST_BYTES
from luodi.ui.forms import DayInput

CLIENTS = {
    "": lazy("没有写明"),
    "1": lazy("个人"),
    "2": lazy("企业"),
    "3": lazy("事业单位"),
    "4": lazy("社会组织"),
    "5": lazy("机关"),
    "6": lazy("其他"),
}
MOST_DAYS = 400
Choices = Sequence[tuple[Any, Any]]


class FindForm(forms.Form):
    q = forms.CharField(
        label=lazy("名称或编码"), max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )
    unit = forms.ChoiceField(label=lazy("部门"), required=False)
    state = forms.ChoiceField(label=lazy("状态"), required=False, choices=[("", lazy("全部")), *STATES.items()])

    def __init__(self, data: Any, units: Choices) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", _("全部部门")), *units]  # type: ignore[attr-defined]


class ListFileForm(forms.Form):
    """Cleans to the bytes of the file."""

    file = forms.FileField(
        label=lazy("事项清单"),
        help_text=lazy(
            "CSV 或 .xlsx，列：department、name、item_code、task_type；最多 10 MB、5,000 行。先检查，不会马上写入。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    territory = TerritoryField(
        label=lazy("新部门所在的地域"), required=False, help_text=lazy("填代码或名称；空着就是全市。")
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 %(limit)s MB。") % {"limit": MOST_BYTES // MEGABYTE})
        return bytes(file.read())


class LinesField(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


def _days(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, required=False, **options)


def _text(label: Any, longest: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **options)


class VersionForm(forms.Form):
    name = forms.CharField(label=lazy("名称"), max_length=160)
    name_en = _text(lazy("英文名"), 240)
    kind = forms.ChoiceField(label=lazy("事项类型"), choices=list(ITEM_TYPES.items()))
    client = forms.ChoiceField(label=lazy("服务对象"), choices=list(CLIENTS.items()), required=False)
    handling = forms.ChoiceField(label=lazy("办件类型"), choices=Handling.choices)
    statutory_days = _days(lazy("法定时限"), help_text=lazy("工作日；法律没有规定的空着。"))
    statutory_source = _text(lazy("法定时限出处"))
    promised_days = _days(lazy("承诺时限"), help_text=lazy("工作日；不能长于法定时限，即办写 0。"))
    promised_source = _text(lazy("承诺时限出处"), help_text=lazy("没有出处的标为示例，只能在演示城市发布。"))
    conditions = LinesField(label=lazy("受理条件"), required=False, max_length=4000, help_text=lazy("一行一条。"))
    conditions_en = LinesField(label=lazy("受理条件（英文）"), required=False, max_length=4000)
    tolerance = forms.BooleanField(label=lazy("可以容缺受理"), required=False)
    one_window = forms.BooleanField(label=lazy("综合窗口收件"), required=False)
    visits = forms.IntegerField(label=lazy("到场次数"), min_value=0, max_value=20)
    result_kind = forms.ChoiceField(label=lazy("发什么证照"), required=False)
    result_name = _text(lazy("结果名称"), 120)
    result_name_en = _text(lazy("结果英文名"))
    delivery = forms.MultipleChoiceField(
        label=lazy("怎么拿结果"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    place = _text(lazy("办理地点"))
    hours = _text(lazy("办理时间"))

    def __init__(self, data: Any = None, *, version: ServiceVersion, licences: Choices) -> None:
        initial = {name: getattr(version, name) for name in self.base_fields if name != "result_kind"}
        super().__init__(data, initial=initial | {"result_kind": version.result_kind_id or ""})
        self.fields["result_kind"].choices = [("", _("不发证照")), *licences]  # type: ignore[attr-defined]
        self.fields["delivery"].choices = [(kind.value, said(kind.label)) for kind in Delivery.Kind]  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, Any]:
        columns = dict(self.cleaned_data)
        columns.pop("result_kind")
        return columns | {"result_kind_id": int(self.cleaned_data["result_kind"] or 0) or None}


class BasisForm(forms.Form):
    name = _text(lazy("法律、法规或文件"), 120)
    number = _text(lazy("文号"), 80)
    clause = _text(lazy("条款"), 80)
    source = _text(lazy("出处"))


class SpecialForm(forms.Form):
    kind = forms.ChoiceField(
        label=lazy("特别程序"), required=False, choices=[("", lazy("（不用）")), *Procedure.choices]
    )
    cap_days = _days(lazy("最长工作日"))
    source = _text(lazy("出处"))


class RequirementForm(forms.Form):
    material = forms.ChoiceField(label=lazy("材料"), required=False)
    main = forms.BooleanField(label=lazy("主要材料"), required=False)
    deferral_days = _days(lazy("容缺期限"))
    original = forms.BooleanField(label=lazy("验原件"), required=False)

    def __init__(self, *args: Any, materials: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["material"].choices = [("", _("（不用）")), *materials]  # type: ignore[attr-defined]


class FeeForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = _text(lazy("收费项目"), 120)
    name_en = _text(lazy("英文名"), 160)
    yuan = forms.DecimalField(label=lazy("金额（元）"), min_value=0, max_digits=12, decimal_places=2, required=False)
    basis = _text(lazy("收费依据"))
    source = _text(lazy("出处"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and cleaned.get("yuan") is None and "yuan" not in self.errors:
            self.add_error("yuan", _("请写金额；不收费的不用写这一行。"))
        return cleaned


class PublishForm(forms.Form):
    valid_from = forms.DateField(label=lazy("从哪天起"), widget=DayInput)


class Editor:
    """All forms of one draft: its columns, and a few rows more than there are of each table."""

    MORE = 2

    def __init__(self, data: Any, version: ServiceVersion, materials: Choices, licences: Choices) -> None:
        self.version = version
        self.form = VersionForm(data, version=version, licences=licences)
        asked = [
            {
                "material": one.material_id,
                "main": one.main,
                "deferral_days": one.deferral_days,
                "original": one.original,
            }
            for one in version.requirements.all()
        ]
        fees = [
            {
                "pk": fee.pk,
                "name": fee.name,
                "name_en": fee.name_en,
                "yuan": fee.fen / 100,
                "basis": fee.basis,
                "source": fee.source,
            }
            for fee in version.fees.all()
        ]
        self.basis = self._set(BasisForm, data, "basis", version.basis)
        self.special = self._set(SpecialForm, data, "special", version.special)
        self.requirements = self._set(RequirementForm, data, "requirements", asked, materials=materials)
        self.fees = self._set(FeeForm, data, "fees", fees)

    def _set(self, form: type[forms.Form], data: Any, prefix: str, rows: Iterable[Any], **more: Any) -> Any:
        made = forms.formset_factory(form, extra=self.MORE, max_num=100, absolute_max=120)
        return made(data, initial=list(rows), prefix=prefix, form_kwargs=more)

    @property
    def sets(self) -> tuple[Any, ...]:
        return self.basis, self.special, self.requirements, self.fees

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(one.is_valid() for one in self.sets)])

    @property
    def saved(self) -> dict[str, Any]:
        """Arguments of `save_draft`, after a successful `is_valid`. A row without its first entry is left out."""
        columns = self.form.columns | {
            "basis": [row for row in _rows(self.basis) if row["name"]],
            "special": [row for row in _rows(self.special) if row["kind"]],
        }
        return {
            "columns": columns,
            "requirements": [_asked(row) for row in _rows(self.requirements) if row["material"]],
            "fees": [_charged(row) for row in _rows(self.fees) if row["name"]],
        }


def _rows(formset: Any) -> list[dict[str, Any]]:
    return [one.cleaned_data for one in formset if one.cleaned_data]


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(int(row["material"]), row["main"], row["deferral_days"], row["original"])


def _charged(row: Mapping[str, Any]) -> Charged:
    return Charged(
        row["name"], int(row["yuan"] * 100), row["basis"], row["source"], row["name_en"], int(row["pk"] or 0)
    )
