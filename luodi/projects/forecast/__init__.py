"""When will it be finished? A range of dates, learned from how far projects overran their own reports.

Pure: knows no framework and no database. docs/forecasting.md explains the method and its back-tests.
"""

from luodi.projects.forecast.adaptive import Closed, Nudge, tails
from luodi.projects.forecast.blend import blend
from luodi.projects.forecast.counted import CountInput
from luodi.projects.forecast.quantiles import Tails
from luodi.projects.forecast.rate import RateInput
from luodi.projects.forecast.records import METHOD_VERSION, Forecast, Reported, Track, digest
from luodi.projects.forecast.reference import Classes

__all__ = [
    "METHOD_VERSION",
    "Classes",
    "Closed",
    "CountInput",
    "Forecast",
    "Nudge",
    "RateInput",
    "Reported",
    "Tails",
    "Track",
    "blend",
    "digest",
    "tails",
]
