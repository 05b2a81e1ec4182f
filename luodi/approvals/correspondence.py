"""Letters as they are read: whole by those who may read their item, and as genuine by anybody who holds one."""

from dataclasses import dataclass
from uuid import UUID

from luodi.approvals.models import Item, Letter
from luodi.approvals.reach import item_for
from luodi.directory.viewer import Viewer


@dataclass(frozen=True)
class LetterRead:
    """`open`: the reader may read what it says, not only that it is genuine."""

    letter: Letter
    open: bool


def letter_of(viewer: Viewer, token: UUID) -> LetterRead:
    """Raises Letter.DoesNotExist."""
    beside = ("item__version", "item__duty__unit", "item__case__company", "item__case__applicant", "item__case__duty")
    found = Letter.objects.filter(item__duty__isnull=False).select_related(*beside, "post__unit").get(token=token)
    assert found.item.duty is not None
    try:
        item_for(viewer, found.item.duty.number)
    except Item.DoesNotExist:
        return LetterRead(found, open=False)
    return LetterRead(found, open=True)
