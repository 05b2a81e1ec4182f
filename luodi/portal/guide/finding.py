"""The search of the guide, as it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from luodi.approvals.guidance import THEMES, Found, Guide, Listed, look_up
from luodi.portal.guide.words import department_words
from luodi.text.keys import key_in
from luodi.ui.parts import Chip

HERE = "portal:guide"
ROWS = 30  # services on a page


class FindForm(forms.Form):
    q = forms.CharField(
        label=lazy("想办什么"), max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )
    department = forms.ChoiceField(label=lazy("部门"), required=False)
    theme = forms.ChoiceField(label=lazy("谁来办"), required=False)

    def __init__(self, data: QueryDict, departments: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        named = [(code, department_words(code, name)) for code, name in departments]
        self.fields["department"].choices = [("", _("全部部门")), *named]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("不限")), *THEMES.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Search:
    """What was asked for; a choice that is none is passed over."""

    form: FindForm
    asked: dict[str, str]
    found: Found
    page: int

    @classmethod
    def of(cls, guide: Guide, data: QueryDict) -> "Search":
        form = FindForm(data, guide.departments)
        form.is_valid()
        asked = {name: form.cleaned_data[name] for name in form.fields if form.cleaned_data.get(name)}
        found = look_up(guide, asked.get("q", ""), asked.get("department", ""), asked.get("theme", ""))
        pages = -(-len(found.services) // ROWS) or 1
        return cls(form, asked, found, min(max(key_in(data.get("page", "")), 1), pages))

    def url(self, without: str = "", page: int = 1) -> str:
        said: dict[str, Any] = {name: value for name, value in self.asked.items() if name != without}
        if page > 1:
            said["page"] = page
        return f"{reverse(HERE)}?{urlencode(said)}" if said else reverse(HERE)

    @property
    def services(self) -> Sequence[Listed]:
        return self.found.services[(self.page - 1) * ROWS : self.page * ROWS]

    @property
    def bundles(self) -> Sequence[Listed]:
        """On the first page only."""
        return self.found.bundles if self.page == 1 else ()

    @property
    def chips(self) -> list[Chip]:
        chips = []
        for name, value in self.asked.items():
            label = value if name == "q" else str(dict(self.form.fields[name].choices)[value])  # type: ignore[attr-defined]
            chips.append(Chip(label, self.url(without=name)))
        return chips

    @property
    def counted(self) -> str:
        count = len(self.found.services)
        return ngettext("%(count)s 个事项", "%(count)s 个事项", count) % {"count": count}

    def pager(self) -> dict[str, str]:
        pages = -(-len(self.found.services) // ROWS) or 1
        return {
            "previous_url": self.url(page=self.page - 1) if self.page > 1 else "",
            "next_url": self.url(page=self.page + 1) if self.page < pages else "",
            "shown": _("第 %(number)s 页，共 %(pages)s 页") % {"number": self.page, "pages": pages},
        }
