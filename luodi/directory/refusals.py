"""Why a change of the directory was refused."""

from django.utils.translation import gettext as _

from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused


class Wrong(Refused):
    """One entry cannot be as it is; `field` names the form field that the sentence belongs to."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def operators_only(viewer: Viewer) -> None:
    """Jobs pass too: they name their reason. Raises Refused."""
    if not (viewer.is_operator or viewer.is_system):
        raise Refused(_("只有平台运营可以修改通讯录。"))


def heads_of(viewer: Viewer, unit: Unit) -> None:
    """The unit's head and the operator. Raises Refused."""
    if not (viewer.is_system or viewer.is_operator or viewer.heads(unit)):
        raise Refused(_("只有本单位主任或平台运营可以安排。"))
