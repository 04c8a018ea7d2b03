"""Give every request its viewer, and let nobody in who has none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearth.access.viewer import viewer_of

AGENCY_ROLE_KEY = "agency_role"


class ViewerMiddleware:
    """Sets `request.viewer`. Pages are closed unless the view says `open_to_all` (login pages, static facts)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            request.viewer = viewer_of(request.user, request.session.get(AGENCY_ROLE_KEY))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send strangers to the login page, and people without an agency to a page that says whom to ask."""
        if is_open(view):
            return None
        if not request.user.is_authenticated:
            return redirect(f"/accounts/login/?next={request.path}")
        if request.viewer is None:  # type: ignore[attr-defined]
            return render(request, "no_agency.html", status=403)
        return None


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that needs no login."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def is_open(view: Callable[..., HttpResponse]) -> bool:
    """Say whether a view needs no login: ours by mark, the login pages by where they come from."""
    view_class = getattr(view, "view_class", view)
    return getattr(view, "open_to_all", False) or view_class.__module__.startswith(
        ("allauth.", "django.contrib.staticfiles", "django.views.static")
    )
