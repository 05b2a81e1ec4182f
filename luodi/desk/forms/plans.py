"""The next version of a campaign plan: what becomes of each task of the version before, and what is added."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.desk.forms.acts import ActForm, long_text
from luodi.desk.forms.works import OwnerField, owner_field
from luodi.directory.viewer import Viewer
from luodi.works.actions.planning import Fate
from luodi.works.models import PlanTask
from luodi.works.rules import Became

FATES = [(Became.CARRIED, Became.CARRIED.label), (Became.CHANGED, Became.CHANGED.label),
         (Became.DROPPED, Became.DROPPED.label)]  # fmt: skip


class PlanVersionForm(ActForm):
    """`tasks` of the version before that are open: a fate and a reason for each, `fate_<pk>` and `why_<pk>`."""

    word = forms.CharField(label=lazy("版本号"), max_length=10, help_text=lazy("如 3.0"))
    words = forms.CharField(label=lazy("这一版改了什么"), required=False, max_length=4000, widget=long_text(3))
    lines = forms.CharField(
        label=lazy("新增的任务，每行一项"),
        required=False,
        max_length=60_000,
        strip=False,
        help_text=lazy("内容，责任人，完成日期，目标数；可以从 Excel 粘贴。"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "class": "lines"}),
    )
    owner = owner_field(lazy("没写责任人的，由谁负责"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, tasks: list[PlanTask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(viewer)
        self.owners = owner.owners
        for task in tasks:
            self.fields[f"fate_{task.pk}"] = forms.ChoiceField(label=_("怎么办"), choices=FATES, initial=Became.CARRIED)
            self.fields[f"why_{task.pk}"] = forms.CharField(label=_("说明"), required=False, max_length=200)

    @property
    def rows(self) -> list[tuple[PlanTask, forms.BoundField, forms.BoundField]]:
        return [(task, self[f"fate_{task.pk}"], self[f"why_{task.pk}"]) for task in self.tasks]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for task in self.tasks:
            needs = data.get(f"fate_{task.pk}") in (Became.CHANGED, Became.DROPPED)
            if needs and not data.get(f"why_{task.pk}", "").strip():
                self.add_error(f"why_{task.pk}", _("“%(task)s”请写明原因。") % {"task": task.work.duty.title})
        return data

    def fates(self) -> list[Fate]:
        data = self.cleaned_data
        return [Fate(task.pk, data[f"fate_{task.pk}"], data[f"why_{task.pk}"]) for task in self.tasks]
