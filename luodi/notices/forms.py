"""Which outside channels a person wants."""

from django import forms
from django.utils.translation import gettext_lazy as lazy


class PreferenceForm(forms.Form):
    email = forms.BooleanField(label=lazy("发邮件"), required=False)
    sms = forms.BooleanField(label=lazy("发短信"), required=False)
