"""Keep a kiosk to its own page: an account that may check people in and nothing else opens no other address."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hearth.access.kiosk import is_kiosk
from hearth.access.own_pages import is_own_page

_FOLDER, _HOME = "kiosk", "home:home"


class KioskMiddleware:
    """Stands after the viewer's. Pages without a right of their own (Home, the inbox) are refused here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Let the kiosk's page and the pages of its login pass; lead from Home to the kiosk; refuse the rest."""
        viewer, match = getattr(request, "viewer", None), request.resolver_match
        if viewer is None or match is None or not is_kiosk(viewer):
            return None
        if match.namespace == _FOLDER or is_own_page(view):
            return None
        if match.view_name == _HOME and request.method in ("GET", "HEAD"):
            return redirect("kiosk:choose")
        raise PermissionDenied
