"""The duty is the one table that every matter shares, so its columns are a closed list."""

from luodi.duties.models import Duty

COLUMNS = "id kind number title owner unit city district place visibility progress opened closed next_due version"


def test_a_duty_has_these_columns_and_no_other():
    assert {field.name for field in Duty._meta.concrete_fields} == set(COLUMNS.split())
