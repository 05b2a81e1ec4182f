"""Whether photos were taken at the project: how far away is still there."""

from decimal import Decimal

from luodi.projects.models import Evidence, Project, Quantity
from luodi.projects.photos import Place, metres_apart

# Metres from the point by which a project is marked. A large site reaches a kilometre from its middle, a map that
# shows shifted coordinates is wrong by up to 700 m, and a phone among high buildings by some hundred.
SITE_REACH = 2000
METRES = {"米": 1, "延米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000}


def is_at_site(project: Project, where: Place) -> bool:
    """Nothing speaks against it where the project has no place. The point of a linear work may be either end."""
    if project.spot is None:
        return True
    off = metres_apart(project.spot, where)
    return off <= SITE_REACH or off <= SITE_REACH + _alignment(project)


def judge_again(project: Project) -> None:
    """Step: the project was marked somewhere else, and photos that tell a place are held against it anew."""
    told = Evidence.objects.filter(project=project, withdrawn_at=None).exclude(taken_at=None)
    changed = []
    for photo in told:
        proven = photo.spot is not None and is_at_site(project, photo.spot)
        if proven != photo.place_proven:
            photo.place_proven = proven
            changed.append(photo)
    Evidence.objects.bulk_update(changed, ["place_proven"])


def _alignment(project: Project) -> Decimal:
    """Metres of its longest linear work."""
    linear = Quantity.objects.filter(project=project, is_linear=True, withdrawn_at=None)
    return max((one.total * METRES.get(one.unit.strip().lower(), 0) for one in linear), default=Decimal(0))
