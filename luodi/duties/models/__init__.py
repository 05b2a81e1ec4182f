"""Owner, deadlines, hand-over, parties and links of any matter of any kind."""

from luodi.duties.models.deadline import AllowanceRule, Deadline, DeadlineQuerySet, Pause
from luodi.duties.models.duty import FAR, Duty, DutyQuerySet, Visibility
from luodi.duties.models.handover import Handover
from luodi.duties.models.party import Link, Party
from luodi.duties.models.sheets import ReadRow, ReadSheet

__all__ = [
    "FAR",
    "AllowanceRule",
    "Deadline",
    "DeadlineQuerySet",
    "Duty",
    "DutyQuerySet",
    "Handover",
    "Link",
    "Party",
    "Pause",
    "ReadRow",
    "ReadSheet",
    "Visibility",
]
