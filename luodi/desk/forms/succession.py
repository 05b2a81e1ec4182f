"""Who takes over when somebody leaves a post."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.directory.models import Post


class SuccessionForm(forms.Form):
    successor = forms.TypedChoiceField(label=lazy("接任人"), coerce=int)
    reason = forms.CharField(label=lazy("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, candidates: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("选择接任人…")), *((post.pk, post.label) for post in candidates)]
