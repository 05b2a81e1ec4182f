"""Territories, units and posts from files: checked first, written when asked, and a second time changing nothing."""

from luodi.directory.importing.report import Fault, Tally
from luodi.directory.importing.staff import StaffPlan, check_staff
from luodi.directory.importing.template import staff_template
from luodi.directory.importing.territories import TerritoryPlan, check_territories, write_territories
from luodi.directory.importing.writing import write_staff

__all__ = [
    "Fault",
    "StaffPlan",
    "Tally",
    "TerritoryPlan",
    "check_staff",
    "check_territories",
    "staff_template",
    "write_staff",
    "write_territories",
]
