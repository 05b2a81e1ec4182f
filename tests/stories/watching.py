"""The watch loop, one look at a time."""

from datetime import datetime

from luodi.config.watch import LANES


def look(now: datetime) -> None:
    """Everything the clocks' lane finds to do at this moment, until it finds nothing."""
    for step in LANES["clocks"]:
        while step.run(now) and step.name != "optimize":
            pass
