"""What may be done to the directory. Every act leaves an event on `directory:<thing>:<code>`."""

from luodi.directory.actions.absences import arrange_absence, end_absence, put_on_roster, take_off_roster
from luodi.directory.actions.access import forget_factors, give_password
from luodi.directory.actions.calendars import enter_year, give_own_calendar, set_day
from luodi.directory.actions.hours import add_hours, drop_hours
from luodi.directory.actions.places import add_territory, edit_territory, retire_territory
from luodi.directory.actions.posts import Person, close_post, edit_post, open_post
from luodi.directory.actions.units import add_unit, edit_unit, retire_unit

__all__ = [
    "Person",
    "add_hours",
    "add_territory",
    "add_unit",
    "arrange_absence",
    "close_post",
    "drop_hours",
    "edit_post",
    "edit_territory",
    "edit_unit",
    "end_absence",
    "enter_year",
    "forget_factors",
    "give_own_calendar",
    "give_password",
    "open_post",
    "put_on_roster",
    "retire_territory",
    "retire_unit",
    "set_day",
    "take_off_roster",
]
