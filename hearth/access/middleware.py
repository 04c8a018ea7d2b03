"""Give every request its viewer, and let nobody in who works for no agency."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearth.access.former_identifiers import where_now
from hearth.access.own_pages import is_own_page
from hearth.access.page_viewer import viewer_of_page
from hearth.access.viewer import NotVisible

AGENCY_ROLE_KEY = "agency_role"


class ViewerMiddleware:
    """Sets `request.viewer`. Who is not logged in was already sent away (Django's LoginRequiredMiddleware)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            session: Any = request.session
            request.viewer = viewer_of_page(  # type: ignore[attr-defined]
                request.user, session.get(AGENCY_ROLE_KEY), session.session_key
            )
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: object,
        kwargs: object,
    ) -> HttpResponse | None:
        """Show people without an agency a page that says whom to ask; their own login pages stay open to them."""
        needs_viewer = getattr(view, "login_required", True) and not is_own_page(view)
        if request.user.is_authenticated and request.viewer is None and needs_viewer:  # type: ignore[attr-defined]
            return render(request, "no_agency.html", status=403)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead a page about a record that was merged into another to the same page about that one."""
        match = request.resolver_match
        if not isinstance(exception, NotVisible) or request.method not in ("GET", "HEAD") or match is None:
            return None
        client_id = match.kwargs.get("client_id")
        now = where_now(request.viewer, client_id) if client_id else None  # type: ignore[attr-defined]
        return redirect(match.view_name, **{**match.kwargs, "client_id": now}) if now else None
