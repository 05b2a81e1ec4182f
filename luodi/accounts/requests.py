"""What the middleware has made of a request, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from luodi.accounts.models import User


class Request(HttpRequest):
    htmx: HtmxDetails


class SignedIn(Request):
    """Behind SignInRequired there is nobody anonymous."""

    user: User
