"""Files to import."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class TerritoryFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV 文件"), help_text=_("列：code（或 nbs_code）、name，可以有英文名；最多 10 MB。")
    )
    begins = forms.CharField(
        label=_("只导入代码以此开头的"),
        max_length=9,
        required=False,
        validators=[RegexValidator(r"^\d*$", _("只填数字，例如 3702。"))],
        help_text=_("例如 3702；空着就导入全部。"),
    )


class StaffFileForm(forms.Form):
    file = forms.FileField(
        label=_("Excel 工作簿"), help_text=_("工作表“单位”和“岗位”，可以只有一个；最多 10 MB、每表 5,000 行。")
    )
