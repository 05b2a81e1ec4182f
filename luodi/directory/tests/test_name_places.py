"""A place is known by each of its names."""

import pytest

from luodi.directory.models import Territory
from luodi.directory.named_places import Places


@pytest.mark.parametrize("said", ["黄岛区", "黄岛", "西海岸新区", "西海岸", "黄岛区（西海岸新区）", "379955"])
def test_a_district_with_two_names_is_found_by_either(cast, said):
    levels = Territory.Level
    district = Territory.objects.create(
        code="379955", name="黄岛区（西海岸新区）", name_en="Huangdao", level=levels.DISTRICT, parent=cast.city
    )
    assert Places().read(said) == district
