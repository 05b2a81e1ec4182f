"""Drawings of a site, made by the server: plan against forecast, the rising curve with its range, the strip.

Geometry only: x in hundredths of the width, so that letters keep their size on a phone; y in pixels; no words are made.
"""

from luodi.projects.drawing.curve import Curve, Dot, curve
from luodi.projects.drawing.gantt import Gantt, Task, gantt
from luodi.projects.drawing.scale import Scale
from luodi.projects.drawing.strip import Face, Strip, Zone, strip

__all__ = ["Curve", "Dot", "Face", "Gantt", "Scale", "Strip", "Task", "Zone", "curve", "gantt", "strip"]
