"""What is typed to let somebody act."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.accounts.models import User
from luodi.approvals.agents import agent_by_contact, agents, bundles_in_force
from luodi.approvals.words import named
from luodi.companies.mandates import PAPERS
from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused
from luodi.supply.firms import own_companies
from luodi.ui.forms import DayInput

OTHER, MYSELF = "other", "me"
USUAL = timedelta(days=90)  # our default


class MandateForm(forms.Form):
    """An agent is one of the city's, or somebody else by the contact he signs in with."""

    principal = forms.ChoiceField(label=lazy("替谁办"))
    agent = forms.ChoiceField(label=lazy("委托给谁"), help_text=lazy("帮办代办员不收费。"))
    contact = forms.CharField(
        label=lazy("其他人的电话或邮箱"),
        required=False,
        max_length=254,
        help_text=lazy("委托给其他人时填，他要在这里登录过。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    bundles = forms.MultipleChoiceField(
        label=lazy("只限这些事"),
        required=False,
        help_text=lazy("一件都不选，就是全部事项。"),
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = forms.DateField(label=lazy("从哪天起"), widget=DayInput)
    valid_until = forms.DateField(label=lazy("到哪天止"), widget=DayInput)
    evidence = forms.FileField(
        label=lazy("委托书"),
        required=False,
        allow_empty_file=True,
        help_text=lazy("盖章或签字的扫描件，PDF 或图片；已经在网上委托的可以不传。"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in sorted(PAPERS))}),
    )

    def __init__(self, data: QueryDict | None, files: Any, *, viewer: Viewer) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        super().__init__(data, files, initial={"valid_from": today, "valid_until": today + USUAL})
        self.companies = {str(one.pk): one for one in own_companies(viewer)}
        self.posts = {str(one.pk): one for one in agents(now)}
        self.versions = {one.bundle.code: one for one in bundles_in_force(today)}
        self._choose("principal", [*((pk, one.name) for pk, one in self.companies.items()), (MYSELF, _("我本人"))])
        people = [(pk, f"{one.unit.name} {one.label}（{one.unit.territory.name}）") for pk, one in self.posts.items()]
        self._choose("agent", [*people, (OTHER, _("其他人（填下面的电话或邮箱）"))])
        self._choose("bundles", [(code, named(one)) for code, one in self.versions.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("agent") == OTHER:
            try:
                said["person"] = agent_by_contact(said.get("contact", ""))
            except Refused as why:
                self.add_error("contact", str(why))
        return said

    def granted(self) -> dict[str, Any]:
        """What `mandating.grant` takes."""
        said = self.cleaned_data
        agent: User = said["person"] if said["agent"] == OTHER else self.posts[said["agent"]].user
        company: Company | None = self.companies.get(said["principal"])
        items = (item for code in said["bundles"] for item in self.versions[code].definition["items"])
        kept = {name: said[name] for name in ("valid_from", "valid_until", "evidence")}
        return {"agent": agent, "company": company, "services": {item["service"] for item in items}, **kept}
