"""What is said of a project in more than one place."""

from django.utils.translation import gettext as _

from luodi.projects.models import Project
from luodi.projects.rules import WAN, YI, Side


def ended_sentence(project: Project) -> str:
    said = {"number": project.duty.number, "side": Side(project.side).label}
    return _("%(number)s 已%(side)s，不再办理。需要时请先恢复项目。") % said


def money(yuan: int | None) -> str:
    """亿 from a hundred million on, else 万; as many decimals as there are, two at most. Empty for nothing known."""
    if yuan is None:
        return ""
    if abs(yuan) >= YI:
        return _("%(amount)s 亿元") % {"amount": _short(yuan, YI)}
    return _("%(amount)s 万元") % {"amount": _short(yuan, WAN)}


def _short(yuan: int, of: int) -> str:
    """Half away from zero at the second decimal, by whole numbers: a float would print 0.285 as 0.28."""
    hundredths = (abs(yuan) * 100 * 2 + of) // (of * 2)
    whole, rest = divmod(hundredths, 100)
    shown = f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")
    return f"-{shown}" if yuan < 0 else shown
