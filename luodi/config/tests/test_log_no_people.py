"""What the log says of refused and broken requests names nobody."""

import logging

import pytest
import time_machine
from django.test import Client

from luodi.config.logs import NoPersonalData
from tests.cast import Cast, local
from tests.stories.investor import typed

PHONE, MAIL, NAME = "13900000009", "chen@firm.example", "陈先生"
SECRETS = (PHONE, "139 0000 0009", MAIL, "%40firm.example", NAME, "霁川能源", "%E9%99%88")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every line as the console handler would write it."""
    written: list[str] = []

    class Console(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            copy = logging.makeLogRecord(record.__dict__)
            NoPersonalData().filter(copy)
            written.append(logging.Formatter("{name} {message}", style="{").format(copy))

    handler = Console()
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_refused_and_broken_requests_name_nobody(cast: Cast, lines: list[str], monkeypatch) -> None:
    client = Client(raise_request_exception=False)
    with time_machine.travel(local(2021, 1, 4, 10), tick=False):
        client.get(f"/nothing/{MAIL}/{PHONE}/?q={NAME}")
        client.get("/", headers={"host": f"{PHONE}.example"})
        client.get(f"/status/?q={PHONE}&name={NAME}")
        Client(enforce_csrf_checks=True).post("/apply/", typed(cast, firm="霁川能源"))
        monkeypatch.setattr("luodi.portal.views.applying.submit", lambda **said: 1 / len(""), raising=True)
        assert client.post(f"/apply/?from={MAIL}", typed(cast, firm="霁川能源")).status_code == 500

    assert len(lines) >= 3
    assert not [line for line in lines for secret in SECRETS if secret in line]
