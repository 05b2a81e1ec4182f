"""Who promises dates by the calendar is told that next year's holidays are missing."""

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast, local

WORDS = "放假安排还没有录入"


@pytest.mark.parametrize(
    ("who", "reads"), [("operator", True), ("dispatcher", True), ("head", False), ("zone_officer", False)]
)
def test_city_desk_and_operator_read_on_their_day_that_a_year_is_missing(cast: Cast, who, reads):
    with time_machine.travel(local(2026, 11, 2, 9)):
        client = Client()
        client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
        page = client.get("/desk/").text
    assert (WORDS in page) is reads
    assert ("/settings/calendars/office/years/" in page) is (who == "operator")


def test_before_november_nobody_is_told(cast: Cast):
    with time_machine.travel(local(2026, 10, 30, 9)):
        client = Client()
        client.force_login(cast.dispatcher, backend="django.contrib.auth.backends.ModelBackend")
        assert WORDS not in client.get("/desk/").text
