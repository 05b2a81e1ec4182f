"""What is typed about the directory. Whether it may be so is judged by the actions."""

from luodi.directory.forms.calendars import DayForm, HoursForm, PreviewForm, YearForm
from luodi.directory.forms.importing import StaffFileForm, TerritoryFileForm
from luodi.directory.forms.people import AbsenceForm, ClosureForm, NewPostForm, PostForm, ShiftForm
from luodi.directory.forms.places import FindForm, NewTerritoryForm, NewUnitForm, TerritoryForm, UnitForm

__all__ = [
    "AbsenceForm",
    "ClosureForm",
    "DayForm",
    "FindForm",
    "HoursForm",
    "NewPostForm",
    "NewTerritoryForm",
    "NewUnitForm",
    "PostForm",
    "PreviewForm",
    "ShiftForm",
    "StaffFileForm",
    "TerritoryFileForm",
    "TerritoryForm",
    "UnitForm",
    "YearForm",
]
