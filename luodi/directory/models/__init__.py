"""Who sits where: territories, units, posts, absences, and when their doors are open."""

from luodi.directory.models.calendar import ALWAYS, NATIONAL, OfficeHours, WorkCalendar, WorkCalendarDay
from luodi.directory.models.post import Absence, Post, Roster
from luodi.directory.models.territory import Territory
from luodi.directory.models.unit import Unit

__all__ = [
    "ALWAYS",
    "NATIONAL",
    "Absence",
    "OfficeHours",
    "Post",
    "Roster",
    "Territory",
    "Unit",
    "WorkCalendar",
    "WorkCalendarDay",
]
