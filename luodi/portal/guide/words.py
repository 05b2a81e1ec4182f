"""Names of the guide in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from luodi.approvals.bundle.catalogue import shipped
from luodi.approvals.models import Material, Requirement
from luodi.approvals.rules import ITEM_TYPES
from luodi.approvals.sparing import CASE_FORM
from luodi.approvals.words import in_language, named


@dataclass(frozen=True)
class Paper:
    """A line of the table of materials. `instead`: what is taken in its place, `spared`: nobody gives it."""

    material: Material
    share: str
    instead: str = ""
    when: str = ""
    original: bool = False
    uses: int = 1
    spared: bool = False


def department_words(code: str, name: str) -> str:
    """A unit has a Chinese name; the departments of the shipped catalogue have an English one too."""
    known = shipped().departments.get(code)
    return in_language(name, known.name_en if known else "")


def kind_words(kind: str) -> str:
    return str(ITEM_TYPES.get(kind, ""))


def stands_in(material: Material) -> str:
    """What is taken instead of a copy of it; empty where it must be given."""
    if material.licence_kind is not None:
        return _("市里已有有效的《%(licence)s》电子证照，不用再交") % {"licence": named(material.licence_kind)}
    if material.data_check == CASE_FORM:
        return _("在网上填的那张表就是它，不用另交")
    return _("市里能直接核对，不用再交") if material.data_check else ""


def share_words(row: Requirement) -> str:
    """Whether it must be there at acceptance, or may follow."""
    if row.main:
        return _("主要材料")
    if row.deferral_days:
        return _("次要材料，可容缺，%(days)s 个工作日内补") % {"days": row.deferral_days}
    return _("次要材料")
