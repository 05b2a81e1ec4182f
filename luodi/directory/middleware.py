"""Gives every request its viewer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer


class ViewedRequest(HttpRequest):
    """A request past this middleware and the sign-in gate, for annotations."""

    viewer: Viewer
    user: User
    htmx: HtmxDetails


Answer = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Sets `request.viewer`; it is read from the tables when first asked for, once per request."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer_of(request))  # type: ignore[attr-defined]
        return self.answer(request)


def _viewer_of(request: HttpRequest) -> Viewer:
    return Viewer.of(request.user) if request.user.is_authenticated else Viewer.nobody()
