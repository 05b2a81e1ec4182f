"""Where a published project lies, drawn from the committed outlines as the map of offers is."""

from django.utils.translation import gettext_lazy as _

from luodi.bulletin.models import EditionLine
from luodi.portal.catalogue.drawing import Drawing, point_map
from luodi.portal.catalogue.marks import DIAMOND, Mark
from luodi.supply.catalogue import Point, districts

PROJECT = Mark(_("项"), DIAMOND)


def project_map(line: EditionLine) -> Drawing | None:
    """None where no place was published."""
    place = line.values.get("place")
    if not place:
        return None
    point = Point(line.number, "", line.values["title"], place[0], place[1])
    every = list(districts())
    here = next((one for one in every if one.code == line.values.get("district_code")), None)
    return point_map(point, PROJECT, every, here)
