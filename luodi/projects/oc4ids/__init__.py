"""Open Contracting for Infrastructure 0.9.5: lines of projects as a package, streamed; mapping is pure."""

from luodi.projects.oc4ids.mapping import project
from luodi.projects.oc4ids.package import package

__all__ = ["package", "project"]
