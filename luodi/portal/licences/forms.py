"""Three ways to ask about a licence."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.signing.qr import LENGTH_LIMIT

FILE_LIMIT = 5 * 1024 * 1024  # bytes; ours have 30 kB


class CodeForm(forms.Form):
    """A space at the end belongs to the code."""

    code = forms.CharField(
        label=lazy("二维码的内容"),
        max_length=2 * LENGTH_LIMIT,
        strip=False,
        help_text=lazy("用扫码枪对着二维码扫一下就会填上；手机直接用相机扫，会打开这一页。"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "class": "code-text"}),
    )


class NumberForm(forms.Form):
    number = forms.CharField(
        label=lazy("证照编号"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    last = forms.CharField(
        label=lazy("持证人代码后四位"),
        required=False,
        max_length=4,
        help_text=lazy("统一社会信用代码的后四位。填了显示全名，不填只显示一部分。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=lazy("证照的 PDF 文件"),
        help_text=lazy("只看一眼，不保存。"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > FILE_LIMIT:
            raise forms.ValidationError(_("文件超过 5 MB，不是我们发的证照。"))
        return file


class ObjectionForm(forms.Form):
    words = forms.CharField(
        label=lazy("您的理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("请写您的理由。")},
    )
