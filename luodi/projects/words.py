"""What is said of a project in more than one place."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luodi.projects.models import Project
from luodi.projects.rules import WAN, YI, Side

# The reader's units: Chinese counts in ten thousands, English in thousands.
CHINESE = ((YI, "%(amount)s 亿元"), (WAN, "%(amount)s 万元"))
ENGLISH = ((10**9, "CNY %(amount)s bn"), (10**6, "CNY %(amount)s m"))


def ended_sentence(project: Project) -> str:
    said = {"number": project.duty.number, "side": Side(project.side).label}
    return _("%(number)s 已%(side)s，不再办理。需要时请先恢复项目。") % said


def money(yuan: int | None) -> str:
    """亿 from a hundred million on, else 万; in English bn and m. Two decimals at most; empty for nothing known."""
    if yuan is None:
        return ""
    chinese = (get_language() or "zh").startswith("zh")
    if not yuan and not chinese:
        return "CNY 0"
    units = CHINESE if chinese else ENGLISH
    of, words = next((pair for pair in units if abs(yuan) >= pair[0]), units[-1])
    return words % {"amount": _short(yuan, of)}


def _short(yuan: int, of: int) -> str:
    """Half away from zero at the second decimal, by whole numbers: a float would print 0.285 as 0.28."""
    hundredths = (abs(yuan) * 100 * 2 + of) // (of * 2)
    whole, rest = divmod(hundredths, 100)
    shown = f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")
    return f"-{shown}" if yuan < 0 else shown


def plain(value: Decimal) -> str:
    """A measured number as people write it: 140, not 140.000."""
    return f"{value.normalize():f}"
