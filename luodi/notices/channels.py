"""The ways out of the house, all behind one call. Each is off while its setting is empty."""

import json
import logging
import smtplib
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import apprise
from django.conf import settings
from django.core.mail import EmailMessage

from luodi.notices.models import Notice
from luodi.notices.rules import Letter, mail_is_on

TIMEOUT = 10  # seconds; a gateway that takes longer is asked again

# Its lines name addresses, and a robot's address is its password.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


class TryLater(Exception):
    """Not now: the network, a gateway that is busy. `str()` is a code for the outbox row, without addresses."""


class GiveUp(Exception):
    """Never: the address is refused, the channel is off. `str()` as above."""


class Channel(Protocol):
    def send(self, letter: Letter, address: str) -> None:
        """Raises TryLater or GiveUp."""


class Email:
    def send(self, letter: Letter, address: str) -> None:
        try:
            EmailMessage(letter.title, letter.body, to=[address]).send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _reason in refused.recipients.values()]
            raise (GiveUp if all(code >= 500 for code in codes) else TryLater)(f"smtp {codes[0]}") from refused
        except smtplib.SMTPException as refused:
            raise TryLater(type(refused).__name__) from refused
        except OSError as failed:
            raise TryLater("network") from failed


class SmsGateway:
    """One POST of {"to", "text"} with a bearer token; what a city's gateway wants besides is its adapter's work."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def send(self, letter: Letter, address: str) -> None:
        body = json.dumps({"to": address, "text": letter.body}, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {self.token}",
        }
        try:
            request = Request(self.url, data=body, headers=headers, method="POST")
            build_opener(_Straight).open(request, timeout=TIMEOUT).close()
        except HTTPError as refused:
            refused.close()
            is_busy = refused.code in (408, 425, 429) or refused.code >= 500
            raise (TryLater if is_busy else GiveUp)(f"http {refused.code}") from refused
        except (URLError, OSError) as failed:
            raise TryLater("network") from failed


class _Straight(HTTPRedirectHandler):
    """A redirect would carry the token and a person's number to another host."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


class Console:
    """Stands in for the gateway where codes are shown on the screen: nothing leaves."""

    def send(self, letter: Letter, address: str) -> None:
        pass


class Robot:
    """A group robot of WeCom, DingTalk or Feishu. `address` is its place in LUODI_ROBOT_URLS."""

    def send(self, letter: Letter, address: str) -> None:
        if int(address) >= len(settings.ROBOT_URLS):
            raise GiveUp("off")
        caller = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False))
        if not caller.add(settings.ROBOT_URLS[int(address)]):
            raise GiveUp("address unreadable")
        if not caller.notify(body=letter.body):
            raise TryLater("robot")


def channel_for(kind: str) -> Channel:
    """Raises GiveUp when the channel is off."""
    if kind == Notice.Channel.EMAIL and mail_is_on():
        return Email()
    if kind == Notice.Channel.SMS and settings.SMS_URL:
        return SmsGateway(settings.SMS_URL, settings.SMS_TOKEN)
    if kind == Notice.Channel.ROBOT:
        return Robot()
    if settings.SHOW_CODES:
        return Console()
    raise GiveUp("off")
