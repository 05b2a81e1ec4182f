"""What is typed in the portal. Judging it is done by the actions."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.accounts.investor_sign_in import ContactField
from luodi.accounts.models import ConsentText
from luodi.directory.models import Territory
from luodi.enquiries.fact_forms import PREFIX, FactField
from luodi.enquiries.facts.table import BY_CODE
from luodi.enquiries.forms import EnquiryForm
from luodi.enquiries.typed import Typed
from luodi.ledger.filekinds import accept_list
from luodi.portal.catalogue.asking import offer_asked
from luodi.portal.catalogue.masking import without_contacts
from luodi.portal.reading import FILLS, Cell, look, refreshed, taken_back, tokens_in, was_filled
from luodi.ratings.models import Rating
from luodi.supply.words import gist_of
from luodi.text import is_number, normalise_number
from luodi.ui.forms import CodeInput


class ApplyForm(EnquiryForm):
    """The enquiry form with the key that makes a second click harmless, and the consent's version that was read."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    about = forms.CharField(label=lazy("想问的资源"), max_length=40, required=False, widget=forms.HiddenInput)
    still = forms.BooleanField(label=lazy("还是要作为投资申请提交"), required=False)
    field_order = ["sentence", "name", "contact"]

    def __init__(
        self, posted: Mapping[str, Any] | None = None, *, text: ConsentText | None, sent: bool = False
    ) -> None:
        """`posted` fills a fresh form; one that was `sent` is judged."""
        self.read = look(posted or {}, timezone.localdate())
        self.offer = offer_asked((posted or {}).get("about", ""))
        now = refreshed(posted or {}, self.read)
        fresh = {"key": secrets.token_urlsafe(18), "version": text.version if text else ""}
        super().__init__(now if sent else None, initial=begun(now) | fresh)
        self.text = text
        for code in self.read.cells:
            self.fields[PREFIX + code] = FactField(BY_CODE[code])
        self.fields["consent"].widget.attrs["data-no-draft"] = True
        wish = self.fields["wish"]
        assert isinstance(wish, forms.ModelChoiceField)
        assert wish.queryset is not None
        wish.queryset = wish.queryset.filter(level=Territory.Level.DISTRICT)
        wish.label_from_instance = place_name  # type: ignore[method-assign, assignment]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.text and cleaned.get("version") != self.text.version:
            kept = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
            kept.pop("consent", None)
            kept["version"] = self.text.version
            self.data = kept
            self.add_error("consent", _("使用说明刚刚更新了，请再看一遍并同意。"))
        return cleaned

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if about and self.offer is None:
            self.emptied("about")
            raise forms.ValidationError(
                _("%(number)s 已经不在目录里，不能再问。其余都还在：可以不带它直接提交，或者另选一处。")
                % {"number": about}
            )
        return about

    def emptied(self, name: str) -> None:
        """The form that comes back holds nothing there, so that it can be sent again as it is."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[name] = ""
        self.data = data

    def clean_still(self) -> bool:
        still, door = self.cleaned_data["still"], self.read.door
        if door and door.stops and not still:
            raise forms.ValidationError(_("%(door)s。不是的话，请勾选这一项再提交。") % {"door": door.title})
        return still

    def typed(self) -> Typed:
        """With the facts he typed or took away; what he left alone is read again from the text."""
        said = {code for code, one in self.read.cells.items() if one.by_person}
        told = {code: self.cleaned_data[PREFIX + code] for code in said} | taken_back(self.data)
        wanted = super().typed()
        wish = None if was_filled(self.data, "wish") else wanted.wish
        return replace(
            wanted, wish=wish, told=told, papers=tokens_in(self.data), about=self.offer.duty if self.offer else None
        )

    @property
    def asked_title(self) -> str:
        return without_contacts(self.offer.duty.title) if self.offer else ""

    @property
    def asked_gist(self) -> str:
        return without_contacts(gist_of(self.offer)) if self.offer else ""

    @property
    def cells(self) -> list[tuple[forms.BoundField, Cell]]:
        """The wide ones first."""
        cells = [(self[PREFIX + code], one) for code, one in self.read.cells.items()]
        return sorted(cells, key=lambda pair: not BY_CODE[pair[1].code].is_wide)

    @property
    def fills(self) -> list[tuple[forms.BoundField, str]]:
        return [(self[name], self.read.fills.get(name, "")) for name in FILLS]

    @property
    def required_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "contact")]

    @property
    def optional_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("firm", "wish", "heard")]


def begun(posted: QueryDict) -> dict[str, Any]:
    """What a fresh form shows: lists where several boxes are ticked."""
    kinds = PREFIX + "kind"
    return {name: posted.getlist(name) if name == kinds else posted[name] for name in posted}


def place_name(place: Territory) -> str:
    return place.name_en if get_language() == "en" and place.name_en else place.name


class MessageForm(forms.Form):
    body = forms.CharField(
        label=lazy("写给负责人"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("请先写几个字再发送。")},
    )


class PaperForm(forms.Form):
    file = forms.FileField(
        label=lazy("添加材料"),
        widget=forms.FileInput(attrs={"accept": accept_list()}),
        allow_empty_file=True,
        error_messages={"required": lazy("请先选一个文件。")},
    )


class ColleagueForm(forms.Form):
    contact = ContactField(
        label=lazy("同事的电话或邮箱"),
        help_text=lazy("他用这个电话或邮箱收验证码登录，就能看到这一件，也能留言；撤回和评价仍由您来。"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class NewContactForm(forms.Form):
    contact = ContactField(
        label=lazy("新的电话或邮箱"),
        help_text=lazy("先发验证码过去，输入后才生效。电话换电话，邮箱换邮箱。"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, own: tuple[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.own = own

    def clean_contact(self) -> tuple[str, str]:
        channel, wanted = self.cleaned_data["contact"]
        if wanted in self.own:
            raise forms.ValidationError(_("现在用的就是它。请填新的一个。"))
        return channel, wanted


class RatingForm(forms.Form):
    grade = forms.TypedChoiceField(
        label=lazy("这次办得怎么样"),
        choices=Rating.Grade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": lazy("请在五个等级里选一个。")},
    )
    words = forms.CharField(
        label=lazy("想说明的"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class StatusForm(forms.Form):
    number = forms.CharField(
        label=lazy("受理号"),
        max_length=60,
        help_text=lazy("LD 开头，在回执上。大小写和横线不要紧。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = forms.RegexField(
        r"^\s*(?:\d\s*){6}$",
        label=lazy("查询码"),
        max_length=20,
        widget=CodeInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": lazy("查询码是六位数字。")},
    )

    def clean_number(self) -> str:
        number = normalise_number(self.cleaned_data["number"])
        if number is None or not is_number(number):
            raise forms.ValidationError(_("受理号有一位不对，请对照回执再看一遍。"))
        return number

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
