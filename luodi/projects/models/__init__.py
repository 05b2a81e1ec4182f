"""Key projects: library, gates, baseline, quantities, report rounds, forecasts, lights, problems."""

from luodi.projects.models.baseline import (
    Baseline,
    Measurement,
    Milestone,
    MilestoneDate,
    PlannedDate,
    Quantity,
    Stoppage,
)
from luodi.projects.models.importing import ProjectImport, ProjectImportRow
from luodi.projects.models.outlook import Forecast, LightOverride, LightReading, LightRules
from luodi.projects.models.problem import Problem
from luodi.projects.models.project import Evidence, GateDecision, Project, SavedColumns, YearPlan
from luodi.projects.models.report import Correction, Report, ReportCycle, ReportRound, RoundTotal

__all__ = [
    "Baseline",
    "Correction",
    "Evidence",
    "Forecast",
    "GateDecision",
    "LightOverride",
    "LightReading",
    "LightRules",
    "Measurement",
    "Milestone",
    "MilestoneDate",
    "PlannedDate",
    "Problem",
    "Project",
    "ProjectImport",
    "ProjectImportRow",
    "Quantity",
    "Report",
    "ReportCycle",
    "ReportRound",
    "RoundTotal",
    "SavedColumns",
    "Stoppage",
    "YearPlan",
]
