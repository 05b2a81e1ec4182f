"""Key works broken into points and goals, plans, meetings, slips, instructions, cooperation of cities."""

from luodi.works.models.cooperation import Cooperation
from luodi.works.models.meeting import Meeting, Slip
from luodi.works.models.work import PlanTask, PlanVersion, Work

__all__ = ["Cooperation", "Meeting", "PlanTask", "PlanVersion", "Slip", "Work"]
