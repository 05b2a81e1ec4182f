import pytest

from luodi.notices.tests.servers import Gateway, MailServer, running


@pytest.fixture
def mail(settings):
    """A real mail server; Django sends to it by SMTP."""
    with running(MailServer()) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


@pytest.fixture
def gateway(settings, monkeypatch):
    """A real SMS gateway on the loopback."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running(Gateway()) as server:
        settings.SMS_URL, settings.SMS_TOKEN = server.url, "a-token"
        yield server
